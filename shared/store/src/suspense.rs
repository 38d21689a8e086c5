//! Money in suspense that has found its track: each entry once.

use domain::id::{MemberId, SuspenseId, TrackId};
use domain::money::input::{Input, MonthInput, NumberedMatch, SuspenseMatch};
use domain::money::{Sha256Hex, YearMonth};
use domain::operator_word::{OperatorWord, SharedMatter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decision::{Decided, DecisionWrites, MonthDecision};
use crate::error::StoreError;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::month_input::add_input;
use crate::operator_word::forget_operator_words;
use crate::raw_item::RawItem;
use crate::table::Store;
use crate::transaction::Transaction;

/// What an entry was matched with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    pub matched: SuspenseMatch,
    /// 1, and one more each time that it was put right.
    pub number: u32,
    /// Where the entry stands: the file and its place among the file's reduced rows.
    pub file_sha256: Sha256Hex,
    pub row: u64,
    /// The month that moves the money.
    pub month: YearMonth,
    pub matched_by: MemberId,
    pub matched_at: Timestamp,
    /// What other operators had said, where every one was a party.
    pub first_words: Vec<OperatorWord>,
}

impl Item for Matched {
    const KIND: &'static str = "suspense_match";

    fn key(&self) -> Key {
        keys::suspense_match(self.matched.id)
    }
}

impl Matched {
    const fn matter(&self) -> SharedMatter {
        SharedMatter::SuspenseMatch { entry: self.matched.id }
    }

    fn input(&self) -> MonthInput {
        let input = NumberedMatch { matched: self.matched.clone(), number: self.number };
        let (by, at) = (self.matched_by, self.matched_at);
        MonthInput { month: self.month, input: Input::Match(input), by, at }
    }
}

/// What became of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum MatchAnswer {
    New(Matched),
    /// The entry was matched before, perhaps with another track.
    Before(Matched),
}

/// What an entry in suspense was matched with, if with anything.
pub fn key(entry: SuspenseId) -> ItemKey<Matched> {
    ItemKey::new(keys::suspense_match(entry))
}

/// The first match of an entry, in the oldest Open month, which takes the place of the month in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstMatch(pub Matched);

impl MonthDecision for FirstMatch {
    type Item = Matched;
    type Answer = MatchAnswer;

    fn last(&self) -> Option<ItemKey<Matched>> {
        None
    }

    fn decide(&self, _last: Option<&Matched>, month: YearMonth) -> Decided<Matched, MatchAnswer> {
        let matched = Matched { month, ..self.0.clone() };
        let input = matched.input();
        Decided::New(matched, input)
    }

    async fn add_writes(
        &self,
        _store: &Store,
        transaction: &mut Transaction,
        _last: Option<&Matched>,
    ) -> Result<(), StoreError> {
        forget_operator_words(transaction, &self.0.matter())
    }

    fn applied(&self, item: Matched) -> MatchAnswer {
        MatchAnswer::New(item)
    }

    fn refused(
        &self,
        error: &StoreError,
        writes: DecisionWrites,
        _item: &Matched,
    ) -> Result<Option<MatchAnswer>, StoreError> {
        let before = error.refusal(writes.subject).and_then(|refusal| refusal.now.clone());
        let before = before.map(RawItem::parse).transpose()?;
        Ok(before.map(|stored| MatchAnswer::Before(stored.item)))
    }
}

impl Store {
    /// Matches an entry with another track than before, as long as the month that moves the money
    /// is Open; both decisions stay among its inputs. None where it is not, or where somebody else
    /// has matched it otherwise meanwhile. One round trip.
    pub async fn rematch_suspense(
        &self,
        before: Stored<Matched>,
        track: TrackId,
        (by, first_words): (MemberId, Vec<OperatorWord>),
        at: Timestamp,
    ) -> Result<Option<Matched>, StoreError> {
        let Stored { item, revision } = before;
        let matched = Matched {
            matched: SuspenseMatch { track: track.into(), ..item.matched },
            number: item.number.checked_add(1).ok_or(StoreError::Busy)?,
            matched_by: by,
            matched_at: at,
            first_words,
            ..item
        };
        let mut transaction = self.transaction();
        forget_operator_words(&mut transaction, &matched.matter())?;
        transaction.replace(&Stored { item: matched.clone(), revision })?;
        add_input(&mut transaction, &matched.input())?;
        match self.commit(transaction).await {
            Ok(()) => Ok(Some(matched)),
            Err(error) if error.is_conflict() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
