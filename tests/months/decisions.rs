//! What people decide about money: each decision belongs to the oldest open month, once, and the books
//! of every month still prove themselves.

use domain::money::input::PayoutReason;
use http::Method;
use ledger::Ledger;
use serde_json::{Value, json};
use store::payout_request::PayoutAnswer;
use tests::{
    APRIL, Answered, Books, BriefPlan, MARCH, Person, ReplyChecks, World, amounts, award, csv,
    letter,
};

const MAY: &str = "2026-05";
const NAMES: [&str; 4] = ["opening", "earnings", "adjustments", "closing"];

/// The proof of the only currency of a month.
fn proof(month: &Value) -> &Value {
    &month["plan"]["proofs"][0]
}

/// An entry of the plan by account, with what moved it.
async fn unit(books: &Books, month: &str, account: &str) -> Value {
    let list = books.olga.read(&format!("/months/{month}/statements")).await;
    let items = list["items"].as_array().unwrap().iter();
    items.clone().find(|item| item["account"] == account).cloned().unwrap_or(Value::Null)
}

/// Kind, reason and amount of everything that moved.
fn moves(entry: &Value) -> Vec<[String; 3]> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let moved = |one: &Value| {
        [text(&one["kind"]), text(&one["reason"]), amounts(one, ["amount"])[0].clone()]
    };
    entry["moves"].as_array().unwrap().iter().map(moved).collect()
}

async fn delete(who: &Person, path: &str) -> local::client::Reply {
    who.send(Method::DELETE, path, |call| call).await
}

/// Loads April, lets it end, and posts it.
async fn april(books: &Books, lines: &[(&str, &str)]) -> Value {
    books.load_lines(APRIL, lines).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await
}

/// Ada disputes the review of her song: with the path of the dispute.
pub(crate) async fn dispute(books: &Books) -> String {
    let queue = books.mika.read("/reviews?limit=100").await;
    let review = format!("/reviews/{}/dispute", queue["items"][0]["id"].as_str().unwrap());
    books.ada.act(&review, &json!({ "reason": "It speaks of another song." })).await;
    review
}

#[tokio::test]
async fn a_review_voided_after_two_posted_months_gives_its_part_back_once() {
    let books = Books::open().await;
    let review = dispute(&books).await;
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    april(&books, &[("EUR", "60.00000001")]).await;
    let decision = json!({ "upheld": true, "words": "It does." });
    for _ in 0..2 {
        books.otto.act(&format!("{review}/decision"), &decision).await;
    }
    books.world.settle().await;
    assert_eq!(books.world.items_of("split").len(), 2, "one more split, however often");
    books.load_lines(MAY, &[("EUR", "10")]).await;
    books.month_ends(MAY).await;
    for step in ["freeze", "plan"] {
        books.step(MAY, step).await;
    }
    let own = books.ask(&books.otto, MAY, "approve").await;
    assert_eq!(own.problem(), "approver_contributed", "what it corrects follows from his decision");
    books.ask(&books.world.operator("Oona"), MAY, "approve").await.expect_status(200);
    let may = books.step(MAY, "post").await;
    // 2.5 % of 160.00000001 go back to Ada, who earns all of May.
    let mika = books.entry(&books.mika, MAY, "EUR").await;
    let part = "4.00000000025";
    assert_eq!(amounts(&mika, NAMES), [part, "0", "-4.00000000025", "0"]);
    assert_eq!(
        moves(&mika),
        [["correction", "split 2 instead of 1, since 2026-03", "-4.00000000025"]]
    );
    let ada = books.entry(&books.ada, MAY, "EUR").await;
    assert_eq!(amounts(&ada, ["earnings", "adjustments"]), ["10", part]);
    assert_eq!(proof(&may)["adjustments"], "0");
}

/// While the award is void nothing is corrected; the month that restores it does it by his word.
#[tokio::test]
async fn approver_contributed_is_a_dispute_that_was_upheld_while_the_award_was_void() {
    let books = Books::open().await;
    let review = dispute(&books).await;
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let briefs = books.world.items_of("awarded_track");
    let path = format!("/briefs/{}", briefs[0]["brief"]["S"].as_str().unwrap());
    let reason = json!({ "reason": "a sample was not cleared" });
    books.olga.act(&format!("{path}/void-award"), &reason).await;
    let decision = json!({ "upheld": true, "words": "It does." });
    books.otto.act(&format!("{review}/decision"), &decision).await;
    books.world.settle().await;
    let oona = books.world.operator("Oona");
    for month in [APRIL, MAY] {
        books.month_ends(month).await;
        for step in ["freeze", "plan"] {
            books.step(month, step).await;
        }
        assert_eq!(
            books.ask(&books.otto, month, "approve").await.problem(),
            "approver_contributed",
            "{month}"
        );
        books.ask(&oona, month, "approve").await.expect_status(200);
        books.step(month, "post").await;
        if month == APRIL {
            books.olga.act(&format!("{path}/restore-award"), &reason).await;
        }
    }
    let mika = books.entry(&books.mika, MAY, "EUR").await;
    assert_eq!(moves(&mika), [["correction", "split 2 instead of 1, since 2026-03", "-2.5"]]);
}

#[tokio::test]
async fn already_matched_differently_is_refused_and_what_is_matched_moves_once() {
    let books = Books::open().await;
    let lines = [(books.song.as_str(), "EUR", "40"), ("trk_ghost", "EUR", "20"), ("", "EUR", "5")];
    books.load(MARCH, &csv(MARCH, &lines)).await;
    books.month_ends(MARCH).await;
    let march = books.close(MARCH).await;
    assert_eq!(proof(&march)["closing_suspense"], "25");
    let waiting = books.olga.read("/suspense").await;
    let ghost = waiting["items"].as_array().unwrap().iter().find(|one| one["reason"] == "no_split");
    let ghost = ghost.unwrap().clone();
    assert_eq!((&ghost["money"]["amount"], &ghost["first_line"]), (&json!("20"), &json!(3)));
    let first = books.olga.read("/suspense?limit=1").await;
    assert_eq!((first["items"].as_array().unwrap().len(), &first["next"]), (1, &json!("1")));
    let path = format!("/suspense/{}/match", ghost["id"].as_str().unwrap());
    let never = json!({ "track": "trk_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    let reply = books.olga.post(&path, &never).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "not_awarded".to_owned()));
    let song = json!({ "track": books.song });
    let matched = books.olga.act(&path, &song).await;
    assert_eq!(matched, json!({ "track": books.song, "month": APRIL }));
    assert_eq!(books.olga.act(&path, &song).await, matched);
    let reply = books.olga.post(&path, &never).await;
    assert_eq!(
        (reply.status.as_u16(), reply.problem()),
        (409, "already_matched_differently".to_owned())
    );
    let april = april(&books, &[("EUR", "40")]).await;
    assert_eq!(
        (&proof(&april)["in"], &proof(&april)["closing_suspense"]),
        (&json!("40"), &json!("5"))
    );
    let ada = books.entry(&books.ada, APRIL, "EUR").await;
    assert_eq!(amounts(&ada, ["earnings", "adjustments"]), ["39", "19.5"]);
    assert_eq!(books.olga.read("/suspense").await["items"].as_array().unwrap().len(), 1);
    let own = books.ask(&books.olga, APRIL, "approve").await;
    assert_ne!(own.status, 500);
}

/// The song of another brief, by Ben, that Mika has listened to.
async fn another_song(books: &Books) -> (Person, String) {
    let (clara, ben) = (books.world.client("Cara"), books.world.composer("Ben"));
    let brief = BriefPlan::private().inviting(&ben).judged_by(&books.mika).open(&clara).await;
    let song = brief.submit(&ben, "Dusk").await.id;
    books.mika.only_review().await.answer(&Answered::approving(letter(1))).await;
    award(&brief, &song).await;
    (ben, song)
}

#[tokio::test]
async fn already_matched_differently_is_put_right_while_its_month_is_open() {
    let books = Books::open().await;
    let (ben, other) = another_song(&books).await;
    books.load(MARCH, &csv(MARCH, &[("trk_ghost", "EUR", "20")])).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let waiting = books.olga.read("/suspense").await;
    let path = format!("/suspense/{}/match", waiting["items"][0]["id"].as_str().unwrap());
    books.olga.act(&path, &json!({ "track": books.song })).await;

    // Only who knows what stands there puts another track in its place, and one that can have money.
    let blind = books.otto.post(&path, &json!({ "track": other })).await;
    assert_eq!(
        (blind.status.as_u16(), blind.problem()),
        (409, "already_matched_differently".to_owned())
    );
    let wrong = json!({ "track": other, "instead_of": "trk_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    assert_eq!(books.otto.post(&path, &wrong).await.problem(), "already_matched_differently");
    let never = json!({ "track": "trk_01ARZ3NDEKTSV4RRFFQ69G5FAV", "instead_of": books.song });
    assert_eq!(books.otto.post(&path, &never).await.problem(), "not_awarded");
    let right = json!({ "track": other, "instead_of": books.song });
    let matched = json!({ "track": other, "month": APRIL });
    for _ in 0..2 {
        assert_eq!(books.otto.act(&path, &right).await, matched);
    }
    let listed = books.olga.read("/suspense").await;
    assert_eq!(listed["items"][0]["matched"], matched);

    books.month_ends(APRIL).await;
    books.step(APRIL, "freeze").await;
    let back = json!({ "track": books.song, "instead_of": other });
    let late = books.otto.post(&path, &back).await;
    assert_eq!(
        (late.status.as_u16(), late.problem()),
        (409, "already_matched_differently".to_owned())
    );
    books.step(APRIL, "plan").await;
    for own in [&books.olga, &books.otto] {
        assert_eq!(books.ask(own, APRIL, "approve").await.problem(), "approver_contributed");
    }
    let odile = books.world.operator("Odile");
    books.ask(&odile, APRIL, "approve").await.expect_status(200);
    books.step(APRIL, "post").await;
    let bens = books.entry(&ben, APRIL, "EUR").await;
    assert_eq!(amounts(&bens, ["earnings", "adjustments"]), ["0", "19.5"]);
    books.ada.get(&format!("/me/statements/{APRIL}")).await.expect_status(404);
}

#[tokio::test]
async fn award_void_tracks_are_matched_with_no_money() {
    let books = Books::open().await;
    books.load(MARCH, &csv(MARCH, &[("trk_ghost", "EUR", "20")])).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let waiting = books.olga.read("/suspense").await;
    let path = format!("/suspense/{}/match", waiting["items"][0]["id"].as_str().unwrap());
    let brief = books.world.items_of("awarded_track")[0]["brief"]["S"].as_str().unwrap().to_owned();
    let reason = json!({ "reason": "a sample was not cleared" });
    books.otto.act(&format!("/briefs/{brief}/void-award"), &reason).await;
    let song = json!({ "track": books.song });
    let reply = books.olga.post(&path, &song).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "award_void".to_owned()));
    books.otto.act(&format!("/briefs/{brief}/restore-award"), &reason).await;
    books.olga.act(&path, &song).await;
}

#[tokio::test]
async fn own_adjustment_is_approved_by_another_operator_and_posts_in_the_oldest_open_month() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let entry = |account: &str, amount: &str| json!({ "account": account, "money": { "currency": "EUR", "amount": amount } });
    let (ada, mika) = (books.ada.id.to_string(), books.mika.id.to_string());
    let body = json!({
        "adjusts": MARCH,
        "reason": "a radio play was counted for the wrong person",
        "entries": [entry(&ada, "-0.123456789"), entry(&mika, "0.123456789")],
    });
    let adjustment = books.olga.post_as("one", "/adjustments", &body).await.expect_status(201);
    let again = books.olga.post_as("one", "/adjustments", &body).await.expect_status(201);
    assert_eq!(again, adjustment);
    let listed = books.otto.read("/adjustments").await;
    assert_eq!(listed["items"], json!([adjustment]));
    let path = format!("/adjustments/{}", adjustment["id"].as_str().unwrap());
    let own = books.olga.post(&format!("{path}/approve"), &json!({})).await;
    assert_eq!((own.status.as_u16(), own.problem()), (403, "own_adjustment".to_owned()));
    let approved = books.otto.act(&format!("{path}/approve"), &json!({})).await;
    assert_eq!((&approved["state"], &approved["month"]), (&json!("approved"), &json!(APRIL)));
    assert_eq!(books.otto.act(&format!("{path}/approve"), &json!({})).await, approved);
    let declined = books.otto.post(&format!("{path}/decline"), &json!({})).await;
    assert_eq!(declined.status, 409);
    books.month_ends(APRIL).await;
    for step in ["freeze", "plan"] {
        books.step(APRIL, step).await;
    }
    let own = books.ask(&books.olga, APRIL, "approve").await;
    assert_eq!((own.status.as_u16(), own.problem()), (403, "approver_contributed".to_owned()));
    books.step(APRIL, "approve").await;
    let april = books.step(APRIL, "post").await;
    let mika = books.entry(&books.mika, APRIL, "EUR").await;
    assert_eq!(amounts(&mika, NAMES), ["2.5", "0", "0.123456789", "2.623456789"]);
    assert_eq!(proof(&april)["adjustments"], "0");
    assert_eq!(books.otto.read("/adjustments?state=approved").await["items"][0], approved);
}

#[tokio::test]
async fn adjusts_posted_months_alone_and_adjustment_entries_say_something() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let body = |account: &str, amount: &str| {
        let money = json!({ "currency": "EUR", "amount": amount });
        let entries = json!([{ "account": account, "money": money }]);
        json!({ "adjusts": MARCH, "reason": "too early", "entries": entries })
    };
    let reply = books.olga.post("/adjustments", &body("platform", "1")).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "adjusts_posted".to_owned()));
    for (account, amount) in [("platform", "0"), ("suspense:unmatched", "1")] {
        let reply =
            books.olga.post("/adjustments", &body(account, amount)).await.expect_status(422);
        assert_eq!(reply["errors"][0]["rule"], "adjustment_entries", "{account} {amount}");
    }
}

#[tokio::test]
async fn unknown_payee_is_named_wherever_money_is_to_be_given_held_or_taxed() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let unknown = books.world.composer("Nobody").id;
    let path = |below: &str| format!("/members/{unknown}/{below}");
    let rate = json!({ "country": "FI", "basis_points": 1_500 });
    let hold = json!({ "reason": "a claim", "review_on": "2026-07-01" });
    for reply in [
        books.otto.put(&path("tax-rate"), &rate).await,
        books.otto.post(&path("hold"), &hold).await,
    ] {
        assert_eq!((reply.status.as_u16(), reply.problem()), (404, "unknown_payee".to_owned()));
        let said = reply.expect_status(404)["detail"].as_str().unwrap().to_owned();
        assert!(said.contains(&unknown.to_string()), "{said}");
    }
    for account in [unknown.to_string(), "mem_not_an_id".to_owned()] {
        let money = json!({ "currency": "EUR", "amount": "1" });
        let entries = json!([{ "account": account, "money": money }]);
        let body = json!({ "adjusts": MARCH, "reason": "a gift", "entries": entries });
        let said = books.olga.post("/adjustments", &body).await.expect_status(422);
        assert_eq!(said["errors"][0]["rule"], "adjustment_entries");
        assert!(said["errors"][0]["detail"].as_str().unwrap().contains(&account), "{said}");
    }
    for kind in ["tax_rate", "hold", "adjustment"] {
        assert!(books.world.items_of(kind).is_empty(), "{kind}");
    }
    let inputs = books.world.items_of("month_input");
    assert!(inputs.is_empty(), "{inputs:?}");
    // Whoever the books have paid is known, even if they have never said anything.
    books.otto.put(&format!("/members/{}/tax-rate", books.mika.id), &rate).await.expect_status(200);
}

#[tokio::test]
async fn a_file_that_was_taken_back_counts_no_more_and_may_come_again() {
    let books = Books::open().await;
    let file = csv(MARCH, &[(&books.song, "EUR", "80")]);
    let report = books.load(MARCH, &file).await;
    let path = format!("/months/{MARCH}/revenue/{}", report["sha256"].as_str().unwrap());
    let taken = delete(&books.otto, &path).await.expect_status(200);
    assert_eq!(taken["withdrawn"]["by"], json!(books.otto.id));
    assert_eq!(delete(&books.otto, &path).await.expect_status(200), taken, "once more");
    assert!(books.world.items_of("revenue_file").is_empty());
    assert_eq!(books.load(MARCH, &file).await["outcome"], "accepted");
    let nothing = format!("/months/{MARCH}/revenue/{}", "0".repeat(64));
    delete(&books.otto, &nothing).await.expect_status(404);
    books.month_ends(MARCH).await;
    books.step(MARCH, "freeze").await;
    let late = delete(&books.otto, &path).await;
    assert_eq!((late.status.as_u16(), late.problem()), (409, "month_frozen".to_owned()));
    let planned = books.step(MARCH, "plan").await;
    assert_eq!(proof(&planned)["in"], "80");
    // Who took a file back had a hand in the month.
    let own = books.ask(&books.otto, MARCH, "approve").await;
    assert_eq!(own.problem(), "approver_contributed");
}

#[tokio::test]
async fn a_late_consent_releases_the_share_that_waited_and_a_late_refusal_gives_it_to_the_others() {
    let (books, ben, cleo, me) = Books::written_by_three().await;
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    let march = books.close(MARCH).await;
    assert_eq!(proof(&march)["closing_suspense"], "39");
    ben.get(&format!("/me/statements/{MARCH}")).await.expect_status(404);
    for _ in 0..2 {
        ben.act(&format!("{me}/consent"), &json!({})).await;
    }
    cleo.act(&format!("{me}/refuse"), &json!({})).await;
    let april = april(&books, &[("EUR", "10")]).await;
    // Ben's 19.5 whole; Cleo's 19.5 to Ada and Ben as 3 : 1, by the millionth.
    assert_eq!(proof(&april)["closing_suspense"], "0");
    let of_ben = books.entry(&ben, APRIL, "EUR").await;
    assert_eq!(amounts(&of_ben, ["earnings", "adjustments"]), ["2.4375", "24.375"]);
    let split = "split 2 instead of 1, since 2026-03";
    assert_eq!(moves(&of_ben), [["consent", "", "19.5"], ["correction", split, "4.875"]]);
    let of_ada = books.entry(&books.ada, APRIL, "EUR").await;
    assert_eq!(amounts(&of_ada, ["earnings", "adjustments"]), ["7.3125", "14.625"]);
    cleo.get(&format!("/me/statements/{APRIL}")).await.expect_status(404);
}

#[tokio::test]
async fn award_not_void_is_not_restored_and_a_void_one_keeps_what_comes() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let briefs = books.world.items_of("awarded_track");
    let path = format!("/briefs/{}", briefs[0]["brief"]["S"].as_str().unwrap());
    let reason = json!({ "reason": "a sample was not cleared" });
    let reply = books.otto.post(&format!("{path}/restore-award"), &reason).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "award_not_void".to_owned()));
    for _ in 0..2 {
        let void = books.otto.act(&format!("{path}/void-award"), &reason).await;
        assert_eq!((&void["void"], &void["month"]), (&json!(true), &json!(APRIL)));
    }
    books.load_lines(APRIL, &[("EUR", "40")]).await;
    books.month_ends(APRIL).await;
    for step in ["freeze", "plan"] {
        books.step(APRIL, step).await;
    }
    let own = books.ask(&books.otto, APRIL, "approve").await;
    assert_eq!(own.problem(), "approver_contributed");
    let third = books.world.operator("Oona");
    books.ask(&third, APRIL, "approve").await.expect_status(200);
    let april = books.step(APRIL, "post").await;
    assert_eq!(proof(&april)["closing_suspense"], "40");
    books.otto.act(&format!("{path}/restore-award"), &reason).await;
    books.month_ends(MAY).await;
    for step in ["freeze", "plan"] {
        books.step(MAY, step).await;
    }
    books.ask(&third, MAY, "approve").await.expect_status(200);
    let may = books.step(MAY, "post").await;
    assert_eq!(proof(&may)["closing_suspense"], "0");
    let ada = books.entry(&books.ada, MAY, "EUR").await;
    assert_eq!(amounts(&ada, ["earnings", "adjustments"]), ["0", "39"]);
    assert_eq!(moves(&ada), [["award_restored", "", "39"]]);
    // It leads to the line that was kept.
    let waited = ada["moves"][0]["subject"].as_str().unwrap();
    let trace = format!("/me/statements/{MAY}/trace?suspense={waited}&currency=EUR");
    let trace = books.ada.read(&trace).await;
    assert_eq!(
        (&trace["items"][0]["line"], &trace["revenue"]["amount"]),
        (&json!(2), &json!("40"))
    );
}

#[tokio::test]
async fn isrc_taken_and_not_awarded_are_refused_and_lines_find_their_track_by_its_code() {
    let books = Books::open().await;
    let brief = books.world.items_of("awarded_track")[0]["brief"]["S"].clone();
    let path = format!("/briefs/{}/tracks/{}/isrc", brief.as_str().unwrap(), books.song);
    let slip = json!({ "isrc": "FI-ABC-26-00002" });
    books.otto.put(&path, &slip).await.expect_status(200);
    let code = json!({ "isrc": "fi-abc-26-00001" });
    let set = books.otto.put(&path, &code).await.expect_status(200);
    assert_eq!((&set["isrc"], &set["month"]), (&json!("FIABC2600001"), &json!(MARCH)));
    assert_eq!(books.otto.put(&path, &code).await.expect_status(200), set);
    let reply = books.otto.put(&path, &json!({ "isrc": "FI-ABC-26" })).await.expect_status(422);
    assert_eq!(reply["errors"][0]["rule"], "format");
    assert_eq!(books.world.items_of("isrc_lookup").len(), 1, "the slip is free again");
    // Another song cannot have the same code.
    let clara = books.world.client("Cara");
    let other = BriefPlan::private().inviting(&books.ada).judged_by(&books.mika).open(&clara).await;
    let track = other.submit(&books.ada, "Second").await;
    let reply = books.otto.put(&track.path("/isrc"), &code).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "not_awarded".to_owned()));
    books.mika.only_review().await.answer(&Answered::approving(letter(1))).await;
    award(&other, &track.id).await;
    let reply = books.otto.put(&track.path("/isrc"), &code).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "isrc_taken".to_owned()));
    let file = format!(
        "period,track_id,isrc,source,territory,units,currency,amount\n\
         {MARCH},,FIABC2600001,radio,DE,1,EUR,1\n{MARCH},,FI-ABC-26-00001,radio,DE,1,EUR,2\n\
         {MARCH},,FIABC2600002,radio,DE,1,EUR,4\n\
         {MARCH},{song},FIABC2600001,radio,DE,1,EUR,8\n\
         {MARCH},{second},FIABC2600001,radio,DE,1,EUR,16\n",
        song = books.song,
        second = track.id,
    );
    books.load(MARCH, file.as_bytes()).await;
    books.month_ends(MARCH).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    let ada = unit(&books, MARCH, &books.ada.id.to_string()).await;
    assert_eq!(amounts(&ada, ["earnings"]), ["10.725"]);
    // One track by its id and another one by its code: nobody can tell which of them was meant.
    let waiting = books.olga.read("/suspense").await;
    let reasons = waiting["items"].as_array().unwrap().iter().map(|entry| &entry["reason"]);
    assert_eq!(reasons.collect::<Vec<_>>(), ["two_tracks", "unknown_isrc"]);
}

#[tokio::test]
async fn a_prize_is_paid_with_the_month_from_its_deposit() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan = BriefPlan::private().with("prize", prize).inviting(&ada).judged_by(&mika);
    let brief = plan.draft(&clara).await;
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    let track = brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    award(&brief, &track.id).await;
    let song = track.id.clone();
    let books = Books { world, olga, otto, ada, mika, song };
    books.load_lines(MARCH, &[("EUR", "8")]).await;
    books.month_ends(MARCH).await;
    let march = books.close(MARCH).await;
    let proof = proof(&march);
    assert_eq!((&proof["prizes"], &proof["in"]), (&json!("500"), &json!("8")));
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(amounts(&entry, ["earnings", "adjustments", "gross"]), ["7.8", "500", "507.80"]);
    assert_eq!(moves(&entry), [["prize", "selected", "500"]]);
    let deposit = unit(&books, MARCH, &format!("prize:{}", brief.id)).await;
    assert_eq!((&deposit["kind"], &deposit["closing"]["amount"]), (&json!("prize"), &json!("0")));
}

#[tokio::test]
async fn payout_requested_once_a_year_waives_the_minimum_and_tax_stays_inside_the_gross() {
    let books = Books::open().await;
    books.load_lines(MARCH, &[("EUR", "20")]).await;
    let path = format!("/members/{}/tax-rate", books.ada.id);
    books.otto.get(&path).await.expect_status(404);
    for basis_points in [1_000, 1_500] {
        let rate = json!({ "country": "FI", "basis_points": basis_points });
        let set = books.otto.put(&path, &rate).await.expect_status(200);
        assert_eq!(books.otto.put(&path, &rate).await.expect_status(200), set);
        assert_eq!(books.otto.read(&path).await, set);
    }
    let asked = books.ada.act("/me/payout-request", &json!({})).await;
    assert_eq!((&asked["month"], &asked["reason"]), (&json!(MARCH), &json!("yearly")));
    assert_eq!(books.ada.act("/me/payout-request", &json!({})).await, asked);
    books.month_ends(MARCH).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    books.ask(&books.world.operator("Oona"), MARCH, "approve").await.expect_status(200);
    books.step(MARCH, "post").await;
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    // 15 % of 19.50 are 2.925.
    assert_eq!(amounts(&entry, ["gross", "withheld", "net"]), ["19.50", "2.92", "16.58"]);
    let soon = books.ada.post("/me/payout-request", &json!({})).await;
    assert_eq!((soon.status.as_u16(), soon.problem()), (409, "payout_requested".to_owned()));
}

#[tokio::test]
async fn a_leaving_members_payout_request_stands_in_a_month_that_is_open_again() {
    let books = Books::of_march(&[("EUR", "10")]).await;
    let runtime = books.world.studio.sdk_connector().runtime_of_operator("MonthsFunction").unwrap();
    let ledger = Ledger::new(runtime).unwrap();
    let ask = async || {
        let (store, genesis, leaving) = (ledger.store(), ledger.genesis(), PayoutReason::Leaving);
        let asked = store.ask_for_payout(genesis, books.ada.id, leaving, books.world.now()).await;
        match asked.unwrap() {
            PayoutAnswer::New(asked) => ("new", asked.month.to_string()),
            PayoutAnswer::Before(asked) => ("before", asked.month.to_string()),
            PayoutAnswer::TooSoon(asked) => ("too soon", asked.month.to_string()),
        }
    };
    assert_eq!(ask().await, ("new", MARCH.to_owned()));
    books.step(MARCH, "freeze").await;
    assert_eq!(ask().await, ("new", APRIL.to_owned()));
    books.step(MARCH, "reject").await;
    assert_eq!(ask().await, ("before", MARCH.to_owned()));
}

#[tokio::test]
async fn a_rejected_plan_compared_with_the_next_one_shows_what_changed() {
    let books = Books::of_march(&[("EUR", "40")]).await;
    for step in ["freeze", "plan", "reject"] {
        books.step(MARCH, step).await;
    }
    let more = csv(MARCH, &[(&books.song, "EUR", "2"), ("trk_ghost", "EUR", "1")]);
    books.load(MARCH, &more).await;
    books.ada.act("/me/payout-request", &json!({})).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    let path = format!("/months/{MARCH}/plans/1/diff/2");
    let diff = books.otto.read(&path).await;
    let kinds: Vec<&str> = diff["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["file", "payout_request"]);
    let items = diff["items"].as_array().unwrap();
    let of = |account: &str| items.iter().find(|one| one["account"] == account).unwrap();
    let ada = of(&books.ada.id.to_string());
    assert_eq!((&ada["change"], &ada["before"]["gross"]), (&json!("1.95"), &json!("39")));
    assert_eq!(
        ada["reasons"][0],
        json!({ "because": "revenue", "subject": books.song, "amount": "1.95" })
    );
    assert_eq!(of("suspense:unmatched")["change"], "1");
    // What they were made of comes first, then whom it touches.
    let page = books.otto.read(&format!("{path}?limit=1&cursor=1")).await;
    assert_eq!((&page["inputs"], &page["items"]), (&json!([diff["inputs"][1]]), &json!([])));
    let next = page["next"].as_str().unwrap();
    let page = books.otto.read(&format!("{path}?limit=100&cursor={next}")).await;
    assert_eq!((&page["inputs"], &page["items"]), (&json!([]), &diff["items"]));
    assert_eq!(page["next"], Value::Null);
    books.otto.get(&format!("/months/{MARCH}/plans/1/diff/3")).await.expect_status(404);
    books.step(MARCH, "approve").await;
    assert_eq!(books.step(MARCH, "post").await["plan_no"], 2);
}

#[tokio::test]
async fn a_review_that_comes_after_the_award_has_no_part_in_the_pool() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, nora) = (world.coproducer("Mika").await, world.coproducer("Nora").await);
    let plan = BriefPlan::private().with("reviews_per_track", 2).inviting(&ada);
    let brief = plan.judged_by(&mika).judged_by(&nora).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let late = nora.only_review().await;
    late.listen().await;
    award(&brief, &track.id).await;
    late.deliver(&Answered::approving(letter(1))).await.expect_status(200);
    world.settle().await;
    assert_eq!(world.items_of("split").len(), 1, "the client chose without it");
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let books = Books { world, olga, otto, ada, mika, song: track.id };
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let mika = unit(&books, MARCH, &books.mika.id.to_string()).await;
    assert_eq!(amounts(&mika, ["earnings"]), ["2.5"]);
    assert_eq!(unit(&books, MARCH, &nora.id.to_string()).await, Value::Null);
}

#[tokio::test]
async fn another_track_selected_is_refused_after_a_void_award_too_and_the_money_waits() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let mut tracks = Vec::new();
    for (number, title) in ["Dawn", "Dusk"].into_iter().enumerate() {
        tracks.push(brief.submit(&ada, title).await);
        mika.only_review().await.answer(&Answered::approving(letter(number))).await;
    }
    award(&brief, &tracks[0].id).await;
    let otto = world.operator("Otto");
    otto.act(&brief.path("/void-award"), &json!({ "reason": "the sample is stolen" })).await;
    let other = json!({ "track": tracks[1].id, "version": 1 });
    let refused = clara.post(&brief.path("/selection"), &other).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (409, "another_track_selected".to_owned())
    );
    assert_eq!(world.items_of("split").len(), 1);
}
