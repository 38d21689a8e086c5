//! What a client writes and may amend.

use crate::audio::{DeliverySpec, LengthRange, RequestedAudio};
use crate::licence_terms::LicenceTerms;
use crate::money::value::Money;
use crate::policy::Policy;
use crate::string_enum::string_enum;
use crate::text::{ShortText, Tag, Text, Title};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Who sees an open brief.
    pub enum Visibility {
        /// Everybody, on the board.
        Public => "public",
        /// The owner, its co-producers and whom the owner invites.
        Invited => "invited",
    }
}

string_enum! {
    /// What the music is for; a private credit says no more of it than this.
    pub enum ProductionKind {
        Campaign => "campaign",
        TvSeries => "tv_series",
        Film => "film",
        Game => "game",
        Other => "other",
    }
}

impl ProductionKind {
    /// As a part of a sentence.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Campaign => "a campaign",
            Self::TvSeries => "a TV series",
            Self::Film => "a film",
            Self::Game => "a game",
            Self::Other => "a production",
        }
    }
}

/// What the client writes and may amend.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct BriefTerms {
    /// As everybody reads it, one line.
    pub title: Title,
    /// What the music is for.
    pub production: ProductionKind,
    /// What it is for and how it should feel.
    pub text: Text,
    /// The adjectives that the lexicon translates.
    pub mood_words: Vec<ShortText>,
    /// What it may sound like.
    pub references_like: Vec<ShortText>,
    /// Music not like this.
    pub references_not_like: Vec<ShortText>,
    /// The length asked for.
    pub length: Option<LengthRange>,
    /// How the master is to be delivered, in words.
    pub delivery: Option<Text>,
    /// How every file is to be; checked when it is taken in.
    pub delivery_spec: Option<DeliverySpec>,
    /// Genres, for the board and for choosing co-producers.
    pub genre_tags: Vec<Tag>,
    /// What the winner is paid once, apart from royalties.
    pub prize: Option<Money>,
    /// Until when tracks are taken.
    pub deadline: Timestamp,
    /// Who may see the brief and enter it.
    pub visibility: Visibility,
    /// How many reviews each track gets.
    pub reviews_per_track: u8,
    /// How many co-producers are appointed if the owner appoints none.
    pub coproducer_seats: u8,
    /// The co-producers' share of the royalties, where the client sets it, in parts per million.
    #[schemars(range(max = 1_000_000))]
    pub pool_ppm: Option<u32>,
    /// What the client may do with what wins.
    pub licence: LicenceTerms,
    /// Until when the credits of the award name no titles in public; without a date those of a
    /// private brief never do.
    pub embargo_until: Option<Timestamp>,
}

impl BriefTerms {
    /// Everything that the client says in words of their own.
    pub fn client_texts(&self) -> Vec<&str> {
        let lines = [&self.mood_words, &self.references_like, &self.references_not_like];
        let lines = lines.into_iter().flatten().map(ShortText::as_str);
        let delivery = self.delivery.as_ref().map(Text::as_str);
        [self.title.as_str(), self.text.as_str()].into_iter().chain(lines).chain(delivery).collect()
    }

    /// What is asked of a file.
    pub fn requested_audio(&self) -> RequestedAudio {
        RequestedAudio { spec: self.delivery_spec.clone(), length: self.length }
    }

    /// The co-producers' pool of any production, public or private: what the client set, else the
    /// house's share.
    pub fn pool_ppm(&self, policy: &Policy) -> u32 {
        self.pool_ppm.unwrap_or(policy.default_pool_ppm)
    }

    /// The terms that entrants rely on, where `other` has another one.
    pub(super) fn fixed_that_differ(&self, other: &Self) -> Vec<&'static str> {
        let fixed = [
            ("prize", self.prize != other.prize),
            ("visibility", self.visibility != other.visibility),
            ("reviews_per_track", self.reviews_per_track != other.reviews_per_track),
            ("coproducer_seats", self.coproducer_seats != other.coproducer_seats),
            ("licence", self.licence != other.licence),
            ("pool_ppm", self.pool_ppm != other.pool_ppm),
        ];
        fixed.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}
