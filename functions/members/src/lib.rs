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
use axum::routing::{get, post, put};
use domain::id::MemberId;
use edge::{Problem, RevocationList};
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
    let router = Router::new()
        .route("/me", get(me::read).put(me::write).delete(erasure::request))
        .route("/me/availability", put(me::set_availability))
        .route("/me/roles", put(sign_in::record))
        .route("/me/invitations", get(lists::invitations))
        .route("/me/tracks", get(lists::tracks))
        .route("/me/points", get(lists::points))
        .route("/me/credits", get(lists::credits))
        .route("/me/notices", get(lists::notices))
        .route("/members", get(directory::list))
        .route("/members/{member}", get(portfolio::read))
        .route("/members/{member}/founding-coproducer", post(founding::name))
        .route("/me/coproducer-application", post(application::apply))
        .route("/coproducer-applications", get(application::list))
        .route("/coproducer-applications/{application}/decision", post(application::decide))
        .route("/members/{member}/erasure", get(erasure::status))
        .route("/members/{member}/erasure/reasons", get(erasure::reasons))
        .route("/members/{member}/suspend", post(conduct::suspend))
        .route("/members/{member}/revoke", post(conduct::revoke))
        .route("/members/{member}/appeal", post(conduct::appeal))
        .route("/members/{member}/appeal/decision", post(conduct::decide_appeal))
        .route("/briefs/{brief}/licence", get(licence::read))
        .route("/credits/key", get(credits::key))
        .route("/credits/{credit}", get(credits::verify))
        .with_state(studio);
    edge::routes(revocation_list.guard(router))
}
