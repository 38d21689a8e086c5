//! What is still to be done for a brief once a decision is written: notices for which its
//! transaction had no room, reviews that are not needed any more. Each is written with the
//! decision, done at once by whoever decided, and by the sweep where that was cut short.

use domain::id::{BriefId, MemberId};
use domain::notice::{Announcement, Notice};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::table::Store;
use crate::transaction::{TRANSACTION_ITEMS_MAX, Transaction};

/// The work list of follow-ups, due at once.
pub const PENDING: &str = "pending";

const EMBARGO_END: &str = "embargo_end";

/// Something to be done for a brief. Done, it stays as a trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpItem {
    pub brief: BriefId,
    /// One of a name for each brief.
    pub name: String,
    pub task: Task,
    pub at: Timestamp,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// These people are still to be told.
    Announce(Announcement),
    /// The reviews of the brief that are not over, of this reviewer or of all, are to be released.
    Release(Option<MemberId>),
    /// Whoever accepted an invitation and has submitted nothing is to be found. Due once files can
    /// land no more.
    FindUnused,
    /// Those from whom an embargo has kept who won and why are to be told. Due when it ends.
    TellOutcome,
    /// The same, once the award, which was void when the embargo ended, stands again.
    TellOutcomeOnceRestored,
    /// Nothing any more.
    Done,
}

impl FollowUpItem {
    pub fn new(brief: BriefId, name: impl Into<String>, task: Task, at: Timestamp) -> Self {
        Self { brief, name: name.into(), task, at }
    }
}

impl FollowUpItem {
    /// What an embargo keeps back until then is told when it ends: to whom is looked up then.
    pub fn embargo_end(brief: BriefId, until: Timestamp) -> Self {
        Self::new(brief, EMBARGO_END, Task::TellOutcome, until)
    }

    /// What becomes of telling the outcome where its award is void, or stands again, from `at` on;
    /// nothing where it was told.
    #[must_use]
    pub fn with_award(self, at: Timestamp) -> Option<Self> {
        match self.task {
            // Whoever is about to tell it is made to look again.
            Task::TellOutcome => Some(self),
            Task::TellOutcomeOnceRestored => Some(Self { task: Task::TellOutcome, at, ..self }),
            Task::Announce(_) | Task::Release(_) | Task::FindUnused | Task::Done => None,
        }
    }
}

/// What is to be told when an embargo of a brief ends.
pub fn embargo_end_key(brief: BriefId) -> ItemKey<FollowUpItem> {
    ItemKey::new(keys::follow_up(brief, EMBARGO_END))
}

impl Item for FollowUpItem {
    const KIND: &'static str = "follow_up";

    fn key(&self) -> Key {
        keys::follow_up(self.brief, &self.name)
    }

    fn indexes(&self) -> Indexes {
        let work_list = match self.task {
            Task::Announce(_) | Task::Release(_) | Task::FindUnused | Task::TellOutcome => {
                Some(keys::work_list(Self::KIND, PENDING, self.brief, self.at))
            }
            Task::TellOutcomeOnceRestored | Task::Done => None,
        };
        Indexes { owner_list: None, work_list }
    }
}

/// Adds the notices of `news`, as many as there is room for; the rest becomes a follow-up in the
/// same transaction, which is returned. Call it last.
pub fn announce(
    transaction: &mut Transaction,
    brief: BriefId,
    news: &[Announcement],
) -> Result<Vec<FollowUpItem>, StoreError> {
    let mut left = Vec::new();
    for (place, one) in (1_usize..).zip(news) {
        // Whatever is announced later needs at least the room of a follow-up.
        let reserved = news.len().saturating_sub(place);
        let room = TRANSACTION_ITEMS_MAX.saturating_sub(transaction.len()).saturating_sub(reserved);
        let fits = one.members.len() <= room;
        let most = if fits { room } else { room.saturating_sub(1) };
        let (notices, rest) = one.first(most);
        for notice in &notices {
            transaction.repeat(notice)?;
        }
        if !rest.members.is_empty() {
            let name = format!("{}#{}", rest.body.kind(), rest.body.subject());
            let at = rest.at;
            let item = FollowUpItem::new(brief, name, Task::Announce(rest), at);
            transaction.create(&item)?;
            left.push(item);
        }
    }
    Ok(left)
}

impl Store {
    /// Takes a follow-up one page further: these notices are told, and it stands as `next`. One
    /// round trip.
    pub async fn announce_page(
        &self,
        next: &Stored<FollowUpItem>,
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(next)?;
        for notice in notices {
            transaction.repeat(notice)?;
        }
        self.commit(transaction).await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::money::Money;
    use domain::notice::NoticeBody;
    use domain::prize::PrizeReason;

    use super::*;

    fn news(body: &NoticeBody, count: u32) -> Announcement {
        let members: BTreeSet<MemberId> =
            (0..count).map(|number| MemberId::of_subject(&number.to_string())).collect();
        Announcement { body: body.clone(), at: Timestamp::UNIX_EPOCH, members }
    }

    fn bodies() -> [NoticeBody; 3] {
        let brief = BriefId::derive(&[b"b"]);
        let money = Money::new("EUR".parse().unwrap(), "12.50".parse().unwrap());
        [
            NoticeBody::BriefCancelled { brief, unanswered: 0 },
            NoticeBody::BriefLapsed { brief, unanswered: 0 },
            NoticeBody::Prize { brief, reason: PrizeReason::Lapsed, money },
        ]
    }

    fn announced(counts: &[u32]) -> (usize, Vec<usize>) {
        let bodies = bodies();
        let all: Vec<Announcement> =
            bodies.iter().zip(counts).map(|(body, count)| news(body, *count)).collect();
        let mut transaction = Transaction::new("studio".to_owned());
        let left = announce(&mut transaction, BriefId::derive(&[b"b"]), &all).unwrap();
        let count = |item: &FollowUpItem| match &item.task {
            Task::Announce(rest) => rest.members.len(),
            Task::Release(_)
            | Task::FindUnused
            | Task::TellOutcome
            | Task::TellOutcomeOnceRestored
            | Task::Done => 0,
        };
        (transaction.len(), left.iter().map(count).collect())
    }

    #[test]
    fn what_fits_is_told_and_the_rest_is_kept() {
        assert_eq!(announced(&[100]), (100, vec![]));
        assert_eq!(announced(&[101]), (100, vec![2]));
        assert_eq!(announced(&[60, 39]), (99, vec![]));
        assert_eq!(announced(&[150, 1]), (100, vec![52]));
        assert_eq!(announced(&[150, 2]), (100, vec![52, 2]));
    }

    #[test]
    fn a_follow_up_survives_the_table_and_leaves_the_work_list_when_done() {
        let brief = BriefId::derive(&[b"b"]);
        let member = Some(MemberId::of_subject("mika"));
        let [_, _, prize] = bodies();
        for task in [Task::Announce(news(&prize, 2)), Task::Release(None), Task::Release(member)] {
            let item = FollowUpItem::new(brief, "x", task, Timestamp::UNIX_EPOCH);
            assert!(item.indexes().work_list.is_some());
            let attributes = crate::item::to_attributes(&item, 1).unwrap();
            let read = crate::RawItem(attributes).parse::<FollowUpItem>().unwrap();
            assert_eq!(read.item, item);
        }
        let done = FollowUpItem::new(brief, "x", Task::Done, Timestamp::UNIX_EPOCH);
        assert_eq!(done.indexes().work_list, None);
    }
}
