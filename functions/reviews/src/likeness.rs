//! What sounds alike: for the client of a brief beside a track of it, for operators as a list. Evidence
//! for people; nothing follows from it by itself.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId, TrackId};
use domain::likeness::{Likeness, Piece};
use edge::{Caller, ListPage, Operator, PageRequest, Path, Problem, respond};
use jiff::Timestamp;
use serde::Serialize;
use workflow::likeness;

use crate::Studio;

/// A likeness as it is sent.
#[derive(Debug, Serialize)]
struct LikenessView {
    piece: PieceView,
    like: PieceView,
    /// Which of the two was taken in first.
    earlier: Earlier,
    length_ms: u64,
    /// Equal bits of the stretch, in basis points: 5,000 is chance.
    likeness_bp: u32,
    found_at: Timestamp,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Earlier {
    Piece,
    Like,
}

#[derive(Debug, Serialize)]
struct PieceView {
    brief: BriefId,
    track: TrackId,
    version: u8,
    composer: MemberId,
    /// Where the stretch begins in it.
    at_ms: u64,
}

impl PieceView {
    const fn new(piece: Piece, at_ms: u64) -> Self {
        let Piece { brief, track, version, composer } = piece;
        Self { brief, track, version, composer, at_ms }
    }
}

impl From<Likeness> for LikenessView {
    fn from(one: Likeness) -> Self {
        Self {
            piece: PieceView::new(one.piece, one.at_ms),
            like: PieceView::new(one.like, one.like_at_ms),
            earlier: if one.is_earlier { Earlier::Piece } else { Earlier::Like },
            length_ms: one.length_ms,
            likeness_bp: one.likeness_bp,
            found_at: one.found_at,
        }
    }
}

/// `GET /briefs/{brief}/tracks/{track}/likenesses`: for the brief's owner those with tracks of the
/// same brief and with published ones, for operators all. To everybody else it does not exist.
pub(crate) async fn of_track(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    page: PageRequest,
) -> Result<Response, Problem> {
    let cursor = page.resume(&store::likeness::of_track(brief, track))?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let found = likeness::of_track(&work, actor, (brief, track), page.limit, cursor).await?;
    respond_with(&page, found)
}

/// `GET /likenesses`: all of the studio, the newest first, but for the briefs that the caller reviews
/// and the tracks that they have written; so a page may be short.
pub(crate) async fn list(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    page: PageRequest,
) -> Result<Response, Problem> {
    let cursor = page.resume(&store::likeness::newest())?;
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with(&page, likeness::page_for_operator(&work, actor, page.limit, cursor).await?)
}

fn respond_with(
    page: &PageRequest,
    (found, next): (Vec<Likeness>, Option<store::Cursor>),
) -> Result<Response, Problem> {
    let items: Vec<LikenessView> = found.into_iter().map(LikenessView::from).collect();
    respond::ok(&ListPage::new(page, items, next))
}
