//! Holds: an operator's word, with a reason and a date to look again, that a member is not paid.

use axum::extract::State;
use domain::id::MemberId;
use domain::rules::Rule;
use edge::{
    Body, ETag, Field, Fields, Found, IfMatch, ListPage, Operator, Paged, Path, Problem,
    ReadFields, Routes, Tag, Tagged, answer,
};
use jiff::civil::Date;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::Stored;
use store::hold::Hold;

use crate::ledger;
use crate::places::PageAfter;
use crate::problems::{OrProblem, require_seen};
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
                .text(
                    "It takes the place of the one before. The same again changes nothing. Who says \
                     which version they have read overwrites no other one.",
                )
                .who("operators; nobody on their own payments")
                .refuses(&[Rule::ChangedInBetween, Rule::OwnMatter, Rule::UnknownPayee])
        })
        .post("/members/{member}/hold/release", release, |it| {
            it.summary("Release a hold")
                .text(
                    "A released one stays as it is. Who says which version they have read releases \
                     no other one.",
                )
                .who("operators; nobody on their own payments")
                .refuses(&[Rule::ChangedInBetween, Rule::OwnMatter])
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
    const ABOUT: &'static str = "Why a member is not paid, and when an operator looks again.";

    fn read(fields: &mut Fields) -> Option<NewHold> {
        let reason = fields.required("reason", reason);
        fields.note("reason", "Why the member is not paid.");
        let review_on = fields.required("review_on", Field::date);
        fields.note("review_on", "The day on which an operator looks at it again.");
        Some(NewHold { reason: reason?, review_on: review_on? })
    }
}

/// A hold with its version.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct HoldView {
    #[serde(flatten)]
    hold: Hold,
    /// How often it was written: `If-Match: "v2"` changes the second version alone.
    #[schemars(range(min = 1))]
    version: u64,
}

impl From<Stored<Hold>> for HoldView {
    fn from(Stored { item, revision }: Stored<Hold>) -> Self {
        Self { hold: item, version: revision }
    }
}

/// `POST /members/{member}/hold` `{reason, review_on}`. The same again changes nothing; 404 for a member
/// whom the studio does not know.
pub(crate) async fn place(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    if_match: Option<IfMatch>,
    Path(member): Path<MemberId>,
    Body(NewHold { reason, review_on }): Body<NewHold>,
) -> Result<Tagged<HoldView>, Problem> {
    let expect = |revision| require_seen(if_match.as_ref(), revision);
    let terms = (reason, review_on);
    let hold = ledger(&runtime)?.place_hold(member, terms, caller.member, expect).await;
    tagged(hold.or_problem()?)
}

/// `POST /members/{member}/hold/release` `{reason}`. 404 where nothing was ever held.
pub(crate) async fn release(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    if_match: Option<IfMatch>,
    Path(member): Path<MemberId>,
    Body(OperatorReason(reason)): Body<OperatorReason>,
) -> Result<Tagged<HoldView>, Problem> {
    let expect = |revision| require_seen(if_match.as_ref(), revision);
    let hold = ledger(&runtime)?.release_hold(member, reason, caller.member, expect).await;
    tagged(hold.or_problem()?.ok_or_else(Problem::not_found)?)
}

fn tagged(hold: Stored<Hold>) -> Result<Tagged<HoldView>, Problem> {
    answer::tagged(ETag(hold.revision), &HoldView::from(hold))
}

/// `GET /holds`: those that hold, the first to be looked at again first. One round trip.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<HoldView>>, Problem> {
    let page = PageAfter::<(Date, MemberId)>::of(&page)?;
    let mut holds = ledger(&runtime)?.store().list_stored(&store::hold::all()).await?;
    holds.retain(|hold| hold.item.released.is_none());
    let ListPage { items, next } = page.cut(holds, |hold| (hold.item.review_on, hold.item.member));
    answer::found(&ListPage { items: items.into_iter().map(HoldView::from).collect(), next })
}
