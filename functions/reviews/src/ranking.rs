//! How a brief's tracks rank: by their raw totals, and with each reviewer's severity taken off,
//! both shrunk for few answers.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use domain::calibration::{Calibration, Place, Severity, Shrinkage, Total, rank};
use domain::id::{BriefId, ReviewId, TrackId};
use domain::policy::Policy;
use domain::review::Review;
use domain::role::Role;
use domain::text::Title;
use domain::version::slot::SlotState;
use edge::{Caller, Path, Problem, respond};
use serde::Serialize;
use store::brief_aggregate::{BriefAggregate, is_answered};
use store::track::{TrackEntry, VersionItem};

use crate::Studio;

/// The ranking as it is sent.
#[derive(Debug, Serialize)]
struct Ranked {
    calibration: Calibration,
    shrinkage: Shrinkage,
    /// The best first.
    items: Vec<RankedTrack>,
    /// What was taken off whose totals.
    reviewers: Vec<Severity>,
}

/// One track, by its newest version that is answered.
#[derive(Debug, Serialize)]
struct RankedTrack {
    title: Option<Title>,
    version: Option<u8>,
    #[serde(flatten)]
    place: Place,
}

/// `GET /briefs/{brief}/ranking`: for the client and operators. Two round trips.
pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let aggregate = studio.store.brief_aggregate(brief).await?.ok_or_else(Problem::not_found)?;
    let brief = &aggregate.brief.item.brief;
    // An operator who co-produces it learns the others' totals when it has ended, as they all do.
    let is_blind =
        aggregate.coproducers().any(|member| member == caller.member) && brief.end().is_none();
    let operates = caller.is(Role::Operator) && !is_blind;
    if brief.owner != caller.member && !operates {
        return Err(Problem::not_found());
    }
    let answered = answered(&aggregate);
    let ids: Vec<ReviewId> =
        answered.values().flat_map(|(_, version)| delivered(version)).collect();
    let reviews = studio.store.get_each(ids.into_iter().map(store::review::key)).await?;
    let reviews = reviews.into_iter().flatten().map(|stored| stored.item.review);
    let totals: Vec<Total> = reviews
        .filter(Review::counts)
        .filter_map(|review| {
            let centistars = review.delivery?.total_centistars;
            Some(Total { reviewer: review.reviewer, track: review.track, centistars })
        })
        .collect();
    let ranking = rank(&totals, brief.terms.reviews_per_track, &Policy::CURRENT);
    let item = |place: Place| {
        let known = answered.get(&place.track);
        RankedTrack {
            title: known.map(|(entry, _)| entry.track.item.track.title.clone()),
            version: known.map(|(_, version)| version.version.version),
            place,
        }
    };
    respond::ok(&Ranked {
        calibration: ranking.calibration,
        shrinkage: ranking.shrinkage,
        items: ranking.places.into_iter().map(item).collect(),
        reviewers: ranking.reviewers,
    })
}

/// Each track's newest version with an answer.
fn answered(aggregate: &BriefAggregate) -> BTreeMap<TrackId, (&TrackEntry, &VersionItem)> {
    aggregate
        .entries
        .iter()
        .filter_map(|entry| {
            let mut newest_first = entry.versions.iter().rev().map(|stored| &stored.item);
            let version = newest_first.find(|version| is_answered(version))?;
            Some((entry.track.item.track.id, (entry, version)))
        })
        .collect()
}

fn delivered(version: &VersionItem) -> impl Iterator<Item = ReviewId> {
    let slots = version.version.slots.iter().filter(|slot| slot.state == SlotState::Delivered);
    slots.map(|slot| slot.review)
}
