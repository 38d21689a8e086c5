//! What was heard: reports of played intervals, never faster than they play.

use axum::extract::State;
use domain::heard::{Interval, ListeningTime};
use domain::id::ReviewId;
use domain::policy::Policy;
use domain::review::Review;
use domain::rules::Rule;
use edge::{
    Body, Caller, Failures, Field, Fields, Found, Path, Problem, ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Studio;

/// A player that reports every few seconds never comes near.
const INTERVALS_MAX: usize = 500;
/// A minute above the longest track: players count a little past the end, and what lies there counts
/// for nothing.
const PLAYED_MS_MAX: i64 = Policy::CURRENT.duration_ms_max.cast_signed() + 60_000;

/// What has been heard so far, and how much more is needed.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(crate) struct HeardView {
    /// The stretches heard, sorted and apart from each other.
    intervals: Vec<Interval>,
    /// How much was heard, each part once.
    heard_ms: u64,
    /// The part of the track that was heard.
    #[schemars(range(max = 10_000))]
    heard_bp: u32,
    /// The part of the track that must be heard before the review can be delivered.
    #[schemars(range(max = 10_000))]
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

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).put("/reviews/{review}/heard", report, |it| {
        it.summary("Report what was played of a track")
            .text(
                "Adds to what was heard. No more can be newly heard than there was time for since \
                 the first preview link and the last report; a report of more is refused whole, \
                 with `budget_ms` in the problem.",
            )
            .who("the reviewer")
            .refuses(&[Rule::ReviewHeardNoFaster, Rule::ReviewIntervalForwards, Rule::State])
            .without_if_match("a report adds to what was heard and takes nothing away")
    })
}

/// `PUT /reviews/{review}/heard`: adds what was played. Two round trips; one for a report that adds
/// nothing.
pub(crate) async fn report(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(HeardReport(played)): Body<HeardReport>,
) -> Result<Found<HeardView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let (review, time) = workflow::review::hear::hear(&work, actor, id, &played).await?;
    answer::found(&HeardView::new(&review, &time, work.now, work.policy))
}

/// What a player has played.
pub(crate) struct HeardReport(Vec<Interval>);

impl ReadFields for HeardReport {
    const NAME: &'static str = "HeardReport";
    const ABOUT: &'static str = "What a player has played.";

    fn read(fields: &mut Fields) -> Option<HeardReport> {
        let intervals =
            fields.required("intervals", |field| field.list(1..=INTERVALS_MAX, interval));
        fields.note(
            "intervals",
            "What was played at its own speed; what was heard before may stand in it.",
        );
        intervals.map(HeardReport)
    }
}

fn interval(field: Field) -> Result<Interval, Failures> {
    let time = |field: Field| field.rounded(0..=PLAYED_MS_MAX);
    field.object(|fields| {
        let from_ms = fields.required("from_ms", time);
        fields.note("from_ms", "Its first millisecond.");
        let to_ms = fields.required("to_ms", time);
        fields.note("to_ms", "The first millisecond after it.");
        Some(Interval { from_ms: from_ms?.unsigned_abs(), to_ms: to_ms?.unsigned_abs() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(body: Value) -> Result<Vec<Interval>, Problem> {
        Fields::read_value(body).map(|HeardReport(intervals)| intervals)
    }

    #[test]
    fn fractions_of_a_millisecond_are_rounded() {
        let body = json!({"intervals": [{"from_ms": 0.4999, "to_ms": 5999.5}]});
        let intervals = read(body).unwrap();
        assert_eq!(intervals, [Interval { from_ms: 0, to_ms: 6_000 }]);
        let body = json!({"intervals": [{"from_ms": -0.6, "to_ms": 1e300}]});
        let problem = read(body).unwrap_err();
        let rules: Vec<&str> = problem.failures().iter().map(|failure| failure.rule).collect();
        assert_eq!(rules, ["range", "range"]);
    }

    #[test]
    fn every_wrong_interval_is_named_by_its_place() {
        let body = json!({"intervals": [{"from_ms": 0, "to_ms": 5}, {"from_ms": -1}], "x": 1});
        let problem = read(body).unwrap_err();
        let pointers: Vec<&str> = problem.failures().iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(pointers, ["/intervals/1/from_ms", "/intervals/1/to_ms", "/x"]);
    }
}
