//! The steps of a month, in order, by the right people, and what everybody reads of it.

use std::fmt::Write;

use local::client::Reply;
use serde_json::{Value, json};
use tests::HEADER;

use crate::steps::january::{FEBRUARY, JANUARY, January, member, track};

/// 100.00000001 EUR of a shared track, 7 EUR and 11 JPY that match nothing.
fn january() -> Vec<u8> {
    let song = track("song");
    format!(
        "{HEADER}{JANUARY},{song},,radio,DE,1,EUR,100.5\n{JANUARY},{song},,web,US,1,EUR,-0.49999999\n\
         {JANUARY},trk_ghost,,web,US,1,EUR,7\n{JANUARY},,DEA012600001,web,JP,1,JPY,11\n"
    )
    .into_bytes()
}

async fn loaded() -> January {
    let books = January::open().await;
    books.split("song", &[("ada", 750_000), ("mika", 250_000)]).await;
    let report = books.load("olga", "january", &january()).await;
    assert_eq!(report["outcome"], "accepted", "{report}");
    books.advance_to("2026-02-01T00:10:00Z").await;
    books
}

fn problem(reply: &Reply) -> (u16, String) {
    let json = reply.json();
    let name = json["type"].as_str().unwrap_or_default().rsplit('/').next().unwrap().to_owned();
    (reply.status.as_u16(), name)
}

fn amounts(of: &Value, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| of[*name]["amount"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_month_ends_as_statements_that_add_up() {
    let books = loaded().await;
    let posted = books.whole(JANUARY).await;
    assert_eq!(posted["state"], "posted");
    let euros = &posted["plan"]["proofs"][0];
    assert_eq!(euros["in"], "107.00000001");
    assert_eq!(euros["gross_due"], "100");
    assert_eq!(euros["closing_suspense"], "7");
    assert_eq!(euros["closing_payees"], "0.00000001");
    let statement = books.get("ada", &format!("/me/statements/{JANUARY}")).await.json();
    assert_eq!(statement["account"], member("ada").to_string());
    let entry = &statement["entries"][0];
    let names = ["opening", "earnings", "gross", "withheld", "net", "closing"];
    let expected = ["0", "75.0000000075", "75.00", "0.00", "75.00", "0.0000000075"];
    assert_eq!(amounts(entry, &names), expected);
    assert_eq!(entry["lines"][0]["track"], track("song").to_string());
    assert_eq!(entry["lines"][0]["revenue"]["amount"], "100.00000001");
    let balance = books.get("ada", "/me/balance").await.json();
    assert_eq!(amounts(&balance["items"][0], &["balance", "due"]), ["0.0000000075", "75.00"]);
    let list = books.get("ada", "/me/statements").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let nobody = books.get("nora", &format!("/me/statements/{JANUARY}")).await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn the_operators_see_every_account_and_what_waits_in_suspense() {
    let books = loaded().await;
    let early = books.get("olga", &format!("/months/{JANUARY}/statements")).await;
    assert_eq!(problem(&early), (409, "not_planned".to_owned()));
    books.whole(JANUARY).await;
    let all = books.get("olga", &format!("/months/{JANUARY}/statements")).await.json();
    let seen: Vec<String> = (all["items"].as_array().unwrap().iter())
        .map(|item| format!("{} {}", item["kind"], amounts(item, &["earnings", "gross"]).join(" ")))
        .collect();
    assert_eq!(seen.len(), 4);
    assert!(seen.contains(&"\"payee\" 25.0000000025 25.00".to_owned()), "{seen:?}");
    assert!(seen.contains(&"\"suspense\" 7 0.00".to_owned()), "{seen:?}");
    assert!(seen.contains(&"\"suspense\" 11 0".to_owned()), "{seen:?}");
    assert!(all["proofs"][0]["line"].as_str().unwrap().starts_with("EUR: opening payees 0 + "));
}

#[tokio::test]
async fn every_step_may_be_asked_for_again_and_changes_nothing() {
    let books = loaded().await;
    let posted = books.whole(JANUARY).await;
    for step in ["freeze", "plan", "post"] {
        assert_eq!(books.step("olga", JANUARY, step, &json!({})).await, posted);
    }
    let approval = json!({ "plan_sha256": posted["plan"]["plan_sha256"] });
    assert_eq!(books.step("otto", JANUARY, "approve", &approval).await, posted);
    let balance = books.get("mika", "/me/balance").await.json();
    assert_eq!(amounts(&balance["items"][0], &["due"]), ["25.00"]);
}

#[tokio::test]
async fn who_loaded_a_file_cannot_approve_own_work_and_nobody_can_approve_another_plan() {
    let books = loaded().await;
    books.step("olga", JANUARY, "freeze", &json!({})).await;
    let planned = books.step("olga", JANUARY, "plan", &json!({})).await;
    let path = format!("/months/{JANUARY}/approve");
    let approval = json!({ "plan_sha256": planned["plan"]["plan_sha256"] });
    let own = books.post("olga", &path, &approval).await;
    assert_eq!(problem(&own), (403, "approver_contributed".to_owned()));
    let other = books.post("otto", &path, &json!({ "plan_sha256": "0".repeat(64) })).await;
    assert_eq!(problem(&other), (412, "stale".to_owned()));
    assert_eq!(other.json()["plan_sha256"], planned["plan"]["plan_sha256"]);
    let early = books.post("otto", &format!("/months/{JANUARY}/post"), &json!({})).await;
    assert_eq!(problem(&early), (409, "state".to_owned()));
    assert_eq!(early.json()["allowed"], json!(["approve", "reject"]));
}

#[tokio::test]
async fn a_rejected_month_takes_another_file_and_another_plan() {
    let books = loaded().await;
    books.step("olga", JANUARY, "freeze", &json!({})).await;
    let first = books.step("olga", JANUARY, "plan", &json!({})).await;
    let reason = json!({ "reason": "the ghost is a song of ours" });
    let open = books.step("otto", JANUARY, "reject", &reason).await;
    assert_eq!((&open["state"], &open["plan_no"]), (&json!("open"), &json!(2)));
    assert_eq!(open["rejected"][0]["sha256"], first["plan"]["plan_sha256"]);
    books.split("more", &[("ada", 1_000_000)]).await;
    let posted = books.whole(JANUARY).await;
    assert_ne!(posted["plan"]["plan_sha256"], first["plan"]["plan_sha256"]);
    let late = books.post("otto", &format!("/months/{JANUARY}/reject"), &reason).await;
    assert_eq!(problem(&late), (409, "state".to_owned()));
}

#[tokio::test]
async fn months_follow_each_other_and_carry_what_is_left() {
    let books = loaded().await;
    let early = books.post("olga", &format!("/months/{FEBRUARY}/freeze"), &json!({})).await;
    assert_eq!(problem(&early), (409, "previous_month_unposted".to_owned()));
    books.whole(JANUARY).await;
    let song = track("song");
    let february = format!("{HEADER}{FEBRUARY},{song},,radio,DE,1,EUR,40\n");
    let report = books.load("olga", "february", february.as_bytes()).await;
    assert_eq!(report["outcome"], "accepted", "{report}");
    let unended = books.post("olga", &format!("/months/{FEBRUARY}/freeze"), &json!({})).await;
    assert_eq!(problem(&unended), (409, "month_not_ended".to_owned()));
    books.advance_to("2026-03-01T00:10:00Z").await;
    let posted = books.whole(FEBRUARY).await;
    assert_eq!(posted["plan"]["proofs"][0]["opening_suspense"], "7");
    let statement = books.get("ada", &format!("/me/statements/{FEBRUARY}")).await.json();
    let names = ["opening", "earnings", "gross", "closing"];
    let expected = ["0.0000000075", "30", "30.00", "0.0000000075"];
    assert_eq!(amounts(&statement["entries"][0], &names), expected);
    let balance = books.get("ada", "/me/balance").await.json();
    assert_eq!(amounts(&balance["items"][0], &["balance", "due"]), ["0.0000000075", "105.00"]);
}

#[tokio::test]
async fn the_schedule_freezes_and_plans_what_has_ended() {
    let books = loaded().await;
    books.advance_to("2026-02-02T03:30:00Z").await;
    books.studio.settle().await;
    let month = books.get("olga", &format!("/months/{JANUARY}")).await.json();
    assert_eq!(month["state"], "planned");
    assert_eq!(month["plan"]["contributors"], json!([member("olga").to_string()]));
}

#[tokio::test]
async fn a_hundred_payees_are_posted_in_three_chunks_once_by_two_workers() {
    let books = January::open().await;
    let mut file = HEADER.to_owned();
    for number in 0..100 {
        let name = format!("song {number}");
        books.split(&name, &[(&format!("member {number}"), 1_000_000)]).await;
        writeln!(file, "{JANUARY},{},,radio,DE,1,EUR,30.01", track(&name)).unwrap();
    }
    books.load("olga", "january", file.as_bytes()).await;
    books.advance_to("2026-02-01T00:10:00Z").await;
    books.step("olga", JANUARY, "freeze", &json!({})).await;
    let planned = books.step("olga", JANUARY, "plan", &json!({})).await;
    assert_eq!(planned["plan"]["chunk_count"], 3);
    let approval = json!({ "plan_sha256": planned["plan"]["plan_sha256"] });
    books.step("otto", JANUARY, "approve", &approval).await;
    let nothing = json!({});
    let (one, two) = tokio::join!(
        books.step("otto", JANUARY, "post", &nothing),
        books.step("oda", JANUARY, "post", &nothing),
    );
    assert_eq!((&one["state"], &two["state"]), (&json!("posted"), &json!("posted")));
    for number in [0, 50, 99] {
        let balance = books.get(&format!("member {number}"), "/me/balance").await.json();
        assert_eq!(amounts(&balance["items"][0], &["due"]), ["30.01"]);
    }
}
