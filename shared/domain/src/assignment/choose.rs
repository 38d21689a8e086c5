//! The choice: from the slots that wait and the roster, the decisions.

use crate::assignment::candidate::{Candidate, WaitingVersion};
use crate::assignment::decision::{Decision, Exclusion, Ranked, Why};
use crate::assignment::preference::prefer;
use crate::id::{BriefId, MemberId};
use crate::policy::Policy;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Decides about the waiting slots of one brief, the longest waiting first, as many as fit into one
/// commit. The same roster and slots give the same decisions, in whatever order they are handed in.
///
/// Least load in this brief, then longest idle, then SHA-256 of brief, version and member: among
/// reviewers with no exclusion, loads differ by at most one. Full timers and a composer reviewed
/// lately exclude only while somebody else is there; the fresh reviewer is preferred to the free
/// deadline timer, and both to the level that a slot would like best.
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
    queue.truncate(policy.assignments_per_batch_max);

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

/// Whom of the platform to ask for a slot that the roster cannot fill, the best first, whoever was
/// given something by its composer lately last; and why each of the others is not asked.
pub fn askable(
    brief: BriefId,
    slot: &WaitingVersion,
    platform: &[Candidate],
    policy: &Policy,
) -> (Vec<MemberId>, BTreeMap<MemberId, Exclusion>) {
    let mut excluded = BTreeMap::new();
    let mut able: Vec<&Candidate> = Vec::new();
    for candidate in platform {
        match candidate.not_asked_because(slot, policy) {
            Some(rule) => {
                excluded.insert(candidate.member, rule);
            }
            None => able.push(candidate),
        }
    }
    rank(&mut able, brief, slot);
    able.sort_by_key(|one| one.strain(slot, policy).0);
    (able.into_iter().map(|one| one.member).collect(), excluded)
}

fn decide<'roster>(
    brief: BriefId,
    slot: &WaitingVersion,
    roster: impl Iterator<Item = &'roster Candidate>,
    policy: &Policy,
) -> Decision {
    let mut excluded: BTreeMap<MemberId, Exclusion> = BTreeMap::new();
    let (mut active, mut on_probation, mut busy) = (Vec::new(), Vec::new(), Vec::new());
    for candidate in roster {
        match candidate.excluded_by(slot, policy) {
            Some(rule) => {
                excluded.insert(candidate.member, rule);
                if rule == Exclusion::EnoughToday && !candidate.probation {
                    busy.push(candidate);
                }
            }
            None if candidate.probation => on_probation.push(candidate),
            None => active.push(candidate),
        }
    }
    let continued = active.iter().copied().find(|one| Some(one.member) == slot.continuity);
    let mut preference = None;
    if continued.is_none() {
        let pairs = slot.slot == 1 && !on_probation.is_empty();
        let passed_over = keep_least_strained(&mut active, slot, policy);
        let is_full = |(_, rule): &&(&Candidate, Exclusion)| *rule == Exclusion::TimersFull;
        busy.extend(passed_over.iter().filter(is_full).map(|(one, _)| *one));
        excluded.extend(passed_over.iter().map(|(one, rule)| (one.member, *rule)));
        let (came_of_it, passed_over) = prefer(&mut active, slot, pairs, &busy);
        preference = came_of_it;
        excluded.extend(passed_over);
    }
    rank(&mut active, brief, slot);
    let chosen = continued.or_else(|| active.first().copied());

    // A second listener on probation belongs to the first slot only, and never listens alone.
    let pairs = slot.slot == 1 && chosen.is_some();
    rank(&mut on_probation, brief, slot);
    let paired = on_probation.first().filter(|_| pairs).map(|one| one.chosen(policy));
    excluded.extend(on_probation.iter().map(|one| (one.member, Exclusion::Probation)));

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
            preference,
            accepted_ask: false,
            best: best.collect(),
            excluded,
            policy_version: policy.version,
        },
    }
}

/// Keeps those whom the yielding rules touch least, and names why each of the others was passed
/// over.
fn keep_least_strained<'roster>(
    candidates: &mut Vec<&'roster Candidate>,
    slot: &WaitingVersion,
    policy: &Policy,
) -> Vec<(&'roster Candidate, Exclusion)> {
    let Some(least) = candidates.iter().map(|one| one.strain(slot, policy)).min() else {
        return Vec::new();
    };
    let (kept, passed): (Vec<&Candidate>, Vec<&Candidate>) =
        candidates.iter().copied().partition(|one| one.strain(slot, policy) == least);
    *candidates = kept;
    let name = |one: &'roster Candidate| {
        let reviewed_lately = one.strain(slot, policy).0 && !least.0;
        let rule = if reviewed_lately { Exclusion::ReviewedLately } else { Exclusion::TimersFull };
        (one, rule)
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
