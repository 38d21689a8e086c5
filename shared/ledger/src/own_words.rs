//! What an operator's word is worth in a matter of the books that pays them: where every operator is a
//! party, two say the same.

use std::collections::BTreeSet;

use domain::brief::Brief;
use domain::id::{MemberId, TrackId};
use domain::money::{Isrc, SplitVersion, TrackKey};
use domain::own_matter::{OperatorWord, Say, say_of_parties};

use crate::error::LedgerError;
use crate::ledger::Ledger;

/// What became of an operator's word.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum WordAnswer<T> {
    /// What stands now.
    Stands(T),
    /// It is written down until another operator says the same.
    Waits,
}

/// What follows from an operator's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum WordOutcome {
    /// It is decided so already.
    Stands,
    /// It is written down until another operator says the same.
    Waits,
    /// It decides.
    Decides,
}

/// A word on the award of a brief: void, or not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AwardWord<'a> {
    pub brief: &'a Brief,
    pub track: TrackId,
    pub void: bool,
    pub by: MemberId,
}

impl Ledger {
    /// The word on a track's recording code. One round trip; three more where the track pays whoever
    /// says it, and one to write it down.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] where another operator decides it.
    pub(crate) async fn say_isrc(
        &self,
        track: TrackId,
        isrc: &Isrc,
        by: MemberId,
    ) -> Result<WordOutcome, LedgerError> {
        let parties = self.payees(track.into()).await?;
        let Some(operators) = self.all_parties(&parties, by).await? else {
            return Ok(WordOutcome::Decides);
        };
        let last = self.store.get(store::isrc::key(track)).await?.map(|stored| stored.item.isrc);
        if last.as_ref().is_some_and(|last| last.isrc == *isrc) {
            return Ok(WordOutcome::Stands);
        }
        let number = last.map_or(0, |last| last.number);
        self.say(&parties, &operators, format!("isrc/{track}/{isrc}/{number}"), by).await
    }

    /// The word on an award, which is a matter of the client and of everybody whom the split pays.
    /// One round trip; three more for a party, and one to write it down.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] where another operator decides it.
    pub(crate) async fn say_award(&self, word: AwardWord<'_>) -> Result<WordOutcome, LedgerError> {
        let AwardWord { brief, track, void, by } = word;
        let mut parties = self.payees(track.into()).await?;
        parties.insert(brief.owner);
        let Some(operators) = self.all_parties(&parties, by).await? else {
            return Ok(WordOutcome::Decides);
        };
        let last = self.store.get(store::award_standing::key(track)).await?;
        let last = last.map(|stored| stored.item.standing);
        if last.as_ref().is_some_and(|last| last.void) == void {
            return Ok(WordOutcome::Stands);
        }
        let number = last.map_or(0, |last| last.number);
        self.say(&parties, &operators, format!("award/{track}/{void}/{number}"), by).await
    }

    /// Everybody whom the newest split of a track pays. One round trip.
    async fn payees(&self, track: TrackKey) -> Result<BTreeSet<MemberId>, LedgerError> {
        let split = self.store.newest_split(track).await?;
        Ok(split.iter().flat_map(SplitVersion::payees).collect())
    }

    /// The operators, where whoever decides is a party and all the others are parties too; nothing
    /// where they are no party. One round trip for a party.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] where another operator decides it.
    pub(crate) async fn all_parties(
        &self,
        parties: &BTreeSet<MemberId>,
        by: MemberId,
    ) -> Result<Option<BTreeSet<MemberId>>, LedgerError> {
        if !parties.contains(&by) {
            return Ok(None);
        }
        let operators = self.operators().await?;
        let (Say::Proposes | Say::Decides) = say_of_parties(by, parties, [], &operators)?;
        Ok(Some(operators))
    }

    /// A party's word on a decision, which is written down where it is the first one. Two round
    /// trips at most.
    pub(crate) async fn say(
        &self,
        parties: &BTreeSet<MemberId>,
        operators: &BTreeSet<MemberId>,
        about: String,
        by: MemberId,
    ) -> Result<WordOutcome, LedgerError> {
        let before = self.store.list_all(&store::operator_word::on(&about)).await?;
        let word = OperatorWord { about, by, at: self.now() };
        match word.say(parties, &before, operators)? {
            Say::Decides => Ok(WordOutcome::Decides),
            Say::Proposes => {
                store::operator_word::write_operator_word(&self.store, &word).await?;
                Ok(WordOutcome::Waits)
            }
        }
    }
}
