//! The month itself and its steps, for operators.

use axum::extract::State;
use domain::change::Change;
use domain::money::{MonthState, Sha256Hex, YearMonth};
use domain::rules::Rule;
use edge::{Body, Field, Fields, Found, Operator, Path, Problem, ReadFields, Routes, Tag, answer};
use ledger::{Ledger, LedgerError};
use runtime::Runtime;
use store::month::Month;

use crate::ledger;
use crate::paying::month_view;
use crate::problems::OrProblem;
use crate::reason::reason;
use crate::view::MonthView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsMonths)
        .get("/months/{month}", read, |it| {
            it.summary("Read a month of the books")
                .text(
                    "Its state, its sealed plan with the proofs, what was rejected, and what is \
                     due: as it was closed, or as it stands now.",
                )
                .who("operators")
                .refuses(&[Rule::MonthNotStarted])
        })
        .post("/months/{month}/freeze", freeze, |it| {
            it.summary("Freeze a month that has ended")
                .text("It takes no more inputs. The month before is frozen already.")
                .who("operators")
                .refuses(&[Rule::MonthNotEnded, Rule::PreviousMonthUnposted])
                .without_if_match("a month is frozen once, whoever asks and however often")
        })
        .post("/months/{month}/plan", plan, |it| {
            it.summary("Plan a frozen month and seal the plan")
                .text("The same inputs give the same plan; a plan that is sealed already stays.")
                .who("operators")
                .refuses(&[Rule::State, Rule::Stale, Rule::PreviousMonthUnposted, Rule::NoPlan])
                .without_if_match("a plan follows from the inputs alone, and a sealed one stays")
        })
        .post("/months/{month}/approve", approve, |it| {
            it.summary("Approve the sealed plan")
                .text("Starts the posting; a repeat starts it where the first approval broke off.")
                .who(
                    "operators who put nothing into the month and are not paid by it; where there \
                     is none, see `GET /months/{month}/confirmations`",
                )
                .refuses(&[Rule::State, Rule::Stale, Rule::OwnMatter, Rule::ApproverContributed])
                .without_if_match("`plan_sha256` in the body is what was read")
        })
        .post("/months/{month}/reject", reject, |it| {
            it.summary("Reject the plan of a month, or open a frozen one again")
                .text(
                    "The month takes inputs again, and its next plan has the next number. What is \
                     rejected stays, with the reason.",
                )
                .who("operators")
                .refuses(&[Rule::State, Rule::Stale, Rule::PostingStarted])
                .without_if_match("`plan_sha256` in the body, where it is sent, is what was read")
        })
        .post("/months/{month}/post", post, |it| {
            it.summary("Post the approved plan")
                .text(
                    "What approving starts by itself, in one request. May be asked for again at any \
                     point: what is booked is not booked twice.",
                )
                .who("operators")
                .refuses(&[
                    Rule::State,
                    Rule::Stale,
                    Rule::PreviousMonthUnposted,
                    Rule::StaleOpening,
                ])
                .without_if_match("each part of the plan is booked once, whoever asks")
        })
}

/// `GET /months/{month}`, with what is due: as it was closed, or one round trip for the month and one
/// for what moved, for each month since the last closed one.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Found<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    let found = ledger.month(month).await.or_problem()?;
    answer::found(&month_view(&ledger, found).await?)
}

/// `POST /months/{month}/freeze`.
pub(crate) async fn freeze(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Found<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    respond_with_month(&ledger, ledger.freeze(month).await).await
}

/// `POST /months/{month}/plan`: plan and seal.
pub(crate) async fn plan(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Found<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    respond_with_month(&ledger, ledger.plan(month).await).await
}

/// `POST /months/{month}/approve` `{plan_sha256}`: 412 if that is not the sealed plan. Starts the
/// posting; a repeat starts it if the first approval broke off in between.
pub(crate) async fn approve(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    Body(PlanApproval(plan_sha256)): Body<PlanApproval>,
) -> Result<Found<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    let approved = ledger.approve(month, &plan_sha256, caller.member).await;
    let approved = approved.or_problem()?;
    if approved.state == MonthState::Approved {
        let started = ledger.start_posting(month, approved.plan_no).await;
        // Whether this was the first time changes nothing for the caller.
        let (Change::Applied(()) | Change::AlreadyApplied) = started.or_problem()?;
    }
    respond_with_month(&ledger, Ok(approved)).await
}

/// `POST /months/{month}/reject` `{reason, plan_sha256?}`: 412 if another plan is sealed than the
/// one that is named.
pub(crate) async fn reject(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    Body(PlanRejection { reason, plan_sha256 }): Body<PlanRejection>,
) -> Result<Found<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    let seen = plan_sha256.as_ref();
    respond_with_month(&ledger, ledger.reject(month, seen, &reason, caller.member).await).await
}

/// `POST /months/{month}/post`.
pub(crate) async fn post(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
) -> Result<Found<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    respond_with_month(&ledger, ledger.post(month, Some(caller.member)).await).await
}

async fn respond_with_month(
    ledger: &Ledger,
    month: Result<Month, LedgerError>,
) -> Result<Found<MonthView>, Problem> {
    answer::found(&month_view(ledger, month.or_problem()?).await?)
}

/// The plan that an operator has read and approves.
pub(crate) struct PlanApproval(Sha256Hex);

impl ReadFields for PlanApproval {
    const NAME: &'static str = "PlanApproval";
    const ABOUT: &'static str = "The plan that an operator has read and approves.";

    fn read(fields: &mut Fields) -> Option<PlanApproval> {
        let plan_sha256 = fields.required("plan_sha256", Field::parse);
        fields
            .note("plan_sha256", "Of the plan that was read; refused where another one is sealed.");
        plan_sha256.map(PlanApproval)
    }
}

/// Why a plan is not approved.
pub(crate) struct PlanRejection {
    reason: String,
    plan_sha256: Option<Sha256Hex>,
}

impl ReadFields for PlanRejection {
    const NAME: &'static str = "PlanRejection";
    const ABOUT: &'static str = "Why a plan is not approved.";

    fn read(fields: &mut Fields) -> Option<PlanRejection> {
        let reason = fields.required("reason", reason);
        fields.note("reason", "Why the plan is not approved; other operators read it.");
        let plan_sha256 = fields.optional("plan_sha256", Field::parse);
        fields
            .note("plan_sha256", "Of the plan that was read; refused where another one is sealed.");
        Some(PlanRejection { reason: reason?, plan_sha256: plan_sha256? })
    }
}
