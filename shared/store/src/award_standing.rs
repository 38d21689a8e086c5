//! Whether an award stands: an operator finds it void where somebody's rights were broken, and may
//! let it stand again.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::YearMonth;
use domain::money::input::{AwardStanding, Input, MonthInput};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::month_input::add_input;
use crate::raw_item::RawItem;
use crate::retry::retry_on_conflict;
use crate::table::Store;
use crate::track;

/// How the award of a track stands; an award that nobody has doubted has no item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardStandingItem {
    pub standing: AwardStanding,
    pub brief: BriefId,
    /// The first month that it counts for.
    pub month: YearMonth,
    pub decided_by: MemberId,
    pub decided_at: Timestamp,
}

impl Item for AwardStandingItem {
    const KIND: &'static str = "award_standing";

    fn key(&self) -> Key {
        keys::award_standing(&self.standing.track)
    }
}

/// What an operator decides about an award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardDecision {
    pub brief: BriefId,
    pub track: TrackId,
    pub void: bool,
    pub reason: String,
    pub by: MemberId,
    pub at: Timestamp,
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

    /// Finds the award of a track void, or lets it stand again, from the oldest Open month on. An
    /// award that stands so already stays as it is. The track is told, since points follow from it. Four
    /// round trips.
    pub async fn decide_award(
        &self,
        genesis: YearMonth,
        decision: &AwardDecision,
    ) -> Result<Change<AwardStandingItem>, StoreError> {
        retry_on_conflict(|| async {
            let month = self.oldest_open_month(genesis).await?;
            let before = self.get(key(decision.track)).await?;
            let last = before.as_ref().map(|stored| &stored.item.standing);
            if last.is_some_and(|last| last.void) == decision.void {
                return Ok(Change::AlreadyApplied);
            }
            let found = self.get(track::key(decision.brief, decision.track)).await?;
            let track = found.map(|mut track| {
                track.item.track = track.item.track.with_award(decision.void, decision.at);
                track
            });
            let standing = AwardStanding {
                track: decision.track.into(),
                number: last.map_or(1, |last| last.number.saturating_add(1)),
                void: decision.void,
                reason: decision.reason.clone(),
            };
            let AwardDecision { brief, by, at, .. } = *decision;
            let input = MonthInput { month, input: Input::Award(standing.clone()), by, at };
            let item = AwardStandingItem { standing, brief, month, decided_by: by, decided_at: at };
            let revision = before.map_or(0, |stored| stored.revision);
            let subject = Stored { item, revision };
            let mut transaction = self.transaction();
            transaction.create_or_replace(&subject)?;
            // The money follows the decision, whether or not there is still a track to tell.
            if let Some(track) = &track {
                transaction.replace(track)?;
            }
            add_input(&mut transaction, &input)?;
            self.commit(transaction).await?;
            Ok(Change::Applied(subject.item))
        })
        .await
    }
}
