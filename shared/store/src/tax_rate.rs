//! What is withheld of a payee's payouts: numbered, each number an input of its month.

use domain::change::Change;
use domain::id::MemberId;
use domain::money::input::{Country, Input, MonthInput, NumberedTaxRate};
use domain::money::{Account, BasisPoints, YearMonth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::retry::retry_on_conflict;
use crate::table::Store;

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

impl Store {
    /// Sets a rate from the oldest Open month on; the one that is set already stays as it is. Three
    /// round trips.
    pub async fn set_tax_rate(
        &self,
        genesis: YearMonth,
        (account, country, basis_points): (&Account, &Country, BasisPoints),
        by: MemberId,
        at: Timestamp,
    ) -> Result<Change<TaxRateItem>, StoreError> {
        retry_on_conflict(|| async {
            let month = self.oldest_open_month(genesis).await?;
            let before = self.get(key(account)).await?;
            let last = before.as_ref().map(|stored| &stored.item.rate);
            if last
                .is_some_and(|last| last.country == *country && last.basis_points == basis_points)
            {
                return Ok(Change::AlreadyApplied);
            }
            let rate = NumberedTaxRate {
                account: account.clone(),
                number: last.map_or(1, |last| last.number.saturating_add(1)),
                country: country.clone(),
                basis_points,
            };
            let input = MonthInput { month, input: Input::TaxRate(rate.clone()), by, at };
            let item = TaxRateItem { rate, month, set_by: by, set_at: at };
            let revision = before.map_or(0, |stored| stored.revision);
            let subject = Stored { item, revision };
            self.decide(&subject, &input).await?;
            Ok(Change::Applied(subject.item))
        })
        .await
    }
}
