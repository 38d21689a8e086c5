//! A composer applies as co-producer: refused with what is missing, declined, accepted, on
//! probation, and credited for the first brief.

use domain::application::Application;
use domain::id::ApplicationId;
use domain::points::Standing;
use domain::policy::Policy;
use jiff::SignedDuration;
use members::signature;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter_about};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn application_needs_more_says_what_is_missing() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let refused = ada.post("/me/coproducer-application", &json!({})).await;
    assert_eq!(refused.problem(), "application_needs_more");
    let expected =
        "3 approved tracks, 3.00 stars in the mean of the last ten and 120 points to Junior";
    assert_eq!(refused.expect_status(409)["missing_to_apply"], expected);

    let mika = world.coproducer("Mika").await;
    ada.is_publicly_approved(&clara, &mika, 1, 0).await;
    let refused = ada.post("/me/coproducer-application", &json!({})).await.expect_status(409);
    assert_eq!(refused["missing_to_apply"], "2 approved tracks and 60 points to Junior");
    let points = ada.read("/me/points").await;
    assert_eq!(points["standing"]["missing"], "2 approved tracks and 60 points to Junior");
    clara.post("/me/coproducer-application", &json!({})).await.expect_status(403);
}

/// Whoever decides an application may review the applicant's next track, and knows the public page.
#[tokio::test]
async fn application_needs_more_and_its_evidence_go_by_what_is_public() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.everything("Noor"));
    world.coproducer("Noor").await;
    let shown = json!({ "display_name": "Ada", "public_page": { "counts": true } });
    ada.put("/me", &shown).await.expect_status(200);
    ada.is_publicly_approved(&clara, &mika, 2, 0).await;
    let (running, _) = ada.is_approved(&clara, &mika, 1, 2).await;
    assert_eq!(ada.read("/me").await["standing"]["level"], "junior");
    let refused = ada.post("/me/coproducer-application", &json!({})).await;
    assert_eq!(refused.problem(), "application_needs_more");
    assert_eq!(refused.expect_status(409)["missing_to_apply"], "1 approved track to Junior");
    running.call_off().await;
    ada.is_approved(&clara, &mika, 1, 3).await;
    assert_eq!(ada.read("/me").await["standing"]["approved"], 4);
    ada.create("/me/coproducer-application", &json!({})).await;
    let evidence = noor.read("/coproducer-applications").await["items"][0]["evidence"].take();
    let page = world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap().json();
    assert_eq!((&evidence["approved"], &page["counts"]["approved"]), (&json!(3), &json!(3)));
    assert_eq!(evidence["points"], 180, "{evidence}");
}

#[tokio::test]
async fn operators_are_reminded_on_days_five_and_seven_and_the_applicant_is_told() {
    let world = World::start().await;
    let (ada, olga, otto) = (world.composer("Ada"), world.operator("Olga"), world.operator("Otto"));
    for operator in [&olga, &otto] {
        operator.sign_in().await;
    }
    let (id, policy) = (ApplicationId::derive(&[b"ada"]), &Policy::CURRENT);
    let item = Application::new(id, ada.id, None, Standing::NEWCOMER, world.now(), policy);
    let _new = world.store().create(&item).await.unwrap();
    // No sweep on the way: those of the days in between are missed.
    let sweep_after = async |days: i32| {
        world.studio.lambda().deliveries().hold();
        world.pass(DAY * days).await;
        let _lost = world.studio.lambda().deliveries().take();
        world.studio.lambda().release();
        let once = world.sweep().await["applications_reminded"].take();
        assert_eq!(world.sweep().await["applications_reminded"], 0, "once each");
        once
    };
    let told = async |who: &Person| who.notices_of("application_waits").await.len();
    let waiting = async || olga.read("/coproducer-applications").await["items"][0].take();
    assert_eq!((sweep_after(4).await, told(&olga).await), (json!(0), 0));
    assert_eq!((sweep_after(2).await, told(&olga).await), (json!(1), 1), "day 5 was missed");
    let waits = waiting().await;
    assert_eq!((&waits["overdue"], &waits["reminded"]), (&json!(false), &json!("waits")));
    assert!(ada.notices_of("coproducer").await.is_empty());
    assert_eq!((sweep_after(1).await, told(&otto).await), (json!(1), 2));
    let waits = waiting().await;
    assert_eq!((&waits["overdue"], &waits["reminded"]), (&json!(true), &json!("overdue")));
    assert_eq!(waits["waits_for"], "the decision of an operator other than the applicant");
    let news = ada.notices_of("coproducer").await[0]["text"].to_string();
    assert!(news.contains("should have been decided by now"), "{news}");
    assert_eq!((sweep_after(9).await, told(&olga).await), (json!(0), 2));
}

#[tokio::test]
async fn reapply_later_holds_for_180_days_after_a_decline() {
    let world = World::start().await;
    let (clara, ada, olga) = (world.client("Clara"), world.composer("Ada"), world.operator("Olga"));
    let mika = world.coproducer("Mika").await;
    ada.is_publicly_approved(&clara, &mika, 3, 0).await;
    let words = json!({ "words": "I hear what others mean." });
    let applied = ada.create("/me/coproducer-application", &words).await;
    assert_eq!(ada.create("/me/coproducer-application", &json!({})).await, applied, "once");
    assert_eq!(
        (&applied["state"], &applied["evidence"]["approved"]),
        (&json!("applied"), &json!(3))
    );

    ada.get("/coproducer-applications").await.expect_status(403);
    let waiting = olga.read("/coproducer-applications").await;
    assert_eq!(waiting["items"], json!([applied]));
    let path = format!("/coproducer-applications/{}/decision", applied["id"].as_str().unwrap());
    ada.post(&path, &json!({ "accept": true, "words": "Yes." })).await.expect_status(403);
    olga.post(&path, &json!({})).await.expect_status(422);
    let no = json!({ "accept": false, "words": "Come back with more ears." });
    assert_eq!(olga.act(&path, &no).await["state"], "declined");
    assert_eq!(olga.act(&path, &no).await["state"], "declined", "again is nothing new");
    let yes = json!({ "accept": true, "words": "On second thoughts." });
    assert_eq!(olga.post(&path, &yes).await.problem(), "state");
    assert_eq!(olga.read("/coproducer-applications").await["items"], json!([]));

    let me = ada.read("/me").await["coproducer"].clone();
    assert_eq!(me["decision"]["words"], "Come back with more ears.");
    let refused = ada.post("/me/coproducer-application", &words).await;
    assert_eq!(refused.problem(), "reapply_later");
    assert_eq!(refused.expect_status(409)["reapply_from"], me["reapply_from"]);
    world.pass(DAY.checked_mul(180).unwrap()).await;
    let again = ada.create("/me/coproducer-application", &words).await;
    assert_ne!(again["id"], applied["id"]);
    assert_eq!(ada.notices_of("coproducer").await.len(), 3, "received, declined, received");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn a_coproducer_accepted_on_probation_is_paired_and_credited_verifiably() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (olga, mika) = (world.operator("Olga"), world.coproducer("Mika").await);
    let profile = json!({ "display_name": "Ada L.", "bio": "Strings.", "genre_tags": ["pop"] });
    ada.put("/me", &profile).await.expect_status(200);
    ada.is_publicly_approved(&clara, &mika, 3, 0).await;
    let entered = BriefPlan::public().judged_by(&mika).open(&clara).await;
    entered.reserve(&ada, "Fourth", &tests::audio::wav(4)).await;
    let applied = ada.create("/me/coproducer-application", &json!({})).await;
    let path = format!("/coproducer-applications/{}/decision", applied["id"].as_str().unwrap());
    olga.act(&path, &json!({ "accept": true, "words": "Welcome." })).await;
    assert_eq!(ada.read("/me").await["coproducer"]["state"], "probation");

    // Never on a brief they entered, nor the other way round.
    let member = json!({ "member": ada.id });
    let excluded = clara.post(&entered.path("/coproducers"), &member).await;
    assert_eq!(excluded.problem(), "coproducer_excluded");
    let brief =
        BriefPlan::public().judged_by(&mika).judged_by(&ada).with("pool_ppm", 25_000).open(&clara);
    let brief = brief.await;
    let mut body = tests::declared(&tests::audio::wav(7));
    body["title"] = json!("Mine");
    assert_eq!(ada.post(&brief.path("/tracks"), &body).await.problem(), "coproducer_of_brief");

    let track = brief.submit(&ben, "Night Bus").await;
    let paired = ada.only_review().await;
    paired.answer(&Answered::approving(&letter_about(50))).await;
    assert_eq!(track.state().await, "in_review", "a review on probation does not count alone");
    mika.only_review().await.answer(&Answered::approving(&letter_about(51))).await;
    assert_eq!(track.state().await, "approved");
    assert_eq!(ada.read("/me").await["coproducer"]["probation_delivered"], 1);
    let standing = ada.read("/me").await["coproducer"]["standing"].clone();
    assert_eq!((&standing["total"], standing["parts"].as_array().unwrap().len()), (&json!(500), 4));

    clara.awards(&brief, &track).await;
    let credit = ada.read("/me/credits").await["items"][0].clone();
    assert_eq!(credit["role"], "coproducer");
    let anybody = world.http();
    let path = format!("/credits/{}", credit["id"].as_str().unwrap());
    let signed: Value = anybody.get(&path).send().await.unwrap().expect_status(200);
    let key = anybody.get("/credits/key").send().await.unwrap().expect_status(200);
    signature::verify(&signed, &key).unwrap();
    assert_eq!((&signed["name"], &signed["track_title"]), (&json!("Ada L."), &json!("Night Bus")));
    let mut forged = signed.clone();
    forged["name"] = json!("Eve");
    assert!(signature::verify(&forged, &key).is_err());
}
