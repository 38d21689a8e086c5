//! An operator suspends a co-producer with a reason; their open reviews go to others; they appeal.

use serde_json::json;
use tests::{Answered, BriefPlan, ReplyChecks, World, letter_about};

#[tokio::test]
async fn a_suspended_coproducer_gives_up_their_queue_and_is_reinstated_on_appeal() {
    let world = World::start().await;
    let (clara, ben, olga) = (world.client("Clara"), world.composer("Ben"), world.operator("Olga"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ben, "Night Bus").await;
    let of_mika = mika.reviews().await;
    let (holder, other) = if of_mika.is_empty() { (noor, mika) } else { (mika, noor) };

    let path = |step: &str| format!("/members/{}/{step}", holder.id);
    let words = json!({ "words": "The notes were mine." });
    assert_eq!(holder.post(&path("appeal"), &words).await.problem(), "nothing_to_appeal");
    let reason = json!({ "reason": "Three composers recognised copied notes." });
    holder.post(&path("suspend"), &reason).await.expect_status(403);
    assert_eq!(olga.act(&path("suspend"), &reason).await["state"], "suspended");
    assert_eq!(olga.act(&path("suspend"), &reason).await["state"], "suspended", "once");
    assert!(holder.reviews().await.is_empty());
    world.pass(jiff::SignedDuration::from_mins(20)).await;
    other.only_review().await.answer(&Answered::approving(&letter_about(1))).await;
    assert_eq!(track.state().await, "approved");
    let member = json!({ "member": holder.id });
    let next = BriefPlan::public().draft(&clara).await;
    let refused = clara.post(&next.path("/coproducers"), &member).await.expect_status(422);
    assert_eq!(refused["errors"][0]["rule"], "no_coproducer");

    let decide = path("appeal/decision");
    let yes = json!({ "reinstate": true, "words": "You are right." });
    assert_eq!(olga.post(&decide, &yes).await.problem(), "no_appeal");
    other.post(&path("appeal"), &words).await.expect_status(404);
    let appealed = holder.act(&path("appeal"), &words).await;
    assert_eq!(appealed["appeal"]["words"], "The notes were mine.");
    let waiting = async || olga.read("/coproducer-appeals").await["items"].take();
    assert_eq!(waiting().await[0]["member"], json!(holder.id));
    let more = json!({ "words": "And another thing." });
    assert_eq!(holder.post(&path("appeal"), &more).await.problem(), "already_appealed");
    assert_eq!(olga.act(&decide, &yes).await["state"], "active");
    assert_eq!(olga.act(&decide, &yes).await["appeal"]["reinstated"], true);
    assert_eq!(waiting().await, json!([]));
    clara.act(&next.path("/coproducers"), &member).await;
    let told = holder.notices_of("coproducer").await;
    assert_eq!(told.len(), 4, "founding, suspended, appeal received, appeal answered");

    assert_eq!(olga.act(&path("revoke"), &reason).await["state"], "revoked");
    assert_eq!(olga.post(&path("suspend"), &reason).await.problem(), "state");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn a_brief_that_lost_its_only_coproducer_gets_another_one() {
    let world = World::start().await;
    let (clara, ben, olga) = (world.client("Clara"), world.composer("Ben"), world.operator("Olga"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ben, "Night Bus").await;
    mika.only_review().await;
    let reason = json!({ "reason": "Three composers recognised copied notes." });
    olga.act(&format!("/members/{}/suspend", mika.id), &reason).await;
    assert!(noor.notices_of("appointment").await.is_empty());
    for _ in 0..2 {
        world.pass(jiff::SignedDuration::from_mins(15)).await;
    }
    assert_eq!(noor.notices_of("appointment").await.len(), 1, "once");
    noor.only_review().await.answer(&Answered::approving(&letter_about(1))).await;
    assert_eq!(track.state().await, "approved");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
