//! What the books know of an awarded track beside its splits: its recording code, and whether its
//! award stands.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::input::AwardStanding;
use domain::money::{Isrc, TrackKey, YearMonth};
use domain::operator_word::OperatorWord;
use edge::{Field, JsonBody, Operator, Path, Problem, respond};
use jiff::Timestamp;
use ledger::WordAnswer;
use runtime::Runtime;
use serde::Serialize;
use store::award_standing::AwardStandingItem;
use store::isrc::TrackIsrc;

use crate::ledger;
use crate::problems::OrProblem;
use crate::view::FirstWordView;

#[derive(Debug, Serialize)]
struct IsrcView {
    track: TrackId,
    isrc: Isrc,
    /// The first month that it counts for.
    month: YearMonth,
    set_by: MemberId,
    set_at: Timestamp,
    /// What other operators had said, where every one was a party.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    first_words: Vec<OperatorWord>,
}

#[derive(Debug, Serialize)]
struct StandingView {
    brief: BriefId,
    track: TrackKey,
    void: bool,
    reason: String,
    /// The first month that it counts for.
    month: YearMonth,
    decided_by: MemberId,
    decided_at: Timestamp,
    /// What other operators had said, where every one was a party.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    first_words: Vec<OperatorWord>,
}

/// `PUT /briefs/{brief}/tracks/{track}/isrc` `{isrc}`, of an awarded track; the code it had is free
/// again. Five round trips, three more for a party. 202 for the first word where every operator is a
/// party.
pub(crate) async fn set_isrc(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let isrc = fields.required("isrc", Field::parse::<Isrc>);
    let isrc = fields.finish(|| isrc)?;
    let set = ledger(&runtime)?.set_isrc((brief, track), isrc, caller.member).await;
    match set.or_problem()?.ok_or_else(Problem::not_found)? {
        WordAnswer::Waits(words) => respond::accepted(&FirstWordView::new(&caller, words)),
        WordAnswer::Stands(TrackIsrc { isrc, month, set_by, set_at, first_words }) => {
            let isrc = isrc.isrc;
            respond::ok(&IsrcView { track, isrc, month, set_by, set_at, first_words })
        }
    }
}

/// `POST /briefs/{brief}/void-award` `{reason}`: rights of a third party were broken; what the track earns
/// from the oldest Open month on waits, its points are undone and the credits are withdrawn. Six
/// round trips.
pub(crate) async fn void(
    State(runtime): State<Runtime>,
    operator: Operator,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    decide(&runtime, &operator, brief, body, true).await
}

/// `POST /briefs/{brief}/restore-award` `{reason}`: the award stands again, and what waited goes out
/// by the split. Six round trips.
pub(crate) async fn restore(
    State(runtime): State<Runtime>,
    operator: Operator,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    decide(&runtime, &operator, brief, body, false).await
}

async fn decide(
    runtime: &Runtime,
    Operator(caller): &Operator,
    brief: BriefId,
    body: JsonBody,
    void: bool,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", |field| field.text(1..=500));
    let reason = fields.finish(|| reason)?;
    let decided = ledger(runtime)?.decide_award(brief, void, reason, caller.member).await;
    match decided.or_problem()?.ok_or_else(Problem::not_found)? {
        WordAnswer::Waits(words) => respond::accepted(&FirstWordView::new(caller, words)),
        WordAnswer::Stands(item) => respond::ok(&StandingView::from(item)),
    }
}

impl From<AwardStandingItem> for StandingView {
    fn from(item: AwardStandingItem) -> StandingView {
        let AwardStandingItem { standing, brief, month, decided_by, decided_at, first_words } =
            item;
        let AwardStanding { track, void, reason, .. } = standing;
        StandingView { brief, track, void, reason, month, decided_by, decided_at, first_words }
    }
}
