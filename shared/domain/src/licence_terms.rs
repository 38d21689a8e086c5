//! What a client asks to be allowed to do with what wins: a part of the terms of a brief.

use crate::string_enum::string_enum;
use crate::text::{ShortText, isolated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Whether others may get a licence of the same recording.
    pub enum LicenceKind {
        /// Nobody else for these media, this territory and this term.
        Exclusive => "exclusive",
        /// Others may be given the same rights.
        NonExclusive => "non_exclusive",
    }
}

string_enum! {
    /// Where the work that uses the music is shown.
    pub enum LicenceMedium {
        Advertising => "advertising",
        Cinema => "cinema",
        Event => "event",
        Game => "game",
        Online => "online",
        Radio => "radio",
        Television => "television",
    }
}

/// Kind, media, territory and term; entrants rely on them, so they are fixed once the brief is open.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct LicenceTerms {
    /// Whether the rights pass to the client alone.
    pub kind: LicenceKind,
    /// Every medium where none is named.
    pub media: Vec<LicenceMedium>,
    /// Where it may be used; null for every country.
    pub territory: Option<ShortText>,
    /// For how many months from the award on; null for as long as its rights last.
    pub term_months: Option<u32>,
}

impl Default for LicenceTerms {
    fn default() -> Self {
        Self {
            kind: LicenceKind::NonExclusive,
            media: Vec::new(),
            territory: None,
            term_months: None,
        }
    }
}

impl LicenceTerms {
    /// As a part of a sentence.
    pub fn in_words(&self) -> String {
        let kind = match self.kind {
            LicenceKind::Exclusive => "and nobody else may",
            LicenceKind::NonExclusive => "as others may",
        };
        let media: Vec<&str> = self.media.iter().map(|medium| medium.as_str()).collect();
        let media = match media.as_slice() {
            [] => "in every medium".to_owned(),
            named => format!("in {}", named.join(", ")),
        };
        let territory = match &self.territory {
            Some(territory) => format!("in {}", isolated(territory.as_str())),
            None => "in every country".to_owned(),
        };
        let term = match self.term_months {
            Some(months) => format!("for {months} months from the award on"),
            None => "for as long as its rights last".to_owned(),
        };
        format!("{kind}, {media}, {territory} and {term}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_everything() {
        let usual = LicenceTerms::default();
        let words = "as others may, in every medium, in every country and for as long as its rights \
                     last";
        assert_eq!(usual.in_words(), words);
        let named = LicenceTerms {
            kind: LicenceKind::Exclusive,
            media: vec![LicenceMedium::Cinema, LicenceMedium::Online],
            territory: Some(ShortText::new("Finland").unwrap()),
            term_months: Some(24),
        };
        let words = "and nobody else may, in cinema, online, in Finland and for 24 months from the \
                     award on";
        assert_eq!(named.in_words(), words);
    }
}
