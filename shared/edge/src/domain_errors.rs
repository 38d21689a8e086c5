//! What the domain refused, in HTTP's words: one stable `type` for each refusal.

use crate::problem::{Failure, Problem};
use domain::brief::BriefRefusal;
use domain::change::Refused;
use domain::coproducer::{AppealRefusal, ApplicationRefusal};
use domain::heard::HeardError;
use domain::id::{MemberId, TrackId};
use domain::money::adjustment::AdjustmentRefusal;
use domain::open_entries::{EntriesRefusal, EntryBound};
use domain::own_matter::OwnMatter;
use domain::review::ReviewRefusal;
use domain::rules::{Rule, RuleFailure};
use domain::track::TrackRefusal;
use domain::version::missing::MissingAnswer;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// 409 with the moves that are possible now.
impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        Problem::refusal(Rule::State, refused.to_string()).allowed(refused.allowed)
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

/// 409, with the moves, the tracks or the fields that stand in the way; 422 where a choice does not
/// say why.
impl From<BriefRefusal> for Problem {
    fn from(refusal: BriefRefusal) -> Problem {
        let detail = refusal.to_string();
        let broken = |rule: Rule| Problem::refusal(rule, detail.clone());
        match refusal {
            BriefRefusal::State(refused) => refused.into(),
            BriefRefusal::PrizeNotFunded => broken(Rule::PrizeNotFunded),
            BriefRefusal::DeadlinePassed => broken(Rule::DeadlinePassed),
            BriefRefusal::Unanswered(missing) => {
                let tracks: BTreeSet<TrackId> = missing.iter().map(|one| one.track).collect();
                let tracks: Vec<String> = tracks.iter().map(ToString::to_string).collect();
                let missing: Vec<Value> = missing.iter().map(missing_answer).collect();
                broken(Rule::UnansweredTracks).with("tracks", tracks).with("missing", missing)
            }
            BriefRefusal::WhyTooShort { .. } => {
                Problem::broken_rule("/why", Rule::SelectionReason.as_str(), detail)
            }
            BriefRefusal::NotReviewed => broken(Rule::NotReviewed),
            BriefRefusal::AnotherTrackSelected => broken(Rule::AnotherTrackSelected),
            BriefRefusal::FixedOnceOpen(fields) => {
                broken(Rule::FixedOnceOpen).with("fields", fields)
            }
            BriefRefusal::DeadlineOnlyLater => broken(Rule::DeadlineOnlyLater),
            BriefRefusal::NotSilentEnough => broken(Rule::State),
            BriefRefusal::Prize(error) => Problem::internal(&error),
        }
    }
}

/// One of the answers for which an award has to wait.
fn missing_answer(missing: &MissingAnswer) -> Value {
    json!({
        "track": missing.track,
        "version": missing.version,
        "slot": missing.slot,
        "state": missing.state.as_str(),
        "due_at": missing.due_at,
    })
}

/// 403, with who decides instead, or what is to be confirmed before.
impl From<OwnMatter> for Problem {
    fn from(refusal: OwnMatter) -> Problem {
        let detail = refusal.to_string();
        own_matter(Rule::OwnMatter, detail, refusal)
    }
}

/// The same for a month, which may be somebody's own because they put something in.
pub fn own_matter(rule: Rule, detail: String, refusal: OwnMatter) -> Problem {
    let problem = Problem::refusal(rule, detail);
    let names = |members: BTreeSet<MemberId>| -> Vec<String> {
        members.iter().map(ToString::to_string).collect()
    };
    match refusal {
        OwnMatter::Party | OwnMatter::NoOtherOperator => problem,
        OwnMatter::OthersAreFree { free } => problem.with("operators", names(free)),
        OwnMatter::Unconfirmed { unconfirmed } => problem.with("unconfirmed", names(unconfirmed)),
    }
}

/// 409, 403 for the operator who proposed the adjustment, or 422 for a payee whom nobody knows.
impl From<AdjustmentRefusal> for Problem {
    fn from(refusal: AdjustmentRefusal) -> Problem {
        let detail = refusal.to_string();
        match refusal {
            AdjustmentRefusal::State(refused) => refused.into(),
            AdjustmentRefusal::OwnProposal => Problem::refusal(Rule::OwnAdjustment, detail),
            AdjustmentRefusal::OwnMatter(refusal) => refusal.into(),
            AdjustmentRefusal::NotPosted { .. } => Problem::refusal(Rule::AdjustsPosted, detail),
            AdjustmentRefusal::UnknownPayee { .. } => {
                Problem::broken_rule("/entries", Rule::AdjustmentEntries.as_str(), detail)
            }
        }
    }
}

/// 409, or 422 where the writers that were sent are wrong.
impl From<TrackRefusal> for Problem {
    fn from(refusal: TrackRefusal) -> Problem {
        let detail = refusal.to_string();
        let writers = |rule: Rule| Problem::broken_rule("/writers", rule.as_str(), detail.clone());
        let rule = match refusal {
            TrackRefusal::State(refused) => return refused.into(),
            TrackRefusal::NoWriter => return Problem::not_found(),
            TrackRefusal::TooManyVersions { .. } => Rule::TooManyVersions,
            TrackRefusal::NotSentBack { .. } => Rule::NotSentBack,
            TrackRefusal::Selected => Rule::TrackSelected,
            TrackRefusal::Withdrawn => Rule::TrackWithdrawn,
            TrackRefusal::ComposerStays => Rule::ComposerStays,
            TrackRefusal::ShareAgreed => Rule::ShareAgreed,
            TrackRefusal::StaleShare { .. } => Rule::StaleShare,
            TrackRefusal::Shares { .. } => return writers(Rule::SharesSumToOne),
            TrackRefusal::WriterTwice => return writers(Rule::WriterListedOnce),
            TrackRefusal::ComposerMissing => return writers(Rule::ComposerAmongWriters),
            TrackRefusal::TooLarge { .. }
            | TrackRefusal::EmptyFile
            | TrackRefusal::TooLong { .. }
            | TrackRefusal::NotAsAsked(_) => {
                return Problem::internal_because("a file is judged when it is taken in, not here");
            }
        };
        Problem::refusal(rule, detail)
    }
}

/// 409, with the numbers, and the entries that take the places.
impl From<EntriesRefusal> for Problem {
    fn from(refusal: EntriesRefusal) -> Problem {
        let rule = match refusal.bound {
            EntryBound::Studio => Rule::TooManyOpenEntries,
            EntryBound::Brief(_) => Rule::TooManyEntriesOfBrief,
        };
        Problem::refusal(rule, refusal.to_string())
            .with("level", refusal.limits.level.as_str())
            .with("open", refusal.open.len())
            .with("max", refusal.max())
            .with("entries", json!(refusal.open))
    }
}

/// 409, or 422 where what was heard is not believed.
impl From<ReviewRefusal> for Problem {
    fn from(refusal: ReviewRefusal) -> Problem {
        let detail = refusal.to_string();
        let broken = |rule: Rule| Problem::refusal(rule, detail);
        match refusal {
            ReviewRefusal::State(refused) => refused.into(),
            ReviewRefusal::TooLateToDecline { .. } => {
                broken(Rule::TooLateToDecline).allowed(["deliver"])
            }
            ReviewRefusal::NotDue { .. } => broken(Rule::NotDue).allowed(["deliver"]),
            ReviewRefusal::Heard(error) => error.into(),
            ReviewRefusal::AlreadyDeliveredDifferently { allowed } => {
                broken(Rule::AlreadyDeliveredDifferently).allowed(allowed)
            }
            ReviewRefusal::AlreadyReactedDifferently => broken(Rule::AlreadyReactedDifferently),
            ReviewRefusal::TooLateToDispute { .. } => broken(Rule::TooLateToDispute),
            ReviewRefusal::AlreadyDisputed => broken(Rule::AlreadyDisputed),
            ReviewRefusal::AlreadyRepliedToDispute => broken(Rule::AlreadyRepliedToDispute),
            ReviewRefusal::DisputeDecided => broken(Rule::DisputeDecided),
            ReviewRefusal::NotDisputed => broken(Rule::NotDisputed),
        }
    }
}

/// 422 that names the rule, with what a player may report instead.
impl From<HeardError> for Problem {
    fn from(error: HeardError) -> Problem {
        let broken =
            |rule: Rule| Problem::broken_rule("/intervals", rule.as_str(), error.to_string());
        match error {
            HeardError::Backwards { .. } => broken(Rule::ReviewIntervalForwards),
            HeardError::FasterThanTheClock { budget_ms, .. } => {
                broken(Rule::ReviewHeardNoFaster).with("budget_ms", budget_ms)
            }
        }
    }
}

/// 409, with what is missing or from when it is possible.
impl From<ApplicationRefusal> for Problem {
    fn from(refusal: ApplicationRefusal) -> Problem {
        let detail = refusal.to_string();
        match refusal {
            ApplicationRefusal::NeedsMore { missing } => {
                Problem::refusal(Rule::ApplicationNeedsMore, detail)
                    .with("missing_to_apply", missing)
            }
            ApplicationRefusal::ReapplyLater { from } => {
                Problem::refusal(Rule::ReapplyLater, detail).with("reapply_from", from.to_string())
            }
            ApplicationRefusal::State(refused) => refused.into(),
        }
    }
}

impl From<AppealRefusal> for Problem {
    fn from(refusal: AppealRefusal) -> Problem {
        let rule = match refusal {
            AppealRefusal::State(refused) => return refused.into(),
            AppealRefusal::NothingToAppeal => Rule::NothingToAppeal,
            AppealRefusal::AlreadyAppealed => Rule::AlreadyAppealed,
            AppealRefusal::NoAppeal => Rule::NoAppeal,
        };
        Problem::refusal(rule, refusal.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hearing_faster_than_the_clock_names_its_rule() {
        let error = HeardError::FasterThanTheClock { claimed_ms: 2, budget_ms: 1 };
        let problem = Problem::from(error);
        assert_eq!(problem.failures()[0].rule, "review_heard_no_faster");
    }
}
