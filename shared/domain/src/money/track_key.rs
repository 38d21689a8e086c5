//! What the books call a track.

use crate::id::TrackId;
use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A track's name in the books: the studio's own id, or in a dry run whatever its files call it.
/// Only nothing is no name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrackKey(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a track has a name")]
pub struct TrackKeyError;

impl TrackKey {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<TrackId> for TrackKey {
    fn from(track: TrackId) -> Self {
        Self(track.to_string())
    }
}

impl Shaped for TrackKey {
    const SHAPE: &'static TextShape = &TextShape {
        name: "TrackKey",
        about: "What the books call a track: its id, or in a dry run whatever its files call it.",
        pattern: None,
        length: (1, usize::MAX),
        format: None,
        words: &[],
        examples: &["trk_01ARZ3NDEKTSV4RRFFQ69G5FAV"],
    };
}

shaped_schema!(TrackKey);

impl FromStr for TrackKey {
    type Err = TrackKeyError;

    fn from_str(name: &str) -> Result<Self, TrackKeyError> {
        Self::try_from(name.to_owned())
    }
}

impl TryFrom<String> for TrackKey {
    type Error = TrackKeyError;

    fn try_from(name: String) -> Result<Self, TrackKeyError> {
        if name.is_empty() { Err(TrackKeyError) } else { Ok(Self(name)) }
    }
}

impl From<TrackKey> for String {
    fn from(track: TrackKey) -> Self {
        track.0
    }
}

impl fmt::Display for TrackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_a_key_and_an_id_is_its_own() {
        let track = TrackId::derive(&[b"track"]);
        assert_eq!(track.to_string().parse(), Ok(TrackKey::from(track)));
        assert_eq!("song one".parse::<TrackKey>().unwrap().as_str(), "song one");
        assert_eq!("".parse::<TrackKey>(), Err(TrackKeyError));
    }
}
