//! How a brief moves, what stands in the way of an award, and what a silent client leads to.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use crate::audio::LengthRange;
use crate::brief::{
    Brief, BriefEnd, BriefEvent, BriefRefusal, BriefState, BriefTerms, Choice, Contender, Entry,
    ProductionKind, Selection, Silence, Visibility,
};
use crate::change::{Change, StateMachine, assert_table};
use crate::id::{BriefId, MemberId, TrackId};
use crate::licence_terms::LicenceTerms;
use crate::policy::Policy;
use crate::prize::Sharer;
use crate::reminder::{ChoiceReminders, ReminderStage};
use crate::text::{ShortText, Tag, Text, Title};
use crate::track::{ReviewingPart, Version, VersionState};
use crate::version::outcome::tests::version;
use jiff::{SignedDuration, Timestamp};

pub(super) fn at(day: i64) -> Timestamp {
    Timestamp::from_second(day * 86_400).unwrap()
}

pub(crate) fn draft() -> Brief {
    let terms = BriefTerms {
        title: Title::new("A train leaves").unwrap(),
        text: Text::new("Thirty seconds of departure.").unwrap(),
        mood_words: vec![ShortText::new("crisp").unwrap()],
        references_like: Vec::new(),
        references_not_like: Vec::new(),
        length: Some(LengthRange { min_s: 30, max_s: 60 }),
        delivery: None,
        delivery_spec: None,
        genre_tags: vec![Tag::new("ambient").unwrap()],
        prize: None,
        deadline: at(10),
        visibility: Visibility::Invited,
        production: ProductionKind::Film,
        licence: LicenceTerms::default(),
        reviews_per_track: 1,
        coproducer_seats: 2,
        pool_ppm: None,
        embargo_until: None,
    };
    let owner = MemberId::of_subject("client");
    Brief::draft(BriefId::derive(&[b"brief"]), owner, terms, at(0))
}

fn with_prize(prize_funded: bool) -> Brief {
    let prize = serde_json::json!({ "currency": "EUR", "amount": "500" });
    let mut brief = Brief { prize_funded, ..draft() };
    brief.terms.prize = serde_json::from_value(prize).unwrap();
    brief
}

fn in_state(state: BriefState) -> Brief {
    Brief { state, ..draft() }
}

fn entry(name: &str, answered_versions: &[u8]) -> Entry {
    let answered_versions = answered_versions.to_vec();
    let track = TrackId::derive(&[name.as_bytes()]);
    Entry { track, withdrawn: false, answered_versions, missing: Vec::new() }
}

#[test]
fn the_whole_table() {
    use BriefEvent as E;
    use BriefState as S;
    assert_table(
        S::ALL,
        &[
            (S::Draft, E::Open, S::Open),
            (S::Open, E::Close, S::Judging),
            (S::Judging, E::Award, S::Awarded),
            (S::Awarded, E::Deliver, S::Delivered),
            (S::Judging, E::Lapse, S::Lapsed),
            (S::Draft, E::Cancel, S::Cancelled),
            (S::Open, E::Cancel, S::Cancelled),
            (S::Judging, E::Cancel, S::Cancelled),
        ],
        &[
            (S::Open, E::Open),
            (S::Judging, E::Close),
            (S::Awarded, E::Award),
            (S::Delivered, E::Deliver),
            (S::Lapsed, E::Lapse),
            (S::Cancelled, E::Cancel),
        ],
    );
}

#[test]
fn a_refusal_names_the_moves_allowed_now() {
    let refused = BriefState::Judging.apply(BriefEvent::Open).unwrap_err();
    assert_eq!(refused.allowed, ["award", "lapse", "cancel"]);
}

#[test]
fn prize_not_funded_keeps_a_brief_closed() {
    assert_eq!(with_prize(false).open(at(1)), Err(BriefRefusal::PrizeNotFunded));
    assert!(with_prize(true).open(at(1)).is_ok());
    assert!(draft().open(at(1)).is_ok());
}

#[test]
fn deadline_passed_keeps_a_brief_closed_and_open_is_once() {
    assert_eq!(draft().open(at(10)), Err(BriefRefusal::DeadlinePassed));
    let open = in_state(BriefState::Open);
    assert_eq!(open.open(at(11)).unwrap(), Change::AlreadyApplied);
}

#[test]
fn an_amendment_while_open_raises_the_version_and_another_prize_must_be_received_again() {
    let amended = |brief: Brief| {
        let mut terms = brief.terms.clone();
        terms.title = Title::new("A train arrives").unwrap();
        brief.amend(terms).map(|change| change.or(brief))
    };
    assert_eq!(amended(draft()).unwrap().version, 1);
    assert_eq!(amended(in_state(BriefState::Open)).unwrap().version, 2);
    assert!(amended(in_state(BriefState::Judging)).is_err());
    assert_eq!(draft().amend(draft().terms).unwrap(), Change::AlreadyApplied);
    let funded = with_prize(true);
    assert!(amended(funded.clone()).unwrap().prize_funded);
    assert!(!funded.amend(draft().terms).unwrap().or(funded).prize_funded);
}

#[test]
fn fixed_once_open_is_what_entrants_rely_on() {
    let open = Brief { state: BriefState::Open, ..with_prize(true) };
    let mut terms = open.terms.clone();
    terms.prize = None;
    terms.visibility = Visibility::Public;
    let fixed = Err(BriefRefusal::FixedOnceOpen(vec!["prize", "visibility"]));
    assert_eq!(open.amend(terms), fixed);
}

#[test]
fn deadline_only_later_while_open() {
    let amended = |state, deadline| {
        let brief = in_state(state);
        brief.amend(BriefTerms { deadline, ..brief.terms.clone() })
    };
    assert_eq!(amended(BriefState::Open, at(9)), Err(BriefRefusal::DeadlineOnlyLater));
    assert!(amended(BriefState::Open, at(11)).is_ok());
    assert!(amended(BriefState::Draft, at(9)).is_ok());
}

fn judging(funded: bool) -> Brief {
    let state = BriefState::Judging;
    Brief { state, closed_at: Some(at(10)), ..with_prize(funded) }
}

fn contender(number: u8, shortlisted: bool, approved: bool) -> Contender {
    let sharer = Sharer {
        track: TrackId::derive(&[&[number]]),
        writers: vec![(MemberId::of_subject(&number.to_string()), 1_000_000)],
        submitted_at: at(number.into()),
    };
    Contender { sharer, shortlisted, approved }
}

#[test]
fn a_silent_client_is_reminded_on_day_21_and_given_up_on_day_30() {
    let (brief, policy) = (judging(true), Policy::CURRENT);
    assert_eq!(brief.silent_until(&policy), Some(at(31)));
    assert_eq!(brief.silence(at(30), &policy), Silence::Patience);
    assert_eq!(brief.silence(at(31), &policy), Silence::Remind);
    let reminded = Brief { reminded_at: Some(at(31)), ..brief };
    assert_eq!(reminded.silence(at(39), &policy), Silence::Patience);
    assert_eq!(reminded.silent_until(&policy), Some(at(40)));
    assert_eq!(reminded.silence(at(40), &policy), Silence::Lapse);
    assert_eq!(reminded.lapse(&[], at(39), &policy), Err(BriefRefusal::NotSilentEnough));
    assert_eq!(in_state(BriefState::Open).silence(at(99), &policy), Silence::Patience);
}

#[test]
fn a_choice_is_reminded_of_anew_once_its_deadline_has_moved_out_of_the_stage() {
    let policy = &Policy::CURRENT;
    let hour = |hour: i64| at(40).checked_add(SignedDuration::from_hours(hour)).unwrap();
    let none = ChoiceReminders::default();
    let last_day = ChoiceReminders { last_day: true, ..none };
    let both = ChoiceReminders { last_hours: true, ..last_day };
    // It lapses on day 40; both reminders were sent.
    let brief = Brief { reminded_at: Some(at(31)), choice_reminders: both, ..judging(true) };
    let moved = |by_h: u64, now: i64| brief.with_delay(by_h * 3_600_000, hour(now), policy);
    let counts = [0, 2, 3, 22, 23].map(|by_h| moved(by_h, -2).choice_reminders);
    assert_eq!(counts, [both, both, last_day, last_day, none]);

    let moved_away = moved(48, -2);
    let due = |now| moved_away.choice_reminder(hour(now), policy).map(|(stage, _)| stage);
    let (day, hours) = (Some(ReminderStage::LastDay), Some(ReminderStage::LastHours));
    assert_eq!([-2, 23, 24, 43, 44, 47, 48].map(due), [None, None, day, day, hours, hours, None]);
    let reminded = moved_away.reminded_of_choice(ReminderStage::LastDay);
    assert_eq!(reminded.choice_reminder(hour(25), policy), None, "not twice");
    assert_eq!(moved(10, 8).choice_reminders, both, "the clock has stood");
}

#[test]
fn what_a_brief_keeps_for_itself_shows_no_difference() {
    let brief = judging(true);
    let moved = brief.with_delay(1, at(12), &Policy::CURRENT);
    let reminded = Brief { reminded_at: Some(at(31)), ..moved };
    assert!(brief.shows_the_same(&reminded.reminded_of_choice(ReminderStage::LastDay)));
    assert!(!brief.shows_the_same(&Brief { last_versions_at: Some(at(31)), ..reminded }));
}

#[test]
fn the_clocks_of_a_client_stand_while_answers_are_missing() {
    let policy = Policy::CURRENT;
    let delayed = Brief { delay_ms: 3 * 86_400_000, ..judging(true) };
    assert_eq!(delayed.silent_until(&policy), Some(at(34)));
    assert_eq!(delayed.silence(at(33), &policy), Silence::Patience);
    assert_eq!(delayed.silence(at(34), &policy), Silence::Remind);
    assert_eq!(delayed.silence(at(43), &policy), Silence::Lapse);
    assert_eq!(delayed.lapse(&[], at(42), &policy), Err(BriefRefusal::NotSilentEnough));
}

#[test]
fn no_version_comes_after_the_last_call_or_from_day_14_of_judging_on() {
    let policy = &Policy::CURRENT;
    let judging = judging(true);
    assert!(judging.takes_versions(at(22), at(23), policy));
    assert!(!judging.takes_versions(at(22), at(24), policy), "day 14");
    let called = judging.call_last_versions(at(11)).unwrap().or(judging.clone());
    assert!(called.takes_versions(at(10), at(12), policy));
    assert!(!called.takes_versions(at(10), at(13), policy), "48 hours after the call");
    assert_eq!(called.call_last_versions(at(12)), Ok(Change::AlreadyApplied), "the first counts");
    let late = judging.call_last_versions(at(23)).unwrap().or(judging);
    assert!(!late.takes_versions(at(22), at(24), policy), "a call makes nothing later");
    assert!(in_state(BriefState::Open).call_last_versions(at(9)).is_err());
}

#[test]
fn the_prize_of_a_lapsed_brief_is_the_shortlisteds_else_the_approveds_else_the_clients() {
    let lapsed = |contenders: &[Contender]| {
        let brief = judging(true);
        brief.lapse(contenders, at(40), &Policy::CURRENT).unwrap().or(brief)
    };
    let (short, approved, other) =
        (contender(1, true, false), contender(2, false, true), contender(3, false, false));
    let tracks =
        |brief: &Brief| brief.prize_shares.iter().map(|share| share.track).collect::<Vec<_>>();
    let first = lapsed(&[approved.clone(), short.clone(), other.clone()]);
    assert_eq!((first.state, tracks(&first)), (BriefState::Lapsed, vec![short.sharer.track]));
    let second = lapsed(&[approved.clone(), other.clone()]);
    assert_eq!(tracks(&second), [approved.sharer.track]);
    assert_eq!(second.prize_returned_at, None);
    let none = lapsed(&[other]);
    assert_eq!((none.state, none.prize_returned_at), (BriefState::Cancelled, Some(at(40))));
}

#[test]
fn a_cancelled_brief_returns_a_prize_that_was_received() {
    let because = || Text::new("no budget").unwrap();
    let cancelled = |brief: Brief| brief.cancel(because(), at(2)).unwrap().or(brief);
    assert_eq!(cancelled(with_prize(true)).prize_returned_at, Some(at(2)));
    assert_eq!(cancelled(with_prize(false)).prize_returned_at, None);
}

#[test]
fn a_complete_draft_has_no_hints() {
    let fields = |brief: &Brief| {
        let hints = brief.hints(at(0), &Policy::CURRENT);
        hints.into_iter().map(|hint| hint.field).collect::<Vec<_>>()
    };
    let mut brief = with_prize(false);
    let missing = ["text", "references_like", "references_not_like", "delivery", "prize"];
    assert_eq!(fields(&brief), missing);
    brief.terms.text = Text::new(&"word ".repeat(20)).unwrap();
    let line = || vec![ShortText::new("strings").unwrap()];
    (brief.terms.references_like, brief.terms.references_not_like) = (line(), line());
    brief.terms.delivery = serde_json::from_value(serde_json::json!("WAV, 48 kHz")).unwrap();
    brief.prize_funded = true;
    assert!(fields(&brief).is_empty());
    brief.terms.deadline = at(2);
    assert_eq!(fields(&brief), ["deadline"]);
}

fn choice(track: TrackId, version: u8) -> Choice {
    Choice { track, version, why: Text::new("the bells carry the last shot").unwrap() }
}

#[test]
fn selection_reason_is_needed_in_five_words() {
    let judging = in_state(BriefState::Judging);
    let good = entry("good", &[1]);
    let award = |why: &str| {
        let choice = Choice { why: Text::new(why).unwrap(), ..choice(good.track, 1) };
        judging.award(&choice, std::slice::from_ref(&good), at(11), &Policy::CURRENT)
    };
    let short = Err(BriefRefusal::WhyTooShort { words: 4, least: 5 });
    assert_eq!(award("it is the best!"), short);
    let Ok(Change::Applied(awarded)) = award("It is simply the best.") else { panic!("refused") };
    assert_eq!(awarded.selected_because.unwrap().as_str(), "It is simply the best.");
}

#[test]
fn unanswered_tracks_stand_in_the_way_of_an_award() {
    let judging = in_state(BriefState::Judging);
    let good = entry("good", &[1]);
    let of_two = Version { promised: 2, ..version(VersionState::InReview) };
    let missing = of_two.missing_answers(&Policy::CURRENT);
    let waiting = Entry { missing: missing.clone(), ..entry("waiting", &[1]) };
    let award = |entries: &[Entry]| {
        judging.award(&choice(good.track, 1), entries, at(11), &Policy::CURRENT)
    };
    let refused = award(&[good.clone(), waiting.clone()]).unwrap_err();
    assert_eq!(refused.to_string(), "2 promised answers to 1 valid tracks are still missing");
    assert_eq!(refused, BriefRefusal::Unanswered(missing));
    assert!(award(&[good.clone(), Entry { withdrawn: true, ..waiting.clone() }]).is_ok());
    assert!(award(&[good.clone(), Entry { missing: Vec::new(), ..waiting }]).is_ok());
}

#[test]
fn not_reviewed_and_other_selected_are_the_only_bars_to_any_verdict_winning() {
    let judging = in_state(BriefState::Judging);
    let rejected = entry("rejected", &[1, 2]);
    let award = |version| {
        let entries = std::slice::from_ref(&rejected);
        judging.award(&choice(rejected.track, version), entries, at(11), &Policy::CURRENT)
    };
    assert_eq!(award(3), Err(BriefRefusal::NotReviewed));
    let Ok(Change::Applied(awarded)) = award(1) else { panic!("not awarded") };
    assert_eq!(awarded.selected, Some(Selection { track: rejected.track, version: 1, at: at(11) }));
    let again =
        |version| awarded.award(&choice(rejected.track, version), &[], at(12), &Policy::CURRENT);
    assert_eq!(again(1), Ok(Change::AlreadyApplied));
    assert_eq!(again(2), Err(BriefRefusal::AnotherTrackSelected));
}

#[test]
fn tracks_come_until_the_deadline_and_versions_seven_days_after_their_verdict() {
    let (open, judging) = (in_state(BriefState::Open), in_state(BriefState::Judging));
    assert!(open.takes_tracks(at(9)) && !open.takes_tracks(at(10)));
    assert!(!judging.takes_tracks(at(9)));
    assert!(judging.takes_versions(at(11), at(17), &Policy::CURRENT));
    assert!(!judging.takes_versions(at(11), at(18), &Policy::CURRENT));
    assert!(!in_state(BriefState::Awarded).takes_versions(at(11), at(12), &Policy::CURRENT));
}

#[test]
fn a_further_version_is_due_as_long_as_one_is_taken_and_no_longer() {
    let policy = &Policy::CURRENT;
    let judging = judging(true);
    let sent_back =
        |day| Version { verdict_at: Some(at(day)), ..version(VersionState::ChangesRequested) };
    let due = |brief: &Brief, day| brief.further_version_due(&sent_back(day), policy);
    assert_eq!(due(&judging, 11), Some(at(18)), "seven days after its verdict");
    assert_eq!(due(&judging, 22), Some(at(24)), "day 14 of judging");
    let called = judging.call_last_versions(at(11)).unwrap().or(judging.clone());
    assert_eq!(due(&called, 11), Some(at(13)), "48 hours after the last ones were called");
    for brief in [&judging, &called] {
        for verdict in 11..24 {
            let due = due(brief, verdict).unwrap();
            let second = SignedDuration::from_secs(1);
            assert!(brief.takes_versions(at(verdict), due - second, policy));
            assert!(!brief.takes_versions(at(verdict), due, policy));
            assert!(due <= sent_back(verdict).further_version_by(policy).unwrap(), "it is listed");
        }
    }
    assert_eq!(due(&in_state(BriefState::Open), 11), None, "entries end first");
    assert_eq!(due(&in_state(BriefState::Awarded), 11), None);
}

#[test]
fn a_further_version_is_due_upon_every_one_that_may_be_followed() {
    for state in VersionState::ALL {
        for number in [1, Policy::CURRENT.versions_max] {
            let verdict_at = Some(at(11));
            let judged = Version { version: number, verdict_at, ..version(*state) };
            let due = judging(true).further_version_due(&judged, &Policy::CURRENT).is_some();
            let may_follow = state.allows_new_version() && number == 1;
            assert_eq!(due, may_follow, "{state}, version {number}");
            assert_eq!(judged.further_version_by(&Policy::CURRENT).is_some(), may_follow);
        }
    }
}

#[test]
fn the_pool_is_the_clients_or_the_houses_whoever_sees_the_brief() {
    let pool = |visibility, pool_ppm| {
        BriefTerms { visibility, pool_ppm, ..draft().terms }.pool_ppm(&Policy::CURRENT)
    };
    assert_eq!(pool(Visibility::Invited, None), 25_000);
    assert_eq!(pool(Visibility::Public, None), 25_000);
    assert_eq!(pool(Visibility::Public, Some(30_000)), 30_000);
}

#[test]
fn a_brief_has_ended_once_it_is_awarded_lapsed_or_called_off() {
    let end = |state| in_state(state).end();
    for state in [BriefState::Draft, BriefState::Open, BriefState::Judging] {
        assert_eq!(end(state), None, "{state}");
    }
    assert_eq!(end(BriefState::Awarded), Some(BriefEnd::Awarded));
    assert_eq!(end(BriefState::Delivered), Some(BriefEnd::Awarded));
    assert_eq!(end(BriefState::Lapsed), Some(BriefEnd::Lapsed));
    assert_eq!(end(BriefState::Cancelled), Some(BriefEnd::Cancelled));
}

/// The rule of every route that an operator reads and of every list of theirs.
#[test]
fn an_operator_who_enters_reviews_or_may_review_a_brief_oversees_it_once_it_has_ended() {
    let olga = MemberId::of_subject("olga");
    let oversees = |state, reviewing| {
        let brief = in_state(state);
        brief.part(olga, reviewing, true).oversees()
    };
    for state in [BriefState::Draft, BriefState::Open, BriefState::Judging] {
        assert!(oversees(state, ReviewingPart::Nothing));
        assert!(!oversees(state, ReviewingPart::Offered), "{state:?}");
        assert!(!oversees(state, ReviewingPart::Reviews), "{state:?}");
        assert!(!oversees(state, ReviewingPart::Enters), "{state:?}");
        let names = |reviewing| {
            let brief = in_state(state);
            brief.names_coproducers_to(brief.part(olga, reviewing, true))
        };
        assert!(names(ReviewingPart::Nothing) && names(ReviewingPart::Offered));
        assert!(!names(ReviewingPart::Enters), "an entrant is not told who listens");
    }
    for state in [BriefState::Awarded, BriefState::Lapsed, BriefState::Cancelled] {
        for part in [ReviewingPart::Enters, ReviewingPart::Offered, ReviewingPart::Reviews] {
            assert!(oversees(state, part), "{state:?} {part:?}");
        }
        let brief = in_state(state);
        assert!(!brief.part(olga, ReviewingPart::Reviews, false).oversees());
        let late = brief.part(olga, ReviewingPart::Offered, false);
        assert_eq!(late.reviewing, ReviewingPart::Nothing, "nobody can accept it any more");
    }
}

#[test]
fn a_brief_survives_storage() {
    let brief = with_prize(true);
    let json = serde_json::to_value(&brief).unwrap();
    assert_eq!(json["state"], "draft");
    assert_eq!(serde_json::from_value::<Brief>(json).unwrap(), brief);
}

#[test]
fn an_outcome_is_public_once_its_brief_has_ended_and_its_embargo_is_over() {
    let open = in_state(BriefState::Open);
    assert!(!open.outcome_is_public(at(1)));
    let stranger = crate::track::PartInBrief::default();
    assert!(!open.names_coproducers_to(stranger));
    let judge = MemberId::of_subject("mika");
    let reviews = open.part(judge, ReviewingPart::Reviews, false);
    assert!(open.names_coproducers_to(reviews));
    let asked = open.part(judge, ReviewingPart::Offered, false);
    assert!(!open.names_coproducers_to(asked), "an offer opens nothing");
    let ended = in_state(BriefState::Awarded);
    assert!(ended.outcome_is_public(at(1)) && ended.names_coproducers_to(stranger));
    let selected = Some(Selection { track: TrackId::derive(&[b"track"]), version: 1, at: at(1) });
    let terms = BriefTerms { embargo_until: Some(at(9)), ..ended.terms.clone() };
    let embargoed = Brief { terms, selected, ..ended };
    assert!(embargoed.is_embargoed(at(8)) && !embargoed.outcome_is_public(at(8)));
    assert!(!embargoed.is_embargoed(at(9)) && embargoed.outcome_is_public(at(9)));
}
