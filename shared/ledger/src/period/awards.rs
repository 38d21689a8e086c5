//! What operators decide of an awarded track: its recording code, and whether its award stands.

use domain::awarded::{AwardRefusal, awarded_track, require_awarded, require_decided};
use domain::change::Change;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::Isrc;
use store::award_standing::{AwardDecision, AwardStandingItem};
use store::isrc::{IsrcDecision, IsrcSet, TrackIsrc};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::own_words::{AwardWord, IsrcWord, WordAnswer, WordOutcome};
use crate::seen::{SeenDecision, require_seen_isrc};

impl Ledger {
    /// Sets the recording code of an awarded track from the oldest Open month on; the code it had is
    /// free again. Where `instead_of` is named, it takes the place of that code alone. None where
    /// there is no such track. Five round trips, four more for a party.
    ///
    /// # Errors
    /// [`LedgerError::Stale`] where the track has another code than `instead_of`;
    /// [`LedgerError::Award`] where it was not awarded, or the code is another track's;
    /// [`LedgerError::OwnMatter`] where another operator decides it.
    pub async fn set_isrc(
        &self,
        (brief, track): (BriefId, TrackId),
        (isrc, instead_of): (Isrc, Option<Isrc>),
        by: MemberId,
    ) -> Result<Option<WordAnswer<TrackIsrc>>, LedgerError> {
        let Some(entry) = self.store.track_entry(brief, track).await? else { return Ok(None) };
        require_awarded(entry.track.item.track.selected_at)?;
        let word = IsrcWord { isrc: &isrc, instead_of: instead_of.as_ref(), by };
        match self.say_isrc((brief, track), word).await? {
            WordOutcome::Waits(words) => return Ok(Some(WordAnswer::Waits(words))),
            WordOutcome::Stands => {}
            WordOutcome::Decides(first_words) => {
                let at = self.now();
                let isrc = isrc.clone();
                let decision = IsrcDecision { brief, track, isrc, by, at, first_words };
                let expect = |last: Option<&TrackIsrc>| {
                    require_seen_isrc(last.map(|last| &last.isrc), instead_of.as_ref())
                };
                let seen = SeenDecision { decision, expect };
                match self.store.decide(self.genesis, &seen).await?? {
                    IsrcSet::Done(Change::Applied(item)) => {
                        return Ok(Some(WordAnswer::Stands(item)));
                    }
                    IsrcSet::Done(Change::AlreadyApplied) => {}
                    IsrcSet::Taken => {
                        return Err(AwardRefusal::IsrcTaken { isrc: seen.decision.isrc }.into());
                    }
                }
            }
        }
        let known = self.store.get(store::isrc::key(track)).await?;
        Ok(known.map(|stored| WordAnswer::Stands(stored.item)))
    }

    /// Finds the award of a brief void, or lets it stand again, from the oldest Open month on. None
    /// where there is no such brief. Seven round trips, four more for a party.
    ///
    /// # Errors
    /// [`LedgerError::Award`] where nothing was awarded, or nothing to be restored was ever void;
    /// [`LedgerError::OwnMatter`] where another operator decides it.
    pub async fn decide_award(
        &self,
        brief: BriefId,
        void: bool,
        reason: String,
        by: MemberId,
    ) -> Result<Option<WordAnswer<AwardStandingItem>>, LedgerError> {
        let Some(found) = self.store.get(store::brief::key(brief)).await? else { return Ok(None) };
        let track = awarded_track(found.item.selected)?;
        let word = AwardWord { brief: &found.item, track, void, reason: &reason, by };
        match self.say_award(word).await? {
            WordOutcome::Waits(words) => return Ok(Some(WordAnswer::Waits(words))),
            WordOutcome::Stands => {}
            WordOutcome::Decides(first_words) => {
                let at = self.now();
                let decision = AwardDecision { brief, track, void, reason, by, at, first_words };
                let decided = self.store.decide(self.genesis, &decision).await?;
                let (Change::Applied(_) | Change::AlreadyApplied) = decided;
            }
        }
        let decided = self.store.get(store::award_standing::key(track)).await?;
        Ok(Some(WordAnswer::Stands(require_decided(decided)?.item)))
    }
}
