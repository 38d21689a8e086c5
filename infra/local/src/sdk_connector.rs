//! Between the functions and the emulators: one HTTP connector under every SDK client that the
//! laptop cloud hands out. It records each call with the rights it needs, counts round trips,
//! enforces the function's own policy, and makes the failures that a [`FaultPlan`] asks for. Then
//! it dispatches in this process; nothing travels over a network.

mod links;
mod request;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use aws_credential_types::Credentials;
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

use crate::aws_responses::{access_denied, json_response, s3_error_to};
use crate::call_log::{CallLog, CallOutcome, SdkCall};
use crate::dynamodb::DynamoDb;
use crate::fault_injection::responses::{fault_response, split_batch_get};
use crate::fault_injection::{FaultKind, FaultPlan, Interleaving};
use crate::findings::TemplateFindings;
use crate::iam::{Denial, Effect, IamPolicy, IamStatement};
use crate::role_gate::RoleGate;
use crate::s3::S3;
use crate::step_functions::StepFunctions;
use crate::template::{Function, Template};
use crate::timeline::{TimedCall, Timeline, written_items};
use request::{SdkRequest, Service};

/// Clones share one log and one fault plan.
#[derive(Debug, Clone)]
pub struct SdkConnector {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    template: Arc<Template>,
    services: Services,
    log: CallLog,
    faults: Mutex<FaultPlan>,
    timeline: Timeline,
}

/// The emulators that answer the calls.
#[derive(Debug, Clone)]
pub struct Services {
    pub dynamodb: DynamoDb,
    pub s3: S3,
    pub step_functions: StepFunctions,
    /// Where a browser reaches the buckets, such as `http://localhost:4566`: presigned links lead
    /// there, though functions are served in this process.
    pub s3_endpoint: String,
    pub clock: Clock,
    /// Takes note of every right that a policy does not give.
    pub findings: TemplateFindings,
}

/// A function cannot be given its clients.
#[derive(Debug, Error)]
pub enum SdkConnectorError {
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
        source: ConfigError,
    },
}

impl SdkConnector {
    /// Without faults.
    pub fn new(template: Arc<Template>, services: Services) -> Self {
        let timeline = Timeline::new(services.clock.clone());
        let (log, faults) = (CallLog::default(), Mutex::default());
        Self { inner: Arc::new(Inner { template, services, log, faults, timeline }) }
    }

    /// Takes note of every call, under what it happens because of.
    pub fn timeline(&self) -> &Timeline {
        &self.inner.timeline
    }

    /// All that the function gets: its environment from the template, clients over this connector
    /// and the studio's clock.
    pub fn runtime_for(&self, function: &str) -> Result<Runtime, SdkConnectorError> {
        self.runtime_over(self.declared(function)?, self.http_client_for(function)?)
    }

    fn runtime_over(
        &self,
        declared: &Function,
        http_client: SharedHttpClient,
    ) -> Result<Runtime, SdkConnectorError> {
        let config = Config::from_variables(|name| declared.environment.get(name).cloned())
            .map_err(|source| SdkConnectorError::Environment {
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

    /// All that a function gets, without the bounds of its policy: for the studio's operator and
    /// has a right to everything in it.
    pub fn runtime_of_operator(&self, function: &str) -> Result<Runtime, SdkConnectorError> {
        let declared = self.declared(function)?;
        let everything = IamStatement {
            effect: Effect::Allow,
            actions: vec!["*".to_owned()],
            resources: vec!["*".to_owned()],
            conditions: Vec::new(),
        };
        let connector = FunctionConnector {
            connector: self.clone(),
            function: "operator".to_owned(),
            principal: format!("arn:aws:iam::{}:user/operator", self.inner.template.place.account),
            policy: Arc::new(IamPolicy { statements: vec![everything] }),
            worker: None,
        };
        self.runtime_over(declared, SharedHttpClient::new(connector))
    }

    /// All that one of several workers of a function gets: each of its calls waits for its step of
    /// the interleaving.
    pub fn interleaved_runtime(
        &self,
        function: &str,
        interleaving: &Arc<Interleaving>,
        worker: usize,
    ) -> Result<Runtime, SdkConnectorError> {
        let declared = self.declared(function)?;
        let mut connector = self.connector(declared);
        connector.worker = Some((Arc::clone(interleaving), worker));
        self.runtime_over(declared, SharedHttpClient::new(connector))
    }

    /// The HTTP client of this function's SDK clients, for a caller that configures them
    /// differently.
    pub fn http_client_for(&self, function: &str) -> Result<SharedHttpClient, SdkConnectorError> {
        Ok(SharedHttpClient::new(self.connector(self.declared(function)?)))
    }

    fn connector(&self, declared: &Function) -> FunctionConnector {
        FunctionConnector {
            connector: self.clone(),
            function: declared.logical_id.clone(),
            principal: principal(&self.inner.template, declared),
            policy: Arc::new(declared.policy.clone()),
            worker: None,
        }
    }

    /// The last calls, oldest first; 10,000 are remembered.
    pub fn calls(&self) -> Vec<SdkCall> {
        self.inner.log.calls()
    }

    /// The last requests to the buckets that came from outside, through links that a function had
    /// signed; 10,000 are remembered. They cost the function no round trip.
    pub fn link_calls(&self) -> Vec<SdkCall> {
        self.inner.log.links()
    }

    /// How many round trips the function has made since the last
    /// [`forget_calls`](Self::forget_calls).
    pub fn count_calls(&self, function: &str) -> usize {
        self.inner.log.count(function)
    }

    /// Forgets all calls and counts; the fault plan stays.
    pub fn forget_calls(&self) {
        self.inner.log.clear();
    }

    /// Replaces the plan before it, counts included.
    pub fn inject_faults(&self, plan: FaultPlan) {
        *self.inner.faults.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// For services that act with a role of their own; what they do is recorded here.
    pub fn role_gate(&self) -> RoleGate {
        let Inner { template, services, log, .. } = &*self.inner;
        RoleGate::new(Arc::clone(template), log.clone(), services.findings.clone())
    }

    fn next_fault(&self, function: &str, operation: &str) -> Option<FaultKind> {
        let mut plan = self.inner.faults.lock().unwrap_or_else(PoisonError::into_inner);
        plan.next_fault(function, operation)
    }

    fn declared(&self, function: &str) -> Result<&Function, SdkConnectorError> {
        let unknown = || SdkConnectorError::NoFunction { function: function.to_owned() };
        self.inner.template.function(function).ok_or_else(unknown)
    }
}

/// What a function signs with: its name is the access key, so that a link says who signed it. The
/// secret opens nothing but this process.
pub fn credentials_of(function: &str) -> Credentials {
    Credentials::new(function, "only-for-this-laptop", None, None, "the laptop cloud")
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
    connector: SdkConnector,
    function: String,
    principal: String,
    policy: Arc<IamPolicy>,
    /// Set where the calls of several workers are interleaved.
    worker: Option<(Arc<Interleaving>, usize)>,
}

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
        if let Some((interleaving, worker)) = &self.worker {
            interleaving.wait_for_turn(*worker).await;
        }
        let began = Instant::now();
        let request =
            request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
        let place = &self.connector.inner.template.place;
        let (asked, request) = SdkRequest::parse(place, request).await?;
        let (service, operation) = (asked.service.name(), asked.operation.clone());
        let answer = self.answer_to(asked, request).await;
        let failed = answer.as_ref().map_or(true, |answer| answer.status().as_u16() >= 400);
        let duration = began.elapsed();
        let call = TimedCall { service, operation: &operation, duration, failed };
        self.connector.timeline().count(call);
        answer
    }

    async fn answer_to(
        &self,
        asked: SdkRequest,
        request: Request<SdkBody>,
    ) -> Result<HttpResponse, ConnectorError> {
        if let Some(denial) = self.policy.denies(&asked.accesses) {
            let response = self.denied(&asked, &denial);
            self.connector.inner.services.findings.add(denial.finding(&self.function));
            self.record(asked, CallOutcome::Denied);
            return into_sdk(response);
        }
        match self.connector.next_fault(&self.function, &asked.operation) {
            None => {
                let response = self.dispatch(&asked, request).await?;
                self.record(asked, CallOutcome::Answered(response.status().as_u16()));
                into_sdk(response)
            }
            Some(fault) => self.fail(fault, asked, request).await,
        }
    }

    async fn fail(
        &self,
        fault: FaultKind,
        asked: SdkRequest,
        request: Request<SdkBody>,
    ) -> Result<HttpResponse, ConnectorError> {
        let response = match fault {
            FaultKind::LostBefore | FaultKind::DeathBefore => {
                self.record(asked, CallOutcome::Lost);
                return Err(lost(fault));
            }
            FaultKind::LostAfter | FaultKind::DeathAfter => {
                self.dispatch(&asked, request).await?;
                self.record(asked, CallOutcome::Lost);
                return Err(lost(fault));
            }
            FaultKind::Unprocessed { answered } if asked.operation == "BatchGetItem" => {
                self.answer_in_part(&asked, request, answered).await?
            }
            FaultKind::Unprocessed { .. }
            | FaultKind::TransactionConflict
            | FaultKind::Throttled
            | FaultKind::SlowDown
            | FaultKind::ConditionalConflict => {
                fault_response(fault, &asked.operation, asked.accesses.len())
            }
        };
        self.record(asked, CallOutcome::Faulted(response.status().as_u16()));
        into_sdk(response)
    }

    fn record(&self, asked: SdkRequest, outcome: CallOutcome) {
        self.connector.inner.log.record(asked.into_call(&self.function, outcome));
    }

    /// Answers a batch read with its first items, as a table does that is asked for too much.
    async fn answer_in_part(
        &self,
        asked: &SdkRequest,
        request: Request<SdkBody>,
        answered: usize,
    ) -> Result<Response<SdkBody>, ConnectorError> {
        let body = request.body().bytes().unwrap_or_default();
        let Some((first, left)) = split_batch_get(body, answered) else {
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
        Ok(json_response(200, answer.to_string()))
    }

    async fn dispatch(
        &self,
        asked: &SdkRequest,
        request: Request<SdkBody>,
    ) -> Result<Response<SdkBody>, ConnectorError> {
        let services = &self.connector.inner.services;
        match &asked.service {
            Service::DynamoDb => {
                let body = request.into_body();
                let body = body.bytes().unwrap_or_default();
                let tables = &self.connector.inner.template.tables;
                // Before the write: the stream may deliver its record at once.
                let items = written_items(tables, &asked.operation, body);
                self.connector.timeline().writes(&items);
                let answer = services.dynamodb.call(&asked.operation, body);
                Ok(json_response(answer.status, answer.body))
            }
            Service::StepFunctions => {
                let body = request.into_body();
                let body = body.bytes().unwrap_or_default();
                let answer = services.step_functions.call(&asked.operation, body);
                Ok(json_response(answer.status, answer.body))
            }
            Service::S3(call) => {
                let response = services.s3.call(request).await;
                let is_missing = response.status() == StatusCode::NOT_FOUND && !call.key.is_empty();
                if is_missing && !self.policy.allows(&call.listing()) {
                    // Without the right to list, the caller does not learn that an object is
                    // missing.
                    return Ok(s3_error_to(403, "AccessDenied", "Access Denied", call));
                }
                let (parts, body) = response.into_parts();
                let bytes = body.collect().await.map_err(ConnectorError::io)?.to_bytes();
                Ok(Response::from_parts(parts, SdkBody::from(bytes)))
            }
        }
    }

    fn denied(&self, asked: &SdkRequest, denial: &Denial) -> Response<SdkBody> {
        let message = denial.message(&self.principal);
        match &asked.service {
            Service::DynamoDb | Service::StepFunctions => access_denied(&message),
            Service::S3(call) => s3_error_to(403, "AccessDenied", &message, call),
        }
    }
}

fn into_sdk(response: Response<SdkBody>) -> Result<HttpResponse, ConnectorError> {
    HttpResponse::try_from(response).map_err(|error| ConnectorError::user(error.into()))
}

/// A broken connection is tried again by the SDK; a dead process tries nothing.
fn lost(fault: FaultKind) -> ConnectorError {
    if fault.is_death() {
        ConnectorError::user("the process died, as the fault plan said".into())
    } else {
        ConnectorError::io("the connection broke, as the fault plan said".into())
    }
}

#[cfg(test)]
mod tests;
