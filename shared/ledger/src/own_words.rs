//! What an operator's word is worth in a matter of the books that pays them: where every operator is a
//! party, two say the same.

use std::collections::BTreeSet;

use domain::brief::Brief;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::{Isrc, SplitVersion, TrackKey};
use domain::notice::Notice;
use domain::operator_word::{
    OperatorWord, OperatorWords, SharedMatter, WordDecision, WordSaid, counting,
};
use domain::own_matter::{Say, say_of_parties};
use store::{Cursor, ShownPage, Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::seen::require_seen_isrc;

/// What became of an operator's word.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum WordAnswer<T> {
    /// What stands now.
    Stands(T),
    /// It is written down until another operator says the same; all words that wait now.
    Waits(Vec<OperatorWord>),
}

/// What follows from an operator's word.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum WordOutcome {
    /// It is decided so already.
    Stands,
    /// It is written down until another operator says the same; all words that wait now.
    Waits(Vec<OperatorWord>),
    /// It decides; what other operators had said, where every one is a party.
    Decides(Vec<OperatorWord>),
}

impl From<WordSaid> for WordOutcome {
    fn from(said: WordSaid) -> Self {
        match said {
            WordSaid::Decides(first_words) => Self::Decides(first_words),
            WordSaid::Waits { words, .. } => Self::Waits(words),
        }
    }
}

/// A word on the award of a brief: void, or not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AwardWord<'a> {
    pub brief: &'a Brief,
    pub track: TrackId,
    pub void: bool,
    pub reason: &'a str,
    pub by: MemberId,
}

/// A word on the recording code of a track.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IsrcWord<'a> {
    pub isrc: &'a Isrc,
    /// The code whose place it takes, where one is named.
    pub instead_of: Option<&'a Isrc>,
    pub by: MemberId,
}

/// A party's word.
#[derive(Clone, Debug)]
pub(crate) struct PartyWord {
    pub matter: SharedMatter,
    /// How often it was decided before.
    pub decided_before: u32,
    pub decision: WordDecision,
    pub reason: Option<String>,
    pub by: MemberId,
}

impl Ledger {
    /// The word on a track's recording code. One round trip; three more where the track pays whoever
    /// says it, and one to write it down.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] where another operator decides it; [`LedgerError::Stale`] where a
    /// party names another code than the one that stands.
    pub(crate) async fn say_isrc(
        &self,
        (brief, track): (BriefId, TrackId),
        IsrcWord { isrc, instead_of, by }: IsrcWord<'_>,
    ) -> Result<WordOutcome, LedgerError> {
        let parties = self.payees(track.into()).await?;
        let Some(operators) = self.all_parties(&parties, by).await? else {
            return Ok(WordOutcome::Decides(Vec::new()));
        };
        let last = self.store.get(store::isrc::key(track)).await?.map(|stored| stored.item.isrc);
        if last.as_ref().is_some_and(|last| last.isrc == *isrc) {
            return Ok(WordOutcome::Stands);
        }
        require_seen_isrc(last.as_ref(), instead_of)?;
        let word = PartyWord {
            matter: SharedMatter::Isrc { brief, track },
            decided_before: last.map_or(0, |last| last.number),
            decision: WordDecision::SetIsrc(isrc.clone()),
            reason: None,
            by,
        };
        Ok(self.say(&parties, &operators, &word).await?.into())
    }

    /// The word on an award, which is a matter of the client and of everybody whom the split pays.
    /// One round trip; three more for a party, and one to write it down.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] where another operator decides it.
    pub(crate) async fn say_award(&self, word: AwardWord<'_>) -> Result<WordOutcome, LedgerError> {
        let AwardWord { brief, track, void, reason, by } = word;
        let mut parties = self.payees(track.into()).await?;
        parties.insert(brief.owner);
        let Some(operators) = self.all_parties(&parties, by).await? else {
            return Ok(WordOutcome::Decides(Vec::new()));
        };
        let last = self.store.get(store::award_standing::key(track)).await?;
        let last = last.map(|stored| stored.item.standing);
        if last.as_ref().is_some_and(|last| last.void) == void {
            return Ok(WordOutcome::Stands);
        }
        let word = PartyWord {
            matter: SharedMatter::Award { brief: brief.id, track },
            decided_before: last.map_or(0, |last| last.number),
            decision: if void { WordDecision::Void } else { WordDecision::Restore },
            reason: Some(reason.to_owned()),
            by,
        };
        Ok(self.say(&parties, &operators, &word).await?.into())
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

    /// A party's word on a decision, which is written down where it is the first one, and told to the
    /// other operators. Two round trips at most.
    pub(crate) async fn say(
        &self,
        parties: &BTreeSet<MemberId>,
        operators: &BTreeSet<MemberId>,
        said: &PartyWord,
    ) -> Result<WordSaid, LedgerError> {
        let PartyWord { matter, decided_before, decision, reason, by } = said.clone();
        let word = OperatorWord { by, at: self.now(), decision, reason };
        retry_on_conflict(|| async {
            let before = self.store.get(store::operator_word::key(&matter)).await?;
            let (revision, before) = before.map_or((0, Vec::new()), |stored| {
                (stored.revision, stored.item.counting(decided_before, word.at))
            });
            let said = word.say(parties, &before, operators)?;
            if let WordSaid::Waits { words, is_new: true } = &said {
                let others = operators.iter().filter(|one| **one != by);
                let notices: Vec<Notice> =
                    others.map(|one| Notice::word_awaited(*one, matter, &word)).collect();
                let item = OperatorWords { matter, decided_before, words: words.clone() };
                let stored = Stored { item, revision };
                store::operator_word::write_operator_words(&self.store, &stored, &notices).await?;
            }
            Ok(said)
        })
        .await
    }

    /// A page of the matters of the books in which a word waits for another operator's, the one that
    /// waits for longest first. One round trip, more where words have waited for too long.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn waiting_words(
        &self,
        limit: u16,
        cursor: Option<Cursor>,
    ) -> Result<(Vec<OperatorWords>, Option<Cursor>), LedgerError> {
        let (list, now) = (store::operator_word::waiting(), self.now());
        let mut page = ShownPage::filtered(limit, cursor);
        while let Some((room, from)) = page.wanted() {
            let (found, next) = self.store.list_page(&list, room, from).await?;
            let counted = found.into_iter().map(|Stored { item, .. }| {
                let words = counting(&item.words, now);
                OperatorWords { words, ..item }
            });
            page.take(counted.filter(|item| !item.words.is_empty()), next);
        }
        Ok(page.finish())
    }
}
