//! Briefs: the item, its places on the lists, and the writes that move it.

use std::ops::Deref;

use domain::brief::{Brief, BriefState, BriefTerms, Visibility};
use domain::coproducer::Coproducer;
use domain::id::{BriefId, MemberId, QuestionId};
use domain::invitation::{Invitation, InvitationState};
use domain::money::Sha256Hex;
use domain::money::input::MonthInput;
use domain::notice::{Announcement, Notice};
use domain::policy::Policy;
use domain::prize::PrizeAward;
use domain::track::PartInBrief;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::end_basis::EndBasis;
use crate::error::StoreError;
use crate::follow_up::{FollowUpItem, Task, announce};
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::month::require_open;
use crate::month_input::add_input;
use crate::overseer::{FirstLook, Overseer};
use crate::raw_item::RawItem;
use crate::roster::{self, RosterItem};
use crate::table::Store;

/// The work list of open briefs that stand on no board, due at their deadline. Public ones are due
/// on the board itself.
pub const OPEN_INVITED: &str = "open_invited";

/// The work list of briefs that wait for their client, due when the client is to be reminded, then
/// when the brief lapses.
pub const JUDGING: &str = "judging";

/// The work list of drafts, due when one that nobody opens is called off.
pub const DRAFTS: &str = "draft";

/// A brief as it is stored. Change it with [`BriefItem::with`], which keeps `state`
/// and `edition` in step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefItem {
    /// The brief's state once more, where conditions and the stream's filter can see it.
    pub state: BriefState,
    pub brief: Brief,
    /// Raised by every change that a reader of the brief can see, and by no other one: what entrants
    /// and reviewers do moves the revision of the item, which would name them.
    pub edition: u64,
    /// SHA-256 of the request that made it: the same key with another body is refused.
    pub request_sha256: Sha256Hex,
}

impl BriefItem {
    pub fn new(brief: Brief, request_sha256: Sha256Hex) -> BriefItem {
        BriefItem { state: brief.state, brief, edition: 1, request_sha256 }
    }

    /// The item with `brief` in place of the old one.
    #[must_use]
    pub fn with(&self, brief: Brief) -> BriefItem {
        let changes = u64::from(!self.brief.shows_the_same(&brief));
        let edition = self.edition.saturating_add(changes);
        let request_sha256 = self.request_sha256.clone();
        BriefItem { state: brief.state, brief, edition, request_sha256 }
    }

    fn work_list(&self) -> Option<(String, String)> {
        let Brief { id, terms, created_at, .. } = &self.brief;
        match (self.state, terms.visibility) {
            (BriefState::Open, Visibility::Public) => {
                Some((keys::BOARD_PARTITION.to_owned(), keys::sortable(terms.deadline)))
            }
            (BriefState::Open, Visibility::Invited) => {
                Some(keys::work_list(Self::KIND, OPEN_INVITED, id, terms.deadline))
            }
            (BriefState::Judging, _) => {
                let due = self.brief.silent_until(&Policy::CURRENT).unwrap_or(*created_at);
                Some(keys::work_list(Self::KIND, JUDGING, id, due))
            }
            (BriefState::Draft, _) => {
                let due = self.brief.abandoned_at(&Policy::CURRENT);
                Some(keys::work_list(Self::KIND, DRAFTS, id, due))
            }
            (
                BriefState::Awarded
                | BriefState::Delivered
                | BriefState::Lapsed
                | BriefState::Cancelled,
                _,
            ) => None,
        }
    }
}

impl Deref for BriefItem {
    type Target = Brief;

    fn deref(&self) -> &Brief {
        &self.brief
    }
}

impl Item for BriefItem {
    const KIND: &'static str = "brief";

    fn key(&self) -> Key {
        keys::brief(self.brief.id)
    }

    fn indexes(&self) -> Indexes {
        let Brief { owner, created_at, .. } = self.brief;
        Indexes {
            owner_list: Some(keys::owner_list(owner, Self::KIND, created_at)),
            work_list: self.work_list(),
        }
    }
}

/// The terms of one version of a brief, from when it was opened on: what entrants and reviewers
/// went by. Nothing changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefVersionItem {
    pub brief: BriefId,
    pub version: u32,
    pub terms: BriefTerms,
    /// The question that it answers, where it was amended by an answer.
    pub answers: Option<QuestionId>,
    /// When it began to hold.
    pub at: Timestamp,
}

impl BriefVersionItem {
    pub fn of(brief: &Brief, at: Timestamp) -> BriefVersionItem {
        let Brief { id, version, terms, .. } = brief;
        let (brief, version, terms) = (*id, *version, terms.clone());
        BriefVersionItem { brief, version, terms, answers: None, at }
    }
}

impl Item for BriefVersionItem {
    const KIND: &'static str = "brief_version";

    fn key(&self) -> Key {
        keys::brief_version(self.brief, self.version)
    }
}

/// What opening a brief writes.
#[derive(Debug)]
pub struct Opening<'writes> {
    /// The brief, Open.
    pub brief: &'writes Stored<BriefItem>,
    /// The co-producers that were chosen for it.
    pub appointments: &'writes [RosterItem],
    /// The composers that were found for it.
    pub invitations: &'writes [Invitation],
    /// To all of them.
    pub notices: &'writes [Notice],
    pub at: Timestamp,
}

/// What ends a brief without a winner.
#[derive(Debug)]
pub struct Ending<'writes> {
    /// The brief, Lapsed or Cancelled.
    pub brief: &'writes Stored<BriefItem>,
    /// Who gets the prize; nobody where it is returned.
    pub prize: Option<&'writes PrizeAward>,
    /// That the prize goes back, where it was received and nobody gets it.
    pub returned: Option<&'writes MonthInput>,
    pub news: &'writes [Announcement],
    pub at: Timestamp,
    /// What it was decided on.
    pub basis: &'writes EndBasis,
}

/// A brief and what one member has to do with it, read consistently in one round trip.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefFor {
    pub brief: Stored<BriefItem>,
    /// The member's place on the roster.
    pub roster: Option<Stored<RosterItem>>,
    /// The member's invitation.
    pub invitation: Option<Stored<Invitation>>,
    /// Whether the member has written a track that was entered, withdrawn ones included.
    pub has_entered: bool,
    /// Whether the member could be given a track of it to review, as far as they are no entrant: was
    /// asked beyond its roster, or co-produces on the platform.
    pub could_be_given: bool,
    /// Whether the member has looked into it because they run the platform.
    pub has_overseen: bool,
}

impl BriefFor {
    /// The keys of all that it is made of, to be read in one batch with whatever else is needed.
    pub fn keys(brief: BriefId, member: MemberId) -> [Key; 7] {
        [
            keys::brief(brief),
            keys::roster(brief, member),
            keys::invitation(brief, member),
            keys::asked_coproducer(brief, member),
            keys::entrant(brief, member),
            keys::coproducer(member),
            keys::overseer(brief, member),
        ]
    }

    /// What was found under [`BriefFor::keys`], in their order; nothing where there is no brief.
    pub fn parse(
        found: &mut impl Iterator<Item = Option<RawItem>>,
    ) -> Result<Option<BriefFor>, StoreError> {
        let mut next = || found.next().flatten();
        let (brief, roster, invitation, asked) = (next(), next(), next(), next());
        let (entrant, coproducer, overseer) = (next(), next(), next());
        let Some(brief) = brief else { return Ok(None) };
        let coproducer = coproducer.map(RawItem::parse::<Coproducer>).transpose()?;
        let could_review = coproducer.is_some_and(|stored| stored.item.could_review());
        Ok(Some(BriefFor {
            brief: brief.parse()?,
            roster: roster.map(RawItem::parse).transpose()?,
            invitation: invitation.map(RawItem::parse).transpose()?,
            has_entered: entrant.is_some(),
            could_be_given: asked.is_some() || could_review,
            has_overseen: overseer.is_some(),
        }))
    }

    /// What the member is to it.
    pub fn part(&self, member: MemberId, operates: bool) -> PartInBrief {
        let place = self.roster.as_ref().map(|stored| &stored.item);
        let accepted = |one: &Stored<Invitation>| one.item.state == InvitationState::Accepted;
        let enters = self.has_entered || self.invitation.as_ref().is_some_and(accepted);
        let reviewing = roster::reviewing_part(place, enters, self.could_be_given);
        self.brief.item.brief.part(member, reviewing, operates)
    }

    /// The same for what is shown to whoever decides whether to take part: who runs the platform reads
    /// a running brief as anybody does, until they have looked into it.
    pub fn part_before_looking(&self, member: MemberId, operates: bool) -> PartInBrief {
        let looks = self.has_overseen || self.brief.item.brief.end().is_some();
        self.part(member, operates && looks)
    }

    /// What is to be written before the member reads in it because they run the platform; nothing
    /// where they do not, or where it is written down already.
    pub fn first_look(
        &self,
        member: MemberId,
        operates: bool,
        now: Timestamp,
    ) -> Option<FirstLook> {
        let brief = &self.brief.item.brief;
        let looks = brief.is_looked_into(self.part(member, operates)) && !self.has_overseen;
        let overseer = Overseer { brief: brief.id, member, since: now };
        let invitation = self.invitation.as_ref().map(|one| one.revision);
        looks.then_some(FirstLook { overseer, invitation })
    }
}

/// A brief, by its id.
pub fn key(brief: BriefId) -> ItemKey<BriefItem> {
    ItemKey::new(keys::brief(brief))
}

/// The terms of one version of a brief, from its opening on.
pub fn version_key(brief: BriefId, version: u32) -> ItemKey<BriefVersionItem> {
    ItemKey::new(keys::brief_version(brief, version))
}

/// The briefs that are judged, each of the eight lists by when its client's silence has its next
/// consequence; a hint, since an index lags.
pub fn judged() -> List<BriefItem> {
    List::work_list(keys::work_list_partitions(BriefItem::KIND, JUDGING))
}

/// The open public briefs, the next deadline first; a hint, since an index lags.
pub fn board() -> List<BriefItem> {
    List::work_list([keys::BOARD_PARTITION.to_owned()])
}

impl Store {
    /// One brief with the member's place on its roster, their invitation, and whether they have
    /// entered it or could be given a track of it. One round trip.
    pub async fn brief_for(
        &self,
        brief: BriefId,
        member: MemberId,
    ) -> Result<Option<BriefFor>, StoreError> {
        BriefFor::parse(&mut self.get_many(&BriefFor::keys(brief, member)).await?.into_iter())
    }

    /// Moves a brief that is as it was read, with the notices about it. One round trip.
    pub async fn move_brief(
        &self,
        brief: &Stored<BriefItem>,
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        if notices.is_empty() {
            return self.replace(brief).await;
        }
        let mut transaction = self.transaction();
        transaction.replace(brief)?;
        for notice in notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Opens a brief that is as it was read, keeps the terms that entrants see, and appoints and
    /// invites whom the studio chose. One round trip.
    pub async fn open_brief(&self, opening: Opening<'_>) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(opening.brief)?;
        transaction.create(&BriefVersionItem::of(&opening.brief.item, opening.at))?;
        for appointment in opening.appointments {
            transaction.create(appointment)?;
        }
        for invitation in opening.invitations {
            transaction.create(invitation)?;
        }
        for notice in opening.notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Amends an open brief that is as it was read, keeps the new terms beside the old ones, and
    /// tells everybody concerned. One round trip; what is left to be told is returned.
    pub async fn amend_brief(
        &self,
        brief: &Stored<BriefItem>,
        at: Timestamp,
        news: &[Announcement],
    ) -> Result<Vec<FollowUpItem>, StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(brief)?.create(&BriefVersionItem::of(&brief.item, at))?;
        let left = announce(&mut transaction, brief.item.id, news)?;
        self.commit(transaction).await?;
        Ok(left)
    }

    /// Moves a brief that is as it was read and tells everybody concerned. One round trip; what is
    /// left to be told is returned.
    pub async fn move_brief_with_news(
        &self,
        brief: &Stored<BriefItem>,
        news: &[Announcement],
    ) -> Result<Vec<FollowUpItem>, StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(brief)?;
        let left = announce(&mut transaction, brief.item.id, news)?;
        self.commit(transaction).await?;
        Ok(left)
    }

    /// Closes a brief that is as it was read and tells everybody concerned. Where somebody has
    /// accepted an invitation, it is looked up at `files_land_until` whether they submitted. One
    /// round trip; what is left to be told is returned.
    pub async fn close_brief(
        &self,
        brief: &Stored<BriefItem>,
        files_land_until: Option<Timestamp>,
        news: &[Announcement],
    ) -> Result<Vec<FollowUpItem>, StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(brief)?;
        let id = brief.item.id;
        if let Some(at) = files_land_until {
            transaction.create(&FollowUpItem::new(id, "unused", Task::FindUnused, at))?;
        }
        let left = announce(&mut transaction, id, news)?;
        self.commit(transaction).await?;
        Ok(left)
    }

    /// Ends a brief that is as it was read: its prize is given out in a month that is open,
    /// everybody is told, and its reviews are to be released, as long as nobody was given or has
    /// answered one since it was read. One round trip; what is left to do is returned, and done by
    /// the sweep if not by the caller.
    pub async fn end_brief(&self, ending: Ending<'_>) -> Result<Vec<FollowUpItem>, StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(ending.brief)?;
        if let Some(prize) = ending.prize {
            require_open(&mut transaction, prize.month)?;
            transaction.create(prize)?;
        }
        if let Some(returned) = ending.returned {
            add_input(&mut transaction, returned)?;
        }
        let brief = ending.brief.item.id;
        let release = FollowUpItem::new(brief, "release", Task::Release(None), ending.at);
        transaction.create(&release)?;
        ending.basis.require(&mut transaction, ending.news.len())?;
        let mut left = announce(&mut transaction, brief, ending.news)?;
        self.commit(transaction).await?;
        left.push(release);
        Ok(left)
    }
}
