//! What the public sees of a credit and of a member: no titles before the embargo ends, and nothing
//! that the member does not show.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Said, World, letter_about};

#[tokio::test]
async fn titles_are_kept_back_until_the_embargo_ends_and_the_member_chooses_what_is_shown() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    ada.put("/me", &json!({ "display_name": "=Ada" })).await.said(200);
    let embargo = world.now().checked_add(SignedDuration::from_hours(90 * 24)).unwrap();
    let plan = BriefPlan::private().inviting(&ada).judged_by(&mika);
    let brief = plan.with("embargo_until", json!(embargo)).open(&clara).await;
    let track = brief.submit(&ada, "=Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(&letter_about(0))).await;
    clara.awards(&brief, &track).await;

    let anybody = world.http();
    let public = async |path: &str| anybody.get(path).send().await.unwrap().said(200);
    let credit = ada.read("/me/credits").await["items"][0].clone();
    let path = format!("/credits/{}", credit["id"].as_str().unwrap());
    let signed = public(&path).await;
    assert_eq!((&signed["track_title"], &signed["redacted"]), (&Value::Null, &json!(true)));
    world.pass(SignedDuration::from_hours(91 * 24)).await;
    let signed = public(&path).await;
    assert_eq!(signed["track_title"], "=Lemon Tree");

    let table =
        ada.send(http::Method::GET, "/me/credits", |call| call.header("accept", "text/csv"));
    let table = table.await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let text = String::from_utf8(table.body.to_vec()).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains(",'=Lemon Tree,"), "no cell is a formula: {text}");

    let page = format!("/members/{}", ada.id);
    let shown = public(&page).await;
    assert_eq!((&shown["level"], &shown["counts"]["selected"]), (&json!("newcomer"), &json!(1)));
    assert_eq!(shown["ear_bp"], Value::Null);
    let hide = json!({ "display_name": "Ada", "public_page": { "counts": false, "level": false } });
    ada.put("/me", &hide).await.said(200);
    let hidden = public(&page).await;
    assert_eq!((&hidden["level"], &hidden["counts"]), (&Value::Null, &Value::Null));
}
