//! `DELETE /me`: a member leaves for good. The sweep does the work; anybody who knows the id may read
//! how far it is, since the member's own token is refused once it is done.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::erasure::{Erasure, ErasureState, ErasureWait};
use domain::id::MemberId;
use domain::policy::Policy;
use edge::{Caller, Field, Path, Problem, Query, respond};
use jiff::Timestamp;
use serde::Serialize;
use store::Created;
use store::member::Person;

use crate::Studio;

/// How far an erasure is.
#[derive(Debug, Serialize)]
struct ErasureView {
    member: MemberId,
    state: ErasureState,
    waits_for: Option<ErasureWait>,
    requested_at: Timestamp,
    erase_by: Timestamp,
    erased_at: Option<Timestamp>,
    /// Where this can be read without a token.
    status: String,
}

/// `DELETE /me?waive_balance=true`: asks once, whatever is said later.
pub(crate) async fn request(
    State(studio): State<Studio>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let waives = fields.optional_or("waive_balance", false, Field::boolean);
    let waives = fields.finish(|| waives)?;
    let erasure = Erasure::request(caller.member, waives, studio.now(), &Policy::CURRENT);
    let erasure = match studio.store.request_erasure(&erasure).await? {
        Created::New => erasure,
        Created::Existing(known) => known.item,
    };
    respond::json(StatusCode::ACCEPTED, &ErasureView::from(erasure))
}

/// `GET /members/{member}/erasure`.
pub(crate) async fn status(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
) -> Result<Response, Problem> {
    let stored = studio.store.erasure(member).await?.ok_or_else(Problem::not_found)?;
    respond::ok(&ErasureView::from(stored.item))
}

/// Nothing of theirs is opened, nor begun anew, for somebody who was erased.
pub(crate) fn refuse_erased(person: &Person) -> Result<(), Problem> {
    let is_erased = |erasure: &Erasure| erasure.state == ErasureState::Erased;
    if !person.erasure.as_ref().is_some_and(is_erased) {
        return Ok(());
    }
    let detail = "this member was erased; the token opens nothing any more";
    Err(Problem::new(StatusCode::FORBIDDEN, "erased", "Erased", detail))
}

impl From<Erasure> for ErasureView {
    fn from(erasure: Erasure) -> ErasureView {
        ErasureView {
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
