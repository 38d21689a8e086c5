//! Decisions about the books: each is made about one subject, belongs to the oldest Open month and
//! is an input of it. The rules stand in `domain`, what a decision writes in the file of its
//! subject.

use std::future::{Future, ready};

use domain::money::YearMonth;
use domain::money::input::MonthInput;

use crate::error::StoreError;
use crate::item::{Item, ItemKey, Stored};
use crate::month_input::add_input;
use crate::retry::retry_on_conflict;
use crate::table::Store;
use crate::transaction::Transaction;

/// One decision about one subject.
pub trait MonthDecision {
    /// What is stored of the subject: the decision that was made last.
    type Item: Item;
    /// What becomes of the decision.
    type Answer;

    /// Where the last decision stands; nothing where a subject is decided about only once.
    fn last(&self) -> Option<ItemKey<Self::Item>>;

    /// What follows upon the last decision, in `month`.
    fn decide(
        &self,
        last: Option<&Self::Item>,
        month: YearMonth,
    ) -> Decided<Self::Item, Self::Answer>;

    /// What is written first, in the same transaction.
    ///
    /// # Errors
    /// When the table does not answer.
    fn add_writes(
        &self,
        _store: &Store,
        _transaction: &mut Transaction,
        _last: Option<&Self::Item>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        ready(Ok(()))
    }

    /// The answer once `item` is written.
    fn applied(&self, item: Self::Item) -> Self::Answer;

    /// The answer to a refusal that deciding again would only repeat; nothing where it may help.
    ///
    /// # Errors
    /// When what is there already does not parse.
    fn refused(
        &self,
        _error: &StoreError,
        _writes: DecisionWrites,
        _item: &Self::Item,
    ) -> Result<Option<Self::Answer>, StoreError> {
        Ok(None)
    }
}

/// What is to be done about a decision.
#[derive(Debug)]
pub enum Decided<Item, Answer> {
    /// These are written.
    New(Item, MonthInput),
    /// Nothing is written.
    Answered(Answer),
}

/// The places of a decision's writes in its transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionWrites {
    pub subject: usize,
    pub input: usize,
}

impl Store {
    /// Decides in the oldest Open month, again where another write was faster. Two round trips, one
    /// more where there may be a last decision.
    ///
    /// # Errors
    /// When the table does not answer, or too many other writes were faster.
    pub async fn decide<D: MonthDecision>(
        &self,
        genesis: YearMonth,
        decision: &D,
    ) -> Result<D::Answer, StoreError> {
        retry_on_conflict(|| async {
            let month = self.oldest_open_month(genesis).await?;
            let before = match decision.last() {
                Some(key) => self.get(key).await?,
                None => None,
            };
            let last = before.as_ref().map(|stored| &stored.item);
            let (item, input) = match decision.decide(last, month) {
                Decided::New(item, input) => (item, input),
                Decided::Answered(answer) => return Ok(answer),
            };
            let mut transaction = self.transaction();
            decision.add_writes(self, &mut transaction, last).await?;
            let subject = transaction.len();
            let revision = before.as_ref().map_or(0, |stored| stored.revision);
            let stored = Stored { item, revision };
            transaction.create_or_replace(&stored)?;
            add_input(&mut transaction, &input)?;
            let writes = DecisionWrites { subject, input: transaction.len().saturating_sub(1) };
            let Err(error) = self.commit(transaction).await else {
                return Ok(decision.applied(stored.item));
            };
            decision.refused(&error, writes, &stored.item)?.ok_or(error)
        })
        .await
    }
}
