//! What the store could not do, in HTTP's words. A handler that knows better (which rule lost,
//! which moves are allowed now) reads the refusal itself before it lets `?` do this.

use crate::problem::Problem;
use domain::rules::Rule;
use store::StoreError;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        match &error {
            StoreError::Conflict { .. } | StoreError::Refused(_) => {
                let detail = "it was changed at the same moment; read it again";
                Problem::refusal(Rule::ChangedInBetween, detail).because(&error)
            }
            StoreError::LostEveryRace | StoreError::Busy => Problem::busy().because(&error),
            StoreError::Corrupt { .. } | StoreError::Unstorable(_) | StoreError::Unavailable(_) => {
                Problem::internal(&error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use http::{StatusCode, header};
    use workflow::WorkflowError;

    #[test]
    fn losing_every_race_is_busy_and_blames_nobody() {
        let of_store = Problem::from(StoreError::LostEveryRace);
        let of_workflow = Problem::from(WorkflowError::from(StoreError::LostEveryRace));
        for problem in [of_store, of_workflow] {
            let response = problem.into_response();
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert!(response.headers().contains_key(header::RETRY_AFTER));
        }
    }

    #[test]
    fn a_single_write_that_lost_its_race_is_the_callers_to_decide_again() {
        let problem = Problem::from(StoreError::Conflict { now: None });
        assert_eq!(problem.status(), StatusCode::CONFLICT);
    }
}
