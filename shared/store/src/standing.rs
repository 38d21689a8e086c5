//! Points and level of a member, and the standing of a co-producer: what was earned and observed, and
//! the one item each that sums it up. Only `promotion` and whoever makes up for it write them.

use domain::coproducer_standing::{CoproducerStanding, Observation};
use domain::id::MemberId;
use domain::notice::{Notice, NoticeKind};
use domain::points::{History, PointEntry, Reached, Standing, history};
use domain::policy::Policy;
use domain::status::StatusLevel;
use domain::text::Words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, RawItem, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

/// How often a member's standing is tried again when two shards of the stream meet there.
const ATTEMPTS: u32 = 8;

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
    /// Every level on the way there, with what stood there at that moment.
    pub promotions: Vec<Reached>,
    /// The time of the latest entry.
    pub changed_at: Timestamp,
}

impl Item for MemberStanding {
    const KIND: &'static str = "standing";

    fn key(&self) -> Key {
        keys::standing(self.member)
    }
}

impl Item for PointEntry {
    const KIND: &'static str = "point";

    fn key(&self) -> Key {
        keys::point(self.member, PointEntry::key(self))
    }
}

impl MemberStanding {
    /// Where everybody begins.
    pub fn newcomer(member: MemberId, at: Timestamp) -> Self {
        Self::of(member, &[], at, &Policy::CURRENT)
    }

    /// Where these entries lead; `at` only where there are none.
    pub fn of(member: MemberId, entries: &[PointEntry], at: Timestamp, policy: &Policy) -> Self {
        let History { standing, reached, last_at } = history(entries, policy);
        Self {
            member,
            standing,
            policy_version: policy.version,
            promotions: reached,
            changed_at: last_at.unwrap_or(at),
        }
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

impl Store {
    /// Every point entry of a member, in key order.
    ///
    /// # Errors
    /// When the table does not answer or an entry does not parse.
    pub async fn points(&self, member: MemberId) -> Result<Vec<PointEntry>, StoreError> {
        let items = self.all(&keys::member_partition(member), keys::POINT_PREFIX).await?;
        items.into_iter().map(|item| Ok(item.parse::<PointEntry>()?.item)).collect()
    }

    /// Adds those of `earned` that are not there yet, and folds all of them into the standing, in one
    /// transaction: entries, sum and the notice of a promotion are seen together or not at all.
    ///
    /// Conditioned on the standing's revision, so that two shards of the stream lose nothing: the
    /// second reads again.
    ///
    /// # Errors
    /// When the table does not answer, or somebody else was faster every time.
    pub async fn add_points(
        &self,
        member: MemberId,
        earned: &[PointEntry],
        at: Timestamp,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let mut attempt = 1;
        loop {
            match self.try_add_points(member, earned, at, policy).await {
                Err(error) if error.is_conflict() && attempt < ATTEMPTS => {
                    attempt = u32::saturating_add(attempt, 1);
                }
                other => return other,
            }
        }
    }

    async fn try_add_points(
        &self,
        member: MemberId,
        earned: &[PointEntry],
        at: Timestamp,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let mut entries = self.points(member).await?;
        let has = |known: &[PointEntry], one: &PointEntry| {
            known.iter().any(|other| PointEntry::key(other) == PointEntry::key(one))
        };
        let mut new: Vec<PointEntry> = Vec::new();
        for entry in earned {
            if !has(&entries, entry) && !has(&new, entry) {
                new.push(entry.clone());
            }
        }
        entries.extend(new.iter().cloned());
        let before = self.get::<MemberStanding>(&keys::standing(member)).await?;
        let now = MemberStanding::of(member, &entries, at, policy);
        let is_known = before.as_ref().is_some_and(|stored| stored.item == now);
        if new.is_empty() && (is_known || entries.is_empty()) {
            return Ok(());
        }
        let mut transaction = self.transaction();
        for entry in &new {
            transaction.create(entry)?;
        }
        let known: Vec<Reached> =
            before.as_ref().map(|stored| stored.item.promotions.clone()).unwrap_or_default();
        for reached in &now.promotions {
            let notice = promotion_notice(member, reached.level, at)?;
            let is_new = !known.iter().any(|known| known.level == reached.level);
            // A level that was lost with a voided review and is reached again was told once.
            if is_new && self.get::<Notice>(&notice.key()).await?.is_none() {
                transaction.create(&notice)?;
            }
        }
        match before {
            Some(Stored { revision, .. }) => {
                transaction.replace(&Stored { item: now, revision })?;
            }
            None => {
                transaction.create(&now)?;
            }
        }
        self.commit(transaction).await
    }

    /// Takes in what was observed of a co-producer and folds all of it into their standing, in one
    /// transaction. An older state of the same thing changes nothing.
    ///
    /// # Errors
    /// When the table does not answer, or somebody else was faster every time.
    pub async fn observe(
        &self,
        observed: &ObservationItem,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let mut attempt = 1;
        loop {
            match self.try_observe(observed, policy).await {
                Err(error) if error.is_conflict() && attempt < ATTEMPTS => {
                    attempt = u32::saturating_add(attempt, 1);
                }
                other => return other,
            }
        }
    }

    async fn try_observe(
        &self,
        observed: &ObservationItem,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let member = observed.observation.member;
        let mut all: Vec<Stored<ObservationItem>> = self.observations(member).await?;
        let same = |stored: &Stored<ObservationItem>| {
            stored.item.observation.subject == observed.observation.subject
        };
        let before = all.iter().position(same).map(|place| all.swap_remove(place));
        if before.as_ref().is_some_and(|old| old.item.seen_revision >= observed.seen_revision) {
            return Ok(());
        }
        let observations: Vec<Observation> = all
            .into_iter()
            .map(|stored| stored.item.observation)
            .chain([observed.observation.clone()])
            .collect();
        let standing = CoproducerStanding::of(&observations, policy);
        let sum = CoproducerStandingItem { member, standing };
        let known = self.get::<CoproducerStandingItem>(&sum.key()).await?;
        let mut transaction = self.transaction();
        let (revision, unchanged) = as_read(before.map(|stored| stored.revision));
        transaction.put(observed, revision, &unchanged)?;
        let (revision, unchanged) = as_read(known.map(|stored| stored.revision));
        transaction.put(&sum, revision, &unchanged)?;
        self.commit(transaction).await
    }

    /// Everything that was observed of a co-producer. One round trip a megabyte.
    ///
    /// # Errors
    /// When the table does not answer or an item does not parse.
    pub async fn observations(
        &self,
        member: MemberId,
    ) -> Result<Vec<Stored<ObservationItem>>, StoreError> {
        let items = self.all(&keys::member_partition(member), keys::OBSERVATION_PREFIX).await?;
        items.into_iter().map(RawItem::parse).collect()
    }

    /// Puts a stream record aside that the domain refuses, so that later ones are not held up.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_aside(&self, poison: &Poison) -> Result<(), StoreError> {
        let _repeat = self.create(poison).await?;
        Ok(())
    }
}

/// The revision of the next write and the condition that nobody has written since.
fn as_read(revision: Option<u64>) -> (u64, Condition) {
    match revision {
        Some(revision) => (revision.saturating_add(1), Condition::unchanged(revision)),
        None => (1, Condition::Absent),
    }
}

fn promotion_notice(
    member: MemberId,
    level: StatusLevel,
    at: Timestamp,
) -> Result<Notice, StoreError> {
    let text = format!("You are {level} now. GET /me/points shows what it rests on.");
    let text = Words::new(&text).map_err(|error| StoreError::Unavailable(Box::new(error)))?;
    Ok(Notice { member, kind: NoticeKind::Promotion, subject: level.to_string(), at, text })
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

/// Reads a standing from an item of a batch; absent is a newcomer.
///
/// # Errors
/// When the item is no standing.
pub fn standing_or_newcomer(
    item: Option<RawItem>,
    member: MemberId,
    at: Timestamp,
) -> Result<MemberStanding, StoreError> {
    match item {
        Some(item) => Ok(item.parse::<MemberStanding>()?.item),
        None => Ok(MemberStanding::newcomer(member, at)),
    }
}
