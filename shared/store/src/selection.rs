//! Choosing among the tracks of a brief: all of it in one read, the shortlist, and the award.

use std::collections::BTreeSet;

use domain::brief::{Contender, Entry as BriefEntry};
use domain::credit::Credit;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::invitation::{Invitation, InvitationState};
use domain::lexicon::Lexicon;
use domain::money::SplitVersion;
use domain::notice::{Announcement, Notice};
use domain::policy::Policy;
use domain::prize::{PrizeAward, Sharer};
use domain::taste_alignment::TasteAlignment;
use domain::track::VersionState;
use jiff::Timestamp;

use crate::awarded_track::AwardedTrack;
use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::follow_up::{FollowUpItem, announce};
use crate::item::{Item, RawItem, Stored};
use crate::keys;
use crate::roster::RosterItem;
use crate::split::set_split;
use crate::table::Store;
use crate::track::{Entry, SeatState, TrackItem, VersionItem, to_entries};

/// A brief with everything in its partition, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefAggregate {
    pub brief: Stored<BriefItem>,
    pub roster: Vec<RosterItem>,
    pub invitations: Vec<Invitation>,
    /// Every version of the lexicon, the newest last.
    pub lexicons: Vec<Stored<Lexicon>>,
    /// Every track with its versions.
    pub entries: Vec<Entry>,
}

/// What an award writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// The brief, Awarded.
    pub brief: Stored<BriefItem>,
    /// The winning track, marked.
    pub track: Stored<TrackItem>,
    /// The first split of the track.
    pub split: SplitVersion,
    /// The whole prize for the winner, in the month of the split.
    pub prize: Option<PrizeAward>,
    pub credits: Vec<Credit>,
    /// The rankings as they were before the client chose.
    pub taste_alignments: Vec<TasteAlignment>,
    /// To those whom it concerns in particular.
    pub notices: Vec<Notice>,
    /// To everybody else.
    pub news: Vec<Announcement>,
    /// Reviews whose clock never started are to be released, where there are any.
    pub release: Option<FollowUpItem>,
}

impl BriefAggregate {
    /// The co-producers who are on the roster now.
    pub fn coproducers(&self) -> impl Iterator<Item = MemberId> {
        self.roster.iter().filter(|one| one.left_at.is_none()).map(|one| one.member)
    }

    /// Everybody who has written a track that was entered, withdrawn ones included.
    pub fn composers(&self) -> BTreeSet<MemberId> {
        self.entries.iter().flat_map(|entry| entry.track.item.track.authors()).collect()
    }

    /// Who must not co-produce it: its owner, everybody invited, everybody who entered and everybody
    /// who has been on its roster.
    pub fn barred(&self) -> BTreeSet<MemberId> {
        let invited = self.invitations.iter().map(|one| one.member);
        let appointed = self.roster.iter().map(|place| place.member);
        let others = invited.chain(appointed).chain([self.brief.item.owner]);
        self.composers().into_iter().chain(others).collect()
    }

    /// One track with its versions.
    pub fn entry(&self, track: TrackId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.track.item.track.id == track)
    }

    /// How every track stands, as the rule of awards wants to know it.
    pub fn brief_entries(&self) -> Vec<BriefEntry> {
        self.entries.iter().filter_map(brief_entry).collect()
    }

    /// Everybody who entered, co-produces it or may still enter because they were invited.
    pub fn concerned(&self) -> BTreeSet<MemberId> {
        let invited = self.invitations.iter().filter(|one| one.state != InvitationState::Declined);
        let invited = invited.map(|one| one.member);
        self.composers().into_iter().chain(self.coproducers()).chain(invited).collect()
    }

    /// Until when files may still land once entries have ended, where that tells whether an accepted
    /// invitation came to something.
    pub fn awaits_until(&self, closed_at: Timestamp, policy: &Policy) -> Option<Timestamp> {
        let accepted = |one: &Invitation| one.state == InvitationState::Accepted;
        let until = closed_at.saturating_add(policy.upload_within);
        self.invitations.iter().any(accepted).then_some(until.unwrap_or(closed_at))
    }

    /// Whether a review waits for its reviewer's clock.
    pub fn has_queued(&self) -> bool {
        let versions = self.entries.iter().flat_map(|entry| &entry.versions);
        let mut seats = versions.flat_map(|version| &version.item.seats);
        seats.any(|seat| seat.state == SeatState::Queued)
    }

    /// The tracks that share the prize where the client stays silent; none that was withdrawn.
    pub fn contenders(&self) -> Vec<Contender> {
        let contender = |entry: &Entry| {
            let gone =
                |version: &Stored<VersionItem>| version.item.state == VersionState::Withdrawn;
            let newest = entry.newest_valid().filter(|_| !entry.versions.iter().any(gone))?;
            let track = &entry.track.item.track;
            let sharer =
                Sharer { track: track.id, member: track.composer, submitted_at: track.created_at };
            Some(Contender {
                sharer,
                shortlisted: track.shortlisted_at.is_some(),
                approved: newest.state == VersionState::Approved,
            })
        };
        self.entries.iter().filter_map(contender).collect()
    }

    /// Delivered reviews of the brief, every track and version counting, with who wrote them.
    pub fn delivered_reviews(&self) -> Vec<(MemberId, ReviewId)> {
        let versions = self.entries.iter().flat_map(|entry| &entry.versions);
        let seats = versions.flat_map(|version| &version.item.seats);
        let delivered = seats.filter(|seat| seat.state == SeatState::Delivered);
        delivered.map(|seat| (seat.reviewer, seat.review)).collect()
    }
}

/// Nothing for a track without a version, which is never written.
fn brief_entry(entry: &Entry) -> Option<BriefEntry> {
    let newest = entry.versions.last()?.item.state;
    let answered = entry.versions.iter().filter(|version| is_answered(&version.item));
    Some(BriefEntry {
        track: entry.track.item.track.id,
        newest,
        answered_versions: answered.map(|version| version.item.version.version).collect(),
        labelled_unanswered: entry.track.item.track.unanswered_because.is_some(),
    })
}

/// Whether a version has a delivered review and may therefore be shortlisted or selected.
pub fn is_answered(version: &VersionItem) -> bool {
    let delivered = version.seats.iter().any(|seat| seat.state == SeatState::Delivered);
    delivered && version.state != VersionState::Withdrawn
}

impl Store {
    /// Everything about a brief. One round trip a megabyte, about 300 tracks.
    pub async fn brief_aggregate(
        &self,
        brief: BriefId,
    ) -> Result<Option<BriefAggregate>, StoreError> {
        let items = self.all(&keys::brief_partition(brief), "").await?;
        let of_kind =
            |kind: &'static str| items.iter().filter(move |item| item.kind() == kind).cloned();
        let Some(brief) = of_kind(BriefItem::KIND).next() else { return Ok(None) };
        let roster: Result<Vec<Stored<RosterItem>>, _> =
            of_kind(RosterItem::KIND).map(RawItem::parse).collect();
        let invitations: Result<Vec<Stored<Invitation>>, _> =
            of_kind(Invitation::KIND).map(RawItem::parse).collect();
        let lexicons: Result<Vec<_>, _> = of_kind(Lexicon::KIND).map(RawItem::parse).collect();
        Ok(Some(BriefAggregate {
            brief: brief.parse()?,
            roster: roster?.into_iter().map(|stored| stored.item).collect(),
            invitations: invitations?.into_iter().map(|stored| stored.item).collect(),
            lexicons: lexicons?,
            entries: to_entries(items)?,
        }))
    }

    /// Marks a track that is as it was read, with the notice to its composer, as long as the brief
    /// stands at `brief_revision`. One round trip.
    pub async fn shortlist(
        &self,
        brief: (BriefId, u64),
        track: &Stored<TrackItem>,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.check(&keys::brief(brief.0), &Condition::unchanged(brief.1))?;
        transaction.replace(track)?.create(notice)?;
        self.commit(transaction).await
    }

    /// Labels a track, as it was read, as one for which nobody could be found, and tells its composer.
    /// One round trip.
    pub async fn label_unanswered(
        &self,
        track: &Stored<TrackItem>,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(track)?.repeat(notice)?;
        self.commit(transaction).await
    }

    /// Awards a brief in one transaction: the brief, the track's mark, its one flat split and the
    /// prize (refused where their month has been frozen in between), the credits, the frozen rankings
    /// and the notices. Notices for which the transaction has no room are left to be told, and
    /// returned. One round trip.
    pub async fn award(&self, award: &Award) -> Result<Vec<FollowUpItem>, StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(&award.brief)?.replace(&award.track)?;
        transaction.create(&AwardedTrack::of(&award.track.item))?;
        set_split(&mut transaction, &award.split)?;
        if let Some(prize) = &award.prize {
            transaction.create(prize)?;
        }
        for credit in &award.credits {
            transaction.create(credit)?;
        }
        for taste_alignment in &award.taste_alignments {
            transaction.create(taste_alignment)?;
        }
        for notice in &award.notices {
            transaction.create(notice)?;
        }
        if let Some(release) = &award.release {
            transaction.create(release)?;
        }
        let mut left = announce(&mut transaction, award.brief.item.id, &award.news)?;
        self.commit(transaction).await?;
        left.extend(award.release.clone());
        Ok(left)
    }
}
