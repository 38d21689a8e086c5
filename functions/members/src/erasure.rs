//! `DELETE /me`: a member leaves for good; the sweep does the work. What an erasure waits for says
//! something of the member's money and briefs: it is shown to the member alone, as long as their
//! token is accepted. An operator, on whom some of it may depend, is shown the kinds. Everybody who
//! knows the id may read whether it is done.

use axum::extract::State;
use axum::response::Response;
use domain::erasure::{Erasure, ErasureReason, ErasureState, ErasureStep, ErasureWait};
use domain::id::MemberId;
use edge::{Caller, Field, Operator, Path, Problem, RawQuery, respond};
use jiff::Timestamp;
use serde::Serialize;

use crate::Studio;

/// How far an erasure is, as its member sees it.
#[derive(Debug, Serialize)]
pub(crate) struct ErasureView {
    member: MemberId,
    state: ErasureState,
    waits_for: Option<ErasureWait>,
    requested_at: Timestamp,
    /// What is left to be done, in its order.
    left: Vec<StepView>,
    /// Until when all of it is done.
    erase_by: Timestamp,
    /// Since when the token is refused.
    closed_at: Option<Timestamp>,
    erased_at: Option<Timestamp>,
    /// Where this can be read without a token.
    status: String,
}

/// The same for everybody.
#[derive(Debug, Serialize)]
struct PublicErasureView {
    member: MemberId,
    state: ErasureState,
    erase_by: Timestamp,
}

/// What an operator sees in order to help: kinds, no sums and no briefs.
#[derive(Debug, Serialize)]
struct ErasureReasonsView {
    member: MemberId,
    state: ErasureState,
    reasons: Vec<ErasureReason>,
    requested_at: Timestamp,
    erase_by: Timestamp,
}

/// One step, in a word and in words.
#[derive(Debug, Serialize)]
struct StepView {
    step: ErasureStep,
    because: &'static str,
}

/// `DELETE /me?waive_balance=true`: asks once, whatever is said later.
pub(crate) async fn request(
    State(studio): State<Studio>,
    caller: Caller,
    query: RawQuery,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let said = |field: Field| field.one_of(&[("true", true), ("false", false)]);
    let waives = fields.optional_or("waive_balance", false, said);
    let waives = fields.finish(|| waives)?;
    let work = studio.workflow();
    let erasure = workflow::erasure::request_erasure(&work, caller.member, waives).await?;
    respond::accepted(&ErasureView::from(erasure))
}

/// `GET /members/{member}/erasure`.
pub(crate) async fn status(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
) -> Result<Response, Problem> {
    let stored =
        studio.store.get(store::erasure::key(member)).await?.ok_or_else(Problem::not_found)?;
    let Erasure { member, state, erase_by, .. } = stored.item;
    respond::ok(&PublicErasureView { member, state, erase_by })
}

/// `GET /members/{member}/erasure/reasons`, for operators, since some of it waits for them. Three round
/// trips at most.
pub(crate) async fn reasons(
    State(studio): State<Studio>,
    _operator: Operator,
    Path(member): Path<MemberId>,
) -> Result<Response, Problem> {
    let (erasure, reasons) = workflow::erasure::explain(&studio.workflow(), member).await?;
    let Erasure { state, requested_at, erase_by, .. } = erasure;
    respond::ok(&ErasureReasonsView { member, state, reasons, requested_at, erase_by })
}

impl From<Erasure> for ErasureView {
    fn from(erasure: Erasure) -> ErasureView {
        let step = |step: ErasureStep| StepView { step, because: step.because() };
        ErasureView {
            left: erasure.left().into_iter().map(step).collect(),
            closed_at: erasure.closed_at,
            member: erasure.member,
            state: erasure.state,
            waits_for: erasure.waits_for,
            requested_at: erasure.requested_at,
            erase_by: erasure.erase_by,
            erased_at: erasure.erased_at,
            status: format!("/members/{}/erasure", erasure.member),
        }
    }
}
