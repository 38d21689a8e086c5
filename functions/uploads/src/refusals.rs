//! What a track refuses, as the conflict that a caller is told about.

use domain::track::TrackRefusal;
use edge::Problem;

/// The problem of a refusal, by its stable name.
pub(crate) fn of(refusal: TrackRefusal) -> Problem {
    let detail = refusal.to_string();
    let name = match refusal {
        TrackRefusal::State(refused) => return refused.into(),
        TrackRefusal::NoWriter => return Problem::not_found(),
        TrackRefusal::TooManyVersions { .. } => "too_many_versions",
        TrackRefusal::NotSentBack { .. } => "not_sent_back",
        TrackRefusal::Selected => "track_selected",
        TrackRefusal::Withdrawn => "track_withdrawn",
        TrackRefusal::ComposerStays => "composer_stays",
        TrackRefusal::ShareAgreed => "share_agreed",
        TrackRefusal::StaleShare { .. } => "stale_share",
        TrackRefusal::Shares { .. } => return broken("shares_sum_to_one", detail),
        TrackRefusal::WriterTwice => return broken("writer_listed_once", detail),
        TrackRefusal::ComposerMissing => return broken("composer_among_writers", detail),
        TrackRefusal::TooLarge { .. }
        | TrackRefusal::EmptyFile
        | TrackRefusal::TooLong { .. }
        | TrackRefusal::NotAsAsked(_)
        | TrackRefusal::Checksum => {
            return Problem::internal_because("a file is judged when it is taken in, not here");
        }
    };
    Problem::conflict(name, detail)
}

fn broken(rule: &'static str, detail: String) -> Problem {
    Problem::broken_rule("/writers", rule, detail)
}
