//! Briefs: create, amend, open, read, ask, translate, appoint, invite, shortlist, rate, award.
//!
//! One file per route group; a handler parses, calls an operation of `workflow` and responds; what
//! is only shown it reads through `store`.

mod amend;
mod board;
mod create;
mod delivery_spec;
mod dry_run;
mod invitations;
mod leave;
mod lexicon;
mod lifecycle;
mod outcome_comparison;
mod questions;
mod rating;
mod read;
mod roster;
mod selection;
mod shortlist;
mod terms;
mod view;

use axum::Router;
use edge::{Described, Mounted, RevocationList, Routes};
use jiff::Timestamp;
use runtime::{Clock, Runtime};
use store::Store;
use workflow::Workflow;

/// What every handler needs.
#[derive(Debug, Clone)]
struct Studio {
    store: Store,
    clock: Clock,
    /// The first month of the books, `YYYY-MM`.
    genesis_month: String,
}

impl Studio {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn workflow(&self) -> Workflow {
        Workflow::new(self.store.clone(), self.now(), &self.genesis_month)
    }
}

/// The routes of `BriefsFunction`.
pub async fn router(runtime: Runtime) -> Router {
    let Runtime { config, dynamodb, clock, .. } = runtime;
    let studio = Studio {
        store: Store::new(dynamodb, config.table_name.as_str()),
        clock,
        genesis_month: config.genesis_month.clone(),
    };
    let clock = studio.clock.clone();
    let revocation_list =
        RevocationList::open(studio.store.clone(), move || clock.now(), runtime::random_bytes)
            .await;
    let router = routes(Mounted::new()).with_state(studio);
    edge::layered(revocation_list.guard(router))
}

/// The same routes as the API document tells them.
pub fn operations(described: Described) -> Described {
    routes(described)
}

fn routes<R: Routes<Studio>>(routes: R) -> R {
    let routes = create::routes(routes);
    let routes = board::routes(routes);
    let routes = read::routes(routes);
    let routes = amend::routes(routes);
    let routes = lifecycle::routes(routes);
    let routes = dry_run::routes(routes);
    let routes = roster::routes(routes);
    let routes = leave::routes(routes);
    let routes = invitations::routes(routes);
    let routes = questions::routes(routes);
    let routes = lexicon::routes(routes);
    let routes = shortlist::routes(routes);
    let routes = rating::routes(routes);
    let routes = selection::routes(routes);
    outcome_comparison::routes(routes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use edge::operation::RequestHeader;
    use http::Method;

    #[test]
    fn every_route_says_what_it_takes_and_gives() {
        let operations = operations(Described::default()).operations;
        assert_eq!(operations.len(), 31);
        for operation in operations {
            let name = format!("{} {}", operation.method, operation.path);
            assert!(!operation.is_undescribed() && !operation.answers.is_empty(), "{name}");
            assert!(!operation.summary.is_empty() && !operation.who.is_empty(), "{name}");
            let guards = [RequestHeader::IdempotencyKey, RequestHeader::IfMatch];
            let is_guarded = guards.iter().any(|one| operation.headers.contains(one));
            let has_reason = operation.without_if_match.is_some();
            assert_eq!(has_reason, operation.method != Method::GET && !is_guarded, "{name}");
            assert!(operation.query.is_none() || operation.order.is_some(), "{name}");
        }
    }
}
