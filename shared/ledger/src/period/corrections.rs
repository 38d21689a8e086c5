//! Decisions that put an open month right: an adjustment declined, money in suspense matched with
//! the track that it belongs to.

use domain::change::Change;
use domain::id::{AdjustmentId, MemberId, SuspenseId, TrackId};
use domain::money::SplitVersion;
use domain::money::adjustment::{Adjustment, AdjustmentRefusal};
use domain::money::input::SuspenseMatch;
use store::adjustment::{AdjustmentApproval, AdjustmentItem};
use store::suspense::{FirstMatch, MatchAnswer, Matched};
use store::{Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::own_words::WordOutcome;

/// What became of a word on money in suspense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatchWord {
    /// What the entry is matched with.
    Stands(Matched),
    /// It is written down until another operator says the same.
    Waits,
}

impl Ledger {
    /// Another operator agrees with an adjustment. None where there is none. Three round trips, and
    /// four more for a party.
    ///
    /// # Errors
    /// [`LedgerError::Adjustment`] where it is not theirs to decide, or decided otherwise already.
    pub async fn approve_adjustment(
        &self,
        id: AdjustmentId,
        by: MemberId,
    ) -> Result<Option<Adjustment>, LedgerError> {
        let approval = AdjustmentApproval { id, by, operators: None, at: self.now() };
        let answer = match self.store.decide(self.genesis, &approval).await? {
            Some(Err(AdjustmentRefusal::OwnMatter(_))) => {
                let operators = Some(self.operators().await?);
                self.store
                    .decide(self.genesis, &AdjustmentApproval { operators, ..approval })
                    .await?
            }
            answer @ (Some(_) | None) => answer,
        };
        Ok(answer.transpose()?)
    }

    /// An operator declines an adjustment: it will not happen. None where there is none. Two round
    /// trips, one more for a party.
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
            let adjustment = &item.adjustment;
            let change = match adjustment.decline(by, None, now) {
                Err(AdjustmentRefusal::OwnMatter(_)) => {
                    adjustment.decline(by, Some(&self.operators().await?), now)?
                }
                change @ (Ok(_) | Err(_)) => change?,
            };
            let Change::Applied(adjustment) = change else { return Ok(Some(item.adjustment)) };
            let item = AdjustmentItem { adjustment: adjustment.clone(), ..item };
            self.store.replace(&Stored { item, revision }).await?;
            Ok(Some(adjustment))
        })
        .await
    }

    /// Says which track money in suspense belongs to; the oldest Open month moves it. What stands
    /// after that: the same match, an earlier one, or, where `instead_of` names the earlier one
    /// and its month is still open, the new one. None where no such money waits. Nine round trips,
    /// three more where a track pays whoever says it.
    ///
    /// # Errors
    /// [`LedgerError::NotAwarded`] or [`LedgerError::AwardVoid`] where no split stands;
    /// [`LedgerError::OwnMatter`] where another operator decides it.
    pub async fn match_suspense(
        &self,
        id: SuspenseId,
        (track, instead_of): (TrackId, Option<TrackId>),
        by: MemberId,
    ) -> Result<Option<MatchWord>, LedgerError> {
        if let Some(before) = self.store.get(store::suspense::key(id)).await? {
            let known = &before.item.matched.track;
            if *known == track.into() || instead_of.is_none_or(|named| *known != named.into()) {
                return Ok(Some(MatchWord::Stands(before.item)));
            }
            return self.rematch_suspense(before, track, by).await;
        }
        let split = self.store.newest_split(track).await?;
        let parties = split.iter().flat_map(SplitVersion::payees).collect();
        let operators = self.all_parties(&parties, by).await?;
        let waiting = self.suspense().await?;
        let found = waiting.into_iter().find(|entry| entry.track.is_none() && entry.id() == id);
        let Some(entry) = found else { return Ok(None) };
        self.require_award(track, split.as_ref()).await?;
        if let Some(operators) = operators
            && self.say(&parties, &operators, about(id, track, 0), by).await? == WordOutcome::Waits
        {
            return Ok(Some(MatchWord::Waits));
        }
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
            MatchAnswer::New(matched) | MatchAnswer::Before(matched) => {
                Ok(Some(MatchWord::Stands(matched)))
            }
        }
    }

    /// Another track takes the place of the one that the entry was matched with before: a matter of
    /// everybody whom either of them pays.
    async fn rematch_suspense(
        &self,
        before: Stored<Matched>,
        track: TrackId,
        by: MemberId,
    ) -> Result<Option<MatchWord>, LedgerError> {
        let earlier = self.store.newest_split(before.item.matched.track.clone()).await?;
        let split = self.store.newest_split(track).await?;
        let parties = earlier.iter().chain(&split).flat_map(SplitVersion::payees).collect();
        let operators = self.all_parties(&parties, by).await?;
        self.require_award(track, split.as_ref()).await?;
        let (id, number) = (before.item.matched.id, before.item.number);
        if let Some(operators) = operators
            && self.say(&parties, &operators, about(id, track, number), by).await?
                == WordOutcome::Waits
        {
            return Ok(Some(MatchWord::Waits));
        }
        if let Some(matched) = self.store.rematch_suspense(before, track, by, self.now()).await? {
            return Ok(Some(MatchWord::Stands(matched)));
        }
        // Its month is frozen, or another write was faster.
        let stands = self.store.get(store::suspense::key(id)).await?;
        Ok(stands.map(|stored| MatchWord::Stands(stored.item)))
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

/// What a word on money in suspense is about: the entry, its track, and how often it was matched.
fn about(id: SuspenseId, track: TrackId, number: u32) -> String {
    format!("suspense_match/{id}/{track}/{number}")
}
