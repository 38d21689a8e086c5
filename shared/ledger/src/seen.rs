//! Decisions that count only where their subject is as the decider saw it.

use std::future::Future;

use domain::money::input::IsrcOfTrack;
use domain::money::{Isrc, YearMonth};
use store::{Decided, DecisionWrites, ItemKey, MonthDecision, Store, StoreError, Transaction};

use crate::error::LedgerError;

/// A decision, and what is expected of the last one about its subject: where `expect` refuses it,
/// nothing is written. What would change nothing is not refused.
#[derive(Debug)]
pub(crate) struct SeenDecision<Decision, Expect> {
    pub decision: Decision,
    pub expect: Expect,
}

impl<Decision, Expect> MonthDecision for SeenDecision<Decision, Expect>
where
    Decision: MonthDecision,
    Expect: Fn(Option<&Decision::Item>) -> Result<(), LedgerError>,
{
    type Item = Decision::Item;
    type Answer = Result<Decision::Answer, LedgerError>;

    fn last(&self) -> Option<ItemKey<Self::Item>> {
        self.decision.last()
    }

    fn decide(
        &self,
        last: Option<&Self::Item>,
        month: YearMonth,
    ) -> Decided<Self::Item, Self::Answer> {
        match self.decision.decide(last, month) {
            Decided::Answered(answer) => Decided::Answered(Ok(answer)),
            Decided::New(item, input) => match (self.expect)(last) {
                Ok(()) => Decided::New(item, input),
                Err(unseen) => Decided::Answered(Err(unseen)),
            },
        }
    }

    fn add_writes(
        &self,
        store: &Store,
        transaction: &mut Transaction,
        last: Option<&Self::Item>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.decision.add_writes(store, transaction, last)
    }

    fn applied(&self, item: Self::Item) -> Self::Answer {
        Ok(self.decision.applied(item))
    }

    fn refused(
        &self,
        error: &StoreError,
        writes: DecisionWrites,
        item: &Self::Item,
    ) -> Result<Option<Self::Answer>, StoreError> {
        Ok(self.decision.refused(error, writes, item)?.map(Ok))
    }
}

/// That the code which stands is the one that was named, if any was.
pub(crate) fn require_seen_isrc(
    last: Option<&IsrcOfTrack>,
    instead_of: Option<&Isrc>,
) -> Result<(), LedgerError> {
    let Some(named) = instead_of else { return Ok(()) };
    match last.map(|last| &last.isrc) {
        Some(stands) if stands == named => Ok(()),
        Some(stands) => Err(LedgerError::Stale(format!("the track has the code {stands} now"))),
        None => Err(LedgerError::Stale("the track has no code".to_owned())),
    }
}
