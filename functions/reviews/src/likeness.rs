//! What sounds alike: for the client of a brief beside a track of it, for operators as a list. Evidence
//! for people; nothing follows from it by itself.

use axum::extract::State;
use domain::id::{BriefId, MemberId, TrackId};
use domain::likeness::{Likeness, Piece};
use edge::{
    Caller, Found, ListPage, Operator, PageRequest, Paged, Path, Problem, Routes, Tag, answer,
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::likeness;

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPeople)
        .get("/likenesses", list, |it| {
            it.summary("List what sounds alike in the studio")
                .text(
                    "Evidence for people; nothing follows from it. Without what is of briefs that \
                     the caller does not oversee or of tracks that they have written.",
                )
                .who("operators")
                .ordered("by when they were found, the newest first")
        })
        .under(Tag::Tracks)
        .get("/briefs/{brief}/tracks/{track}/likenesses", of_track, |it| {
            it.summary("List what a track sounds like")
                .text(
                    "The client reads those with tracks of the same brief and with published ones, \
                     operators those of briefs that they oversee.",
                )
                .who("the client of the brief; operators who oversee it and have not written the track")
                .ordered("by version, then by the other track")
        })
}

/// A likeness as it is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LikenessView {
    /// The piece that the likeness stands beside.
    piece: PieceView,
    /// The piece that it sounds like.
    like: PieceView,
    /// Which of the two was taken in first.
    earlier: EarlierPiece,
    /// How long the stretch is that both have.
    length_ms: u64,
    /// Equal bits of the stretch, in basis points: 5,000 is chance.
    #[schemars(range(max = 10_000))]
    likeness_bp: u32,
    /// When they were compared.
    found_at: Timestamp,
}

/// Which of two pieces was taken in first.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum EarlierPiece {
    /// `piece` was there first.
    Piece,
    /// `like` was there first.
    Like,
}

/// A version of a track, and the place in it.
#[derive(Debug, Serialize, JsonSchema)]
struct PieceView {
    brief: BriefId,
    track: TrackId,
    #[schemars(range(min = 1))]
    version: u8,
    /// Who submitted it.
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
            earlier: if one.is_earlier { EarlierPiece::Piece } else { EarlierPiece::Like },
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
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<LikenessView>>, Problem> {
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
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<LikenessView>>, Problem> {
    let cursor = page.resume(&store::likeness::newest())?;
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with(&page, likeness::page_for_operator(&work, actor, page.limit, cursor).await?)
}

fn respond_with(
    page: &PageRequest,
    (found, next): (Vec<Likeness>, Option<store::Cursor>),
) -> Result<Found<ListPage<LikenessView>>, Problem> {
    let items: Vec<LikenessView> = found.into_iter().map(LikenessView::from).collect();
    answer::found(&ListPage::new(page, items, next))
}
