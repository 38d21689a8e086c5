//! `POST /members/{member}/founding-coproducer` `{reason}`: an operator names the first few
//! co-producers without an application; they are active at once.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::text::ShortText;
use edge::{Field, JsonBody, Operator, Path, Problem, respond};
use workflow::coproducer;

use crate::Studio;
use crate::view::CoproducerView;

pub(crate) async fn name(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<ShortText>);
    let reason = fields.finish(|| reason)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let coproducer = coproducer::name_founding_coproducer(&work, actor, member, &reason).await?;
    respond::created(&format!("/members/{member}"), &CoproducerView::new(&coproducer, None))
}
