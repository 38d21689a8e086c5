//! What the books know of an awarded track beside its splits: its recording code, and whether its
//! award stands.

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::id::{BriefId, TrackId};
use domain::money::{Isrc, YearMonth};
use edge::{Field, JsonBody, Operator, Path, Problem, respond};
use ledger::{AwardWord, Ledger, WordOutcome};
use runtime::Runtime;
use serde::Serialize;
use store::award_standing::AwardDecision;
use store::isrc::{IsrcDecision, IsrcSet};

use crate::ledger;
use crate::problems::OrProblem;
use crate::view::FirstWordView;

#[derive(Debug, Serialize)]
struct IsrcView {
    track: TrackId,
    isrc: Isrc,
    /// The first month that it counts for.
    month: YearMonth,
}

#[derive(Debug, Serialize)]
struct StandingView {
    brief: BriefId,
    track: TrackId,
    void: bool,
    reason: String,
    /// The first month that it counts for.
    month: YearMonth,
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
    let (ledger, now) = (ledger(&runtime)?, runtime.clock.now());
    let store = ledger.store();
    let entry = store.track_entry(brief, track).await?.ok_or_else(Problem::not_found)?;
    if entry.track.item.track.selected_at.is_none() {
        return Err(not_awarded());
    }
    let by = caller.member;
    let set = match ledger.say_isrc(track, &isrc, by).await.or_problem()? {
        WordOutcome::Waits => return respond::accepted(&FirstWordView::of(&caller)),
        WordOutcome::Stands => IsrcSet::Done(Change::AlreadyApplied),
        WordOutcome::Decides => {
            let decision = IsrcDecision { track, isrc: isrc.clone(), by, at: now };
            store.decide(ledger.genesis(), &decision).await?
        }
    };
    let month = match set {
        IsrcSet::Done(Change::Applied(item)) => item.month,
        IsrcSet::Done(Change::AlreadyApplied) => {
            let known = store.get(store::isrc::key(track)).await?;
            known.ok_or_else(Problem::not_found)?.item.month
        }
        IsrcSet::Taken => {
            let detail = format!("{isrc} is another track's code");
            return Err(Problem::conflict("isrc_taken", detail));
        }
    };
    respond::ok(&IsrcView { track, isrc, month })
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
    let ledger = ledger(runtime)?;
    let found =
        ledger.store().get(store::brief::key(brief)).await?.ok_or_else(Problem::not_found)?;
    let track = found.item.selected.map(|selected| selected.track).ok_or_else(not_awarded)?;
    let (by, at) = (caller.member, runtime.clock.now());
    let word = AwardWord { brief: &found.item, track, void, by };
    match ledger.say_award(word).await.or_problem()? {
        WordOutcome::Waits => return respond::accepted(&FirstWordView::of(caller)),
        WordOutcome::Stands => {}
        WordOutcome::Decides => {
            let decision = AwardDecision { brief, track, void, reason, by, at };
            let decided = ledger.store().decide(ledger.genesis(), &decision).await?;
            let (Change::Applied(_) | Change::AlreadyApplied) = decided;
        }
    }
    respond_with_standing(&ledger, brief, track).await
}

async fn respond_with_standing(
    ledger: &Ledger,
    brief: BriefId,
    track: TrackId,
) -> Result<Response, Problem> {
    let standing = ledger.store().get(store::award_standing::key(track)).await?;
    let Some(stored) = standing else {
        let detail = "the award was never found void";
        return Err(Problem::conflict("award_not_void", detail));
    };
    let item = stored.item;
    let (void, reason, month) = (item.standing.void, item.standing.reason, item.month);
    respond::ok(&StandingView { brief, track, void, reason, month })
}

fn not_awarded() -> Problem {
    let detail = "only what was awarded has a recording code, or an award that can be void";
    Problem::conflict("not_awarded", detail)
}
