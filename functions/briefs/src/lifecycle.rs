//! The owner opens, closes, cancels a brief or receives its music; an operator confirms that the
//! prize has arrived.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use domain::text::Text;
use edge::{Caller, ETag, Field, JsonBody, Operator, Path, Problem, respond};
use store::Stored;
use store::brief::BriefItem;
use workflow::brief::{lifecycle, prize};

use crate::Studio;
use crate::view::BriefView;

/// `POST /briefs/{brief}/open`: entries begin. Where the owner has appointed no co-producer, the best of the
/// platform are appointed in the same transaction; they may leave. Composers whose genres match are
/// invited.
pub(crate) async fn open(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::open(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/close`: entries end, the client listens.
pub(crate) async fn close(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::close(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/last-versions`: new versions are announced for 48 hours more.
pub(crate) async fn call_last_versions(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::call_last_versions(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/cancel` `{reason}`: everybody concerned is notified why, reviews that are not
/// over are released, and a prize that was received goes back.
pub(crate) async fn cancel(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse);
    let reason: Text = fields.finish(|| reason)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::cancel(&work, actor, brief, &reason).await?)
}

/// `POST /briefs/{brief}/deliver`: the owner has received the master.
pub(crate) async fn deliver(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::deliver(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/prize-funding` `{prize: {currency, amount}}`: an operator has seen this money.
/// The client may ask for another prize until the moment of the confirmation, so it says which.
pub(crate) async fn fund_prize(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let prize = fields.required("prize", Field::payable);
    let seen = fields.finish(|| prize)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&prize::fund(&work, actor, brief, seen).await?)
}

/// The brief as it is now, with its tag.
pub(crate) fn respond_with_brief(stored: &Stored<BriefItem>) -> Result<Response, Problem> {
    respond::ok_tagged(ETag(stored.item.edition), &BriefView::new(&stored.item.brief))
}
