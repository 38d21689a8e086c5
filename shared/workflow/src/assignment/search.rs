//! Seeking a reviewer beyond the roster of a brief: the co-producers of the whole platform are asked
//! in waves, and what nobody can answer is labelled at last, so that it holds up no award.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::{Exclusion, WaitingVersion, askable};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::notice::Notice;
use domain::track::Version;
use domain::version::search::SearchStep;
use store::Stored;
use store::track::VersionItem;

use super::pool::{AssignmentInput, ReviewerPool};
use crate::{Workflow, WorkflowError};

/// What a search has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchReport {
    /// Co-producers who were asked.
    pub asked: usize,
    /// Slots that were given up.
    pub given_up: usize,
}

/// Takes the next step for every slot of a brief that nobody listens to: called after an assignment
/// has found nobody on the roster. A version that moves on meanwhile is left to the next search.
///
/// One round trip where nothing is sought, else about four and a write a version.
pub async fn search(work: &Workflow, brief: BriefId) -> Result<SearchReport, WorkflowError> {
    let mut report = SearchReport::default();
    let Some(input) = AssignmentInput::load(work, brief).await? else { return Ok(report) };
    let newest = input.newest_versions();
    if newest.iter().all(|stored| stored.item.version.searched_slots().is_empty()) {
        return Ok(report);
    }
    let platform = input.read_platform(work).await?;
    for stored in newest {
        let step = Step::decide(work, &input, &platform, stored);
        if step.notices.is_empty() {
            continue;
        }
        let brief = &input.aggregate.brief;
        match work.store.write_search(brief, &step.version, &step.asked, &step.notices).await {
            Ok(()) => {
                report.asked = report.asked.saturating_add(step.report.asked);
                report.given_up = report.given_up.saturating_add(step.report.given_up);
            }
            Err(error) if error.is_conflict() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(report)
}

/// What would be done next for one slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotStep {
    pub track: TrackId,
    pub version: u8,
    pub slot: u8,
    pub step: SearchStep,
}

/// What a search of the brief would do once the reviews that are `over` have ended without an answer;
/// nothing is written.
pub async fn next_steps(
    work: &Workflow,
    brief: BriefId,
    over: &BTreeSet<ReviewId>,
) -> Result<Vec<SlotStep>, WorkflowError> {
    let input = AssignmentInput::load_without(work, brief, over.clone()).await?;
    let Some(input) = input else { return Ok(Vec::new()) };
    let platform = input.read_platform(work).await?;
    let mut steps = Vec::new();
    for version in input.newest_versions().into_iter().map(|stored| &stored.item.version) {
        for slot in version.searched_slots() {
            let (eligible, _) = for_slot(work, &input, &platform, version, slot);
            let step = version.next_step(slot, &eligible, work.now, work.policy);
            let Version { track, version, .. } = *version;
            steps.push(SlotStep { track, version, slot, step });
        }
    }
    Ok(steps)
}

/// Whom of the platform to ask for a slot, and why each of the others is not asked; nobody for one
/// that waits in a reviewer's queue.
fn for_slot(
    work: &Workflow,
    input: &AssignmentInput,
    platform: &ReviewerPool,
    version: &Version,
    slot: u8,
) -> (Vec<MemberId>, BTreeMap<MemberId, Exclusion>) {
    let is_it = |one: &&WaitingVersion| {
        (one.track, one.version, one.slot) == (version.track, version.version, slot)
    };
    let waiting = input.waiting.iter().find(is_it);
    let asked = |waiting| askable(version.brief, waiting, &platform.candidates, work.policy);
    waiting.map(asked).unwrap_or_default()
}

/// What is decided about one version.
struct Step {
    version: Stored<VersionItem>,
    asked: BTreeSet<MemberId>,
    /// To whoever is asked, and to the composer of what is given up.
    notices: Vec<Notice>,
    report: SearchReport,
}

impl Step {
    fn decide(
        work: &Workflow,
        input: &AssignmentInput,
        platform: &ReviewerPool,
        stored: &Stored<VersionItem>,
    ) -> Step {
        let (now, policy) = (work.now, work.policy);
        let mut version = stored.item.version.clone();
        let (mut notices, mut report) = (Vec::new(), SearchReport::default());
        let mut asked: BTreeMap<MemberId, u32> = BTreeMap::new();
        for slot in version.searched_slots() {
            let (eligible, excluded) = for_slot(work, input, platform, &version, slot);
            match version.next_step(slot, &eligible, now, policy) {
                SearchStep::Wait => {}
                SearchStep::Ask(members) => {
                    for member in &members {
                        let slots = asked.entry(*member).or_default();
                        *slots = slots.saturating_add(1);
                    }
                    report.asked = report.asked.saturating_add(members.len());
                    version = version.with_asked(slot, &members, now);
                }
                SearchStep::GiveUp => {
                    let label = version.given_up(slot, &eligible, &excluded, now);
                    notices.push(Notice::unanswered(&version, &label));
                    report.given_up = report.given_up.saturating_add(1);
                    version = version.with_unanswered(label, policy);
                }
            }
        }
        // However many slots somebody is asked for, it is one question.
        let ask = |(member, slots): (&MemberId, &u32)| {
            Notice::review_asked(&version, *slots, *member, now, policy)
        };
        notices.extend(asked.iter().map(ask));
        let asked = asked.into_keys().collect();
        let version = Stored { item: stored.item.clone().with(version), revision: stored.revision };
        Step { version, asked, notices, report }
    }
}
