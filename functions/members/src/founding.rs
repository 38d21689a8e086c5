//! `POST /members/{member}/founding-coproducer` `{reason}`: somebody has to begin. An operator names
//! the first few without an application; they are active at once.

use axum::extract::State;
use axum::response::Response;
use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::MemberId;
use domain::notice::Notice;
use domain::policy::Policy;
use domain::text::ShortText;
use edge::{Field, JsonBody, Operator, Path, Problem, respond};
use store::{Stored, retry_on_conflict};

use crate::view::CoproducerView;
use crate::{Studio, erasure};

pub(crate) async fn name(
    State(studio): State<Studio>,
    _operator: Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<ShortText>);
    let reason = fields.finish(|| reason)?;
    let coproducer = retry_on_conflict(|| name_once(&studio, member, &reason)).await?;
    respond::created(&format!("/members/{member}"), &CoproducerView::new(&coproducer, None))
}

/// A repeat finds the founding co-producer of the first time, with the first reason.
async fn name_once(
    studio: &Studio,
    member: MemberId,
    reason: &ShortText,
) -> Result<Coproducer, Problem> {
    let everybody = studio.store.coproducers().await?;
    if let Some(known) = everybody.iter().find(|stored| stored.item.member == member) {
        return already(known);
    }
    if let Some(erasure) = studio.store.erasure(member).await? {
        return Err(erasure::leaves(&erasure.item));
    }
    let seat = studio.store.founding_seats().await?.saturating_add(1);
    let most = Policy::CURRENT.founding_coproducers;
    if seat > most {
        let detail = format!("all {most} founding co-producers have been named; others apply");
        return Err(Problem::conflict("founding_seats_taken", detail));
    }
    let coproducer = Coproducer::founding(member, reason.clone(), studio.now());
    let notice = Notice::founding_coproducer(&coproducer);
    studio.store.name_founding_coproducer(&coproducer, seat, &notice).await?;
    Ok(coproducer)
}

fn already(known: &Stored<Coproducer>) -> Result<Coproducer, Problem> {
    if known.item.founding_because.is_some() {
        return Ok(known.item.clone());
    }
    let detail = match known.item.state {
        CoproducerState::Applied => {
            "the member has applied: their application is to be decided".to_owned()
        }
        CoproducerState::Declined => {
            "the member has applied and was declined: they may apply again".to_owned()
        }
        state @ (CoproducerState::Probation
        | CoproducerState::Active
        | CoproducerState::Suspended
        | CoproducerState::Revoked) => format!("the member is a co-producer already: {state}"),
    };
    Err(Problem::conflict("already_coproducer", detail))
}
