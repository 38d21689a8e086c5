//! Recording codes: one a track, one track a code.

use domain::change::Change;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::input::{Input, IsrcOfTrack, MonthInput};
use domain::money::{Isrc, YearMonth};
use domain::operator_word::{OperatorWord, SharedMatter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decision::{Decided, DecisionWrites, MonthDecision};
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, ItemKey};
use crate::keys::{self, Key};
use crate::operator_word::forget_operator_words;
use crate::raw_item::RawItem;
use crate::table::Store;
use crate::transaction::Transaction;

/// The code of a track, as it was set last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackIsrc {
    pub isrc: IsrcOfTrack,
    /// The first month that it counts for.
    pub month: YearMonth,
    pub set_by: MemberId,
    pub set_at: Timestamp,
    /// What other operators had said, where every one was a party.
    pub first_words: Vec<OperatorWord>,
}

/// Whose a code is: what makes it one track's alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsrcLookup {
    pub isrc: Isrc,
    pub track: TrackId,
}

impl Item for TrackIsrc {
    const KIND: &'static str = "track_isrc";

    fn key(&self) -> Key {
        keys::track_isrc(&self.isrc.track)
    }
}

impl Item for IsrcLookup {
    const KIND: &'static str = "isrc_lookup";

    fn key(&self) -> Key {
        keys::isrc(&self.isrc)
    }
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum IsrcSet {
    Done(Change<TrackIsrc>),
    /// It is the code of another track.
    Taken,
}

/// The recording code of a track, if it has one.
pub fn key(track: TrackId) -> ItemKey<TrackIsrc> {
    ItemKey::new(keys::track_isrc(&track.into()))
}

/// The code of a track from the oldest Open month on; the code it had is free again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IsrcDecision {
    pub brief: BriefId,
    pub track: TrackId,
    pub isrc: Isrc,
    pub by: MemberId,
    pub at: Timestamp,
    /// What other operators had said, where every one is a party.
    pub first_words: Vec<OperatorWord>,
}

impl MonthDecision for IsrcDecision {
    type Item = TrackIsrc;
    type Answer = IsrcSet;

    fn last(&self) -> Option<ItemKey<TrackIsrc>> {
        Some(key(self.track))
    }

    fn decide(&self, last: Option<&TrackIsrc>, month: YearMonth) -> Decided<TrackIsrc, IsrcSet> {
        let Self { track, isrc, by, at, first_words, .. } = self.clone();
        match IsrcOfTrack::after(last.map(|item| &item.isrc), track.into(), isrc) {
            Change::AlreadyApplied => Decided::Answered(IsrcSet::Done(Change::AlreadyApplied)),
            Change::Applied(isrc) => {
                let input = MonthInput { month, input: Input::Isrc(isrc.clone()), by, at };
                Decided::New(TrackIsrc { isrc, month, set_by: by, set_at: at, first_words }, input)
            }
        }
    }

    /// The look-up of the code, first of all; that of the code before goes.
    async fn add_writes(
        &self,
        _store: &Store,
        transaction: &mut Transaction,
        last: Option<&TrackIsrc>,
    ) -> Result<(), StoreError> {
        transaction.create(&IsrcLookup { isrc: self.isrc.clone(), track: self.track })?;
        if let Some(last) = last {
            transaction.delete(&keys::isrc(&last.isrc.isrc), &Condition::Exists)?;
        }
        let matter = SharedMatter::Isrc { brief: self.brief, track: self.track };
        forget_operator_words(transaction, &matter)
    }

    fn applied(&self, item: TrackIsrc) -> IsrcSet {
        IsrcSet::Done(Change::Applied(item))
    }

    fn refused(
        &self,
        error: &StoreError,
        _writes: DecisionWrites,
        _item: &TrackIsrc,
    ) -> Result<Option<IsrcSet>, StoreError> {
        let owner = error.refusal(0).and_then(|refusal| refusal.now.clone());
        let owner = owner.map(RawItem::parse::<IsrcLookup>).transpose()?;
        let is_taken = owner.is_some_and(|taken| taken.item.track != self.track);
        Ok(is_taken.then_some(IsrcSet::Taken))
    }
}
