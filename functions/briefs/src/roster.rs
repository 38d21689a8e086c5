//! Who co-produces a brief: appointed by its owner or an operator, else chosen when it opens.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use edge::{Caller, Field, JsonBody, Path, Problem, respond};
use jiff::Timestamp;
use serde_json::json;
use store::retry_on_conflict;
use store::roster::RosterItem;

use crate::{Studio, access};

/// `POST /briefs/{brief}/coproducers` `{member}`. The same appointment again is the same place. What
/// waits on the brief is assigned at once.
pub(crate) async fn appoint(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let member = fields.required("member", Field::parse);
    let member: MemberId = fields.finish(|| member)?;
    let place = retry_on_conflict(|| appoint_once(&studio, &caller, brief, member)).await?;
    workflow::assignment::assign(&studio.workflow(), brief).await?;
    let view = json!({
        "brief": place.brief,
        "member": place.member,
        "appointed_by": place.appointed_by,
        "appointed_at": place.appointed_at,
    });
    respond::created_unaddressed(&view)
}

async fn appoint_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    member: MemberId,
) -> Result<RosterItem, Problem> {
    let aggregate = access::load_aggregate(studio, id, caller).await?;
    let brief = &aggregate.brief.item.brief;
    access::require_owner_or_operator(brief, caller)?;
    if let Some(place) = aggregate.roster.iter().find(|place| place.member == member) {
        if place.left_at.is_some() {
            let detail = "they have left this brief";
            return Err(Problem::conflict("coproducer_left", detail));
        }
        return Ok(place.clone());
    }
    match brief.state {
        BriefState::Draft | BriefState::Open | BriefState::Judging => {}
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => {
            return Err(Problem::conflict("state", "nothing is left to listen to"));
        }
    }
    if aggregate.barred().contains(&member) {
        let detail = "nobody co-produces a brief that they posted, entered or are invited to";
        return Err(Problem::conflict("coproducer_excluded", detail));
    }
    let coproducer = studio.store.coproducer(member).await?;
    let Some(coproducer) = coproducer.filter(|stored| stored.item.may_review()) else {
        return Err(Problem::broken_rule("/member", "no_coproducer", "is no co-producer now"));
    };
    let now = studio.now();
    let place = RosterItem::new(id, member, Some(caller.member), now);
    let notice = appointment_notice(brief, member, now)?;
    studio.store.appoint(aggregate.brief.revision, &coproducer, &place, &notice).await?;
    Ok(place)
}

pub(crate) fn appointment_notice(
    brief: &Brief,
    member: MemberId,
    now: Timestamp,
) -> Result<Notice, Problem> {
    domain::roster::appointment(brief, member, now).map_err(|error| Problem::internal(&error))
}
