//! `GET /credits/{credit}`: anybody may verify a credit by its id, without a token.

use axum::extract::State;
use axum::response::Response;
use domain::id::CreditId;
use edge::{Path, Problem, respond};

use crate::Studio;
use crate::view::CreditView;

pub(crate) async fn verify(
    State(studio): State<Studio>,
    Path(credit): Path<CreditId>,
) -> Result<Response, Problem> {
    let stored = studio.store.credit(credit).await?.ok_or_else(Problem::not_found)?;
    respond::ok(&CreditView::public(stored.item))
}
