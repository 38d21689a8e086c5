//! `DELETE /me`: a member leaves for good; the sweep does the work. What an erasure waits for says
//! something of the member's money and briefs: it is shown to the member alone, as long as their
//! token is accepted. An operator, on whom some of it may depend, is shown the kinds. Everybody who
//! knows the id may read whether it is done.

use axum::extract::State;
use domain::erasure::{Erasure, ErasureReason, ErasureState, ErasureStep, ErasureWait};
use domain::id::MemberId;
use edge::{
    Accepted, Caller, Field, Fields, Found, Operator, Path, Problem, Query, ReadFields, Routes,
    Tag, answer,
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Me)
        .delete("/me", request, |it| {
            it.summary("Leave for good")
                .text(
                    "What is owed is paid first, and what others rest on is kept without the \
                     name; asked twice, it is asked once.",
                )
                .who("every member")
                .without_if_match("it is for ever, whatever the profile says")
        })
        .get("/members/{member}/erasure", status, |it| {
            it.summary("Read how far an erasure is").who("everybody, without a token")
        })
        .under(Tag::OperatorsPeople)
        .get("/members/{member}/erasure/reasons", reasons, |it| {
            it.summary("Read what an erasure waits for")
                .text("In kinds: no sums and no briefs.")
                .who("operators")
        })
}

/// How a member leaves.
#[derive(Debug)]
pub(crate) struct ErasureRequest {
    waives_balance: bool,
}

impl ReadFields for ErasureRequest {
    const NAME: &'static str = "ErasureRequest";
    const ABOUT: &'static str = "How a member leaves.";

    fn read(fields: &mut Fields) -> Option<ErasureRequest> {
        let waives_balance = fields.optional_or("waive_balance", false, Field::flag);
        fields.note("waive_balance", "Whether what is owed is given up, so that nothing waits.");
        Some(ErasureRequest { waives_balance: waives_balance? })
    }
}

/// How far an erasure is, as its member sees it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ErasureView {
    member: MemberId,
    state: ErasureState,
    /// What it has to wait for; null where nothing keeps it.
    waits_for: Option<ErasureWait>,
    requested_at: Timestamp,
    /// What is left to be done, in its order.
    left: Vec<ErasureStepView>,
    /// Until when all of it is done.
    erase_by: Timestamp,
    /// Since when the token is refused; null while it is not.
    closed_at: Option<Timestamp>,
    erased_at: Option<Timestamp>,
    /// Where this can be read without a token.
    status_path: String,
}

/// The same for everybody.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PublicErasureView {
    member: MemberId,
    state: ErasureState,
    erase_by: Timestamp,
}

/// What an operator sees in order to help: kinds, no sums and no briefs.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ErasureReasonsView {
    member: MemberId,
    state: ErasureState,
    reasons: Vec<ErasureReason>,
    requested_at: Timestamp,
    erase_by: Timestamp,
}

/// One step, in a word and in words.
#[derive(Debug, Serialize, JsonSchema)]
struct ErasureStepView {
    step: ErasureStep,
    /// Why it is left, in a sentence.
    because: &'static str,
}

/// `DELETE /me?waive_balance=true`: asks once, whatever is said later.
pub(crate) async fn request(
    State(studio): State<Studio>,
    caller: Caller,
    Query(ErasureRequest { waives_balance }): Query<ErasureRequest>,
) -> Result<Accepted<ErasureView>, Problem> {
    let work = studio.workflow();
    let erasure = workflow::erasure::request_erasure(&work, caller.member, waives_balance).await?;
    let view = ErasureView::from(erasure);
    answer::accepted(&view.status_path, &view)
}

/// `GET /members/{member}/erasure`.
pub(crate) async fn status(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
) -> Result<Found<PublicErasureView>, Problem> {
    let stored =
        studio.store.get(store::erasure::key(member)).await?.ok_or_else(Problem::not_found)?;
    let Erasure { member, state, erase_by, .. } = stored.item;
    answer::found(&PublicErasureView { member, state, erase_by })
}

/// `GET /members/{member}/erasure/reasons`, for operators, since some of it waits for them. Three round
/// trips at most.
pub(crate) async fn reasons(
    State(studio): State<Studio>,
    _operator: Operator,
    Path(member): Path<MemberId>,
) -> Result<Found<ErasureReasonsView>, Problem> {
    let (erasure, reasons) = workflow::erasure::explain(&studio.workflow(), member).await?;
    let Erasure { state, requested_at, erase_by, .. } = erasure;
    answer::found(&ErasureReasonsView { member, state, reasons, requested_at, erase_by })
}

impl From<Erasure> for ErasureView {
    fn from(erasure: Erasure) -> ErasureView {
        let step = |step: ErasureStep| ErasureStepView { step, because: step.because() };
        ErasureView {
            left: erasure.left().into_iter().map(step).collect(),
            closed_at: erasure.closed_at,
            member: erasure.member,
            state: erasure.state,
            waits_for: erasure.waits_for,
            requested_at: erasure.requested_at,
            erase_by: erasure.erase_by,
            erased_at: erasure.erased_at,
            status_path: format!("/members/{}/erasure", erasure.member),
        }
    }
}
