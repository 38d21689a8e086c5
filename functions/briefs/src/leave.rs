//! `POST /briefs/{brief}/coproducers/me/leave`: a co-producer leaves; what they had not answered yet
//! goes to others.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, MemberId};
use domain::notice::NoticeKind;
use edge::{Caller, Path, Problem, respond};
use jiff::Timestamp;
use serde_json::json;
use store::follow_up::{FollowUpItem, Task};
use store::roster::{Leaving, RosterItem};
use store::{Stored, retry_on_conflict};

use crate::{Studio, access, notices, roster};

/// Leaving again changes nothing, but seeks somebody again where that failed before.
pub(crate) async fn leave(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let place = retry_on_conflict(|| leave_once(&studio, &caller, brief)).await?;
    workflow::assignment::assign(&studio.workflow(), brief).await?;
    respond::ok(&json!({
        "brief": place.brief,
        "member": place.member,
        "appointed_at": place.appointed_at,
        "left_at": place.left_at,
    }))
}

async fn leave_once(studio: &Studio, caller: &Caller, id: BriefId) -> Result<RosterItem, Problem> {
    let found = access::load(studio, id, caller).await?;
    let brief = &found.brief.item.brief;
    let Some(stored) = found.roster else {
        return Err(Problem::forbidden("only a co-producer of the brief may do this"));
    };
    if stored.item.left_at.is_some() {
        return Ok(stored.item);
    }
    if !matches!(brief.state, BriefState::Draft | BriefState::Open | BriefState::Judging) {
        return Err(Problem::conflict("state", "nothing is left to leave"));
    }
    let now = studio.now();
    let place = RosterItem { left_at: Some(now), ..stored.item };
    let place = Stored { item: place, revision: stored.revision };
    let successors = successors(studio, brief, caller.member).await?;
    let appointments: Vec<RosterItem> =
        successors.iter().map(|member| RosterItem::new(id, *member, None, now)).collect();
    let mut told = Vec::new();
    for member in &successors {
        told.push(roster::appointment_notice(brief, *member, now)?);
    }
    told.push(owner_notice(brief, caller.member, now)?);
    let release = Task::Release(Some(caller.member));
    let release = FollowUpItem::new(id, format!("release#{}", caller.member), release, now);
    let leaving = Leaving {
        brief_revision: found.brief.revision,
        place: &place,
        release: &release,
        appointments: &appointments,
        notices: &told,
    };
    studio.store.leave_brief(leaving).await?;
    workflow::follow_up::finish_new(&studio.workflow(), vec![release]).await;
    Ok(place.item)
}

/// Who takes over where nobody else is left: chosen as at the opening.
async fn successors(
    studio: &Studio,
    brief: &Brief,
    leaver: MemberId,
) -> Result<Vec<MemberId>, Problem> {
    if brief.state == BriefState::Draft {
        return Ok(Vec::new());
    }
    let aggregate = studio.store.brief_aggregate(brief.id).await?.ok_or_else(Problem::not_found)?;
    if aggregate.coproducers().any(|member| member != leaver) {
        return Ok(Vec::new());
    }
    Ok(workflow::roster::choose_coproducers(&studio.workflow(), &aggregate).await?)
}

fn owner_notice(
    brief: &Brief,
    leaver: MemberId,
    now: Timestamp,
) -> Result<domain::notice::Notice, Problem> {
    let text = format!(
        "A co-producer has left \"{}\"; what they had not answered goes to others.",
        brief.terms.title
    );
    let (kind, part) = (NoticeKind::CoproducerLeft, leaver.to_string());
    notices::about(brief, brief.owner, kind, &part, &text, now)
}
