//! The months of the books: where each one stands, and the condition that every money input of a
//! month is written under.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MemberId;
use domain::money::close::Difference;
use domain::money::plan::Proof;
use domain::money::{MonthError, MonthState, PayablesProof, Sha256Hex, YearMonth};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::table::Store;
use crate::transaction::Transaction;

/// Where a month stands. A month that nobody has touched has no item and is Open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    pub month: YearMonth,
    pub state: MonthState,
    /// The number of the sealed plan, or of the next one while there is none; from 1.
    pub plan_no: u32,
    pub frozen_at: Option<Timestamp>,
    /// The plan that is sealed now.
    pub plan: Option<SealedPlan>,
    pub approved_by: Option<MemberId>,
    pub approved_at: Option<Timestamp>,
    /// Whose inputs and lines of the sealed plan another operator has looked at and confirmed.
    pub confirmations: Vec<MonthConfirmation>,
    /// Set before the first chunk is booked; from then on the month cannot be rejected.
    pub posting_started_at: Option<Timestamp>,
    pub posted_at: Option<Timestamp>,
    pub paid_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// What the last attempt to close it has found; empty where the books agree.
    pub differences: Vec<Difference>,
    /// When that was.
    pub counted_at: Option<Timestamp>,
    /// What is due and was paid, as it was closed.
    pub payables: Vec<PayablesProof>,
    /// The list of the accounts of the house, as it was closed: every writer without consent has
    /// one for each track, which is more than an item holds.
    pub books_sha256: Option<Sha256Hex>,
    /// The list of what was due still when it was closed.
    pub open_sha256: Option<Sha256Hex>,
    /// How often a state machine was asked to go on with paying it, with the bank's answers on it
    /// or with closing it: each of these executions has a number of its own.
    pub payment_run_no: u32,
    /// Plans that were rejected, the oldest first; their objects stay.
    pub rejected: Vec<RejectedPlan>,
}

/// What the seal fixes.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct SealedPlan {
    /// Of the plan's canonical JSON.
    pub sha256: Sha256Hex,
    /// Of the list that opens the next month.
    pub carried_sha256: Sha256Hex,
    /// The plan of the month before that this one opens with.
    pub previous_plan_sha256: Option<Sha256Hex>,
    /// How many rows of one account and currency it has.
    pub unit_count: u64,
    /// In how many files the rows stand.
    pub chunk_count: u64,
    /// Who put something in, and does not approve as long as there is somebody who did not.
    pub contributors: BTreeSet<MemberId>,
    /// Of the index that an approval looks things up in.
    pub index_sha256: Sha256Hex,
    /// That nothing is lost or made, one for each currency.
    pub proofs: Vec<Proof>,
    /// When it was sealed.
    pub sealed_at: Timestamp,
}

/// That what a member put into the sealed plan and what it pays them is right, by another operator.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct MonthConfirmation {
    /// Whose part is right.
    pub member: MemberId,
    /// The other operator.
    pub by: MemberId,
    /// When it was confirmed.
    pub at: Timestamp,
}

/// A plan that was not approved, or not any more.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct RejectedPlan {
    /// Which plan of the month, from 1.
    #[schemars(range(min = 1))]
    pub plan_no: u32,
    /// Of the plan; null where the month was frozen and had none.
    pub sha256: Option<Sha256Hex>,
    /// In the words of the operator who rejected it.
    pub reason: String,
    /// The operator who rejected it.
    pub rejected_by: MemberId,
    /// When it was rejected.
    pub rejected_at: Timestamp,
}

impl Month {
    /// A month that nobody has touched.
    pub const fn untouched(month: YearMonth) -> Self {
        Self {
            month,
            state: MonthState::Open,
            plan_no: 1,
            frozen_at: None,
            plan: None,
            approved_by: None,
            approved_at: None,
            confirmations: Vec::new(),
            posting_started_at: None,
            posted_at: None,
            paid_at: None,
            closed_at: None,
            differences: Vec::new(),
            counted_at: None,
            payables: Vec::new(),
            books_sha256: None,
            open_sha256: None,
            payment_run_no: 0,
            rejected: Vec::new(),
        }
    }
}

impl Item for Month {
    const KIND: &'static str = "month";

    fn key(&self) -> Key {
        keys::month(self.month)
    }
}

/// All months that have an item, by month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Months {
    states: BTreeMap<YearMonth, MonthState>,
    posted: BTreeMap<YearMonth, PostedFrom>,
}

/// The plan that a month was posted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedFrom {
    pub plan_sha256: Sha256Hex,
    pub posted_at: Timestamp,
}

impl Months {
    /// How the month stands: Open where nothing is known of it.
    pub fn state(&self, month: YearMonth) -> MonthState {
        self.states.get(&month).copied().unwrap_or(MonthState::Open)
    }

    /// The newest month that something has been done with.
    pub fn newest(&self) -> Option<YearMonth> {
        self.states.last_key_value().map(|(month, _)| *month)
    }

    /// The newest month with a sealed plan.
    pub fn newest_planned(&self) -> Option<YearMonth> {
        let planned = |(month, state): (&YearMonth, &MonthState)| {
            (*state >= MonthState::Planned).then_some(*month)
        };
        self.states.iter().rev().find_map(planned)
    }

    /// Every month that is posted, the oldest first.
    pub fn posted(&self) -> impl Iterator<Item = (YearMonth, &PostedFrom)> {
        self.posted.iter().map(|(month, from)| (*month, from))
    }

    /// The month that money inputs go to: the first Open one from `genesis` on.
    pub fn oldest_open(&self, genesis: YearMonth) -> Result<YearMonth, MonthError> {
        let mut month = genesis;
        while self.state(month) != MonthState::Open {
            month = month.next()?;
        }
        Ok(month)
    }
}

/// Requires that `month` takes money inputs at the moment of the commit. Every money input (file,
/// split, consent, adjustment, tax rate, award) is written in one transaction with this check, and
/// freezing is a write on the same item: what is committed before is in the plan, what comes after
/// is refused. Returns the index of the check, to recognise its [`crate::Refusal`].
pub fn require_open(transaction: &mut Transaction, month: YearMonth) -> Result<usize, StoreError> {
    let index = transaction.len();
    transaction.check(&keys::month(month), &open())?;
    Ok(index)
}

/// Absent is Open too: nothing has to be written to begin a month.
fn open() -> Condition {
    Condition::Any(vec![Condition::Absent, Condition::text("state", MonthState::Open.as_str())])
}

/// Where a month stands, once anybody has touched it.
pub fn key(month: YearMonth) -> ItemKey<Month> {
    ItemKey::new(keys::month(month))
}

impl Store {
    /// One month, untouched if it has no item (its revision is 0 then). One round trip.
    pub async fn month(&self, month: YearMonth) -> Result<Stored<Month>, StoreError> {
        let stored = self.get(key(month)).await?;
        Ok(stored.unwrap_or(Stored { item: Month::untouched(month), revision: 0 }))
    }

    /// All months, and how they stand. One round trip for about 80 years of them.
    pub async fn months(&self) -> Result<Months, StoreError> {
        let items = self.all(keys::MONTHS_PARTITION, "").await?;
        let mut months = Months::default();
        for item in items {
            let Month { month, state, plan, posted_at, .. } = item.parse::<Month>()?.item;
            months.states.insert(month, state);
            if let (Some(SealedPlan { sha256: plan_sha256, .. }), Some(posted_at)) =
                (plan, posted_at)
            {
                months.posted.insert(month, PostedFrom { plan_sha256, posted_at });
            }
        }
        Ok(months)
    }

    /// Replaces a month that has not changed since it was read, or creates an untouched one. One
    /// round trip; [`StoreError::Conflict`] when somebody else was first.
    pub async fn save_month(&self, stored: &Stored<Month>) -> Result<(), StoreError> {
        if stored.revision == 0 {
            return self.put(&stored.item, 1, &Condition::Absent).await;
        }
        self.replace(stored).await
    }

    /// Closes a month that has not changed since it was read, if no money has moved in it since
    /// `movements` was. One round trip; [`StoreError::Refused`] when something has: count again.
    pub async fn close_month(
        &self,
        stored: &Stored<Month>,
        movements: u64,
    ) -> Result<(), StoreError> {
        let counted = match movements {
            0 => Condition::Absent,
            movements => Condition::number("movements", movements),
        };
        let mut transaction = self.transaction();
        transaction.replace(stored)?.check(&keys::movement_count(stored.item.month), &counted)?;
        self.commit(transaction).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> YearMonth {
        text.parse().unwrap()
    }

    #[test]
    fn the_oldest_open_month_is_the_first_that_is_not_frozen() {
        let mut months = Months::default();
        let genesis = month("2026-01");
        assert_eq!(months.oldest_open(genesis), Ok(genesis));
        months.states.insert(month("2026-01"), MonthState::Posted);
        months.states.insert(month("2026-02"), MonthState::Frozen);
        assert_eq!(months.oldest_open(genesis), Ok(month("2026-03")));
        months.states.insert(month("2026-02"), MonthState::Open);
        assert_eq!(months.oldest_open(genesis), Ok(month("2026-02")));
    }

    #[test]
    fn a_month_survives_the_table() {
        let mut item = Month::untouched(month("2026-01"));
        item.plan = Some(SealedPlan {
            sha256: Sha256Hex::of(b"plan"),
            carried_sha256: Sha256Hex::of(b"carried"),
            previous_plan_sha256: None,
            unit_count: 97,
            chunk_count: 3,
            contributors: BTreeSet::from([MemberId::of_subject("operator")]),
            index_sha256: Sha256Hex::of(b"index"),
            proofs: Vec::new(),
            sealed_at: Timestamp::UNIX_EPOCH,
        });
        let attributes = crate::item::to_attributes(&item, 7).unwrap();
        let read = crate::RawItem(attributes).parse::<Month>().unwrap();
        assert_eq!(read, Stored { item, revision: 7 });
    }

    #[test]
    fn a_month_takes_money_while_it_is_open_or_unknown() {
        let mut transaction = Transaction::new("studio".to_owned());
        assert_eq!(require_open(&mut transaction, month("2026-01")).unwrap(), 0);
        assert_eq!(transaction.len(), 1);
        assert_eq!(open().guard().expression, "(attribute_not_exists(#pk)) OR (#state = :v0)");
    }
}
