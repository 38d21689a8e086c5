//! Holds: an operator's word, with a reason and a date to look again, that a member is not paid.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use edge::{Field, JsonBody, ListPage, Operator, Path, Problem, respond};
use runtime::Runtime;
use store::hold::Hold;

use crate::ledger;
use crate::problems::OrProblem;

/// `POST /members/{member}/hold` `{reason, review_on}`. The same again changes nothing; 404 for a member
/// whom the studio does not know.
pub(crate) async fn place(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", |field| field.text(1..=500));
    let review_on = fields.required("review_on", Field::date);
    let (reason, review_on) = fields.finish(|| Some((reason?, review_on?)))?;
    let hold = ledger(&runtime)?.place_hold(member, (reason, review_on), caller.member).await;
    respond::ok(&hold.or_problem()?)
}

/// `POST /members/{member}/hold/release` `{reason}`. 404 where nothing was ever held.
pub(crate) async fn release(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", |field| field.text(1..=500));
    let reason = fields.finish(|| reason)?;
    let hold = ledger(&runtime)?.release_hold(member, reason, caller.member).await;
    respond::ok(&hold.or_problem()?.ok_or_else(Problem::not_found)?)
}

/// `GET /holds`: those that hold, the first to be looked at again first. One round trip.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
) -> Result<Response, Problem> {
    let holds = ledger(&runtime)?.store().list_all(&store::hold::all()).await?.into_iter();
    let mut holds: Vec<Hold> = holds.filter(|hold| hold.released.is_none()).collect();
    holds.sort_by_key(|hold| (hold.review_on, hold.member));
    respond::ok(&ListPage::whole(holds))
}
