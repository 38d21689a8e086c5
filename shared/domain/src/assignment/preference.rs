//! Whom a slot prefers by level: a Senior for a tie-break, a Lead where somebody on probation listens
//! beside them. A preference is never required.

use crate::assignment::candidate::{Candidate, WaitingVersion};
use crate::assignment::decision::{Exclusion, Preference};
use crate::id::MemberId;
use crate::status::StatusLevel;
use std::collections::BTreeMap;

/// A level that is preferred for one slot.
#[derive(Clone, Copy)]
struct Wanted {
    level: StatusLevel,
    there: Preference,
    waits: Preference,
    nobody: Preference,
}

const SENIOR: Wanted = Wanted {
    level: StatusLevel::Senior,
    there: Preference::Senior,
    waits: Preference::WaitsForSenior,
    nobody: Preference::NoSenior,
};
const LEAD: Wanted = Wanted {
    level: StatusLevel::Lead,
    there: Preference::Lead,
    waits: Preference::WaitsForLead,
    nobody: Preference::NoLead,
};

/// Leaves those of the `active` whom the slot prefers, where there are any; nobody where one of the
/// `busy` is waited for, who has had enough for today, or all of whose deadline timers are running
/// while somebody else's are not. What came of it, and who was passed over. Where nobody of the level
/// is on the roster, there is nobody to wait for, and the ordinary rule chooses at once.
pub(super) fn prefer<'roster>(
    active: &mut Vec<&'roster Candidate>,
    slot: &WaitingVersion,
    pairs: bool,
    busy: &[&'roster Candidate],
) -> (Option<Preference>, BTreeMap<MemberId, Exclusion>) {
    let nothing = BTreeMap::new();
    let wanted = match (slot.is_tie_break, pairs) {
        (true, _) => SENIOR,
        (false, true) => LEAD,
        (false, false) => return (None, nothing),
    };
    let is_preferred = |one: &&Candidate| one.level >= wanted.level;
    let is_there = active.iter().any(is_preferred);
    let waits = !is_there && slot.may_wait && busy.iter().any(is_preferred);
    if !is_there && !waits {
        return (Some(wanted.nobody), nothing);
    }
    let (kept, passed): (Vec<&Candidate>, Vec<&Candidate>) =
        active.iter().copied().partition(|one| is_preferred(one));
    *active = kept;
    let passed = passed.into_iter().map(|one| (one.member, Exclusion::LevelPreferred));
    (Some(if waits { wanted.waits } else { wanted.there }), passed.collect())
}
