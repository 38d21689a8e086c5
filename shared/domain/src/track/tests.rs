//! How versions move, and how the shares of a track are agreed on.

use crate::audio::{AudioFacts, AudioFormat, RequestedAudio};
use crate::change::{Change, assert_table};
use crate::digest::Sha256Hex;
use crate::id::{BriefId, MemberId, ReviewId, TrackId};
use crate::policy::Policy;
use crate::text::{ShortText, Text, Title};
use crate::track::{
    DeclaredFile, ReviewNote, Track, TrackRefusal, Version, VersionEvent, VersionState, Writer,
    check_writers,
};
use jiff::Timestamp;
use std::collections::BTreeSet;

fn now() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn track() -> Track {
    Track {
        id: TrackId::derive(&[b"track"]),
        brief: BriefId::derive(&[b"brief"]),
        composer: MemberId::of_subject("ada"),
        title: Title::new("Dawn").unwrap(),
        entry: serde_json::from_str("7").unwrap(),
        note: None,
        writers: vec![writer("ada", 600_000), writer("ben", 400_000)],
        former_writers: BTreeSet::new(),
        newest: 1,
        shortlisted_at: None,
        shortlist_removed_at: None,
        client_rating: None,
        selected_at: None,
        withdrawn_at: None,
        award_void_at: None,
        award_restored_at: None,
        master_at: None,
        created_at: now(),
    }
}

fn writer(name: &str, share_ppm: u32) -> Writer {
    let shown = Writer::submitting(MemberId::of_subject(name), now());
    Writer { share_ppm, consented_at: None, accepted_at: None, ..shown }
}

fn file(size_bytes: u64) -> DeclaredFile {
    DeclaredFile { format: AudioFormat::Flac, size_bytes, sha256: Sha256Hex::of(b"file") }
}

fn facts(duration_ms: u64) -> AudioFacts {
    AudioFacts {
        format: AudioFormat::Flac,
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
        size_bytes: 1_000,
        sha256: Sha256Hex::of(b"file"),
    }
}

fn reserved() -> Version {
    let key = "raw/key".to_owned();
    Version::reserve(&track(), 1, file(1_000), key, now(), &Policy::CURRENT)
}

#[test]
fn the_whole_table() {
    use VersionEvent as E;
    use VersionState as S;
    let verdicts = [
        (E::Approve, S::Approved),
        (E::RequestChanges, S::ChangesRequested),
        (E::CallOffBrief, S::OffBrief),
        (E::Reject, S::Rejected),
    ];
    let mut moves = vec![
        (S::Reserved, E::Land, S::Received),
        (S::Reserved, E::Expire, S::Expired),
        (S::Invalid, E::Reserve, S::Reserved),
        (S::Expired, E::Reserve, S::Reserved),
        (S::Received, E::Invalidate, S::Invalid),
        (S::Received, E::Accept, S::AwaitingReviewer),
        (S::AwaitingReviewer, E::Assign, S::InReview),
        (S::InReview, E::Unassign, S::AwaitingReviewer),
    ];
    let mut repeats = vec![
        (S::Reserved, E::Reserve),
        (S::Received, E::Land),
        (S::Invalid, E::Land),
        (S::Invalid, E::Invalidate),
        (S::AwaitingReviewer, E::Unassign),
        (S::AwaitingReviewer, E::Reopen),
        (S::InReview, E::Assign),
        (S::Withdrawn, E::Withdraw),
        (S::Expired, E::Expire),
    ];
    for (event, state) in verdicts {
        moves.push((S::InReview, event, state));
        moves.push((state, E::Withdraw, S::Withdrawn));
        moves.push((state, E::Reopen, S::AwaitingReviewer));
        repeats.extend([(state, event), (state, E::Land), (state, E::Accept)]);
    }
    for state in [S::AwaitingReviewer, S::InReview] {
        repeats.extend([(state, E::Land), (state, E::Accept)]);
    }
    for state in [S::Reserved, S::Received, S::AwaitingReviewer, S::InReview] {
        moves.push((state, E::Withdraw, S::Withdrawn));
    }
    assert_table(S::ALL, &moves, &repeats);
}

#[test]
fn an_upload_event_that_comes_again_changes_nothing() {
    let policy = Policy::CURRENT;
    let accepted = reserved().accept(facts(1_000), Vec::new(), now(), &policy).unwrap();
    let Change::Applied(accepted) = accepted else { panic!("nothing was applied") };
    assert_eq!(accepted.state, VersionState::AwaitingReviewer);
    let again = accepted.accept(facts(1_000), Vec::new(), now(), &policy).unwrap();
    assert_eq!(again, Change::AlreadyApplied);
}

#[test]
fn a_piece_lasts_at_most_a_quarter_of_an_hour() {
    let accept =
        |duration_ms| reserved().accept(facts(duration_ms), Vec::new(), now(), &Policy::CURRENT);
    assert!(accept(900_000).is_ok());
    let too_long = TrackRefusal::TooLong { duration_ms: 900_001, ms_max: 900_000 };
    assert_eq!(accept(900_001).unwrap_err(), too_long);
}

#[test]
fn a_file_has_at_most_300_megabytes_and_at_least_a_byte() {
    let check = |file: &DeclaredFile| file.check(&Policy::CURRENT);
    assert_eq!(check(&file(300_000_000)), Ok(()));
    assert!(check(&file(300_000_001)).is_err());
    assert_eq!(check(&file(0)), Err(TrackRefusal::EmptyFile));
}

#[test]
fn a_new_version_follows_only_one_that_was_sent_back_and_five_are_all() {
    for state in VersionState::ALL {
        let sent_back = [VersionState::ChangesRequested, VersionState::OffBrief];
        let next = track().next_version(*state, &Policy::CURRENT);
        assert_eq!(next.is_ok(), sent_back.contains(state), "{state}");
    }
    let fifth = Track { newest: 5, ..track() };
    let refused = fifth.next_version(VersionState::OffBrief, &Policy::CURRENT);
    assert_eq!(refused, Err(TrackRefusal::TooManyVersions { most: 5 }));
}

#[test]
fn writers_are_complete_each_once_with_the_composer_among_them() {
    let ada = MemberId::of_subject("ada");
    assert_eq!(check_writers(ada, &track().writers), Ok(()));
    let short = check_writers(ada, &[writer("ada", 999_999)]);
    assert_eq!(short, Err(TrackRefusal::Shares { sum_ppm: 999_999 }));
    let twice = check_writers(ada, &[writer("ada", 500_000), writer("ada", 500_000)]);
    assert_eq!(twice, Err(TrackRefusal::WriterTwice));
    let missing = check_writers(ada, &[writer("ben", 1_000_000)]);
    assert_eq!(missing, Err(TrackRefusal::ComposerMissing));
}

#[test]
fn a_file_that_misses_the_delivery_spec_is_not_taken_and_may_come_again_under_its_number() {
    let length = Some(crate::audio::LengthRange { min_s: 30, max_s: 60 });
    let asked = Version { requested: RequestedAudio { spec: None, length }, ..reserved() };
    let refused = asked.accept(facts(1_000), Vec::new(), now(), &Policy::CURRENT).unwrap_err();
    assert!(refused.to_string().contains("30 to 60 seconds"), "{refused}");
    let because = Text::new(&refused.to_string()).unwrap();
    let invalid = asked.invalidate(because, now()).unwrap().or(reserved());
    let other = Version { object_key: "raw/other".to_owned(), ..reserved() };
    let renewed = invalid.renew(other, now()).unwrap();
    assert_eq!((renewed.state, renewed.version), (VersionState::Reserved, 1));
    assert_eq!((renewed.invalid_because, renewed.object_key.as_str()), (None, "raw/other"));
    assert!(reserved().renew(reserved(), now()).is_err());
    let ended = Version { expires_at: now(), ..reserved() };
    assert_eq!(ended.renew(reserved(), now()).unwrap(), reserved());
}

#[test]
fn a_link_that_has_ended_is_given_again_until_the_uploads_of_the_brief_end() {
    let policy = &Policy::CURRENT;
    let (ended, end) = (Version { expires_at: now(), ..reserved() }, now() + policy.upload_within);
    let again = ended.give_link_again(end, now(), policy).unwrap();
    assert_eq!((again.state, again.expires_at), (VersionState::Reserved, end));
    let short = now() + policy.upload_within / 3;
    assert_eq!(ended.give_link_again(short, now(), policy).unwrap().expires_at, short);
    assert_eq!(ended.give_link_again(now(), now(), policy), None);
    assert_eq!(again.give_link_again(end, now(), policy), None, "it still works");
    let expired = ended.apply(VersionEvent::Expire).unwrap().or(reserved());
    assert!(expired.give_link_again(end, now(), policy).is_some());
    let taken = ended.accept(facts(1_000), Vec::new(), now(), policy).unwrap().or(reserved());
    assert_eq!(taken.give_link_again(end, now(), policy), None);
}

#[test]
fn notes_are_carried_along_and_marked() {
    let note = |review: &[u8], number, text: &str| ReviewNote {
        review: ReviewId::derive(&[review]),
        author: MemberId::of_subject("mika"),
        note: number,
        at_ms: 2_000,
        until_ms: None,
        text: ShortText::new(text).unwrap(),
        actionable: true,
        addressed: None,
        confirmed: None,
    };
    let notes = vec![note(b"one", 0, "softer"), note(b"one", 1, "louder")];
    let version = Version { notes, ..reserved() };
    let marked = version.carry_notes(&[(ReviewId::derive(&[b"one"]), 1)]).unwrap();
    let addressed: Vec<_> = marked.iter().map(|note| note.addressed).collect();
    assert_eq!(addressed, [Some(false), Some(true)]);
    let unknown = (ReviewId::derive(&[b"two"]), 0);
    assert_eq!(version.carry_notes(&[(ReviewId::derive(&[b"one"]), 0), unknown]), Err(1));
}

#[test]
fn a_refused_share_goes_to_the_others_in_proportion_and_nothing_is_lost() {
    let writers = vec![writer("ada", 500_000), writer("ben", 333_333), writer("cy", 166_667)];
    let track = Track { writers, ..track() };
    let shared = track.refuse_share(MemberId::of_subject("ben")).unwrap();
    let shares: Vec<u32> = shared.writers.iter().map(|writer| writer.share_ppm).collect();
    assert_eq!(shares, [750_000, 250_000]);
    assert_eq!(shares.iter().sum::<u32>(), 1_000_000);
    let composer = track.refuse_share(MemberId::of_subject("ada"));
    assert_eq!(composer, Err(TrackRefusal::ComposerStays));
    let stranger = track.refuse_share(MemberId::of_subject("dan"));
    assert_eq!(stranger, Err(TrackRefusal::NoWriter));
    let won = Track { selected_at: Some(now()), ..track };
    assert!(won.refuse_share(MemberId::of_subject("ben")).is_ok(), "after the award too");
    let Ok(Change::Applied(agreed)) = won.consent(MemberId::of_subject("ben"), None, now()) else {
        panic!("the first consent")
    };
    let late = agreed.refuse_share(MemberId::of_subject("ben"));
    assert_eq!(late, Err(TrackRefusal::ShareAgreed));
    let not_won = Track { selected_at: None, ..agreed };
    assert!(not_won.refuse_share(MemberId::of_subject("ben")).is_ok(), "nothing was paid yet");
}

#[test]
fn a_consent_is_to_a_share_and_falls_with_it() {
    let (ada, ben) = (MemberId::of_subject("ada"), MemberId::of_subject("ben"));
    let consented = track().consent(ben, Some(400_000), now()).unwrap().or(track());
    assert_eq!(consented.consent(ben, None, now()), Ok(Change::AlreadyApplied));
    let other = track().consent(ben, Some(500_000), now());
    assert_eq!(other, Err(TrackRefusal::StaleShare { share_ppm: 400_000 }));
    let shared = |ada_ppm, ben_ppm| {
        let shared =
            consented.share(&[(ada, ada_ppm), (ben, ben_ppm)], &BTreeSet::new(), now()).unwrap();
        shared.or(consented.clone()).writer(ben).unwrap().consented_at
    };
    assert_eq!((shared(600_000, 400_000), shared(500_000, 500_000)), (Some(now()), None));
    assert!(consented.share(&[(ben, 1_000_000)], &BTreeSet::new(), now()).is_err());
}

#[test]
fn to_be_named_is_an_invitation_that_excludes_and_opens_nothing_until_it_is_accepted() {
    let [ada, ben, cy] = ["ada", "ben", "cy"].map(MemberId::of_subject);
    let sole = Track { writers: vec![Writer::submitting(ada, now())], ..track() };
    let shares = [(ada, 500_000), (ben, 300_000), (cy, 200_000)];
    let named = sole.share(&shares, &[cy].into(), now()).unwrap().or(sole.clone());
    assert_eq!(named.authors(), [ada].into());
    assert_eq!(named.never_review(), [ada, ben].into(), "who was shown it, and nobody else");
    assert_eq!((named.held_back(), named.known_writer(cy)), (vec![cy], None));
    assert_eq!(named.consent(cy, None, now()), Err(TrackRefusal::NoWriter));
    assert_eq!(named.refuse_share(cy), Err(TrackRefusal::NoWriter));

    let accepted = named.consent(ben, None, now()).unwrap().or(named.clone());
    assert_eq!(accepted.authors(), [ada, ben].into());
    let other = [(ada, 600_000), (ben, 200_000), (cy, 200_000)];
    let asked_anew = accepted.share(&other, &[cy].into(), now()).unwrap().or(accepted);
    assert_eq!(asked_anew.writer(ben).unwrap().consented_at, None);
    assert_eq!(asked_anew.authors(), [ada, ben].into(), "they have accepted once");
    let alone = asked_anew.share(&[(ada, 1_000_000)], &BTreeSet::new(), now()).unwrap();
    let alone = alone.or(asked_anew.clone());
    assert_eq!(alone.never_review(), [ada, ben].into(), "cy was never told");

    let shown = named.with_invitations_shown(now());
    assert!(shown.consent(cy, None, now()).is_ok() && shown.held_back().is_empty());
    assert_eq!(shown.never_review(), [ada, ben, cy].into());
}

#[test]
fn a_track_is_withdrawn_once_and_not_after_it_has_won() {
    let Ok(Change::Applied(withdrawn)) = track().withdraw(now()) else { panic!("not applied") };
    assert_eq!(withdrawn.withdraw(now()), Ok(Change::AlreadyApplied));
    let won = Track { selected_at: Some(now()), ..track() };
    assert_eq!(won.withdraw(now()), Err(TrackRefusal::Selected));
}

#[test]
fn a_version_survives_storage() {
    let version = reserved().accept(facts(1_000), Vec::new(), now(), &Policy::CURRENT).unwrap();
    let version = version.or(reserved());
    let json = serde_json::to_value(&version).unwrap();
    assert_eq!(json["state"], "awaiting_reviewer");
    assert_eq!(serde_json::from_value::<Version>(json).unwrap(), version);
}

mod sight {
    //! What a reader may see of a track: by their part in the brief and by their answer.

    use super::{facts, track};
    use crate::id::MemberId;
    use crate::track::{
        AnswerReader, PartInBrief, ReviewingPart, Sight, TrackReader, VersionState,
    };
    use crate::version::outcome::tests::{assigned, version};
    use crate::version::slot::{ReviewSlot, SlotState};

    const REVIEWS: PartInBrief =
        PartInBrief { owns: false, reviewing: ReviewingPart::Reviews, operates: false };
    const OFFERED: PartInBrief = PartInBrief { reviewing: ReviewingPart::Offered, ..REVIEWS };

    fn pia() -> MemberId {
        assigned(1).reviewer
    }

    #[test]
    fn who_reviews_is_no_party_even_as_an_operator() {
        let track = track();
        let reads = |name: &str, part| track.reader(MemberId::of_subject(name), part);
        let nothing = PartInBrief::default();
        assert_eq!(reads("pia", nothing), None);
        assert_eq!(reads("ben", nothing), None, "who has not accepted reads nothing");
        assert_eq!(reads("ada", nothing), Some(TrackReader::Party));
        for part in
            [PartInBrief { owns: true, ..nothing }, PartInBrief { operates: true, ..nothing }]
        {
            assert_eq!(reads("pia", part), Some(TrackReader::Party));
        }
        let operator = |part| PartInBrief { operates: true, ..part };
        let enters = PartInBrief { reviewing: ReviewingPart::Enters, ..nothing };
        for part in [enters, operator(enters)] {
            assert_eq!(reads("pia", part), None, "a rival's track is none of an entrant's");
            assert_eq!(reads("ada", part), Some(TrackReader::Party), "their own");
        }
        for part in [REVIEWS, operator(REVIEWS), operator(OFFERED)] {
            let reviewer = TrackReader::Reviewer(MemberId::of_subject("pia"));
            assert_eq!(reads("pia", part), Some(reviewer));
        }
        assert_eq!(reads("pia", OFFERED), None, "an offer opens nothing");
    }

    #[test]
    fn whoever_reviews_reads_the_answers_to_what_they_have_answered_alone() {
        let (track, one) = (track(), version(VersionState::InReview));
        let mut answered = one.clone();
        answered.slots.push(slot(SlotState::Delivered));
        let reads = |name: &str, part, version| {
            track.reader_of_answers(MemberId::of_subject(name), part, [version])
        };
        let (nothing, operates) =
            (PartInBrief::default(), PartInBrief { operates: true, ..PartInBrief::default() });
        assert_eq!(reads("ada", nothing, &one), Some(AnswerReader::Writer));
        assert_eq!(reads("olga", operates, &one), Some(AnswerReader::Client));
        for part in [REVIEWS, OFFERED] {
            for part in [part, PartInBrief { operates: true, ..part }] {
                assert_eq!(reads("olga", part, &one), None, "{part:?}");
                let colleague = AnswerReader::Colleague(pia());
                let reader = track.reader_of_answers(pia(), part, [&answered]);
                assert_eq!(reader, Some(colleague));
                assert!(answered.shows_answers_to(colleague) && !one.shows_answers_to(colleague));
            }
        }
    }

    fn slot(state: SlotState) -> ReviewSlot {
        ReviewSlot {
            number: 1,
            attempt: 1,
            reviewer: pia(),
            review: assigned(1).id,
            state,
            due_at: None,
            ended_at: None,
            answer: None,
            why: crate::assignment::Why {
                continuity: false,
                preference: None,
                accepted_ask: false,
                best: Vec::new(),
                excluded: std::collections::BTreeMap::new(),
                policy_version: 1,
            },
        }
    }

    #[test]
    fn a_reviewer_is_blind_until_their_own_answer_is_in() {
        let mut version = version(VersionState::InReview);
        let sight =
            |version: &crate::track::Version, member| version.sight(TrackReader::Reviewer(member));
        version.slots.push(slot(SlotState::Assigned));
        assert_eq!(version.sight(TrackReader::Party), Sight::Everything);
        assert_eq!(sight(&version, pia()), Sight::Blind);
        let of_track = |versions: &[&crate::track::Version], reader| {
            let sight = track().sight(reader, versions);
            (track().shown_title(sight), sight.shows_choice)
        };
        let reviewer = TrackReader::Reviewer(pia());
        assert_eq!(of_track(&[&version], TrackReader::Party), ("Dawn".to_owned(), true));
        assert_eq!(of_track(&[&version], reviewer), ("Entry 7".to_owned(), false));
        let version = version.with_slot(assigned(1).id, SlotState::Delivered);
        assert_eq!(sight(&version, pia()), Sight::Answered);
        let version = crate::track::Version { facts: Some(facts(60_000)), ..version };
        assert_eq!(of_track(&[&version], reviewer), ("Dawn".to_owned(), true));
        let next = crate::track::Version { version: 2, slots: Vec::new(), ..version.clone() };
        assert_eq!(of_track(&[&version, &next], reviewer), ("Dawn".to_owned(), false));
        assert!(Sight::Answered.shows_state() && !Sight::Blind.shows_state());
        assert_eq!(sight(&version, assigned(2).reviewer), Sight::Blind);
        let version = version.with_slot(assigned(1).id, SlotState::Voided);
        assert_eq!(sight(&version, pia()), Sight::Blind);
    }

    #[test]
    fn what_is_shown_to_the_blind_does_not_tell_the_file() {
        let json = |sight| serde_json::to_value(facts(60_000).shown(sight)).unwrap();
        let (blind, all) = (json(Sight::Blind), json(Sight::Everything));
        assert_eq!(json(Sight::Answered), all);
        assert_eq!(all, serde_json::to_value(facts(60_000)).unwrap());
        let file =
            ["format", "codec", "bits_per_sample", "total_silence_ms", "size_bytes", "sha256"];
        let mut without_file = all;
        for name in file {
            assert!(!without_file[name].is_null(), "{name} is measured");
            without_file[name] = serde_json::Value::Null;
        }
        assert_eq!(blind, without_file);
    }
}
