//! Holds: an operator's word, with a reason and a date to look again, that a member is not paid.

use axum::extract::State;
use domain::id::MemberId;
use domain::rules::Rule;
use edge::{
    Body, Field, Fields, Found, List, ListPage, Operator, Path, Problem, ReadFields, Routes, Tag,
    answer,
};
use jiff::civil::Date;
use runtime::Runtime;
use store::hold::Hold;

use crate::ledger;
use crate::places::page_of;
use crate::problems::OrProblem;
use crate::reason::{OperatorReason, reason};

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPayments)
        .get("/holds", list, |it| {
            it.summary("List the members who are not paid, by an operator's word")
                .who("operators")
                .ordered("by the day to look again, the first one first")
        })
        .post("/members/{member}/hold", place, |it| {
            it.summary("Hold a member's payments")
                .text("The same again changes nothing.")
                .who("operators; nobody on their own payments")
                .refuses(&[Rule::ChangedInBetween, Rule::OwnMatter, Rule::UnknownPayee])
                .without_if_match("each hold says all that it is, and every one is kept")
        })
        .post("/members/{member}/hold/release", release, |it| {
            it.summary("Release a hold")
                .who("operators; nobody on their own payments")
                .refuses(&[Rule::ChangedInBetween, Rule::OwnMatter])
                .without_if_match("a release of a released hold changes nothing")
        })
}

/// Why a member is not paid, and when an operator looks again.
#[derive(Debug)]
pub(crate) struct NewHold {
    reason: String,
    review_on: Date,
}

impl ReadFields for NewHold {
    const NAME: &'static str = "NewHold";

    fn read(fields: &mut Fields) -> Option<NewHold> {
        let reason = fields.required("reason", reason);
        let review_on = fields.required("review_on", Field::date);
        fields.note("review_on", "The day on which an operator looks at it again.");
        Some(NewHold { reason: reason?, review_on: review_on? })
    }
}

/// `POST /members/{member}/hold` `{reason, review_on}`. The same again changes nothing; 404 for a member
/// whom the studio does not know.
pub(crate) async fn place(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    Body(NewHold { reason, review_on }): Body<NewHold>,
) -> Result<Found<Hold>, Problem> {
    let hold = ledger(&runtime)?.place_hold(member, (reason, review_on), caller.member).await;
    answer::found(&hold.or_problem()?)
}

/// `POST /members/{member}/hold/release` `{reason}`. 404 where nothing was ever held.
pub(crate) async fn release(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    Body(OperatorReason(reason)): Body<OperatorReason>,
) -> Result<Found<Hold>, Problem> {
    let hold = ledger(&runtime)?.release_hold(member, reason, caller.member).await;
    answer::found(&hold.or_problem()?.ok_or_else(Problem::not_found)?)
}

/// `GET /holds`: those that hold, the first to be looked at again first. One round trip.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    List { page, .. }: List,
) -> Result<Found<ListPage<Hold>>, Problem> {
    let holds = ledger(&runtime)?.store().list_all(&store::hold::all()).await?.into_iter();
    let mut holds: Vec<Hold> = holds.filter(|hold| hold.released.is_none()).collect();
    holds.sort_by_key(|hold| (hold.review_on, hold.member));
    answer::found(&page_of(&page, holds)?)
}
