//! What would make a draft better.

use crate::brief::aggregate::Brief;
use crate::brief::transitions::BriefState;
use crate::id::MemberId;
use crate::numbers::after;
use crate::policy::Policy;
use crate::words::word_count;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// Something that would make a draft better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Hint {
    /// The field of the terms.
    pub field: &'static str,
    /// What to do, and why.
    pub hint: &'static str,
}

impl Brief {
    /// The hints for this reader: for the owner, as long as it is a draft.
    pub fn hints_for(&self, reader: MemberId, now: Timestamp, policy: &Policy) -> Vec<Hint> {
        let is_draft = self.state == BriefState::Draft;
        if is_draft && self.owner == reader { self.hints(now, policy) } else { Vec::new() }
    }

    /// What would make a draft better; nothing of it is needed.
    pub fn hints(&self, now: Timestamp, policy: &Policy) -> Vec<Hint> {
        let terms = &self.terms;
        let mut hints = Vec::new();
        let mut hint = |missing: bool, field, hint| {
            if missing {
                hints.push(Hint { field, hint });
            }
        };
        let words = "name three to five adjectives: a co-producer translates them into music";
        hint(terms.mood_words.is_empty(), "mood_words", words);
        let text = "say what the music is for, who hears it and what it must not do";
        hint(word_count(terms.text.as_str()) < 20, "text", text);
        let like = "name music that is like it: one reference says more than ten words";
        hint(terms.references_like.is_empty(), "references_like", like);
        let not_like = "name music that it must not be like";
        hint(terms.references_not_like.is_empty(), "references_not_like", not_like);
        hint(terms.length.is_none(), "length", "say how long the piece may be, in seconds");
        hint(terms.delivery.is_none(), "delivery", "say how the master is to be delivered");
        let genres = "without genres nobody is invited by the studio and no filter finds the brief";
        hint(terms.genre_tags.is_empty(), "genre_tags", genres);
        let unfunded = terms.prize.is_some() && !self.prize_funded;
        let prize = "an operator has to confirm that the prize was received before it can open";
        hint(unfunded, "prize", prize);
        let soon = terms.deadline < after(now, policy.review_within);
        let deadline = "a review takes up to three days: give composers more time than that";
        hint(soon, "deadline", deadline);
        hints
    }
}
