//! What the ledger refuses, in HTTP's words.

use domain::awarded::AwardRefusal;
use domain::id::PayoutId;
use domain::money::{MonthState, NotInBooks, OtherPayer, Sha256Hex, YearMonth};
use domain::rules::Rule;
use edge::{ETag, Failure, IfMatch, Problem};
use ledger::{LedgerError, ReportError};
use serde_json::json;

/// What `?` would do, had one of the two types been ours: `edge` knows nothing of the ledger.
pub(crate) trait OrProblem<T> {
    /// The value, or the refusal in HTTP's words.
    fn or_problem(self) -> Result<T, Problem>;
}

impl<T, E: Into<LedgerError>> OrProblem<T> for Result<T, E> {
    fn or_problem(self) -> Result<T, Problem> {
        self.map_err(|error| problem_from(error.into()))
    }
}

/// 412 unless the caller has read this revision, or names none.
pub(crate) fn require_seen(if_match: Option<&IfMatch>, revision: u64) -> Result<(), LedgerError> {
    let Some(if_match) = if_match else { return Ok(()) };
    if_match.require(ETag(revision)).map_err(|stale| LedgerError::Stale(stale.to_string()))
}

/// The one place where a refused step becomes a status.
fn problem_from(error: LedgerError) -> Problem {
    let detail = error.to_string();
    match error {
        LedgerError::Refused(refused) => refused.into(),
        LedgerError::MonthNotEnded => Problem::refusal(Rule::MonthNotEnded, detail),
        LedgerError::PreviousMonthUnposted { month, state, .. } => {
            previous_month_unposted(month, state, detail)
        }
        LedgerError::StaleOpening => Problem::refusal(Rule::StaleOpening, detail),
        LedgerError::Stale(_) => Problem::stale(detail),
        LedgerError::OtherPlan { sealed } => other_plan(sealed.as_ref(), detail),
        LedgerError::ApproverContributed(own) => {
            edge::own_matter(Rule::ApproverContributed, detail, own)
        }
        LedgerError::OwnMatter(refusal) => refusal.into(),
        LedgerError::PostingStarted => Problem::refusal(Rule::PostingStarted, detail),
        LedgerError::PostingUnderWay { .. } => Problem::refusal(Rule::PostingUnderWay, detail),
        LedgerError::BatchUnderWay { .. } => Problem::refusal(Rule::BatchUnderWay, detail),
        LedgerError::SupersededAttempt { named, stands } => superseded(named, stands, detail),
        LedgerError::NotInBooks(NotInBooks::NotBegun { .. }) => {
            Problem::refusal(Rule::MonthNotStarted, detail)
        }
        LedgerError::MonthFrozen { .. } => Problem::refusal(Rule::MonthFrozen, detail),
        LedgerError::KeyReused => Problem::idempotency_key_reused(),
        LedgerError::NotPlanned { .. } => Problem::refusal(Rule::NotPlanned, detail),
        LedgerError::MatchedDifferently(_) => {
            Problem::refusal(Rule::AlreadyMatchedDifferently, detail)
        }
        LedgerError::PayoutRequested { month } => {
            Problem::refusal(Rule::PayoutRequested, detail).with("month", month.to_string())
        }
        LedgerError::OtherPayer(refusal) => other_payer(refusal, detail),
        LedgerError::Award(refusal) => Problem::refusal(award_rule(&refusal), detail),
        LedgerError::BankFileRequired => Problem::refusal(Rule::BankFileRequired, detail),
        LedgerError::NoPayingAccount => Problem::refusal(Rule::NoPayingAccount, detail),
        LedgerError::StatusReport(wrong) => {
            Problem::validation(wrong.into_iter().map(failure).collect())
        }
        LedgerError::UnknownPayouts { payouts } => {
            Problem::refusal(Rule::UnknownPayouts, detail).with("payouts", names(&payouts))
        }
        LedgerError::TrialBalanceDiffers { differences } => {
            Problem::refusal(Rule::TrialBalanceDiffers, detail)
                .with("differences", json!(differences))
        }
        LedgerError::UnknownPayee { .. } => Problem::refusal(Rule::UnknownPayee, detail),
        LedgerError::Adjustment(refusal) => refusal.into(),
        LedgerError::NotInBooks(NotInBooks::BeforeGenesis { .. })
        | LedgerError::NoUpload
        | LedgerError::NoPayout
        | LedgerError::NoPart { .. }
        | LedgerError::NoPlan { .. } => Problem::not_found().because(&error),
        LedgerError::Store(error) => error.into(),
        // Said with what is wrong: the month is rejected, put right and planned again.
        LedgerError::Plan(wrong) => Problem::refusal(Rule::NoPlan, format!("{detail}: {wrong}")),
        LedgerError::PostedByAnotherPlan { .. }
        | LedgerError::Incomplete { .. }
        | LedgerError::NoChunk { .. }
        | LedgerError::NotStarted { .. }
        | LedgerError::Month(_)
        | LedgerError::Amount(_)
        | LedgerError::Statement(_)
        | LedgerError::NoObject { .. }
        | LedgerError::BankFile(_)
        | LedgerError::Object { .. }
        | LedgerError::ObjectChanged { .. } => Problem::internal(&error),
    }
}

fn superseded(named: u32, stands: u32, detail: String) -> Problem {
    let problem = Problem::refusal(Rule::SupersededAttempt, detail);
    problem.with("named_attempt", named).with("attempt", stands)
}

fn previous_month_unposted(month: YearMonth, state: MonthState, detail: String) -> Problem {
    Problem::refusal(Rule::PreviousMonthUnposted, detail)
        .with("previous_month", month.to_string())
        .with("previous_state", state.as_str())
}

const fn award_rule(refusal: &AwardRefusal) -> Rule {
    match refusal {
        AwardRefusal::NotAwarded | AwardRefusal::NoSplit => Rule::NotAwarded,
        AwardRefusal::NotVoid => Rule::AwardNotVoid,
        AwardRefusal::IsrcTaken { .. } => Rule::IsrcTaken,
        AwardRefusal::Void => Rule::AwardVoid,
    }
}

/// 403, with the payouts that wait for another operator.
fn other_payer(refusal: OtherPayer, detail: String) -> Problem {
    let (rule, payouts) = match refusal {
        OtherPayer::OwnDecision { payouts } => (Rule::OwnDecision, payouts),
        OtherPayer::OwnMatter { payouts } => (Rule::OwnMatter, payouts),
    };
    Problem::refusal(rule, detail).with("payouts", names(&payouts))
}

fn names(payouts: &[PayoutId]) -> Vec<String> {
    payouts.iter().map(ToString::to_string).collect()
}

/// 412, with the plan that is sealed.
fn other_plan(sealed: Option<&Sha256Hex>, detail: String) -> Problem {
    let problem = Problem::stale(detail);
    match sealed {
        Some(sealed) => problem.with("plan_sha256", sealed.as_str()),
        None => problem,
    }
}

/// What is wrong in a bank's file, at its own place.
fn failure(wrong: ReportError) -> Failure {
    let ReportError { place, rule, detail } = wrong;
    Failure { pointer: place, rule, detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::plan::PlanError;

    #[test]
    fn a_plan_that_is_not_the_sealed_one_any_more_is_stale() {
        for sealed in [None, Some(Sha256Hex::of(b"one"))] {
            let problem = problem_from(LedgerError::OtherPlan { sealed });
            assert_eq!((problem.status().as_u16(), problem.name()), (412, "stale"));
        }
    }

    #[test]
    fn no_plan_is_answered_with_what_stands_in_its_way() {
        let account = "mem_a".parse().unwrap();
        let problem = problem_from(PlanError::TaxRateTwice(account).into());
        let text = format!("{problem:?}");
        assert!(text.contains("no_plan") && text.contains("mem_a has two rates of tax"), "{text}");
    }
}
