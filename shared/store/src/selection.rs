//! Choosing among the tracks of a brief: the shortlist, the client's stars, and the award.

use std::collections::BTreeSet;

use domain::brief::BriefState;
use domain::credit::Credit;
use domain::id::MemberId;
use domain::licence::Licence;
use domain::money::SplitVersion;
use domain::notice::{Announcement, Notice};
use domain::prize::PrizeAward;
use domain::taste_alignment::TasteAlignment;

use crate::awarded_track::AwardedTrack;
use crate::brief::BriefItem;
use crate::end_basis::EndBasis;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::follow_up::{FollowUpItem, announce};
use crate::item::{Item, Stored};
use crate::keys;
use crate::roster::AskedCoproducer;
use crate::split::set_split;
use crate::table::Store;
use crate::track::{TrackItem, VersionItem};

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
    /// What the client may do with the winner from now on.
    pub licence: Licence,
    pub credits: Vec<Credit>,
    /// The rankings as they were before the client chose.
    pub taste_alignments: Vec<TasteAlignment>,
    /// To those whom it concerns in particular.
    pub notices: Vec<Notice>,
    /// To everybody else.
    pub news: Vec<Announcement>,
    /// Reviews that are not over are to be released, and invitations to write to be shown.
    pub release: FollowUpItem,
    /// What an embargo keeps back is to be told when it ends.
    pub embargo_end: Option<FollowUpItem>,
    /// What it was decided on.
    pub basis: EndBasis,
}

impl Store {
    /// Marks a track that is as it was read (the shortlist, the client's stars), with the notice to
    /// its composer, as long as the brief is as it was read; while that is judged, a lapse at the same
    /// moment is made to read again. The notice takes the place of an
    /// earlier one of its kind: of a client who changes their mind often the last word is told. One
    /// round trip.
    pub async fn mark_track(
        &self,
        brief: &Stored<BriefItem>,
        track: &Stored<TrackItem>,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        if brief.item.state == BriefState::Judging {
            transaction.replace(brief)?;
        } else {
            transaction.check(&brief.item.key(), &Condition::unchanged(brief.revision))?;
        }
        transaction.replace(track)?.repeat(notice)?;
        self.commit(transaction).await
    }

    /// Writes a version, as it was read, for whose slots these others were asked or that nobody can
    /// answer, with the notices to them and to its composer, as long as the brief is as it was
    /// read: nobody is asked for one that has ended. One round trip.
    pub async fn write_search(
        &self,
        brief: &Stored<BriefItem>,
        version: &Stored<VersionItem>,
        asked: &BTreeSet<MemberId>,
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.check(&brief.item.key(), &Condition::unchanged(brief.revision))?;
        transaction.replace(version)?;
        let brief = brief.item.id;
        for member in asked.iter().copied() {
            transaction.check(&keys::overseer(brief, member), &Condition::Absent)?;
            transaction.repeat(&AskedCoproducer { brief, member })?;
        }
        for notice in notices {
            transaction.repeat(notice)?;
        }
        self.commit(transaction).await
    }

    /// Awards a brief in one transaction: the brief, the track's mark, its one flat split and the
    /// prize (refused where their month has been frozen in between), the credits, the frozen
    /// rankings and the notices, as long as nobody was given or has answered a review since it was
    /// read. Notices for which the transaction has no room are left to be told,
    /// and returned. One round trip.
    pub async fn award(&self, award: &Award) -> Result<Vec<FollowUpItem>, StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(&award.brief)?.replace(&award.track)?;
        transaction.create(&AwardedTrack::of(&award.track.item))?;
        set_split(&mut transaction, &award.split)?;
        if let Some(prize) = &award.prize {
            transaction.create(prize)?;
        }
        transaction.create(&award.licence)?;
        for credit in &award.credits {
            transaction.create(credit)?;
        }
        for taste_alignment in &award.taste_alignments {
            transaction.create(taste_alignment)?;
        }
        for notice in &award.notices {
            transaction.create(notice)?;
        }
        transaction.create(&award.release)?;
        if let Some(embargo_end) = &award.embargo_end {
            transaction.create(embargo_end)?;
        }
        award.basis.require(&mut transaction, award.news.len())?;
        let mut left = announce(&mut transaction, award.brief.item.id, &award.news)?;
        self.commit(transaction).await?;
        left.push(award.release.clone());
        Ok(left)
    }
}
