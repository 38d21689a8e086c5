//! Points and level of a member, and the standing of a co-producer: what was earned and observed, and
//! the one item each that sums it up. Only `promotion` and whoever makes up for it write them.

use domain::coproducer_standing::{CoproducerStanding, Observation};
use domain::id::MemberId;
use domain::notice::{Notice, NoticeKind};
use domain::points::{History, PointEntry, Reached, Standing, additions, history};
use domain::policy::Policy;
use domain::status::StatusLevel;
use domain::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, RawItem, Stored};
use crate::keys::{self, Key};
use crate::retry::retry_on_conflict;
use crate::table::Store;

/// The most entries in one transaction, beside the standing and the notices of three levels.
const CONCURRENT_MAX: usize = 96;

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
    /// transaction (one for each 96): entries, sum and the notice of a promotion are seen together or
    /// not at all.
    ///
    /// Conditioned on the standing's revision, which is read before the entries: what another shard of
    /// the stream adds in between changes it, and is read in the next attempt. Three round trips, one
    /// where all of it is there already.
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
        let mut earned = earned.to_vec();
        // What is about one thing is written together, as far as a transaction has room.
        earned.sort_by_cached_key(|entry| (entry.subject.clone(), entry.rule, entry.opposite));
        let (first, rest) = earned.split_at(earned.len().min(CONCURRENT_MAX));
        for some in [first].into_iter().chain(rest.chunks(CONCURRENT_MAX)) {
            retry_on_conflict(|| self.try_add_points(member, some, at, policy)).await?;
        }
        Ok(())
    }

    async fn try_add_points(
        &self,
        member: MemberId,
        earned: &[PointEntry],
        at: Timestamp,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let earned_keys = earned.iter().map(Item::key);
        let wanted: Vec<Key> = [keys::standing(member)].into_iter().chain(earned_keys).collect();
        let mut found = self.get_many(&wanted).await?.into_iter();
        let before: Option<Stored<MemberStanding>> =
            found.next().flatten().map(RawItem::parse).transpose()?;
        if !earned.is_empty() && before.is_some() && found.all(|entry| entry.is_some()) {
            return Ok(());
        }
        let mut entries = self.points(member).await?;
        let new = additions(&entries, earned);
        entries.extend(new.iter().cloned());
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
    /// Conditioned on the standing's revision, which is read before the observations; see
    /// [`Store::add_points`]. Three round trips, one where it was seen already.
    ///
    /// # Errors
    /// When the table does not answer, or somebody else was faster every time.
    pub async fn observe(
        &self,
        observed: &ObservationItem,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        retry_on_conflict(|| self.try_observe(observed, policy)).await
    }

    async fn try_observe(
        &self,
        observed: &ObservationItem,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let member = observed.observation.member;
        let wanted = [keys::coproducer_standing(member), observed.key()];
        let mut found = self.get_many(&wanted).await?.into_iter();
        let sum_before: Option<Stored<CoproducerStandingItem>> =
            found.next().flatten().map(RawItem::parse).transpose()?;
        let before: Option<Stored<ObservationItem>> =
            found.next().flatten().map(RawItem::parse).transpose()?;
        // The same state said otherwise is put right.
        let is_known = |old: &Stored<ObservationItem>| {
            old.item.seen_revision > observed.seen_revision || old.item == *observed
        };
        if before.as_ref().is_some_and(is_known) {
            return Ok(());
        }
        let subject = &observed.observation.subject;
        let all = self.observations(member).await?.into_iter();
        let others =
            all.map(|stored| stored.item.observation).filter(|one| one.subject != *subject);
        let observations: Vec<Observation> = others.chain([observed.observation.clone()]).collect();
        let standing = CoproducerStanding::of(&observations, policy);
        let mut transaction = self.transaction();
        let (revision, unchanged) = as_read(before.map(|stored| stored.revision));
        transaction.put(observed, revision, &unchanged)?;
        let (revision, unchanged) = as_read(sum_before.map(|stored| stored.revision));
        transaction.put(&CoproducerStandingItem { member, standing }, revision, &unchanged)?;
        self.commit(transaction).await
    }

    /// Folds everything that was observed of a co-producer into their standing once more. Two round
    /// trips where it is as it should be, three where it was not.
    ///
    /// # Errors
    /// When the table does not answer, or somebody else was faster every time.
    pub async fn fold_observations(
        &self,
        member: MemberId,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        retry_on_conflict(|| self.try_fold_observations(member, policy)).await
    }

    async fn try_fold_observations(
        &self,
        member: MemberId,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let before: Option<Stored<CoproducerStandingItem>> =
            self.get(&keys::coproducer_standing(member)).await?;
        let all = self.observations(member).await?.into_iter();
        let observations: Vec<Observation> = all.map(|stored| stored.item.observation).collect();
        let standing = CoproducerStanding::of(&observations, policy);
        let now = CoproducerStandingItem { member, standing };
        if before.as_ref().is_some_and(|stored| stored.item == now) {
            return Ok(());
        }
        let (revision, unchanged) = as_read(before.map(|stored| stored.revision));
        self.put(&now, revision, &unchanged).await
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
    let text = Text::new(&text).map_err(|error| StoreError::Unavailable(Box::new(error)))?;
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
