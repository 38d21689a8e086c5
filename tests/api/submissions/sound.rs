//! Sound files as the world sends them, through the link, the PUT and the event: what is stored of
//! each, or why it was refused. The right values stand beside the files.

#![expect(clippy::indexing_slicing, reason = "a test that cannot go on stops and says why")]

use std::path::{Path, PathBuf};

use domain::audio::AudioFormat;
use domain::track::VersionState;
use serde::Deserialize;
use serde_json::json;
use tests::{BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, declared, upload};

/// How many entries a newcomer may have open.
const ENTRIES: usize = 3;

#[derive(Debug, Deserialize)]
struct Case {
    file: String,
    refused: Option<String>,
    duration_ms: Option<u64>,
    loudness_centi_lufs: Option<i32>,
    true_peak_centi_dbtp: Option<i32>,
    #[serde(default)]
    warnings: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/media/samples/sound")
}

fn content_type(file: &str) -> &'static str {
    let format = match file.rsplit('.').next().unwrap() {
        "wav" => AudioFormat::Wav,
        "aif" | "aiff" | "aifc" => AudioFormat::Aiff,
        "flac" => AudioFormat::Flac,
        "mp3" => AudioFormat::Mp3,
        "m4a" => AudioFormat::M4a,
        _ => AudioFormat::Ogg,
    };
    format.content_type()
}

async fn submit(composer: &Person, brief: &OpenBrief, case: &Case) -> Submitted {
    let file = std::fs::read(folder().join(&case.file)).unwrap();
    let mut body = declared(&file);
    body["content_type"] = json!(content_type(&case.file));
    body["title"] = json!(case.file);
    let reserved = composer.create(&brief.path("/tracks"), &body).await;
    upload(&composer.world.http(), &reserved["upload"], file).await.expect_status(200);
    brief.submitted(composer, &reserved)
}

fn is_near(found: Option<i32>, right: Option<i32>, within: u32) -> bool {
    match (found, right) {
        (Some(found), Some(right)) => found.abs_diff(right) <= within,
        (found, right) => found == right,
    }
}

#[tokio::test]
async fn every_file_is_stored_as_it_sounds_or_refused_in_words_that_say_what_to_do() {
    let cases: Vec<Case> =
        serde_json::from_slice(&std::fs::read(folder().join("expected.json")).unwrap()).unwrap();
    assert!(cases.len() >= 39);
    let world = World::start().await;
    let brief = BriefPlan::public().open(&world.client("Clara")).await;
    let mut submitted = Vec::new();
    for (number, entered) in cases.chunks(ENTRIES).enumerate() {
        let composer = world.composer(&format!("Composer{number}"));
        for case in entered {
            submitted.push(submit(&composer, &brief, case).await);
        }
    }
    world.settle().await;
    for (case, track) in cases.iter().zip(submitted) {
        let version = track.stored(1).await.version;
        let found = format!("{}: {version:?}", case.file);
        if let Some(refused) = &case.refused {
            assert_eq!(version.state, VersionState::Invalid, "{found}");
            assert_eq!(version.invalid_because.unwrap().as_str(), refused);
            continue;
        }
        assert_eq!(version.state, VersionState::AwaitingReviewer, "{found}");
        let facts = version.facts.unwrap();
        assert!(facts.duration_ms.abs_diff(case.duration_ms.unwrap()) <= 1, "{found}");
        assert!(is_near(facts.loudness_centi_lufs, case.loudness_centi_lufs, 2), "{found}");
        assert!(is_near(facts.true_peak_centi_dbtp, case.true_peak_centi_dbtp, 5), "{found}");
        assert_eq!(version.warnings, case.warnings, "{found}");
    }
}
