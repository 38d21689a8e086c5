//! Taking a track back: nobody listens any more, and its audio is free for its composer.

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::duplicate::{AudioClaim, ClaimState};
use domain::id::{BriefId, MemberId, TrackId};
use domain::notice::{Notice, NoticeKind};
use domain::review::ReviewEvent;
use domain::text::{Text, TextError};
use domain::track::{Track, Version, VersionEvent, VersionState};
use edge::{Caller, OrInternal, Path, Problem, respond};
use jiff::Timestamp;
use runtime::Runtime;
use store::review::ReviewItem;
use store::track::{Entry, Seat, SeatState, TrackItem, VersionItem, Withdrawal};
use store::{Store, Stored, retry_on_conflict};
use workflow::Workflow;

use crate::view::{Sight, TrackView};
use crate::writers::own_track;

/// `POST …/tracks/{track}/withdraw`, before it is selected. Again changes nothing, but seeks work for
/// the freed reviewers again where that failed before.
pub(crate) async fn withdraw(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let store = crate::store(&runtime);
    let now = runtime.clock.now();
    let entry = retry_on_conflict(|| withdraw_once(&store, &caller, brief, track, now)).await?;
    workflow::assignment::assign(&Workflow::of(&runtime), brief).await?;
    respond::ok(&TrackView::of(entry, Sight::Full))
}

async fn withdraw_once(
    store: &Store,
    caller: &Caller,
    brief: BriefId,
    track: TrackId,
    now: Timestamp,
) -> Result<Entry, Problem> {
    let entry = own_track(store, caller, brief, track).await?;
    take_back(store, entry, now).await
}

/// The same for a composer who leaves for good; a track that is gone or selected stays as it is.
pub async fn withdraw_for_erasure(
    store: &Store,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
    now: Timestamp,
) -> Result<(), Problem> {
    retry_on_conflict(async || {
        let Some(entry) = store.track_entry(brief, track).await? else { return Ok(()) };
        let Track { composer: theirs, selected_at, .. } = entry.track.item.track;
        if theirs == composer && selected_at.is_none() {
            take_back(store, entry, now).await?;
        }
        Ok(())
    })
    .await
}

async fn take_back(store: &Store, entry: Entry, now: Timestamp) -> Result<Entry, Problem> {
    let track = match entry.track.item.track.withdraw(now)? {
        Change::AlreadyApplied => return Ok(entry),
        Change::Applied(track) => track,
    };
    let open = entry.versions.iter().flat_map(|version| &version.item.seats);
    let open: Vec<_> = open.filter(|seat| is_open(seat)).map(|seat| seat.review).collect();
    let reviews = store.reviews(&open).await?;
    let withdrawal = decide(&entry, track, reviews, now)?;
    store.withdraw_track(&withdrawal).await?;
    let versions = entry.versions.iter().map(|stored| taken_back(stored).unwrap_or(stored.clone()));
    Ok(Entry { versions: versions.collect(), track: withdrawal.track })
}

fn decide(
    entry: &Entry,
    track: Track,
    reviews: Vec<Stored<ReviewItem>>,
    now: Timestamp,
) -> Result<Withdrawal, Problem> {
    let notices: Result<Vec<Notice>, TextError> =
        reviews.iter().map(|review| tell(&review.item, now)).collect();
    let mut released_reviews = Vec::with_capacity(reviews.len());
    for Stored { item, revision } in reviews {
        let released = item.review.happen(ReviewEvent::Release);
        let released = released.map_err(|error| Problem::conflict("state", error.to_string()))?;
        let review = released.or(item.review.clone());
        released_reviews.push(Stored { item: item.with(review), revision });
    }
    let accepted = entry.versions.iter().filter(|stored| is_accepted(&stored.item));
    Ok(Withdrawal {
        track: Stored {
            item: TrackItem { track, ..entry.track.item.clone() },
            revision: entry.track.revision,
        },
        versions: entry.versions.iter().filter_map(taken_back).collect(),
        reviews: released_reviews,
        released: accepted.map(|stored| release(&stored.item.version, now)).collect(),
        notices: notices.or_internal()?,
    })
}

/// The version, Withdrawn, without the reviewers who were still listening; nothing where it never
/// became music.
fn taken_back(stored: &Stored<VersionItem>) -> Option<Stored<VersionItem>> {
    let Ok(Change::Applied(version)) = stored.item.version.happen(VersionEvent::Withdraw) else {
        return None;
    };
    let mut item = stored.item.clone().with(version);
    for seat in item.seats.iter_mut().filter(|seat| is_open(seat)) {
        seat.state = SeatState::GaveUp;
    }
    Some(Stored { item, revision: stored.revision })
}

fn is_open(seat: &Seat) -> bool {
    matches!(seat.state, SeatState::Queued | SeatState::Listening)
}

/// Whether the version's file was taken in, and so claims its bytes.
fn is_accepted(item: &VersionItem) -> bool {
    match item.state {
        VersionState::AwaitingReviewer
        | VersionState::InReview
        | VersionState::Approved
        | VersionState::ChangesRequested
        | VersionState::OffBrief
        | VersionState::Rejected => true,
        VersionState::Reserved
        | VersionState::Received
        | VersionState::Invalid
        | VersionState::Withdrawn
        | VersionState::Expired => false,
    }
}

fn release(version: &Version, at: Timestamp) -> AudioClaim {
    AudioClaim {
        sha256: version.declared.sha256.clone(),
        state: ClaimState::Released,
        composer: version.composer,
        brief: version.brief,
        track: version.track,
        version: version.version,
        at,
    }
}

fn tell(item: &ReviewItem, at: Timestamp) -> Result<Notice, TextError> {
    let text = "A track that you were given has been withdrawn: nothing is left to do.";
    Ok(Notice {
        member: item.review.reviewer,
        kind: NoticeKind::TrackWithdrawn,
        subject: item.review.id.to_string(),
        at,
        text: Text::new(text)?,
    })
}
