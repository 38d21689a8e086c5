//! Awarded tracks by their id alone: the books know nothing else of a track, and people read titles.

use std::collections::BTreeMap;

use domain::id::{BriefId, MemberId};
use domain::member::Member;
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

/// What a statement says besides money.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatementFacts {
    /// The payee's own, where they have been here.
    pub profile: Option<Member>,
    /// By track and the number of its split.
    pub tracks: BTreeMap<(String, u32), TrackFacts>,
}

/// What a statement says of a track besides its money.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrackFacts {
    /// None where the track was never awarded here.
    pub awarded: Option<AwardedTrack>,
    pub split: Option<SplitItem>,
}

impl Store {
    /// Whose statement it is, and its tracks with the splits that were applied to them, by track and
    /// number. One round trip for 49 of them.
    pub async fn statement_facts(
        &self,
        member: MemberId,
        tracks: &[(String, u32)],
    ) -> Result<StatementFacts, StoreError> {
        let both = |(track, number): &(String, u32)| {
            [keys::awarded_track(track), keys::split(track, *number)]
        };
        let mut wanted = vec![keys::member(member)];
        wanted.extend(tracks.iter().flat_map(both));
        let mut found = self.get_many(&wanted).await?.into_iter();
        let profile = found.next().flatten().map(RawItem::parse).transpose()?;
        let profile = profile.map(|stored: Stored<Member>| stored.item);
        let mut facts = StatementFacts { profile, ..StatementFacts::default() };
        for key in tracks {
            let awarded = found.next().flatten().map(RawItem::parse).transpose()?;
            let split = found.next().flatten().map(RawItem::parse).transpose()?;
            let one = TrackFacts {
                awarded: awarded.map(|stored: Stored<AwardedTrack>| stored.item),
                split: split.map(|stored: Stored<SplitItem>| stored.item),
            };
            facts.tracks.insert(key.clone(), one);
        }
        Ok(facts)
    }
}
