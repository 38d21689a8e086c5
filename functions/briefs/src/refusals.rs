//! The refusals of the brief's own rules, as problems with stable types.

use domain::brief::BriefRefusal;
use domain::rules::Rule;
use edge::Problem;

/// 409, with the moves, the tracks or the fields that stand in the way.
pub(crate) fn problem(refusal: BriefRefusal) -> Problem {
    let detail = refusal.to_string();
    let broken = |rule: Rule| Problem::conflict(rule.as_str(), detail);
    match refusal {
        BriefRefusal::State(refused) => refused.into(),
        BriefRefusal::PrizeNotFunded => broken(Rule::PrizeNotFunded),
        BriefRefusal::DeadlinePassed => broken(Rule::DeadlinePassed),
        BriefRefusal::Unanswered(tracks) => {
            let tracks: Vec<String> = tracks.iter().map(ToString::to_string).collect();
            broken(Rule::UnansweredTracks).with("tracks", tracks)
        }
        BriefRefusal::NotReviewed => broken(Rule::NotReviewed),
        BriefRefusal::AnotherTrackSelected => broken(Rule::AnotherTrackSelected),
        BriefRefusal::FixedOnceOpen(fields) => broken(Rule::FixedOnceOpen).with("fields", fields),
        BriefRefusal::DeadlineOnlyLater => broken(Rule::DeadlineOnlyLater),
        BriefRefusal::NotSilentEnough => broken(Rule::State),
        BriefRefusal::Prize(error) => Problem::internal(&error),
    }
}
