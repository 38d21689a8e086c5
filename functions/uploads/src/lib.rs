//! HTTP: submitting a track or a new version, reading tracks, listening; its writers, taking it
//! back, handing over the original; and the reference media of a brief.
//!
//! A submission reserves a place and answers with a presigned link; the bytes go from the client to
//! the bucket, never through a function. Who may not see a track cannot tell it from one that does
//! not exist.

mod listen;
mod master;
mod read;
mod reference_media;
mod request;
mod reserve;
mod split;
mod view;
mod withdraw;
mod writers;

use axum::Router;
use edge::{Described, Mounted, RevocationList, Routes};
use runtime::Runtime;
use store::Store;

/// The routes of this function.
pub async fn router(runtime: Runtime) -> Router {
    let clock = runtime.clock.clone();
    let revocation_list =
        RevocationList::open(store(&runtime), move || clock.now(), runtime::random_bytes).await;
    let router = routes(Mounted::new()).with_state(runtime);
    edge::layered(revocation_list.guard(router))
}

/// The same routes as the API document tells them.
pub fn operations(described: Described) -> Described {
    routes(described)
}

fn routes<R: Routes<Runtime>>(routes: R) -> R {
    let routes = reserve::routes(routes);
    let routes = read::routes(routes);
    let routes = listen::routes(routes);
    let routes = withdraw::routes(routes);
    let routes = writers::routes(routes);
    let routes = split::routes(routes);
    let routes = master::routes(routes);
    reference_media::routes(routes)
}

fn store(runtime: &Runtime) -> Store {
    Store::new(runtime.dynamodb.clone(), &runtime.config.table_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use edge::operation::RequestHeader;
    use http::Method;

    #[test]
    fn every_route_says_what_it_takes_and_gives() {
        let operations = operations(Described::default()).operations;
        assert_eq!(operations.len(), 14);
        for operation in operations {
            assert!(!operation.is_undescribed(), "{} {}", operation.method, operation.path);
            assert!(!operation.answers.is_empty() && !operation.who.is_empty());
            let guards = [RequestHeader::IdempotencyKey, RequestHeader::OptionalIfMatch];
            let is_guarded = guards.iter().any(|one| operation.headers.contains(one));
            let has_reason = operation.without_if_match.is_some();
            assert_eq!(has_reason, operation.method != Method::GET && !is_guarded);
        }
    }
}
