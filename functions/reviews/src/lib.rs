//! Reviews: the reviewer's queue and listening room, what was heard, drafts, the answer, the
//! refusal; the answers that a composer and a client read, what the composer says to them, how they
//! rank, and what sounds alike.
//!
//! A review is a secret between the studio and its reviewer: everybody else gets the 404 of
//! something that does not exist. What a reviewer is shown names neither composer nor writers.

mod answers;
mod ask;
mod assignment;
mod decline;
mod deliver;
mod dispute;
mod draft;
mod heard;
mod likeness;
mod markers;
mod queue;
mod ranking;
mod reaction;
mod room;
mod submission;
mod trial;
mod view;

use axum::Router;
use axum::routing::{get, post, put};
use edge::RevocationList;
use runtime::Runtime;
use store::Store;
use workflow::Workflow;

/// What every handler needs.
#[derive(Debug, Clone)]
struct Studio {
    runtime: Runtime,
    store: Store,
    /// Who has left, so that what they answered can say so.
    revocation_list: RevocationList,
}

/// The routes of `ReviewsFunction`.
pub async fn router(runtime: Runtime) -> Router {
    let store = Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
    let clock = runtime.clock.clone();
    let revocation_list =
        RevocationList::open(store.clone(), move || clock.now(), runtime::random_bytes).await;
    let router = Router::new()
        .route("/reviews", get(queue::list))
        .route("/reviews/{review}", get(room::enter).put(deliver::deliver))
        .route("/reviews/{review}/heard", put(heard::report))
        .route("/reviews/{review}/draft", put(draft::save))
        .route("/reviews/{review}/decline", post(decline::decline))
        .route("/reviews/{review}/markers", get(markers::export))
        .route("/reviews/{review}/reaction", post(reaction::react))
        .route("/reviews/{review}/dispute", post(dispute::raise))
        .route("/reviews/{review}/dispute/reply", post(dispute::reply))
        .route("/reviews/{review}/dispute/decision", post(dispute::decide))
        .route("/disputes", get(dispute::list))
        .route("/likenesses", get(likeness::list))
        .route("/briefs/{brief}/tracks/{track}/likenesses", get(likeness::of_track))
        .route("/me/coproducer-application/trial", get(trial::read).put(trial::answer))
        .route("/briefs/{brief}/tracks/{track}/trial", post(trial::mark))
        .route("/briefs/{brief}/tracks/{track}/trial/consent", post(trial::consent))
        .route("/briefs/{brief}/ranking", get(ranking::read))
        .route("/briefs/{brief}/tracks/{track}/reviews", get(answers::list))
        .route(
            "/briefs/{brief}/tracks/{track}/versions/{version}/assignment",
            get(assignment::read),
        )
        .route("/briefs/{brief}/tracks/{track}/versions/{version}/ask/accept", post(ask::accept))
        .route("/briefs/{brief}/tracks/{track}/versions/{version}/ask/decline", post(ask::decline))
        .with_state(Studio { runtime, store, revocation_list: revocation_list.clone() });
    edge::routes(revocation_list.guard(router))
}

impl Studio {
    fn workflow(&self) -> Workflow {
        Workflow::of(&self.runtime)
    }
}
