//! The list of a payee's statements: every month that booked something for them, and every posted
//! month in which something was due to them.

use std::collections::BTreeMap;

use domain::id::MemberId;
use domain::money::{Amount, Currency, PayablesProof, PayoutAmounts, Sha256Hex, YearMonth};
use jiff::Timestamp;
use store::month::PostedFrom;
use store::statement::LedgerEntry;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::statements::statement::account_of;

/// One currency of one statement: the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementTotals {
    pub month: YearMonth,
    pub currency: Currency,
    pub opening: Amount,
    pub earnings: Amount,
    pub adjustments: Amount,
    pub payout: PayoutAmounts,
    /// What was due to the payee, and what became of it.
    pub due: PayablesProof,
    pub plan_sha256: Sha256Hex,
    pub posted_at: Timestamp,
}

impl Ledger {
    /// Everything that a member has a statement of, by month and currency. Three round trips, and
    /// one for 98 payouts.
    pub async fn statements(&self, member: MemberId) -> Result<Vec<StatementTotals>, LedgerError> {
        let entries =
            self.store.list_all(&store::statement::entries_of(&account_of(member))).await?;
        let (payables, months) = self.payables_by_month(member, &entries).await?;
        let mut all = BTreeMap::new();
        for entry in entries {
            let due = payables.of(entry.currency, entry.month)?;
            all.insert((entry.month, entry.currency), booked(entry, due));
        }
        for (month, from) in months.posted() {
            for currency in payables.currencies() {
                let due = payables.of(currency, month)?;
                if due != PayablesProof::empty(currency) {
                    all.entry((month, currency)).or_insert_with(|| only_due(month, due, from));
                }
            }
        }
        Ok(all.into_values().collect())
    }
}

fn booked(entry: LedgerEntry, due: PayablesProof) -> StatementTotals {
    let LedgerEntry { month, currency, opening, earnings, adjustments, payout, .. } = entry;
    let (plan_sha256, posted_at) = (entry.plan_sha256, entry.posted_at);
    StatementTotals {
        month,
        currency,
        opening,
        earnings,
        adjustments,
        payout,
        due,
        plan_sha256,
        posted_at,
    }
}

/// Nothing was booked for the payee.
fn only_due(month: YearMonth, due: PayablesProof, from: &PostedFrom) -> StatementTotals {
    StatementTotals {
        month,
        currency: due.currency,
        opening: Amount::ZERO,
        earnings: Amount::ZERO,
        adjustments: Amount::ZERO,
        payout: PayoutAmounts::NOTHING,
        due,
        plan_sha256: from.plan_sha256.clone(),
        posted_at: from.posted_at,
    }
}
