//! Who co-produces a brief: appointed by its owner or an operator, else chosen when it opens.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::{BriefId, MemberId};
use domain::member::{Availability, Member};
use domain::notice::{Notice, NoticeKind};
use domain::policy::Policy;
use domain::roster::Applicant;
use edge::{Caller, Field, JsonBody, Path, Problem, decide_again, respond};
use http::StatusCode;
use jiff::Timestamp;
use serde_json::json;
use store::roster::RosterItem;
use store::selection::Desk;

use crate::{Studio, access, notices};

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
    let place = decide_again(|| appoint_once(&studio, &caller, brief, member)).await?;
    studio.store.assign(brief, studio.now(), &Policy::CURRENT).await?;
    let view = json!({
        "brief": place.brief,
        "member": place.member,
        "appointed_by": place.appointed_by,
        "appointed_at": place.appointed_at,
    });
    respond::json(StatusCode::CREATED, &view)
}

async fn appoint_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    member: MemberId,
) -> Result<RosterItem, Problem> {
    let desk = access::load_desk(studio, id, caller).await?;
    let brief = &desk.brief.item.brief;
    access::require_owner_or_operator(brief, caller)?;
    if let Some(place) = desk.roster.iter().find(|place| place.member == member) {
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
    if excluded(&desk).contains(&member) {
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
    studio.store.appoint(desk.brief.revision, &coproducer, &place, &notice).await?;
    Ok(place)
}

/// The best of the platform for a brief that has no co-producer. Who is away is not asked. Two round
/// trips more.
pub(crate) async fn choose(studio: &Studio, desk: &Desk) -> Result<Vec<MemberId>, Problem> {
    let coproducers = studio.store.coproducers().await?;
    let able: Vec<Coproducer> =
        coproducers.into_iter().map(|stored| stored.item).filter(Coproducer::may_review).collect();
    let members: Vec<MemberId> = able.iter().map(|one| one.member).collect();
    let circumstances = studio.store.circumstances(&members).await?;
    let applicant = |(coproducer, (profile, open_reviews)): (Coproducer, _)| {
        let profile: Option<Member> = profile;
        if profile.as_ref().is_some_and(|one| one.availability == Availability::Away) {
            return None;
        }
        Some(Applicant {
            member: coproducer.member,
            probation: coproducer.state == CoproducerState::Probation,
            genre_tags: profile.map(|profile| profile.genre_tags).unwrap_or_default(),
            open_reviews,
            since: coproducer.since,
        })
    };
    let applicants: Vec<Applicant> =
        able.into_iter().zip(circumstances).filter_map(applicant).collect();
    let terms = &desk.brief.item.terms;
    let (genres, seats) = (&terms.genre_tags, terms.coproducer_seats);
    Ok(domain::roster::choose(genres, seats, &excluded(desk), &applicants))
}

/// The owner, everybody invited, everybody who entered and everybody who has been on the roster.
fn excluded(desk: &Desk) -> BTreeSet<MemberId> {
    let invited = desk.invitations.iter().map(|one| one.member);
    let appointed = desk.roster.iter().map(|place| place.member);
    let others = invited.chain(appointed).chain([desk.brief.item.owner]);
    desk.composers().into_iter().chain(others).collect()
}

pub(crate) fn appointment_notice(
    brief: &Brief,
    member: MemberId,
    now: Timestamp,
) -> Result<Notice, Problem> {
    let text = format!("You co-produce the brief \"{}\".", brief.terms.title);
    notices::about(brief, member, NoticeKind::Appointment, "", &text, now)
}
