//! What would happen, without anything happening: who would be appointed to a draft, which briefs
//! lapse and what that leaves, what the sweep would do now.

use axum::extract::State;
use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, MemberId};
use domain::prize::PrizeShare;
use domain::rules::Rule;
use domain::text::Title;
use domain::version::missing::MissingAnswer;
use edge::{
    Caller, Fields, Found, ListFilters, ListPage, Operator, Paged, Path, Problem, Routes,
    SealedCursor, Tag, answer,
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::brief::lifecycle::{self, ChosenAtOpening, LapsePreview, OpeningPreview};
use workflow::due::{self, DueItem};

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Briefs)
        .get("/briefs/{brief}/opening", opening, |it| {
            it.summary("Foresee what opening a draft would do")
                .text(
                    "Numbers for the client, names for operators. Nothing is written but that an \
                     operator has looked into the brief.",
                )
                .who("the client of the brief, operators who oversee it")
                .refuses(&[Rule::Forbidden, Rule::State])
        })
        .under(Tag::OperatorsPeople)
        .get("/lapses", lapses, |it| {
            it.summary("Foresee which briefs lapse")
                .text(
                    "The judged briefs that the caller oversees: when each would lapse, and what \
                     that would leave. The caller takes no part any more in a brief that they are \
                     shown.",
                )
                .who("operators")
                .ordered(
                    "not sorted as a whole: in eight runs, each by when the client's silence has its \
                     next consequence; read all pages and sort",
                )
        })
        .get("/sweep", sweep, |it| {
            it.summary("Foresee what the sweep would do now")
                .text(
                    "By the same lists and decisions, but for the briefs that the caller does not \
                     oversee. The list is made anew for each page: what is done meanwhile moves \
                     what follows. The caller takes no part any more in a brief that has not ended \
                     and of which the page shows them something.",
                )
                .who("operators")
                .ordered("as the sweep would do it")
        })
}

/// What opening a draft now would come to.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OpeningView {
    brief: BriefId,
    /// How many co-producers would be appointed.
    coproducers: usize,
    /// How many composers would be invited at most.
    invited_max: usize,
    /// Who they are; null but for operators.
    names: Option<OpeningNamesView>,
}

/// Whom the studio would choose.
#[derive(Debug, Serialize, JsonSchema)]
struct OpeningNamesView {
    /// Nobody where the client has appointed somebody.
    coproducers: Vec<MemberId>,
    /// Composers.
    invited: Vec<MemberId>,
}

/// What a client's silence will lead to.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LapseView {
    brief: BriefId,
    /// The client who posted it.
    owner: MemberId,
    /// Of the brief.
    title: Title,
    /// When the client was reminded that entrants wait for a decision; null where they were not.
    reminded_at: Option<Timestamp>,
    lapses_at: Timestamp,
    /// Lapsed, or cancelled where there is nobody to share a prize.
    becomes: BriefState,
    /// Who would share the prize.
    prize_shares: Vec<PrizeShare>,
    /// Answers that were promised and that nobody would have given.
    missing: Vec<MissingAnswer>,
}

/// A page of what is due.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SweepView {
    /// The moment for which it was decided.
    at: Timestamp,
    items: Vec<DueItem>,
    /// Where the next page begins, for the parameter `cursor`; null on the last page.
    next: Option<SealedCursor>,
}

/// All that is due.
pub(crate) struct Due;

impl ListFilters for Due {
    // Whatever the page, all of it is decided anew.
    const LIMIT: (u16, u16) = (100, 1_000);

    fn read(_fields: &mut Fields) -> Option<Due> {
        Some(Due)
    }
}

/// `GET /briefs/{brief}/opening`: numbers for the owner of a draft, names for operators. As many round
/// trips as opening it at most, but for the write.
pub(crate) async fn opening(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<OpeningView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let preview = lifecycle::preview_opening(&work, actor, brief).await?;
    let OpeningPreview { coproducers, invited_max, names } = preview;
    let names = names
        .map(|ChosenAtOpening { coproducers, invited }| OpeningNamesView { coproducers, invited });
    answer::found(&OpeningView { brief, coproducers, invited_max, names })
}

/// `GET /lapses`: the briefs that are judged and that the caller oversees, with when each would lapse
/// and what that would leave.
/// One round trip a brief beside the lists.
pub(crate) async fn lapses(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<LapseView>>, Problem> {
    let cursor = page.resume(&store::brief::judged())?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let (items, next) = lifecycle::preview_lapses(&work, actor, page.limit, cursor).await?;
    answer::found(&ListPage::new(&page, items.into_iter().map(LapseView::from).collect(), next))
}

/// `GET /sweep`: what the sweep would do now, from the same lists and by the same decisions, but for
/// the briefs that the caller does not oversee.
pub(crate) async fn sweep(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Paged { page, .. }: Paged<Due>,
) -> Result<Found<SweepView>, Problem> {
    let first: usize = page.resume_at(|place| place.parse().ok())?.unwrap_or_default();
    let work = studio.workflow();
    let (items, next) = due::due_now(&work, caller.actor(), first, page.limit.into()).await?;
    let next = next.map(|place| place.to_string());
    answer::found(&SweepView { at: work.now, items, next: page.next_at(next.as_deref()) })
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
