//! What an erasure waits for, and what it says meanwhile.

use std::collections::BTreeSet;

use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, ReplyChecks, World, letter};

use crate::erasure::{leave, public_status, status};

fn steps(status: &Value) -> Vec<&str> {
    let left = status["left"].as_array().unwrap().iter();
    left.map(|step| step["step"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_client_who_leaves_ends_what_is_open_and_answers_what_is_judged() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let judged = BriefPlan::public().judged_by(&mika).open(&clara).await;
    judged.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    clara.act(&judged.path("/close"), &json!({})).await;
    let open = BriefPlan::public().judged_by(&mika).open(&clara).await;
    open.submit(&ada, "Dusk").await;

    let asked = leave(&clara).await;
    assert_eq!(
        steps(&asked),
        ["entries", "reviews", "briefs", "balance", "token", "data"],
        "{asked}"
    );
    world.pass(SignedDuration::from_mins(16)).await;
    let waiting = status(&clara).await;
    assert_eq!((&waiting["state"], &waiting["waits_for"]), (&json!("requested"), &json!("briefs")));
    assert_eq!(steps(&waiting), ["briefs", "balance", "token", "data"]);
    let public = public_status(&clara).await;
    let told: BTreeSet<&str> = public.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        told,
        BTreeSet::from(["erase_by", "member", "state"]),
        "what it waits for is not for everybody"
    );
    assert_eq!(open.seen_by(&ada).await["state"], "cancelled");
    assert!(mika.reviews().await.is_empty(), "nobody listens for a brief that was called off");
    assert_eq!(judged.seen_by(&ada).await["state"], "judging");

    // Their silence ends the other one; its composers are told.
    world.pass(SignedDuration::from_hours(31 * 24)).await;
    assert_eq!(judged.seen_by(&ada).await["state"], "lapsed");
    world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&clara).await["state"], "erased");
    assert_eq!(ada.notices_of("brief_lapsed").await.len(), 1);
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn account_closing_member_is_given_nothing_new() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    leave(&mika).await;
    world.pass(SignedDuration::from_mins(16)).await;
    let brief = BriefPlan::public().judged_by(&noor).draft(&clara).await;
    let member = json!({ "member": mika.id });
    clara.post(&brief.path("/coproducers"), &member).await.expect_status(422);
    let words = json!({ "words": "After all" });
    assert_eq!(
        ada.post("/me/coproducer-application", &words).await.problem(),
        "application_needs_more"
    );
    leave(&ada).await;
    assert_eq!(ada.post("/me/coproducer-application", &words).await.problem(), "account_closing");
}

#[tokio::test]
async fn a_member_waives_their_balance_by_a_query_parameter_of_the_erasure() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let unclear = ada.send(Method::DELETE, "/me?waive_balance=perhaps", |call| call).await;
    assert_eq!(unclear.expect_status(400)["errors"][0]["pointer"], "?waive_balance");
    let asked =
        ada.send(Method::DELETE, "/me?waive_balance=true", |call| call).await.expect_status(202);
    let expected = ["entries", "reviews", "briefs", "balance", "token", "data"];
    assert_eq!(
        steps(&asked),
        expected,
        "the month takes over what is given up before the data goes"
    );
}
