//! Founding co-producers who leave: their seats stay taken, and nobody who leaves is named or
//! invited.

use http::Method;
use jiff::SignedDuration;
use local::client::Reply;
use serde_json::json;
use tests::{BriefPlan, Person, ReplyChecks, World};

use crate::erasure::{leave, status};

async fn name(olga: &Person, member: &Person) -> Reply {
    let path = format!("/members/{}/founding-coproducer", member.id);
    olga.post(&path, &json!({ "reason": "somebody has to begin" })).await
}

#[tokio::test]
async fn a_founding_seat_of_an_erased_member_stays_taken_and_the_others_are_still_given() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let founders = ["A", "B", "C", "D", "E"].map(|founder| world.composer(founder));
    for founder in &founders {
        founder.introduce().await;
    }
    for founder in &founders[..2] {
        name(&olga, founder).await.expect_status(201);
    }
    leave(&founders[0]).await;
    world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&founders[0]).await["state"], "erased");
    for founder in &founders[2..] {
        name(&olga, founder).await.expect_status(201);
    }
    let sixth = world.composer("F");
    assert_eq!(name(&olga, &sixth).await.problem(), "founding_seats_taken");
}

#[tokio::test]
async fn a_leaving_member_is_neither_named_nor_invited() {
    let world = World::start().await;
    let (olga, ada) = (world.operator("Olga"), world.composer("Ada"));
    let clara = world.client("Clara");
    let brief = BriefPlan::private().draft(&clara).await;
    let members = json!({ "members": [ada.id] });
    leave(&ada).await;
    let invited = clara.post(&brief.path("/invitations"), &members).await;
    assert_eq!(invited.problem(), "account_closing");
    assert_eq!(name(&olga, &ada).await.problem(), "account_closing");
    world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(name(&olga, &ada).await.problem(), "account_closing", "nor who is gone");
    assert_eq!(ada.send(Method::GET, "/me", |call| call).await.problem(), "erased");
}
