//! What would happen, without anything happening: who would be appointed to a draft, which briefs
//! lapse and what that leaves, what the sweep would do now.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, MemberId};
use domain::prize::PrizeShare;
use domain::text::Title;
use domain::version::missing::MissingAnswer;
use edge::{Caller, ListPage, Operator, PageRequest, Path, Problem, respond};
use jiff::Timestamp;
use serde::Serialize;
use workflow::brief::lifecycle::{self, ChosenAtOpening, LapsePreview, OpeningPreview};
use workflow::due::{self, DueItem};

use crate::Studio;

#[derive(Debug, Serialize)]
struct OpeningView {
    brief: BriefId,
    coproducers: usize,
    invited_max: usize,
    /// For operators alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<NamesView>,
}

#[derive(Debug, Serialize)]
struct NamesView {
    coproducers: Vec<MemberId>,
    invited: Vec<MemberId>,
}

#[derive(Debug, Serialize)]
struct LapseView {
    brief: BriefId,
    owner: MemberId,
    title: Title,
    reminded_at: Option<Timestamp>,
    lapses_at: Timestamp,
    /// Lapsed, or cancelled where there is nobody to share a prize.
    becomes: BriefState,
    prize_shares: Vec<PrizeShare>,
    missing: Vec<MissingAnswer>,
}

#[derive(Debug, Serialize)]
struct SweepPreview {
    at: Timestamp,
    items: Vec<DueItem>,
}

/// `GET /briefs/{brief}/opening`: numbers for the owner of a draft, names for operators. As many round
/// trips as opening it at most, but for the write.
pub(crate) async fn opening(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let preview = lifecycle::preview_opening(&work, actor, brief).await?;
    let OpeningPreview { coproducers, invited_max, names } = preview;
    let names =
        names.map(|ChosenAtOpening { coproducers, invited }| NamesView { coproducers, invited });
    respond::ok(&OpeningView { brief, coproducers, invited_max, names })
}

/// `GET /lapses`: the briefs that are judged and that the caller oversees, with when each would lapse
/// and what that would leave.
/// One round trip a brief beside the lists.
pub(crate) async fn lapses(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    page: PageRequest,
) -> Result<Response, Problem> {
    let cursor = page.resume(&store::brief::judged())?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let (items, next) = lifecycle::preview_lapses(&work, actor, page.limit, cursor).await?;
    respond::ok(&ListPage::new(&page, items.into_iter().map(LapseView::from).collect(), next))
}

/// `GET /sweep`: what the sweep would do now, from the same lists and by the same decisions, but for
/// the briefs that the caller does not oversee.
pub(crate) async fn sweep(
    State(studio): State<Studio>,
    Operator(caller): Operator,
) -> Result<Response, Problem> {
    let work = studio.workflow();
    respond::ok(&SweepPreview { at: work.now, items: due::due_now(&work, caller.actor()).await? })
}

impl From<LapsePreview> for LapseView {
    fn from(preview: LapsePreview) -> LapseView {
        let LapsePreview { brief, lapses_at, ended, missing } = preview;
        let Brief { id, owner, terms, reminded_at, .. } = brief;
        LapseView {
            brief: id,
            owner,
            title: terms.title,
            reminded_at,
            lapses_at,
            becomes: ended.state,
            prize_shares: ended.prize_shares,
            missing,
        }
    }
}
