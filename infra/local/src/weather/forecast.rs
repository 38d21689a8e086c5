//! What goes wrong, and when: the failures that AWS knows and emulators never show.

/// The failures to come. Empty by default: fair weather.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    storms: Vec<(Storm, usize)>,
}

/// One failure, at one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storm {
    /// Only calls of this function (logical id); `None`: of any.
    pub function: Option<String>,
    /// Only calls of this operation, such as `PutItem`; `None`: of any.
    pub operation: Option<String>,
    /// Which of these calls it strikes, counted from 1. A repetition by the SDK is a call too.
    pub nth: usize,
    /// What happens to it.
    pub strike: Strike,
}

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strike {
    /// The connection breaks and the service never saw the request.
    LostBefore,
    /// The request takes effect, the connection breaks before the answer.
    LostAfter,
    /// The process dies: the service never sees this request, nor any later one.
    DeathBefore,
    /// The request takes effect, then the process dies: no later request is seen.
    DeathAfter,
    /// DynamoDB refuses because another transaction holds an item. The SDK does not repeat it when
    /// it stands in the reasons of a cancelled transaction.
    TransactionConflict,
    /// DynamoDB asks to slow down; the SDK repeats it.
    Throttled,
    /// DynamoDB answers only so many of the items of a batch read and leaves the others unprocessed.
    Unprocessed {
        /// How many, from the first one on.
        answered: usize,
    },
    /// S3 asks to slow down (503); the SDK repeats it.
    SlowDown,
    /// S3 refuses because two conditional writes met (409).
    ConditionalConflict,
}

impl Strike {
    /// Whether nothing comes after it.
    pub(super) const fn is_death(self) -> bool {
        matches!(self, Self::DeathBefore | Self::DeathAfter)
    }
}

impl Forecast {
    /// Nothing goes wrong.
    pub fn clear() -> Self {
        Self::default()
    }

    /// Adds a failure.
    #[must_use]
    pub fn with(mut self, storm: Storm) -> Self {
        self.storms.push((storm, 0));
        self
    }

    /// Counts this call and tells what happens to it; where two storms meet, the first one strikes.
    pub(super) fn strike(&mut self, function: &str, operation: &str) -> Option<Strike> {
        let mut strike = None;
        for (storm, seen) in &mut self.storms {
            if storm.function.as_deref().is_none_or(|name| name == function)
                && storm.operation.as_deref().is_none_or(|name| name == operation)
            {
                *seen = seen.saturating_add(1);
                let is_dead = storm.strike.is_death() && *seen > storm.nth;
                if is_dead {
                    strike = strike.or(Some(Strike::DeathBefore));
                } else if *seen == storm.nth {
                    strike = strike.or(Some(storm.strike));
                }
            }
        }
        strike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storm_strikes_one_call_of_those_it_is_about() {
        let mut forecast = Forecast::clear().with(Storm {
            function: None,
            operation: Some("PutItem".to_owned()),
            nth: 2,
            strike: Strike::LostAfter,
        });
        let operations = ["PutItem", "GetItem", "PutItem", "PutItem"];
        let strikes = operations.map(|operation| forecast.strike("F", operation));
        assert_eq!(strikes, [None, None, Some(Strike::LostAfter), None]);
    }

    #[test]
    fn after_a_death_nothing_is_heard() {
        let (function, operation) = (None, None);
        let storm = Storm { function, operation, nth: 2, strike: Strike::DeathAfter };
        let mut forecast = Forecast::clear().with(storm);
        let strikes = [1, 2, 3].map(|_| forecast.strike("F", "GetItem"));
        assert_eq!(strikes, [None, Some(Strike::DeathAfter), Some(Strike::DeathBefore)]);
    }
}
