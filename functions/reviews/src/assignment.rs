//! Why who was given what: for operators, as it is stored, and as it would be decided now.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use domain::assignment::{Decision, Exclusion, Preference, Ranked, Why};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::track::VersionState;
use domain::version::slot::{ReviewSlot, SlotState};
use edge::{Operator, Path, Problem, respond};
use jiff::Timestamp;
use serde::Serialize;

use crate::Studio;

/// A version's slots.
#[derive(Debug, Serialize)]
struct Assignment {
    brief: BriefId,
    track: TrackId,
    version: u8,
    state: VersionState,
    /// How many reviews it gets; 0 before a reviewer was found.
    slot_count: u8,
    /// In the order in which they were given.
    slots: Vec<SlotView>,
    /// What an assignment now would say about the slots that are open.
    open: Vec<Open>,
}

/// One attempt at one slot.
#[derive(Debug, Serialize)]
struct SlotView {
    number: u8,
    attempt: u8,
    reviewer: MemberId,
    review: ReviewId,
    state: SlotState,
    due_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    why: WhyView,
}

/// A slot that no reviewer holds.
#[derive(Debug, Serialize)]
struct Open {
    slot: u8,
    attempt: u8,
    /// Nothing where every reviewer is excluded.
    would_be: Option<MemberId>,
    why: WhyView,
}

/// Why, without when anybody was last given something: that may have been in another brief.
#[derive(Debug, Serialize)]
struct WhyView {
    continuity: bool,
    preference: Option<Preference>,
    accepted_ask: bool,
    best: Vec<RankedView>,
    excluded: BTreeMap<MemberId, Exclusion>,
    policy_version: u32,
}

#[derive(Debug, Serialize)]
struct RankedView {
    member: MemberId,
    load_in_brief: u32,
}

/// `GET /briefs/{brief}/tracks/{track}/versions/{version}/assignment`: for operators who do not review
/// the brief. Four round trips at most.
pub(crate) async fn read(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path((brief, track, number)): Path<(BriefId, TrackId, u8)>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let explained = workflow::assignment::explain(&work, actor, brief, (track, number)).await?;
    let (version, prospects) = explained;
    respond::ok(&Assignment {
        brief,
        track,
        version: number,
        state: version.state,
        slot_count: version.version.slot_count,
        slots: version.version.slots.into_iter().map(SlotView::from).collect(),
        open: prospects.into_iter().map(Open::from).collect(),
    })
}

impl From<ReviewSlot> for SlotView {
    fn from(slot: ReviewSlot) -> SlotView {
        let ReviewSlot { number, attempt, reviewer, review, state, due_at, ended_at, why, .. } =
            slot;
        let why = WhyView::from(why);
        SlotView { number, attempt, reviewer, review, state, due_at, ended_at, why }
    }
}

impl From<Decision> for Open {
    fn from(decision: Decision) -> Open {
        let would_be = decision.chosen.map(|chosen| chosen.member);
        let why = WhyView::from(decision.why);
        Open { slot: decision.slot, attempt: decision.attempt, would_be, why }
    }
}

impl From<Why> for WhyView {
    fn from(why: Why) -> WhyView {
        let Why { continuity, preference, accepted_ask, best, excluded, policy_version } = why;
        let ranked = |Ranked { member, load_in_brief, .. }| RankedView { member, load_in_brief };
        let best = best.into_iter().map(ranked).collect();
        WhyView { continuity, preference, accepted_ask, best, excluded, policy_version }
    }
}
