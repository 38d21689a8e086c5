//! The answers to a track: for those who wrote it, for the client, and for who has answered the
//! same version; never for another composer, and never for a reviewer whose own answer is not in.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use edge::{Caller, ListPage, Path, Problem, respond};
use workflow::review::answers::{self, ReadAnswer, ReadAnswers};

use crate::Studio;
use crate::view::{DeliveredReview, SimilarBriefView};

/// `GET /briefs/{brief}/tracks/{track}/reviews`: the delivered reviews of every version that the
/// caller may read, in the order in which they were given out. All of a track fit into one page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let read = answers::read(&studio.workflow(), caller.actor(), brief, track).await?;
    let ReadAnswers { answers, similar_briefs } = read;
    let similar: Vec<SimilarBriefView> =
        similar_briefs.into_iter().map(SimilarBriefView::from).collect();
    let view = |answer: ReadAnswer| {
        let view = DeliveredReview::of_answer(answer)?;
        let view = view.unless_left(|reviewer| studio.revocation_list.has_left(reviewer));
        Some(view.with_similar_briefs(&similar))
    };
    respond::ok(&ListPage::whole(answers.into_iter().filter_map(view).collect()))
}
