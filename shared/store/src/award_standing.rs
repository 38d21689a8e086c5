//! Whether an award stands: an operator finds it void where somebody's rights were broken, and may
//! let it stand again.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::YearMonth;
use domain::money::input::{AwardStanding, Input, MonthInput};
use domain::operator_word::{OperatorWord, SharedMatter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decision::{Decided, MonthDecision};
use crate::error::StoreError;
use crate::follow_up::{FollowUpItem, embargo_end_key};
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::operator_word::forget_operator_words;
use crate::raw_item::RawItem;
use crate::table::Store;
use crate::track::{self, TrackItem};
use crate::transaction::Transaction;

/// How the award of a track stands; an award that nobody has doubted has no item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardStandingItem {
    pub standing: AwardStanding,
    pub brief: BriefId,
    /// The first month that it counts for.
    pub month: YearMonth,
    pub decided_by: MemberId,
    pub decided_at: Timestamp,
    /// What other operators had said, where every one was a party.
    pub first_words: Vec<OperatorWord>,
}

impl Item for AwardStandingItem {
    const KIND: &'static str = "award_standing";

    fn key(&self) -> Key {
        keys::award_standing(&self.standing.track)
    }
}

/// An operator finds the award of a track void, or lets it stand again, from the oldest Open month
/// on. An award that stands so already stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardDecision {
    pub brief: BriefId,
    pub track: TrackId,
    pub void: bool,
    pub reason: String,
    pub by: MemberId,
    pub at: Timestamp,
    /// What other operators had said, where every one is a party.
    pub first_words: Vec<OperatorWord>,
}

/// What was decided last of a track's award, if anything ever was.
pub fn key(track: TrackId) -> ItemKey<AwardStandingItem> {
    ItemKey::new(keys::award_standing(&track.into()))
}

impl Store {
    /// Which of these tracks have an award that is void now. One round trip for a hundred.
    pub async fn void_awards(
        &self,
        tracks: &BTreeSet<TrackId>,
    ) -> Result<BTreeSet<TrackId>, StoreError> {
        let keys: Vec<Key> =
            tracks.iter().map(|track| keys::award_standing(&(*track).into())).collect();
        let mut void = BTreeSet::new();
        for (track, found) in tracks.iter().zip(self.get_many(&keys).await?) {
            let standing = found.map(RawItem::parse::<AwardStandingItem>).transpose()?;
            if standing.is_some_and(|stored| stored.item.standing.void) {
                void.insert(*track);
            }
        }
        Ok(void)
    }
}

impl MonthDecision for AwardDecision {
    type Item = AwardStandingItem;
    type Answer = Change<AwardStandingItem>;

    fn last(&self) -> Option<ItemKey<AwardStandingItem>> {
        Some(key(self.track))
    }

    fn decide(
        &self,
        last: Option<&AwardStandingItem>,
        month: YearMonth,
    ) -> Decided<AwardStandingItem, Self::Answer> {
        let Self { brief, track, void, reason, by, at, first_words } = self.clone();
        let last = last.map(|item| &item.standing);
        match AwardStanding::after(last, track.into(), void, reason) {
            Change::AlreadyApplied => Decided::Answered(Change::AlreadyApplied),
            Change::Applied(standing) => {
                let input = MonthInput { month, input: Input::Award(standing.clone()), by, at };
                let item = AwardStandingItem {
                    standing,
                    brief,
                    month,
                    decided_by: by,
                    decided_at: at,
                    first_words,
                };
                Decided::New(item, input)
            }
        }
    }

    /// The track, since points follow from it, and what is told of the award when its embargo ends.
    /// The money follows the decision whether or not there is still a track. One round trip.
    async fn add_writes(
        &self,
        store: &Store,
        transaction: &mut Transaction,
        _last: Option<&AwardStandingItem>,
    ) -> Result<(), StoreError> {
        let matter = SharedMatter::Award { brief: self.brief, track: self.track };
        forget_operator_words(transaction, &matter)?;
        let wanted: [Key; 2] =
            [track::key(self.brief, self.track).into(), embargo_end_key(self.brief).into()];
        let mut found = store.get_many(&wanted).await?.into_iter();
        if let Some(item) = found.next().flatten() {
            let mut stored = item.parse::<TrackItem>()?;
            stored.item.track = stored.item.track.with_award(self.void, self.at);
            transaction.replace(&stored)?;
        }
        if let Some(item) = found.next().flatten() {
            let Stored { item, revision } = item.parse::<FollowUpItem>()?;
            if let Some(item) = item.with_award(self.at) {
                transaction.replace(&Stored { item, revision })?;
            }
        }
        Ok(())
    }

    fn applied(&self, item: AwardStandingItem) -> Self::Answer {
        Change::Applied(item)
    }
}
