//! Disputes: a composer objects to an answer once, the reviewer may answer that once, an operator
//! decides.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::operator_word::OperatorWord;
use domain::review::{Delivery, DisputeEvent};
use domain::text::Text;
use edge::{Caller, Field, JsonBody, ListPage, Operator, PageRequest, Path, Problem, respond};
use serde::Serialize;
use workflow::review::dispute::{self, DisputeWord, ListedDispute};

use crate::Studio;
use crate::view::DisputeView;

/// A dispute on an operator's list, with all that is needed to decide it but the music itself.
#[derive(Debug, Serialize)]
struct WaitingDispute {
    review: ReviewId,
    brief: BriefId,
    track: TrackId,
    version: u8,
    composer: MemberId,
    /// Nothing for an operator who has written the track, before its brief has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewer: Option<MemberId>,
    #[serde(flatten)]
    dispute: DisputeView,
    /// Words of operators that wait for another one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    first_words: Vec<OperatorWord>,
    delivery: Option<Delivery>,
}

/// What an operator's word has led to.
#[derive(Debug, Serialize)]
struct DecidedDispute {
    #[serde(flatten)]
    dispute: DisputeView,
    /// What operators have said who are all parties of it, beside the decision if there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    first_words: Vec<OperatorWord>,
}

/// `POST /reviews/{review}/dispute`: the same objection again answers as the first did, another one
/// is a 409. Two round trips.
pub(crate) async fn raise(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<Text>);
    let reason = fields.finish(|| reason)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let dispute = dispute::raise_dispute(&work, actor, id, &reason).await?;
    respond::ok(&DisputeView::from(dispute))
}

/// `POST /reviews/{review}/dispute/reply`: the same words again answer as the first did, others are
/// a 409. Two round trips.
pub(crate) async fn reply(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let words = fields.required("words", Field::parse::<Text>);
    let words = fields.finish(|| words)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let dispute = dispute::reply_to_dispute(&work, actor, id, &words).await?;
    respond::ok(&DisputeView::from(dispute))
}

/// `GET /disputes`: what waits for an operator, the oldest first, but for the briefs that the caller
/// does not oversee; with what operators have said who are all parties, also of the caller's own
/// track. Two round trips a page of what waits, the second one two at once where words wait.
pub(crate) async fn list(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    page: PageRequest,
) -> Result<Response, Problem> {
    let cursor = page.resume(&store::review::disputes())?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let (items, next) = dispute::list_waiting(&work, actor, page.limit, cursor).await?;
    respond::ok(&ListPage::new(&page, items.into_iter().filter_map(waiting).collect(), next))
}

fn waiting(listed: ListedDispute) -> Option<WaitingDispute> {
    let ListedDispute { item, first_words, names_reviewer } = listed;
    let composer = item.pinned.item.version.composer;
    let review = item.review;
    Some(WaitingDispute {
        review: review.id,
        brief: review.brief,
        track: review.track,
        version: review.version,
        composer,
        reviewer: names_reviewer.then_some(review.reviewer),
        dispute: DisputeView::from(review.dispute?),
        first_words,
        delivery: review.delivery,
    })
}

/// `POST /reviews/{review}/dispute/decision`. Upheld, the review is void: the version has the verdict
/// of its other answers, or waits for another reviewer, who is sought at once. 202 for the first word
/// where every operator is a party.
pub(crate) async fn decide(
    State(studio): State<Studio>,
    Operator(operator): Operator,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (event, words) = decision_from_body(body)?;
    let (work, actor) = (studio.workflow(), operator.actor());
    let word = dispute::decide_dispute(&work, actor, id, event, &words).await?;
    let DisputeWord { dispute, first_words, waits } = word;
    let view = DecidedDispute { dispute: DisputeView::from(dispute), first_words };
    if waits { respond::accepted(&view) } else { respond::ok(&view) }
}

fn decision_from_body(body: JsonBody) -> Result<(DisputeEvent, Text), Problem> {
    let mut fields = body.fields()?;
    let upheld = fields.required("upheld", Field::boolean);
    let words = fields.required("words", Field::parse::<Text>);
    fields.finish(|| {
        let event = if upheld? { DisputeEvent::Uphold } else { DisputeEvent::Dismiss };
        Some((event, words?))
    })
}
