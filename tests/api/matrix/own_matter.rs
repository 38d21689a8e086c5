//! Nobody decides their own matter: every route by which an operator changes something either
//! refuses the operator whose matter it is, and is asked here, or says why it is nobody's.

use std::collections::BTreeSet;

use domain::application::Application;
use domain::id::{AdjustmentId, ApplicationId};
use domain::money::adjustment::{Adjustment, AdjustmentState};
use domain::money::input::AdjustmentEntry;
use domain::money::{Account, Money, Sha256Hex};
use domain::points::Standing;
use domain::policy::Policy;
use http::Method;
use serde_json::{Value, json};
use store::adjustment::AdjustmentItem;
use tests::{
    Answered, Books, BriefPlan, MARCH, OpenBrief, Person, Queued, ReplyChecks, World, letter,
};

use crate::matrix::stage::Caller;
use crate::matrix::table;

/// What operators change that is no member's matter, and why.
const WITHOUT_PARTY: [(&str, &str); 10] = [
    ("POST /briefs/{brief}/tracks/{track}/trial", "the composer is asked, and decides alone"),
    ("POST /briefs/{brief}/questions", "nothing is decided; the client answers"),
    ("POST /months/{month}/revenue", "a file is of tracks; who loads it approves nothing"),
    ("DELETE /months/{month}/revenue/{sha256}", "the file goes, before anything follows from it"),
    ("POST /months/{month}/freeze", "nothing joins any more, whoever earns"),
    ("POST /months/{month}/plan", "what follows from the inputs is computed, not decided"),
    ("POST /months/{month}/reject", "the month is planned anew, and pays nobody by it"),
    ("POST /months/{month}/post", "what another operator approved is booked"),
    ("POST /months/{month}/settlements", "the bank has decided; its file is taken whole"),
    ("POST /months/{month}/close", "the books are counted"),
];

/// What only proposes, for another operator to decide.
const PROPOSES: [&str; 1] = ["POST /adjustments"];

/// Whose matter may have several parties, so that all operators may be among them: then two of them
/// say the same.
const OF_MANY: [&str; 7] = [
    "POST /adjustments/{adjustment}/approve",
    "POST /adjustments/{adjustment}/decline",
    "POST /briefs/{brief}/restore-award",
    "POST /briefs/{brief}/void-award",
    "POST /reviews/{review}/dispute/decision",
    "POST /suspense/{entry}/match",
    "PUT /briefs/{brief}/tracks/{track}/isrc",
];

/// Every route of the table by which an operator changes something that a client may not.
fn routes_of_operators() -> BTreeSet<String> {
    let column = |caller| Caller::ALL.iter().position(|one| *one == caller).unwrap();
    let (client, operator) = (column(Caller::Client), column(Caller::Operator));
    let rows = table::ALL.into_iter().flat_map(table::parse);
    let decides = rows.filter(|row| row.method != "GET").filter(|row| {
        let refuses = |status: u16| [401, 403, 404].contains(&status);
        row.is_for_operators_alone()
            || row.expected.iter().any(|(_, are)| refuses(are[client]) && !refuses(are[operator]))
    });
    decides.map(|row| row.route()).collect()
}

/// Olga is an operator, and a party of everything.
struct Party {
    olga: Person,
    refused: BTreeSet<String>,
}

impl Party {
    /// She is refused on this route, because it is her own matter.
    async fn is_refused(&mut self, route: &str, path: &str, body: &Value) -> Value {
        let method: Method = route.split(' ').next().unwrap().parse().unwrap();
        let reply = self.olga.ask(&method, path, body).await;
        assert_eq!(reply.refusal(), (403, "own_matter".to_owned()), "{route}: {}", reply.json());
        self.refused.insert(route.to_owned());
        reply.json()
    }
}

#[tokio::test]
async fn own_matter_is_refused_on_every_route_by_which_an_operator_decides() {
    let world = World::start().await;
    let (olga, otto, oda) =
        (world.everything("Olga"), world.operator("Otto"), world.operator("Oda"));
    for operator in [&olga, &otto, &oda] {
        operator.sign_in().await;
    }
    let mut party = Party { olga: olga.clone(), refused: BTreeSet::new() };
    of_a_member(&mut party).await;
    of_a_standing_hold(&party, &otto).await;
    of_a_profession(&mut party, &world).await;
    let (brief, song) = of_a_dispute(&mut party, &world, &otto).await;
    of_an_award(&mut party, &world, &brief, &song).await;
    of_a_correction(&mut party, &world, &otto, &song).await;
    let mika = world.composer("Mika");
    let books = Books { world: world.clone(), olga: otto, otto: oda, ada: olga, mika, song };
    of_a_month(&mut party, &books).await;

    let others = WITHOUT_PARTY.iter().map(|(route, _)| *route).chain(PROPOSES);
    let others: BTreeSet<String> = others.map(str::to_owned).collect();
    assert!(others.is_disjoint(&party.refused));
    assert!(OF_MANY.iter().all(|route| party.refused.contains(*route)));
    let answered: BTreeSet<String> = others.union(&party.refused).cloned().collect();
    assert_eq!(answered, routes_of_operators(), "a route has no answer, or is none of operators");
}

/// What is decided about a member as such.
async fn of_a_member(party: &mut Party) {
    let reason = json!({ "reason": "somebody has to" });
    let hold = json!({ "reason": "somebody asks", "review_on": "2026-05-01" });
    let appeal = json!({ "reinstate": true, "words": "a misunderstanding" });
    let rate = json!({ "country": "FI", "rate_bp": 0 });
    for (route, body) in [
        ("POST /members/{member}/founding-coproducer", &reason),
        ("POST /members/{member}/suspend", &reason),
        ("POST /members/{member}/revoke", &reason),
        ("POST /members/{member}/appeal/decision", &appeal),
        ("POST /members/{member}/hold", &hold),
        ("POST /members/{member}/hold/release", &reason),
        ("PUT /members/{member}/tax-rate", &rate),
    ] {
        let path = route.split(' ').nth(1).unwrap();
        let path = path.replace("{member}", &party.olga.id.to_string());
        party.is_refused(route, &path, body).await;
    }
}

/// A hold on her that another operator has placed: she makes it no shorter.
async fn of_a_standing_hold(party: &Party, otto: &Person) {
    let hold = |day: &str| json!({ "reason": "somebody asks", "review_on": day });
    let path = format!("/members/{}/hold", party.olga.id);
    otto.act(&path, &hold("2026-06-01")).await;
    let shorter = party.olga.post(&path, &hold("2026-05-01")).await;
    assert_eq!(shorter.refusal(), (403, "own_matter".to_owned()));
    otto.act(&format!("{path}/release"), &json!({ "reason": "it is settled" })).await;
}

/// Her own application, and her own appointment to another's brief.
async fn of_a_profession(party: &mut Party, world: &World) {
    let id = ApplicationId::derive(&[b"olga"]);
    let (member, policy) = (party.olga.id, &Policy::CURRENT);
    let item = Application::new(id, member, None, Standing::NEWCOMER, world.now(), policy);
    let _new = world.store().create(&item).await.unwrap();
    let path = format!("/coproducer-applications/{id}/decision");
    let accepts = json!({ "accept": true, "words": "welcome" });
    party.is_refused("POST /coproducer-applications/{application}/decision", &path, &accepts).await;
    let brief = BriefPlan::public().draft(&world.client("Cleo")).await;
    let body = json!({ "member": member });
    let path = brief.path("/coproducers");
    party.is_refused("POST /briefs/{brief}/coproducers", &path, &body).await;
    let prize = json!({ "currency": "EUR", "amount": "100" });
    let own = BriefPlan::public().with("prize", prize.clone()).draft(&party.olga).await;
    let path = own.path("/prize-funding");
    let body = json!({ "prize": prize });
    party.is_refused("POST /briefs/{brief}/prize-funding", &path, &body).await;
}

/// As the reviewer, as a writer and as the composer; gives her brief and her song, which wins.
async fn of_a_dispute(party: &mut Party, world: &World, otto: &Person) -> (OpenBrief, String) {
    const ROUTE: &str = "POST /reviews/{review}/dispute/decision";
    let olga = party.olga.clone();
    let upheld = json!({ "upheld": true, "words": "it says what was not heard" });
    let objects = json!({ "reason": "the second verse was not heard" });
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let aino = world.composer("Aino");
    let brief = BriefPlan::private().inviting(&aino).judged_by(&mika).open(&clara).await;
    let shared = brief.submit(&aino, "Noon").await;
    let halves = [&aino, &olga].map(|one| json!({ "member": one.id, "share_ppm": 500_000 }));
    aino.put(&shared.path("/writers"), &json!({ "writers": halves })).await.expect_status(200);
    olga.act(&shared.path("/writers/me/consent"), &json!({})).await;
    let review = mika.only_review().await;
    review.answer(&Answered::asking_for_changes(letter(2))).await;
    aino.act(&review.path("/dispute"), &objects).await;
    party.is_refused(ROUTE, &review.path("/dispute/decision"), &upheld).await;

    olga.introduce().await;
    let founding = json!({ "reason": "somebody has to begin" });
    otto.create(&format!("/members/{}/founding-coproducer", olga.id), &founding).await;

    let brief = BriefPlan::private().inviting(&ada).judged_by(&olga).open(&clara).await;
    brief.submit(&ada, "Dawn").await;
    let review = olga.only_review().await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    ada.act(&review.path("/dispute"), &objects).await;
    party.is_refused(ROUTE, &review.path("/dispute/decision"), &upheld).await;

    let brief = BriefPlan::private().inviting(&olga).judged_by(&mika).open(&clara).await;
    let song = brief.submit(&olga, "Dusk").await.id;
    let review = mika.only_review().await;
    review.answer(&Answered::approving(letter(1))).await;
    olga.act(&review.path("/dispute"), &objects).await;
    party.is_refused(ROUTE, &review.path("/dispute/decision"), &upheld).await;
    let dismissed = json!({ "upheld": false, "words": "it says what was heard" });
    otto.act(&review.path("/dispute/decision"), &dismissed).await;
    (brief, song)
}

/// What the books know of her song.
async fn of_an_award(party: &mut Party, world: &World, brief: &OpenBrief, song: &str) {
    tests::award(brief, song).await;
    let isrc = json!({ "isrc": "FI-ABC-26-00001" });
    let path = brief.path(&format!("/tracks/{song}/isrc"));
    party.is_refused("PUT /briefs/{brief}/tracks/{track}/isrc", &path, &isrc).await;
    let reason = json!({ "reason": "rights of a third party" });
    for (route, below) in [
        ("POST /briefs/{brief}/void-award", "/void-award"),
        ("POST /briefs/{brief}/restore-award", "/restore-award"),
    ] {
        party.is_refused(route, &brief.path(below), &reason).await;
    }
    let entry = domain::id::SuspenseId::derive(&[b"waits"]);
    let path = format!("/suspense/{entry}/match");
    party.is_refused("POST /suspense/{entry}/match", &path, &json!({ "track": song })).await;
    assert_eq!(world.items_of("award_standing").len(), 0);
}

/// Another operator proposes to give her something.
async fn of_a_correction(party: &mut Party, world: &World, otto: &Person, song: &str) {
    let id = AdjustmentId::derive(&[song.as_bytes()]);
    let money = Money::new("EUR".parse().unwrap(), "5".parse().unwrap());
    let adjustment = Adjustment {
        id,
        state: AdjustmentState::Proposed,
        adjusts: MARCH.parse().unwrap(),
        reason: "a line was counted for the wrong song".to_owned(),
        entries: vec![AdjustmentEntry { account: Account::of_member(party.olga.id), money }],
        proposed_by: otto.id,
        proposed_at: world.now(),
        decided_by: None,
        decided_at: None,
        month: None,
    };
    let item = AdjustmentItem { adjustment, request_sha256: Sha256Hex::of(b"proposed") };
    let _new = world.store().create(&item).await.unwrap();
    for (route, below) in [
        ("POST /adjustments/{adjustment}/approve", "approve"),
        ("POST /adjustments/{adjustment}/decline", "decline"),
    ] {
        party.is_refused(route, &format!("/adjustments/{id}/{below}"), &json!({})).await;
    }
}

/// A month that pays her: its approval, her lines, her payment. Otto loads, Oda approves.
async fn of_a_month(party: &mut Party, books: &Books) {
    let (olga, otto, oda) = (&books.ada, &books.olga, &books.otto);
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    let sha256 = books.month(MARCH).await["plan"]["plan_sha256"].take();
    let path = format!("/months/{MARCH}");
    let body = json!({ "plan_sha256": sha256 });
    let approve = format!("{path}/approve");
    let refused = party.is_refused("POST /months/{month}/approve", &approve, &body).await;
    assert_eq!(refused["operators"], json!([oda.id]), "Oda is neither paid nor did she load");
    let own = json!({ "plan_sha256": sha256, "member": olga.id });
    let confirmations = format!("{path}/confirmations");
    party.is_refused("POST /months/{month}/confirmations", &confirmations, &own).await;
    books.approve_and_post(MARCH).await;

    tests::payments::account(olga, tests::payments::ADAS).await;
    let pay = format!("{path}/pay");
    party.is_refused("POST /months/{month}/pay", &pay, &json!({})).await;
    books.step(MARCH, "pay").await;
    let sent = tests::payments::payouts(books, "submitted").await.remove(0);
    let route = "POST /payouts/{payout}/decision";
    let path = format!("/payouts/{}/decision", sent["payout"].as_str().unwrap());
    for event in ["return", "lose", "settle", "reopen", "settle_by_hand"] {
        party.is_refused(route, &path, &tests::payments::verdict(&sent, event)).await;
    }
    let returned = tests::payments::verdict(&sent, "return");
    let once = otto.post(&path, &returned).await.expect_status(202);
    assert_eq!(
        (&once["state"], &once["proposals"][0]["by"]),
        (&json!("submitted"), &json!(otto.id))
    );
    otto.post(&path, &returned).await.expect_status(202);
    oda.act(&path, &returned).await;
    let reopen = tests::payments::verdict(&sent, "reopen");
    party.is_refused(route, &path, &reopen).await;
}

/// Two operators, who have written a song together: everything about it concerns both.
struct Pair {
    olga: Person,
    otto: Person,
    decided: BTreeSet<String>,
}

impl Pair {
    /// The first word waits, however often it is said; the other operator's decides.
    async fn decides(&mut self, route: &str, path: &str, body: &Value) -> Value {
        let method: Method = route.split(' ').next().unwrap().parse().unwrap();
        for _ in 0..2 {
            self.olga.ask(&method, path, body).await.expect_status(202);
        }
        let decided = self.otto.ask(&method, path, body).await.expect_status(200);
        self.decided.insert(route.to_owned());
        decided
    }
}

#[tokio::test]
async fn own_matter_of_both_operators_is_decided_by_both() {
    let world = World::start().await;
    let (olga, otto) = (world.everything("Olga"), world.everything("Otto"));
    for operator in [&olga, &otto] {
        operator.sign_in().await;
    }
    let mut pair = Pair { olga: olga.clone(), otto: otto.clone(), decided: BTreeSet::new() };
    let mika = world.coproducer("Mika").await;
    let (brief, song, review) = disputed_song_of_both(&world, &olga, &otto, &mika).await;
    let body = json!({ "upheld": false, "words": "it says what was heard" });
    let path = review.path("/dispute/decision");
    let decided = pair.decides("POST /reviews/{review}/dispute/decision", &path, &body).await;
    assert_eq!(decided["state"], "dismissed");
    olga.act(&path, &body).await;

    tests::award(&brief, &song).await;
    award_of_both(&mut pair, &brief, &song).await;
    corrections_of_both(&mut pair, &world, &mika, &song).await;
    assert_eq!(pair.decided, OF_MANY.map(str::to_owned).into());
}

/// The part of a reviewer whose answer is void goes to the other reviewers.
#[tokio::test]
async fn own_matter_is_a_dispute_of_whoever_is_paid_by_the_award_of_its_brief() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::public().with("reviews_per_track", 2).judged_by(&mika).judged_by(&noor);
    let brief = plan.open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    let (his, hers) = (mika.only_review().await, noor.only_review().await);
    his.answer(&Answered::approving(letter(0))).await;
    hers.answer(&Answered::approving(letter(1))).await;
    tests::award(&brief, &track.id).await;
    ada.act(&hers.path("/dispute"), &json!({ "reason": "the second verse was not heard" })).await;
    let path = hers.path("/dispute/decision");
    for upheld in [true, false] {
        let body = json!({ "upheld": upheld, "words": "it says what was heard" });
        let reply = world.everything("Mika").post(&path, &body).await;
        assert_eq!(reply.refusal(), (403, "own_matter".to_owned()), "he is paid beside her");
    }
    let body = json!({ "upheld": true, "words": "it says what was not heard" });
    world.operator("Olga").act(&path, &body).await;
}

/// What both have written, as Mika has answered it and Olga disputes that.
pub(super) async fn disputed_song_of_both(
    world: &World,
    olga: &Person,
    otto: &Person,
    mika: &Person,
) -> (OpenBrief, String, Queued) {
    let plan = BriefPlan::private().inviting(olga).judged_by(mika);
    let brief = plan.open(&world.client("Clara")).await;
    let shared = brief.submit(olga, "Dusk").await;
    let halves = [olga, otto].map(|one| json!({ "member": one.id, "share_ppm": 500_000 }));
    olga.put(&shared.path("/writers"), &json!({ "writers": halves })).await.expect_status(200);
    otto.act(&shared.path("/writers/me/consent"), &json!({})).await;
    let review = mika.only_review().await;
    review.answer(&Answered::approving(letter(1))).await;
    let objects = json!({ "reason": "the second verse was not heard" });
    olga.act(&review.path("/dispute"), &objects).await;
    let song = shared.id.clone();
    (brief, song, review)
}

/// The recording code, and whether the award stands: each word counts for one decision.
async fn award_of_both(pair: &mut Pair, brief: &OpenBrief, song: &str) {
    let isrc = json!({ "isrc": "FI-ABC-26-00001" });
    let path = brief.path(&format!("/tracks/{song}/isrc"));
    pair.decides("PUT /briefs/{brief}/tracks/{track}/isrc", &path, &isrc).await;
    pair.olga.put(&path, &isrc).await.expect_status(200);
    let reason = json!({ "reason": "rights of a third party" });
    let (void, restore) = (brief.path("/void-award"), brief.path("/restore-award"));
    let stands = pair.decides("POST /briefs/{brief}/void-award", &void, &reason).await;
    assert_eq!(stands["void"], true);
    pair.decides("POST /briefs/{brief}/restore-award", &restore, &reason).await;
    pair.otto.post(&void, &reason).await.expect_status(202);
    let stands = pair.olga.act(&void, &reason).await;
    assert_eq!(stands["void"], true, "the words of the first time did not count again");
    pair.decides("POST /briefs/{brief}/restore-award", &restore, &reason).await;
}

/// What moves money from one to the other, and money in suspense that is both's.
async fn corrections_of_both(pair: &mut Pair, world: &World, mika: &Person, song: &str) {
    for (number, below, state) in [(1, "approve", "approved"), (2, "decline", "declined")] {
        let id = AdjustmentId::derive(&[&[number]]);
        let entry = |of: &Person, amount: &str| AdjustmentEntry {
            account: Account::of_member(of.id),
            money: Money::new("EUR".parse().unwrap(), amount.parse().unwrap()),
        };
        let adjustment = Adjustment {
            id,
            state: AdjustmentState::Proposed,
            adjusts: MARCH.parse().unwrap(),
            reason: "their lines were swapped".to_owned(),
            entries: vec![entry(&pair.olga, "5"), entry(&pair.otto, "-5")],
            proposed_by: pair.olga.id,
            proposed_at: world.now(),
            decided_by: None,
            decided_at: None,
            month: None,
        };
        let item = AdjustmentItem { adjustment, request_sha256: Sha256Hex::of(b"proposed") };
        let _new = world.store().create(&item).await.unwrap();
        let path = format!("/adjustments/{id}/{below}");
        if below == "approve" {
            let own = pair.olga.post(&path, &json!({})).await;
            assert_eq!(own.refusal(), (403, "own_adjustment".to_owned()));
        }
        let decided = pair.otto.act(&path, &json!({})).await;
        assert_eq!(decided["state"], state);
        pair.decided.insert(format!("POST /adjustments/{{adjustment}}/{below}"));
    }
    let (olga, otto) = (pair.olga.clone(), pair.otto.clone());
    let (ada, mika) = (olga.clone(), mika.clone());
    let books = Books { world: world.clone(), olga, otto, ada, mika, song: song.to_owned() };
    books.load(MARCH, &tests::csv(MARCH, &[("trk_ghost", "EUR", "20")])).await;
    books.month_ends(MARCH).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    let waiting = pair.olga.read("/suspense").await;
    let path = format!("/suspense/{}/match", waiting["items"][0]["id"].as_str().unwrap());
    let route = "POST /suspense/{entry}/match";
    let belongs = json!({ "track": song });
    pair.olga.post(&path, &belongs).await.expect_status(202);
    let told = pair.otto.notices_of("word_awaited").await.remove(0);
    assert_eq!(told["facts"]["matter"]["entry"], waiting["items"][0]["id"]);
    let entry = pair.otto.read("/suspense").await["items"][0].take();
    assert_eq!(entry["first_words"][0]["by"], json!(pair.olga.id), "{entry}");
    assert_eq!(entry["first_words"][0]["decision"]["match"], song);
    let matched = pair.decides(route, &path, &belongs).await;
    assert_eq!((&matched["track"], &matched["matched_by"]), (&json!(song), &json!(pair.otto.id)));
    assert_eq!(matched["first_words"][0]["by"], json!(pair.olga.id));
    let entry = pair.otto.read("/suspense").await["items"][0].take();
    assert_eq!(entry["first_words"], json!([]), "no word waits any more");
}
