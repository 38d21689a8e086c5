//! Members: profile, points, credits and notices of the member; and what everybody may see of them.
//!
//! One file per route group; a handler parses, calls an operation of `workflow` and responds; what
//! is only shown it reads through `store`.

mod application;
mod conduct;
mod credits;
mod directory;
mod erasure;
mod founding;
mod licence;
mod lists;
mod me;
mod portfolio;
mod sign_in;
pub mod signature;
mod table;
mod view;

use axum::Router;
use domain::id::MemberId;
use edge::{Described, Mounted, Problem, RevocationList, Routes};
use jiff::Timestamp;
use runtime::{Clock, Runtime, Secret};
use store::Store;
use store::member::Person;
use workflow::Workflow;

/// What every handler needs.
#[derive(Debug, Clone)]
struct Studio {
    store: Store,
    clock: Clock,
    credit_signing_seed: Secret,
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

    /// The caller, unless they were erased. One round trip.
    async fn caller(&self, member: MemberId) -> Result<Person, Problem> {
        Ok(workflow::member::load(&self.workflow(), member).await?)
    }
}

/// The routes of `MembersFunction`.
pub async fn router(runtime: Runtime) -> Router {
    let Runtime { config, dynamodb, clock, .. } = runtime;
    let credit_signing_seed = config.credit_signing_seed.clone();
    let studio = Studio {
        store: Store::new(dynamodb, config.table_name.as_str()),
        clock,
        credit_signing_seed,
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
    let routes = me::routes(routes);
    let routes = sign_in::routes(routes);
    let routes = lists::routes(routes);
    let routes = erasure::routes(routes);
    let routes = application::routes(routes);
    let routes = directory::routes(routes);
    let routes = portfolio::routes(routes);
    let routes = credits::routes(routes);
    let routes = licence::routes(routes);
    let routes = founding::routes(routes);
    conduct::routes(routes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_says_what_it_takes_and_gives() {
        let operations = operations(Described::default()).operations;
        assert_eq!(operations.len(), 26);
        for operation in operations {
            assert!(!operation.is_undescribed(), "{} {}", operation.method, operation.path);
            assert!(!operation.answers.is_empty() && !operation.who.is_empty());
        }
    }
}
