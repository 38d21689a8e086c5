//! Sound files as the world sends them, each with the values that another program finds in it or
//! that it was made with, or with the words of its refusal: `samples/sound/expected.json`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::audio::{AudioFacts, RequestedAudio};
use serde::Deserialize;

use crate::analysis::{Analysis, Limits, analyse_here};
use crate::rejection::Rejection;

/// One file and what is right about it.
#[derive(Deserialize)]
struct Case {
    file: String,
    refused: Option<String>,
    codec: Option<String>,
    duration_ms: Option<u64>,
    sample_rate_hz: Option<u32>,
    channels: Option<u32>,
    bits_per_sample: Option<u32>,
    loudness_centi_lufs: Option<i32>,
    true_peak_centi_dbtp: Option<i32>,
    #[serde(default)]
    warnings: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/sound")
}

fn analysed(file: &str) -> Result<Analysis, Rejection> {
    let bytes = Arc::new(std::fs::read(folder().join(file)).unwrap());
    analyse_here(&bytes, Limits::default(), &AtomicBool::new(false))
}

/// Two readings that are near enough, or both unknown.
fn is_near(found: Option<i32>, right: Option<i32>, within: u32) -> bool {
    match (found, right) {
        (Some(found), Some(right)) => found.abs_diff(right) <= within,
        (found, right) => found == right,
    }
}

fn check(case: &Case, facts: &AudioFacts) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expect = |what: &str, is_right: bool| {
        if !is_right {
            wrong.push(format!("{}: {what}: {facts:?}", case.file));
        }
    };
    expect("codec", Some(&facts.codec) == case.codec.as_ref());
    expect("length", case.duration_ms.is_some_and(|ms| ms.abs_diff(facts.duration_ms) <= 1));
    expect("rate", Some(facts.sample_rate_hz) == case.sample_rate_hz);
    expect("channels", Some(facts.channels) == case.channels);
    expect("bits", facts.bits_per_sample == case.bits_per_sample);
    expect("loudness", is_near(facts.loudness_centi_lufs, case.loudness_centi_lufs, 2));
    expect("peak", is_near(facts.true_peak_centi_dbtp, case.true_peak_centi_dbtp, 5));
    wrong
}

#[test]
fn files_of_the_world_are_heard_to_their_end_or_refused_in_true_words() {
    let cases = std::fs::read(folder().join("expected.json")).unwrap();
    let cases: Vec<Case> = serde_json::from_slice(&cases).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        match (analysed(&case.file), &case.refused) {
            (Ok(analysis), None) => {
                wrong.extend(check(case, &analysis.facts));
                let about = RequestedAudio::default().check(&analysis.facts).warnings;
                let warnings = [about, analysis.warnings].concat();
                if warnings != case.warnings {
                    wrong.push(format!("{}: {warnings:?}", case.file));
                }
            }
            (Err(rejection), Some(refused)) if rejection.to_string() == *refused => {}
            (found, _) => wrong.push(format!("{}: {:?}", case.file, found.map(|it| it.facts))),
        }
    }
    assert!(cases.len() >= 39 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A note at 1000 ms stands at 1000 ms of the master, whatever the encoder has put in front.
#[test]
fn a_click_stands_where_it_was_played() {
    for file in ["click.wav", "click_aac.m4a"] {
        let waveform = analysed(file).unwrap().waveform;
        let peaks = waveform.data.chunks(2).map(|peak| peak[1].max(peak[0].saturating_neg()));
        let first = peaks.clone().position(|peak| peak > 60).unwrap();
        let samples = u32::try_from(first).unwrap() * waveform.samples_per_pixel;
        let ms = (samples * 1_000).div_euclid(waveform.sample_rate);
        assert!(ms.abs_diff(1_000) <= 2, "{file}: {ms} ms");
    }
}
