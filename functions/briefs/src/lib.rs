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
use axum::routing::{get, post, put};
use edge::RevocationList;
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
    let router = Router::new()
        .route("/briefs", post(create::create).get(board::board))
        .route("/me/briefs", get(board::mine))
        .route("/briefs/{brief}", get(read::read).patch(amend::amend))
        .route("/briefs/{brief}/versions/{version}", get(read::read_version))
        .route("/briefs/{brief}/questions", post(questions::ask).get(questions::list))
        .route("/briefs/{brief}/questions/{question}/answer", put(questions::answer))
        .route("/briefs/{brief}/open", post(lifecycle::open))
        .route("/briefs/{brief}/opening", get(dry_run::opening))
        .route("/lapses", get(dry_run::lapses))
        .route("/sweep", get(dry_run::sweep))
        .route("/briefs/{brief}/close", post(lifecycle::close))
        .route("/briefs/{brief}/last-versions", post(lifecycle::call_last_versions))
        .route("/briefs/{brief}/cancel", post(lifecycle::cancel))
        .route("/briefs/{brief}/deliver", post(lifecycle::deliver))
        .route("/briefs/{brief}/prize-funding", post(lifecycle::fund_prize))
        .route("/briefs/{brief}/lexicon", put(lexicon::propose))
        .route("/briefs/{brief}/lexicon/confirm", post(lexicon::confirm))
        .route("/briefs/{brief}/lexicon/return", post(lexicon::send_back))
        .route("/briefs/{brief}/coproducers", post(roster::appoint))
        .route("/briefs/{brief}/coproducers/me/leave", post(leave::leave))
        .route("/briefs/{brief}/invitations", post(invitations::invite))
        .route("/briefs/{brief}/invitations/me/accept", post(invitations::accept))
        .route("/briefs/{brief}/invitations/me/decline", post(invitations::decline))
        .route(
            "/briefs/{brief}/tracks/{track}/shortlist",
            post(shortlist::shortlist).delete(shortlist::remove),
        )
        .route("/briefs/{brief}/tracks/{track}/rating", put(rating::rate))
        .route("/briefs/{brief}/selection", post(selection::select))
        .route("/briefs/{brief}/outcome-comparison", get(outcome_comparison::read))
        .with_state(studio);
    edge::routes(revocation_list.guard(router))
}
