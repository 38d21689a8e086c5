//! What this function is handed: the schedule's event, whose own fields say nothing, or one step of
//! a state machine.

use domain::money::{Sha256Hex, YearMonth};
use ledger::PaymentJob;
use serde::Deserialize;
use serde_json::Value;
use store::month::SealedPlan;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub enum Event {
    /// Start what is due.
    Schedule,
    Step(StepEvent),
}

/// One step, with all that it needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum StepEvent {
    Freeze {
        month: YearMonth,
        plan_no: u32,
    },
    Plan {
        month: YearMonth,
        plan_no: u32,
    },
    Seal {
        month: YearMonth,
        plan_no: u32,
        sealed: SealedPlan,
    },
    Begin {
        month: YearMonth,
        plan_no: u32,
    },
    Chunks {
        month: YearMonth,
        plan_sha256: Sha256Hex,
        chunks: Vec<u64>,
    },
    Count {
        month: YearMonth,
        plan_sha256: Sha256Hex,
    },
    /// One part of what is left of paying, of the bank's answers or of closing.
    PaymentRun {
        job: PaymentJob,
    },
}

impl TryFrom<Value> for Event {
    type Error = serde_json::Error;

    /// Whatever names a step is one: a misspelt one must not be taken for the schedule.
    fn try_from(value: Value) -> Result<Self, Self::Error> {
        if value.get("step").is_some() {
            return Ok(Self::Step(serde_json::from_value(value)?));
        }
        Ok(Self::Schedule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedules_own_event_asks_for_what_is_due() {
        let sent = r#"{"version": "0", "id": "1", "detail-type": "Scheduled Event",
            "source": "aws.scheduler", "time": "2026-02-02T03:00:00Z", "detail": "{}"}"#;
        assert_eq!(serde_json::from_str::<Event>(sent).unwrap(), Event::Schedule);
    }

    #[test]
    fn a_step_names_its_month_and_a_misspelt_one_is_not_the_schedule() {
        let event: Event =
            serde_json::from_str(r#"{"step": "plan", "month": "2026-01", "plan_no": 2}"#).unwrap();
        let (month, plan_no) = ("2026-01".parse().unwrap(), 2);
        assert_eq!(event, Event::Step(StepEvent::Plan { month, plan_no }));
        let left = r#"{"step": "payment_run", "job": {"job": "pay", "month": "2026-01", "by": null,
            "from": {"in": "plan", "month": "2026-01", "chunk": 100}}}"#;
        let from = Some(ledger::PageToken::Plan { month, chunk: 100 });
        let job = PaymentJob::Pay { month, by: None, from };
        assert_eq!(
            serde_json::from_str::<Event>(left).unwrap(),
            Event::Step(StepEvent::PaymentRun { job })
        );
        for wrong in [r#"{"step": "pay"}"#, r#"{"step": "plan"}"#, r#"{"step": 7}"#] {
            assert!(serde_json::from_str::<Event>(wrong).is_err(), "{wrong}");
        }
    }
}
