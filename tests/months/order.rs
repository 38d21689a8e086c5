//! The order of the steps, and who may take them. A refused step changes nothing.

use serde_json::{Value, json};
use tests::{APRIL, Books, MARCH, ReplyChecks, csv, revenue_declared};

const STEPS: [&str; 5] = ["freeze", "plan", "approve", "reject", "post"];

/// Asks for a step that must be refused and changes nothing.
async fn assert_refused(books: &Books, month: &str, step: &str, status: u16, problem: &str) {
    let before = books.world.items();
    let reply = books.ask(&books.otto, month, step).await;
    assert_eq!((reply.status.as_u16(), reply.problem().as_str()), (status, problem), "{step}");
    assert_eq!(books.world.items(), before, "{step} was refused and yet wrote something");
}

#[tokio::test]
async fn a_month_that_has_not_ended_refuses_every_step() {
    let books = Books::open().await;
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    assert_refused(&books, MARCH, "freeze", 409, "month_not_ended").await;
    for step in ["plan", "approve", "reject", "post"] {
        assert_refused(&books, MARCH, step, 409, "state").await;
    }
}

/// For every state that a month can be in: which steps are refused, and with which moves allowed.
/// All others that do not lead on are repeats.
#[tokio::test]
async fn steps_out_of_order_are_refused_and_name_the_allowed_ones() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let table: [(&str, &str, &[&str], Value); 5] = [
        ("open", "freeze", &["plan", "approve", "reject", "post"], json!(["freeze"])),
        ("frozen", "plan", &["approve", "post"], json!(["plan", "reject"])),
        ("planned", "approve", &["post"], json!(["approve", "reject"])),
        ("approved", "post", &[], json!(["reject", "post"])),
        ("posted", "", &["reject"], json!(["pay"])),
    ];
    for (state, leads_on, refused, allowed) in table {
        let month = books.month(MARCH).await;
        assert_eq!(month["state"], state);
        for step in refused {
            assert_refused(&books, MARCH, step, 409, "state").await;
            let reply = books.ask(&books.otto, MARCH, step).await.expect_status(409);
            assert_eq!(reply["allowed"], allowed, "{step} of a month that is {state}");
        }
        let repeats = STEPS
            .iter()
            .filter(|step| !refused.contains(step) && **step != leads_on && **step != "reject");
        for step in repeats {
            assert_eq!(books.step(MARCH, step).await, month, "{step} once more");
        }
        if !leads_on.is_empty() {
            books.step(MARCH, leads_on).await;
        }
    }
}

#[tokio::test]
async fn an_approval_of_another_plan_than_the_sealed_one_is_refused() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.step(MARCH, "freeze").await;
    let planned = books.step(MARCH, "plan").await;
    let path = format!("/months/{MARCH}/approve");
    for other in ["0".repeat(64), "f".repeat(64)] {
        let reply = books.otto.post(&path, &json!({ "plan_sha256": other })).await;
        assert_eq!(reply.problem(), "stale");
        let sealed = reply.expect_status(412)["plan_sha256"].take();
        assert_eq!(sealed, planned["plan"]["plan_sha256"]);
    }
    for malformed in [json!({}), json!({ "plan_sha256": "abc" }), json!({ "plan_sha256": 7 })] {
        books.otto.post(&path, &malformed).await.expect_status(422);
    }
    assert_eq!(books.month(MARCH).await, planned);
}

#[tokio::test]
async fn a_rejected_plan_cannot_be_approved_any_more() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.step(MARCH, "freeze").await;
    let old = books.step(MARCH, "plan").await["plan"]["plan_sha256"].take();
    assert_eq!(books.step(MARCH, "reject").await["rejected"][0]["sha256"], old);
    books.load_lines(MARCH, &[("EUR", "50")]).await;
    books.step(MARCH, "freeze").await;
    let new = books.step(MARCH, "plan").await;
    assert_ne!(new["plan"]["plan_sha256"], old);
    assert_eq!(new["plan"]["proofs"][0]["in"], "150");
    let path = format!("/months/{MARCH}/approve");
    books.otto.post(&path, &json!({ "plan_sha256": old })).await.expect_status(412);
    books.step(MARCH, "approve").await;
    assert_eq!(books.step(MARCH, "post").await["state"], "posted");
}

#[tokio::test]
async fn stale_is_the_rejection_of_another_plan_than_the_sealed_one() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.step(MARCH, "freeze").await;
    let planned = books.step(MARCH, "plan").await;
    let sealed = &planned["plan"]["plan_sha256"];
    let path = format!("/months/{MARCH}/reject");
    let reject = async |sha256: &Value| {
        let body = json!({ "reason": "the numbers look odd", "plan_sha256": sha256 });
        books.otto.post(&path, &body).await
    };
    let other = reject(&json!("0".repeat(64))).await;
    assert_eq!(other.refusal(), (412, "stale".to_owned()));
    assert_eq!(&other.json()["plan_sha256"], sealed);
    assert_eq!(books.month(MARCH).await, planned, "it stays as it was");
    let open = reject(sealed).await.expect_status(200);
    assert_eq!((&open["state"], &open["rejected"][0]["sha256"]), (&json!("open"), sealed));
    assert_eq!(reject(sealed).await.refusal(), (409, "state".to_owned()), "it is rejected");
    books.step(MARCH, "freeze").await;
    assert_eq!(reject(sealed).await.refusal(), (412, "stale".to_owned()), "a late repeat");
}

#[tokio::test]
async fn a_frozen_month_is_rejected_with_a_reason_and_takes_money_again() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.step(MARCH, "freeze").await;
    let open = books.step(MARCH, "reject").await;
    assert_eq!((&open["state"], &open["plan_no"]), (&json!("open"), &json!(2)));
    let kept = &open["rejected"][0];
    assert_eq!((&kept["plan_no"], &kept["sha256"]), (&json!(1), &json!(null)));
    assert_eq!(kept["reason"], "the numbers look odd");
    let none = books.otto.get(&format!("/months/{MARCH}/plans/1/diff/1")).await;
    assert_eq!(none.status, 404);
    books.load_lines(MARCH, &[("EUR", "50")]).await;
    books.step(MARCH, "freeze").await;
    assert_eq!(books.step(MARCH, "plan").await["plan"]["proofs"][0]["in"], "150");
}

#[tokio::test]
async fn an_operator_who_loaded_a_file_cannot_approve_its_month() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.step(MARCH, "freeze").await;
    books.step(MARCH, "plan").await;
    let reply = books.ask(&books.olga, MARCH, "approve").await;
    assert_eq!(reply.problem(), "approver_contributed");
    reply.expect_status(403);
    assert_eq!(books.month(MARCH).await["state"], "planned");
    let approved = books.step(MARCH, "approve").await;
    assert_eq!(approved["approved_by"], json!(books.otto.id));
    // Nor may she slip it past him afterwards.
    let again = books.ask(&books.olga, MARCH, "approve").await;
    assert_eq!(again.status, 403);
}

#[tokio::test]
async fn months_are_closed_one_after_the_other() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.load_lines(APRIL, &[("EUR", "60")]).await;
    books.month_passes(APRIL).await;
    // The schedule of 2 April has frozen and planned March, and left April alone.
    assert_eq!(books.month(MARCH).await["state"], "planned");
    assert_eq!(books.month(APRIL).await["state"], "open");
    books.step(APRIL, "freeze").await;
    books.step(APRIL, "plan").await;
    books.step(APRIL, "approve").await;
    assert_refused(&books, APRIL, "post", 409, "previous_month_unposted").await;
    books.step(MARCH, "approve").await;
    books.step(MARCH, "post").await;
    assert_eq!(books.step(APRIL, "post").await["state"], "posted");
}

#[tokio::test]
async fn a_month_opens_with_what_the_plan_of_the_one_before_has_left_as_it_is_posted() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.month_ends(APRIL).await;
    for month in [MARCH, APRIL] {
        books.step(month, "freeze").await;
    }
    assert_refused(&books, APRIL, "plan", 409, "previous_month_unposted").await;
    books.step(MARCH, "plan").await;
    for step in ["plan", "approve"] {
        books.step(APRIL, step).await;
    }
    // March is planned anew, with more in it.
    books.step(MARCH, "reject").await;
    books.load_lines(MARCH, &[("EUR", "50")]).await;
    books.close(MARCH).await;
    assert_refused(&books, APRIL, "post", 409, "stale_opening").await;
    books.step(APRIL, "reject").await;
    assert_eq!(books.close(APRIL).await["state"], "posted");
}

#[tokio::test]
async fn a_month_before_or_after_the_books_takes_no_file() {
    let books = Books::open().await;
    let file = csv("2026-04", &[(&books.song, "EUR", "1")]);
    let body = revenue_declared(&file);
    for (month, status, problem) in
        [("2026-04", 409, "month_not_started"), ("2026-02", 404, "not_found")]
    {
        let reply = books.olga.post(&format!("/months/{month}/revenue"), &body).await;
        assert_eq!((reply.status.as_u16(), reply.problem().as_str()), (status, problem));
    }
    assert!(books.world.items_of("revenue_upload").is_empty());
    for path in ["/months/9998-12", "/months/9998-12/books"] {
        books.world.count_from_here();
        let reply = books.olga.get(path).await;
        let said = (reply.status.as_u16(), reply.problem());
        assert_eq!(said, (409, "month_not_started".to_owned()), "{path}");
        let asked = books.world.round_trips("MonthsFunction").len();
        assert!(asked < 10, "{path}: {asked} round trips");
    }
}
