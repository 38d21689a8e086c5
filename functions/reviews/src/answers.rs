//! The answers to a track: for those who wrote it and for the client, never for another composer.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use edge::{Caller, Group, Listing, Path, Problem, respond};
use store::track::{Entry, SeatState};

use crate::Studio;
use crate::view::DeliveredReview;

/// `GET /briefs/{brief}/tracks/{track}/reviews`: every delivered review of every version, in the order
/// in which they were given out. All of a track fit into one page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let store = &studio.store;
    let (brief, entry) = tokio::try_join!(store.brief(brief), store.track_entry(brief, track))?;
    let (Some(brief), Some(entry)) = (brief, entry) else { return Err(Problem::not_found()) };
    if !may_read(&entry, brief.item.owner, &caller) {
        return Err(Problem::not_found());
    }
    let reviews = store.reviews(&delivered(&entry)).await?;
    let items = reviews.into_iter().filter_map(|stored| DeliveredReview::of(stored.item.review));
    respond::ok(&Listing::new(items.collect(), None))
}

fn may_read(entry: &Entry, owner: MemberId, caller: &Caller) -> bool {
    let wrote = entry.track.item.track.authors().contains(&caller.member);
    wrote || owner == caller.member || caller.is(Group::Operator)
}

fn delivered(entry: &Entry) -> Vec<ReviewId> {
    let seats = entry.versions.iter().flat_map(|stored| &stored.item.seats);
    let delivered = seats.filter(|seat| seat.state == SeatState::Delivered);
    delivered.map(|seat| seat.review).collect()
}
