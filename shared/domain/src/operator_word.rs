//! What operators say in a matter that has every operator as a party: each word waits for another
//! operator's that says the same.
//!
//! | the last words of two operators | so |
//! |---|---|
//! | say the same | it is decided, and both stay in the record |
//! | differ | nothing is decided, and every operator reads both |
//!
//! An operator's later word takes the place of their earlier one. A word waits for 30 days.

use std::collections::BTreeSet;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{BriefId, MemberId, ReviewId, SuspenseId, TrackId};
use crate::money::Isrc;
use crate::own_matter::{OwnMatter, Say, say_of_parties};

/// How long an operator's word waits for another operator to say the same.
const WORD_COUNTS_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A matter that may have every operator as a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are typed ids")]
pub enum SharedMatter {
    /// A review is disputed.
    Dispute { review: ReviewId },
    /// Whether the award of a brief stands.
    Award { brief: BriefId, track: TrackId },
    /// The recording code of an awarded track.
    Isrc { brief: BriefId, track: TrackId },
    /// Which track money in suspense belongs to.
    SuspenseMatch { entry: SuspenseId },
}

/// One matter, one text; two matters never share it.
impl fmt::Display for SharedMatter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dispute { review } => write!(f, "dispute/{review}"),
            Self::Award { track, .. } => write!(f, "award/{track}"),
            Self::Isrc { track, .. } => write!(f, "isrc/{track}"),
            Self::SuspenseMatch { entry } => write!(f, "suspense_match/{entry}"),
        }
    }
}

/// What an operator wants to be done about it.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordDecision {
    /// The composer who disputes is right.
    Uphold,
    /// The disputed review stands.
    Dismiss,
    /// The award is void.
    Void,
    /// The award stands again.
    Restore,
    /// The track has this recording code.
    SetIsrc(Isrc),
    /// The money belongs to this track.
    Match(TrackId),
}

/// One operator's word.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct OperatorWord {
    /// Whose word it is.
    pub by: MemberId,
    /// When it was given.
    pub at: Timestamp,
    /// What they want to be done.
    pub decision: WordDecision,
    /// Why; null where the matter asks for no reason.
    pub reason: Option<String>,
}

/// What follows from an operator's word.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum WordSaid {
    /// It decides; with the words of the others, as they stood.
    Decides(Vec<OperatorWord>),
    /// It waits for another operator's. All words that stand now, and whether that changes anything:
    /// the same word again does not.
    Waits { words: Vec<OperatorWord>, is_new: bool },
}

impl OperatorWord {
    /// What this word is worth after `before`, the earlier ones on the same matter. Another
    /// operator's counts with it as long as they are one.
    ///
    /// # Errors
    /// As [`say_of_parties`].
    pub fn say(
        &self,
        parties: &BTreeSet<MemberId>,
        before: &[Self],
        operators: &BTreeSet<MemberId>,
    ) -> Result<WordSaid, OwnMatter> {
        let before = counting(before, self.at);
        let (own, mut words): (Vec<_>, Vec<_>) =
            before.into_iter().partition(|word| word.by == self.by);
        let agrees = |word: &&Self| word.decision == self.decision && operators.contains(&word.by);
        let agreeing = words.iter().filter(agrees).map(|word| word.by);
        match say_of_parties(self.by, parties, agreeing, operators)? {
            Say::Decides => Ok(WordSaid::Decides(words)),
            Say::Proposes => {
                let said = own.into_iter().find(|word| word.decision == self.decision);
                let is_new = said.is_none();
                words.push(said.unwrap_or_else(|| self.clone()));
                words.sort_by_key(|word| word.at);
                Ok(WordSaid::Waits { words, is_new })
            }
        }
    }

    fn counts_at(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) < WORD_COUNTS_FOR
    }
}

/// Those of these words that still wait: for 30 days.
pub fn counting(words: &[OperatorWord], now: Timestamp) -> Vec<OperatorWord> {
    words.iter().filter(|word| word.counts_at(now)).cloned().collect()
}

/// The words on one matter that has no record of its own before it is decided; gone once it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorWords {
    pub matter: SharedMatter,
    /// How often it was decided before: a word counts for one decision only.
    pub decided_before: u32,
    /// One for each operator who has said any, the oldest first.
    pub words: Vec<OperatorWord>,
}

impl OperatorWords {
    /// Those that wait now, in a matter that was decided so often.
    pub fn counting(&self, decided_before: u32, now: Timestamp) -> Vec<OperatorWord> {
        if self.decided_before == decided_before { counting(&self.words, now) } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice::from_ref;

    fn members(names: &[&str]) -> BTreeSet<MemberId> {
        names.iter().map(|name| MemberId::of_subject(name)).collect()
    }

    fn word(by: &str, hours: i64, decision: WordDecision) -> OperatorWord {
        let at = Timestamp::UNIX_EPOCH.checked_add(SignedDuration::from_hours(hours)).unwrap();
        OperatorWord { by: MemberId::of_subject(by), at, decision, reason: None }
    }

    fn say(word: &OperatorWord, before: &[OperatorWord]) -> WordSaid {
        let both = members(&["olga", "otto"]);
        word.say(&both, before, &both).unwrap()
    }

    fn waits(words: &[&OperatorWord], is_new: bool) -> WordSaid {
        WordSaid::Waits { words: words.iter().map(|word| (*word).clone()).collect(), is_new }
    }

    #[test]
    fn an_operators_word_waits_for_30_days() {
        let first = word("olga", 0, WordDecision::Void);
        let second = |hours| word("otto", hours, WordDecision::Void);
        let before = [first.clone()];
        assert_eq!(say(&second(30 * 24 - 1), &before), WordSaid::Decides(vec![first]));
        let late = second(30 * 24);
        assert_eq!(say(&late, &before), waits(&[&late], true));
        let again = word("olga", 30 * 24, WordDecision::Void);
        assert_eq!(say(&again, &before), waits(&[&again], true), "it is said anew");
    }

    #[test]
    fn two_words_that_differ_decide_nothing_and_a_later_one_replaces_that_operators_earlier_one() {
        let uphold = word("olga", 0, WordDecision::Uphold);
        let dismiss = word("otto", 1, WordDecision::Dismiss);
        assert_eq!(say(&uphold, &[]), waits(&[&uphold], true));
        let again = word("olga", 2, WordDecision::Uphold);
        assert_eq!(say(&again, from_ref(&uphold)), waits(&[&uphold], false));
        let both = [uphold.clone(), dismiss.clone()];
        assert_eq!(say(&dismiss, from_ref(&uphold)), waits(&[&uphold, &dismiss], true));
        let turned = word("otto", 3, WordDecision::Uphold);
        assert_eq!(say(&turned, &both), WordSaid::Decides(vec![uphold.clone()]));
        let turned = word("olga", 3, WordDecision::Dismiss);
        assert_eq!(say(&turned, &both), WordSaid::Decides(vec![dismiss]));
        let code = |code: &str| WordDecision::SetIsrc(code.parse().unwrap());
        let first = word("olga", 0, code("FI-ABC-26-00001"));
        let other = word("otto", 1, code("FI-ABC-26-00002"));
        assert_eq!(say(&other, from_ref(&first)), waits(&[&first, &other], true));
    }

    #[test]
    fn the_word_of_a_former_operator_decides_nothing() {
        let parties = members(&["olga", "otto", "oda"]);
        let operators = members(&["otto", "oda"]);
        let (left, now) =
            (word("olga", 0, WordDecision::Void), word("otto", 1, WordDecision::Void));
        let said = now.say(&parties, from_ref(&left), &operators).unwrap();
        assert_eq!(said, waits(&[&left, &now], true));
    }

    #[test]
    fn words_on_a_matter_that_was_decided_since_count_no_more() {
        let words = OperatorWords {
            matter: SharedMatter::SuspenseMatch { entry: SuspenseId::derive(&[b"entry"]) },
            decided_before: 1,
            words: vec![word("olga", 0, WordDecision::Void)],
        };
        assert_eq!(words.counting(1, Timestamp::UNIX_EPOCH), words.words);
        assert_eq!(words.counting(2, Timestamp::UNIX_EPOCH), []);
        let stored = serde_json::to_value(&words).unwrap();
        assert_eq!(serde_json::from_value::<OperatorWords>(stored).unwrap(), words);
    }
}
