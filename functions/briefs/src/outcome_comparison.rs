//! `GET /briefs/{brief}/outcome-comparison`: how a co-producer's own ranking, frozen before the award, compares
//! with what the client chose. Only that co-producer reads it, and under an embargo only while they
//! co-produce the brief.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::taste_alignment::TasteAlignment;
use edge::{Caller, Path, Problem, respond};
use jiff::Timestamp;
use serde::Serialize;
use workflow::brief::rankings;

use crate::Studio;

#[derive(Debug, Serialize)]
struct OutcomeComparisonView {
    brief: BriefId,
    winner: TrackId,
    /// Of the winner in one's own ranking, from 1; nothing where one did not score it.
    place: Option<u32>,
    of: usize,
    /// How much of the rest the winner was ranked above, in basis points; 10000 is the favourite.
    /// Nothing below five tracks.
    percentile_bp: Option<u32>,
    ranking: Vec<RankedView>,
    policy_version: u32,
    at: Timestamp,
}

#[derive(Debug, Serialize)]
struct RankedView {
    track: TrackId,
    total_centistars: u32,
    is_winner: bool,
}

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let found = rankings::compare_outcome(&studio.workflow(), caller.actor(), brief).await?;
    respond::ok(&OutcomeComparisonView::from(found))
}

impl From<TasteAlignment> for OutcomeComparisonView {
    fn from(taste_alignment: TasteAlignment) -> OutcomeComparisonView {
        let ranking = taste_alignment.ranking.iter().map(|one| RankedView {
            track: one.track,
            total_centistars: one.total_centistars,
            is_winner: one.track == taste_alignment.winner,
        });
        OutcomeComparisonView {
            brief: taste_alignment.brief,
            winner: taste_alignment.winner,
            place: taste_alignment.place(),
            of: taste_alignment.ranking.len(),
            percentile_bp: taste_alignment.percentile_bp,
            ranking: ranking.collect(),
            policy_version: taste_alignment.policy_version,
            at: taste_alignment.at,
        }
    }
}
