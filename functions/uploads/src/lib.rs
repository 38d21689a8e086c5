//! HTTP: submitting a track or a new version, reading tracks, listening; its writers, taking it
//! back, handing over the original.
//!
//! A submission reserves a place and answers with a presigned link; the bytes go from the client to
//! the bucket, never through a function. Who may not see a track cannot tell it from one that does
//! not exist.

mod listen;
mod master;
mod read;
mod request;
mod reserve;
mod split;
mod view;
mod withdraw;
mod writers;

use axum::Router;
use axum::routing::{get, post, put};
use edge::RevocationList;
use runtime::Runtime;
use store::Store;

/// The routes of this function.
pub async fn router(runtime: Runtime) -> Router {
    let clock = runtime.clock.clone();
    let revocation_list =
        RevocationList::open(store(&runtime), move || clock.now(), runtime::random_bytes).await;
    let router = Router::new()
        .route("/briefs/{brief}/tracks", post(reserve::track).get(read::list))
        .route("/briefs/{brief}/tracks/{track}", get(read::one))
        .route("/briefs/{brief}/tracks/{track}/versions", post(reserve::version))
        .route("/briefs/{brief}/tracks/{track}/versions/{version}/listen", get(listen::listen))
        .route("/briefs/{brief}/tracks/{track}/withdraw", post(withdraw::withdraw))
        .route("/briefs/{brief}/tracks/{track}/writers", put(writers::put))
        .route("/briefs/{brief}/tracks/{track}/writers/me/consent", post(writers::consent))
        .route("/briefs/{brief}/tracks/{track}/writers/me/refuse", post(writers::refuse))
        .route("/briefs/{brief}/tracks/{track}/split", get(split::read))
        .route("/briefs/{brief}/tracks/{track}/master", post(master::take))
        .with_state(runtime);
    edge::routes(revocation_list.guard(router))
}

fn store(runtime: &Runtime) -> Store {
    Store::new(runtime.dynamodb.clone(), &runtime.config.table_name)
}
