//! What is still to be done for a brief once a decision is written: notices for which its transaction
//! had no room, reviews that are not needed any more. Each is written with the decision, done at once
//! by whoever decided, and by the sweep where that was cut short.

use domain::change::Change;
use domain::id::{BriefId, MemberId, ReviewId};
use domain::invitation::Invitation;
use domain::notice::{Announcement, Notice, NoticeKind};
use domain::points::{PointEntry, PointRule};
use domain::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::error::StoreError;
use crate::item::{Indexes, Item, Stored};
use crate::keys::{self, Key};
use crate::retry::retry_on_conflict;
use crate::review::given_up;
use crate::table::Store;
use crate::track::{Entry, Seat, SeatState};
use crate::transaction::{TRANSACTION_ITEMS_MAX, Transaction};

/// The work list of follow-ups, due at once.
pub const PENDING: &str = "pending";

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
    /// The reviews of the brief whose clock never started are to be released; the others go on.
    ReleaseQueued,
    /// Whoever accepted an invitation and has submitted nothing is to be found. Due once files can
    /// land no more.
    FindUnused,
    /// Nothing any more.
    Done,
}

impl Task {
    fn releases(&self, seat: &Seat) -> bool {
        let is_open = matches!(seat.state, SeatState::Queued | SeatState::Listening);
        match self {
            Self::Release(None) => is_open,
            Self::Release(Some(reviewer)) => is_open && *reviewer == seat.reviewer,
            Self::ReleaseQueued => seat.state == SeatState::Queued,
            Self::Announce(_) | Self::FindUnused | Self::Done => false,
        }
    }
}

impl FollowUpItem {
    pub fn new(brief: BriefId, name: impl Into<String>, task: Task, at: Timestamp) -> Self {
        Self { brief, name: name.into(), task, at }
    }
}

impl Item for FollowUpItem {
    const KIND: &'static str = "follow_up";

    fn key(&self) -> Key {
        keys::follow_up(self.brief, &self.name)
    }

    fn indexes(&self) -> Indexes {
        let work_list = match self.task {
            Task::Announce(_) | Task::Release(_) | Task::ReleaseQueued | Task::FindUnused => {
                Some(keys::work_list(Self::KIND, PENDING, self.brief, self.at))
            }
            Task::Done => None,
        };
        Indexes { owner_list: None, work_list }
    }
}

/// Adds the notices of `news`, as many as there is room for; the rest becomes a follow-up in the same
/// transaction, which is returned. Call it last.
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
            let name = format!("{}#{}", rest.kind, rest.subject);
            let at = rest.at;
            let item = FollowUpItem::new(brief, name, Task::Announce(rest), at);
            transaction.create(&item)?;
            left.push(item);
        }
    }
    Ok(left)
}

impl Store {
    /// Does what was just written to be done. What fails here is left to the sweep, and so is what
    /// somebody else does at the same moment.
    pub async fn follow_up_new(&self, items: Vec<FollowUpItem>, now: Timestamp) {
        for item in items {
            let subject = item.key().sk;
            match self.follow_up(Stored { item, revision: 1 }, now).await {
                Ok(()) => {}
                Err(error) => tracing::warn!(%subject, %error, "left to the sweep"),
            }
        }
    }

    /// Does what is to be done, in as many transactions as that takes. It may be cut short anywhere
    /// and done again.
    pub async fn follow_up(
        &self,
        mut stored: Stored<FollowUpItem>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        loop {
            let next = match &stored.item.task {
                Task::Done => return Ok(()),
                Task::Release(_) | Task::ReleaseQueued => {
                    self.release_reviews(stored.item.brief, &stored.item.task, now).await?;
                    stored.item.task = Task::Done;
                    self.replace(&stored).await?;
                    Task::Done
                }
                Task::FindUnused => {
                    self.find_unused(stored.item.brief, now).await?;
                    stored.item.task = Task::Done;
                    self.replace(&stored).await?;
                    Task::Done
                }
                Task::Announce(news) => {
                    let (notices, rest) = news.first(TRANSACTION_ITEMS_MAX.saturating_sub(1));
                    let is_all = rest.members.is_empty();
                    let task = if is_all { Task::Done } else { Task::Announce(rest) };
                    stored.item.task = task.clone();
                    let mut transaction = self.transaction();
                    transaction.replace(&stored)?;
                    for notice in &notices {
                        transaction.repeat(notice)?;
                    }
                    self.commit(transaction).await?;
                    task
                }
            };
            stored.item.task = next;
            stored.revision = stored.revision.saturating_add(1);
        }
    }

    /// Marks the invitations to a brief that were accepted and came to nothing, and tells whom it costs
    /// points. Two round trips, and one for each of them.
    async fn find_unused(&self, brief: BriefId, now: Timestamp) -> Result<(), StoreError> {
        let invitations = self.invitations(brief).await?;
        let entries = self.brief_entries(brief).await?;
        let landed = |entry: &&Entry| {
            entry.versions.iter().any(|version| version.item.version.received_at.is_some())
        };
        let landed = entries.iter().filter(landed);
        let submitted: BTreeSet<MemberId> =
            landed.flat_map(|entry| entry.track.item.track.authors()).collect();
        for Stored { item, revision } in invitations {
            let unused = item.left_unused(now).filter(|one| !submitted.contains(&one.member));
            if let Some(item) = unused {
                let notice = unused_notice(&item, now)?;
                let mut transaction = self.transaction();
                transaction.replace(&Stored { item, revision })?.create(&notice)?;
                self.commit(transaction).await?;
            }
        }
        Ok(())
    }

    /// Ends the reviews of a brief that the task is about: the seats are free, the reviewers are told.
    /// Three round trips a review.
    async fn release_reviews(
        &self,
        brief: BriefId,
        task: &Task,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let entries = self.brief_entries(brief).await?;
        let versions = entries.iter().flat_map(|entry| &entry.versions);
        let seats = versions.flat_map(|version| &version.item.seats);
        for seat in seats.filter(|seat| task.releases(seat)) {
            self.release_review(seat.review, now).await?;
        }
        Ok(())
    }

    async fn release_review(&self, id: ReviewId, now: Timestamp) -> Result<(), StoreError> {
        retry_on_conflict(|| async {
            let Some(stored) = self.review(id).await? else { return Ok(()) };
            let review = &stored.item.review;
            // Delivered, declined or expired in between: that counts.
            let Ok(Change::Applied(released)) = review.release() else { return Ok(()) };
            let (brief, track) = (released.brief, released.track);
            let Some(version) = self.version(brief, track, released.version).await? else {
                return Ok(());
            };
            let item = given_up(version.item, id);
            let version = Stored { item, revision: version.revision };
            let notice = release_notice(released.reviewer, id, now)?;
            let review = Stored { item: stored.item.with(released), revision: stored.revision };
            self.give_up_review(&review, &version, Some(&notice)).await
        })
        .await
    }
}

fn release_notice(member: MemberId, review: ReviewId, at: Timestamp) -> Result<Notice, StoreError> {
    let text = Text::new("A review of yours is not needed any more; nothing is held against you.")
        .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
    let (kind, subject) = (NoticeKind::ReviewReleased, review.to_string());
    Ok(Notice { member, kind, subject, at, text })
}

fn unused_notice(invitation: &Invitation, at: Timestamp) -> Result<Notice, StoreError> {
    let (member, subject) = (invitation.member, invitation.brief.to_string());
    let entry = PointEntry::new(member, PointRule::InvitationUnused, subject.clone(), at);
    let text = format!(
        "You accepted an invitation and entries have ended without a track of yours ({} points). \
         Whoever declines before the deadline loses nothing.",
        entry.points
    );
    let text = Text::new(&text).map_err(|error| StoreError::Unavailable(Box::new(error)))?;
    Ok(Notice { member, kind: NoticeKind::InvitationUnused, subject, at, text })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn news(kind: NoticeKind, count: u32) -> Announcement {
        let members: BTreeSet<MemberId> =
            (0..count).map(|number| MemberId::of_subject(&number.to_string())).collect();
        let text = Text::new("Called off.").unwrap();
        Announcement { kind, subject: "brf_1".to_owned(), at: Timestamp::UNIX_EPOCH, text, members }
    }

    fn announced(counts: &[u32]) -> (usize, Vec<usize>) {
        let kinds = [NoticeKind::BriefCancelled, NoticeKind::BriefLapsed, NoticeKind::Prize];
        let all: Vec<Announcement> =
            kinds.into_iter().zip(counts).map(|(kind, count)| news(kind, *count)).collect();
        let mut transaction = Transaction::new("studio".to_owned());
        let left = announce(&mut transaction, BriefId::derive(&[b"b"]), &all).unwrap();
        let count = |item: &FollowUpItem| match &item.task {
            Task::Announce(rest) => rest.members.len(),
            Task::Release(_) | Task::ReleaseQueued | Task::FindUnused | Task::Done => 0,
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
        for task in
            [Task::Announce(news(NoticeKind::Prize, 2)), Task::Release(None), Task::Release(member)]
        {
            let item = FollowUpItem::new(brief, "x", task, Timestamp::UNIX_EPOCH);
            assert!(item.indexes().work_list.is_some());
            let attributes = crate::item::to_attributes(&item, 1).unwrap();
            let read = crate::item::RawItem(attributes).parse::<FollowUpItem>().unwrap();
            assert_eq!(read.item, item);
        }
        let done = FollowUpItem::new(brief, "x", Task::Done, Timestamp::UNIX_EPOCH);
        assert_eq!(done.indexes().work_list, None);
    }
}
