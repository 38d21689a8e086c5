//! What the domain refused, in HTTP's words.

use crate::problem::{Failure, Problem};
use domain::change::Refused;
use domain::rules::RuleFailure;

/// 409 with the moves that are possible now.
impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        Problem::conflict("state", refused.to_string()).allowed(refused.allowed)
    }
}

/// 422 that names every failed rule by its stable id.
impl From<Vec<RuleFailure>> for Problem {
    fn from(failures: Vec<RuleFailure>) -> Problem {
        let failure = |failed: RuleFailure| Failure {
            pointer: failed.pointer,
            rule: failed.rule.as_str(),
            detail: failed.detail,
        };
        Problem::validation(failures.into_iter().map(failure).collect())
    }
}
