//! What is withheld of a payee's payouts, and for which country.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::money::input::Country;
use domain::money::{Account, BasisPoints, YearMonth};
use edge::{Field, JsonBody, Operator, OrInternal, Path, Problem, respond};
use jiff::Timestamp;
use runtime::Runtime;
use serde::Serialize;
use store::tax_rate::TaxRateItem;

use crate::ledger;
use crate::problems::OrProblem;

#[derive(Debug, Serialize)]
struct TaxRateView {
    member: MemberId,
    country: Country,
    basis_points: BasisPoints,
    /// The first month that withholds it.
    month: YearMonth,
    set_by: MemberId,
    set_at: Timestamp,
}

/// `PUT /members/{member}/tax-rate` `{country, basis_points}`: from the oldest Open month on. Four
/// round trips, one more for a member without a profile or a notice; 404 for a member whom the
/// studio does not know.
pub(crate) async fn set(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let country = fields.required("country", Field::parse::<Country>);
    let basis_points = fields.required("basis_points", |field| field.integer(0..=10_000_u16));
    let (country, basis_points) = fields.finish(|| Some((country?, basis_points?)))?;
    let rate = BasisPoints::try_from(basis_points).or_internal()?;
    let set = ledger(&runtime)?.set_tax_rate(member, (country, rate), caller.member).await;
    respond::ok(&view(member, set.or_problem()?.ok_or_else(Problem::not_found)?))
}

/// `GET /members/{member}/tax-rate`: 404 where nothing is withheld. One round trip.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(member): Path<MemberId>,
) -> Result<Response, Problem> {
    let key = store::tax_rate::key(&Account::of_member(member));
    let found = ledger(&runtime)?.store().get(key).await?.ok_or_else(Problem::not_found)?;
    respond::ok(&view(member, found.item))
}

fn view(member: MemberId, item: TaxRateItem) -> TaxRateView {
    TaxRateView {
        member,
        country: item.rate.country,
        basis_points: item.rate.basis_points,
        month: item.month,
        set_by: item.set_by,
        set_at: item.set_at,
    }
}
