//! Who listens to what: pure and deterministic, and it remembers why.

use crate::id::{BriefId, MemberId, TrackId};
use crate::numbers::count;
use crate::policy::Policy;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A co-producer on the brief's roster, as things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub member: MemberId,
    /// On probation: listens beside an active co-producer, and does not count.
    pub probation: bool,
    /// Suspended, revoked or gone from the brief.
    pub inactive: bool,
    /// Has a track of their own in the brief.
    pub entered_brief: bool,
    /// Reviews whose clock is running, in all briefs.
    pub running_clocks: u32,
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
}

/// A slot of a version that waits for a reviewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingVersion {
    /// The track.
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// Which of the version's slots, from 1.
    pub slot: u8,
    /// Which try at the slot, from 1.
    pub attempt: u8,
    /// Who submitted it.
    pub composer: MemberId,
    /// Everybody who wrote it or shares in it.
    pub authors: BTreeSet<MemberId>,
    /// Since when it waits.
    pub waiting_since: Timestamp,
    /// How long it is, in milliseconds.
    pub duration_ms: u64,
    /// Who answered the version before, and so hears this one first.
    pub continuity: Option<MemberId>,
    /// Who has another slot of this version.
    pub hearing_it: BTreeSet<MemberId>,
    /// Who declined this track or let it expire.
    pub gave_it_up: BTreeSet<MemberId>,
}

words! {
    /// Why somebody is not given a version.
    pub enum Exclusion {
        /// Suspended, revoked or gone from the brief.
        Inactive => "inactive",
        /// On probation: only beside an active co-producer.
        Probation => "probation",
        /// Wrote it or shares in it.
        Author => "author",
        /// Has a track of their own in the brief.
        EnteredBrief => "entered_brief",
        /// Declined this track or let it expire.
        GaveItUp => "gave_it_up",
        /// Has another slot of this version.
        HearingIt => "hearing_it",
        /// Has had enough for today.
        EnoughToday => "enough_today",
        /// Reviewed this composer lately, and somebody else can.
        ReviewedLately => "reviewed_lately",
        /// All their clocks are running, and somebody else's are not.
        ClocksFull => "clocks_full",
    }
}

/// One candidate's rank among the eligible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// Who.
    pub member: MemberId,
    /// Reviews given to them in this brief before.
    pub load_in_brief: u32,
    /// When they were last given a review.
    pub last_assigned_at: Option<Timestamp>,
}

/// Why a decision came out as it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Whether the reviewer of the version before was taken.
    pub continuity: bool,
    /// The best of the eligible, best first, at most 20.
    pub best: Vec<Ranked>,
    /// How many candidates each rule excluded; each candidate is counted once.
    pub excluded: BTreeMap<Exclusion, u32>,
    /// The policy it was decided under.
    pub policy_version: u32,
}

/// Somebody who listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Who.
    pub member: MemberId,
    /// Whether all their clocks are running, so that this one waits without a clock.
    pub queued: bool,
}

/// What was decided about one slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The track.
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// Which of the version's slots.
    pub slot: u8,
    /// Which try at the slot.
    pub attempt: u8,
    /// The reviewer; nobody where everybody is excluded.
    pub chosen: Option<Chosen>,
    /// A co-producer on probation who listens beside them.
    pub paired: Option<Chosen>,
    /// Why.
    pub why: Why,
}

/// Decides about the waiting slots of one brief, the longest waiting first, as many as fit into one
/// commit. The same roster and slots give the same decisions, in whatever order they are handed in.
///
/// Least load in this brief, then longest idle, then SHA-256 of brief, version and member: among
/// reviewers with no exclusion, loads differ by at most one. Full clocks and a composer reviewed
/// lately exclude only while somebody else is there; the fresh ears are preferred to the free clock.
pub fn assign(
    brief: BriefId,
    waiting: &[WaitingVersion],
    roster: &[Candidate],
    policy: &Policy,
) -> Vec<Decision> {
    let mut roster: BTreeMap<MemberId, Candidate> =
        roster.iter().map(|candidate| (candidate.member, candidate.clone())).collect();
    let mut queue: Vec<WaitingVersion> = waiting.to_vec();
    queue.sort_by_key(|slot| (slot.waiting_since, slot.track, slot.version, slot.slot));
    queue.truncate(policy.most_assignments_at_once);

    let mut decisions: Vec<Decision> = Vec::new();
    for mut slot in queue {
        let same_version =
            |earlier: &&Decision| (earlier.track, earlier.version) == (slot.track, slot.version);
        let hearing = decisions.iter().filter(same_version).flat_map(Decision::listeners);
        slot.hearing_it.extend(hearing.map(|chosen| chosen.member));
        let decision = decide(brief, &slot, roster.values(), policy);
        for chosen in decision.listeners() {
            if let Some(candidate) = roster.get_mut(&chosen.member) {
                candidate.take(&slot, chosen.queued);
            }
        }
        decisions.push(decision);
    }
    decisions
}

impl Decision {
    fn listeners(&self) -> impl Iterator<Item = Chosen> + use<> {
        self.chosen.into_iter().chain(self.paired)
    }
}

impl Candidate {
    fn take(&mut self, slot: &WaitingVersion, queued: bool) {
        self.running_clocks = self.running_clocks.saturating_add(u32::from(!queued));
        self.reviews_today = self.reviews_today.saturating_add(1);
        self.audio_today_ms = self.audio_today_ms.saturating_add(slot.duration_ms);
        self.load_in_brief = self.load_in_brief.saturating_add(1);
        self.composers_reviewed_lately.insert(slot.composer);
    }

    fn chosen(&self, policy: &Policy) -> Chosen {
        Chosen { member: self.member, queued: self.clocks_full(policy) }
    }

    fn clocks_full(&self, policy: &Policy) -> bool {
        self.running_clocks >= policy.most_running_clocks
    }

    /// The first rule without exceptions that excludes them.
    fn excluded_by(&self, slot: &WaitingVersion, policy: &Policy) -> Option<Exclusion> {
        let audio_ms = self.audio_today_ms.saturating_add(slot.duration_ms);
        let enough = self.reviews_today >= policy.most_reviews_a_day
            || audio_ms > policy.most_audio_ms_a_day;
        [
            (self.inactive, Exclusion::Inactive),
            (slot.authors.contains(&self.member), Exclusion::Author),
            (slot.composer == self.member, Exclusion::Author),
            (self.entered_brief, Exclusion::EnteredBrief),
            (slot.gave_it_up.contains(&self.member), Exclusion::GaveItUp),
            (slot.hearing_it.contains(&self.member), Exclusion::HearingIt),
            (enough, Exclusion::EnoughToday),
        ]
        .into_iter()
        .find_map(|(excludes, rule)| excludes.then_some(rule))
    }

    /// The rules that give way where nobody else is there; the fewer and milder, the better.
    fn strain(&self, slot: &WaitingVersion, policy: &Policy) -> (bool, bool) {
        let reviewed_lately = self.composers_reviewed_lately.contains(&slot.composer);
        (reviewed_lately, self.clocks_full(policy))
    }
}

fn decide<'roster>(
    brief: BriefId,
    slot: &WaitingVersion,
    roster: impl Iterator<Item = &'roster Candidate>,
    policy: &Policy,
) -> Decision {
    let mut excluded: BTreeMap<Exclusion, u32> = BTreeMap::new();
    let (mut active, mut on_probation) = (Vec::new(), Vec::new());
    for candidate in roster {
        match candidate.excluded_by(slot, policy) {
            Some(rule) => add_one(&mut excluded, rule),
            None if candidate.probation => on_probation.push(candidate),
            None => active.push(candidate),
        }
    }
    let continued = active.iter().copied().find(|one| Some(one.member) == slot.continuity);
    let passed_over = if continued.is_some() {
        Vec::new()
    } else {
        keep_least_strained(&mut active, slot, policy)
    };
    passed_over.into_iter().for_each(|rule| add_one(&mut excluded, rule));
    rank(&mut active, brief, slot);
    let chosen = continued.or_else(|| active.first().copied());

    // A second listener on probation belongs to the first slot only, and never listens alone.
    let pairs = slot.slot == 1 && chosen.is_some();
    rank(&mut on_probation, brief, slot);
    let paired = on_probation.first().filter(|_| pairs).map(|one| one.chosen(policy));
    on_probation.iter().for_each(|_| add_one(&mut excluded, Exclusion::Probation));

    let best = active.iter().take(policy.candidates_remembered).map(|one| Ranked {
        member: one.member,
        load_in_brief: one.load_in_brief,
        last_assigned_at: one.last_assigned_at,
    });
    Decision {
        track: slot.track,
        version: slot.version,
        slot: slot.slot,
        attempt: slot.attempt,
        chosen: chosen.map(|one| one.chosen(policy)),
        paired,
        why: Why {
            continuity: continued.is_some(),
            best: best.collect(),
            excluded,
            policy_version: policy.version,
        },
    }
}

fn add_one(counts: &mut BTreeMap<Exclusion, u32>, rule: Exclusion) {
    let so_far = counts.entry(rule).or_default();
    *so_far = so_far.saturating_add(count(1));
}

/// Keeps those whom the yielding rules touch least, and names why each of the others was passed over.
fn keep_least_strained(
    candidates: &mut Vec<&Candidate>,
    slot: &WaitingVersion,
    policy: &Policy,
) -> Vec<Exclusion> {
    let Some(least) = candidates.iter().map(|one| one.strain(slot, policy)).min() else {
        return Vec::new();
    };
    let (kept, passed): (Vec<&Candidate>, Vec<&Candidate>) =
        candidates.iter().copied().partition(|one| one.strain(slot, policy) == least);
    *candidates = kept;
    let lately = |one: &&Candidate| one.strain(slot, policy).0 && !least.0;
    let name = |one: &Candidate| match lately(&one) {
        true => Exclusion::ReviewedLately,
        false => Exclusion::ClocksFull,
    };
    passed.into_iter().map(name).collect()
}

fn rank(candidates: &mut [&Candidate], brief: BriefId, slot: &WaitingVersion) {
    candidates.sort_by_cached_key(|one| {
        (one.load_in_brief, one.last_assigned_at, tie_break(brief, slot, one.member))
    });
}

fn tie_break(brief: BriefId, slot: &WaitingVersion, member: MemberId) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(format!("{brief}/{}/{}/{member}", slot.track, slot.version));
    hash.finalize().to_vec()
}
