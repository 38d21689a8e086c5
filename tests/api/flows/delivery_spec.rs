//! A file that is not what the brief asks for: every reason in words, and another try that costs no
//! version; a level that can still be changed is only a warning.

use serde_json::{Value, json};
use tests::{BriefPlan, ReplyChecks, World, audio, declared};

fn spec() -> Value {
    json!({
        "formats": ["wav", "flac"],
        "min_sample_rate_hz": 16_000,
        "min_bits": 16,
        "channels": 1,
        "loudness": { "min_centi_lufs": -900, "max_centi_lufs": -600 },
    })
}

#[tokio::test]
async fn a_file_outside_the_delivery_spec_is_refused_with_every_reason_and_may_be_sent_again_as_the_same_version()
 {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let length = json!({ "min_s": 5, "max_s": 10 });
    let plan = BriefPlan::public().with("delivery_spec", spec()).with("length", length);
    let brief = plan.open(&clara).await;
    assert_eq!(brief.seen_by(&ada).await["delivery_spec"]["channels"], 1);

    let poor = audio::wav_of(1, 2, 8_000);
    let track = brief.submit_file(&ada, "Dawn", poor).await;
    let version = track.newest().await;
    assert_eq!(version["state"], "invalid");
    let because = version["invalid_because"].as_str().unwrap();
    for reason in ["the sample rate is 8000 Hz", "at least 16000 Hz", "2000 ms", "5 to 10 seconds"]
    {
        assert!(because.contains(reason), "{reason} is not in {because}");
    }
    let notices = ada.read("/me/notices").await.to_string();
    assert!(notices.contains("8000 Hz"), "{notices}");

    let good = audio::wav(1);
    track.improve_with(&declared(&good), good.clone()).await;
    let seen = track.seen_by(&ada).await;
    assert_eq!(seen["versions"].as_array().unwrap().len(), 1, "no version was used up");
    let version = track.newest().await;
    assert_eq!((&version["version"], &version["state"]), (&json!(1), &json!("awaiting_reviewer")));
    assert!(version["invalid_because"].is_null());
}

#[tokio::test]
async fn a_loudness_outside_the_window_is_a_warning_to_composer_and_listeners() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let plan = BriefPlan::public().with("delivery_spec", spec());
    let brief = plan.judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    for person in [&ada, &clara, &mika] {
        let seen = track.seen_by(person).await;
        let warning = seen["versions"][0]["warnings"][0].as_str().unwrap_or_default();
        assert!(warning.starts_with("the loudness is -"), "{} sees {seen}", person.name);
        assert!(warning.ends_with("the brief asks for -9.00 to -6.00 LUFS"), "{warning}");
    }
    let room = mika.read(&mika.only_review().await.path("")).await;
    assert!(room["warnings"][0].as_str().unwrap().starts_with("the loudness is -"), "{room}");
    let notices = ada.read("/me/notices").await.to_string();
    assert!(notices.contains("upload_accepted") && notices.contains("mind the brief"), "{notices}");
}

#[tokio::test]
async fn a_second_file_outside_the_delivery_spec_is_told_again_and_old_events_change_nothing() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().with("delivery_spec", spec()).open(&clara).await;
    let first = audio::wav_of(1, 2, 8_000);
    let track = brief.submit_file(&ada, "Dawn", first).await;
    let second = audio::wav_of(2, 2, 11_025);
    let body = declared(&second);
    let path = track.path("/versions");
    let reserved = ada.post_as("again-and-again-16", &path, &body).await.expect_status(201);
    tests::upload(&world.http(), &reserved["upload"], second).await.expect_status(200);
    world.settle().await;
    let notices = ada.read("/me/notices").await.to_string();
    assert!(notices.contains("8000 Hz") && notices.contains("11025 Hz"), "{notices}");
    // The key of the request still finds what it made.
    let replayed = ada.post_as("again-and-again-16", &path, &body).await.expect_status(201);
    assert_eq!((&replayed["version"], &replayed["state"]), (&json!(1), &json!("invalid")));
    assert!(replayed["upload"].is_null());
}

#[tokio::test]
async fn a_delivery_spec_that_makes_no_sense_is_refused_with_every_mistake() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mut body = tests::terms(&clara, "public");
    body["delivery_spec"] = json!({
        "formats": ["midi"],
        "channels": 3,
        "loudness": { "min_centi_lufs": -1_000, "max_centi_lufs": -1_400 },
    });
    let reply = clara.post("/briefs", &body).await.expect_status(422);
    let pointers: Vec<&str> =
        reply["errors"].as_array().unwrap().iter().filter_map(|e| e["pointer"].as_str()).collect();
    for pointer in ["formats/0", "channels", "loudness/max_centi_lufs"] {
        let pointer = format!("/delivery_spec/{pointer}");
        assert!(pointers.contains(&pointer.as_str()), "{pointer} is not in {pointers:?}");
    }
}
