//! Invitations: the owner asks composers by id; each answers for themselves.

use std::collections::BTreeSet;

use axum::extract::State;
use domain::id::{BriefId, MemberId};
use domain::invitation::{Invitation, InvitationEvent};
use domain::rules::Rule;
use edge::{
    Body, Caller, Field, Fields, Found, ListPage, Path, Problem, ReadFields, Routes, Tag, answer,
};
use workflow::brief::invitations::answer_invitation;

use crate::Studio;

/// Two writes each and the check on the brief must fit into one transaction.
const CONCURRENT_MAX: usize = 40;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Briefs)
        .post("/briefs/{brief}/invitations", invite, |it| {
            it.summary("Invite composers to a brief")
                .text(
                    "While it is a draft or open. Who is invited already stays so. The answer has \
                     the invitations of the named alone, at most 40.",
                )
                .who("the client of the brief")
                .refuses(&[
                    Rule::Forbidden,
                    Rule::State,
                    Rule::AccountClosing,
                    Rule::Coproducer,
                    Rule::Owner,
                ])
                .ordered("by member")
                .without_if_match("it adds people and takes nobody away")
        })
        .post("/briefs/{brief}/invitations/me/accept", accept, |it| {
            it.summary("Accept an invitation to a brief")
                .text("Before entries end; who has declined may change their mind.")
                .who("the invited composer")
                .refuses(&[Rule::State, Rule::OverseesBrief])
                .without_if_match("only the invited composer moves it, and the newest word counts")
        })
        .post("/briefs/{brief}/invitations/me/decline", decline, |it| {
            it.summary("Decline an invitation to a brief")
                .text("Before entries end; who has accepted may change their mind.")
                .who("the invited composer")
                .refuses(&[Rule::State])
                .without_if_match("only the invited composer moves it, and the newest word counts")
        })
}

/// Whom a client asks for music.
pub(crate) struct NewInvitations(BTreeSet<MemberId>);

impl ReadFields for NewInvitations {
    const NAME: &'static str = "NewInvitations";
    const ABOUT: &'static str = "Whom a client asks for music.";

    fn read(fields: &mut Fields) -> Option<NewInvitations> {
        let members = fields
            .required("members", |field| field.list(1..=CONCURRENT_MAX, Field::parse::<MemberId>));
        fields.note("members", "The composers; one who is named twice is invited once.");
        Some(NewInvitations(members?.into_iter().collect()))
    }
}

/// `POST /briefs/{brief}/invitations` `{members: […]}`. Who is invited already stays so.
pub(crate) async fn invite(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    Body(NewInvitations(members)): Body<NewInvitations>,
) -> Result<Found<ListPage<Invitation>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let invited = workflow::brief::invitations::invite(&work, actor, brief, &members).await?;
    answer::found(&ListPage::whole(invited))
}

/// `POST /briefs/{brief}/invitations/me/accept`.
pub(crate) async fn accept(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<Invitation>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    answer::found(&answer_invitation(&work, actor, brief, InvitationEvent::Accept).await?)
}

/// `POST /briefs/{brief}/invitations/me/decline`.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<Invitation>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    answer::found(&answer_invitation(&work, actor, brief, InvitationEvent::Decline).await?)
}
