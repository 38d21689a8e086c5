//! Payouts, the batches that they leave in, and what is written when one of them is settled or
//! comes back.
//!
//! A payout moves with its own revision as condition. A batch is created once, after the one before
//! it was submitted; from then on what is in it is fixed, and its bank files follow from it.

use std::collections::BTreeMap;

use domain::id::{MemberId, PayoutId};
use domain::money::books::MovementKind;
use domain::money::pay_day::execution_day;
use domain::money::{
    Account, Amount, Currency, EndToEndId, MonthState, Payable, PayoutEvent, PayoutState,
    Sha256Hex, YearMonth,
};
use domain::notice::Notice;
use futures::future::try_join_all;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::balance::{BalanceChange, add_to_balance};
use crate::error::StoreError;
use crate::expression::{Condition, Update};
use crate::hold::same_payees;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;
use crate::transaction::{TRANSACTION_ITEMS_MAX, Transaction};

/// The kind of the counter of movements, which is only ever added to.
const KIND: &str = "movement_count";

/// How many payouts a transaction settles: payout, movement, balance and notice at most,
/// beside the month's check and its counter.
const SETTLED_AT_ONCE: usize = 24;

/// How many payouts join a batch in one transaction.
const MOVED_AT_ONCE: usize = TRANSACTION_ITEMS_MAX;

/// How many such transactions are on their way at the same time: no two of them touch one item.
const TRANSACTIONS_AT_ONCE: usize = 4;

/// A payout and all that has happened to it.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Payout {
    /// Under which it is decided on.
    pub payout: PayoutId,
    /// Whom it pays, and how much.
    pub payable: Payable,
    /// How far it has come.
    pub state: PayoutState,
    /// The number of the attempt that is under way or was the last; 0 before the first.
    pub attempt: u32,
    /// The batch of that attempt; null before the first, and where it is in none.
    pub batch: Option<u64>,
    /// Where that attempt goes to, masked; null before the first, and where no bank file takes it.
    pub destination: Option<String>,
    /// When it became payable.
    pub created_at: Timestamp,
    /// Every move, the oldest first.
    pub history: Vec<PayoutStep>,
    /// What operators have said of this attempt by hand, and another one has not confirmed yet: the
    /// last word of each.
    pub proposals: Vec<PayoutProposal>,
}

/// What one operator says became of an attempt; it counts once another one says the same.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct PayoutProposal {
    /// What has become of the attempt.
    pub event: PayoutEvent,
    /// The first operator.
    pub by: MemberId,
    /// How they know.
    pub reason: String,
    /// When they said so.
    pub at: Timestamp,
}

/// One move of a payout.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct PayoutStep {
    /// Where it came to stand.
    pub state: PayoutState,
    /// Which attempt at paying it was, from 1.
    pub attempt: u32,
    /// When it moved.
    pub at: Timestamp,
    /// Who decided it; null where no person did.
    pub by: Option<MemberId>,
    /// Who had said the same before; null where it did not need two.
    pub proposed_by: Option<MemberId>,
    /// The bank's reason, or the operator's; null where nobody gave one.
    pub reason: Option<String>,
    /// Whether the reason is the bank's, which the payee may read.
    pub is_bank_reason: bool,
    /// The month that it is booked in; null where no money has moved.
    pub booked_in: Option<YearMonth>,
}

/// A batch: what leaves together. Its list of payments stands in the bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// From 1, over all months.
    pub number: u64,
    /// The month whose paying made it; payouts of earlier months may be in it.
    pub month: YearMonth,
    pub manifest_sha256: Sha256Hex,
    pub payments: u64,
    pub created_by: Option<MemberId>,
    pub created_at: Timestamp,
    /// Empty until they are written.
    pub files: Vec<BankFile>,
    pub submitted_at: Option<Timestamp>,
}

/// A file for the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankFile {
    pub currency: Currency,
    /// `pain.001` or `csv`.
    pub format: String,
    pub sha256: Sha256Hex,
    pub payments: u64,
}

/// Money that has left what is due, or is due again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// The month that it is booked in.
    pub month: YearMonth,
    pub payout: PayoutId,
    pub attempt: u32,
    pub movement: MovementKind,
    pub payable: Payable,
    pub at: Timestamp,
}

/// A file of the bank's answers, once.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct SettlementFile {
    /// Whose payouts it answers.
    pub month: YearMonth,
    /// Of the file's bytes.
    pub sha256: Sha256Hex,
    /// Which of the banks' formats it has.
    pub format: String,
    /// How many payouts have arrived.
    pub settled: u64,
    /// How many payouts came back.
    pub returned: u64,
    /// How many payouts are still on their way.
    pub pending: u64,
    /// How many of its lines name no payout of ours.
    pub unknown: u64,
    /// The operator who sent it.
    pub loaded_by: MemberId,
    /// When it was read.
    pub loaded_at: Timestamp,
}

/// A move of a payout with what it books and whom it tells.
#[derive(Debug, Clone, PartialEq)]
pub struct PayoutMove {
    /// As it will be, over the revision that was read.
    pub payout: Stored<Payout>,
    pub movement: Option<Movement>,
    pub notice: Option<Notice>,
}

impl Payout {
    /// Who is paid.
    pub fn payee(&self) -> Option<MemberId> {
        self.payable.account.member()
    }

    /// Who said this of the attempt that stands, and was not confirmed yet.
    pub fn proposed(&self, event: PayoutEvent) -> impl Iterator<Item = MemberId> {
        self.proposals.iter().filter(move |one| one.event == event).map(|one| one.by)
    }

    /// With an operator's word beside those of others; nothing where they have said it before.
    #[must_use]
    pub fn with_proposal(&self, proposal: PayoutProposal) -> Option<Self> {
        if self.proposed(proposal.event).any(|by| by == proposal.by) {
            return None;
        }
        let mut proposals = self.proposals.clone();
        proposals.retain(|one| one.by != proposal.by);
        proposals.push(proposal);
        Some(Self { proposals, ..self.clone() })
    }

    /// Who let it be tried again, where it waits for that.
    pub fn reopened_by(&self) -> Option<MemberId> {
        let last = self.history.last().filter(|step| step.state == PayoutState::Due);
        last.and_then(|step| step.by)
    }

    /// What the bank calls the attempt.
    pub const fn end_to_end_id(&self) -> EndToEndId {
        EndToEndId { payout: self.payout, attempt: self.attempt }
    }
}

impl Batch {
    /// When the bank is asked to pay it.
    pub fn execution_day(&self) -> Date {
        execution_day(self.month, self.created_at.to_zoned(TimeZone::UTC).date())
    }
}

impl Item for Payout {
    const KIND: &'static str = "payout";

    fn key(&self) -> Key {
        keys::payout(self.payout)
    }

    /// Listed by its state, the oldest month first.
    fn indexes(&self) -> Indexes {
        let state = self.state.as_str();
        let place = keys::work_list(Self::KIND, state, self.payout, self.created_at);
        Indexes { owner_list: None, work_list: Some(place) }
    }
}

impl Item for Batch {
    const KIND: &'static str = "batch";

    fn key(&self) -> Key {
        keys::batch(self.number)
    }
}

impl Item for Movement {
    const KIND: &'static str = "movement";

    fn key(&self) -> Key {
        keys::movement(self.month, self.payout, self.attempt, self.movement)
    }
}

impl Item for SettlementFile {
    const KIND: &'static str = "settlement_file";

    fn key(&self) -> Key {
        keys::settlement(self.month, &self.sha256)
    }
}

/// A payout, by its id.
pub fn key(payout: PayoutId) -> ItemKey<Payout> {
    ItemKey::new(keys::payout(payout))
}

/// Those of a state, one of its eight lists after the other, each from the oldest on; a hint, since
/// an index lags.
pub fn in_state(state: PayoutState) -> List<Payout> {
    List::work_list(keys::payouts_partitions(state))
}

/// What has moved in a month.
pub fn movements_of(month: YearMonth) -> List<Movement> {
    List::in_table(keys::month_partition(month), keys::MOVEMENT_PREFIX)
}

/// Every batch there ever was, in order.
pub fn batches() -> List<Batch> {
    List::in_table(keys::BATCHES_PARTITION, "")
}

/// A file of the bank, by the SHA-256 of its bytes.
pub fn settlement_key(month: YearMonth, sha256: &Sha256Hex) -> ItemKey<SettlementFile> {
    ItemKey::new(keys::settlement(month, sha256))
}

impl Store {
    /// Those of these payouts that exist. One round trip a hundred.
    pub async fn payouts(
        &self,
        wanted: &[PayoutId],
    ) -> Result<BTreeMap<PayoutId, Stored<Payout>>, StoreError> {
        let keys: Vec<Key> = wanted.iter().map(|payout| keys::payout(*payout)).collect();
        let found = self.get_many(&keys).await?.into_iter().flatten();
        found
            .map(|item| {
                let stored: Stored<Payout> = item.parse()?;
                Ok((stored.item.payout, stored))
            })
            .collect()
    }

    /// Creates payouts that nobody has created yet; [`StoreError::Refused`] where somebody has in
    /// between: read again. One round trip a hundred, four at the same time.
    pub async fn create_payouts(&self, payouts: &[Payout]) -> Result<(), StoreError> {
        let mut transactions = Vec::new();
        for some in payouts.chunks(MOVED_AT_ONCE) {
            let mut transaction = self.transaction();
            for payout in some {
                transaction.create(payout)?;
            }
            transactions.push(transaction);
        }
        self.commit_all(transactions).await
    }

    /// Moves payouts that nobody has moved since they were read. One round trip a hundred, four at
    /// the same time; after a refusal some may be done, read again.
    pub async fn move_payouts(&self, payouts: &[Stored<Payout>]) -> Result<(), StoreError> {
        let mut transactions = Vec::new();
        for some in payouts.chunks(MOVED_AT_ONCE) {
            let mut transaction = self.transaction();
            for payout in some {
                transaction.replace(payout)?;
            }
            transactions.push(transaction);
        }
        self.commit_all(transactions).await
    }

    /// Commits transactions that have nothing in common, some at the same time.
    async fn commit_all(&self, transactions: Vec<Transaction>) -> Result<(), StoreError> {
        let mut transactions = transactions.into_iter();
        loop {
            let some = transactions.by_ref().take(TRANSACTIONS_AT_ONCE);
            let commits: Vec<_> = some.map(|transaction| self.commit(transaction)).collect();
            if commits.is_empty() {
                return Ok(());
            }
            try_join_all(commits).await?;
        }
    }

    /// Moves payouts, books what has moved in `month` and tells the payees; the month must not be
    /// closed. One round trip for 24 of them; after a refusal some may be done, read again.
    pub async fn settle_payouts(
        &self,
        month: YearMonth,
        moves: &[PayoutMove],
    ) -> Result<(), StoreError> {
        for some in moves.chunks(SETTLED_AT_ONCE) {
            let mut transaction = self.transaction();
            require_unclosed(&mut transaction, month)?;
            count_movement(&mut transaction, month)?;
            for one in some {
                transaction.replace(&one.payout)?;
                if let Some(movement) = &one.movement {
                    transaction.create(movement)?;
                }
                if let Some(notice) = &one.notice {
                    transaction.repeat(notice)?;
                }
            }
            book(&mut transaction, some.iter().filter_map(|one| one.movement.as_ref()))?;
            self.commit(transaction).await?;
        }
        Ok(())
    }

    /// How often money has moved in a month: closing rests on nothing having moved in between. One
    /// round trip.
    pub async fn movement_count(&self, month: YearMonth) -> Result<u64, StoreError> {
        let found = self.get_many(&[keys::movement_count(month)]).await?;
        let count =
            found.first().and_then(Option::as_ref).and_then(|item| item.number("movements"));
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// Seals a batch, if it is the next one, no hold has been set or lifted and nobody's account
    /// has changed since `payee_changes` was read. One round trip.
    pub async fn create_batch(&self, batch: &Batch, payee_changes: u64) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.create(batch)?;
        same_payees(&mut transaction, payee_changes)?;
        self.commit(transaction).await
    }
}

/// Requires that `month` is not closed at the moment of the commit.
fn require_unclosed(transaction: &mut Transaction, month: YearMonth) -> Result<(), StoreError> {
    let states = [
        MonthState::Open,
        MonthState::Frozen,
        MonthState::Planned,
        MonthState::Approved,
        MonthState::Posted,
        MonthState::Paid,
    ];
    let texts =
        states.map(|state| aws_sdk_dynamodb::types::AttributeValue::S(state.as_str().to_owned()));
    let unclosed =
        Condition::Any(vec![Condition::Absent, Condition::OneOf("state", texts.to_vec())]);
    transaction.check(&keys::month(month), &unclosed)?;
    Ok(())
}

fn count_movement(transaction: &mut Transaction, month: YearMonth) -> Result<(), StoreError> {
    let update = Update::new().set_text("kind", KIND).add("movements", 1);
    transaction.update(&keys::movement_count(month), update)?;
    Ok(())
}

/// What the balances of the payees say of it: due no longer, or due again. Two months of one payee
/// are one change, since a transaction touches no item twice.
fn book<'a>(
    transaction: &mut Transaction,
    movements: impl Iterator<Item = &'a Movement>,
) -> Result<(), StoreError> {
    let unstorable = |error| StoreError::Unstorable(Box::new(serde::ser::Error::custom(error)));
    let mut payables: BTreeMap<(&Account, Currency), Amount> = BTreeMap::new();
    for Movement { payable, movement, .. } in movements {
        let due = payables.entry((&payable.account, payable.currency)).or_default();
        let changed = match movement {
            MovementKind::Settled => due.checked_sub(payable.gross),
            MovementKind::TakenBack => due.checked_add(payable.gross),
        };
        *due = changed.map_err(unstorable)?;
    }
    for ((account, currency), due) in payables {
        let change = BalanceChange { balance: Amount::ZERO, due };
        add_to_balance(transaction, account, currency, change)?;
    }
    Ok(())
}
