//! The studio invites composers by itself: by genre, availability and their own minimum fee, from
//! Junior on.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter};

/// Three approved tracks and a complete profile make a Junior.
async fn junior(world: &World, name: &str, profile: &Value) -> Person {
    let person = world.composer(name);
    let (client, mika) = (world.client("Carl"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&client).await;
    for (number, title) in ["Dawn", "Noon", "Dusk"].into_iter().enumerate() {
        brief.submit(&person, &format!("{title} of {name}")).await;
        mika.only_review().await.answer(&Answered::approving(letter(number))).await;
    }
    brief.call_off().await;
    person.put("/me", profile).await.expect_status(200);
    world.settle().await;
    assert_eq!(person.read("/me").await["standing"]["level"], "junior");
    person
}

fn profile(fee: Option<&str>) -> Value {
    json!({
        "display_name": "Somebody",
        "bio": "Writes for strings.",
        "genre_tags": ["strings", "ambient"],
        "minimum_fee": fee.map(|amount| json!({ "currency": "EUR", "amount": amount })),
    })
}

#[tokio::test]
async fn a_junior_is_invited_by_genre_and_answers() {
    let world = World::start().await;
    let (clara, newcomer) = (world.client("Clara"), world.composer("Newcomer"));
    newcomer.put("/me", &profile(None)).await.expect_status(200);
    let ada = junior(&world, "Ada", &profile(None)).await;

    let other = BriefPlan::private().with("genre_tags", json!(["metal"])).open(&clara).await;
    ada.get(&other.path("")).await.expect_status(404);
    let brief = BriefPlan::private().with("genre_tags", json!(["strings"])).open(&clara).await;
    let invitations = ada.read("/me/invitations").await;
    let invitation = &invitations["items"][0];
    assert_eq!((&invitation["brief"], &invitation["state"]), (&json!(brief.id), &json!("invited")));
    assert_eq!(invitation["automatic"], true);
    assert_eq!(invitations["items"].as_array().unwrap().len(), 1);
    assert_eq!(ada.notices_of("invitation").await.len(), 1);
    assert_eq!(newcomer.read("/me/invitations").await["items"], json!([]));

    ada.act(&brief.path("/invitations/me/decline"), &json!({})).await;
    ada.act(&brief.path("/invitations/me/accept"), &json!({})).await;
    let told = clara.notices_of("invitation_answered").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["facts"]["answer"], "accepted", "{told:?}");
}

#[tokio::test]
async fn a_composer_who_is_away_or_asks_for_more_than_the_prize_is_not_invited() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let ada = junior(&world, "Ada", &profile(Some("500.00"))).await;
    let open = async |prize: &str| {
        let prize = json!({ "currency": "EUR", "amount": prize });
        let plan = BriefPlan::public().with("genre_tags", json!(["strings"]));
        let brief = plan.with("prize", prize).draft(&clara).await;
        brief.fund(&olga).await;
        clara.act(&brief.path("/open"), &json!({})).await;
    };
    let invited = async || ada.read("/me/invitations").await["items"].as_array().unwrap().len();
    open("499.99").await;
    assert_eq!(invited().await, 0);
    open("500.00").await;
    assert_eq!(invited().await, 1);
    let away = json!({ "availability": "away" });
    let me = ada.put("/me/availability", &away).await.expect_status(200);
    assert_eq!((&me["availability"], &me["genre_tags"][0]), (&json!("away"), &json!("strings")));
    assert_eq!(me["minimum_fee"], json!({ "currency": "EUR", "amount": "500" }));
    open("900.00").await;
    assert_eq!(invited().await, 1);
    let seen =
        world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap().expect_status(200);
    assert_eq!(seen.get("minimum_fee"), None);
}

/// Else whoever reviews a brief, and posts another, would read there whose track was approved.
#[tokio::test]
async fn a_level_that_is_not_public_yet_invites_nobody() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (carl, mika) = (world.client("Carl"), world.coproducer("Mika").await);
    ada.put("/me", &profile(None)).await.expect_status(200);
    let (running, _) = ada.is_approved(&carl, &mika, 3, 0).await;
    assert_eq!(ada.read("/me").await["standing"]["level"], "junior");
    let plan = BriefPlan::private().with("genre_tags", json!(["strings"]));
    plan.clone().open(&clara).await;
    assert_eq!(ada.notices_of("invitation").await.len(), 0);
    running.call_off().await;
    plan.open(&clara).await;
    assert_eq!(ada.notices_of("invitation").await.len(), 1);
}

#[tokio::test]
async fn a_client_who_invites_whom_the_studio_found_reads_nothing_of_it() {
    let world = World::start().await;
    let (clara, ben) = (world.client("Clara"), world.composer("Ben"));
    let ada = junior(&world, "Ada", &profile(None)).await;
    let brief = BriefPlan::private().with("genre_tags", json!(["strings"])).open(&clara).await;
    assert_eq!(ada.read("/me/invitations").await["items"][0]["automatic"], true);
    world.pass(SignedDuration::from_mins(1)).await;
    let begun = world.now();
    let invited = async |person: &Person| {
        let members = json!({ "members": [person.id] });
        world.count_from_here();
        let sent = clara.act(&brief.path("/invitations"), &members).await["items"][0].take();
        (sent, world.round_trips("BriefsFunction"))
    };
    let ((found, calls), (other, same_calls)) = (invited(&ada).await, invited(&ben).await);
    assert_eq!(calls, same_calls);
    for name in ["state", "invited_by", "answered_at", "automatic", "unused_at"] {
        assert_eq!(found[name], other[name], "{name}");
    }
    let at: Timestamp = found["invited_at"].as_str().unwrap().parse().unwrap();
    assert!(at >= begun, "{found}");
    assert_eq!(invited(&ada).await.0, found, "once");
    assert_eq!(ada.notices_of("invitation").await.len(), 1);
    // What was answered before stays answered.
    ada.act(&brief.path("/invitations/me/accept"), &json!({})).await;
    assert_eq!(invited(&ada).await.0["state"], "accepted");
}

#[tokio::test]
async fn where_an_invitation_stands_in_the_answer_does_not_tell_whom_the_studio_found() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mut people = [world.composer("Ada"), world.composer("Ben"), world.composer("Cleo")];
    people.sort_by_key(|one| one.id);
    let ids = people.each_ref().map(|one| one.id);
    let found = junior(&world, &people[1].name, &profile(None)).await;
    let brief = BriefPlan::private().with("genre_tags", json!(["strings"])).open(&clara).await;
    assert_eq!(found.read("/me/invitations").await["items"][0]["automatic"], true);
    let answer = clara.act(&brief.path("/invitations"), &json!({ "members": ids })).await;
    let items = answer["items"].as_array().unwrap().iter();
    let members: Vec<&Value> = items.map(|one| &one["member"]).collect();
    assert_eq!(json!(members), json!(ids));
}

/// A draft may be changed and tried as often as its client likes.
#[tokio::test]
async fn a_dry_run_tells_a_client_numbers_that_follow_from_no_composer() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let ada = junior(&world, "Ada", &profile(Some("500.00"))).await;
    let plan = BriefPlan::public().with("genre_tags", json!(["strings"]));
    let draft = plan.draft(&clara).await;
    let mut seen = Vec::new();
    for amount in ["499.99", "500.00"] {
        let prize = json!({ "prize": { "currency": "EUR", "amount": amount } });
        let tag = clara.get(&draft.path("")).await.headers["etag"].to_str().unwrap().to_owned();
        clara.patch(&draft.path(""), &tag, &prize).await.expect_status(200);
        seen.push(clara.read(&draft.path("/opening")).await);
        let names = olga.read(&draft.path("/opening")).await["names"]["invited"].take();
        let found = if amount == "500.00" { json!([ada.id]) } else { json!([]) };
        assert_eq!(names, found, "{amount}");
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(
        seen[0],
        json!({ "brief": draft.id, "coproducers": 1, "invited_max": 20, "names": null })
    );
}
