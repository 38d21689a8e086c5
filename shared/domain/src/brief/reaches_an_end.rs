//! Every brief reaches an end, whatever people did before: the owner can always call it off, and time
//! alone brings it. None is awarded while an answer that was promised is lacking and still to be had.
//! What people and the studio do is done here with the very rules that decide there.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use crate::assignment::Why;
use crate::brief::tests::{at, draft};
use crate::brief::{
    Brief, BriefRefusal, BriefState, BriefTerms, Choice, Contender, Entry, Silence,
};
use crate::change::Change;
use crate::id::{MemberId, ReviewId, TrackId};
use crate::policy::Policy;
use crate::prize::Sharer;
use crate::review::{Assignment, Review};
use crate::text::Text;
use crate::track::{Version, VersionEvent, VersionState};
use crate::verdict::Verdict;
use crate::version::lack::{Lack, lacked_ms};
use crate::version::outcome::tests::{answered, assignment, version};
use crate::version::outcome::{after_delivery, after_voiding};
use crate::version::search::SearchStep;
use crate::version::slot::{AskAnswer, ReviewSlot, SlotState};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const POLICY: &Policy = &Policy::CURRENT;
/// Co-producers of the platform; the first two are on the roster, one more is on probation.
const REVIEWERS: u8 = 9;
const ROSTER: usize = 2;
/// No brief of this test takes longer once nobody does anything any more.
const DAYS_MAX: i64 = 130;

/// What somebody does; a `usize` says to which of those that it may happen to.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Open,
    Close,
    LastVersions,
    Submit,
    Improve(usize),
    Withdraw(usize),
    Shortlist(usize),
    /// From now on every reviewer who is given something has to queue it, or none has.
    Busy(bool),
    /// Somebody on probation listens beside the others.
    Pair(usize),
    Answer(usize, usize, Verdict, u32),
    Decline(usize, usize),
    Void(usize, usize),
    Ask(usize, AskAnswer),
    Award(usize),
    /// So many quarters of a day pass.
    Wait(u8),
}

/// A track with its versions.
#[derive(Debug)]
struct Entered {
    versions: Vec<Version>,
    shortlisted: bool,
    withdrawn: bool,
}

/// A version: which of the tracks, which of its versions.
type Place = (usize, usize);

struct Studio {
    now: Timestamp,
    brief: Brief,
    tracks: Vec<Entered>,
    reviews: BTreeMap<ReviewId, Review>,
    /// The slots that were given up and have had no answer since.
    given_up: BTreeSet<(Place, u8)>,
    busy: bool,
}

fn reviewer(number: u8) -> MemberId {
    MemberId::of_subject(&format!("reviewer {number}"))
}

fn chosen<T>(all: Vec<T>, which: usize) -> Option<T> {
    let place = which.checked_rem(all.len())?;
    all.into_iter().nth(place)
}

fn slots_in(version: &Version, state: impl Fn(SlotState) -> bool) -> Vec<ReviewSlot> {
    version.slots.iter().filter(|slot| state(slot.state)).cloned().collect()
}

impl Studio {
    fn new(promised: u8) -> Self {
        let (brief, now) = (draft(), at(0));
        let terms = BriefTerms { reviews_per_track: promised, ..brief.terms.clone() };
        let (tracks, reviews, given_up) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        Self { now, brief: Brief { terms, ..brief }, tracks, reviews, given_up, busy: false }
    }

    fn is_over(&self) -> bool {
        self.brief.end().is_some()
    }

    fn change(&mut self, change: Result<Change<Brief>, BriefRefusal>) {
        if let Ok(Change::Applied(brief)) = change {
            self.brief = brief;
        }
    }

    /// The newest version of a track that was taken in.
    fn newest(&self, track: usize) -> Option<Place> {
        let track = track.checked_rem(self.tracks.len())?;
        let is_taken_in = |version: &Version| version.state.is_taken_in();
        Some((track, self.tracks[track].versions.iter().rposition(is_taken_in)?))
    }

    fn version(&self, (track, version): Place) -> Version {
        self.tracks[track].versions[version].clone()
    }

    fn put(&mut self, (track, number): Place, version: Version) {
        self.tracks[track].versions[number] = version;
    }

    fn taken_in(&self, track: usize, number: u8) -> Version {
        let taken_in = Version {
            track: TrackId::derive(&[&[u8::try_from(track).unwrap()]]),
            version: number,
            received_at: Some(self.now),
            promised: self.brief.terms.reviews_per_track,
            ..version(VersionState::AwaitingReviewer)
        };
        taken_in.with_lacks_at(self.now, POLICY)
    }

    fn does(&mut self, deed: Deed) {
        let now = self.now;
        match deed {
            Deed::Open => self.change(self.brief.open(now)),
            Deed::Close => self.change(self.brief.close(now)),
            Deed::LastVersions => self.change(self.brief.call_last_versions(now)),
            Deed::Submit => self.submit(),
            Deed::Busy(busy) => self.busy = busy,
            Deed::Wait(quarters) => self.pass(quarters),
            Deed::Improve(track)
            | Deed::Withdraw(track)
            | Deed::Shortlist(track)
            | Deed::Pair(track)
            | Deed::Answer(track, ..)
            | Deed::Decline(track, _)
            | Deed::Void(track, _)
            | Deed::Ask(track, _)
            | Deed::Award(track) => {
                if let Some(place) = self.newest(track).filter(|_| !self.is_over()) {
                    self.does_to(place, deed);
                }
            }
        }
    }

    fn does_to(&mut self, place: Place, deed: Deed) {
        match deed {
            Deed::Improve(_) => self.improve(place),
            Deed::Withdraw(_) => self.withdraw(place.0),
            Deed::Shortlist(_) => self.tracks[place.0].shortlisted ^= true,
            Deed::Pair(_) => self.pair(place),
            Deed::Answer(_, which, verdict, total) => self.answer(place, which, (verdict, total)),
            Deed::Decline(_, which) => {
                let pending = slots_in(&self.version(place), SlotState::is_pending);
                if let Some(slot) = chosen(pending, which) {
                    self.relinquish(place, slot.review);
                }
            }
            Deed::Void(_, which) => self.void(place, which),
            Deed::Ask(_, answer) => self.answer_ask(place, answer),
            Deed::Award(_) => self.award(place),
            Deed::Open
            | Deed::Close
            | Deed::LastVersions
            | Deed::Submit
            | Deed::Busy(_)
            | Deed::Wait(_) => {}
        }
    }

    fn submit(&mut self) {
        if self.brief.takes_tracks(self.now) {
            let versions = vec![self.taken_in(self.tracks.len(), 1)];
            self.tracks.push(Entered { versions, shortlisted: false, withdrawn: false });
        }
    }

    fn improve(&mut self, place: Place) {
        let newest = self.version(place);
        let verdict_at = newest.verdict_at.unwrap_or(self.now);
        let is_taken = newest.state.allows_new_version()
            && newest.version < POLICY.versions_max
            && self.brief.takes_versions(verdict_at, self.now, POLICY);
        if is_taken {
            let next = self.taken_in(place.0, newest.version + 1);
            self.tracks[place.0].versions.push(next);
        }
    }

    fn withdraw(&mut self, track: usize) {
        let now = self.now;
        self.tracks[track].withdrawn = true;
        for version in &mut self.tracks[track].versions {
            for slot in version.slots.iter_mut().filter(|slot| slot.state.is_pending()) {
                slot.state = SlotState::Relinquished;
            }
            let lacks = version.lacks.iter().map(|lack| lack.ended_by(Some(now))).collect();
            let withdrawn = version.apply(VersionEvent::Withdraw).unwrap().or(version.clone());
            *version = Version { lacks, ..withdrawn };
        }
    }

    fn pair(&mut self, place: Place) {
        let version = self.version(place);
        let is_paired = version.slots.iter().any(|slot| slot.number == 0 && slot.state.is_held());
        if version.state == VersionState::InReview && !is_paired {
            self.give(place, 0, reviewer(REVIEWERS));
        }
    }

    /// The answers that a version has beside this one.
    fn others(&self, version: &Version, review: ReviewId) -> Vec<Review> {
        let others = version.delivered_slots().filter(|slot| slot.review != review);
        others.map(|slot| self.reviews[&slot.review].clone()).collect()
    }

    fn answer(&mut self, place: Place, which: usize, (verdict, total): (Verdict, u32)) {
        let version = self.version(place);
        let listening = slots_in(&version, |state| state == SlotState::Assigned);
        let Some(slot) = chosen(listening, which) else { return };
        let review = answered(self.reviews[&slot.review].clone(), verdict, total);
        let others = self.others(&version, review.id);
        self.put(place, after_delivery(version, &review, &others, self.now, POLICY).unwrap());
        self.reviews.insert(review.id, review);
        self.given_up.remove(&(place, slot.number));
    }

    fn void(&mut self, place: Place, which: usize) {
        let version = self.version(place);
        let delivered = slots_in(&version, |state| state == SlotState::Delivered);
        let Some(slot) = chosen(delivered, which) else { return };
        let review = self.reviews[&slot.review].clone();
        if slot.number > 0 {
            let is_tie_break = |slot: u8| version.is_tie_break(slot);
            self.given_up.retain(|(other, slot)| *other != place || !is_tie_break(*slot));
        }
        let others = self.others(&version, review.id);
        let voided = after_voiding(version, &review, &others, false, self.now, POLICY);
        self.put(place, voided.unwrap());
    }

    fn relinquish(&mut self, place: Place, review: ReviewId) {
        self.put(place, self.version(place).relinquish(review, self.now));
        self.reviews.remove(&review);
    }

    fn answer_ask(&mut self, place: Place, answer: AskAnswer) {
        let newest = self.version(place);
        let Some(asked) = newest.asked.iter().copied().find(|one| one.answer.is_none()) else {
            return;
        };
        let is_open = newest.open_slots(newest.promised).contains(&asked.slot);
        self.put(place, newest.with_ask_answered(asked.slot, asked.member, answer));
        if answer == AskAnswer::Accepted && is_open {
            self.give(place, asked.slot, asked.member);
        }
    }

    fn award(&mut self, place: Place) {
        let entries: Vec<Entry> = self.tracks.iter().map(entry).collect();
        let chosen = self.version(place);
        let why = Text::new("It carries the film from start to end.").unwrap();
        let choice = Choice { track: chosen.track, version: chosen.version, why };
        self.change(self.brief.award(&choice, &entries, self.now, POLICY));
        for place in (0..self.tracks.len()).filter_map(|track| self.newest(track)) {
            let is_whole = self.lacking(place) <= self.given_up_of(place);
            assert!(is_whole || !self.is_over(), "an award of {:?}", self.version(place));
        }
    }

    /// How many of the promised answers a version has not.
    fn lacking(&self, place: Place) -> usize {
        let version = self.version(place);
        usize::from(version.promised.saturating_sub(version.answer_count()))
    }

    fn given_up_of(&self, place: Place) -> usize {
        self.given_up.iter().filter(|(other, _)| *other == place).count()
    }

    /// Every answer that was promised is there, still to come, or one that nobody can give.
    fn forgets_none(&self) -> bool {
        let mut newest = (0..self.tracks.len()).filter_map(|track| self.newest(track));
        newest.all(|place| {
            let missing = self.version(place).missing_answers(POLICY).len();
            missing + self.given_up_of(place) >= self.lacking(place)
        })
    }

    fn give(&mut self, place: Place, number: u8, reviewer: MemberId) {
        let mut version = self.version(place);
        let (attempt, queued) = (version.next_attempt(number), self.busy);
        let given = Assignment {
            track: version.track,
            version: version.version,
            attempt,
            reviewer,
            queued,
            ..assignment(number)
        };
        let review = Review::assign(given, self.now, POLICY);
        version.slots.push(ReviewSlot {
            number,
            attempt,
            reviewer,
            review: review.id,
            state: if queued { SlotState::Queued } else { SlotState::Assigned },
            due_at: review.due_at,
            ended_at: None,
            answer: None,
            why: Why { policy_version: 1, ..Why::default() },
        });
        if version.slot_count == 0 {
            version.slot_count = version.promised;
        }
        let in_review = version.apply(VersionEvent::Assign).unwrap().or(version);
        self.put(place, in_review);
        self.reviews.insert(review.id, review);
    }

    fn pass(&mut self, quarters: u8) {
        for _ in 0..quarters {
            self.now += SignedDuration::from_hours(6);
            self.sweep();
        }
    }

    /// What the studio does by itself.
    fn sweep(&mut self) {
        let now = self.now;
        if self.brief.state == BriefState::Draft && now >= self.brief.abandoned_at(POLICY) {
            self.change(self.brief.cancel(Text::new("never opened").unwrap(), now));
        }
        if now >= self.brief.terms.deadline {
            self.change(self.brief.close(now));
        }
        if self.is_over() {
            return;
        }
        for track in 0..self.tracks.len() {
            for version in 0..self.tracks[track].versions.len() {
                self.expire_and_start((track, version));
            }
            if let Some(place) = self.newest(track) {
                self.assign(place);
                self.search(place);
            }
        }
        self.end_silence();
    }

    fn expire_and_start(&mut self, place: Place) {
        for slot in slots_in(&self.version(place), SlotState::is_pending) {
            if slot.due_at.is_some_and(|due| due < self.now) {
                self.relinquish(place, slot.review);
            } else if slot.state == SlotState::Queued && !self.busy {
                let review = &self.reviews[&slot.review];
                let started = review.start(self.now, POLICY).unwrap().or(review.clone());
                self.put(place, self.version(place).with_started(started.id, started.due_at));
                self.reviews.insert(started.id, started);
            }
        }
    }

    /// Nobody is given a version twice, nor a track that they gave up.
    fn able(&self, (track, version): Place) -> Vec<MemberId> {
        let versions = &self.tracks[track].versions;
        let mut tried: BTreeSet<MemberId> = versions[version].listeners().collect();
        let gone = versions.iter().flat_map(|one| &one.slots).filter(|one| !one.state.is_held());
        tried.extend(gone.map(|slot| slot.reviewer));
        (0..REVIEWERS).map(reviewer).filter(|one| !tried.contains(one)).collect()
    }

    /// First the roster is given what waits.
    fn assign(&mut self, place: Place) {
        let newest = self.version(place);
        let roster: Vec<MemberId> = (0..REVIEWERS).map(reviewer).take(ROSTER).collect();
        let able = self.able(place).into_iter().filter(|one| roster.contains(one));
        for (slot, member) in newest.open_slots(newest.promised).into_iter().zip(able) {
            self.give(place, slot, member);
        }
    }

    /// Then whoever else could answer is asked.
    fn search(&mut self, place: Place) {
        let (mut newest, now) = (self.version(place), self.now);
        for slot in newest.searched_slots() {
            let is_open = newest.open_slots(newest.promised).contains(&slot);
            let able = if is_open { self.able(place) } else { Vec::new() };
            newest = match newest.next_step(slot, &able, now, POLICY) {
                SearchStep::Wait => newest,
                SearchStep::Ask(members) => newest.with_asked(slot, &members, now),
                SearchStep::GiveUp => {
                    let label = newest.given_up(slot, &able, &BTreeMap::new(), now);
                    self.given_up.insert((place, slot));
                    newest.with_unanswered(label, POLICY)
                }
            };
        }
        self.put(place, newest);
    }

    fn end_silence(&mut self) {
        let Some(closed_at) = self.brief.closed_at else { return };
        let lacks = self.tracks.iter().flat_map(|track| lacks(&track.versions));
        self.brief.delay_ms = lacked_ms(lacks, closed_at, self.now);
        match self.brief.silence(self.now, POLICY) {
            Silence::Patience => {}
            Silence::Remind => self.brief.reminded_at = Some(self.now),
            Silence::Lapse => {
                let contenders: Vec<Contender> = self.tracks.iter().filter_map(contender).collect();
                let has_any = contenders.iter().any(|one| one.shortlisted || one.approved);
                self.change(self.brief.lapse(&contenders, self.now, POLICY));
                let expected = if has_any { BriefState::Lapsed } else { BriefState::Cancelled };
                assert_eq!(self.brief.state, expected);
            }
        }
    }
}

/// An older version lacks nothing once a newer one was taken in.
fn lacks(versions: &[Version]) -> Vec<Lack> {
    let mut end = None;
    let mut lacks = Vec::new();
    for version in versions.iter().rev() {
        lacks.extend(version.lacks.iter().map(|lack| lack.ended_by(end)));
        end = version.received_at;
    }
    lacks
}

fn entry(track: &Entered) -> Entry {
    let answered = |version: &&Version| version.delivered_slots().next().is_some();
    let newest = track.versions.iter().rev().find(|version| version.state.is_taken_in());
    let answered_versions = track.versions.iter().filter(answered);
    Entry {
        track: track.versions[0].track,
        withdrawn: track.withdrawn,
        answered_versions: answered_versions.map(|one| one.version).collect(),
        missing: newest.map(|newest| newest.missing_answers(POLICY)).unwrap_or_default(),
    }
}

fn contender(track: &Entered) -> Option<Contender> {
    let newest = track.versions.last().filter(|_| !track.withdrawn)?;
    let writers = vec![(newest.composer, 1_000_000)];
    let submitted_at = track.versions[0].reserved_at;
    let sharer = Sharer { track: newest.track, writers, submitted_at };
    let approved = newest.state == VersionState::Approved;
    Some(Contender { sharer, shortlisted: track.shortlisted, approved })
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let verdict = proptest::sample::select(Verdict::ALL);
    let ask = proptest::sample::select(AskAnswer::ALL);
    let (track, which) = (0_usize..3, 0_usize..4);
    let both = (track.clone(), which.clone());
    prop_oneof![
        2 => Just(Deed::Open),
        1 => Just(Deed::Close),
        1 => Just(Deed::LastVersions),
        3 => Just(Deed::Submit),
        3 => track.clone().prop_map(Deed::Improve),
        1 => track.clone().prop_map(Deed::Withdraw),
        1 => track.clone().prop_map(Deed::Shortlist),
        1 => track.clone().prop_map(Deed::Pair),
        3 => any::<bool>().prop_map(Deed::Busy),
        9 => (track.clone(), which, verdict, 100_u32..=500)
            .prop_map(|(track, which, verdict, total)| Deed::Answer(track, which, verdict, total)),
        2 => both.clone().prop_map(|(track, which)| Deed::Decline(track, which)),
        4 => both.prop_map(|(track, which)| Deed::Void(track, which)),
        2 => (track.clone(), ask).prop_map(|(track, answer)| Deed::Ask(track, answer)),
        1 => track.prop_map(Deed::Award),
        6 => (0_u8..8).prop_map(Deed::Wait),
        2 => (24_u8..34).prop_map(Deed::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn every_brief_reaches_an_end_by_time_alone_and_can_always_be_called_off(
        deeds in proptest::collection::vec(any_deed(), 0..80),
        promised in 1_u8..=3,
    ) {
        let mut studio = Studio::new(promised);
        for deed in deeds {
            studio.does(deed);
            if !studio.is_over() {
                let called_off = studio.brief.cancel(Text::new("no film").unwrap(), studio.now);
                prop_assert!(called_off.is_ok(), "{:?}", studio.brief.state);
                prop_assert!(studio.forgets_none(), "after {deed:?}: {:?}", studio.tracks);
            }
        }
        let began = studio.now;
        while !studio.is_over() {
            studio.pass(1);
            let hours = studio.now.duration_since(began).as_hours();
            prop_assert!(hours <= DAYS_MAX * 24, "{:?} for {hours} hours", studio.brief);
        }
    }
}
