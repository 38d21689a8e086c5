//! Every brief reaches an end, whatever people did before: the owner can always call it off, and time
//! alone brings it. What the studio does as time passes is done here as the sweep does it, with the
//! very rules that decide there.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use crate::brief::tests::{at, draft};
use crate::brief::{Brief, BriefRefusal, BriefState, BriefTerms, Choice, Entry, Silence};
use crate::change::Change;
use crate::id::{MemberId, ReviewId, TrackId};
use crate::policy::Policy;
use crate::text::Text;
use crate::track::{Version, VersionEvent, VersionState};
use crate::verdict::Verdict;
use crate::version::lack::lacked_ms;
use crate::version::outcome::tests::version;
use crate::version::search::SearchStep;
use crate::version::slot::{AskAnswer, ReviewSlot, SlotState};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const POLICY: &Policy = &Policy::CURRENT;
/// Co-producers of the platform; the first two are on the roster.
const REVIEWERS: u8 = 9;
const ROSTER: usize = 2;
/// No brief of this test takes longer once nobody does anything any more.
const DAYS_MAX: i64 = 130;

/// What somebody does.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Open,
    Close,
    LastVersions,
    Submit,
    Improve(usize),
    Withdraw(usize),
    Answer(usize, Verdict),
    Decline(usize),
    Void(usize),
    Ask(usize, AskAnswer),
    Award(usize),
    Wait(i64),
}

struct Studio {
    now: Timestamp,
    brief: Brief,
    tracks: Vec<Vec<Version>>,
    reviews: u32,
}

fn reviewer(number: u8) -> MemberId {
    MemberId::of_subject(&format!("reviewer {number}"))
}

impl Studio {
    fn new(promised: u8) -> Self {
        let brief = draft();
        let terms = BriefTerms { reviews_per_track: promised, ..brief.terms.clone() };
        Self { now: at(0), brief: Brief { terms, ..brief }, tracks: Vec::new(), reviews: 0 }
    }

    fn is_over(&self) -> bool {
        self.brief.end().is_some()
    }

    fn change(&mut self, change: Result<Change<Brief>, BriefRefusal>) {
        if let Ok(Change::Applied(brief)) = change {
            self.brief = brief;
        }
    }

    fn newest(&mut self, track: usize) -> Option<&mut Version> {
        let count = self.tracks.len();
        let versions = self.tracks.get_mut(track.checked_rem(count)?)?;
        versions.iter_mut().rev().find(|version| version.state.is_taken_in())
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
            Deed::Submit if self.brief.takes_tracks(now) => {
                self.tracks.push(vec![self.taken_in(self.tracks.len(), 1)]);
            }
            Deed::Improve(track) => self.improve(track),
            Deed::Withdraw(track) => {
                if let Some(newest) = self.newest(track) {
                    let withdrawn = newest.apply(VersionEvent::Withdraw).unwrap();
                    *newest = withdrawn.or(newest.clone());
                    let ended = newest.lacks.iter().map(|lack| lack.ended_by(Some(now)));
                    newest.lacks = ended.collect();
                }
            }
            Deed::Answer(track, verdict) => self.answer(track, verdict),
            Deed::Decline(track) => {
                let held = |slot: &&ReviewSlot| slot.state.is_pending();
                if let Some(newest) = self.newest(track)
                    && let Some(slot) = newest.slots.iter().find(held)
                {
                    *newest = newest.clone().relinquish(slot.review, now);
                }
            }
            Deed::Void(track) => self.void(track),
            Deed::Ask(track, answer) => {
                if let Some(newest) = self.newest(track)
                    && let Some(asked) = newest.asked.iter().find(|asked| asked.answer.is_none())
                {
                    let (slot, member) = (asked.slot, asked.member);
                    *newest = newest.clone().with_ask_answered(slot, member, answer);
                    let is_open = newest.open_slots(newest.promised).contains(&slot);
                    if answer == AskAnswer::Accepted && is_open {
                        self.give(track, slot, member);
                    }
                }
            }
            Deed::Award(track) => self.award(track),
            Deed::Wait(hours) => self.pass(hours),
            Deed::Submit => {}
        }
    }

    fn improve(&mut self, track: usize) {
        let Some(newest) = self.newest(track).cloned() else { return };
        let verdict_at = newest.verdict_at.unwrap_or(self.now);
        let is_taken = newest.state.allows_new_version()
            && newest.version < POLICY.versions_max
            && self.brief.takes_versions(verdict_at, self.now, POLICY);
        if is_taken {
            let place = track % self.tracks.len();
            let next = self.taken_in(place, newest.version + 1);
            self.tracks[place].push(next);
        }
    }

    fn answer(&mut self, track: usize, verdict: Verdict) {
        let now = self.now;
        let Some(newest) = self.newest(track) else { return };
        let is_listening = |slot: &&ReviewSlot| slot.state == SlotState::Listening;
        let Some(review) = newest.slots.iter().find(is_listening).map(|slot| slot.review) else {
            return;
        };
        let delivered = newest.clone().with_slot(review, SlotState::Delivered);
        let delivered = delivered.with_lacks_at(now, POLICY);
        *newest = if delivered.answer_count() >= delivered.promised {
            delivered.judge(verdict, 400, now).unwrap().or(delivered.clone())
        } else {
            delivered
        };
    }

    fn void(&mut self, track: usize) {
        let (now, over) = (self.now, self.is_over());
        let Some(newest) = self.newest(track).filter(|_| !over) else { return };
        let Some(review) = newest.delivered_slots().next().map(|slot| slot.review) else { return };
        let voided = newest.clone().void_slot(review, now);
        let reopened = voided.reopen().map(|change| change.or(voided.clone())).unwrap_or(voided);
        *newest = reopened.with_lacks_at(now, POLICY);
    }

    fn award(&mut self, track: usize) {
        let entries: Vec<Entry> = self.tracks.iter().map(|versions| entry(versions)).collect();
        let Some(chosen) = self.newest(track).map(|version| (version.track, version.version))
        else {
            return;
        };
        let before = self.brief.clone();
        let why = Text::new("It carries the film from start to end.").unwrap();
        let choice = Choice { track: chosen.0, version: chosen.1, why };
        self.change(before.award(&choice, &entries, self.now, POLICY));
        if self.brief.state == BriefState::Awarded && before.state == BriefState::Judging {
            // Never while a valid track lacks a promised answer that somebody may still give.
            for versions in &self.tracks {
                let newest = versions.iter().rev().find(|version| version.state.is_taken_in());
                assert!(newest.is_none_or(|newest| newest.missing_answers(POLICY).is_empty()));
            }
        }
    }

    fn give(&mut self, track: usize, number: u8, member: MemberId) {
        self.reviews += 1;
        let review = ReviewId::derive(&[&self.reviews.to_be_bytes()]);
        let due_at = Some(self.now + POLICY.review_within);
        let why = crate::assignment::Why {
            continuity: false,
            preference: None,
            accepted_ask: false,
            best: Vec::new(),
            excluded: BTreeMap::new(),
            policy_version: 1,
        };
        let slot = ReviewSlot {
            number,
            attempt: 1,
            reviewer: member,
            review,
            state: SlotState::Listening,
            due_at,
            ended_at: None,
            answer: None,
            why,
        };
        let Some(newest) = self.newest(track) else { return };
        newest.slots.push(slot);
        newest.slot_count = newest.slot_count.max(newest.promised);
        *newest = newest.apply(VersionEvent::Assign).unwrap().or(newest.clone());
    }

    fn pass(&mut self, hours: i64) {
        for _ in 0..hours {
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
            self.expire(track);
            self.assign(track);
        }
        self.end_silence();
    }

    fn expire(&mut self, track: usize) {
        let now = self.now;
        for version in &mut self.tracks[track] {
            let late = |slot: &&ReviewSlot| {
                slot.state == SlotState::Listening && slot.due_at.is_some_and(|due| due < now)
            };
            let late: Vec<ReviewId> =
                version.slots.iter().filter(late).map(|slot| slot.review).collect();
            for review in late {
                *version = version.clone().relinquish(review, now);
            }
        }
    }

    /// Nobody is given a track twice: first the roster, then whoever is asked.
    fn assign(&mut self, track: usize) {
        let now = self.now;
        let versions = self.tracks[track].iter().flat_map(|version| &version.slots);
        let tried: BTreeSet<MemberId> = versions.map(|slot| slot.reviewer).collect();
        let all: Vec<MemberId> = (0..REVIEWERS).map(reviewer).collect();
        let mut able: Vec<MemberId> =
            all.iter().copied().filter(|one| !tried.contains(one)).collect();
        let Some(newest) = self.newest(track).cloned() else { return };
        for slot in newest.open_slots(newest.promised) {
            let on_roster = able.iter().position(|one| all[..ROSTER].contains(one));
            if let Some(place) = on_roster {
                let member = able.remove(place);
                self.give(track, slot, member);
            }
        }
        let Some(newest) = self.newest(track) else { return };
        for slot in newest.searched_slots() {
            *newest = match newest.next_step(slot, &able, now, POLICY) {
                SearchStep::Wait => newest.clone(),
                SearchStep::Ask(members) => newest.clone().with_asked(slot, &members, now),
                SearchStep::GiveUp => {
                    let label = newest.given_up(slot, &able, &BTreeMap::new(), now);
                    newest.clone().with_unanswered(label, POLICY)
                }
            };
        }
    }

    fn end_silence(&mut self) {
        let Some(closed_at) = self.brief.closed_at else { return };
        let lacks = self.tracks.iter().flat_map(|versions| lacks(versions));
        let delay_ms = lacked_ms(lacks, closed_at, self.now);
        self.brief.delay_ms = delay_ms;
        match self.brief.silence(self.now, POLICY) {
            Silence::Patience => {}
            Silence::Remind => self.brief.reminded_at = Some(self.now),
            Silence::Lapse => self.change(self.brief.lapse(&[], self.now, POLICY)),
        }
    }
}

/// An older version lacks nothing once a newer one was taken in.
fn lacks(versions: &[Version]) -> Vec<crate::version::lack::Lack> {
    let mut end = None;
    let mut lacks = Vec::new();
    for version in versions.iter().rev() {
        lacks.extend(version.lacks.iter().map(|lack| lack.ended_by(end)));
        end = version.received_at;
    }
    lacks
}

fn entry(versions: &[Version]) -> Entry {
    let answered = |version: &&Version| version.delivered_slots().next().is_some();
    let newest = versions.iter().rev().find(|version| version.state.is_taken_in());
    Entry {
        track: versions[0].track,
        withdrawn: newest.is_none(),
        answered_versions: versions.iter().filter(answered).map(|one| one.version).collect(),
        missing: newest.map(|newest| newest.missing_answers(POLICY)).unwrap_or_default(),
    }
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let verdict = proptest::sample::select(Verdict::ALL);
    let ask = proptest::sample::select(AskAnswer::ALL);
    prop_oneof![
        2 => Just(Deed::Open),
        1 => Just(Deed::Close),
        1 => Just(Deed::LastVersions),
        4 => Just(Deed::Submit),
        3 => (0_usize..4).prop_map(Deed::Improve),
        1 => (0_usize..4).prop_map(Deed::Withdraw),
        6 => (0_usize..4, verdict).prop_map(|(track, verdict)| Deed::Answer(track, verdict)),
        2 => (0_usize..4).prop_map(Deed::Decline),
        1 => (0_usize..4).prop_map(Deed::Void),
        2 => (0_usize..4, ask).prop_map(|(track, answer)| Deed::Ask(track, answer)),
        1 => (0_usize..4).prop_map(Deed::Award),
        6 => (0_i64..20).prop_map(Deed::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn every_brief_reaches_an_end_by_time_alone_and_can_always_be_called_off(
        deeds in proptest::collection::vec(any_deed(), 0..60),
        promised in 1_u8..=3,
    ) {
        let mut studio = Studio::new(promised);
        for deed in deeds {
            studio.does(deed);
            if !studio.is_over() {
                let called_off = studio.brief.cancel(Text::new("no film").unwrap(), studio.now);
                prop_assert!(called_off.is_ok(), "{:?}", studio.brief.state);
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
