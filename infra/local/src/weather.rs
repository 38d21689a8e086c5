//! Between the functions and the emulators: one HTTP connector under every SDK client that the
//! laptop cloud hands out. It records each call with the rights it needs, counts round trips,
//! enforces the function's own policy, and makes the failures that [`Forecast`] asks for. Then it
//! dispatches in this process; nothing travels over a network.

mod answers;
mod forecast;
mod links;
mod roles;
mod turns;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use runtime::{Clock, Config, ConfigError, Endpoints, Runtime};
use serde_json::{Value, json};
use thiserror::Error;

use crate::dynamodb::DynamoDb;
use crate::findings::Findings;
use crate::iam::s3::S3Call;
use crate::iam::{self, Access, Denial, Effect, Policy, Statement};
use crate::s3::S3;
use crate::step_functions::StepFunctions;
use crate::template::{Function, Template};

pub use forecast::{Forecast, Storm, Strike};
pub use links::credentials_of;
pub use turns::{Turn, Turns};

/// So many calls are remembered; the counts go on.
const REMEMBERED_CALLS: usize = 10_000;

/// The services and the log of what functions asked of them. Clones share one log.
#[derive(Debug, Clone)]
pub struct Weather {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    template: Arc<Template>,
    services: Services,
    log: Mutex<Log>,
    forecast: Mutex<Forecast>,
}

/// What stands behind the weather.
#[derive(Debug, Clone)]
pub struct Services {
    /// The table.
    pub dynamodb: DynamoDb,
    /// The buckets.
    pub s3: S3,
    /// The state machines.
    pub step_functions: StepFunctions,
    /// Where a browser reaches the buckets, such as `http://localhost:4566`: presigned links lead
    /// there, though functions are served in this process.
    pub s3_endpoint: String,
    /// The studio's clock.
    pub clock: Clock,
    /// Takes note of every right that a policy does not give.
    pub findings: Findings,
}

#[derive(Debug, Default)]
struct Log {
    calls: VecDeque<Call>,
    counts: BTreeMap<String, usize>,
    links: VecDeque<Call>,
}

/// One round trip that a function's SDK client made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The function's logical id.
    pub function: String,
    /// The operation, such as `TransactWriteItems` or `GetObject`.
    pub operation: String,
    /// The rights it needed; one per item of a transaction.
    pub accesses: Vec<Access>,
    /// How it ended.
    pub outcome: Outcome,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// With this HTTP status from the service.
    Answered(u16),
    /// Refused by the function's policy; the service never saw it.
    Denied,
    /// The connection broke, as the forecast said.
    Lost,
    /// The forecast answered in place of the service.
    Forecast(u16),
}

/// A function cannot be given its clients.
#[derive(Debug, Error)]
pub enum WeatherError {
    /// The template has no such function.
    #[error("the template has no function {function}")]
    NoFunction {
        /// The logical id that was asked for.
        function: String,
    },
    /// The template gives the function too small an environment.
    #[error("the environment of {function} is not complete")]
    Environment {
        /// The function's logical id.
        function: String,
        /// What is missing.
        source: ConfigError,
    },
}

impl Weather {
    /// Fair weather over these services.
    pub fn new(template: Arc<Template>, services: Services) -> Self {
        let inner = Inner { template, services, log: Mutex::default(), forecast: Mutex::default() };
        Self { inner: Arc::new(inner) }
    }

    /// All that the function gets: its environment from the template, clients over this weather and
    /// the studio's clock.
    pub fn runtime_for(&self, function: &str) -> Result<Runtime, WeatherError> {
        self.runtime_over(self.declared(function)?, self.http_client_for(function)?)
    }

    fn runtime_over(
        &self,
        declared: &Function,
        http_client: SharedHttpClient,
    ) -> Result<Runtime, WeatherError> {
        let config = Config::from_variables(|name| declared.environment.get(name).cloned())
            .map_err(|source| WeatherError::Environment {
                function: declared.logical_id.clone(),
                source,
            })?;
        let services = &self.inner.services;
        Ok(runtime::clients(
            config,
            self.inner.template.place.region.clone(),
            credentials_of(&declared.logical_id),
            http_client,
            services.clock.clone(),
            Endpoints { s3: Some(services.s3_endpoint.clone()), ..Endpoints::default() },
        ))
    }

    /// All that a function gets, without the bounds of its policy: for whoever runs the studio and
    /// has a right to everything in it.
    pub fn runtime_of_operator(&self, function: &str) -> Result<Runtime, WeatherError> {
        let declared = self.declared(function)?;
        let everything = Statement {
            effect: Effect::Allow,
            actions: vec!["*".to_owned()],
            resources: vec!["*".to_owned()],
            conditions: Vec::new(),
        };
        let connector = FunctionConnector {
            weather: self.clone(),
            function: "operator".to_owned(),
            principal: format!("arn:aws:iam::{}:user/operator", self.inner.template.place.account),
            policy: Arc::new(Policy { statements: vec![everything] }),
            worker: None,
        };
        self.runtime_over(declared, SharedHttpClient::new(connector))
    }

    /// All that one of several workers of a function gets: every call of it waits for its turn.
    pub fn runtime_in_turns(
        &self,
        function: &str,
        turns: &Arc<Turns>,
        worker: usize,
    ) -> Result<Runtime, WeatherError> {
        let declared = self.declared(function)?;
        let mut connector = self.connector(declared);
        connector.worker = Some((Arc::clone(turns), worker));
        self.runtime_over(declared, SharedHttpClient::new(connector))
    }

    /// The HTTP client of this function's SDK clients, for whoever configures them differently.
    pub fn http_client_for(&self, function: &str) -> Result<SharedHttpClient, WeatherError> {
        Ok(SharedHttpClient::new(self.connector(self.declared(function)?)))
    }

    fn connector(&self, declared: &Function) -> FunctionConnector {
        FunctionConnector {
            weather: self.clone(),
            function: declared.logical_id.clone(),
            principal: principal(&self.inner.template, declared),
            policy: Arc::new(declared.policy.clone()),
            worker: None,
        }
    }

    /// The last calls, oldest first (at most 10,000).
    pub fn calls(&self) -> Vec<Call> {
        lock(&self.inner.log).calls.iter().cloned().collect()
    }

    /// The last requests to the buckets that came from outside, through links that a function had
    /// signed (at most 10,000). They cost the function no round trip.
    pub fn links(&self) -> Vec<Call> {
        lock(&self.inner.log).links.iter().cloned().collect()
    }

    /// How many round trips the function made since the last [`reset`](Self::reset).
    pub fn count(&self, function: &str) -> usize {
        lock(&self.inner.log).counts.get(function).copied().unwrap_or_default()
    }

    /// Forgets all calls and counts; the forecast stays.
    pub fn reset(&self) {
        *lock(&self.inner.log) = Log::default();
    }

    /// From now on this is the weather.
    pub fn forecast(&self, forecast: Forecast) {
        *lock(&self.inner.forecast) = forecast;
    }

    fn declared(&self, function: &str) -> Result<&Function, WeatherError> {
        let unknown = || WeatherError::NoFunction { function: function.to_owned() };
        self.inner.template.function(function).ok_or_else(unknown)
    }

    fn record(&self, function: &str, asked: Asked, outcome: Outcome) {
        let Asked { operation, accesses, .. } = asked;
        let mut log = lock(&self.inner.log);
        let count = log.counts.entry(function.to_owned()).or_default();
        *count = count.saturating_add(1);
        remember(
            &mut log.calls,
            Call { function: function.to_owned(), operation, accesses, outcome },
        );
    }

    fn record_link(&self, function: &str, asked: Asked, outcome: Outcome) {
        let Asked { operation, accesses, .. } = asked;
        let call = Call { function: function.to_owned(), operation, accesses, outcome };
        remember(&mut lock(&self.inner.log).links, call);
    }
}

fn remember(calls: &mut VecDeque<Call>, call: Call) {
    if calls.len() >= REMEMBERED_CALLS {
        calls.pop_front();
    }
    calls.push_back(call);
}

/// A lock that a panic elsewhere poisoned is still a log: no invariant spans two of its fields.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Who a function is to IAM: the session of the role that SAM makes for it.
fn principal(template: &Template, function: &Function) -> String {
    let Function { logical_id, name, .. } = function;
    let place = &template.place;
    let role = format!("{}-{logical_id}Role", place.stack);
    format!("arn:aws:sts::{}:assumed-role/{role}/{name}", place.account)
}

/// The connector of one function.
#[derive(Debug, Clone)]
struct FunctionConnector {
    weather: Weather,
    function: String,
    principal: String,
    policy: Arc<Policy>,
    /// Whose turn it must be, where several workers take turns.
    worker: Option<(Arc<Turns>, usize)>,
}

/// What a request asks for, understood once for the log, the policy and the forecast.
#[derive(Debug, Clone)]
struct Asked {
    operation: String,
    accesses: Vec<Access>,
    service: Service,
}

#[derive(Debug, Clone)]
enum Service {
    DynamoDb,
    S3(S3Call),
    StepFunctions,
}

/// The services that name the operation in a header and speak JSON, by what stands before its name.
const JSON_SERVICES: [(&str, Service); 2] =
    [("DynamoDB_20120810.", Service::DynamoDb), ("AWSStepFunctions.", Service::StepFunctions)];

impl HttpClient for FunctionConnector {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for FunctionConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let connector = self.clone();
        HttpConnectorFuture::new(async move { connector.answer(request).await })
    }
}

impl FunctionConnector {
    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        if let Some((turns, worker)) = &self.worker {
            turns.pass(*worker).await;
        }
        let request =
            request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
        let (asked, request) = self.understand(request).await?;
        if let Some(denial) = self.policy.denies(&asked.accesses) {
            let response = self.denied(&asked, &denial);
            self.weather.inner.services.findings.add(denial.finding(&self.function));
            self.weather.record(&self.function, asked, Outcome::Denied);
            return into_sdk(response);
        }
        let strike = lock(&self.weather.inner.forecast).strike(&self.function, &asked.operation);
        match strike {
            None => {
                let response = self.dispatch(&asked, request).await?;
                let outcome = Outcome::Answered(response.status().as_u16());
                self.weather.record(&self.function, asked, outcome);
                into_sdk(response)
            }
            Some(strike @ (Strike::LostBefore | Strike::DeathBefore)) => {
                self.weather.record(&self.function, asked, Outcome::Lost);
                Err(lost(strike))
            }
            Some(strike @ (Strike::LostAfter | Strike::DeathAfter)) => {
                self.dispatch(&asked, request).await?;
                self.weather.record(&self.function, asked, Outcome::Lost);
                Err(lost(strike))
            }
            Some(Strike::Unprocessed { answered }) if asked.operation == "BatchGetItem" => {
                let response = self.in_part(&asked, request, answered).await?;
                let outcome = Outcome::Forecast(response.status().as_u16());
                self.weather.record(&self.function, asked, outcome);
                into_sdk(response)
            }
            Some(strike) => {
                let response = answers::canned(strike, &asked.operation, asked.accesses.len());
                let outcome = Outcome::Forecast(response.status().as_u16());
                self.weather.record(&self.function, asked, outcome);
                into_sdk(response)
            }
        }
    }

    /// Reads what is asked for; a request in JSON is read whole, one to S3 keeps its stream.
    async fn understand(
        &self,
        request: Request<SdkBody>,
    ) -> Result<(Asked, Request<SdkBody>), ConnectorError> {
        let (parts, body) = request.into_parts();
        let target = parts.headers.get("x-amz-target").and_then(|value| value.to_str().ok());
        let named = target.and_then(|target| {
            JSON_SERVICES.iter().find_map(|(prefix, service)| {
                Some((target.strip_prefix(prefix)?.to_owned(), service.clone()))
            })
        });
        let Some((operation, service)) = named else {
            let call = iam::s3::call(&parts);
            let operation = call.operation.to_owned();
            let accesses = call.accesses.clone();
            let asked = Asked { operation, accesses, service: Service::S3(call) };
            return Ok((asked, Request::from_parts(parts, body)));
        };
        let bytes = body.collect().await.map_err(ConnectorError::user)?.to_bytes();
        // What is not JSON needs no right and gets the emulator's own refusal.
        let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let place = &self.weather.inner.template.place;
        let accesses = match service {
            Service::StepFunctions => iam::states::accesses(&operation, &json),
            Service::DynamoDb | Service::S3(_) => iam::dynamodb::accesses(place, &operation, &json),
        };
        let asked = Asked { operation, accesses, service };
        Ok((asked, Request::from_parts(parts, SdkBody::from(bytes))))
    }

    /// Answers a batch read with its first items, as a table does that is asked for too much.
    async fn in_part(
        &self,
        asked: &Asked,
        request: Request<SdkBody>,
        answered: usize,
    ) -> Result<Response<SdkBody>, ConnectorError> {
        let body = request.body().bytes().unwrap_or_default();
        let Some((first, left)) = answers::divided(body, answered) else {
            return self.dispatch(asked, request).await;
        };
        let mut responses = json!({});
        if answered > 0 {
            let request = Request::new(SdkBody::from(first.to_string()));
            let response = self.dispatch(asked, request).await?;
            let body = response.body().bytes().unwrap_or_default();
            let answer: Value = serde_json::from_slice(body).unwrap_or_default();
            responses = answer.get("Responses").cloned().unwrap_or_default();
        }
        let answer = json!({ "Responses": responses, "UnprocessedKeys": left });
        Ok(answers::json(200, answer.to_string()))
    }

    async fn dispatch(
        &self,
        asked: &Asked,
        request: Request<SdkBody>,
    ) -> Result<Response<SdkBody>, ConnectorError> {
        let services = &self.weather.inner.services;
        match &asked.service {
            Service::DynamoDb => {
                let body = request.into_body();
                let body = body.bytes().unwrap_or_default();
                let answer = services.dynamodb.call(&asked.operation, body);
                Ok(answers::json(answer.status, answer.body))
            }
            Service::StepFunctions => {
                let body = request.into_body();
                let body = body.bytes().unwrap_or_default();
                let answer = services.step_functions.call(&asked.operation, body);
                Ok(answers::json(answer.status, answer.body))
            }
            Service::S3(call) => {
                let response = services.s3.call(request).await;
                let is_missing = response.status() == StatusCode::NOT_FOUND && !call.key.is_empty();
                if is_missing && !self.policy.allows(&call.listing()) {
                    // Who may not list does not learn that an object is missing.
                    return Ok(answers::s3_error(403, "AccessDenied", "Access Denied", call));
                }
                let (parts, body) = response.into_parts();
                let bytes = body.collect().await.map_err(ConnectorError::io)?.to_bytes();
                Ok(Response::from_parts(parts, SdkBody::from(bytes)))
            }
        }
    }

    fn denied(&self, asked: &Asked, denial: &Denial) -> Response<SdkBody> {
        let message = denial.message(&self.principal);
        match &asked.service {
            Service::DynamoDb | Service::StepFunctions => answers::access_denied(&message),
            Service::S3(call) => answers::s3_error(403, "AccessDenied", &message, call),
        }
    }
}

fn into_sdk(response: Response<SdkBody>) -> Result<HttpResponse, ConnectorError> {
    HttpResponse::try_from(response).map_err(|error| ConnectorError::user(error.into()))
}

/// A broken connection is tried again by the SDK; a dead process tries nothing.
fn lost(strike: Strike) -> ConnectorError {
    if strike.is_death() {
        ConnectorError::user("the process died, as the forecast said".into())
    } else {
        ConnectorError::io("the connection broke, as the forecast said".into())
    }
}

#[cfg(test)]
mod tests;
