//! HTTP: submitting a track or a new version, reading tracks, listening.
//!
//! A submission reserves a place and answers with a presigned link; the bytes go from the client to
//! the bucket, never through a function. Who may not see a track cannot tell it from one that does
//! not exist.

mod listen;
mod read;
mod reserve;
mod view;

use axum::Router;
use axum::routing::{get, post};
use runtime::Runtime;
use store::Store;

/// The routes of this function.
pub fn router(runtime: Runtime) -> Router {
    let router = Router::new()
        .route("/briefs/{brief}/tracks", post(reserve::track).get(read::list))
        .route("/briefs/{brief}/tracks/{track}", get(read::one))
        .route("/briefs/{brief}/tracks/{track}/versions", post(reserve::version))
        .route("/briefs/{brief}/tracks/{track}/versions/{version}/listen", get(listen::listen))
        .with_state(runtime);
    edge::routes(router)
}

fn store(runtime: &Runtime) -> Store {
    Store::new(runtime.dynamodb.clone(), &runtime.config.table_name)
}
