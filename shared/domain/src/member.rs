//! A member's profile, written by the member alone; points and level are in `points`.

use crate::id::MemberId;
use crate::link::HttpsLink;
use crate::money::Money;
use crate::string_enum::string_enum;
use crate::text::{ShortText, Tag, Text, Title};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Whether a member takes on something new.
    pub enum Availability {
        /// Takes new work.
        Available => "available",
        /// Only what they know already.
        Limited => "limited",
        /// Takes no work.
        Away => "away",
    }
}

/// What everybody may see on a member's public page, beside name, words, genres and credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four things, each shown or not")]
pub struct PublicPage {
    /// How many tracks were approved, shortlisted and selected.
    pub counts: bool,
    /// Whether the page shows the status level.
    pub level: bool,
    /// How high the winners stood in their rankings.
    pub taste_alignment: bool,
    /// How useful composers found their reviews.
    pub usefulness: bool,
}

impl PublicPage {
    /// What one has achieved, not what others think of it.
    pub const USUAL: Self =
        Self { counts: true, level: true, taste_alignment: false, usefulness: false };
}

impl Default for PublicPage {
    fn default() -> Self {
        Self::USUAL
    }
}

/// A person as the studio knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MemberId,
    /// The name others see.
    pub display_name: Option<Title>,
    /// What they say about themselves.
    pub bio: Option<Text>,
    pub genre_tags: Vec<Tag>,
    /// Where more of them is found.
    pub links: Vec<HttpsLink>,
    /// Whether the studio's directory names them.
    pub in_directory: bool,
    /// Whether they take on something new.
    pub availability: Availability,
    /// How they can be reached; never shown to others.
    pub contact: Option<ShortText>,
    /// The smallest prize for which the studio may invite them by itself; never shown to others.
    pub minimum_fee: Option<Money>,
    /// What they show of themselves.
    pub public_page: PublicPage,
    /// When they were first seen.
    pub joined_at: Timestamp,
    /// When the profile was complete for the first time; that counts once, whatever becomes of it.
    pub completed_at: Option<Timestamp>,
}

impl Member {
    /// Somebody who has just come.
    pub fn newcomer(id: MemberId, at: Timestamp) -> Self {
        Self {
            id,
            display_name: None,
            bio: None,
            genre_tags: Vec::new(),
            links: Vec::new(),
            in_directory: false,
            availability: Availability::Available,
            contact: None,
            minimum_fee: None,
            public_page: PublicPage::USUAL,
            joined_at: at,
            completed_at: None,
        }
    }

    /// The member as they have just written themselves: it is noted when that first was complete.
    #[must_use]
    pub fn written(self, at: Timestamp) -> Self {
        let completed_at = self.completed_at.or(self.profile_complete().then_some(at));
        Self { completed_at, ..self }
    }

    /// Whether the profile says enough to be found: a name, some words and at least one genre.
    pub fn profile_complete(&self) -> bool {
        self.display_name.is_some() && self.bio.is_some() && !self.genre_tags.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_complete_with_name_words_and_a_genre() {
        let mut member = Member::newcomer(MemberId::of_subject("ada"), Timestamp::UNIX_EPOCH);
        assert!(!member.profile_complete());
        member.display_name = Some(Title::new("Ada").unwrap());
        member.bio = Some(Text::new("Writes for strings.").unwrap());
        assert!(!member.profile_complete());
        member.genre_tags = vec![Tag::new("strings").unwrap()];
        assert!(member.profile_complete());
    }

    #[test]
    fn the_first_completion_is_kept_whatever_becomes_of_the_profile() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let newcomer = Member::newcomer(MemberId::of_subject("ada"), at(0));
        assert_eq!(newcomer.clone().written(at(1)).completed_at, None);
        let complete = Member {
            display_name: Some(Title::new("Ada").unwrap()),
            bio: Some(Text::new("Writes for strings.").unwrap()),
            genre_tags: vec![Tag::new("strings").unwrap()],
            ..newcomer
        };
        let written = complete.written(at(2));
        assert_eq!(written.completed_at, Some(at(2)));
        let emptied = Member { bio: None, ..written }.written(at(3));
        assert_eq!(emptied.completed_at, Some(at(2)));
    }
}
