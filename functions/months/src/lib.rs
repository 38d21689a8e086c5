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
use axum::routing::{delete, get, post, put};
use edge::{Problem, RevocationList};
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
    let router = Router::new()
        .route("/months/{month}", get(steps::read))
        .route("/months/{month}/revenue", post(files::reserve).get(files::list))
        .route("/months/{month}/revenue/{sha256}", delete(files::withdraw))
        .route("/months/{month}/plans/{before}/diff/{after}", get(plan_diff::read))
        .route("/months/{month}/freeze", post(steps::freeze))
        .route("/months/{month}/plan", post(steps::plan))
        .route("/months/{month}/approve", post(steps::approve))
        .route(
            "/months/{month}/confirmations",
            get(confirmations::list).post(confirmations::confirm),
        )
        .route("/months/{month}/reject", post(steps::reject))
        .route("/months/{month}/post", post(steps::post))
        .route("/months/{month}/pay", post(paying::pay))
        .route("/months/{month}/batches", get(paying::batches))
        .route("/months/{month}/settlements", post(paying::settlements))
        .route("/months/{month}/close", post(paying::close))
        .route("/months/{month}/books", get(books::read))
        .route("/payouts", get(payouts::list))
        .route("/payouts/{payout}/decision", post(payouts::decide))
        .route("/holds", get(holds::list))
        .route("/members/{member}/hold", post(holds::place))
        .route("/members/{member}/hold/release", post(holds::release))
        .route("/me/payout-account", get(account::read).put(account::put))
        .route("/months/{month}/statements", get(statements::list))
        .route("/me/statements", get(mine::statements))
        .route("/me/statements/{month}", get(statement::mine))
        .route("/me/statements/{month}/trace", get(trace::mine))
        .route("/members/{member}/statements/{month}", get(statement::of_member))
        .route("/members/{member}/statements/{month}/trace", get(trace::of_member))
        .route("/me/suspense", get(mine::suspense))
        .route("/me/balance", get(mine::balance))
        .route("/me/payout-request", post(payout_request::ask))
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
        .with_state(runtime);
    edge::routes_with_files(revocation_list.guard(router), &[SETTLEMENTS])
}

fn store(runtime: &Runtime) -> Store {
    Store::new(runtime.dynamodb.clone(), &runtime.config.table_name)
}

fn ledger(runtime: &Runtime) -> Result<Ledger, Problem> {
    Ledger::new(runtime.clone()).or_problem()
}
