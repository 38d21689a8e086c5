//! The month's schedule and steps: freeze and plan what has ended. A thin handler; the steps
//! themselves are in `ledger`.
//!
//! Retry: every step may run again, a repeat finds what happened before. Without a step the event is
//! the schedule's: every ended month that is not planned yet is frozen and planned, the oldest
//! first, so a schedule that was missed is made up for by the next one.

use domain::money::{MonthState, YearMonth};
use ledger::{Ledger, LedgerError};
use runtime::Runtime;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why an event has to come again.
#[derive(Debug, Error)]
pub enum Error {
    #[error("the step did not happen")]
    Ledger(#[from] LedgerError),
    #[error("a step is of a month")]
    NoMonth,
}

/// What is asked for: one step of one month, or, by the schedule (whose own fields are ignored),
/// all that is due.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    pub step: Option<Step>,
    pub month: Option<YearMonth>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Freeze,
    Plan,
    Post,
}

/// Where a month stands after the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Outcome {
    pub month: YearMonth,
    pub state: MonthState,
}

/// Runs the step, or what is due.
pub async fn handle(runtime: Runtime, event: Event) -> Result<Vec<Outcome>, Error> {
    let ledger = Ledger::new(runtime.clone())?;
    match (event.step, event.month) {
        (None, _) => catch_up(&runtime, &ledger).await,
        (Some(_), None) => Err(Error::NoMonth),
        (Some(step), Some(month)) => {
            let stands = match step {
                Step::Freeze => ledger.freeze(month).await?,
                Step::Plan => ledger.plan(month).await?,
                Step::Post => ledger.post(month, None).await?,
            };
            Ok(vec![Outcome { month, state: stands.state }])
        }
    }
}

async fn catch_up(runtime: &Runtime, ledger: &Ledger) -> Result<Vec<Outcome>, Error> {
    let now = runtime.clock.now();
    let months = ledger.store().months().await.map_err(LedgerError::from)?;
    let current = YearMonth::of(now).map_err(LedgerError::from)?;
    let mut outcomes = Vec::new();
    for month in ledger.genesis().through(current).filter(|month| month.ended(now)) {
        if months.state(month) > MonthState::Frozen {
            continue;
        }
        ledger.freeze(month).await?;
        let state = ledger.plan(month).await?.state;
        tracing::info!(%month, %state, "a month was planned");
        outcomes.push(Outcome { month, state });
    }
    Ok(outcomes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedules_own_event_asks_for_what_is_due() {
        let sent = r#"{"version": "0", "id": "1", "detail-type": "Scheduled Event",
            "source": "aws.scheduler", "time": "2026-02-02T03:00:00Z", "detail": "{}"}"#;
        let event: Event = serde_json::from_str(sent).unwrap();
        assert_eq!(event, Event { step: None, month: None });
    }

    #[test]
    fn a_step_names_its_month() {
        let event: Event = serde_json::from_str(r#"{"step": "plan", "month": "2026-01"}"#).unwrap();
        assert_eq!(event.step, Some(Step::Plan));
        assert_eq!(event.month, "2026-01".parse().ok());
        assert!(serde_json::from_str::<Event>(r#"{"step": "pay"}"#).is_err());
    }
}
