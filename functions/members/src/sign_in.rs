//! `PUT /me/roles`: the deployment's sign-in tells the studio what the new token says that the
//! member may be, so that the rules about members can read it.

use axum::extract::State;
use axum::response::Response;
use edge::{Caller, Problem, respond};

use crate::Studio;
use crate::view::RolesView;

/// Needs no body: the token says it all. The same token again changes nothing.
pub(crate) async fn record(
    State(studio): State<Studio>,
    caller: Caller,
) -> Result<Response, Problem> {
    let work = studio.workflow();
    let Caller { member, groups, issuer, .. } = &caller;
    let roles = workflow::member::record_roles(&work, *member, groups, issuer).await?;
    respond::ok(&RolesView::from(roles))
}
