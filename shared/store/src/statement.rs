//! The posted books: one entry per payee, currency and month, the other side of each chunk, and
//! the permanent marker that makes a chunk happen once.

use domain::id::MemberId;
use domain::money::plan::{Chunk, Unit};
use domain::money::{
    Account, Amount, AmountError, Currency, Money, PayoutAmounts, Sha256Hex, YearMonth,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::balance::{BalanceChange, add_to_balance};
use crate::error::StoreError;
use crate::item::{Item, ItemKey};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;

/// What one month booked for one account in one currency: the totals. The lines stand in the chunk
/// that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    pub account: Account,
    pub month: YearMonth,
    pub currency: Currency,
    pub opening: Amount,
    pub earnings: Amount,
    pub adjustments: Amount,
    /// What of both came through the pools of splits.
    pub pool: Amount,
    pub payout: PayoutAmounts,
    pub plan_sha256: Sha256Hex,
    pub chunk_sha256: Sha256Hex,
    pub posted_at: Timestamp,
}

/// The other side of the entries of one chunk: with it the chunk adds up to zero in each currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterEntry {
    pub month: YearMonth,
    pub chunk: u64,
    /// The negated sum of earnings and adjustments, by currency.
    pub totals: Vec<Money>,
}

/// A chunk that is booked, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedMarker {
    pub month: YearMonth,
    pub chunk: u64,
    pub plan_sha256: Sha256Hex,
    pub chunk_sha256: Sha256Hex,
    pub posted_by: Option<MemberId>,
    pub posted_at: Timestamp,
}

impl Item for LedgerEntry {
    const KIND: &'static str = "entry";

    fn key(&self) -> Key {
        keys::entry(&self.account, self.month, self.currency)
    }
}

impl Item for CounterEntry {
    const KIND: &'static str = "counter_entry";

    fn key(&self) -> Key {
        keys::counter_entry(self.month, self.chunk)
    }
}

impl Item for PostedMarker {
    const KIND: &'static str = "posted";

    fn key(&self) -> Key {
        keys::posted(self.month, self.chunk)
    }
}

/// What became of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum ChunkPosted {
    New,
    /// It was booked before, under this marker. The caller compares the plan.
    Before(PostedMarker),
}

/// The markers of a month's posted chunks, in order.
pub fn posted_in(month: YearMonth) -> List<PostedMarker> {
    List::in_table(keys::month_partition(month), keys::POSTED_PREFIX)
}

/// The other sides of a month's chunks, in order.
pub fn counter_entries_of(month: YearMonth) -> List<CounterEntry> {
    List::in_table(keys::month_partition(month), keys::COUNTER_PREFIX)
}

/// An account's entry of one month in one currency.
pub fn key(account: &Account, month: YearMonth, currency: Currency) -> ItemKey<LedgerEntry> {
    ItemKey::new(keys::entry(account, month, currency))
}

/// All entries of an account, month by month.
pub fn entries_of(account: &Account) -> List<LedgerEntry> {
    List::in_table(keys::account_partition(account), keys::ENTRY_PREFIX)
}

/// An account's entries of one month, one a currency.
pub fn entries_in(account: &Account, month: YearMonth) -> List<LedgerEntry> {
    List::in_table(keys::account_partition(account), keys::entries_prefix(month))
}

impl Store {
    /// Books one chunk: its marker, its counter-entry, and per unit the entry and the balance; 98
    /// writes in one transaction, each with a condition that holds for ever. One round trip.
    pub async fn post_chunk(
        &self,
        marker: &PostedMarker,
        chunk: &Chunk,
    ) -> Result<ChunkPosted, StoreError> {
        let mut transaction = self.transaction();
        transaction.create(marker)?;
        transaction.create(&counter_entry(chunk).map_err(out_of_range)?)?;
        for unit in &chunk.units {
            transaction.create(&entry(unit, marker))?;
            let change = change(unit).map_err(out_of_range)?;
            add_to_balance(&mut transaction, &unit.account, unit.currency, change)?;
        }
        let Err(error) = self.commit(transaction).await else { return Ok(ChunkPosted::New) };
        match error.refusal(0).and_then(|refusal| refusal.now.clone()) {
            Some(now) => Ok(ChunkPosted::Before(now.parse()?.item)),
            None => Err(error),
        }
    }
}

fn entry(unit: &Unit, marker: &PostedMarker) -> LedgerEntry {
    LedgerEntry {
        account: unit.account.clone(),
        month: marker.month,
        currency: unit.currency,
        opening: unit.opening,
        earnings: unit.earnings,
        adjustments: unit.adjustments,
        pool: unit.pool,
        payout: unit.payout,
        plan_sha256: marker.plan_sha256.clone(),
        chunk_sha256: marker.chunk_sha256.clone(),
        posted_at: marker.posted_at,
    }
}

fn change(unit: &Unit) -> Result<BalanceChange, AmountError> {
    Ok(BalanceChange { balance: unit.balance_change()?, due: unit.payout.gross })
}

fn counter_entry(chunk: &Chunk) -> Result<CounterEntry, AmountError> {
    let mut sums: BTreeMap<Currency, Amount> = BTreeMap::new();
    for unit in &chunk.units {
        let sum = sums.entry(unit.currency).or_default();
        *sum = sum.checked_sub(unit.earnings)?.checked_sub(unit.adjustments)?;
    }
    let totals = sums.into_iter().map(|(currency, amount)| Money::new(currency, amount)).collect();
    Ok(CounterEntry { month: chunk.month, chunk: chunk.index, totals })
}

/// The plan has added up the same amounts before, so this does not happen to a sealed one.
fn out_of_range(error: AmountError) -> StoreError {
    StoreError::Unstorable(Box::new(serde::ser::Error::custom(error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::plan::{FileInput, Manifest, ReducedRow, plan};
    use domain::money::revenue_line::LineKey;
    use domain::money::{Share, Split, SplitRow, SplitVersion};

    /// One month of one payee, at 30.005 EUR.
    fn chunk() -> Chunk {
        let month = "2026-01".parse().unwrap();
        let account: Account = "mem_a".parse().unwrap();
        let rows = Split::new(vec![SplitRow { account, share_ppm: Share::WHOLE }]).unwrap();
        let row = ReducedRow {
            key: LineKey::Track("trk_1".to_owned()),
            source: String::new(),
            territory: String::new(),
            currency: "EUR".parse().unwrap(),
            amount: "30.005".parse().unwrap(),
            lines: 1,
            first_line: 2,
        };
        let sha256 = Sha256Hex::of(b"");
        let file = FileInput { reduced_sha256: sha256.clone(), sha256, rows: vec![row] };
        let manifest = Manifest {
            files: vec![file],
            splits: vec![SplitVersion::first("trk_1".parse().unwrap(), month, rows)],
            ..Manifest::empty(month, 1)
        };
        plan(&manifest).unwrap().chunks.remove(0)
    }

    #[test]
    fn a_chunk_and_its_counter_entry_add_up_to_zero() {
        let chunk = chunk();
        let counter = counter_entry(&chunk).unwrap();
        assert_eq!(counter.totals[0].to_string(), "-30.005 EUR");
        let change = change(&chunk.units[0]).unwrap();
        assert_eq!([change.balance, change.due].map(|a| a.to_string()), ["0.005", "30"]);
    }

    #[test]
    fn an_entry_survives_the_table() {
        let chunk = chunk();
        let marker = PostedMarker {
            month: chunk.month,
            chunk: 0,
            plan_sha256: Sha256Hex::of(b"plan"),
            chunk_sha256: Sha256Hex::of_json(&chunk),
            posted_by: None,
            posted_at: Timestamp::UNIX_EPOCH,
        };
        let item = entry(&chunk.units[0], &marker);
        assert_eq!(item.key().sk, "ENTRY#2026-01#EUR");
        let attributes = crate::item::to_attributes(&item, 1).unwrap();
        assert_eq!(crate::RawItem(attributes).parse::<LedgerEntry>().unwrap().item, item);
        let attributes = crate::item::to_attributes(&marker, 1).unwrap();
        assert_eq!(crate::RawItem(attributes).parse::<PostedMarker>().unwrap().item, marker);
    }
}
