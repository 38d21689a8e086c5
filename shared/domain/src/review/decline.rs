//! What a reviewer says who does not want a track.

use crate::rules::{Rule, RuleFailure};
use crate::string_enum::string_enum;
use crate::text::ShortText;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Why a reviewer does not want a track.
    pub enum DeclineReason {
        /// They hear who made it, or are close to somebody who did.
        KnowsTheComposer => "knows_the_composer",
        /// They have no time now.
        NoTime => "no_time",
        /// It is music that they cannot judge.
        NotMyMusic => "not_my_music",
        /// They cannot play it.
        CannotPlay => "cannot_play",
        /// Anything else; then words say what.
        Other => "other",
    }
}

/// What a reviewer says who does not want a track.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Declined {
    /// Why the reviewer does not want it.
    pub reason: DeclineReason,
    /// In their own words, read by operators only; null where they said none.
    pub words: Option<ShortText>,
}

impl Declined {
    /// # Errors
    /// Where the reason is none of those that are named, and no words say which.
    pub fn check(&self) -> Result<(), Vec<RuleFailure>> {
        if self.reason != DeclineReason::Other || self.words.is_some() {
            return Ok(());
        }
        let (rule, pointer) = (Rule::ReviewDeclineSaysWhat, "/words".to_owned());
        Err(vec![RuleFailure { rule, pointer, detail: rule.sentence().to_owned() }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn review_decline_says_what() {
        let words = Some(ShortText::new("the file stutters").unwrap());
        for reason in DeclineReason::ALL.iter().copied() {
            let is_other = reason == DeclineReason::Other;
            let told = Declined { reason, words: None }.check();
            assert_eq!(told.is_err(), is_other, "{reason}");
            assert_eq!(Declined { reason, words: words.clone() }.check(), Ok(()));
        }
    }
}
