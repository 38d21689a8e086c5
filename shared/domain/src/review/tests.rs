//! How a review moves, what it must say, and how it is disputed.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use crate::brief::BriefEnd;
use crate::change::{Change, Refused, assert_table};
use crate::heard::{Heard, Interval, ListeningTime};
use crate::id::{BriefId, MemberId, TrackId};
use crate::policy::Policy;
use crate::review::{
    Assignment, DisputeDecision, DisputeEvent, Draft, DraftFeedback, DraftScores, EarlierTexts,
    Feedback, Note, Reaction, ReasonCode, Review, ReviewRefusal, ReviewState, RulesMet, SaidText,
    Submission, check_delivery, check_not_copied, check_reaction, with_said,
};
use crate::rules::Rule;
use crate::score::Score;
use crate::score::tests::scores;
use crate::text::{ShortText, Text};
use crate::verdict::Verdict;
use jiff::Timestamp;
use proptest::prelude::*;

const LETTER: &str = "The opening carries the picture well and the bass is warm, but the \
    second half loses the train: bring back the pulse.";

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(hour * 3_600).unwrap()
}

fn assigned(queued: bool) -> Review {
    let assignment = Assignment {
        brief: BriefId::derive(&[b"brief"]),
        track: TrackId::derive(&[b"track"]),
        version: 1,
        slot: 1,
        attempt: 1,
        reviewer: MemberId::of_subject("ada"),
        brief_version: 3,
        lexicon_version: Some(2),
        lexicon_words: vec![ShortText::new("crisp").unwrap()],
        duration_ms: 100_000,
        earlier_notes: 0,
        brief_was_answered: false,
        probation: false,
        queued,
    };
    Review::assign(assignment, at(0), &Policy::CURRENT)
}

fn heard(to_ms: u64) -> Review {
    let review = assigned(false);
    let played = [Interval { from_ms: 0, to_ms }];
    let heard = Heard::nothing().with_played(&played, review.duration_ms).unwrap();
    Review { heard, ..review }
}

fn note(at_ms: u64, actionable: bool) -> Note {
    let text = ShortText::new("bring the hi-hat back").unwrap();
    Note { at_ms, until_ms: None, text, actionable }
}

fn range(at_ms: u64, until_ms: u64) -> Note {
    Note { until_ms: Some(until_ms), ..note(at_ms, true) }
}

fn good() -> Submission {
    Submission {
        scores: scores([4, 4, 4, 4, 4]),
        verdict: Verdict::ChangesRequested,
        feedback: Feedback {
            text: Text::new(LETTER).unwrap(),
            strengths: vec![ShortText::new("the bass").unwrap()],
            notes: vec![note(60_000, true)],
            reason: Some(ReasonCode::Energy),
            fit_term: Some(ShortText::new("crisp").unwrap()),
        },
        confirmed: Vec::new(),
    }
}

fn failed(review: &Review, submission: Submission, recent: &[String]) -> Vec<Rule> {
    match check_delivery(review, submission, recent, at(2), &Policy::CURRENT) {
        Ok(_) => Vec::new(),
        Err(failures) => failures.iter().map(|failure| failure.rule).collect(),
    }
}

fn failed_with(change: impl FnOnce(&mut Submission)) -> Vec<Rule> {
    let mut submission = good();
    change(&mut submission);
    failed(&heard(80_000), submission, &[])
}

fn delivered() -> Review {
    let review = heard(80_000);
    let delivery = check_delivery(&review, good(), &[], at(2), &Policy::CURRENT).unwrap();
    review.deliver(delivery).unwrap().or(review)
}

#[test]
fn the_same_answer_again_is_delivered_and_none_is_not() {
    assert_eq!(delivered().is_delivered_as(&good()), Ok(true));
    assert_eq!(heard(80_000).is_delivered_as(&good()), Ok(false));
}

#[test]
fn already_delivered_differently_is_another_answer() {
    let other = Submission { verdict: Verdict::Approve, ..good() };
    let allowed = vec!["void"];
    let refused = ReviewRefusal::AlreadyDeliveredDifferently { allowed };
    assert_eq!(delivered().is_delivered_as(&other), Err(refused));
}

#[test]
fn a_queued_or_declined_review_is_not_delivered_and_says_what_is_possible() {
    for (state, allowed) in [
        (ReviewState::Queued, vec!["start", "decline", "release"]),
        (ReviewState::Declined, Vec::new()),
    ] {
        let review = Review { state, ..assigned(false) };
        let refused = Refused { event: "deliver", state: state.as_str(), allowed };
        assert_eq!(review.is_delivered_as(&good()), Err(refused.into()));
    }
}

#[test]
fn four_fifths_of_the_track_are_needed_rounded_up() {
    let odd = Review { duration_ms: 100_001, ..assigned(false) };
    assert_eq!(odd.missing_ms(&Policy::CURRENT), 80_001);
    assert_eq!(heard(90_000).missing_ms(&Policy::CURRENT), 0);
}

fn rules_met(review: &Review, draft: &Draft) -> RulesMet {
    review.rules_met(draft, EarlierTexts { own: &[], of_brief: &[] }, &Policy::CURRENT)
}

/// The rules that are met.
fn met(review: &Review, draft: &Draft) -> Vec<Rule> {
    let rules = rules_met(review, draft).rules;
    rules.into_iter().filter(|one| one.is_met).map(|one| one.rule).collect()
}

#[test]
fn an_empty_draft_meets_only_what_it_cannot_break_and_says_what_is_missing() {
    let draft = Draft::default();
    let all = [Rule::ReviewNoteInsideTrack, Rule::ReviewNoteForwards, Rule::ReviewNotesNotTooMany];
    assert_eq!(met(&assigned(false), &draft), all);
    let missing = rules_met(&assigned(false), &draft).missing;
    let places: Vec<&str> = missing.iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(
        places,
        [
            "",
            "/scores/brief_fit",
            "/scores/composition",
            "/scores/production",
            "/scores/originality",
            "/scores/delivery",
            "/feedback/fit_term",
            "/feedback/text",
            "/feedback/strengths",
            "/feedback/notes",
            "/feedback/reason",
        ]
    );
    let scored = Draft { scores: Draft::from(&good()).scores, ..draft };
    let missing = rules_met(&assigned(false), &scored).missing;
    let verdict = missing.iter().find(|one| one.pointer == "/verdict").unwrap();
    assert_eq!(verdict.detail, "with these scores it is approve or changes_requested");
}

#[test]
fn a_rule_is_met_as_soon_as_the_draft_meets_it_and_none_is_told_once_it_is_over() {
    let mut draft = Draft::from(&good());
    let whole = rules_met(&heard(80_000), &draft);
    assert_eq!(whole.missing, []);
    assert!(whole.rules.iter().all(|one| one.is_met));
    let unheard = met(&heard(79_999), &draft);
    let waits = [Rule::ReviewHeardEnough, Rule::ReviewNotCopiedFromOthers];
    assert!(whole.rules.iter().all(|one| unheard.contains(&one.rule) != waits.contains(&one.rule)));
    draft.feedback.text = Text::new("Warm, but").ok();
    let short = met(&heard(80_000), &draft);
    assert!(!short.contains(&Rule::ReviewWordsEnough) && !short.contains(&Rule::ReviewNotNearCopy));
    assert!(short.contains(&Rule::ReviewStrengthNamed));
    let over = Review { state: ReviewState::Declined, ..assigned(false) };
    assert_eq!(rules_met(&over, &draft), RulesMet::default());
}

#[test]
fn the_whole_table() {
    use crate::review::ReviewEvent as E;
    use crate::review::ReviewState as S;
    assert_table(
        S::ALL,
        &[
            (S::Queued, E::Start, S::Assigned),
            (S::Assigned, E::Deliver, S::Delivered),
            (S::Queued, E::Decline, S::Declined),
            (S::Assigned, E::Decline, S::Declined),
            (S::Assigned, E::Expire, S::Expired),
            (S::Queued, E::Release, S::Released),
            (S::Assigned, E::Release, S::Released),
            (S::Delivered, E::Void, S::Voided),
        ],
        &[
            (S::Assigned, E::Start),
            (S::Delivered, E::Deliver),
            (S::Declined, E::Decline),
            (S::Expired, E::Expire),
            (S::Released, E::Release),
            (S::Voided, E::Void),
        ],
    );
}

#[test]
fn a_good_review_is_delivered() {
    let review = heard(80_000);
    let delivery = check_delivery(&review, good(), &[], at(2), &Policy::CURRENT).unwrap();
    assert_eq!((delivery.total_centistars, delivery.craft_centistars), (400, 400));
    assert!(delivery.on_time);
    let delivered = review.deliver(delivery.clone()).unwrap().or(review);
    assert!(delivered.counts());
    assert_eq!(delivered.deliver(delivery).unwrap(), Change::AlreadyApplied);
    let json = serde_json::to_value(&delivered).unwrap();
    assert_eq!(serde_json::from_value::<Review>(json).unwrap(), delivered);
}

#[test]
fn a_bad_review_hears_every_rule_it_fails_at_once() {
    let empty = Submission {
        scores: scores([5, 5, 5, 5, 5]),
        verdict: Verdict::Reject,
        feedback: Feedback {
            text: Text::new("No.").unwrap(),
            strengths: Vec::new(),
            notes: vec![note(100_001, true)],
            reason: None,
            fit_term: None,
        },
        confirmed: vec![true],
    };
    let rules = failed(&heard(79_999), empty, &["no".to_owned()]);
    assert_eq!(
        rules,
        [
            Rule::ReviewHeardEnough,
            Rule::ReviewVerdictFitsScores,
            Rule::ReviewFitCitesTerm,
            Rule::ReviewWordsEnough,
            Rule::ReviewStrengthNamed,
            Rule::ReviewNoteActionable,
            Rule::ReviewNoteInsideTrack,
            Rule::ReviewReasonGiven,
            Rule::ReviewConfirmsNotes,
            Rule::ReviewNotNearCopy,
        ]
    );
}

#[test]
fn each_rule_fails_alone() {
    assert_eq!(failed_with(|_| ()), []);
    assert_eq!(failed(&heard(79_999), good(), &[]), [Rule::ReviewHeardEnough]);
    let rules = failed_with(|one| one.verdict = Verdict::Reject);
    assert_eq!(rules, [Rule::ReviewVerdictFitsScores]);
    let rules = failed_with(|one| one.feedback.fit_term = Some(ShortText::new("warm").unwrap()));
    assert_eq!(rules, [Rule::ReviewFitCitesTerm]);
    let fourteen = Text::new("1 2 3 4 5 6 7 8 9 10 11 12 13 14").unwrap();
    let rules = failed_with(|one| one.feedback.text = fourteen);
    assert_eq!(rules, [Rule::ReviewWordsEnough]);
    let says = |text: &str| failed_with(|one| one.feedback.text = Text::new(text).unwrap());
    assert_eq!(says("a b c d e f g h i a c e g i b"), [Rule::ReviewWordsDistinct]);
    let twice = "a b c d e f g h i j k l ".repeat(2);
    assert_eq!(says(&twice), [Rule::ReviewNotRepetitive]);
    let rules = failed_with(|one| one.feedback.strengths.clear());
    assert_eq!(rules, [Rule::ReviewStrengthNamed]);
    let rules = failed_with(|one| one.feedback.notes = vec![note(60_000, false)]);
    assert_eq!(rules, [Rule::ReviewNoteActionable]);
    let rules = failed_with(|one| one.feedback.notes.push(note(100_001, false)));
    assert_eq!(rules, [Rule::ReviewNoteInsideTrack]);
    assert_eq!(failed_with(|one| one.feedback.notes.push(note(100_000, false))), [], "its end");
    let rules = failed_with(|one| one.feedback.notes.push(range(100_000, 100_001)));
    assert_eq!(rules, [Rule::ReviewNoteInsideTrack]);
    let rules = failed_with(|one| one.feedback.notes.push(range(7, 7)));
    assert_eq!(rules, [Rule::ReviewNoteForwards]);
    let rules = failed_with(|one| one.feedback.notes = vec![note(1, true); 101]);
    assert_eq!(rules, [Rule::ReviewNotesNotTooMany]);
    let rules = failed_with(|one| one.feedback.reason = None);
    assert_eq!(rules, [Rule::ReviewReasonGiven]);
    let rules = failed(&heard(80_000), good(), &[LETTER.to_uppercase()]);
    assert_eq!(rules, [Rule::ReviewNotNearCopy]);
    let again = Review { earlier_notes: 2, ..heard(80_000) };
    assert_eq!(failed(&again, good(), &[]), [Rule::ReviewConfirmsNotes]);
    let says = |confirmed| failed(&again, Submission { confirmed, ..good() }, &[]);
    assert_eq!(says(vec![true]), [Rule::ReviewConfirmsNotes]);
    assert_eq!(says(vec![false, true]), []);
}

/// Real answers, each about 20 words long, in the script of its language.
const ANSWERS: [&str; 6] = [
    LETTER,
    "Der Einstieg trägt das Bild, der Bass ist warm; doch die zweite Hälfte verliert den Zug, \
     also hol bitte den Puls zurück.",
    "冒頭は映像をよく支えていて、低音も温かい。ただ後半で列車の勢いが失われるので、二番のサビから\
     鼓動を戻してください。弦とギターの会話は友人のようで素敵です。",
    "开头很好地托住了画面，低音温暖；但是后半段失去了火车的动力，请从第二遍副歌开始把脉搏找回来，\
     弦乐与吉他像老朋友一样交谈。",
    "ท่อนเปิดพาภาพไปได้ดีและเบสอบอุ่น แต่ครึ่งหลังเสียแรงของรถไฟ ช่วยนำจังหวะกลับมาตั้งแต่ท่อนฮุกที่สอง",
    "المقدمة تحمل الصورة جيدا والباس دافئ لكن النصف الثاني يفقد القطار، أعد النبض من اللازمة \
     الثانية واترك الأوتار تتكلم مع الغيتار.",
];

fn rules_of(text: &str) -> Vec<Rule> {
    failed_with(|one| one.feedback.text = Text::new(text).unwrap())
}

#[test]
fn a_real_answer_passes_in_every_language_and_filler_in_none() {
    for answer in ANSWERS {
        assert_eq!(rules_of(answer), [], "{answer}");
        let twice = rules_of(&format!("{answer} {answer}"));
        assert_eq!(twice, [Rule::ReviewNotRepetitive], "{answer}");
    }
    for filler in ["good ", "sehr gut ", "良い", "很好听。", "เพราะมาก", "جيد جدا ", "la la "]
    {
        let rules = rules_of(&filler.repeat(30));
        assert_eq!(rules, [Rule::ReviewWordsDistinct, Rule::ReviewNotRepetitive], "{filler}");
    }
    let few = rules_of("低音が温かい。");
    assert_eq!(few, [Rule::ReviewWordsEnough]);
}

#[test]
fn a_refused_text_names_what_was_counted_and_what_is_needed() {
    let mut submission = good();
    submission.feedback.text = Text::new(&"good ".repeat(15)).unwrap();
    let failures = check_delivery(&heard(80_000), submission, &[], at(2), &Policy::CURRENT);
    let details: Vec<String> =
        failures.unwrap_err().into_iter().map(|failure| failure.detail).collect();
    assert_eq!(
        details,
        [
            "has 1 different words, at least 10",
            "repeats 9230 of 10000 parts of its phrases of three words, at most 3000",
        ]
    );
}

#[test]
fn review_not_copied_from_others_is_a_text_of_the_same_brief() {
    let copied = |text: &str, from: &str| {
        let mut submission = good();
        submission.feedback.text = Text::new(text).unwrap();
        let said = [said("noor", ANSWERS[1]), said(from, LETTER)];
        check_not_copied(&submission, MemberId::of_subject("mika"), &said, &Policy::CURRENT)
    };
    let failures = copied(&LETTER.to_uppercase(), "noor").unwrap_err();
    assert_eq!(failures[0].rule, Rule::ReviewNotCopiedFromOthers);
    assert!(copied(LETTER, "mika").is_ok(), "one's own texts are another rule's");
    assert!(ANSWERS[2..].iter().all(|answer| copied(answer, "noor").is_ok()));
}

fn said(reviewer: &str, text: &str) -> SaidText {
    SaidText { reviewer: MemberId::of_subject(reviewer), text: text.to_owned() }
}

#[test]
fn of_a_brief_the_latest_texts_are_kept_as_far_as_there_is_room() {
    let policy = Policy { brief_texts_bytes_compared: 10, ..Policy::CURRENT };
    let texts = ["seven77", "four", "six666"];
    let kept =
        texts.iter().fold(Vec::new(), |all, text| with_said(all, said("noor", text), &policy));
    assert_eq!(kept, [said("noor", "four"), said("noor", "six666")]);
    assert_eq!(with_said(kept, said("noor", "far too long"), &policy), []);
}

#[test]
fn an_approval_needs_neither_note_nor_reason() {
    let rules = failed_with(|one| {
        one.verdict = Verdict::Approve;
        one.feedback.notes.clear();
        one.feedback.reason = None;
    });
    assert_eq!(rules, []);
}

#[test]
fn without_a_confirmed_lexicon_no_term_is_cited() {
    let mut submission = good();
    submission.feedback.fit_term = None;
    let review = Review { lexicon_words: Vec::new(), ..heard(80_000) };
    assert_eq!(failed(&review, submission, &[]), []);
}

#[test]
fn only_the_last_twenty_texts_are_compared() {
    let mut recent = vec!["something else".to_owned(); 20];
    recent.push(LETTER.to_owned());
    assert_eq!(failed(&heard(80_000), good(), &recent), []);
}

#[test]
fn a_review_is_declined_within_a_day_and_not_due_for_three() {
    let review = assigned(false);
    assert!(review.decline(at(24)).is_ok());
    assert_eq!(review.decline(at(25)), Err(ReviewRefusal::TooLateToDecline { by: at(24) }));
    assert_eq!(review.expire(None, at(72)), Err(ReviewRefusal::NotDue { by: at(72) }));
    assert!(review.expire(None, at(73)).is_ok());
}

#[test]
fn a_review_of_a_brief_that_has_ended_never_expires() {
    for end in BriefEnd::ALL.iter().copied() {
        for queued in [true, false] {
            for hour in [0, 72, 73, 1_000] {
                let review = assigned(queued);
                let released = review.expire(Some(end), at(hour)).unwrap().or(review);
                assert_eq!(released.state, ReviewState::Released, "{end} {hour}");
                assert_eq!(released.expire(Some(end), at(hour)), Ok(Change::AlreadyApplied));
            }
        }
    }
}

#[test]
fn a_queued_review_has_no_clock_until_it_moves_up() {
    let queued = assigned(true);
    assert_eq!((queued.state, queued.due_at), (ReviewState::Queued, None));
    let time = ListeningTime::none(queued.reviewer).with_link(queued.id, at(0), &Policy::CURRENT);
    let played = [Interval { from_ms: 0, to_ms: 1 }];
    assert!(queued.hear(&played, &time, at(1), &Policy::CURRENT).is_err());
    let started = queued.start(at(5), &Policy::CURRENT).unwrap().or(queued);
    assert_eq!(started.due_at, Some(at(77)));
    assert_eq!(started.decline_by, Some(at(29)));
}

#[test]
fn the_whole_table_of_disputes() {
    use crate::review::DisputeEvent as E;
    use crate::review::DisputeState as S;
    assert_table(
        S::ALL,
        &[(S::Raised, E::Uphold, S::Upheld), (S::Raised, E::Dismiss, S::Dismissed)],
        &[(S::Upheld, E::Uphold), (S::Dismissed, E::Dismiss)],
    );
}

fn reaction(useful: u8) -> Reaction {
    let useful = Score::try_from(useful).unwrap();
    Reaction { useful, addressed: vec![true], thanks: None, at: at(3) }
}

#[test]
fn review_reaction_covers_notes() {
    let review = delivered();
    assert_eq!(check_reaction(&review, &[true]), Ok(()));
    for addressed in [&[][..], &[true, false]] {
        let failures = check_reaction(&review, addressed).unwrap_err();
        assert_eq!(failures[0].rule, Rule::ReviewReactionCoversNotes);
    }
}

#[test]
fn a_composer_reacts_once() {
    assert!(assigned(false).react(reaction(4)).is_err());
    let reacted = delivered().react(reaction(4)).unwrap().or(delivered());
    let later = Reaction { at: at(9), ..reaction(4) };
    assert_eq!(reacted.react(later).unwrap(), Change::AlreadyApplied);
    assert_eq!(reacted.react(reaction(1)), Err(ReviewRefusal::AlreadyReactedDifferently));
}

fn because(text: &str) -> Text {
    Text::new(text).unwrap()
}

fn decision() -> DisputeDecision {
    DisputeDecision { by: MemberId::of_subject("olga"), words: because("heard."), at: at(5) }
}

#[test]
fn a_review_is_disputed_once_within_two_weeks_of_its_delivery() {
    let contest = |review: &Review, hour| {
        review.contest(because("another track is meant"), at(hour), &Policy::CURRENT)
    };
    assert!(contest(&assigned(false), 3).is_err());
    let last = 2 + 14 * 24;
    let disputed = contest(&delivered(), last).unwrap().or(delivered());
    let by = at(last);
    assert_eq!(contest(&delivered(), last + 1), Err(ReviewRefusal::TooLateToDispute { by }));
    assert_eq!(contest(&disputed, last + 1).unwrap(), Change::AlreadyApplied);
    let again = disputed.contest(because("and unfair"), at(3), &Policy::CURRENT);
    assert_eq!(again, Err(ReviewRefusal::AlreadyDisputed));
}

#[test]
fn an_upheld_dispute_voids_the_review_and_a_dismissed_one_leaves_it() {
    let none = delivered().settle_dispute(DisputeEvent::Uphold, decision());
    assert_eq!(none, Err(ReviewRefusal::NotDisputed));
    let raised = delivered().contest(because("no"), at(3), &Policy::CURRENT).unwrap();
    let raised = raised.or(delivered());
    let decide = |review: &Review, event| review.settle_dispute(event, decision());
    let upheld = decide(&raised, DisputeEvent::Uphold).unwrap().or(raised.clone());
    assert_eq!((upheld.state, upheld.counts()), (ReviewState::Voided, false));
    assert_eq!(decide(&upheld, DisputeEvent::Uphold).unwrap(), Change::AlreadyApplied);
    assert!(decide(&upheld, DisputeEvent::Dismiss).is_err());
    let dismissed = decide(&raised, DisputeEvent::Dismiss).unwrap().or(raised);
    assert_eq!(dismissed.state, ReviewState::Delivered);
    assert!(dismissed.counts());
}

#[test]
fn a_draft_is_kept_while_the_clock_runs() {
    assert_eq!(assigned(false).allows_draft(), Ok(()));
    assert!(assigned(true).allows_draft().is_err());
    assert!(delivered().allows_draft().is_err());
    let draft = serde_json::to_value(Draft::default()).unwrap();
    assert_eq!(serde_json::from_value::<Draft>(draft).unwrap(), Draft::default());
}

#[test]
fn a_review_after_its_time_still_counts_but_is_late() {
    let late = check_delivery(&heard(80_000), good(), &[], at(73), &Policy::CURRENT).unwrap();
    assert!(!late.on_time);
}

/// What can be sent of a draft, once nothing is left out.
fn sendable(draft: &Draft) -> Option<Submission> {
    let Draft { scores, verdict, feedback, confirmed } = draft.clone();
    let DraftFeedback { text, strengths, notes, reason, fit_term } = feedback;
    let feedback = Feedback { text: text?, strengths, notes, reason, fit_term };
    Some(Submission { scores: scores.whole()?, verdict: verdict?, feedback, confirmed })
}

prop_compose! {
    /// Mostly near an answer that can be delivered, so that both sides of each rule are met.
    fn any_draft()(
        stars in proptest::array::uniform5(proptest::option::weighted(0.97, 2_u8..=5)),
        verdict in proptest::option::weighted(0.95, proptest::sample::select(Verdict::ALL.to_vec())),
        text in proptest::option::weighted(0.95, proptest::sample::select(vec![
            LETTER, LETTER, LETTER, ANSWERS[1], ANSWERS[2], "Warm, but", "a b c d e f g h i a c e g i b",
        ])),
        strengths in proptest::collection::vec(Just("the bass"), 0..3),
        notes in proptest::collection::vec((99_990_u64..100_003, proptest::option::weighted(0.3, 99_990_u64..100_003), proptest::bool::ANY), 0..4),
        reason in proptest::option::weighted(0.8, Just(ReasonCode::Mood)),
        fit_term in proptest::option::weighted(0.8, proptest::sample::select(vec!["crisp", "Crisp", "warm"])),
        confirmed in proptest::collection::vec(proptest::bool::ANY, 0..3),
    ) -> Draft {
        let [brief_fit, composition, production, originality, delivery] =
            stars.map(|stars| stars.and_then(|stars| Score::try_from(stars).ok()));
        let short = |text: &str| ShortText::new(text).unwrap();
        let note = |(at_ms, until_ms, actionable)| Note { until_ms, ..note(at_ms, actionable) };
        Draft {
            scores: DraftScores { brief_fit, composition, production, originality, delivery },
            verdict,
            feedback: DraftFeedback {
                text: text.map(|text| Text::new(text).unwrap()),
                strengths: strengths.into_iter().map(short).collect(),
                notes: notes.into_iter().map(note).collect(),
                reason,
                fit_term: fit_term.map(short),
            },
            confirmed,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// One truth: what a draft is told is what its delivery would be told.
    #[test]
    fn nothing_is_missing_of_a_draft_exactly_where_its_delivery_is_taken(
        draft in any_draft(),
        heard_ms in 79_990_u64..80_100,
        earlier_notes in 0_u32..3,
        has_lexicon in proptest::bool::ANY,
        own in proptest::sample::subsequence(vec![ANSWERS[1].to_owned(), ANSWERS[3].to_owned()], 0..=2),
        brief in proptest::sample::subsequence(vec![ANSWERS[2], ANSWERS[4]], 0..=2),
    ) {
        let mut review = Review { earlier_notes, ..heard(heard_ms) };
        if !has_lexicon {
            review.lexicon_words.clear();
        }
        let of_brief: Vec<SaidText> = brief.into_iter().map(|text| said("noor", text)).collect();
        let texts = EarlierTexts { own: &own, of_brief: &of_brief };
        let told = review.rules_met(&draft, texts, &Policy::CURRENT);
        let refused = |submission: Submission| {
            check_delivery(&review, submission.clone(), &own, at(2), &Policy::CURRENT)
                .and_then(|_| {
                    check_not_copied(&submission, review.reviewer, &of_brief, &Policy::CURRENT)
                })
                .err()
                .unwrap_or_default()
        };
        match sendable(&draft) {
            Some(submission) => prop_assert_eq!(&told.missing, &refused(submission)),
            None => prop_assert!(!told.missing.is_empty(), "it cannot even be sent"),
        }
        let unmet: Vec<Rule> =
            told.rules.iter().filter(|one| !one.is_met).map(|one| one.rule).collect();
        prop_assert_eq!(unmet.is_empty(), told.missing.is_empty());
        for failure in &told.missing {
            prop_assert!(unmet.contains(&failure.rule), "{failure:?} is of no rule that is shown");
        }
    }
}

proptest! {
    /// A range has a length, and both of its ends are within the track.
    #[test]
    fn review_note_forwards_and_inside_the_track(
        at_ms in 99_990_u64..100_010,
        until_ms in proptest::option::of(99_990_u64..100_010),
    ) {
        let note = Note { until_ms, ..note(at_ms, false) };
        let failures = note.place_failures("/notes/3", 100_000);
        let pointers: Vec<&str> = failures.iter().map(|one| one.pointer.as_str()).collect();
        let mut expected = Vec::new();
        if at_ms > 100_000 {
            expected.push("/notes/3/at_ms");
        }
        if until_ms.is_some_and(|until_ms| until_ms <= at_ms) {
            expected.push("/notes/3/until_ms");
        }
        if until_ms.is_some_and(|until_ms| until_ms > 100_000) {
            expected.push("/notes/3/until_ms");
        }
        prop_assert_eq!(pointers, expected);
        let json = serde_json::to_value(&note).unwrap();
        prop_assert_eq!(&json["until_ms"], &serde_json::json!(until_ms));
        prop_assert_eq!(serde_json::from_value::<Note>(json).unwrap(), note);
        let is_ok = at_ms < until_ms.unwrap_or(at_ms + 1) && until_ms.unwrap_or(at_ms) <= 100_000;
        prop_assert_eq!(failures.is_empty(), is_ok);
    }

    #[test]
    fn a_short_text_said_again_and_again_is_refused(
        text in "[a-zäöüßéا-ي一-龥ぁ-んァ-ヴก-ฮ]{1,9}( [a-zäöüßéا-ي一-龥ぁ-んァ-ヴก-ฮ]{1,9}){0,9}",
        between in "[ .,!]{1,2}",
        times in 2_usize..12,
    ) {
        prop_assert_ne!(rules_of(&vec![text; times].join(&format!("{between} "))), []);
    }

    #[test]
    fn a_real_answer_passes_in_whatever_order_its_words_come(
        words in proptest::sample::select(ANSWERS.to_vec()).prop_flat_map(|answer| {
            let has_spaces = answer.split(' ').count() > 10;
            let by_word = || answer.split_inclusive(' ').map(str::trim).map(str::to_owned);
            let by_character = || answer.chars().map(|one| one.to_string());
            let words: Vec<String> =
                if has_spaces { by_word().collect() } else { by_character().collect() };
            (Just(has_spaces), Just(words).prop_shuffle())
        }),
    ) {
        let (has_spaces, words) = words;
        let text = words.join(if has_spaces { " " } else { "" });
        prop_assert_eq!(rules_of(&text), []);
    }

    /// Eight of ten words shared with one of the last twenty texts is the line, whatever stands
    /// in the others and in whatever order the words come.
    #[test]
    fn a_near_copy_is_found_among_the_last_twenty_and_only_there(
        (words, said) in proptest::collection::btree_set(0_u32..60, 15..40)
            .prop_map(Vec::from_iter)
            .prop_flat_map(|words| (Just(words.clone()), Just(words).prop_shuffle())),
        left_out in 0_usize..15,
        added in 0_u32..15,
        place in 0_usize..30,
        others in 0_usize..30,
    ) {
        let text = |words: &[u32]| {
            words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ")
        };
        let mut earlier = words[left_out..].to_vec();
        let shared = earlier.len();
        earlier.extend((0..added).map(|word| 1_000 + word));
        let all = words.len() + usize::try_from(added).unwrap();
        let mut recent: Vec<String> =
            (0..others).map(|number| format!("something else {number}")).collect();
        let place = place.min(recent.len());
        recent.insert(place, text(&earlier));
        let mut submission = good();
        submission.feedback.text = Text::new(&text(&said)).unwrap();
        let is_copy = place < 20 && shared * 10 >= all * 8;
        let expected: &[Rule] = if is_copy { &[Rule::ReviewNotNearCopy] } else { &[] };
        prop_assert_eq!(failed(&heard(80_000), submission, &recent), expected);
    }
}
