//! Invitations: the owner asks composers by id; each answers for themselves.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId};
use domain::invitation::InvitationEvent;
use edge::{Caller, Field, JsonBody, ListPage, Path, Problem, respond};
use workflow::brief::invitations::answer_invitation;

use crate::Studio;

/// Two writes each and the check on the brief must fit into one transaction.
const CONCURRENT_MAX: usize = 40;

/// `POST /briefs/{brief}/invitations` `{members: […]}`. Who is invited already stays so.
pub(crate) async fn invite(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let members = fields
        .required("members", |field| field.list(1..=CONCURRENT_MAX, Field::parse::<MemberId>));
    let members: BTreeSet<MemberId> = fields.finish(|| Some(members?.into_iter().collect()))?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let invited = workflow::brief::invitations::invite(&work, actor, brief, &members).await?;
    respond::created_unaddressed(&ListPage::whole(invited))
}

/// `POST /briefs/{brief}/invitations/me/accept`.
pub(crate) async fn accept(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond::ok(&answer_invitation(&work, actor, brief, InvitationEvent::Accept).await?)
}

/// `POST /briefs/{brief}/invitations/me/decline`.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond::ok(&answer_invitation(&work, actor, brief, InvitationEvent::Decline).await?)
}
