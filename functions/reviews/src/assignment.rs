//! Why who was given what: for operators, as it is stored, and as it would be decided now.

use schemars::JsonSchema;
use std::collections::BTreeMap;

use axum::extract::State;
use domain::assignment::{Decision, Exclusion, Preference, Ranked, Why};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::track::VersionState;
use domain::version::slot::{ReviewSlot, SlotState};
use edge::{Found, Operator, Path, Problem, Routes, Tag, answer};
use jiff::Timestamp;
use serde::Serialize;

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::OperatorsPeople).get(
        "/briefs/{brief}/tracks/{track}/versions/{version}/assignment",
        read,
        |it| {
            it.summary("Explain why a version was given to whom")
            .text(
                "As it was decided for the slots that were given, and as it would be decided now \
                 for those that are open, person by person; nothing is written but that the \
                 operator has looked into the brief.",
            )
            .who("operators who oversee the brief and have no entry open in any")
        },
    )
}

/// A version's slots.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AssignmentView {
    brief: BriefId,
    track: TrackId,
    #[schemars(range(min = 1))]
    version: u8,
    /// How far the version has come.
    state: VersionState,
    /// How many reviews it gets; 0 before a reviewer was found.
    slot_count: u8,
    /// In the order in which they were given.
    slots: Vec<GivenSlotView>,
    /// What an assignment now would say about the slots that are open.
    open: Vec<OpenSlotView>,
}

/// One attempt at one slot.
#[derive(Debug, Serialize, JsonSchema)]
struct GivenSlotView {
    /// Which of the version's answers, from 1; 0 is that of a reviewer on probation, which does not
    /// count.
    number: u8,
    /// Which of the reviewers who were sought for it, from 1.
    attempt: u8,
    reviewer: MemberId,
    review: ReviewId,
    state: SlotState,
    /// Null while the deadline timer does not run yet.
    due_at: Option<Timestamp>,
    /// When it was answered, given back or voided; null until then.
    ended_at: Option<Timestamp>,
    /// Why this reviewer.
    why: WhyView,
}

/// A slot that no reviewer holds.
#[derive(Debug, Serialize, JsonSchema)]
struct OpenSlotView {
    /// Which of the version's answers, from 1.
    slot: u8,
    /// Which of the reviewers who were sought for it, from 1.
    attempt: u8,
    /// Whom an assignment now would choose; null where every reviewer is excluded.
    would_be: Option<MemberId>,
    /// Why that one, or why nobody.
    why: WhyView,
}

/// Why, without when anybody was last given something: that may have been in another brief.
#[derive(Debug, Serialize, JsonSchema)]
struct WhyView {
    /// Whether it is the reviewer of the version before.
    continuity: bool,
    /// What came of the preference for a Senior or a Lead; null where there was none.
    preference: Option<Preference>,
    /// Whether the reviewer was asked beyond the roster and accepted.
    accepted_ask: bool,
    /// The best of those who could be chosen, the best first; 20 at most.
    best: Vec<CandidateView>,
    /// Whom a rule kept from it, and which.
    excluded: BTreeMap<MemberId, Exclusion>,
    /// The policy that decided.
    policy_version: u32,
}

/// A candidate for a slot.
#[derive(Debug, Serialize, JsonSchema)]
struct CandidateView {
    member: MemberId,
    /// How many reviews of the brief they were given before.
    load_in_brief: u32,
}

/// `GET /briefs/{brief}/tracks/{track}/versions/{version}/assignment`: for operators who do not review
/// the brief. Four round trips at most.
pub(crate) async fn read(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path((brief, track, number)): Path<(BriefId, TrackId, u8)>,
) -> Result<Found<AssignmentView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let explained = workflow::assignment::explain(&work, actor, brief, (track, number)).await?;
    let (version, prospects) = explained;
    answer::found(&AssignmentView {
        brief,
        track,
        version: number,
        state: version.state,
        slot_count: version.version.slot_count,
        slots: version.version.slots.into_iter().map(GivenSlotView::from).collect(),
        open: prospects.into_iter().map(OpenSlotView::from).collect(),
    })
}

impl From<ReviewSlot> for GivenSlotView {
    fn from(slot: ReviewSlot) -> GivenSlotView {
        let ReviewSlot { number, attempt, reviewer, review, state, due_at, ended_at, why, .. } =
            slot;
        let why = WhyView::from(why);
        GivenSlotView { number, attempt, reviewer, review, state, due_at, ended_at, why }
    }
}

impl From<Decision> for OpenSlotView {
    fn from(decision: Decision) -> OpenSlotView {
        let would_be = decision.chosen.map(|chosen| chosen.member);
        let why = WhyView::from(decision.why);
        OpenSlotView { slot: decision.slot, attempt: decision.attempt, would_be, why }
    }
}

impl From<Why> for WhyView {
    fn from(why: Why) -> WhyView {
        let Why { continuity, preference, accepted_ask, best, excluded, policy_version } = why;
        let ranked = |Ranked { member, load_in_brief, .. }| CandidateView { member, load_in_brief };
        let best = best.into_iter().map(ranked).collect();
        WhyView { continuity, preference, accepted_ask, best, excluded, policy_version }
    }
}
