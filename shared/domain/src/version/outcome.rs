//! What a delivered review, or one that was voided, makes of its version.

use super::slot::SlotState;
use crate::policy::Policy;
use crate::review::{Delivery, Review};
use crate::track::{ReviewNote, TrackRefusal, Version, VersionEvent, VersionState};
use crate::verdict::{Answer, needs_tie_break, settle};
use jiff::Timestamp;

/// The version once `review` is in: its slot has ended; where all slots have been answered, the
/// version has the verdict of all of them, unless two disagree so much that a tie-break review is
/// asked for; a slot that was given up is waited for no more. A probation reviewer's answer counts for nothing.
///
/// # Errors
/// Where the version takes no verdict any more, for example because it was withdrawn.
pub fn after_delivery(
    version: Version,
    review: &Review,
    others: &[Review],
    at: Timestamp,
    policy: &Policy,
) -> Result<Version, TrackRefusal> {
    let mut version =
        version.with_answer_of(review).with_notes_of(review).with_confirmations_of(review);
    version = version.with_delivered(review.id, at);
    if !review.counts() {
        return Ok(version);
    }
    version = version.with_lacks_at(at, policy);
    let answers = answers(others.iter().chain([review]));
    if answers.len() < usize::from(version.slot_count) {
        return Ok(version.settled_without_given_up(at));
    }
    if version.slot_count == 2 && needs_tie_break(&answers, policy) {
        version.slot_count = 3;
        // The slot that is free for it may be one for which nobody could be found.
        return Ok(version.settled_without_given_up(at));
    }
    judged(version, &answers, at)
}

/// The version without an answer that was voided. Where the others are as many as were promised,
/// their verdict is the version's; else as many are sought as are lacking of the promise, from now on,
/// and a tie-break that was asked for is asked for no more. Once `is_over`, because a newer version or
/// an award has followed, nothing is judged anew.
///
/// # Errors
/// Never for a version with a verdict.
pub fn after_voiding(
    version: Version,
    review: &Review,
    others: &[Review],
    is_over: bool,
    at: Timestamp,
    policy: &Policy,
) -> Result<Version, TrackRefusal> {
    let is_judged_anew = !review.probation && !is_over;
    // Those who disagreed do so no more.
    let version = if is_judged_anew { version.without_tie_break() } else { version };
    let mut version = version.void_slot(review.id, at);
    version.notes.retain(|note| note.review != review.id);
    for note in version.carried_notes.iter_mut().filter(|note| note.author == review.reviewer) {
        note.confirmed = None;
    }
    let had_verdict = version.verdict.is_some() && version.state != VersionState::Withdrawn;
    if !is_judged_anew {
        return Ok(version);
    }
    if !had_verdict {
        // The tie-break that was sought is sought no more, and the slot may be one that was given up.
        return Ok(version.with_lacks_at(at, policy).settled_without_given_up(at));
    }
    let mut version = version.reopen()?.or(version).with_lacks_at(at, policy);
    let answers = answers(others.iter());
    let Ok(slots @ 1..) = u8::try_from(answers.len()) else { return Ok(version) };
    let version_in_review = version.apply(VersionEvent::Assign)?.or(version.clone());
    if slots < version.promised {
        return Ok(version_in_review.settled_without_given_up(at));
    }
    version = version_in_review;
    version.slot_count = slots;
    judged(version, &answers, at)
}

impl Version {
    /// The version with the notes of a delivered review.
    #[must_use]
    pub fn with_notes_of(mut self, review: &Review) -> Self {
        let Some(delivery) = &review.delivery else { return self };
        self.notes.retain(|note| note.review != review.id);
        for (number, note) in (0_u32..).zip(&delivery.feedback.notes) {
            self.notes.push(ReviewNote {
                review: review.id,
                author: review.reviewer,
                note: number,
                at_ms: note.at_ms,
                until_ms: note.until_ms,
                text: note.text.clone(),
                actionable: note.actionable,
                addressed: None,
                confirmed: None,
            });
        }
        self
    }

    /// The version with its slot ended by a delivered review. A slot that has an answer is none that
    /// nobody can answer, also once that answer is void.
    fn with_answer_of(self, review: &Review) -> Self {
        let mut version = self.with_slot(review.id, SlotState::Delivered);
        version.unanswered.retain(|one| one.slot != review.slot);
        for slot in version.slots.iter_mut().filter(|slot| slot.review == review.id) {
            slot.answer = review.delivery.as_ref().map(Delivery::answer);
        }
        version
    }

    /// The version without the slot that was to decide between two, and without the label that nobody
    /// can: where two disagree again, somebody else may.
    fn without_tie_break(mut self) -> Self {
        let labels = std::mem::take(&mut self.unanswered).into_iter();
        let kept = labels.filter(|one| !self.is_tie_break(one.slot)).collect();
        let slot_count = self.slot_count.min(self.promised);
        Self { unanswered: kept, slot_count, ..self }
    }

    /// The version with what a reviewer of the version before says of their own notes, now that
    /// they have heard this one.
    fn with_confirmations_of(mut self, review: &Review) -> Self {
        let own = self.carried_notes.iter_mut().filter(|note| note.author == review.reviewer);
        let confirmed = review.delivery.iter().flat_map(|delivery| &delivery.confirmed);
        for (note, confirmed) in own.zip(confirmed) {
            note.confirmed = Some(*confirmed);
        }
        self
    }
}

fn judged(version: Version, answers: &[Answer], at: Timestamp) -> Result<Version, TrackRefusal> {
    let Some(settled) = settle(answers) else { return Ok(version) };
    Ok(version.judge(settled.verdict, settled.total_centistars, at)?.or(version))
}

fn answers<'reviews>(reviews: impl Iterator<Item = &'reviews Review>) -> Vec<Answer> {
    let counted = reviews.filter(|review| review.counts());
    counted.filter_map(|review| review.delivery.as_ref().map(Delivery::answer)).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use super::super::slot::{ReviewSlot, UnansweredSlot};
    use crate::assignment::Why;
    use crate::audio::AudioFormat;
    use crate::heard::{Heard, Interval};
    use crate::id::{BriefId, MemberId, TrackId};
    use crate::review::{Assignment, Feedback, ReviewState};
    use crate::score::{Score, Scores};
    use crate::text::{ShortText, Text};
    use crate::track::DeclaredFile;
    use crate::verdict::Verdict;

    use super::*;
    use crate::digest::Sha256Hex;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour.saturating_mul(3_600)).unwrap()
    }

    pub(crate) fn assignment(slot: u8) -> Assignment {
        Assignment {
            brief: BriefId::derive(&[b"brief"]),
            track: TrackId::derive(&[b"track"]),
            version: 1,
            slot,
            attempt: 1,
            reviewer: MemberId::of_subject(&format!("reviewer {slot}")),
            brief_version: 1,
            lexicon_version: None,
            lexicon_words: Vec::new(),
            duration_ms: 100_000,
            earlier_notes: 0,
            brief_was_answered: false,
            probation: slot == 0,
            queued: false,
        }
    }

    pub(crate) fn assigned(slot: u8) -> Review {
        Review::assign(assignment(slot), at(0), &Policy::CURRENT)
    }

    fn listened(review: Review) -> Review {
        let all = [Interval { from_ms: 0, to_ms: review.duration_ms }];
        let heard = Heard::nothing().with_played(&all, review.duration_ms).unwrap();
        Review { heard, ..review }
    }

    fn delivered(slot: u8, verdict: Verdict, total_centistars: u32) -> Review {
        answered(assigned(slot), verdict, total_centistars)
    }

    pub(crate) fn answered(review: Review, verdict: Verdict, total_centistars: u32) -> Review {
        let three = Score::try_from(3).unwrap();
        let delivery = Delivery {
            scores: Scores {
                brief_fit: three,
                composition: three,
                production: three,
                originality: three,
                delivery: three,
            },
            verdict,
            feedback: Feedback {
                text: Text::new("Warm.").unwrap(),
                strengths: Vec::new(),
                notes: Vec::new(),
                reason: None,
                fit_term: None,
            },
            confirmed: Vec::new(),
            total_centistars,
            craft_centistars: 300,
            delivered_at: at(2),
            on_time: true,
            policy_version: 1,
        };
        let review = listened(review);
        review.deliver(delivery).unwrap().or(review)
    }

    fn in_review(slots: &[u8]) -> Version {
        let given = |slot: &u8| ReviewSlot {
            number: *slot,
            attempt: 1,
            reviewer: assigned(*slot).reviewer,
            review: assigned(*slot).id,
            state: SlotState::Assigned,
            due_at: assigned(*slot).due_at,
            ended_at: None,
            answer: None,
            why: Why { policy_version: 1, ..Why::default() },
        };
        let counted = slots.iter().filter(|slot| **slot > 0).count();
        let slot_count = u8::try_from(counted).unwrap();
        let slots = slots.iter().map(given).collect();
        Version { slots, slot_count, promised: slot_count, ..version(VersionState::InReview) }
    }

    pub(crate) fn version(state: VersionState) -> Version {
        Version {
            track: TrackId::derive(&[b"track"]),
            version: 1,
            brief: BriefId::derive(&[b"brief"]),
            composer: MemberId::of_subject("ada"),
            entry: serde_json::from_str("7").unwrap(),
            state,
            declared: DeclaredFile {
                format: AudioFormat::Flac,
                size_bytes: 1,
                sha256: Sha256Hex::of(b"file"),
            },
            object_key: "raw/key".to_owned(),
            object_version: None,
            sequencer: None,
            reserved_at: at(0),
            expires_at: at(1),
            received_at: Some(at(0)),
            facts: None,
            invalid_because: None,
            requested: crate::audio::RequestedAudio::default(),
            warnings: Vec::new(),
            self_score: None,
            answers_total_centistars: None,
            carried_notes: Vec::new(),
            notes: Vec::new(),
            promised: 1,
            lacks: Vec::new(),
            unanswered: Vec::new(),
            asked: Vec::new(),
            slots: Vec::new(),
            slot_count: 0,
            verdict: None,
            total_centistars: None,
            verdict_at: None,
        }
    }

    fn deliver(
        version: Version,
        review: &Review,
        others: &[Review],
        at: Timestamp,
    ) -> Result<Version, TrackRefusal> {
        after_delivery(version, review, others, at, &Policy::CURRENT)
    }

    fn void(
        version: Version,
        review: &Review,
        others: &[Review],
        is_over: bool,
    ) -> Result<Version, TrackRefusal> {
        after_voiding(version, review, others, is_over, at(5), &Policy::CURRENT)
    }

    /// A version that two have answered, with their reviews.
    fn answered_by_two(one: (Verdict, u32), other: (Verdict, u32)) -> (Version, Review, Review) {
        let (first, second) = (delivered(1, one.0, one.1), delivered(2, other.0, other.1));
        let version = deliver(in_review(&[1, 2]), &first, &[], at(2)).unwrap();
        let version = deliver(version, &second, std::slice::from_ref(&first), at(3)).unwrap();
        (version, first, second)
    }

    #[test]
    fn two_who_disagree_leave_it_to_a_third_once() {
        let (version, first, second) =
            answered_by_two((Verdict::Approve, 450), (Verdict::Reject, 250));
        assert_eq!((version.state, version.slot_count), (VersionState::InReview, 3));
        assert_eq!(version.open_slots(2), [3]);
        let third = delivered(3, Verdict::ChangesRequested, 350);
        let version = deliver(version, &third, &[first, second], at(4)).unwrap();
        assert_eq!((version.state, version.slot_count), (VersionState::ChangesRequested, 3));
        assert_eq!(version.total_centistars, Some(350));
    }

    #[test]
    fn a_version_whose_only_answer_is_voided_waits_for_another_reviewer() {
        let review = delivered(1, Verdict::Reject, 250);
        let version = deliver(in_review(&[1]), &review, &[], at(2)).unwrap();
        let version = void(version, &review, &[], false).unwrap();
        assert_eq!((version.state, version.verdict), (VersionState::AwaitingReviewer, None));
        assert_eq!((version.open_slots(1), version.next_attempt(1)), (vec![1], 2));
    }

    #[test]
    fn what_the_others_say_stands_when_one_is_voided_and_as_many_as_promised_are_left() {
        let (version, first, second) =
            answered_by_two((Verdict::Approve, 400), (Verdict::Approve, 360));
        assert_eq!(version.total_centistars, Some(380));
        let one_promised = Version { promised: 1, ..version.clone() };
        let others = [second];
        let judged = void(one_promised, &first, &others, false).unwrap();
        assert_eq!((judged.state, judged.slot_count), (VersionState::Approved, 1));
        assert_eq!(judged.total_centistars, Some(360));
        let sought = void(version, &first, &others, false).unwrap();
        assert_eq!((sought.state, sought.open_slots(2)), (VersionState::InReview, vec![1]));
        assert_eq!(sought.verdict, None, "two were promised");
        assert_eq!(sought.lacks.last().map(|lack| lack.from), Some(at(5)));
    }

    #[test]
    fn nothing_is_judged_anew_once_it_is_over() {
        let review = delivered(1, Verdict::ChangesRequested, 350);
        let version = deliver(in_review(&[1]), &review, &[], at(2)).unwrap();
        let version = void(version, &review, &[], true).unwrap();
        assert_eq!(version.state, VersionState::ChangesRequested);
        assert_eq!(version.slots[0].state, SlotState::Voided);
    }

    #[test]
    fn the_only_review_settles_the_version() {
        let review = delivered(1, Verdict::Approve, 420);
        let version = deliver(in_review(&[1]), &review, &[], at(2)).unwrap();
        assert_eq!(version.state, VersionState::Approved);
        assert_eq!(version.total_centistars, Some(420));
        assert_eq!(version.verdict_at, Some(at(2)));
        assert_eq!(version.slots[0].state, SlotState::Delivered);
    }

    #[test]
    fn the_verdict_waits_for_every_slot() {
        let first = delivered(1, Verdict::Approve, 421);
        let version = deliver(in_review(&[1, 2]), &first, &[], at(2)).unwrap();
        assert_eq!(version.state, VersionState::InReview);
        assert_eq!(version.verdict, None);
        let second = delivered(2, Verdict::Approve, 360);
        let version = deliver(version, &second, &[first], at(3)).unwrap();
        assert_eq!(version.state, VersionState::Approved);
        assert_eq!(version.total_centistars, Some(390));
    }

    fn given_up(slot: u8, hour: i64) -> UnansweredSlot {
        UnansweredSlot { slot, at: at(hour), because: BTreeMap::new() }
    }

    #[test]
    fn a_slot_that_was_given_up_holds_up_no_verdict_whatever_comes_first() {
        let review = delivered(1, Verdict::ChangesRequested, 350);
        let policy = &Policy::CURRENT;
        let two = in_review(&[1, 2]).relinquish(assigned(2).id, at(1));
        let answered = deliver(two.clone(), &review, &[], at(2)).unwrap();
        assert_eq!(answered.verdict, None, "another is sought");
        let labelled = answered.with_unanswered(given_up(2, 3), policy);
        let answered = deliver(two.with_unanswered(given_up(2, 1), policy), &review, &[], at(3));
        for version in [labelled, answered.unwrap()] {
            assert_eq!(version.state, VersionState::ChangesRequested);
            assert_eq!((version.total_centistars, version.verdict_at), (Some(350), Some(at(3))));
        }
        let nobody = in_review(&[1]).relinquish(assigned(1).id, at(1));
        let nobody = nobody.with_unanswered(given_up(1, 2), policy);
        assert_eq!((nobody.state, nobody.verdict), (VersionState::AwaitingReviewer, None));
    }

    #[test]
    fn whoever_listens_to_a_slot_that_was_given_up_is_waited_for_until_they_relinquish_it() {
        let review = delivered(1, Verdict::Approve, 420);
        let version = in_review(&[1, 2]).with_unanswered(given_up(2, 1), &Policy::CURRENT);
        let version = deliver(version, &review, &[], at(2)).unwrap();
        assert_eq!((version.state, version.verdict), (VersionState::InReview, None));
        let version = version.relinquish(assigned(2).id, at(3));
        assert_eq!((version.state, version.verdict_at), (VersionState::Approved, Some(at(3))));
    }

    #[test]
    fn a_tie_break_that_nobody_can_give_leaves_the_harsher_and_is_no_part_of_the_promise() {
        let (version, first, second) =
            answered_by_two((Verdict::Approve, 450), (Verdict::Reject, 250));
        let version = version.with_unanswered(given_up(3, 4), &Policy::CURRENT);
        assert_eq!((version.state, version.total_centistars), (VersionState::Rejected, Some(350)));
        let version = void(version, &first, &[second], false).unwrap();
        assert_eq!((version.state, version.verdict), (VersionState::InReview, None));
        let missing = version.missing_answers(&Policy::CURRENT);
        assert_eq!(missing.iter().map(|one| one.slot).collect::<Vec<_>>(), [1]);
        assert_eq!(version.lacks.last().map(|lack| (lack.from, lack.until)), Some((at(5), None)));
    }

    fn missing(version: &Version) -> Vec<u8> {
        let missing = version.missing_answers(&Policy::CURRENT).into_iter();
        missing.map(|one| one.slot).collect()
    }

    #[test]
    fn a_slot_that_was_answered_after_all_is_sought_anew_once_that_answer_is_void() {
        let (first, second) =
            (delivered(1, Verdict::Approve, 400), delivered(2, Verdict::Approve, 420));
        let version = in_review(&[1, 2]).with_slot(assigned(2).id, SlotState::Queued);
        let version = version.with_unanswered(given_up(2, 1), &Policy::CURRENT);
        let version = deliver(version, &first, &[], at(2)).unwrap();
        assert_eq!((version.verdict, missing(&version)), (None, vec![]), "it is still waited for");
        let version = deliver(version, &second, std::slice::from_ref(&first), at(3)).unwrap();
        assert_eq!((version.state, version.unanswered.len()), (VersionState::Approved, 0));
        let version = void(version, &second, &[first], false).unwrap();
        assert_eq!((version.state, version.verdict), (VersionState::InReview, None));
        assert_eq!((missing(&version), version.searched_slots()), (vec![2], vec![2]));
        assert_eq!(version.sought_since(2), at(5));
        assert_eq!(version.lacks.last().map(|lack| (lack.from, lack.until)), Some((at(5), None)));
    }

    #[test]
    fn a_tie_break_that_nobody_could_give_is_sought_anew_where_two_disagree_again() {
        let (version, first, second) =
            answered_by_two((Verdict::Approve, 450), (Verdict::Reject, 250));
        let version = version.with_unanswered(given_up(3, 4), &Policy::CURRENT);
        let version = void(version, &first, std::slice::from_ref(&second), false).unwrap();
        let again = Assignment { attempt: 2, ..assignment(1) };
        let again = Review::assign(again, at(5), &Policy::CURRENT);
        let slot = ReviewSlot { review: again.id, attempt: 2, ..version.slots[0].clone() };
        let slots = version.slots.iter().cloned().chain([slot]).collect();
        let again = answered(again, Verdict::Approve, 450);
        let version = deliver(Version { slots, ..version }, &again, &[second], at(6)).unwrap();
        assert_eq!((version.state, version.searched_slots()), (VersionState::InReview, vec![3]));
    }

    #[test]
    fn a_tie_break_in_a_queue_that_stands_for_a_voided_answer_is_waited_for_from_then_on() {
        let (version, first, second) =
            answered_by_two((Verdict::Approve, 450), (Verdict::Reject, 250));
        let third = ReviewSlot {
            number: 3,
            review: assigned(3).id,
            state: SlotState::Queued,
            ended_at: None,
            answer: None,
            ..version.slots[0].clone()
        };
        let slots = version.slots.iter().cloned().chain([third]).collect();
        let queued = Version { slots, ..version };
        let queued = queued.with_unanswered(given_up(3, 4), &Policy::CURRENT);
        let version = void(queued, &first, &[second], false).unwrap();
        assert_eq!((missing(&version), version.searched_slots()), (vec![3], vec![3]));
        assert_eq!(version.sought_since(3), at(5));
    }

    #[test]
    fn a_version_without_a_verdict_lacks_the_answer_that_was_voided() {
        let (version, first, second) =
            answered_by_two((Verdict::Approve, 450), (Verdict::Reject, 250));
        let until = version.lacks.last().and_then(|lack| lack.until);
        assert_eq!((version.verdict, until), (None, Some(at(3))));
        let version = void(version, &first, &[second], false).unwrap();
        assert_eq!(version.lacks.last().map(|lack| (lack.from, lack.until)), Some((at(5), None)));
    }

    #[test]
    fn an_answer_on_probation_counts_for_nothing() {
        let paired = delivered(0, Verdict::Reject, 100);
        let version = deliver(in_review(&[1, 0]), &paired, &[], at(2)).unwrap();
        assert_eq!(version.state, VersionState::InReview);
        let counted = delivered(1, Verdict::Approve, 400);
        let version = deliver(version, &counted, &[paired], at(2)).unwrap();
        assert_eq!(version.total_centistars, Some(400));
    }

    #[test]
    fn a_reviewer_who_listens_again_confirms_their_own_notes_and_takes_it_back_when_voided() {
        let note = |slot: u8, number| ReviewNote {
            review: assigned(slot).id,
            author: assigned(slot).reviewer,
            note: number,
            at_ms: 1,
            until_ms: None,
            text: ShortText::new("softer").unwrap(),
            actionable: true,
            addressed: Some(true),
            confirmed: None,
        };
        let carried_notes = vec![note(1, 0), note(2, 0), note(1, 1)];
        let version = Version { carried_notes, ..in_review(&[1]) };
        let mut review = delivered(1, Verdict::Approve, 420);
        review.delivery.as_mut().unwrap().confirmed = vec![true, false];
        let said = |version: &Version| {
            version.carried_notes.iter().map(|note| note.confirmed).collect::<Vec<_>>()
        };
        let version = deliver(version, &review, &[], at(2)).unwrap();
        assert_eq!(said(&version), [Some(true), None, Some(false)]);
        let version = after_voiding(version, &review, &[], false, at(5), &Policy::CURRENT).unwrap();
        assert_eq!(said(&version), [None; 3]);
    }

    #[test]
    fn a_withdrawn_version_takes_no_verdict() {
        let item = Version { state: VersionState::Withdrawn, ..in_review(&[1]) };
        let review = delivered(1, Verdict::Approve, 400);
        assert!(deliver(item, &review, &[], at(2)).is_err());
    }

    #[test]
    fn a_version_that_every_reviewer_relinquished_waits_again() {
        let version = in_review(&[1, 2, 0]).relinquish(assigned(1).id, at(1));
        assert_eq!(version.state, VersionState::InReview);
        let version = version.relinquish(assigned(2).id, at(1));
        assert_eq!(version.state, VersionState::AwaitingReviewer);
        assert_eq!(version.open_slots(2), [1, 2]);
    }

    #[test]
    fn a_review_that_is_over_is_not_declined_again() {
        let review = Review { state: ReviewState::Delivered, ..assigned(1) };
        assert!(review.decline(at(1)).is_err());
    }
}
