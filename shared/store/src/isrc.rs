//! Recording codes: one a track, one track a code.

use domain::change::Change;
use domain::id::{MemberId, TrackId};
use domain::money::input::{Input, IsrcOfTrack, MonthInput};
use domain::money::{Isrc, YearMonth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::month_input::add_input;
use crate::raw_item::RawItem;
use crate::retry::retry_on_conflict;
use crate::table::Store;

/// The code of a track, as it was set last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackIsrc {
    pub isrc: IsrcOfTrack,
    /// The first month that it counts for.
    pub month: YearMonth,
    pub set_by: MemberId,
    pub set_at: Timestamp,
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

impl Store {
    /// Sets the code of a track, from the oldest Open month on; the code it had is free again. Three
    /// round trips.
    pub async fn set_isrc(
        &self,
        genesis: YearMonth,
        (track, isrc): (TrackId, &Isrc),
        by: MemberId,
        at: Timestamp,
    ) -> Result<IsrcSet, StoreError> {
        retry_on_conflict(|| async {
            let month = self.oldest_open_month(genesis).await?;
            let before = self.get(key(track)).await?;
            let last = before.as_ref().map(|stored| &stored.item.isrc);
            if last.is_some_and(|last| last.isrc == *isrc) {
                return Ok(IsrcSet::Done(Change::AlreadyApplied));
            }
            let number = last.map_or(1, |last| last.number.saturating_add(1));
            let set = IsrcOfTrack { track: track.into(), number, isrc: isrc.clone() };
            let input = MonthInput { month, input: Input::Isrc(set.clone()), by, at };
            let item = TrackIsrc { isrc: set, month, set_by: by, set_at: at };
            let mut transaction = self.transaction();
            let lookup = IsrcLookup { isrc: isrc.clone(), track };
            transaction.create(&lookup)?;
            if let Some(last) = last {
                transaction.delete(&keys::isrc(&last.isrc), &Condition::Exists)?;
            }
            let revision = before.as_ref().map_or(0, |stored| stored.revision);
            transaction.create_or_replace(&Stored { item: item.clone(), revision })?;
            add_input(&mut transaction, &input)?;
            let Err(error) = self.commit(transaction).await else {
                return Ok(IsrcSet::Done(Change::Applied(item)));
            };
            let owner = error.refusal(0).and_then(|refusal| refusal.now.clone());
            match owner.map(RawItem::parse::<IsrcLookup>).transpose()? {
                Some(taken) if taken.item.track != track => Ok(IsrcSet::Taken),
                Some(_) | None => Err(error),
            }
        })
        .await
    }
}
