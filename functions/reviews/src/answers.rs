//! The answers to a track: for those who wrote it, for the client, and for who has answered the
//! same version; never for another composer, and never for a reviewer whose own answer is not in.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId, TrackId};
use domain::score::Scores;
use domain::track::{AnswerReader, Version};
use edge::{Caller, ListPage, Path, Problem, respond};
use workflow::review::answers::{self, ReadAnswers};

use crate::view::DeliveredReview;
use crate::{Studio, similar_briefs};

/// `GET /briefs/{brief}/tracks/{track}/reviews`: the delivered reviews of every version that the
/// caller may read, in the order in which they were given out. All of a track fit into one page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let read = answers::read(&studio.workflow(), caller.actor(), brief, track).await?;
    let ReadAnswers { brief, reader, versions, reviews } = read;
    let names = brief.names_reviewers_to(reader);
    let shown = |answer: DeliveredReview| {
        let answer = if names { answer } else { answer.blind() };
        answer.unless_left(|reviewer| studio.revocation_list.has_left(reviewer))
    };
    let answers = reviews.into_iter().filter_map(DeliveredReview::new);
    let answers: Vec<DeliveredReview> = match reader {
        AnswerReader::Client => answers.map(shown).collect(),
        AnswerReader::Writer => {
            let own = |version| self_score(&versions, version, caller.member);
            answers.map(|answer| shown(answer.with_self_score_gap(own))).collect()
        }
        AnswerReader::Colleague(member) => {
            answers.map(|answer| shown(answer.for_colleague(member))).collect()
        }
    };
    let is_sent_elsewhere =
        reader == AnswerReader::Writer && answers.iter().any(DeliveredReview::is_off_brief);
    if !is_sent_elsewhere {
        return respond::ok(&ListPage::whole(answers));
    }
    let briefs = similar_briefs::find(&studio, &brief).await?;
    let answers = answers.into_iter().map(|answer| answer.with_similar_briefs(&briefs)).collect();
    respond::ok(&ListPage::whole(answers))
}

/// What the composer alone thought of a version.
fn self_score(versions: &[Version], number: u8, reader: MemberId) -> Option<Scores> {
    versions.iter().find(|version| version.version == number)?.self_score_for(reader)
}
