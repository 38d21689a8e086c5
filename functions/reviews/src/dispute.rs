//! Disputes: a composer objects to an answer once, an operator decides.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::money::{SplitVersion, YearMonth};
use domain::notice::Notice;
use domain::policy::Policy;
use domain::review::{Delivery, Dispute, DisputeDecision, DisputeEvent, Review};
use domain::text::Text;
use domain::version::outcome::after_voiding;
use edge::{Caller, Field, Group, JsonBody, ListPage, PageRequest, Path, Problem, respond};
use jiff::Timestamp;
use serde::Serialize;
use store::review::{ReviewItem, VersionWithReviews, Voided};
use store::{ListOf, Stored, retry_on_conflict};

use crate::Studio;
use crate::view::DisputeView;

/// A dispute on an operator's list, with all that is needed to decide it but the music itself.
#[derive(Debug, Serialize)]
struct Waiting {
    review: ReviewId,
    brief: BriefId,
    track: TrackId,
    version: u8,
    composer: MemberId,
    reviewer: MemberId,
    #[serde(flatten)]
    dispute: DisputeView,
    delivery: Option<Delivery>,
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
    let dispute = retry_on_conflict(|| raise_once(&studio, &caller, id, &reason)).await?;
    respond::ok(&DisputeView::from(dispute))
}

async fn raise_once(
    studio: &Studio,
    caller: &Caller,
    id: ReviewId,
    reason: &Text,
) -> Result<Dispute, Problem> {
    let Stored { item, revision } = studio.answer_to(caller, id).await?;
    let now = studio.now();
    let contested = item.review.contest(reason.clone(), now, &Policy::CURRENT);
    let disputed = match contested? {
        Change::AlreadyApplied => return dispute_of(&item.review),
        Change::Applied(disputed) => disputed,
    };
    let notice = Notice::dispute_raised(&disputed, now);
    let dispute = dispute_of(&disputed)?;
    let changed = Stored { item: item.with(disputed), revision };
    studio.store.comment_on_review(&changed, None, &[notice]).await?;
    Ok(dispute)
}

/// `GET /disputes`: what waits for an operator, the oldest first. One round trip.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    page: PageRequest,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let resumed = page.resume(&ListOf::Disputes)?;
    let found = studio.store.disputes(page.limit, resumed).await?;
    let (items, next) = found.parse::<ReviewItem>()?;
    let items = items.into_iter().filter_map(|stored| waiting(stored.item)).collect();
    respond::ok(&ListPage::new(items, next))
}

fn waiting(item: ReviewItem) -> Option<Waiting> {
    let composer = item.pinned.item.version.composer;
    let review = item.review;
    Some(Waiting {
        review: review.id,
        brief: review.brief,
        track: review.track,
        version: review.version,
        composer,
        reviewer: review.reviewer,
        dispute: DisputeView::from(review.dispute?),
        delivery: review.delivery,
    })
}

/// `POST /reviews/{review}/dispute/decision`. Upheld, the review is void: the version has the verdict
/// of its other answers, or waits for somebody else, who is sought at once.
pub(crate) async fn decide(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let (event, words) = read(body)?;
    let review = retry_on_conflict(|| decide_once(&studio, &caller, id, event, &words)).await?;
    if event == DisputeEvent::Uphold {
        workflow::assignment::assign(&studio.workflow(), review.brief).await?;
    }
    respond::ok(&DisputeView::from(dispute_of(&review)?))
}

async fn decide_once(
    studio: &Studio,
    caller: &Caller,
    id: ReviewId,
    event: DisputeEvent,
    words: &Text,
) -> Result<Review, Problem> {
    let found = studio.store.review(id).await?.ok_or_else(Problem::not_found)?;
    let Stored { item, revision } = found;
    let now = studio.now();
    let decision = DisputeDecision { by: caller.member, words: words.clone(), at: now };
    let decided = match item.review.settle_dispute(event, decision)? {
        Change::AlreadyApplied => return Ok(item.review),
        Change::Applied(decided) => decided,
    };
    let composer = item.pinned.item.version.composer;
    let upheld = event == DisputeEvent::Uphold;
    let notices = Notice::dispute_decided(&decided, composer, upheld, now);
    let changed = Stored { item: item.with(decided.clone()), revision };
    match event {
        DisputeEvent::Uphold => {
            let voided = Box::pin(without(studio, &decided, caller.member, now)).await?;
            studio.store.void_review(&changed, &voided, &notices).await?;
        }
        DisputeEvent::Dismiss => studio.store.comment_on_review(&changed, None, &notices).await?,
    }
    Ok(decided)
}

/// The version without the review that was voided, and the split of the winner without its part.
async fn without(
    studio: &Studio,
    voided: &Review,
    by: MemberId,
    at: Timestamp,
) -> Result<Voided, Problem> {
    let store = &studio.store;
    let (bench, brief, entry) = tokio::try_join!(
        store.bench(voided),
        store.brief(voided.brief),
        store.track_entry(voided.brief, voided.track),
    )?;
    let (Some(bench), Some(brief), Some(entry)) = (bench, brief, entry) else {
        return Err(Problem::internal_because("a review without its version"));
    };
    let is_judged_no_more = match brief.item.state {
        BriefState::Draft | BriefState::Open | BriefState::Judging => false,
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => true,
    };
    let is_over = is_judged_no_more || entry.track.item.track.newest > voided.version;
    let VersionWithReviews { version, others } = bench;
    let judged = after_voiding(version.item.version.clone(), voided, &others, is_over, at)
        .map_err(|refusal| Problem::conflict("state", refusal.to_string()))?;
    let version = Stored { item: version.item.with(judged), revision: version.revision };
    let split = next_split(studio, &brief.item, voided.id, by).await?;
    Ok(Voided { version, brief, split })
}

/// Where the brief is awarded and the review counted in the split: the next one, from the oldest Open
/// month on. Two round trips.
async fn next_split(
    studio: &Studio,
    brief: &Brief,
    review: ReviewId,
    by: MemberId,
) -> Result<Option<SplitVersion>, Problem> {
    let Some(selected) = brief.selected else { return Ok(None) };
    let store = &studio.store;
    let Some(split) = store.newest_split(&selected.track.to_string()).await? else {
        return Ok(None);
    };
    let genesis = &studio.runtime.config.genesis_month;
    let genesis = genesis.parse::<YearMonth>().map_err(|error| Problem::internal(&error))?;
    let month = store.oldest_open_month(genesis).await?;
    split.without_review(review, month, by).map_err(|error| Problem::internal(&error))
}

fn dispute_of(review: &Review) -> Result<Dispute, Problem> {
    let dispute = review.dispute.clone();
    dispute.ok_or_else(|| Problem::internal_because("disputed without a dispute"))
}

fn read(body: JsonBody) -> Result<(DisputeEvent, Text), Problem> {
    let mut fields = body.fields()?;
    let upheld = fields.required("upheld", Field::boolean);
    let words = fields.required("words", Field::parse::<Text>);
    fields.finish(|| {
        let event = if upheld? { DisputeEvent::Uphold } else { DisputeEvent::Dismiss };
        Some((event, words?))
    })
}
