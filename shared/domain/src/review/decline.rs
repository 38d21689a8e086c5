//! What a reviewer says who does not want a track.

use crate::string_enum::string_enum;
use crate::text::ShortText;
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub reason: DeclineReason,
    /// In their own words; read by operators only.
    pub words: Option<ShortText>,
}
