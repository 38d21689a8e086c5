//! Awarded tracks by their id alone: the books know nothing else of a track, and people read
//! titles.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{BriefId, MemberId, TrackId};
use domain::member::Member;
use domain::money::{SplitVersion, TrackKey};
use domain::text::Title;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys::{self, Key};
use crate::raw_item::RawItem;
use crate::split::SplitItem;
use crate::table::Store;
use crate::track::TrackItem;

/// What a track was when it was awarded; nothing changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardedTrack {
    pub track: TrackId,
    pub brief: BriefId,
    pub title: Title,
}

impl AwardedTrack {
    pub fn of(item: &TrackItem) -> Self {
        let track = &item.track;
        Self { track: track.id, brief: track.brief, title: track.title.clone() }
    }
}

impl Item for AwardedTrack {
    const KIND: &'static str = "awarded_track";

    fn key(&self) -> Key {
        keys::awarded_track(&self.track.into())
    }
}

/// What a statement says besides money.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatementFacts {
    /// The payee's own, where they have been here.
    pub profile: Option<Member>,
    /// Those of the tracks that were awarded here.
    pub awarded: BTreeMap<TrackKey, AwardedTrack>,
    /// By track and number.
    pub splits: BTreeMap<(TrackKey, u32), SplitVersion>,
}

impl StatementFacts {
    /// What a track is called, where the studio awarded it.
    pub fn title(&self, track: &TrackKey) -> Option<String> {
        self.awarded.get(track).map(|awarded| awarded.title.to_string())
    }
}

impl Store {
    /// Whose statement it is, what these tracks are called, and these splits by track and number.
    /// One round trip for 99 of them together.
    pub async fn statement_facts(
        &self,
        member: MemberId,
        tracks: &BTreeSet<&TrackKey>,
        splits: &BTreeSet<(&TrackKey, u32)>,
    ) -> Result<StatementFacts, StoreError> {
        let mut wanted = vec![keys::member(member)];
        wanted.extend(tracks.iter().map(|track| keys::awarded_track(track)));
        wanted.extend(splits.iter().map(|(track, number)| keys::split(track, *number)));
        let mut found = self.get_many(&wanted).await?.into_iter();
        let profile = found.next().flatten().map(RawItem::parse).transpose()?;
        let profile = profile.map(|stored: Stored<Member>| stored.item);
        let mut facts = StatementFacts { profile, ..StatementFacts::default() };
        for item in found.by_ref().take(tracks.len()).flatten() {
            let awarded: Stored<AwardedTrack> = item.parse()?;
            facts.awarded.insert(awarded.item.track.into(), awarded.item);
        }
        for item in found.flatten() {
            let SplitItem(split) = item.parse::<SplitItem>()?.item;
            facts.splits.insert((split.track.clone(), split.number), split);
        }
        Ok(facts)
    }
}
