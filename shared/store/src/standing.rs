//! Points and level of a member: append-only entries and the one item that sums them up. Only
//! `promotion` writes them.

use domain::id::MemberId;
use domain::notice::{Notice, NoticeKind};
use domain::points::{PointEntry, Standing, level};
use domain::policy::Policy;
use domain::status::StatusLevel;
use domain::text::Words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
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
    /// Every level that was ever reached, with what stood there at that moment.
    pub promotions: Vec<Promotion>,
    /// The last change.
    pub changed_at: Timestamp,
}

/// The evidence of one promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// The level reached.
    pub level: StatusLevel,
    /// When the entry that completed it was folded in.
    pub at: Timestamp,
    /// What stood there.
    pub evidence: Standing,
    /// The policy it was decided under.
    pub policy_version: u32,
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
        let policy = Policy::CURRENT;
        let (standing, policy_version) = (level(&[], &policy), policy.version);
        Self { member, standing, policy_version, promotions: Vec::new(), changed_at: at }
    }

    /// The same member with another standing; levels reached for the first time are returned too.
    fn with(&self, standing: Standing, at: Timestamp, policy: &Policy) -> (Self, Vec<StatusLevel>) {
        let known = |level: StatusLevel| self.promotions.iter().any(|one| one.level == level);
        let reached: Vec<StatusLevel> = StatusLevel::ALL
            .iter()
            .copied()
            .filter(|level| *level > StatusLevel::Newcomer && *level <= standing.level)
            .filter(|level| !known(*level))
            .collect();
        let promotion = |level: &StatusLevel| Promotion {
            level: *level,
            at,
            evidence: standing,
            policy_version: policy.version,
        };
        let promotions = self.promotions.iter().cloned().chain(reached.iter().map(promotion));
        let changed = Self {
            member: self.member,
            standing,
            policy_version: policy.version,
            promotions: promotions.collect(),
            changed_at: at,
        };
        (changed, reached)
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
        if new.is_empty() {
            return Ok(());
        }
        entries.extend(new.iter().cloned());
        let before = self.get::<MemberStanding>(&keys::standing(member)).await?;
        let mut transaction = self.transaction();
        for entry in &new {
            transaction.create(entry)?;
        }
        let standing = level(&entries, policy);
        let reached = if let Some(stored) = before {
            let (item, reached) = stored.item.with(standing, at, policy);
            transaction.replace(&Stored { item, revision: stored.revision })?;
            reached
        } else {
            let newcomer = MemberStanding::newcomer(member, at);
            let (item, reached) = newcomer.with(standing, at, policy);
            transaction.create(&item)?;
            reached
        };
        for level in reached {
            transaction.create(&promotion_notice(member, level, at)?)?;
        }
        self.commit(transaction).await
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

fn promotion_notice(
    member: MemberId,
    level: StatusLevel,
    at: Timestamp,
) -> Result<Notice, StoreError> {
    let text = format!("You are {level} now. GET /me/points shows what it rests on.");
    let text = Words::new(&text).map_err(|error| StoreError::Unavailable(Box::new(error)))?;
    Ok(Notice { member, kind: NoticeKind::Promotion, subject: level.to_string(), at, text })
}

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
