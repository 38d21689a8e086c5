//! Stars in a body.

use crate::field::{Failures, Field};
use domain::rules::Rule;
use domain::score::Score;

impl Field {
    /// One to five stars.
    pub fn score(self) -> Result<Score, Failures> {
        self.ruled(Rule::Range, |field| field.integer(1..=5_u8), Score::try_from)
    }
}
