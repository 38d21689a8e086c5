//! Which calls fail, and how.

/// The failures to come. Empty by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaultPlan {
    faults: Vec<(Fault, usize)>,
}

/// One failure, at one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Only calls of this function (logical id); `None`: of any.
    pub function: Option<String>,
    /// Only calls of this operation, such as `PutItem`; `None`: of any.
    pub operation: Option<String>,
    /// Which of these calls it faults, counted from 1. A repetition by the SDK is a call too.
    pub nth: usize,
    pub kind: FaultKind,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
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
    /// DynamoDB answers only so many of the items of a batch read and leaves the others
    /// unprocessed.
    Unprocessed {
        /// How many, from the first one on.
        answered: usize,
    },
    /// S3 asks to slow down (503); the SDK repeats it.
    SlowDown,
    /// S3 refuses because two conditional writes met (409).
    ConditionalConflict,
}

impl FaultKind {
    /// Whether nothing comes after it.
    pub(crate) const fn is_death(self) -> bool {
        matches!(self, Self::DeathBefore | Self::DeathAfter)
    }
}

impl FaultPlan {
    /// Every call is passed on.
    pub fn none() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with(mut self, fault: Fault) -> Self {
        self.faults.push((fault, 0));
        self
    }

    /// Counts this call and says how it fails; where two faults meet, the first one wins.
    pub(crate) fn next_fault(&mut self, function: &str, operation: &str) -> Option<FaultKind> {
        let mut kind = None;
        for (fault, seen) in &mut self.faults {
            if fault.function.as_deref().is_none_or(|name| name == function)
                && fault.operation.as_deref().is_none_or(|name| name == operation)
            {
                *seen = seen.saturating_add(1);
                let is_dead = fault.kind.is_death() && *seen > fault.nth;
                if is_dead {
                    kind = kind.or(Some(FaultKind::DeathBefore));
                } else if *seen == fault.nth {
                    kind = kind.or(Some(fault.kind));
                }
            }
        }
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_one_call_of_those_it_is_about() {
        let mut plan = FaultPlan::none().with(Fault {
            function: None,
            operation: Some("PutItem".to_owned()),
            nth: 2,
            kind: FaultKind::LostAfter,
        });
        let operations = ["PutItem", "GetItem", "PutItem", "PutItem"];
        let faults = operations.map(|operation| plan.next_fault("F", operation));
        assert_eq!(faults, [None, None, Some(FaultKind::LostAfter), None]);
    }

    #[test]
    fn after_a_death_every_call_is_lost() {
        let (function, operation) = (None, None);
        let fault = Fault { function, operation, nth: 2, kind: FaultKind::DeathAfter };
        let mut plan = FaultPlan::none().with(fault);
        let faults = [1, 2, 3].map(|_| plan.next_fault("F", "GetItem"));
        assert_eq!(faults, [None, Some(FaultKind::DeathAfter), Some(FaultKind::DeathBefore)]);
    }
}
