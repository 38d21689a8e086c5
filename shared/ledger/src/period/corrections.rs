//! Decisions that put the books right: an adjustment proposed, approved, declined; money in suspense matched with
//! the track that it belongs to.

use std::collections::BTreeSet;

use domain::awarded::require_standing_award;
use domain::change::Change;
use domain::id::{AdjustmentId, MemberId, SuspenseId, TrackId};
use domain::money::SplitVersion;
use domain::money::adjustment::{Adjustment, AdjustmentRefusal};
use domain::money::input::SuspenseMatch;
use domain::operator_word::{OperatorWord, OperatorWords, SharedMatter, WordDecision, WordSaid};
use store::adjustment::{AdjustmentApproval, AdjustmentItem};
use store::keys::Key;
use store::suspense::{FirstMatch, MatchAnswer, Matched};
use store::{Creation, RawItem, Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::own_words::{PartyWord, WordAnswer};

impl Ledger {
    /// An operator proposes an adjustment; the same request again finds what it has proposed. Two
    /// round trips, and one or two a payee.
    ///
    /// # Errors
    /// [`LedgerError::Adjustment`] where the month is not posted or a payee unknown,
    /// [`LedgerError::KeyReused`] where the key came before with another request.
    pub async fn propose_adjustment(
        &self,
        item: AdjustmentItem,
    ) -> Result<Adjustment, LedgerError> {
        let month = self.month(item.adjustment.adjusts).await?;
        item.adjustment.require_posted(month.state)?;
        let mut known = BTreeSet::new();
        for member in item.adjustment.parties() {
            if self.store.knows(member).await? {
                known.insert(member);
            }
        }
        item.adjustment.require_known(&known)?;
        match self.store.create(&item).await? {
            Creation::New => Ok(item.adjustment),
            Creation::Existing(before) if before.item.request_sha256 == item.request_sha256 => {
                Ok(before.item.adjustment)
            }
            Creation::Existing(_) => Err(LedgerError::KeyReused),
        }
    }

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

    /// What was decided and said of each of these entries, in their order. One round trip for fifty.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn entry_decisions(
        &self,
        entries: &[SuspenseId],
    ) -> Result<Vec<EntryDecision>, LedgerError> {
        let keys_of = |entry: &SuspenseId| -> [Key; 2] {
            let matter = SharedMatter::SuspenseMatch { entry: *entry };
            [store::suspense::key(*entry).into(), store::operator_word::key(&matter).into()]
        };
        let wanted: Vec<Key> = entries.iter().flat_map(keys_of).collect();
        let mut found = self.store.get_many(&wanted).await?.into_iter();
        let mut decisions = Vec::with_capacity(entries.len());
        for _ in entries {
            let matched = found.next().flatten().map(RawItem::parse::<Matched>).transpose()?;
            let words = found.next().flatten().map(RawItem::parse::<OperatorWords>).transpose()?;
            let matched = matched.map(|stored| stored.item);
            let number = matched.as_ref().map_or(0, |matched| matched.number);
            let first_words =
                words.map_or(Vec::new(), |stored| stored.item.counting(number, self.now()));
            decisions.push(EntryDecision { matched, first_words });
        }
        Ok(decisions)
    }

    /// Says which track money in suspense belongs to; the oldest Open month moves it. What stands
    /// after that: the same match, an earlier one, or, where `instead_of` names the earlier one
    /// and its month is still open, the new one. None where no such money waits. Nine round trips,
    /// three more where a track pays whoever says it.
    ///
    /// # Errors
    /// [`LedgerError::Award`] where no split stands; [`LedgerError::MatchedDifferently`] where
    /// another track stands after that; [`LedgerError::OwnMatter`] where another operator decides it.
    pub async fn match_suspense(
        &self,
        id: SuspenseId,
        (track, instead_of): (TrackId, Option<TrackId>),
        by: MemberId,
    ) -> Result<Option<WordAnswer<Matched>>, LedgerError> {
        let word = self.say_match(id, (track, instead_of), by).await?;
        if let Some(WordAnswer::Stands(stands)) = &word {
            stands.matched.require(&track.into(), stands.month)?;
        }
        Ok(word)
    }

    /// What stands after the word on a match, whatever track that is of.
    async fn say_match(
        &self,
        id: SuspenseId,
        (track, instead_of): (TrackId, Option<TrackId>),
        by: MemberId,
    ) -> Result<Option<WordAnswer<Matched>>, LedgerError> {
        if let Some(before) = self.store.get(store::suspense::key(id)).await? {
            let known = &before.item.matched.track;
            if *known == track.into() || instead_of.is_none_or(|named| *known != named.into()) {
                return Ok(Some(WordAnswer::Stands(before.item)));
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
        let word = match_word(id, (track, 0), by);
        let first_words = match self.say_of(&parties, operators.as_ref(), &word).await? {
            WordSaid::Waits { words, .. } => return Ok(Some(WordAnswer::Waits(words))),
            WordSaid::Decides(first_words) => first_words,
        };
        let matched = Matched {
            matched: SuspenseMatch { id, track: track.into() },
            number: 1,
            file_sha256: entry.file_sha256,
            row: entry.row,
            month: self.genesis,
            matched_by: by,
            matched_at: self.now(),
            first_words,
        };
        match self.store.decide(self.genesis, &FirstMatch(matched)).await? {
            MatchAnswer::New(matched) | MatchAnswer::Before(matched) => {
                Ok(Some(WordAnswer::Stands(matched)))
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
    ) -> Result<Option<WordAnswer<Matched>>, LedgerError> {
        let earlier = self.store.newest_split(before.item.matched.track.clone()).await?;
        let split = self.store.newest_split(track).await?;
        let parties = earlier.iter().chain(&split).flat_map(SplitVersion::payees).collect();
        let operators = self.all_parties(&parties, by).await?;
        self.require_award(track, split.as_ref()).await?;
        let (id, number) = (before.item.matched.id, before.item.number);
        let word = match_word(id, (track, number), by);
        let by = match self.say_of(&parties, operators.as_ref(), &word).await? {
            WordSaid::Waits { words, .. } => return Ok(Some(WordAnswer::Waits(words))),
            WordSaid::Decides(first_words) => (by, first_words),
        };
        if let Some(matched) = self.store.rematch_suspense(before, track, by, self.now()).await? {
            return Ok(Some(WordAnswer::Stands(matched)));
        }
        // Its month is frozen, or another write was faster.
        let stands = self.store.get(store::suspense::key(id)).await?;
        Ok(stands.map(|stored| WordAnswer::Stands(stored.item)))
    }

    /// The words that counted before this one, where it decides. No round trip where it is no
    /// party's.
    async fn say_of(
        &self,
        parties: &BTreeSet<MemberId>,
        operators: Option<&BTreeSet<MemberId>>,
        word: &PartyWord,
    ) -> Result<WordSaid, LedgerError> {
        match operators {
            Some(operators) => self.say(parties, operators, word).await,
            None => Ok(WordSaid::Decides(Vec::new())),
        }
    }

    /// The track has a split, and its award stands.
    async fn require_award(
        &self,
        track: TrackId,
        split: Option<&SplitVersion>,
    ) -> Result<(), LedgerError> {
        let standing = self.store.get(store::award_standing::key(track)).await?;
        let standing = standing.map(|stored| stored.item.standing);
        Ok(require_standing_award(split, standing.as_ref())?)
    }
}

/// What was decided and said of money in suspense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryDecision {
    pub matched: Option<Matched>,
    /// Words on its match that wait for another operator's.
    pub first_words: Vec<OperatorWord>,
}

/// A word on money in suspense, of which `number` is how often it was matched.
const fn match_word(id: SuspenseId, (track, number): (TrackId, u32), by: MemberId) -> PartyWord {
    PartyWord {
        matter: SharedMatter::SuspenseMatch { entry: id },
        decided_before: number,
        decision: WordDecision::Match(track),
        reason: None,
        by,
    }
}
