//! HTTP: the months of the books and every decision about their money for operators, statements and
//! balances for everybody.
//!
//! The steps run inside the request, over `ledger`; each may be asked for again. What a month pays
//! is decided nowhere here.

mod account;
mod adjustments;
mod awards;
mod books;
mod confirmations;
mod files;
mod holds;
mod list;
mod mine;
mod operator_words;
mod paying;
mod payout_request;
mod payouts;
mod places;
mod plan_diff;
mod problems;
mod reason;
mod statement;
mod statements;
mod steps;
mod suspense;
mod tax_rates;
mod trace;
mod view;

use axum::Router;
use edge::{Described, Mounted, Problem, RevocationList, Routes};
use ledger::Ledger;
use runtime::Runtime;
use store::Store;

use crate::problems::OrProblem;

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
    let routes = list::routes(routes);
    let routes = steps::routes(routes);
    let routes = files::routes(routes);
    let routes = plan_diff::routes(routes);
    let routes = confirmations::routes(routes);
    let routes = books::routes(routes);
    let routes = statements::routes(routes);
    let routes = statement::routes(routes);
    let routes = trace::routes(routes);
    let routes = mine::routes(routes);
    let routes = account::routes(routes);
    let routes = payout_request::routes(routes);
    let routes = paying::routes(routes);
    let routes = payouts::routes(routes);
    let routes = holds::routes(routes);
    let routes = adjustments::routes(routes);
    let routes = operator_words::routes(routes);
    let routes = suspense::routes(routes);
    let routes = tax_rates::routes(routes);
    awards::routes(routes)
}

fn store(runtime: &Runtime) -> Store {
    Store::new(runtime.dynamodb.clone(), &runtime.config.table_name)
}

fn ledger(runtime: &Runtime) -> Result<Ledger, Problem> {
    Ledger::new(runtime.clone()).or_problem()
}

#[cfg(test)]
mod tests {
    use super::*;
    use edge::operation::RequestHeader;
    use http::Method;

    #[test]
    fn every_route_says_what_it_takes_and_gives() {
        let told = operations(Described::default());
        assert_eq!(told.operations.len(), 47);
        for operation in told.operations {
            let name = format!("{} {}", operation.method, operation.path);
            assert!(!operation.summary.is_empty() && !operation.who.is_empty(), "{name}");
            assert!(!operation.answers.is_empty() && !operation.is_undescribed(), "{name}");
            let is_keyed = operation.headers.contains(&RequestHeader::IdempotencyKey);
            let is_tagged = operation.headers.contains(&RequestHeader::OptionalIfMatch);
            let overwrites = operation.method != Method::GET && !is_keyed && !is_tagged;
            assert_eq!(operation.without_if_match.is_some(), overwrites, "{name}");
            assert!(operation.query.is_none() || operation.order.is_some(), "{name}");
        }
    }

    #[test]
    fn no_two_views_have_one_name() {
        let told = operations(Described::default());
        let names: Vec<_> = told.schemas.definitions().keys().collect();
        assert!(names.len() > 50, "{names:?}");
        // A second one of a name is numbered.
        let is_numbered = |name: &&&String| name.ends_with(|one: char| one.is_ascii_digit());
        assert_eq!(names.iter().find(is_numbered), None, "{names:?}");
    }
}
