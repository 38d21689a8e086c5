//! Refusals about money that the stories of the months never meet.

use serde_json::json;
use tests::{Books, BriefPlan, MARCH, ReplyChecks, World};

#[tokio::test]
async fn stale_is_the_confirmation_of_a_plan_that_is_not_the_sealed_one() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    let path = format!("/months/{MARCH}/confirmations");
    let another = json!({ "plan_sha256": "0".repeat(64), "member": books.olga.id });
    assert_eq!(books.otto.post(&path, &another).await.refusal(), (412, "stale".to_owned()));
}

#[tokio::test]
async fn state_keeps_a_declined_adjustment_from_being_approved() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let entry = |account: String, amount: &str| json!({ "account": account, "money": { "currency": "EUR", "amount": amount } });
    let (ada, mika) = (books.ada.id.to_string(), books.mika.id.to_string());
    let body = json!({
        "adjusts": MARCH,
        "reason": "a radio play was counted for the wrong person",
        "entries": [entry(ada, "-0.5"), entry(mika, "0.5")],
    });
    let proposed = books.olga.create("/adjustments", &body).await;
    let path = format!("/adjustments/{}", proposed["id"].as_str().unwrap());
    assert_eq!(books.otto.read(&path).await, proposed);
    let declined = books.otto.act(&format!("{path}/decline"), &json!({})).await;
    assert_eq!(declined["state"], "declined");
    let approved = books.otto.post(&format!("{path}/approve"), &json!({})).await;
    assert_eq!(approved.refusal(), (409, "state".to_owned()));
}

#[tokio::test]
async fn not_awarded_is_a_brief_that_nobody_has_won_yet() {
    let world = World::start().await;
    let (clara, otto) = (world.client("Clara"), world.operator("Otto"));
    let brief = BriefPlan::public().open(&clara).await;
    for below in ["/void-award", "/restore-award"] {
        let refused = otto.post(&brief.path(below), &json!({ "reason": "somebody asks" })).await;
        assert_eq!(refused.refusal(), (409, "not_awarded".to_owned()), "{below}");
    }
}
