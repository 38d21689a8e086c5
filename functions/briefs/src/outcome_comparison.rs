//! `GET /briefs/{brief}/outcome-comparison`: how a co-producer's own ranking, frozen before the award, compares
//! with what the client chose. Only that co-producer reads it, and under an embargo only while they
//! co-produce the brief.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::taste_alignment::TasteAlignment;
use edge::{Caller, Found, Path, Problem, Routes, Tag, answer};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::brief::rankings;

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::AwardAndMaster).get("/briefs/{brief}/outcome-comparison", read, |it| {
        it.summary("Compare one's own ranking with what the client chose")
            .text("The ranking as it stood at the moment of the award, for who scored a track.")
            .who(
                "a co-producer who scored a track of the brief; under an embargo one who still \
                  co-produces it",
            )
    })
}

/// A co-producer's ranking at the moment of the award, and what the client chose.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OutcomeComparisonView {
    brief: BriefId,
    /// What the client chose.
    winner: TrackId,
    /// Of the winner in one's own ranking, from 1; null where one did not score it.
    place: Option<u32>,
    /// How many tracks one scored.
    of: usize,
    /// How much of the rest the winner was ranked above, in basis points; 10000 is the favourite.
    /// Null below five tracks, and where one did not score the winner.
    #[schemars(range(max = 10_000))]
    percentile_bp: Option<u32>,
    /// Every track that one scored, the best first.
    ranking: Vec<ComparedTrackView>,
    /// The policy that it was computed under.
    policy_version: u32,
    /// When the client chose.
    at: Timestamp,
}

/// One track in the ranking.
#[derive(Debug, Serialize, JsonSchema)]
struct ComparedTrackView {
    track: TrackId,
    /// One's latest total for it.
    total_centistars: u32,
    is_winner: bool,
}

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<OutcomeComparisonView>, Problem> {
    let found = rankings::compare_outcome(&studio.workflow(), caller.actor(), brief).await?;
    answer::found(&OutcomeComparisonView::from(found))
}

impl From<TasteAlignment> for OutcomeComparisonView {
    fn from(taste_alignment: TasteAlignment) -> OutcomeComparisonView {
        let ranking = taste_alignment.ranking.iter().map(|one| ComparedTrackView {
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
