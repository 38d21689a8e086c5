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
mod mine;
mod operator_words;
mod paying;
mod payout_request;
mod payouts;
mod places;
mod plan_diff;
mod problems;
mod statement;
mod statements;
mod steps;
mod suspense;
mod tax_rates;
mod trace;
mod view;

use axum::Router;
use axum::routing::{get, post, put};
use edge::{Described, Mounted, Problem, RevocationList, Routes};
use ledger::Ledger;
use runtime::Runtime;
use store::Store;

use crate::problems::OrProblem;

/// Where the bank's own files arrive, which are larger than other bodies.
const SETTLEMENTS: &str = "/months/{month}/settlements";

/// The routes of this function.
pub async fn router(runtime: Runtime) -> Router {
    let clock = runtime.clock.clone();
    let revocation_list =
        RevocationList::open(store(&runtime), move || clock.now(), runtime::random_bytes).await;
    let told = routes(Mounted::new()).with_state(runtime.clone());
    let router = Router::new()
        .route("/months/{month}/pay", post(paying::pay))
        .route("/months/{month}/batches", get(paying::batches))
        .route("/months/{month}/settlements", post(paying::settlements))
        .route("/months/{month}/close", post(paying::close))
        .route("/payouts", get(payouts::list))
        .route("/payouts/{payout}/decision", post(payouts::decide))
        .route("/holds", get(holds::list))
        .route("/members/{member}/hold", post(holds::place))
        .route("/members/{member}/hold/release", post(holds::release))
        .route("/adjustments", post(adjustments::propose).get(adjustments::list))
        .route("/adjustments/{adjustment}", get(adjustments::read))
        .route("/adjustments/{adjustment}/approve", post(adjustments::approve))
        .route("/adjustments/{adjustment}/decline", post(adjustments::decline))
        .route("/operator-words", get(operator_words::list))
        .route("/suspense", get(suspense::list))
        .route("/suspense/{entry}/match", post(suspense::match_entry))
        .route("/members/{member}/tax-rate", put(tax_rates::set).get(tax_rates::read))
        .route("/briefs/{brief}/tracks/{track}/isrc", put(awards::set_isrc))
        .route("/briefs/{brief}/void-award", post(awards::void))
        .route("/briefs/{brief}/restore-award", post(awards::restore))
        .with_state(runtime)
        .merge(told);
    edge::routes_with_files(revocation_list.guard(router), &[SETTLEMENTS])
}

/// The same routes as the API document tells them.
pub fn operations(described: Described) -> Described {
    routes(described)
}

fn routes<R: Routes<Runtime>>(routes: R) -> R {
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
    routes
}

fn store(runtime: &Runtime) -> Store {
    Store::new(runtime.dynamodb.clone(), &runtime.config.table_name)
}

fn ledger(runtime: &Runtime) -> Result<Ledger, Problem> {
    Ledger::new(runtime.clone()).or_problem()
}
