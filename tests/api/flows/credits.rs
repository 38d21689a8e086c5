//! What the public sees of a credit and of a member: no titles before the embargo ends, and nothing
//! that the member does not show.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter_about};

/// Under the embargo a credit is unknown, but by the link that its holder gives out: the same
/// answer by the same calls.
async fn assert_unknown(world: &World, path: &str) {
    let never = format!("/credits/crd_{}", "0".repeat(26));
    let forged = format!("{path}?token={}", "0".repeat(32));
    let mut refusals = Vec::new();
    for path in [&never, path, &forged] {
        world.count_from_here();
        let reply = world.http().get(path).send().await.unwrap();
        assert_eq!(reply.status, 404);
        refusals.push((reply.body.clone(), world.round_trips("MembersFunction")));
    }
    assert!(refusals.iter().all(|one| *one == refusals[0]), "{refusals:?}");
}

/// What is hidden shows in no number of calls.
async fn assert_same_calls_for_one_and_for_all(world: &World, page: &str) {
    let mut calls = Vec::new();
    for path in [page.to_owned(), format!("{page}?limit=1")] {
        world.count_from_here();
        let read = world.http().get(&path).send().await.unwrap().expect_status(200);
        assert_eq!(read["next"], Value::Null);
        calls.push(world.round_trips("MembersFunction"));
    }
    assert_eq!(calls[0], calls[1]);
}

/// One credit a page, the newest first.
async fn assert_paged(world: &World, page: &str, titles: [&str; 2]) {
    let http = world.http();
    let public = async |path: &str| http.get(path).send().await.unwrap().expect_status(200);
    let newest = public(&format!("{page}?limit=1")).await;
    let next = newest["next"].as_str().unwrap();
    let oldest = public(&format!("{page}?limit=1&cursor={next}")).await;
    assert_eq!([&newest, &oldest].map(|page| page["items"][0]["track_title"].clone()), titles);
    assert_eq!((&newest["counts"]["credits"], &oldest["next"]), (&json!(2), &Value::Null));
}

#[tokio::test]
async fn titles_are_kept_back_until_the_embargo_ends_and_the_member_chooses_what_is_shown() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    ada.put("/me", &json!({ "display_name": "=Ada" })).await.expect_status(200);
    let embargo = world.now().checked_add(SignedDuration::from_hours(90 * 24)).unwrap();
    let plan = BriefPlan::private().inviting(&ada).judged_by(&mika);
    let brief = plan.with("embargo_until", json!(embargo)).open(&clara).await;
    let track = brief.submit(&ada, "=Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(&letter_about(0))).await;
    clara.awards(&brief, &track).await;

    let anybody = world.http();
    let public = async |path: &str| anybody.get(path).send().await.unwrap().expect_status(200);
    let credit = ada.read("/me/credits").await["items"][0].clone();
    let path = format!("/credits/{}", credit["id"].as_str().unwrap());
    let link = credit["share_link"].as_str().unwrap();
    assert_unknown(&world, &path).await;
    let signed = public(link).await;
    assert_eq!((&signed["track_title"], &signed["redacted"]), (&Value::Null, &json!(true)));
    let page = format!("/members/{}", ada.id);
    let shown = public(&page).await;
    assert_eq!((&shown["items"], &shown["counts"]["selected"]), (&json!([]), &json!(0)));
    assert_same_calls_for_one_and_for_all(&world, &page).await;
    let csv = async |path: &str| {
        let reply = anybody.get(path).header("accept", "text/csv").send().await.unwrap();
        assert_eq!(reply.status, 200);
        String::from_utf8(reply.body.to_vec()).unwrap()
    };
    assert!(!csv(&page).await.contains("Lemon"), "nor in the table");
    // One's own page of the books is whole from the first day.
    assert_eq!(credit["track_title"], "=Lemon Tree");
    let (eve, seen_by) =
        (world.composer("Eve"), async |person: &Person| brief.seen_by(person).await);
    for party in [&clara, &ada, &mika] {
        assert!(seen_by(party).await["selected"].is_object(), "{} is a party", party.name);
    }
    eve.get(&brief.path("")).await.expect_status(404);
    world.pass(SignedDuration::from_hours(91 * 24)).await;
    assert!(csv(&page).await.contains(",'=Lemon Tree,"));
    let signed = public(&path).await;
    assert_eq!(signed["track_title"], "=Lemon Tree");

    let accepting = async |form: &str| {
        ada.send(http::Method::GET, "/me/credits", |call| call.header("accept", form)).await
    };
    let table = accepting("text/csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let text = String::from_utf8(table.body.to_vec()).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains(",'=Lemon Tree,"), "no cell is a formula: {text}");

    assert_eq!(accepting("image/png").await.problem(), "not_acceptable");
    assert_forged_cursor_is_refused_in_a_table_too(&ada).await;
    let shown = public(&page).await;
    assert_eq!((&shown["level"], &shown["counts"]["selected"]), (&json!("newcomer"), &json!(1)));
    let second = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = second.submit(&ada, "Night Bus").await;
    mika.only_review().await.answer(&Answered::approving(&letter_about(1))).await;
    clara.awards(&second, &track).await;
    assert_paged(&world, &page, ["Night Bus", "=Lemon Tree"]).await;
    assert_eq!(shown["taste_alignment_bp"], Value::Null);
    let hide = json!({ "display_name": "Ada", "public_page": { "counts": false, "level": false } });
    ada.put("/me", &hide).await.expect_status(200);
    let hidden = public(&page).await;
    assert_eq!((&hidden["level"], &hidden["counts"]), (&Value::Null, &Value::Null));
}

async fn assert_forged_cursor_is_refused_in_a_table_too(ada: &Person) {
    let forged = "/me/credits?cursor=7";
    let forged =
        ada.send(http::Method::GET, forged, |call| call.header("accept", "text/csv")).await;
    assert_eq!(forged.refusal(), (400, "query".to_owned()));
}

#[tokio::test]
async fn a_coproducer_chooses_whether_taste_alignment_and_usefulness_are_shown() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let mut tracks = Vec::new();
    for number in 0..5 {
        let composer = world.composer(&format!("composer-{number}"));
        tracks.push(brief.submit(&composer, "Take").await);
    }
    let mut reviews = mika.reviews().await;
    let first = reviews.remove(0);
    first.answer(&Answered::approving(&letter_about(0))).await;
    let track = mika.read(&first.path("")).await["track"].as_str().unwrap().to_owned();
    let composer = &tracks.iter().find(|one| one.id == track).unwrap().composer;
    let thanks = json!({ "useful": 5, "addressed": [true] });
    composer.act(&first.path("/reaction"), &thanks).await;
    for (number, review) in (1..).zip(reviews) {
        let scores = Answered::scored([3, 3, 3, 3, 3], "reject", &letter_about(number));
        review.answer(&scores).await;
    }
    clara.act(&brief.path("/close"), &json!({})).await;
    clara
        .act(&brief.path("/selection"), &json!({ "track": track, "version": 1, "why": tests::WHY }))
        .await;
    world.settle().await;

    let page = format!("/members/{}", mika.id);
    let anybody = world.http();
    let shown = async || {
        let page = anybody.get(&page).send().await.unwrap().expect_status(200);
        (page["taste_alignment_bp"].is_number(), page["usefulness_bp"].is_number())
    };
    let choose = async |taste_alignment: bool, usefulness: bool| {
        let body = json!({ "display_name": "Mika",
            "public_page": { "taste_alignment": taste_alignment, "usefulness": usefulness } });
        mika.put("/me", &body).await.expect_status(200);
    };
    for (taste_alignment, usefulness) in
        [(false, false), (true, false), (false, true), (true, true)]
    {
        choose(taste_alignment, usefulness).await;
        assert_eq!(shown().await, (taste_alignment, usefulness));
    }
}

#[tokio::test]
async fn a_credit_of_a_reviewer_without_observations_shows_none_and_counts() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let shown = json!({ "display_name": "Mika",
        "public_page": { "taste_alignment": true, "usefulness": true } });
    mika.put("/me", &shown).await.expect_status(200);
    for number in 0..3 {
        let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
        let track = brief.submit(&ada, &format!("Take {number}")).await;
        mika.only_review().await.answer(&Answered::approving(&letter_about(number))).await;
        clara.awards(&brief, &track).await;
    }
    let anybody = world.http();
    let page = async |query: &str| {
        let path = format!("/members/{}{query}", mika.id);
        anybody.get(&path).send().await.unwrap().expect_status(200)
    };
    let whole = page("").await;
    assert_eq!((&whole["usefulness_bp"], &whole["next"]), (&Value::Null, &Value::Null));
    assert_eq!(whole["counts"]["credits"], 3);

    let (mut query, mut credits) = ("?limit=2".to_owned(), Vec::new());
    loop {
        let some = page(&query).await;
        assert_eq!(some["counts"]["credits"], 3, "all of them, whatever the page shows");
        credits.extend(some["items"].as_array().unwrap().clone());
        let Some(next) = some["next"].as_str() else { break };
        query = format!("?limit=2&cursor={next}");
    }
    assert_eq!(whole["items"], json!(credits));
}

/// While a brief runs, no public page tells who wrote what or who listens; under its embargo the
/// brief itself says neither title nor winner to strangers.
#[tokio::test]
async fn counts_and_level_step_only_when_the_brief_has_ended_and_its_embargo_is_over() {
    let world = World::start().await;
    let (clara, ada, eve) = (world.client("Clara"), world.composer("Ada"), world.composer("Eve"));
    let mika = world.coproducer("Mika").await;
    for (person, name) in [(&ada, "Ada"), (&mika, "Mika")] {
        let shown = json!({ "display_name": name, "in_directory": true, "public_page":
            { "taste_alignment": true, "usefulness": true, "counts": true, "level": true } });
        person.put("/me", &shown).await.expect_status(200);
    }
    let embargo = world.now().checked_add(SignedDuration::from_hours(90 * 24)).unwrap();
    let plan = BriefPlan::public().with("embargo_until", json!(embargo)).judged_by(&mika);
    let brief = plan.open(&clara).await;
    ada.is_nearly_junior().await;
    let anybody = world.http();
    let pages = async || {
        let mut pages = Vec::new();
        for person in [&ada, &mika] {
            world.count_from_here();
            let path = format!("/members/{}", person.id);
            let page = anybody.get(&path).send().await.unwrap().expect_status(200);
            pages.push((page, world.round_trips("MembersFunction").len()));
        }
        world.count_from_here();
        let directory = eve.read("/members").await;
        pages.push((directory, world.round_trips("MembersFunction").len()));
        pages
    };
    let before = pages().await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let review = mika.only_review().await;
    review.answer(&Answered::approving(&letter_about(0))).await;
    ada.act(&review.path("/reaction"), &json!({ "useful": 5, "addressed": [true] })).await;
    clara.act(&track.path("/shortlist"), &json!({})).await;
    world.settle().await;
    let standing = ada.read("/me/points").await["standing"].clone();
    assert_eq!((&standing["shortlisted"], &standing["level"]), (&json!(1), &json!("junior")));
    assert_eq!(pages().await, before, "while it runs");
    clara.awards(&brief, &track).await;
    world.settle().await;
    let changed = pages().await;
    assert_eq!(
        changed.iter().map(|(page, _)| page).collect::<Vec<_>>(),
        before.iter().map(|(page, _)| page).collect::<Vec<_>>(),
        "under the embargo"
    );
    let seen = brief.seen_by(&eve).await;
    assert_eq!((&seen["title"], &seen["selected"]), (&Value::Null, &Value::Null));
    assert_eq!((&seen["state"], &seen["prize_shares"]), (&json!("awarded"), &json!([])));
    let terms = async || eve.read(&brief.path("/versions/1")).await["title"].clone();
    assert_eq!(terms().await, Value::Null, "nor do its terms as they stood");
    assert!(brief.seen_by(&ada).await["selected"].is_object());
    world.pass(SignedDuration::from_hours(91 * 24)).await;
    let after = pages().await;
    let counts = &after[0].0["counts"];
    assert_eq!((&counts["approved"], &counts["selected"]), (&json!(3), &json!(1)));
    let in_directory = after[2].0["items"].as_array().unwrap();
    let in_directory = in_directory.iter().find(|one| one["id"] == json!(ada.id)).unwrap();
    assert_eq!(
        (&after[0].0["level"], &in_directory["level"]),
        (&json!("junior"), &json!("junior"))
    );
    assert_eq!(after[1].0["usefulness_bp"], 10_000);
    assert!(brief.seen_by(&eve).await["selected"].is_object());
    assert_eq!(terms().await, brief.seen_by(&eve).await["title"]);
}
