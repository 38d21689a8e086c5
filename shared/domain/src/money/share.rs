//! A share in parts per million.

use crate::whole_number_schema;
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Parts per million, at most the whole.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Share(u32);

whole_number_schema!(Share, 0 => Share::WHOLE_PPM, "A share in parts per million, 1000000 the whole.");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a share is at most 1000000 parts per million, not {ppm}")]
pub struct ShareError {
    pub ppm: u32,
}

impl Share {
    /// The whole, in parts per million.
    pub const WHOLE_PPM: u32 = 1_000_000;
    pub const NONE: Self = Self(0);
    pub const WHOLE: Self = Self(Self::WHOLE_PPM);

    pub const fn from_ppm(ppm: u32) -> Result<Self, ShareError> {
        if ppm > Self::WHOLE_PPM { Err(ShareError { ppm }) } else { Ok(Self(ppm)) }
    }

    pub const fn ppm(self) -> u32 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// What is left of the whole.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self(Self::WHOLE_PPM.saturating_sub(self.0))
    }
}

impl TryFrom<u32> for Share {
    type Error = ShareError;

    fn try_from(ppm: u32) -> Result<Self, ShareError> {
        Self::from_ppm(ppm)
    }
}

impl From<Share> for u32 {
    fn from(share: Share) -> Self {
        share.0
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ppm", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_more_than_the_whole() {
        assert_eq!(Share::from_ppm(1_000_000), Ok(Share::WHOLE));
        assert_eq!(Share::from_ppm(1_000_001), Err(ShareError { ppm: 1_000_001 }));
        assert!(serde_json::from_str::<Share>("1000001").is_err());
    }

    #[test]
    fn a_share_and_its_rest_are_the_whole() {
        assert_eq!(Share::from_ppm(25_000).unwrap().rest().ppm(), 975_000);
    }
}
