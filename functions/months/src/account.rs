//! Where the caller is paid. Taken whole, checked, and from then on shown masked.

use axum::extract::State;
use domain::money::input::Country;
use domain::money::{BankDetails, Iban, NoPayoutAccount, PayoutAccount};
use domain::rules::Rule;
use domain::shape::Shaped;
use edge::{
    Body, Caller, Failures, Field, Fields, Found, Problem, ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::payout_account::PayoutAccountItem;

use crate::ledger;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::MyMoney)
        .get("/me/payout-account", read, |it| {
            it.summary("Read where one is paid")
                .text("Masked. Not found before there is an account.")
                .who("every member")
                .refuses(&[Rule::NotFound])
        })
        .put("/me/payout-account", put, |it| {
            it.summary("Say where one is paid")
                .text(
                    "The first account is paid to at once, a changed one after 72 hours. The same \
                     account again changes nothing.",
                )
                .who("every member")
                .refuses(&[Rule::ChangedInBetween, Rule::Iban])
                .without_if_match(
                    "it is the caller's own, taken whole, and a change is told to them with the \
                     account that was used before",
                )
        })
}

/// Where a member is paid, as its owner recognises it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PayoutAccountView {
    /// Whose account it is, as the bank has it.
    holder: String,
    /// For euros, masked: `FI•• •••• 85`; null where there is none.
    iban: Option<String>,
    /// For every other currency, masked: `US •••• 42`; null where there is none.
    bank: Option<String>,
    changed_at: Timestamp,
    /// Nothing is paid to it before.
    usable_at: Timestamp,
}

impl From<&PayoutAccountItem> for PayoutAccountView {
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
) -> Result<Found<PayoutAccountView>, Problem> {
    let found = ledger(&runtime)?.store().get(store::payout_account::key(caller.member)).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    answer::found(&PayoutAccountView::from(&found.item))
}

/// `PUT /me/payout-account` `{holder, iban?, bank?}`: an IBAN for euros, the bank's own fields for
/// every other currency. The first one is paid to at once, a changed one after 72 hours, and the
/// member is notified which account was used before. Two round trips; the same account again
/// changes nothing.
pub(crate) async fn put(
    State(runtime): State<Runtime>,
    caller: Caller,
    Body(PayoutAccountEntry(account)): Body<PayoutAccountEntry>,
) -> Result<Found<PayoutAccountView>, Problem> {
    let changed = ledger(&runtime)?.change_payout_account(caller.member, account).await;
    answer::found(&PayoutAccountView::from(&changed.or_problem()?))
}

/// An account as its owner enters it.
pub(crate) struct PayoutAccountEntry(PayoutAccount);

impl ReadFields for PayoutAccountEntry {
    const NAME: &'static str = "PayoutAccountEntry";
    const ABOUT: &'static str = "An account as its owner enters it.";

    fn read(fields: &mut Fields) -> Option<PayoutAccountEntry> {
        let holder = fields.required("holder", |field| field.line(1..=70));
        fields.note("holder", "Whose account it is, as the bank has it.");
        let iban = fields.optional("iban", iban);
        fields.note("iban", "For euros, of a country within SEPA.");
        let bank = fields.optional("bank", |field| field.object(bank));
        fields.note("bank", "For every other currency.");
        fields.at_least_one_of(&["iban", "bank"], Rule::Missing, NoPayoutAccount);
        Some(PayoutAccountEntry(PayoutAccount { holder: holder?, iban: iban?, bank: bank? }))
    }
}

fn iban(field: Field) -> Result<Iban, Failures> {
    let read = |field: Field| field.parse_as(Iban::SHAPE, Rule::Iban, str::parse::<Iban>);
    field.ruled(Rule::OutsideSepa, read, Iban::within_sepa)
}

fn bank(fields: &mut Fields) -> Option<BankDetails> {
    let account_number = fields.required("account_number", |field| field.line(1..=34));
    let bank_code = fields.required("bank_code", |field| field.line(1..=35));
    fields.note("bank_code", "A BIC, a routing number, a sort code: what the bank's country uses.");
    let bank_name = fields.required("bank_name", |field| field.line(1..=70));
    let country = fields.required("country", Field::parse::<Country>);
    Some(BankDetails {
        account_number: account_number?,
        bank_code: bank_code?,
        bank_name: bank_name?,
        country: country?.into(),
    })
}
