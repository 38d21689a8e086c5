//! The steps of a month, in order, by the right people, and what everybody reads of it.

use std::fmt::Write;

use jiff::SignedDuration;
use serde_json::json;
use tests::{Books, HEADER, JANUARY, ReplyChecks, World, amounts, track_named};

/// 100.00000001 EUR of a shared track, 7 EUR and 11 JPY that match nothing.
fn january(song: &str) -> Vec<u8> {
    format!(
        "{HEADER}{JANUARY},{song},,radio,DE,1,EUR,100.5\n{JANUARY},{song},,web,US,1,EUR,-0.49999999\n\
         {JANUARY},trk_ghost,,web,US,1,EUR,7\n{JANUARY},,DEA012600001,web,JP,1,JPY,11\n"
    )
    .into_bytes()
}

/// January has ended; Ada has three quarters of the song, and Mika the fourth.
async fn loaded() -> Books {
    let books = Books::by_hand(World::plan()).await;
    books.split(&books.song, &[(books.ada.id, 750_000), (books.mika.id, 250_000)]).await;
    let report = books.load(JANUARY, &january(&books.song)).await;
    assert_eq!(report["outcome"], "accepted", "{report}");
    books.month_ends(JANUARY).await;
    books
}

#[tokio::test]
async fn a_month_ends_as_statements_that_add_up() {
    let books = loaded().await;
    let posted = books.close(JANUARY).await;
    assert_eq!(posted["state"], "posted");
    let euros = &posted["plan"]["proofs"][0];
    assert_eq!(euros["in"], "107.00000001");
    assert_eq!(euros["gross_due"], "100");
    assert_eq!(euros["closing_suspense"], "7");
    assert_eq!(euros["closing_payees"], "0.00000001");
    let statement = books.ada.read(&format!("/me/statements/{JANUARY}")).await;
    assert_eq!(statement["account"], books.ada.id.to_string());
    let entry = &statement["entries"][0];
    let names = ["opening", "earnings", "gross", "withheld", "net", "closing"];
    let expected = ["0", "75.0000000075", "75.00", "0.00", "75.00", "0.0000000075"];
    assert_eq!(amounts(entry, names), expected);
    assert_eq!(entry["lines"][0]["track"], books.song);
    assert_eq!(entry["lines"][0]["revenue"]["amount"], "100.00000001");
    let balance = books.ada.read("/me/balance").await;
    assert_eq!(amounts(&balance["items"][0], ["balance", "due"]), ["0.0000000075", "75.00"]);
    let list = books.ada.read("/me/statements").await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let nora = books.world.composer("Nora");
    nora.get(&format!("/me/statements/{JANUARY}")).await.expect_status(404);
}

#[tokio::test]
async fn the_operators_see_every_account_and_what_waits_in_suspense() {
    let books = loaded().await;
    let early = books.olga.get(&format!("/months/{JANUARY}/statements")).await;
    assert_eq!(early.refusal(), (409, "not_planned".to_owned()));
    books.close(JANUARY).await;
    let all = books.olga.read(&format!("/months/{JANUARY}/statements")).await;
    let seen: Vec<String> = (all["items"].as_array().unwrap().iter())
        .map(|item| format!("{} {}", item["kind"], amounts(item, ["earnings", "gross"]).join(" ")))
        .collect();
    assert_eq!(seen.len(), 4);
    assert!(seen.contains(&"\"payee\" 25.0000000025 25.00".to_owned()), "{seen:?}");
    assert!(seen.contains(&"\"suspense\" 7 0.00".to_owned()), "{seen:?}");
    assert!(seen.contains(&"\"suspense\" 11 0".to_owned()), "{seen:?}");
    assert!(all["proofs"][0]["line"].as_str().unwrap().starts_with("EUR: opening payees 0 + "));
}

#[tokio::test]
async fn the_schedule_freezes_and_plans_what_has_ended() {
    let books = loaded().await;
    // The second of February, half past three.
    books.world.pass(SignedDuration::from_hours(27)).await;
    let month = books.month(JANUARY).await;
    assert_eq!(month["state"], "planned");
    assert_eq!(month["plan"]["contributors"], json!([books.olga.id.to_string()]));
}

#[tokio::test]
async fn a_hundred_payees_are_posted_in_three_chunks_once_by_two_workers() {
    let books = Books::by_hand(World::plan()).await;
    let payee = |number: u32| books.world.composer(&format!("member {number}"));
    let mut file = HEADER.to_owned();
    for number in 0..100 {
        let song = track_named(&format!("song {number}"));
        books.split(&song.to_string(), &[(payee(number).id, 1_000_000)]).await;
        writeln!(file, "{JANUARY},{song},,radio,DE,1,EUR,30.01").unwrap();
    }
    books.load(JANUARY, file.as_bytes()).await;
    books.month_ends(JANUARY).await;
    books.step(JANUARY, "freeze").await;
    let planned = books.step(JANUARY, "plan").await;
    assert_eq!(planned["plan"]["chunk_count"], 3);
    books.step(JANUARY, "approve").await;
    let oda = books.world.operator("Oda");
    let (one, two) =
        tokio::join!(books.ask(&books.otto, JANUARY, "post"), books.ask(&oda, JANUARY, "post"),);
    assert_eq!(
        (&one.expect_status(200)["state"], &two.expect_status(200)["state"]),
        (&json!("posted"), &json!("posted"))
    );
    for number in [0, 50, 99] {
        let balance = payee(number).read("/me/balance").await;
        assert_eq!(amounts(&balance["items"][0], ["due"]), ["30.01"]);
    }
}
