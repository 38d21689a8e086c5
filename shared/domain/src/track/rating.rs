//! The client's own stars for a track: what they feel, in one number and a few words. They decide
//! nothing; the composer reads them, and a reviewer once they have answered.

use crate::score::Score;
use crate::text::Text;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the client thinks of a track. The newest word counts.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct ClientRating {
    /// How much the client likes it.
    pub stars: Score,
    /// What the client says of it; null where they said nothing.
    pub words: Option<Text>,
    /// When it was last said.
    pub at: Timestamp,
}
