//! Points and level of a member, and the standing of a co-producer: what was earned and observed,
//! and the one item each that sums it up. Only `promotion` and whoever makes up for it write them.

use std::collections::BTreeSet;

use domain::activity::Activity;
use domain::coproducer_standing::{CoproducerStanding, Observation};
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use domain::points::{History, PointEntry, PublicFold, Reached, Standing, history};
use domain::policy::Policy;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::raw_item::RawItem;
use crate::table::Store;

/// The sum of a member's points, and how each level was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberStanding {
    /// Whose.
    pub member: MemberId,
    /// Points, level and what they rest on.
    #[serde(flatten)]
    pub standing: Standing,
    /// The policy they were computed under.
    pub policy_version: u32,
    /// How the level stands in time: what was earned, and how much of it rests on old work.
    pub activity: Activity,
    /// Every level on the way there, with what stood there at that moment.
    pub promotions: Vec<Reached>,
    /// The time of the latest entry.
    pub changed_at: Timestamp,
    /// What of it is public, whenever it is asked for; nothing where too many entries wait for the
    /// end of a brief: then they are read.
    pub public: Option<PublicFold>,
}

/// The maximum number of entries that wait in a standing: about 70 kB.
const OPEN_ENTRIES_MAX: usize = 500;

impl Item for MemberStanding {
    const KIND: &'static str = "standing";

    fn key(&self) -> Key {
        keys::standing(self.member)
    }

    /// On the work list while time alone will tell the member something, or lower their level.
    fn indexes(&self) -> Indexes {
        let due = self.activity.next_at;
        let work_list = due.map(|at| keys::work_list(Self::KIND, RESTING, self.member, at));
        Indexes { owner_list: None, work_list }
    }
}

/// The work list of levels that rest on old work, due when the next consequence of that is.
pub const RESTING: &str = "resting";

impl Item for PointEntry {
    const KIND: &'static str = "point";

    fn key(&self) -> Key {
        keys::point(self.member, PointEntry::key(self))
    }
}

impl MemberStanding {
    /// Where everybody begins.
    pub fn newcomer(member: MemberId, at: Timestamp) -> Self {
        Self::of(member, &[], &BTreeSet::new(), at, &Policy::CURRENT)
    }

    /// The same as it stands `at` a later moment: what nobody has looked at since may have fallen.
    #[must_use]
    pub fn as_of(self, at: Timestamp, policy: &Policy) -> Self {
        let Activity { earned, approved_at, .. } = self.activity;
        let activity = Activity::at(earned, approved_at, at, policy);
        let standing = Standing { level: activity.level(), ..self.standing };
        Self { standing, activity, ..self }
    }

    /// Where these entries and the time have led `at` this moment; the outcome of `hidden` briefs is
    /// not public then.
    pub fn of(
        member: MemberId,
        entries: &[PointEntry],
        hidden: &BTreeSet<BriefId>,
        at: Timestamp,
        policy: &Policy,
    ) -> Self {
        let public = PublicFold::of(entries).settle(hidden, policy);
        let History { standing, reached, last_at, approved_at } = history(entries, policy);
        let activity = Activity::at(standing.level, approved_at, at, policy);
        Self {
            member,
            standing: Standing { level: activity.level(), ..standing },
            activity,
            policy_version: policy.version,
            promotions: reached,
            changed_at: last_at.unwrap_or(at),
            public: Some(public).filter(|public| public.open_len() <= OPEN_ENTRIES_MAX),
        }
    }

    /// The same, with everything folded that became public since it was written.
    #[must_use]
    pub fn settle(self, hidden: &BTreeSet<BriefId>, policy: &Policy) -> Self {
        Self { public: self.public.map(|public| public.settle(hidden, policy)), ..self }
    }
}

/// What was observed of a co-producer, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationItem {
    /// What.
    pub observation: Observation,
    /// The revision of the base item that it was seen at: an older one never replaces a newer one.
    pub seen_revision: u64,
}

/// The sum of what was observed of a co-producer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoproducerStandingItem {
    /// Whose.
    pub member: MemberId,
    /// The standing and its four parts.
    #[serde(flatten)]
    pub standing: CoproducerStanding,
}

impl Item for ObservationItem {
    const KIND: &'static str = "observation";

    fn key(&self) -> Key {
        keys::observation(self.observation.member, &self.observation.subject)
    }
}

impl Item for CoproducerStandingItem {
    const KIND: &'static str = "coproducer_standing";

    fn key(&self) -> Key {
        keys::coproducer_standing(self.member)
    }
}

/// A co-producer's standing, once anything was observed of them.
pub fn coproducer_key(member: MemberId) -> ItemKey<CoproducerStandingItem> {
    ItemKey::new(keys::coproducer_standing(member))
}

/// Every point entry of a member, in the order of their keys.
pub fn points_of(member: MemberId) -> List<PointEntry> {
    List::in_table(keys::member_partition(member), keys::POINT_PREFIX)
}

/// All that was observed of a co-producer.
pub fn observations_of(member: MemberId) -> List<ObservationItem> {
    List::in_table(keys::member_partition(member), keys::OBSERVATION_PREFIX)
}

impl Store {
    /// The standing of a member, and whether every entry of `earned` is there already. One round
    /// trip.
    pub async fn standing_with(
        &self,
        member: MemberId,
        earned: &[PointEntry],
    ) -> Result<(Option<Stored<MemberStanding>>, bool), StoreError> {
        let earned_keys = earned.iter().map(Item::key);
        let wanted: Vec<Key> = [keys::standing(member)].into_iter().chain(earned_keys).collect();
        let mut found = self.get_many(&wanted).await?.into_iter();
        let standing = found.next().flatten().map(RawItem::parse).transpose()?;
        Ok((standing, found.all(|entry| entry.is_some())))
    }

    /// Writes new entries, the standing that follows from all of them (revision 0: there was none)
    /// and the notices of levels: all are seen together or not at all. One round trip.
    pub async fn write_points(
        &self,
        standing: &Stored<MemberStanding>,
        new: &[PointEntry],
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        for entry in new {
            transaction.create(entry)?;
        }
        for notice in notices {
            transaction.create(notice)?;
        }
        transaction.create_or_replace(standing)?;
        self.commit(transaction).await
    }

    /// The standing of a co-producer, and what was observed of `subject` before. One round trip.
    pub async fn coproducer_standing_with(
        &self,
        member: MemberId,
        subject: &str,
    ) -> Result<(Option<Stored<CoproducerStandingItem>>, Option<Stored<ObservationItem>>), StoreError>
    {
        let wanted = [keys::coproducer_standing(member), keys::observation(member, subject)];
        let mut found = self.get_many(&wanted).await?.into_iter();
        let standing = found.next().flatten().map(RawItem::parse).transpose()?;
        let observation = found.next().flatten().map(RawItem::parse).transpose()?;
        Ok((standing, observation))
    }

    /// Writes the standing of a co-producer with the observation that changed it, if one did;
    /// revision 0: there was none. One round trip.
    pub async fn write_observation(
        &self,
        standing: &Stored<CoproducerStandingItem>,
        observation: Option<&Stored<ObservationItem>>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        if let Some(observation) = observation {
            transaction.create_or_replace(observation)?;
        }
        transaction.create_or_replace(standing)?;
        self.commit(transaction).await
    }
}

/// How long an operator may look at what was put aside, in seconds: 30 days.
const KEPT_ASIDE_S: i64 = 30 * 24 * 60 * 60;

/// A stream record that could not be read, kept with its reason and image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poison {
    /// The record's sequence number.
    pub sequence: String,
    /// What is wrong with it.
    pub reason: String,
    /// The record's new image, as JSON.
    pub image: String,
    /// When it was put aside.
    pub at: Timestamp,
}

impl Item for Poison {
    const KIND: &'static str = "poison";

    fn key(&self) -> Key {
        keys::poison(&self.sequence)
    }

    /// It may hold somebody's words, and nobody could find it for them: it does not stay.
    fn delete_after(&self) -> Option<i64> {
        Some(self.at.as_second().saturating_add(KEPT_ASIDE_S))
    }
}

/// Reads a standing from an item of a batch, as it is `at` this moment; absent is a newcomer.
///
/// # Errors
/// When the item is no standing.
pub fn standing_or_newcomer(
    item: Option<RawItem>,
    member: MemberId,
    at: Timestamp,
) -> Result<MemberStanding, StoreError> {
    match item {
        Some(item) => {
            let written = item.parse::<MemberStanding>()?.item;
            Ok(written.as_of(at, &Policy::CURRENT))
        }
        None => Ok(MemberStanding::newcomer(member, at)),
    }
}
