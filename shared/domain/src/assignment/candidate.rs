//! Who may be chosen and what waits: the roster and the slots of a brief, as things stand.

use crate::assignment::decision::{Chosen, Exclusion};
use crate::id::{MemberId, TrackId};
use crate::member::Availability;
use crate::policy::Policy;
use crate::status::StatusLevel;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// A co-producer on the brief's roster, as things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub member: MemberId,
    /// On probation: listens beside an active co-producer, and does not count.
    pub probation: bool,
    /// Suspended, revoked or gone from the brief.
    pub inactive: bool,
    /// How far they have come as a composer.
    pub level: StatusLevel,
    /// Whether they take on something new, something they know already, or nothing.
    pub availability: Availability,
    /// What else they are to the brief, where that keeps them from reviewing it: entered or barred.
    pub other_part: Option<Exclusion>,
    /// Reviews whose deadline timer runs, in all briefs.
    pub running_timers: u32,
    /// Reviews given to them today, in all briefs.
    pub reviews_today: u32,
    /// Audio given to them today, in all briefs, in milliseconds.
    pub audio_today_ms: u64,
    /// Reviews given to them in this brief, declined and expired ones aside.
    pub load_in_brief: u32,
    /// When they were last given a review; the longest idle comes first, and never is longest.
    pub last_assigned_at: Option<Timestamp>,
    /// The composers they have reviewed within the last 30 days.
    pub composers_reviewed_lately: BTreeSet<MemberId>,
    /// Who was given something of theirs within the last 30 days.
    pub reviewed_lately_by: BTreeSet<MemberId>,
    /// With whom they have written something.
    pub partners: BTreeSet<MemberId>,
}

/// A slot of a version that waits for a reviewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingVersion {
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// Which of the version's slots, from 1.
    pub slot: u8,
    /// Which try at the slot, from 1.
    pub attempt: u8,
    pub composer: MemberId,
    /// Everybody who wrote it or has ever known of an invitation to.
    pub authors: BTreeSet<MemberId>,
    /// Since when it waits.
    pub waiting_since: Timestamp,
    /// How long it is, in milliseconds.
    pub duration_ms: u64,
    /// Who answered the version before, and so hears this one first.
    pub continuity: Option<MemberId>,
    /// Whether two have disagreed, and this slot is to decide between them.
    pub is_tie_break: bool,
    /// Whether it has waited for so short a time that a preferred reviewer is worth waiting for.
    pub may_wait: bool,
    /// Who has another slot of this version.
    pub hearing_it: BTreeSet<MemberId>,
    /// Who declined this track or let it expire.
    pub relinquished_by: BTreeSet<MemberId>,
}

impl Candidate {
    pub(super) fn take(&mut self, slot: &WaitingVersion, queued: bool) {
        self.running_timers = self.running_timers.saturating_add(u32::from(!queued));
        self.reviews_today = self.reviews_today.saturating_add(1);
        self.audio_today_ms = self.audio_today_ms.saturating_add(slot.duration_ms);
        self.load_in_brief = self.load_in_brief.saturating_add(1);
        self.composers_reviewed_lately.insert(slot.composer);
    }

    pub(super) fn chosen(&self, policy: &Policy) -> Chosen {
        Chosen { member: self.member, queued: self.timers_full(policy) }
    }

    fn timers_full(&self, policy: &Policy) -> bool {
        self.running_timers >= policy.running_timers_max
    }

    fn is_away_for(&self, slot: &WaitingVersion) -> bool {
        match self.availability {
            Availability::Available => false,
            Availability::Limited => slot.continuity != Some(self.member),
            Availability::Away => true,
        }
    }

    /// The first rule without exceptions that excludes them.
    pub(super) fn excluded_by(&self, slot: &WaitingVersion, policy: &Policy) -> Option<Exclusion> {
        let audio_ms = self.audio_today_ms.saturating_add(slot.duration_ms);
        let enough = self.reviews_today >= policy.reviews_per_day_max
            || audio_ms > policy.audio_ms_per_day_max;
        [
            (self.inactive, Exclusion::Inactive),
            (self.is_away_for(slot), Exclusion::Away),
            (slot.authors.contains(&self.member), Exclusion::Author),
            (slot.composer == self.member, Exclusion::Author),
            (self.partners.contains(&slot.composer), Exclusion::Partner),
            (self.reviewed_lately_by.contains(&slot.composer), Exclusion::Reciprocal),
            (self.other_part == Some(Exclusion::Barred), Exclusion::Barred),
            (self.other_part.is_some(), Exclusion::EnteredBrief),
            (slot.relinquished_by.contains(&self.member), Exclusion::Relinquished),
            (slot.hearing_it.contains(&self.member), Exclusion::HearingIt),
            (enough, Exclusion::EnoughToday),
        ]
        .into_iter()
        .find_map(|(excludes, rule)| excludes.then_some(rule))
    }

    /// The same where they are asked beyond the roster: what limits them for now alone is theirs to
    /// judge, and on probation nobody listens alone.
    pub fn not_asked_because(&self, slot: &WaitingVersion, policy: &Policy) -> Option<Exclusion> {
        let unlimited = Self { reviews_today: 0, audio_today_ms: 0, ..self.clone() };
        match unlimited.excluded_by(slot, policy) {
            Some(Exclusion::EnoughToday) | None => self.probation.then_some(Exclusion::Probation),
            excluded => excluded,
        }
    }

    /// The rules that give way where nobody else is there; the fewer and milder, the better.
    pub(super) fn strain(&self, slot: &WaitingVersion, policy: &Policy) -> (bool, bool) {
        let reviewed_lately = self.composers_reviewed_lately.contains(&slot.composer);
        (reviewed_lately, self.timers_full(policy))
    }
}
