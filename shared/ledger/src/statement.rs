//! What a payee reads of a posted month: the totals from the books, the lines from the plan.

use domain::money::plan::{EarningLine, Unit};
use domain::money::{Account, YearMonth};
use media::keys;
use store::statement::Entry;

use crate::Ledger;
use crate::error::LedgerError;

/// One payee's month, by currency code. Empty where nothing was booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub account: Account,
    pub month: YearMonth,
    pub entries: Vec<StatementEntry>,
}

/// One currency of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementEntry {
    pub entry: Entry,
    /// By track.
    pub lines: Vec<EarningLine>,
}

impl Ledger {
    /// What was booked for `account` in `month`. One round trip, and one a currency for the lines.
    pub async fn statement(
        &self,
        account: &Account,
        month: YearMonth,
    ) -> Result<Statement, LedgerError> {
        let mut entries = Vec::new();
        for entry in self.store.entries(account, month).await? {
            let chunk = self.plan_chunk(month, &entry.chunk_sha256).await?;
            let unit = chunk.units.into_iter().find(|unit| is_of(unit, &entry));
            let Some(Unit { lines, .. }) = unit else {
                let key = keys::plan(month, &entry.chunk_sha256);
                return Err(LedgerError::ObjectChanged { key });
            };
            entries.push(StatementEntry { entry, lines });
        }
        Ok(Statement { account: account.clone(), month, entries })
    }
}

fn is_of(unit: &Unit, entry: &Entry) -> bool {
    unit.account == entry.account && unit.currency == entry.currency
}
