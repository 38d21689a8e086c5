//! The answers to a track: for those who wrote it, for the client, and for who has answered the
//! same version; never for another composer, and never for a reviewer whose own answer is not in.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use edge::{Caller, Found, ListPage, Path, Problem, Routes, Tag, answer};
use workflow::review::answers::{self, ReadAnswer, ReadAnswers};

use crate::Studio;
use crate::view::{DeliveredReview, SimilarBriefView};

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).get("/briefs/{brief}/tracks/{track}/reviews", list, |it| {
        it.summary("List the delivered reviews of a track")
            .text(
                "Of every version that the caller may read, all on one page: a track has five \
                 versions at most. Who listened is told to the writers and to other reviewers once \
                 the brief has ended, to the client and operators at once. Other reviewers read \
                 neither the composer's reaction nor a dispute.",
            )
            .who(
                "the writers, the client of the brief, operators who oversee it; who has answered \
                 the same version reads the others' answers to it",
            )
            .ordered("by version, then as they were given out")
    })
}

/// `GET /briefs/{brief}/tracks/{track}/reviews`: the delivered reviews of every version that the
/// caller may read, in the order in which they were given out. All of a track fit into one page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<ListPage<DeliveredReview>>, Problem> {
    let read = answers::read(&studio.workflow(), caller.actor(), brief, track).await?;
    let ReadAnswers { answers, similar_briefs } = read;
    let similar: Vec<SimilarBriefView> =
        similar_briefs.into_iter().map(SimilarBriefView::from).collect();
    let view = |answer: ReadAnswer| {
        let view = DeliveredReview::of_answer(answer)?;
        let view = view.unless_left(|reviewer| studio.revocation_list.has_left(reviewer));
        Some(view.with_similar_briefs(&similar))
    };
    answer::found(&ListPage::whole(answers.into_iter().filter_map(view).collect()))
}
