//! How reference media are announced, looked at and taken away.

use super::*;
use crate::audio::AudioFormat;
use crate::brief::tests::draft;

const GRACE: SignedDuration = SignedDuration::from_mins(15);

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute.saturating_mul(60)).unwrap()
}

fn id(name: &str) -> ReferenceMediumId {
    ReferenceMediumId::derive(&[name.as_bytes()])
}

fn announced(name: &str) -> AnnouncedMedium {
    let sha256 = Sha256Hex::of(name.as_bytes());
    AnnouncedMedium {
        id: id(name),
        title: Title::new(name).unwrap(),
        file_name: None,
        declared: DeclaredFile { format: AudioFormat::Flac, size_bytes: 4, sha256: sha256.clone() },
        object_key: format!("reference/{name}"),
        request_sha256: sha256,
    }
}

fn brief(state: BriefState) -> Brief {
    Brief { state, ..draft() }
}

fn announce(
    all: &ReferenceMedia,
    state: BriefState,
    name: &str,
    minute: i64,
) -> Result<Change<ReferenceMedia>, ReferenceMediaRefusal> {
    all.announce(&brief(state), announced(name), at(minute), &Policy::CURRENT)
}

fn with(names: &[&str]) -> ReferenceMedia {
    names.iter().fold(ReferenceMedia::none(draft().id), |all, name| {
        announce(&all, BriefState::Open, name, 0).unwrap().or(all)
    })
}

fn only(all: &ReferenceMedia) -> ReferenceMedium {
    all.media.first().unwrap().clone()
}

fn facts(format: AudioFormat, duration_ms: u64) -> AudioFacts {
    AudioFacts {
        format,
        codec: "flac".to_owned(),
        duration_ms,
        sample_rate_hz: 48_000,
        bits_per_sample: Some(24),
        channels: 2,
        loudness_centi_lufs: Some(-1_400),
        true_peak_centi_dbtp: Some(-100),
        clipped_samples: 0,
        leading_silence_ms: 0,
        trailing_silence_ms: 0,
        total_silence_ms: 0,
        size_bytes: 4,
        sha256: Sha256Hex::of(b"file"),
    }
}

#[test]
fn a_brief_has_at_most_five_in_the_order_of_adding() {
    let names = ["e", "d", "c", "b", "a"];
    let five = with(&names);
    let titles: Vec<&str> = five.media.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, names);
    assert_eq!(announce(&five, BriefState::Open, "f", 0), Err(ReferenceMediaRefusal::TooMany));
    let four = five.remove(id("c"), at(0), GRACE).unwrap().or(five);
    assert!(announce(&four, BriefState::Open, "f", 0).is_ok());
}

#[test]
fn they_are_added_to_a_draft_and_to_an_open_brief_alone() {
    let none = ReferenceMedia::none(draft().id);
    for state in BriefState::ALL {
        let takes = matches!(state, BriefState::Draft | BriefState::Open);
        assert_eq!(announce(&none, *state, "a", 0).is_ok(), takes, "{state}");
    }
}

#[test]
fn the_same_request_gets_a_new_link_once_the_one_before_ended_without_a_file() {
    let one = with(&["a"]);
    assert_eq!(announce(&one, BriefState::Open, "a", 14), Ok(Change::AlreadyApplied));
    let again = announce(&one, BriefState::Open, "a", 15).unwrap().or(one.clone());
    assert_eq!((only(&again).added_at, only(&again).expires_at), (at(0), at(30)));
    assert_eq!(announce(&one, BriefState::Judging, "a", 15), Ok(Change::AlreadyApplied));
    let landed = one.with(&only(&one).land().or(only(&one)));
    assert_eq!(announce(&landed, BriefState::Open, "a", 15), Ok(Change::AlreadyApplied));
    let other = AnnouncedMedium { request_sha256: Sha256Hex::of(b"other"), ..announced("a") };
    let refused = one.announce(&brief(BriefState::Open), other, at(0), &Policy::CURRENT);
    assert_eq!(refused, Err(ReferenceMediaRefusal::OtherRequest));
}

#[test]
fn what_is_decided_of_a_file_is_decided_once() {
    let awaited = only(&with(&["a"]));
    let analysing = awaited.land().or(awaited.clone());
    assert_eq!(analysing.state, ReferenceMediumState::Analysing);
    assert_eq!(analysing.land(), Change::AlreadyApplied);
    let music = facts(AudioFormat::Flac, 1_000);
    for pending in [&awaited, &analysing] {
        let ready = pending.decide(Ok(music.clone()), at(1)).or(pending.clone());
        assert_eq!(ready.state, ReferenceMediumState::Ready);
        assert_eq!((ready.received_at, ready.is_pending()), (Some(at(1)), false));
        let because: Text = "no music".parse().unwrap();
        assert_eq!(ready.decide(Err(because.clone()), at(2)), Change::AlreadyApplied);
        let invalid = pending.decide(Err(because), at(1)).or(pending.clone());
        assert_eq!(
            (invalid.state, invalid.facts.is_some()),
            (ReferenceMediumState::Invalid, false)
        );
        assert_eq!(invalid.decide(Ok(music.clone()), at(2)), Change::AlreadyApplied);
    }
}

#[test]
fn a_file_that_is_too_long_or_of_another_format_is_not_the_one_that_was_announced() {
    let medium = only(&with(&["a"]));
    let fault = |facts: &AudioFacts| medium.fault(facts, &Policy::CURRENT);
    assert_eq!(fault(&facts(AudioFormat::Flac, 900_000)), None);
    assert!(fault(&facts(AudioFormat::Flac, 900_001)).is_some());
    assert!(fault(&facts(AudioFormat::Wav, 1)).unwrap().contains("announced as flac"));
}

#[test]
fn one_for_which_no_file_can_come_any_more_makes_room_unless_it_came() {
    let one = with(&["a"]);
    assert_eq!(one.without_lost(id("a"), at(30), GRACE), None);
    assert!(one.without_lost(id("a"), at(31), GRACE).unwrap().media.is_empty());
    let landed = one.with(&only(&one).land().or(only(&one)));
    assert_eq!(landed.without_lost(id("a"), at(31), GRACE), None);
    assert_eq!(one.without_lost(id("b"), at(31), GRACE), None);
}

#[test]
fn what_is_taken_away_is_remembered_until_nothing_can_land_for_it() {
    let one = with(&["a"]);
    assert_eq!(one.remove(id("b"), at(1), GRACE), None);
    let gone = one.remove(id("a"), at(1), GRACE).unwrap().or(one);
    assert!(gone.media.is_empty() && gone.has_removed(id("a")));
    assert_eq!(gone.remove(id("a"), at(2), GRACE), Some(Change::AlreadyApplied));
    assert_eq!(announce(&gone, BriefState::Open, "a", 2), Err(ReferenceMediaRefusal::Removed));
    assert_eq!((gone.cleared_by(at(29)).count(), gone.cleared_by(at(30)).count()), (0, 1));
    let cleared = gone.without_trace(id("a"));
    assert_eq!(cleared, ReferenceMedia::none(draft().id));
    assert!(announce(&cleared, BriefState::Open, "a", 31).is_ok());
}

#[test]
fn there_is_something_to_look_after_while_a_file_is_awaited_or_to_be_deleted() {
    let two = with(&["a", "b"]);
    assert_eq!(two.due_at(), Some(at(15)));
    let decided = two.media.iter().fold(two.clone(), |all, one| {
        all.with(&one.decide(Ok(facts(AudioFormat::Flac, 1)), at(1)).or(one.clone()))
    });
    assert_eq!(decided.due_at(), None);
    let gone = decided.remove(id("a"), at(20), GRACE).unwrap().or(decided);
    assert_eq!(gone.due_at(), Some(at(35)));
}
