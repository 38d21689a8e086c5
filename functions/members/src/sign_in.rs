//! `PUT /me/roles`: the deployment's sign-in tells the studio what the new token says that the
//! member may be, so that the rules about members can read it.

use axum::extract::State;
use edge::{Caller, Found, Problem, Routes, Tag, answer};

use crate::Studio;
use crate::view::RolesView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Me).put("/me/roles", record, |it| {
        it.summary("Record the groups of one's token")
            .text("After each sign-in, without a body. The same token again changes nothing.")
            .who("every member")
            .without_if_match("the token says all of it")
    })
}

/// Needs no body: the token says it all. The same token again changes nothing.
pub(crate) async fn record(
    State(studio): State<Studio>,
    caller: Caller,
) -> Result<Found<RolesView>, Problem> {
    let work = studio.workflow();
    let Caller { member, groups, issuer, .. } = &caller;
    let roles = workflow::member::record_roles(&work, *member, groups, issuer).await?;
    answer::found(&RolesView::from(roles))
}
