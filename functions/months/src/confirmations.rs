//! What operators have in a month themselves, their inputs and their lines, and another operator's
//! word that it is right.

use axum::extract::State;
use domain::id::MemberId;
use domain::money::plan::Contributed;
use domain::money::{Sha256Hex, YearMonth};
use domain::rules::Rule;
use edge::{
    Body, Field, Fields, Found, ListFilters, ListPage, Operator, Paged, Path, Problem, ReadFields,
    Routes, SealedCursor, Tag, answer,
};
use ledger::OwnPart;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::month::MonthConfirmation;

use crate::ledger;
use crate::paying::month_view;
use crate::places::PageAfter;
use crate::problems::OrProblem;
use crate::view::{MonthView, UnitWithLinesView};

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsMonths)
        .get("/months/{month}/confirmations", list, |it| {
            it.summary("List what operators and contributors have in the sealed plan")
                .text(
                    "What they put in, what it pays them, and who has confirmed it. Not found before \
                     a plan is sealed.",
                )
                .who("operators")
                .ordered("by member")
        })
        .post("/months/{month}/confirmations", confirm, |it| {
            it.summary("Confirm what somebody else has in the sealed plan")
                .text("Needed where nobody is free to approve; a new plan is confirmed anew.")
                .who("operators, of anybody but themselves")
                .refuses(&[Rule::OwnMatter, Rule::State, Rule::Stale])
                .without_if_match("`plan_sha256` in the body is what was read")
        })
}

/// Each page looks all of them up again: there are few operators.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartsPage;

impl ListFilters for PartsPage {
    const LIMIT: (u16, u16) = (100, 100);

    fn read(_fields: &mut Fields) -> Option<PartsPage> {
        Some(PartsPage)
    }
}

/// What operators and contributors have in the sealed plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OwnPartsView {
    month: YearMonth,
    /// Of the sealed plan: what a confirmation names. Null before there is one.
    plan_sha256: Option<Sha256Hex>,
    items: Vec<OwnPartView>,
    /// Where the next page begins, for the parameter `cursor`; null on the last page.
    next: Option<SealedCursor>,
}

/// What one of them has in it.
#[derive(Debug, Serialize, JsonSchema)]
struct OwnPartView {
    member: MemberId,
    /// What it pays them, with every line.
    units: Vec<UnitWithLinesView>,
    /// What they put in, as the plan has it.
    inputs: Vec<Contributed>,
    /// The word of another operator; null while there is none.
    confirmation: Option<MonthConfirmation>,
}

/// `GET /months/{month}/confirmations`: of everybody who put something in, and of every operator
/// whom the sealed plan pays, what they put in, what it pays for, and who has confirmed it; 404
/// before a plan is sealed.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    Paged { page, .. }: Paged<PartsPage>,
) -> Result<Found<OwnPartsView>, Problem> {
    let page = PageAfter::<MemberId>::of(&page)?;
    let ledger = ledger(&runtime)?;
    let stands = ledger.month(month).await.or_problem()?;
    let mut items = Vec::new();
    let parts = ledger.own_parts(&stands).await.or_problem()?;
    let ListPage { items: parts, next } = page.cut(parts, |part| part.member);
    for OwnPart { member, units, put_in, confirmation } in parts {
        let units: Result<_, _> = units.into_iter().map(UnitWithLinesView::new).collect();
        let units = units.or_problem()?;
        items.push(OwnPartView { member, units, inputs: put_in, confirmation });
    }
    let plan_sha256 = stands.plan.map(|plan| plan.sha256);
    answer::found(&OwnPartsView { month, plan_sha256, items, next })
}

/// `POST /months/{month}/confirmations` `{plan_sha256, member}`: what another member put into the
/// sealed plan and what it pays them is right. 412 if that is not the sealed plan.
pub(crate) async fn confirm(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    Body(PartConfirmation { plan_sha256, member }): Body<PartConfirmation>,
) -> Result<Found<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    let confirmed = ledger.confirm_part(month, &plan_sha256, member, caller.member).await;
    answer::found(&month_view(&ledger, confirmed.or_problem()?).await?)
}

/// Whose part of which plan is right.
pub(crate) struct PartConfirmation {
    plan_sha256: Sha256Hex,
    member: MemberId,
}

impl ReadFields for PartConfirmation {
    const NAME: &'static str = "PartConfirmation";
    const ABOUT: &'static str = "Whose part of which plan is right.";

    fn read(fields: &mut Fields) -> Option<PartConfirmation> {
        let plan_sha256 = fields.required("plan_sha256", Field::parse);
        fields
            .note("plan_sha256", "Of the plan that was read; refused where another one is sealed.");
        let member = fields.required("member", Field::parse);
        fields.note("member", "Whose inputs and lines are right; not the caller.");
        Some(PartConfirmation { plan_sha256: plan_sha256?, member: member? })
    }
}
