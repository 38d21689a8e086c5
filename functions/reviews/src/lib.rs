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
mod rules_met;
mod submission;
mod trial;
mod view;

use axum::Router;
use edge::{Described, Mounted, RevocationList, Routes};
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
    let studio = Studio { runtime, store, revocation_list: revocation_list.clone() };
    let router = routes(Mounted::new()).with_state(studio);
    edge::layered(revocation_list.guard(router))
}

/// The same routes as the API document tells them.
pub fn operations(described: Described) -> Described {
    routes(described)
}

fn routes<R: Routes<Studio>>(routes: R) -> R {
    let routes = queue::routes(routes);
    let routes = room::routes(routes);
    let routes = heard::routes(routes);
    let routes = draft::routes(routes);
    let routes = deliver::routes(routes);
    let routes = decline::routes(routes);
    let routes = markers::routes(routes);
    let routes = reaction::routes(routes);
    let routes = dispute::routes(routes);
    let routes = answers::routes(routes);
    let routes = ranking::routes(routes);
    let routes = assignment::routes(routes);
    let routes = ask::routes(routes);
    let routes = likeness::routes(routes);
    trial::routes(routes)
}

impl Studio {
    fn workflow(&self) -> Workflow {
        Workflow::of(&self.runtime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_says_what_it_takes_and_gives() {
        let operations = operations(Described::default()).operations;
        assert_eq!(operations.len(), 23);
        for operation in operations {
            let name = format!("{} {}", operation.method, operation.path);
            assert!(!operation.is_undescribed(), "{name}");
            assert!(!operation.answers.is_empty() && !operation.who.is_empty(), "{name}");
            let changes = operation.method != "GET";
            assert_eq!(operation.without_if_match.is_some(), changes, "{name}");
        }
    }
}
