//! What operators decide about a co-producer who let others down, and the member's one objection.

use axum::extract::State;
use axum::response::Response;
use domain::coproducer::CoproducerEvent;
use domain::id::MemberId;
use domain::text::Text;
use edge::{Caller, Field, JsonBody, Operator, Path, Problem, respond};
use workflow::coproducer;

use crate::Studio;
use crate::view::CoproducerView;

/// `POST /members/{member}/suspend` `{reason}`.
pub(crate) async fn suspend(
    State(studio): State<Studio>,
    operator: Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    end(&studio, &operator, member, body, CoproducerEvent::Suspend).await
}

/// `POST /members/{member}/revoke` `{reason}`.
pub(crate) async fn revoke(
    State(studio): State<Studio>,
    operator: Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    end(&studio, &operator, member, body, CoproducerEvent::Revoke).await
}

async fn end(
    studio: &Studio,
    Operator(caller): &Operator,
    member: MemberId,
    body: JsonBody,
    event: CoproducerEvent,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<Text>);
    let reason = fields.finish(|| reason)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let coproducer = coproducer::end_coproducer(&work, actor, member, event, &reason).await?;
    respond::ok(&CoproducerView::new(&coproducer, None))
}

/// `POST /members/{member}/appeal` `{words}`, by the member alone.
pub(crate) async fn appeal(
    State(studio): State<Studio>,
    caller: Caller,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let words = fields.required("words", Field::parse::<Text>);
    let words = fields.finish(|| words)?;
    let coproducer = coproducer::appeal(&studio.workflow(), caller.actor(), member, &words).await?;
    respond::ok(&CoproducerView::new(&coproducer, None))
}

/// `POST /members/{member}/appeal/decision` `{reinstate, words}`.
pub(crate) async fn decide_appeal(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reinstate = fields.required("reinstate", Field::boolean);
    let words = fields.required("words", Field::parse::<Text>);
    let (reinstate, words) = fields.finish(|| Some((reinstate?, words?)))?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let coproducer = coproducer::decide_appeal(&work, actor, member, reinstate, &words).await?;
    respond::ok(&CoproducerView::new(&coproducer, None))
}
