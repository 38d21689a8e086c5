//! When a schedule is due: AWS's `cron()` and `rate()` on the studio's clock, and the event that a
//! due schedule sends. Which function gets it stands in the template; who moves the clock is
//! `studio`.

use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use thiserror::Error;

use crate::tokens::uuid_of;

/// One jump of the clock runs a schedule at most so often. AWS would run every occurrence; a jump
/// of a month past a schedule of every fifteen minutes would be 2,880. Where a jump passes more,
/// these many are run, spread evenly and always including the last: a scheduled function must take
/// everything that is due, since schedules are delivered late, twice, or not at all.
pub const OCCURRENCES_PER_JUMP_MAX: usize = 4;

/// One schedule of the template.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The event's name in the template: function and event.
    pub name: String,
    /// The logical id of the function that gets the event.
    pub function: String,
    pub expression: Expression,
    /// Which service sends it, and so how the event looks.
    pub service: Service,
    /// The constant that replaces the usual event, if the template gives one.
    pub input: Option<Value>,
}

/// The two schedulers of AWS; their events differ in two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// `Schedule`: an EventBridge rule.
    Rule,
    /// `ScheduleV2`: the EventBridge Scheduler.
    Scheduler,
}

/// When a schedule is due, in UTC.
#[derive(Debug, Clone)]
pub enum Expression {
    /// `cron(minutes hours day-of-month month day-of-week year)`.
    Cron(Box<Cron>),
    /// `rate(value unit)`, counted from the studio's start.
    Rate(SignedDuration),
}

/// Not an expression that AWS would take.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a schedule: {expression}")]
pub struct NotASchedule {
    /// What stands in the template.
    pub expression: String,
}

/// One moment at which one schedule is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    pub at: Timestamp,
    /// Which of the schedules, by its place in the list.
    pub schedule: usize,
}

impl Expression {
    /// Reads `cron(…)` or `rate(…)` as EventBridge does.
    pub fn parse(text: &str) -> Result<Self, NotASchedule> {
        let refused = || NotASchedule { expression: text.to_owned() };
        let inner = |prefix: &str| text.trim().strip_prefix(prefix)?.strip_suffix(')');
        if let Some(fields) = inner("cron(") {
            // EventBridge starts at minutes and always names the year; croner starts at seconds.
            let parser = CronParser::builder()
                .seconds(Seconds::Required)
                .year(Year::Required)
                .alternative_weekdays(true)
                .sloppy_ranges(true)
                .build();
            let cron = parser.parse(&format!("0 {fields}")).map_err(|_| refused())?;
            return Ok(Self::Cron(Box::new(cron)));
        }
        let (value, unit) = inner("rate(").and_then(|r| r.split_once(' ')).ok_or_else(refused)?;
        let value: i64 = value.parse().map_err(|_| refused())?;
        let seconds: i64 = match unit {
            "minute" | "minutes" => 60,
            "hour" | "hours" => 3_600,
            "day" | "days" => 86_400,
            _ => return Err(refused()),
        };
        let seconds = value.checked_mul(seconds).filter(|seconds| *seconds > 0);
        Ok(Self::Rate(SignedDuration::from_secs(seconds.ok_or_else(refused)?)))
    }

    /// The first moment after `after`; `rate()` counts from `start`. `None`: never again.
    pub fn next(&self, start: Timestamp, after: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Cron(cron) => {
                let after: DateTime = TimeZone::UTC.to_datetime(after);
                let next = cron.find_next_occurrence(&after, false).ok()?;
                next.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
            }
            Self::Rate(period) => {
                let gone = after.duration_since(start).as_secs();
                let next = gone.checked_div_euclid(period.as_secs())?.checked_add(1)?;
                let seconds = next.checked_mul(period.as_secs())?;
                start.checked_add(SignedDuration::from_secs(seconds)).ok()
            }
        }
    }
}

/// What becomes due after `after`, up to and including `until`, in order; of each schedule at most
/// [`OCCURRENCES_PER_JUMP_MAX`].
pub fn passed(
    schedules: &[Schedule],
    start: Timestamp,
    after: Timestamp,
    until: Timestamp,
) -> Vec<Occurrence> {
    let mut all = Vec::new();
    for (schedule, Schedule { expression, .. }) in schedules.iter().enumerate() {
        let next = |at: &Timestamp| expression.next(start, *at).filter(|at| *at <= until);
        let moments: Vec<_> = std::iter::successors(next(&after), next).collect();
        all.extend(spread(&moments).map(|at| Occurrence { at, schedule }));
    }
    all.sort();
    all
}

/// At most [`OCCURRENCES_PER_JUMP_MAX`] of the moments, evenly spread, the last always among them.
fn spread(moments: &[Timestamp]) -> impl Iterator<Item = Timestamp> {
    let every = moments.len().div_ceil(OCCURRENCES_PER_JUMP_MAX).max(1);
    moments.rchunks(every).rev().filter_map(|chunk| chunk.last().copied())
}

/// What the function is handed when `schedule` is due at `at`.
pub fn event(schedule: &Schedule, at: Timestamp, region: &str, account: &str) -> Value {
    if let Some(input) = &schedule.input {
        return input.clone();
    }
    let time = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let name = &schedule.name;
    let (source, resource, detail) = match schedule.service {
        Service::Rule => {
            ("aws.events", format!("arn:aws:events:{region}:{account}:rule/{name}"), json!({}))
        }
        // The Scheduler sends the detail as text.
        Service::Scheduler => (
            "aws.scheduler",
            format!("arn:aws:scheduler:{region}:{account}:schedule/default/{name}"),
            json!("{}"),
        ),
    };
    json!({
        "version": "0",
        "id": uuid_of(&["schedule", name, &time]),
        "detail-type": "Scheduled Event",
        "source": source,
        "account": account,
        "time": time,
        "region": region,
        "resources": [resource],
        "detail": detail,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn schedule(expression: &str) -> Schedule {
        Schedule {
            name: "SweepEveryQuarterHour".to_owned(),
            function: "SweepFunction".to_owned(),
            expression: Expression::parse(expression).unwrap(),
            service: Service::Scheduler,
            input: None,
        }
    }

    fn moments(expression: &str, after: &str, until: &str) -> Vec<String> {
        passed(&[schedule(expression)], at(after), at(after), at(until))
            .iter()
            .map(|occurrence| occurrence.at.to_string())
            .collect()
    }

    #[test]
    fn a_cron_without_seconds_is_due_on_the_full_minute() {
        assert_eq!(
            moments("cron(0/15 * * * ? *)", "2026-01-31T23:40:10Z", "2026-02-01T00:15:00Z"),
            ["2026-01-31T23:45:00Z", "2026-02-01T00:00:00Z", "2026-02-01T00:15:00Z"]
        );
    }

    #[test]
    fn a_months_second_day_comes_once_a_month() {
        assert_eq!(
            moments("cron(0 3 2 * ? *)", "2026-01-02T03:00:00Z", "2026-03-31T00:00:00Z"),
            ["2026-02-02T03:00:00Z", "2026-03-02T03:00:00Z"]
        );
    }

    #[test]
    fn weekdays_count_from_sunday_as_one() {
        // 2026-03-01 is a Sunday.
        assert_eq!(
            moments("cron(0 12 ? * 1 *)", "2026-02-27T00:00:00Z", "2026-03-07T00:00:00Z"),
            ["2026-03-01T12:00:00Z"]
        );
        assert_eq!(
            moments("cron(0 12 ? * MON-TUE *)", "2026-02-27T00:00:00Z", "2026-03-07T00:00:00Z"),
            ["2026-03-02T12:00:00Z", "2026-03-03T12:00:00Z"]
        );
    }

    #[test]
    fn a_rate_counts_from_the_start() {
        assert_eq!(
            moments("rate(20 minutes)", "2026-01-01T00:07:00Z", "2026-01-01T01:00:00Z"),
            ["2026-01-01T00:27:00Z", "2026-01-01T00:47:00Z"]
        );
    }

    #[test]
    fn a_moment_is_passed_once_however_the_clock_is_moved() {
        let schedules = [schedule("cron(0/15 * * * ? *)")];
        let start = at("2026-01-01T00:00:00Z");
        let noon = at("2026-01-01T00:15:00Z");
        let end = at("2026-01-01T00:30:00Z");
        let once = passed(&schedules, start, start, end);
        let mut twice = passed(&schedules, start, start, noon);
        twice.extend(passed(&schedules, start, noon, end));
        assert_eq!(once, twice);
        assert_eq!(once.len(), 2);
    }

    #[test]
    fn schedules_are_passed_in_the_order_of_time() {
        let schedules = [schedule("rate(40 minutes)"), schedule("cron(30 * * * ? *)")];
        let start = at("2026-01-01T00:00:00Z");
        let order: Vec<_> = passed(&schedules, start, start, at("2026-01-01T01:30:00Z"))
            .iter()
            .map(|occurrence| occurrence.schedule)
            .collect();
        assert_eq!(order, [1, 0, 0, 1]);
    }

    #[test]
    fn a_long_jump_runs_a_frequent_schedule_a_bounded_number_of_times_and_the_last_one_too() {
        let moments =
            moments("cron(0/15 * * * ? *)", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        assert_eq!(moments.len(), OCCURRENCES_PER_JUMP_MAX);
        assert_eq!(moments.last().unwrap(), "2026-02-01T00:00:00Z");
    }

    #[test]
    fn what_aws_would_refuse_is_refused() {
        for text in ["cron(0 3 * * *)", "rate(0 minutes)", "rate(5 weeks)", "every day", "cron(x)"]
        {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_scheduler_sends_its_detail_as_text_and_a_rule_as_an_object() {
        let mut schedule = schedule("rate(1 hour)");
        let moment = at("2026-01-01T01:00:00Z");
        let sent = event(&schedule, moment, "eu-west-1", "000000000000");
        assert_eq!(sent["source"], "aws.scheduler");
        assert_eq!(sent["detail"], "{}");
        assert_eq!(sent["time"], "2026-01-01T01:00:00Z");
        schedule.service = Service::Rule;
        let sent = event(&schedule, moment, "eu-west-1", "000000000000");
        assert_eq!(sent["source"], "aws.events");
        assert_eq!(sent["detail"], json!({}));
        schedule.input = Some(json!({"step": "freeze"}));
        assert_eq!(event(&schedule, moment, "eu-west-1", "0")["step"], "freeze");
    }
}
