//! Awarded tracks by their id alone: the books know nothing else of a track, and people read titles.

use std::collections::BTreeMap;

use domain::id::BriefId;
use domain::text::Title;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, RawItem, Stored};
use crate::keys::{self, Key};
use crate::split::SplitItem;
use crate::table::Store;
use crate::track::TrackItem;

/// What a track was when it was awarded; nothing changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardedTrack {
    pub track: String,
    pub brief: BriefId,
    pub title: Title,
}

impl AwardedTrack {
    pub fn of(item: &TrackItem) -> Self {
        let track = &item.track;
        Self { track: track.id.to_string(), brief: track.brief, title: track.title.clone() }
    }
}

impl Item for AwardedTrack {
    const KIND: &'static str = "awarded_track";

    fn key(&self) -> Key {
        keys::awarded_track(&self.track)
    }
}

/// What a statement says of a track besides its money.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrackFacts {
    /// None where the track was never awarded here.
    pub awarded: Option<AwardedTrack>,
    pub split: Option<SplitItem>,
}

impl Store {
    /// The tracks with the splits that were applied to them, by track and number. One round trip
    /// for 50 of them.
    pub async fn track_facts(
        &self,
        wanted: &[(String, u32)],
    ) -> Result<BTreeMap<(String, u32), TrackFacts>, StoreError> {
        let both = |(track, number): &(String, u32)| {
            [keys::awarded_track(track), keys::split(track, *number)]
        };
        let found = self.get_many(&wanted.iter().flat_map(both).collect::<Vec<_>>()).await?;
        let mut facts = BTreeMap::new();
        for (key, pair) in wanted.iter().zip(found.chunks(2)) {
            let mut one = TrackFacts::default();
            if let [awarded, split] = pair {
                let awarded = awarded.clone().map(RawItem::parse).transpose()?;
                one.awarded = awarded.map(|stored: Stored<AwardedTrack>| stored.item);
                let split = split.clone().map(RawItem::parse).transpose()?;
                one.split = split.map(|stored: Stored<SplitItem>| stored.item);
            }
            facts.insert(key.clone(), one);
        }
        Ok(facts)
    }
}
