//! Where a track that is off one brief may be on another: open public briefs with the same genres.

use domain::brief::Brief;
use domain::id::BriefId;
use domain::text::{Tag, Title};
use edge::Problem;
use jiff::Timestamp;
use serde::Serialize;

use crate::Studio;

/// How much of the board is looked at, and how many briefs are named.
const LOOKED_AT: u16 = 100;
const NAMED: usize = 5;

/// Another brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SimilarBrief {
    brief: BriefId,
    title: Title,
    deadline: Timestamp,
    /// The genres that both ask for.
    shared_tags: Vec<Tag>,
}

/// The briefs on the board that ask for the same genres, the best match first. One round trip.
pub(crate) async fn find(studio: &Studio, here: &Brief) -> Result<Vec<SimilarBrief>, Problem> {
    let (board, _next) = studio.store.list_page(&store::brief::board(), LOOKED_AT, None).await?;
    let board: Vec<Brief> = board.into_iter().map(|stored| stored.item.brief).collect();
    Ok(choose(here, &board, studio.now()))
}

/// Most genres in common first, then the next deadline.
fn choose(here: &Brief, board: &[Brief], now: Timestamp) -> Vec<SimilarBrief> {
    let tags = &here.terms.genre_tags;
    let matching = |brief: &Brief| {
        let shared = brief.terms.genre_tags.iter().filter(|tag| tags.contains(tag)).cloned();
        SimilarBrief {
            brief: brief.id,
            title: brief.terms.title.clone(),
            deadline: brief.terms.deadline,
            shared_tags: shared.collect(),
        }
    };
    let open = board.iter().filter(|brief| brief.id != here.id && brief.takes_tracks(now));
    let mut found: Vec<SimilarBrief> =
        open.map(matching).filter(|one| !one.shared_tags.is_empty()).collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.shared_tags.len()), one.deadline, one.brief));
    found.truncate(NAMED);
    found
}
