//! Decisions that put an open month right: an adjustment declined, money in suspense matched with
//! the track that it belongs to.

use domain::brief::Brief;
use domain::change::Change;
use domain::id::{AdjustmentId, MemberId, SuspenseId, TrackId};
use domain::money::adjustment::Adjustment;
use domain::money::input::SuspenseMatch;
use domain::money::{SplitVersion, TrackKey};
use domain::own_matter::own_matter;
use store::adjustment::AdjustmentItem;
use store::suspense::{FirstMatch, MatchAnswer, Matched};
use store::{Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;

impl Ledger {
    /// An operator declines an adjustment: it will not happen. None where there is none. Two round
    /// trips.
    ///
    /// # Errors
    /// [`LedgerError::Adjustment`] where it is decided otherwise already.
    pub async fn decline_adjustment(
        &self,
        id: AdjustmentId,
        by: MemberId,
    ) -> Result<Option<Adjustment>, LedgerError> {
        let now = self.now();
        retry_on_conflict(|| async {
            let Some(Stored { item, revision }) =
                self.store.get(store::adjustment::key(id)).await?
            else {
                return Ok(None);
            };
            let Change::Applied(adjustment) = item.adjustment.decline(by, now)? else {
                return Ok(Some(item.adjustment));
            };
            let item = AdjustmentItem { adjustment: adjustment.clone(), ..item };
            self.store.replace(&Stored { item, revision }).await?;
            Ok(Some(adjustment))
        })
        .await
    }

    /// Says which track money in suspense belongs to; the oldest Open month moves it. What stands
    /// after that: the same match, an earlier one, or, where `instead_of` names the earlier one
    /// and its month is still open, the new one. None where no such money waits. Nine round trips.
    ///
    /// # Errors
    /// [`LedgerError::NotAwarded`] or [`LedgerError::AwardVoid`] where no split stands.
    pub async fn match_suspense(
        &self,
        id: SuspenseId,
        (track, instead_of): (TrackId, Option<TrackId>),
        by: MemberId,
    ) -> Result<Option<Matched>, LedgerError> {
        if let Some(before) = self.store.get(store::suspense::key(id)).await? {
            let known = &before.item.matched.track;
            if *known == track.into() || instead_of.is_none_or(|named| *known != named.into()) {
                return Ok(Some(before.item));
            }
            self.require_others_track(before.item.matched.track.clone(), by).await?;
            return self.rematch_suspense(before, track, by).await;
        }
        let split = self.require_others_track(track.into(), by).await?;
        let waiting = self.suspense().await?;
        let found = waiting.into_iter().find(|entry| entry.track.is_none() && entry.id() == id);
        let Some(entry) = found else { return Ok(None) };
        self.require_award(track, split.as_ref()).await?;
        let matched = Matched {
            matched: SuspenseMatch { id, track: track.into() },
            number: 1,
            file_sha256: entry.file_sha256,
            row: entry.row,
            month: self.genesis,
            matched_by: by,
            matched_at: self.now(),
        };
        match self.store.decide(self.genesis, &FirstMatch(matched)).await? {
            MatchAnswer::New(matched) | MatchAnswer::Before(matched) => Ok(Some(matched)),
        }
    }

    /// Another track takes the place of the one that the entry was matched with before.
    async fn rematch_suspense(
        &self,
        before: Stored<Matched>,
        track: TrackId,
        by: MemberId,
    ) -> Result<Option<Matched>, LedgerError> {
        let split = self.require_others_track(track.into(), by).await?;
        self.require_award(track, split.as_ref()).await?;
        let id = before.item.matched.id;
        if let Some(matched) = self.store.rematch_suspense(before, track, by, self.now()).await? {
            return Ok(Some(matched));
        }
        // Its month is frozen, or another write was faster.
        Ok(self.store.get(store::suspense::key(id)).await?.map(|stored| stored.item))
    }

    /// The newest split of a track that does not pay the decider. One round trip.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] where it pays them.
    pub async fn require_others_track(
        &self,
        track: TrackKey,
        decider: MemberId,
    ) -> Result<Option<SplitVersion>, LedgerError> {
        let split = self.store.newest_split(track).await?;
        own_matter(decider, split.iter().flat_map(SplitVersion::payees))?;
        Ok(split)
    }

    /// The award of a brief is nobody's to decide who posted it or whom it pays. One round trip.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`].
    pub async fn require_others_award(
        &self,
        brief: &Brief,
        track: TrackId,
        decider: MemberId,
    ) -> Result<(), LedgerError> {
        own_matter(decider, [brief.owner])?;
        self.require_others_track(track.into(), decider).await.map(drop)
    }

    /// The track has a split, and its award stands.
    async fn require_award(
        &self,
        track: TrackId,
        split: Option<&SplitVersion>,
    ) -> Result<(), LedgerError> {
        if split.is_none() {
            return Err(LedgerError::NotAwarded);
        }
        let standing = self.store.get(store::award_standing::key(track)).await?;
        if standing.is_some_and(|stored| stored.item.standing.void) {
            return Err(LedgerError::AwardVoid);
        }
        Ok(())
    }
}
