//! What is withheld of a payee's payouts, and for which country.

use axum::extract::State;
use domain::id::MemberId;
use domain::money::input::Country;
use domain::money::{Account, BasisPoints, YearMonth};
use domain::rules::Rule;
use edge::{
    Body, ETag, Field, Fields, IfMatch, Operator, OrInternal, Path, Problem, ReadFields, Routes,
    Tag, Tagged, answer,
};
use jiff::Timestamp;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::tax_rate::TaxRateItem;

use crate::ledger;
use crate::problems::{OrProblem, require_seen};

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPayments)
        .get("/members/{member}/tax-rate", read, |it| {
            it.summary("Read what is withheld of a payee's payouts").who("operators")
        })
        .put("/members/{member}/tax-rate", set, |it| {
            it.summary("Set what is withheld of a payee's payouts")
                .text(
                    "From the oldest open month on; 0 withholds nothing. The same again changes \
                     nothing. Who says which version they have read overwrites no other one.",
                )
                .who("operators; nobody on their own payouts")
                .refuses(&[Rule::OwnMatter, Rule::UnknownPayee])
        })
}

/// Which part is withheld, for which country.
#[derive(Debug)]
pub(crate) struct NewTaxRate {
    country: Country,
    rate_bp: u16,
}

impl ReadFields for NewTaxRate {
    const NAME: &'static str = "NewTaxRate";
    const ABOUT: &'static str = "Which part is withheld, for which country.";

    fn read(fields: &mut Fields) -> Option<NewTaxRate> {
        let country = fields.required("country", Field::parse::<Country>);
        fields.note("country", "The country whose tax it is.");
        let rate_bp = fields.required("rate_bp", |field| field.integer(0..=10_000_u16));
        fields.note("rate_bp", "Hundredths of a percent of what would be paid.");
        Some(NewTaxRate { country: country?, rate_bp: rate_bp? })
    }
}

/// Which part of the earnings of a member is withheld as tax.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TaxRateView {
    member: MemberId,
    country: Country,
    rate_bp: BasisPoints,
    /// The first month that withholds it.
    month: YearMonth,
    set_by: MemberId,
    set_at: Timestamp,
}

/// `PUT /members/{member}/tax-rate` `{country, rate_bp}`: from the oldest Open month on. Four
/// round trips, one more for a member without a profile or a notice; 404 for a member whom the
/// studio does not know.
pub(crate) async fn set(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    if_match: Option<IfMatch>,
    Path(member): Path<MemberId>,
    Body(NewTaxRate { country, rate_bp }): Body<NewTaxRate>,
) -> Result<Tagged<TaxRateView>, Problem> {
    let rate = BasisPoints::try_from(rate_bp).or_internal()?;
    let expect = |number| require_seen(if_match.as_ref(), number);
    let set = ledger(&runtime)?.set_tax_rate(member, (country, rate), caller.member, expect).await;
    tagged(member, set.or_problem()?.ok_or_else(Problem::not_found)?)
}

/// `GET /members/{member}/tax-rate`: 404 where nothing is withheld. One round trip.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(member): Path<MemberId>,
) -> Result<Tagged<TaxRateView>, Problem> {
    let key = store::tax_rate::key(&Account::of_member(member));
    let found = ledger(&runtime)?.store().get(key).await?.ok_or_else(Problem::not_found)?;
    tagged(member, found.item)
}

/// With the number of the rate as its version.
fn tagged(member: MemberId, item: TaxRateItem) -> Result<Tagged<TaxRateView>, Problem> {
    let version = ETag(item.rate.number.into());
    let view = TaxRateView {
        member,
        country: item.rate.country,
        rate_bp: item.rate.rate_bp,
        month: item.month,
        set_by: item.set_by,
        set_at: item.set_at,
    };
    answer::tagged(version, &view)
}
