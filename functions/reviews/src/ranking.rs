//! How a brief's tracks rank: by their raw totals, and with each reviewer's severity taken off,
//! both shrunk for few answers.

use axum::extract::State;
use axum::response::Response;
use domain::calibration::{Calibration, Place, Severity, Shrinkage};
use domain::id::BriefId;
use domain::text::Title;
use edge::{Caller, Path, Problem, respond};
use serde::Serialize;
use workflow::brief::rankings::{self, RankedBrief};

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

/// `GET /briefs/{brief}/ranking`: for the client and operators who do not review the brief. Two round
/// trips.
pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let ranked = rankings::rank_tracks(&studio.workflow(), caller.actor(), brief).await?;
    let RankedBrief { ranking, mut versions } = ranked;
    let item = |place: Place| {
        let (title, version) = versions.remove(&place.track).unzip();
        RankedTrack { title, version, place }
    };
    respond::ok(&Ranked {
        calibration: ranking.calibration,
        shrinkage: ranking.shrinkage,
        items: ranking.places.into_iter().map(item).collect(),
        reviewers: ranking.reviewers,
    })
}
