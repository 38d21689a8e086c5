//! Money that matched no track, and money that waits for a consent: matched, once, or released.

use serde_json::{Value, json};
use tests::{
    APRIL, Answered, Books, BriefPlan, MARCH, Person, ReplyChecks, amounts, award, csv, letter,
};

use crate::decisions::{april, delete, moves, proof, unit};

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
    assert_eq!(first["items"].as_array().unwrap().len(), 1);
    assert!(first["next"].is_string());
    let path = format!("/suspense/{}/match", ghost["id"].as_str().unwrap());
    let never = json!({ "track": "trk_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    let reply = books.olga.post(&path, &never).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "not_awarded".to_owned()));
    let song = json!({ "track": books.song });
    let matched = books.olga.act(&path, &song).await;
    let stands = (&matched["track"], &matched["month"], &matched["matched_by"]);
    assert_eq!(stands, (&json!(books.song), &json!(APRIL), &json!(books.olga.id)));
    assert_eq!(books.olga.act(&path, &song).await, matched);
    let reply = books.olga.post(&path, &never).await;
    assert_eq!(
        (reply.status.as_u16(), reply.problem()),
        (412, "already_matched_differently".to_owned())
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

    // Only who knows what stands there puts another track in its place, and one that can have
    // money.
    let blind = books.otto.post(&path, &json!({ "track": other })).await;
    assert_eq!(
        (blind.status.as_u16(), blind.problem()),
        (412, "already_matched_differently".to_owned())
    );
    let wrong = json!({ "track": other, "instead_of": "trk_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    assert_eq!(books.otto.post(&path, &wrong).await.problem(), "already_matched_differently");
    let never = json!({ "track": "trk_01ARZ3NDEKTSV4RRFFQ69G5FAV", "instead_of": books.song });
    assert_eq!(books.otto.post(&path, &never).await.problem(), "not_awarded");
    let right = json!({ "track": other, "instead_of": books.song });
    let matched = books.otto.act(&path, &right).await;
    let stands = (&matched["track"], &matched["month"], &matched["matched_by"]);
    assert_eq!(stands, (&json!(other), &json!(APRIL), &json!(books.otto.id)));
    assert_eq!(books.otto.act(&path, &right).await, matched);
    let listed = books.olga.read("/suspense").await;
    assert_eq!(listed["items"][0]["matched"], matched);

    books.month_ends(APRIL).await;
    books.step(APRIL, "freeze").await;
    let back = json!({ "track": books.song, "instead_of": other });
    let late = books.otto.post(&path, &back).await;
    assert_eq!(
        (late.status.as_u16(), late.problem()),
        (412, "already_matched_differently".to_owned())
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
async fn what_waited_and_is_gone_between_two_pages_hides_nothing_else() {
    let (books, _ben, cleo, _me) = Books::written_by_three().await;
    books.load_lines(MARCH, &[("EUR", "100"), ("USD", "50")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let first = cleo.read("/me/suspense?limit=1").await;
    assert_eq!(first["items"][0]["money"], json!({ "currency": "EUR", "amount": "19.5" }));
    april(&books, &[("EUR", "-100")]).await;
    let rest = format!("/me/suspense?cursor={}", first["next"].as_str().unwrap());
    let rest = cleo.read(&rest).await;
    assert_eq!(rest["items"][0]["money"], json!({ "currency": "USD", "amount": "9.75" }));
    assert_eq!((&rest["items"][1], &rest["next"]), (&Value::Null, &Value::Null));
    assert_eq!(cleo.read("/me/suspense").await["items"], rest["items"]);
}

#[tokio::test]
async fn stale_is_a_code_in_the_place_of_another_one_than_the_track_has() {
    let books = Books::open().await;
    let brief = books.world.items_of("awarded_track")[0]["brief"]["S"].clone();
    let path = format!("/briefs/{}/tracks/{}/isrc", brief.as_str().unwrap(), books.song);
    let code = |last: u8, before: Option<u8>| {
        let named = |last: u8| format!("FI-ABC-26-0000{last}");
        json!({ "isrc": named(last), "instead_of": before.map(named) })
    };
    let stale = (412, "stale".to_owned());
    assert_eq!(books.otto.put(&path, &code(1, Some(2))).await.refusal(), stale, "it has none");
    books.otto.put(&path, &code(1, None)).await.expect_status(200);
    books.olga.put(&path, &code(2, Some(1))).await.expect_status(200);
    assert_eq!(books.otto.put(&path, &code(3, Some(1))).await.refusal(), stale);
    let stands = books.olga.put(&path, &code(2, Some(1))).await.expect_status(200);
    assert_eq!(stands["isrc"], "FIABC2600002", "a repeat finds it set");
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
    let page = books.otto.read(&format!("{path}?limit=1")).await;
    let next = page["next"].as_str().unwrap();
    let page = books.otto.read(&format!("{path}?limit=1&cursor={next}")).await;
    assert_eq!((&page["inputs"], &page["items"]), (&json!([diff["inputs"][1]]), &json!([])));
    let next = page["next"].as_str().unwrap();
    let page = books.otto.read(&format!("{path}?limit=100&cursor={next}")).await;
    assert_eq!((&page["inputs"], &page["items"]), (&json!([]), &diff["items"]));
    assert_eq!(page["next"], Value::Null);
    books.otto.get(&format!("/months/{MARCH}/plans/1/diff/3")).await.expect_status(404);
    books.step(MARCH, "approve").await;
    assert_eq!(books.step(MARCH, "post").await["plan_no"], 2);
}
