//! How a brief's tracks rank: by their raw totals, and with each reviewer's severity taken off,
//! both shrunk for few answers.

use axum::extract::State;
use domain::calibration::{Calibration, Place, Severity, Shrinkage};
use domain::id::BriefId;
use domain::text::Title;
use edge::{Caller, Found, Path, Problem, Routes, Tag, answer};
use schemars::JsonSchema;
use serde::Serialize;
use workflow::brief::rankings::{self, RankedBrief};

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::AwardAndMaster).get("/briefs/{brief}/ranking", read, |it| {
        it.summary("Read how the tracks of a brief rank")
            .text(
                "Each track counts with its newest version that is answered; all of the brief \
                 stand in one answer.",
            )
            .who("the client of the brief, operators who oversee it")
            .ordered("by the shrunk mean of the corrected totals, the best first")
    })
}

/// The ranking as it is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RankingView {
    /// Whether the severity of reviewers was taken off.
    calibration: Calibration,
    /// How few answers were weighed.
    shrinkage: Shrinkage,
    /// The tracks that have an answer, the best first.
    places: Vec<RankedTrackView>,
    /// What was taken off whose totals.
    reviewers: Vec<Severity>,
}

/// One track, by its newest version that is answered.
#[derive(Debug, Serialize, JsonSchema)]
struct RankedTrackView {
    /// What the track is called; null where it is not to be read any more.
    title: Option<Title>,
    /// The version that ranks; null where it is not to be read any more.
    #[schemars(range(min = 1))]
    version: Option<u8>,
    #[serde(flatten)]
    place: Place,
}

/// `GET /briefs/{brief}/ranking`: for the client and operators who do not review the brief. Two round
/// trips.
pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<RankingView>, Problem> {
    let ranked = rankings::rank_tracks(&studio.workflow(), caller.actor(), brief).await?;
    let RankedBrief { ranking, mut versions } = ranked;
    let ranked = |place: Place| {
        let (title, version) = versions.remove(&place.track).unzip();
        RankedTrackView { title, version, place }
    };
    answer::found(&RankingView {
        calibration: ranking.calibration,
        shrinkage: ranking.shrinkage,
        places: ranking.places.into_iter().map(ranked).collect(),
        reviewers: ranking.reviewers,
    })
}
