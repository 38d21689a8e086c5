//! Where the caller is paid. Taken whole, checked, and from then on shown masked.

use axum::extract::State;
use axum::response::Response;
use domain::money::input::Country;
use domain::money::{BankDetails, Iban, OutsideSepa, PayoutAccount};
use domain::rules::Rule;
use edge::{Caller, Failures, Field, Fields, JsonBody, Problem, respond};
use jiff::Timestamp;
use runtime::Runtime;
use serde::Serialize;
use store::payout_account::PayoutAccountItem;

use crate::ledger;
use crate::problems::OrProblem;

#[derive(Debug, Serialize)]
struct AccountView {
    holder: String,
    /// `FI•• •••• 85`.
    iban: Option<String>,
    /// `US •••• 42`.
    bank: Option<String>,
    changed_at: Timestamp,
    /// Nothing is paid to it before.
    usable_at: Timestamp,
}

impl From<&PayoutAccountItem> for AccountView {
    fn from(item: &PayoutAccountItem) -> Self {
        Self {
            holder: item.account.holder.clone(),
            iban: item.account.iban.as_ref().map(Iban::masked),
            bank: item.account.bank.as_ref().map(BankDetails::masked),
            changed_at: item.changed_at,
            usable_at: item.usable_at,
        }
    }
}

/// `GET /me/payout-account`: masked; 404 before there is one. One round trip.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Response, Problem> {
    let found = ledger(&runtime)?.store().get(store::payout_account::key(caller.member)).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    respond::ok(&AccountView::from(&found.item))
}

/// `PUT /me/payout-account` `{holder, iban?, bank?}`: an IBAN for euros, the bank's own fields for
/// every other currency. The first one is paid to at once, a changed one after 72 hours, and the
/// member is notified which account was used before. Two round trips; the same account again
/// changes nothing.
pub(crate) async fn put(
    State(runtime): State<Runtime>,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let account = account(body.fields()?)?;
    let changed = ledger(&runtime)?.change_payout_account(caller.member, account).await;
    respond::ok(&AccountView::from(&changed.or_problem()?))
}

fn account(mut fields: Fields) -> Result<PayoutAccount, Problem> {
    let holder = fields.required("holder", |field| field.line(1..=70));
    let iban = fields.optional("iban", iban);
    let bank = fields.optional("bank", |field| field.object(bank));
    if let (Some(iban), Some(bank)) = (&iban, &bank)
        && let Err(none) = PayoutAccount::require_one(iban.as_ref(), bank.as_ref())
    {
        fields.fail("iban", Rule::Missing.as_str(), none.to_string());
    }
    fields.finish(|| Some(PayoutAccount { holder: holder?, iban: iban?, bank: bank? }))
}

fn iban(field: Field) -> Result<Iban, Failures> {
    let read = |field: Field| field.parse_with(Rule::Iban.as_str(), str::parse::<Iban>);
    let reached = |error: OutsideSepa| (Rule::OutsideSepa.as_str(), error.to_string());
    field.checked(read, |iban| iban.within_sepa().map_err(reached))
}

fn bank(fields: &mut Fields) -> Option<BankDetails> {
    let account_number = fields.required("account_number", |field| field.line(1..=34));
    let bank_code = fields.required("bank_code", |field| field.line(1..=35));
    let bank_name = fields.required("bank_name", |field| field.line(1..=70));
    let country = fields.required("country", Field::parse::<Country>);
    Some(BankDetails {
        account_number: account_number?,
        bank_code: bank_code?,
        bank_name: bank_name?,
        country: country?.into(),
    })
}
