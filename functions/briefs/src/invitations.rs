//! Invitations: the owner asks composers by id; each answers for themselves.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::invitation::{Invitation, InvitationEvent};
use domain::notice::{Notice, NoticeKind};
use edge::{Caller, Field, JsonBody, ListPage, Path, Problem, respond};
use jiff::Timestamp;
use store::{Stored, retry_on_conflict};

use crate::{Studio, access, notices};

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
    retry_on_conflict(|| invite_once(&studio, &caller, brief, &members)).await
}

async fn invite_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    members: &BTreeSet<MemberId>,
) -> Result<Response, Problem> {
    let aggregate = access::load_aggregate_of_owner(studio, id, caller).await?;
    let brief = &aggregate.brief.item.brief;
    if !matches!(brief.state, BriefState::Draft | BriefState::Open) {
        return Err(Problem::conflict("state", "invitations are sent before entries end"));
    }
    if let Some(member) = aggregate.coproducers().find(|member| members.contains(member)) {
        let detail = format!("{member} co-produces this brief and cannot enter it");
        return Err(Problem::broken_rule("/members", "coproducer", detail));
    }
    if members.contains(&brief.owner) {
        let detail = "the client of a brief cannot enter it";
        return Err(Problem::broken_rule("/members", "owner", detail));
    }
    let now = studio.now();
    let text = format!("You are invited to the brief \"{}\".", brief.terms.title);
    let mut all: Vec<Invitation> = aggregate.invitations.clone();
    let mut new = Vec::new();
    for member in members {
        if all.iter().any(|one| one.member == *member) {
            continue;
        }
        let invitation = Invitation::new(id, *member, caller.member, now);
        let notice = notices::about(brief, *member, NoticeKind::Invitation, "", &text, now)?;
        all.push(invitation.clone());
        new.push((invitation, notice));
    }
    if !new.is_empty() {
        let asked = new.iter().map(|(invitation, _)| invitation.member);
        if let Some(leaving) = studio.store.first_leaving(asked).await? {
            let detail = format!("{} asked to be erased", leaving.member);
            return Err(Problem::conflict("account_closing", detail));
        }
        studio.store.invite(id, aggregate.brief.revision, &new).await?;
    }
    all.retain(|one| members.contains(&one.member));
    respond::created_unaddressed(&ListPage::new(all, None))
}

/// `POST /briefs/{brief}/invitations/me/accept`.
pub(crate) async fn accept(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    retry_on_conflict(|| answer(&studio, &caller, brief, InvitationEvent::Accept)).await
}

/// `POST /briefs/{brief}/invitations/me/decline`.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    retry_on_conflict(|| answer(&studio, &caller, brief, InvitationEvent::Decline)).await
}

async fn answer(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    event: InvitationEvent,
) -> Result<Response, Problem> {
    let found = access::load(studio, id, caller).await?;
    let stored = found.invitation.ok_or_else(Problem::not_found)?;
    let Change::Applied(answered) = stored.item.answer(event, studio.now())? else {
        return respond::ok(&stored.item);
    };
    if !matches!(found.brief.item.state, BriefState::Draft | BriefState::Open) {
        return Err(Problem::conflict("state", "entries have ended"));
    }
    let notice = owner_notice(&found.brief.item, &answered, studio.now())?;
    let stored = Stored { item: answered, revision: stored.revision };
    studio.store.answer_invitation(&stored, &notice).await?;
    respond::ok(&stored.item)
}

/// The newest answer is the one that the client reads.
fn owner_notice(brief: &Brief, answer: &Invitation, now: Timestamp) -> Result<Notice, Problem> {
    let (title, state) = (&brief.terms.title, answer.state);
    let text = format!("An invitation to \"{title}\" is {state}.");
    let (kind, part) = (NoticeKind::InvitationAnswered, answer.member.to_string());
    notices::about(brief, brief.owner, kind, &part, &text, now)
}
