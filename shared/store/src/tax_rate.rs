//! What is withheld of a payee's payouts: numbered, each number an input of its month.

use domain::change::Change;
use domain::id::MemberId;
use domain::money::input::{Country, Input, MonthInput, NumberedTaxRate};
use domain::money::{Account, BasisPoints, YearMonth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decision::{Decided, MonthDecision};
use crate::item::{Item, ItemKey};
use crate::keys::{self, Key};

/// The rate that was set last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRateItem {
    pub rate: NumberedTaxRate,
    /// The first month that withholds it.
    pub month: YearMonth,
    pub set_by: MemberId,
    pub set_at: Timestamp,
}

impl Item for TaxRateItem {
    const KIND: &'static str = "tax_rate";

    fn key(&self) -> Key {
        keys::tax_rate(&self.rate.account)
    }
}

/// What is withheld of an account's payouts, if anybody ever set it.
pub fn key(account: &Account) -> ItemKey<TaxRateItem> {
    ItemKey::new(keys::tax_rate(account))
}

/// A rate from the oldest Open month on; the one that is set already stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRateDecision {
    pub account: Account,
    pub country: Country,
    pub rate_bp: BasisPoints,
    pub by: MemberId,
    pub at: Timestamp,
}

impl MonthDecision for TaxRateDecision {
    type Item = TaxRateItem;
    type Answer = Change<TaxRateItem>;

    fn last(&self) -> Option<ItemKey<TaxRateItem>> {
        Some(key(&self.account))
    }

    fn decide(
        &self,
        last: Option<&TaxRateItem>,
        month: YearMonth,
    ) -> Decided<TaxRateItem, Self::Answer> {
        let Self { account, country, rate_bp, by, at } = self.clone();
        let last = last.map(|item| &item.rate);
        match NumberedTaxRate::after(last, account, country, rate_bp) {
            Change::AlreadyApplied => Decided::Answered(Change::AlreadyApplied),
            Change::Applied(rate) => {
                let input = MonthInput { month, input: Input::TaxRate(rate.clone()), by, at };
                Decided::New(TaxRateItem { rate, month, set_by: by, set_at: at }, input)
            }
        }
    }

    fn applied(&self, item: TaxRateItem) -> Self::Answer {
        Change::Applied(item)
    }
}
