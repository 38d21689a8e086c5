//! `GET /briefs/{brief}/outcome-comparison`: how a co-producer's own ranking, frozen before the award, compares
//! with what the client chose. Only that co-producer reads it, and under an embargo only while they
//! co-produce the brief.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::role::Role;
use domain::taste_alignment::TasteAlignment;
use edge::{Caller, Path, Problem, respond};
use jiff::Timestamp;
use serde::Serialize;
use store::brief::BriefFor;
use store::{RawItem, keys};

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
    let found = load(&studio, &caller, brief).await?.ok_or_else(Problem::not_found)?;
    respond::ok(&OutcomeComparisonView::from(found))
}

/// The caller's own, as if there was none while an embargo keeps the winner from them because they
/// have left the brief. One round trip.
async fn load(
    studio: &Studio,
    caller: &Caller,
    brief: BriefId,
) -> Result<Option<TasteAlignment>, Problem> {
    let mut wanted = BriefFor::keys(brief, caller.member).to_vec();
    wanted.push(keys::taste_alignment(brief, caller.member));
    let mut found = studio.store.get_many(&wanted).await?.into_iter();
    let Some(brief) = BriefFor::parse(&mut found)? else { return Ok(None) };
    let ranking = found.next().flatten().map(RawItem::parse::<TasteAlignment>).transpose()?;
    let part = brief.part(caller.member, caller.is(Role::Operator));
    let is_kept_back = brief.brief.item.is_embargoed_for(part, false, studio.now());
    Ok(ranking.filter(|_| !is_kept_back).map(|stored| stored.item))
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
