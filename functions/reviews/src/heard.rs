//! What was heard: reports of played intervals, never faster than they play.

use axum::extract::State;
use axum::response::Response;
use domain::heard::{Interval, ListeningTime};
use domain::id::ReviewId;
use domain::policy::Policy;
use domain::review::Review;
use edge::{Caller, Field, JsonBody, Path, Problem, respond};
use jiff::Timestamp;
use serde::Serialize;

use crate::Studio;

/// A player that reports every few seconds never comes near.
const INTERVALS_MAX: usize = 500;

/// What has been heard so far, and how much more is needed.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct HeardView {
    /// Sorted and apart from each other.
    intervals: Vec<Interval>,
    heard_ms: u64,
    heard_bp: u32,
    needed_bp: u32,
    /// How much must still be heard, in milliseconds, before the review can be delivered.
    missing_ms: u64,
    /// How much can be reported as newly heard now, in milliseconds; it grows by a second a second.
    budget_ms: u64,
}

impl HeardView {
    pub(crate) fn new(
        review: &Review,
        time: &ListeningTime,
        now: Timestamp,
        policy: &Policy,
    ) -> HeardView {
        HeardView {
            intervals: review.heard.intervals().to_vec(),
            heard_ms: review.heard.total_ms(),
            heard_bp: review.heard.heard_bp(review.duration_ms),
            needed_bp: policy.heard_bp_min,
            missing_ms: review.missing_ms(policy),
            budget_ms: time.budget_ms(review.id, &review.heard, now, policy),
        }
    }
}

/// `PUT /reviews/{review}/heard`: adds what was played. Two round trips; one for a report that adds
/// nothing.
pub(crate) async fn report(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let played = intervals_from_body(body)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let (review, time) = workflow::review::hear::hear(&work, actor, id, &played).await?;
    respond::ok(&HeardView::new(&review, &time, work.now, work.policy))
}

fn intervals_from_body(body: JsonBody) -> Result<Vec<Interval>, Problem> {
    let mut fields = body.fields()?;
    let intervals = fields.required("intervals", |field| field.list(1..=INTERVALS_MAX, interval));
    fields.finish(|| intervals)
}

fn interval(field: Field) -> Result<Interval, edge::Failures> {
    let time = |field: Field| field.rounded(0..=i64::MAX);
    field.object(|fields| {
        let from_ms = fields.required("from_ms", time);
        let to_ms = fields.required("to_ms", time);
        let (from_ms, to_ms) = (from_ms?.unsigned_abs(), to_ms?.unsigned_abs());
        Some(Interval { from_ms, to_ms })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_a_millisecond_are_rounded() {
        let body = br#"{"intervals": [{"from_ms": 0.4999, "to_ms": 5999.5}]}"#;
        let intervals = intervals_from_body(JsonBody::parse(body).unwrap()).unwrap();
        assert_eq!(intervals, [Interval { from_ms: 0, to_ms: 6_000 }]);
        let body = br#"{"intervals": [{"from_ms": -0.6, "to_ms": 1e300}]}"#;
        let problem = intervals_from_body(JsonBody::parse(body).unwrap()).unwrap_err();
        let rules: Vec<&str> = problem.failures().iter().map(|failure| failure.rule).collect();
        assert_eq!(rules, ["range", "range"]);
    }

    #[test]
    fn every_wrong_interval_is_named_by_its_place() {
        let body = br#"{"intervals": [{"from_ms": 0, "to_ms": 5}, {"from_ms": -1}], "x": 1}"#;
        let problem = intervals_from_body(JsonBody::parse(body).unwrap()).unwrap_err();
        let pointers: Vec<&str> = problem.failures().iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(pointers, ["/intervals/1/from_ms", "/intervals/1/to_ms", "/x"]);
    }
}
