//! The refusals of the brief's own rules, as problems with stable types.

use domain::brief::BriefRefusal;
use edge::Problem;

/// 409, with the moves or the tracks that stand in the way.
pub(crate) fn problem(refusal: BriefRefusal) -> Problem {
    let detail = refusal.to_string();
    match refusal {
        BriefRefusal::State(refused) => refused.into(),
        BriefRefusal::PrizeNotFunded => Problem::conflict("prize_not_funded", detail),
        BriefRefusal::DeadlinePassed => Problem::conflict("deadline_passed", detail),
        BriefRefusal::Unanswered(tracks) => {
            let tracks: Vec<String> = tracks.iter().map(ToString::to_string).collect();
            Problem::conflict("unanswered_tracks", detail).with("tracks", tracks)
        }
        BriefRefusal::NotReviewed => Problem::conflict("not_reviewed", detail),
        BriefRefusal::OtherSelected => Problem::conflict("other_selected", detail),
    }
}
