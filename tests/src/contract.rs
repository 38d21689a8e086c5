//! Every request of the tests and every answer to it is held to the API document, which is made of
//! the functions' own declarations in this very process. What was seen is written down, so that a
//! later step can tell what nobody has exercised.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use ::contract::coverage::Recorder;
use ::contract::{Call, Checker, Examples};
use edge::Operation;
use http::Method;
use local::api_document;
use local::client::{self, Exchange};
use local::gateway::{GatewayRoute, find};
use local::local_cloud::LocalCloud;
use local::template::{StackLocation, Template};

static CONTRACT: LazyLock<Contract> = LazyLock::new(Contract::new);

/// The document, and what is needed to hold the studios of this process to it.
struct Contract {
    routes: Vec<GatewayRoute>,
    checker: Checker,
    recorder: Recorder,
    /// The addresses of the studios that have these routes.
    studios: Mutex<BTreeSet<String>>,
}

/// The document by which the tests judge.
pub fn checker() -> &'static Checker {
    &CONTRACT.checker
}

/// What the functions declare, an operation for each route.
pub fn operations() -> Vec<Operation> {
    ::contract::described().operations
}

/// Where the processes of the tests write what they see.
pub fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(target).join("contract")
}

/// From now on a test that gets an answer from this studio which the document does not say, or
/// whose request is taken or refused otherwise than it says, stops there.
pub(crate) fn watch(studio: &LocalCloud) {
    if routes_of(studio.template()) == CONTRACT.routes {
        let mut studios = CONTRACT.studios.lock().unwrap_or_else(PoisonError::into_inner);
        studios.insert(studio.url().to_owned());
    }
    client::observe(|exchange| CONTRACT.hold(exchange));
}

/// Whether a request to this path has a body. Where the API has no such path, it may.
pub(crate) fn takes_body(method: &Method, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let found = find(&CONTRACT.routes, method.as_str(), path);
    found.is_none_or(|found| CONTRACT.checker.takes_body(&found.route.method, &found.route.path))
}

fn routes_of(template: &Template) -> Vec<GatewayRoute> {
    let routes = template.functions.iter().flat_map(|function| {
        function.routes.iter().map(|route| GatewayRoute {
            method: route.method.clone(),
            path: route.path.clone(),
            function: function.logical_id.clone(),
            authorizer: route.authorizer.clone(),
        })
    });
    routes.collect()
}

fn workspace_template() -> Template {
    // What has no default is a secret of the deployment and changes no route.
    let seed = ("CreditSigningSeed".to_owned(), "0".repeat(64));
    let template = crate::world::template();
    let template = Template::parse(&template, StackLocation::default(), &[seed].into());
    template.expect("the template is understood")
}

impl Contract {
    fn new() -> Self {
        let template = workspace_template();
        let named = api_document::routes(&crate::world::template());
        let named = named.expect("the template is understood");
        let document = ::contract::document(&named, ::contract::described(), &Examples::default());
        Self {
            routes: routes_of(&template),
            checker: Checker::new(document).expect("the document refers only to itself"),
            recorder: Recorder::in_folder(&folder()).expect("the target folder can be written to"),
            studios: Mutex::default(),
        }
    }

    fn hold(&self, exchange: &Exchange<'_>) {
        let path = exchange.path.split('?').next().unwrap_or_default();
        let is_watched = |contract: &Self| {
            let studios = contract.studios.lock().unwrap_or_else(PoisonError::into_inner);
            studios.contains(exchange.base_url)
        };
        // What the laptop answers beside the API is no part of it.
        if path.starts_with("/_studio") || path.starts_with("/docs") || !is_watched(self) {
            return;
        }
        let found = find(&self.routes, exchange.method.as_str(), path);
        self.judge(exchange, found.as_ref().map(|found| found.route.path.as_str()));
    }

    fn judge(&self, exchange: &Exchange<'_>, route: Option<&str>) {
        let headers = exchange.reply.headers.iter();
        let headers: Vec<(&str, &str)> = headers
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()))
            .collect();
        let call = Call {
            method: exchange.method.as_str(),
            route,
            target: exchange.path,
            headers: exchange.headers,
            body: exchange.body,
            status: exchange.reply.status.as_u16(),
            answer_headers: &headers,
            answer_body: &exchange.reply.body,
        };
        let written = match self.checker.check(&call) {
            Ok(seen) => self.recorder.record(&seen, &call),
            Err(violation) => {
                self.recorder.violated(&violation).expect("the disk has room");
                panic!("{violation}");
            }
        };
        written.expect("the disk has room");
    }
}
