//! The laptop cloud: the whole studio in one process, composed from the template: table, buckets,
//! functions, gateway, stream, schedules, clock. Composing belongs here; every part's behaviour to
//! its own module.

mod admin;
mod notifications;
mod time;

use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use domain::secret::DeploymentSecret;
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use runtime::Clock;
use serde_json::json;
use store::revoked_member::DeploymentSecretItem;
use store::{Store, StoreError};
use tempfile::TempDir;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::AbortHandle;

use crate::docs::Docs;
use crate::dynamodb::{DynamoDb, DynamoDbError, Storage};
use crate::findings::{self, TemplateFindings};
use crate::gateway::{ApiSettings, Gateway, GatewayRoute, json_answer, listen};
use crate::lambda::{FunctionSettings, Lambda, NoCode};
use crate::pages::Pages;
use crate::s3::{self, BucketConfig, OpenError, S3};
use crate::schedules::{self, Schedule};
use crate::sdk_connector::{self, SdkConnector, SdkConnectorError, Services};
use crate::sign_in::SignIn;
use crate::step_functions::{StateMachineHost, StepFunctions};
use crate::stream::{Mapping, NotAPattern, Pattern, PutFailure, ReadRecords, Stream};
use crate::template::{
    Destination, HttpApi, StackLocation, StreamTrigger, Template, TemplateError,
};
use crate::tokens::{Issuer, JwtAuthorizer, TokenError};
use studio_client::StudioClient;
use time::Time;

/// The port of a studio that is told none.
pub const USUAL_PORT: u16 = 4242;

/// Records are read from the stream so many at a time.
const RECORDS_AT_ONCE: usize = 1_000;
/// Where the template sets no limit, AWS retries until the records are a day old.
const PATIENCE: u32 = 100;
/// AWS deletes expired items within two days; so only a jump of that length is sure to find them
/// gone.
const EXPIRY_IS_SWEPT_AFTER: SignedDuration = SignedDuration::from_hours(48);

/// How a studio starts.
#[derive(Debug, Clone, Default)]
pub struct LocalCloudOptions {
    /// The template's text, for tests that change it; otherwise the workspace's `template.yaml`, or
    /// where that is not there any more, the one compiled in.
    pub template: Option<String>,
    /// Where everything is kept; `None`: a folder that goes with the studio.
    pub data: Option<PathBuf>,
    /// The port of the API; the buckets take the next one. 0 means two free ones.
    pub port: u16,
    /// When the studio's time begins; `None`: now. A data folder goes on where it was.
    pub start_at: Option<Timestamp>,
    /// What an empty table brings, as a restored one does, so that two studios give the same things
    /// the same ids; `None`: the first function makes one, as at AWS.
    pub deployment_secret: Option<DeploymentSecret>,
    /// Whether schedules also run as real time passes. Tests leave it off and move the clock.
    pub ticking: bool,
}

/// Why a studio does not start.
#[derive(Debug, Error)]
pub enum LocalCloudError {
    /// The template is not understood.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A stream's filter is beyond what this stream can do.
    #[error(transparent)]
    Filter(#[from] NotAPattern),
    /// The template has no HTTP API.
    #[error("the template has no HTTP API")]
    NoApi,
    /// The table could not be made.
    #[error("the table does not open")]
    Table(#[from] DynamoDbError),
    /// The secret could not be written.
    #[error("the table does not take the secret of the deployment")]
    Secret(#[from] StoreError),
    /// The buckets could not be made.
    #[error("the buckets do not open")]
    Buckets(#[from] OpenError),
    /// No key for tokens.
    #[error("the issuer of tokens does not start")]
    Tokens(#[from] TokenError),
    /// A function's environment is incomplete.
    #[error("a function does not start")]
    Function(#[from] SdkConnectorError),
    /// A function of the template is not in the workspace.
    #[error(transparent)]
    NoCode(#[from] NoCode),
    /// The data folder cannot be used.
    #[error("the folder {} cannot be used", path.display())]
    Folder {
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// Another process has the port; perhaps a studio is running already.
    #[error("port {port} is taken: choose another with --port")]
    Port {
        port: u16,
        /// What the system said.
        source: io::Error,
    },
}

/// A running studio; it ends when the last clone is dropped. Clones share one.
#[derive(Debug, Clone)]
pub struct LocalCloud {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    url: String,
    template: Arc<Template>,
    time: Arc<Time>,
    issuer: Issuer,
    sdk_connector: SdkConnector,
    findings: TemplateFindings,
    dynamodb: DynamoDb,
    lambda: Lambda,
    streams: Vec<Stream>,
    step_functions: StepFunctions,
    _host: Arc<StateMachineHost>,
    schedules: Vec<Schedule>,
    started_at: Timestamp,
    /// Up to here every schedule has run. The lock is held while the clock moves.
    scheduled_until: Mutex<Timestamp>,
    tasks: OnceLock<Vec<AbortHandle>>,
    _ephemeral: Option<TempDir>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        for task in self.tasks.get().into_iter().flatten() {
            task.abort();
        }
    }
}

/// The services that everything else stands on.
struct Ground {
    folder: PathBuf,
    ephemeral: Option<TempDir>,
    template: Arc<Template>,
    time: Arc<Time>,
    clock: Clock,
    findings: TemplateFindings,
}

impl LocalCloud {
    /// Starts everything the template names and listens on 127.0.0.1. Must be called inside tokio.
    pub async fn start(options: LocalCloudOptions) -> Result<Self, LocalCloudError> {
        let ground = Ground::prepare(&options)?;
        let template = Arc::clone(&ground.template);
        let api = template.api.as_ref().ok_or(LocalCloudError::NoApi)?;
        let api_listener = bind(options.port).await?;
        let s3_listener =
            bind(options.port.checked_add(1).filter(|_| options.port > 0).unwrap_or(0)).await?;
        let hooked: Arc<OnceLock<Lambda>> = Arc::default();
        let url = format!("http://{}", address(&api_listener));
        let s3 = ground.open_buckets(&hooked, &url)?;
        let dynamodb = ground.open_table(options.data.is_some())?;
        let step_functions = ground.state_machines();
        let s3_endpoint = format!("http://{}", address(&s3_listener));
        let services = Services {
            dynamodb: dynamodb.clone(),
            s3,
            step_functions: step_functions.clone(),
            s3_endpoint: s3_endpoint.clone(),
            clock: ground.clock.clone(),
            findings: ground.findings.clone(),
        };
        let connector = SdkConnector::new(Arc::clone(&template), services);
        if let Some(secret) = options.deployment_secret {
            ground.bring_secret(&connector, secret).await?;
        }
        let lambda = ground.start_functions(&connector).await?;
        let _set_once = hooked.set(lambda.clone());
        let host =
            Arc::new(StateMachineHost { lambda: lambda.clone(), roles: connector.role_gate() });
        step_functions.attach(&host);
        let streams = ground.map_streams(&lambda, &dynamodb, &connector)?;
        let issuer = ground.issuer(api, options.data.is_some())?;
        let sign_in = ground.sign_in(&url, &issuer);
        let gateway = Gateway::new(
            api_settings(&template, api, &issuer, &ground.clock),
            lambda.clone(),
            ground.clock.clone(),
            ground.findings.clone(),
        );
        let now = ground.clock.now();
        let schedules = template.functions.iter().flat_map(|function| &function.schedules);
        let inner = Inner {
            url,
            time: ground.time,
            issuer,
            sdk_connector: connector,
            findings: ground.findings,
            dynamodb,
            lambda,
            streams,
            step_functions,
            _host: host,
            schedules: schedules.map(|trigger| trigger.schedule.clone()).collect(),
            started_at: now,
            scheduled_until: Mutex::new(now),
            tasks: OnceLock::new(),
            template,
            _ephemeral: ground.ephemeral,
        };
        let studio = Self { inner: Arc::new(inner) };
        let pages = Pages::of_workspace(&s3_endpoint);
        studio.run((gateway, sign_in, pages), api_listener, s3_listener, options.ticking);
        Ok(studio)
    }

    fn run(
        &self,
        (gateway, sign_in, pages): (Gateway, SignIn, Pages),
        api: TcpListener,
        s3: TcpListener,
        ticking: bool,
    ) {
        let inner = &self.inner;
        let mut tasks = Vec::new();
        let links = inner.sdk_connector.clone();
        tasks.push(tokio::spawn(async move {
            let answer = move |request| {
                let links = links.clone();
                async move { links.answer_link(request).await }
            };
            if let Err(error) = s3::listen(s3, answer).await {
                tracing::error!(%error, "the buckets' listener ended");
            }
        }));
        for stream in &inner.streams {
            let (stream, writes) = (stream.clone(), inner.dynamodb.writes());
            tasks.push(tokio::spawn(async move { stream.follow(writes).await }));
        }
        // The tasks hold the studio weakly: dropping it ends them.
        let studio = Arc::downgrade(inner);
        let docs = Docs::of_workspace();
        tasks.push(tokio::spawn(listen(api, move |request| {
            let (studio, gateway, docs) = (Weak::clone(&studio), gateway.clone(), docs.clone());
            let (sign_in, pages) = (sign_in.clone(), pages.clone());
            async move {
                let Some(inner) = studio.upgrade() else {
                    let gone = json!({ "message": "Service Unavailable" });
                    return json_answer(StatusCode::SERVICE_UNAVAILABLE, &gone);
                };
                let studio = LocalCloud { inner };
                if request.uri().path().starts_with(admin::PREFIX) {
                    return studio.administer(request).await;
                }
                if SignIn::has(request.uri().path()) {
                    return sign_in.answer(studio.issuer(), request).await;
                }
                if let Some(page) = docs.answer(&request).or_else(|| pages.answer(&request)) {
                    return page;
                }
                let _still = studio.inner.time.hold_still().await;
                gateway.answer(request).await
            }
        })));
        if ticking {
            tasks.push(tokio::spawn(tick(Arc::downgrade(inner))));
        }
        let handles = tasks.iter().map(tokio::task::JoinHandle::abort_handle).collect();
        let _set_once = inner.tasks.set(handles);
    }

    /// The API's address, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// An ordinary HTTP client for the API.
    pub fn client(&self) -> StudioClient {
        StudioClient::new(self.url())
    }

    /// An access token for a person of these groups.
    pub fn token(&self, name: &str, groups: &[&str]) -> Result<String, TokenError> {
        self.inner.issuer.access_token(name, groups)
    }

    /// Who signs the tokens, for tests that need unusual ones.
    pub fn issuer(&self) -> &Issuer {
        &self.inner.issuer
    }

    /// The template it was built from.
    pub fn template(&self) -> &Template {
        &self.inner.template
    }

    /// What functions ask of AWS, and the faults injected there.
    pub fn sdk_connector(&self) -> &SdkConnector {
        &self.inner.sdk_connector
    }

    /// What the template turned out to lack.
    pub fn findings(&self) -> Vec<String> {
        self.inner.findings.all()
    }

    /// The functions, and the control over asynchronous events.
    pub fn lambda(&self) -> &Lambda {
        &self.inner.lambda
    }

    /// The state machines and their executions.
    pub fn step_functions(&self) -> &StepFunctions {
        &self.inner.step_functions
    }

    /// The stream mappings, to hold or repeat what they deliver.
    pub fn streams(&self) -> &[Stream] {
        &self.inner.streams
    }

    /// The table, for tests that look behind the API.
    pub fn dynamodb(&self) -> &DynamoDb {
        &self.inner.dynamodb
    }

    pub fn clock(&self) -> &Clock {
        self.inner.time.clock()
    }

    /// Moves the clock forward and runs the schedules it passes.
    pub async fn advance(&self, by: SignedDuration) {
        let target = self.clock().now().checked_add(by).unwrap_or(Timestamp::MAX);
        self.jump(by, target).await;
    }

    /// Moves the clock forward to `target`, never back, and runs the schedules it passes: in order,
    /// each at its own time, everything it sets off finished before the next. At the end nothing is
    /// in flight. A long jump runs a frequent schedule
    /// [a bounded number of times](schedules::OCCURRENCES_PER_JUMP_MAX).
    pub async fn advance_to(&self, target: Timestamp) {
        self.jump(target.duration_since(self.clock().now()), target).await;
    }

    /// `length` is as it was asked for: the clock goes on while this waits for its turn.
    async fn jump(&self, length: SignedDuration, target: Timestamp) {
        let mut until = self.inner.scheduled_until.lock().await;
        self.settle().await;
        self.run_schedules(&mut until, target).await;
        self.inner.time.move_to(target).await;
        if length >= EXPIRY_IS_SWEPT_AFTER
            && let Err(error) = self.inner.dynamodb.sweep_expired()
        {
            tracing::error!(%error, "expired items were not deleted");
        }
        self.settle().await;
    }

    /// Waits until nothing is in flight: no asynchronous event, no record in the stream, no
    /// execution that does anything. What is held or sleeps is not waited for.
    pub async fn settle(&self) {
        loop {
            self.inner.lambda.idle().await;
            self.inner.step_functions.idle().await;
            let mut delivered: usize = 0;
            for stream in &self.inner.streams {
                delivered = delivered.saturating_add(stream.drain().await);
            }
            let busy = self.inner.step_functions.busy_count();
            if delivered == 0 && self.inner.lambda.in_flight() == 0 && busy == 0 {
                return;
            }
        }
    }

    async fn run_schedules(&self, until: &mut Timestamp, target: Timestamp) {
        let inner = &self.inner;
        let StackLocation { region, account, .. } = &inner.template.place;
        for due in schedules::passed(&inner.schedules, inner.started_at, *until, target) {
            let Some(schedule) = inner.schedules.get(due.schedule) else { continue };
            self.end_pauses(due.at).await;
            inner.time.move_to(due.at).await;
            let event = schedules::event(schedule, due.at, region, account);
            let from = format!("schedule {}", schedule.name);
            inner.lambda.send(&schedule.function, event, &from);
            self.settle().await;
        }
        self.end_pauses(target).await;
        *until = target.max(*until);
    }

    /// Runs the executions whose pauses end up to `target`, each at its own time.
    async fn end_pauses(&self, target: Timestamp) {
        let Inner { step_functions, time, .. } = &*self.inner;
        while let Some(due) = step_functions.next_due().filter(|due| *due <= target) {
            time.move_to(due).await;
            step_functions.wake();
            self.settle().await;
        }
    }
}

/// Runs schedules as real time passes.
async fn tick(studio: Weak<Inner>) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    loop {
        seconds.tick().await;
        let Some(inner) = studio.upgrade() else { return };
        let studio = LocalCloud { inner };
        let mut until = studio.inner.scheduled_until.lock().await;
        let now = studio.clock().now();
        studio.run_schedules(&mut until, now).await;
    }
}

impl Ground {
    fn prepare(options: &LocalCloudOptions) -> Result<Self, LocalCloudError> {
        let unusable = |path: &Path| {
            let path = path.to_owned();
            move |source| LocalCloudError::Folder { path, source }
        };
        let (folder, ephemeral) = if let Some(folder) = &options.data {
            std::fs::create_dir_all(folder).map_err(unusable(folder))?;
            (folder.clone(), None)
        } else {
            let ephemeral = TempDir::with_prefix("coproducer-");
            let ephemeral = ephemeral.map_err(unusable(&std::env::temp_dir()))?;
            (ephemeral.path().to_owned(), Some(ephemeral))
        };
        let kept = |name: &str| ephemeral.is_none().then(|| folder.join(name));
        let time = Arc::new(Time::new(options.start_at, kept("clock-offset-ms")));
        let clock = time.clock().clone();
        let genesis = genesis_month(&clock, kept("genesis-month").as_deref());
        let seed = credit_signing_seed(kept("credit-signing-seed").as_deref());
        let parameters = BTreeMap::from([
            ("GenesisMonth".to_owned(), genesis),
            ("CreditSigningSeed".to_owned(), seed),
            // The example of the registry of IBANs: no bank has it.
            ("PayingIban".to_owned(), "DE89370400440532013000".to_owned()),
        ]);
        let text = options.template.clone().unwrap_or_else(workspace_template);
        let template = Arc::new(Template::parse(&text, StackLocation::default(), &parameters)?);
        let findings = TemplateFindings::default();
        for finding in findings::at_start(&template) {
            findings.add(finding);
        }
        Ok(Self { folder, ephemeral, template, time, clock, findings })
    }

    /// The buckets. The handlers that an upload starts are made after them, hence the late hook. Pages of
    /// the studio at `url` are let in wherever those of the deployment are.
    fn open_buckets(
        &self,
        hooked: &Arc<OnceLock<Lambda>>,
        url: &str,
    ) -> Result<S3, LocalCloudError> {
        let own = [url.to_owned(), url.replace("127.0.0.1", "localhost")];
        let configs = self.template.buckets.iter().map(|bucket| BucketConfig {
            name: bucket.name.clone(),
            versioning: bucket.versioned,
            cors: bucket.cors.iter().map(|rule| rule.clone().letting_in(&own)).collect(),
        });
        let (template, hooked) = (Arc::clone(&self.template), Arc::clone(hooked));
        let findings = self.findings.clone();
        let on_created = Arc::new(move |created: s3::ObjectCreated| {
            let Some(lambda) = hooked.get() else { return };
            let from = format!("upload {}/{}", created.bucket, created.key);
            let notified = notifications::notifications(&template, &created);
            if notified.is_empty() && notifications::should_be_heard(&template, &created.bucket) {
                findings.add(notifications::unheard(&template, &created));
            }
            for (function, event) in notified {
                lambda.send(&function, event, &from);
            }
        });
        let folder = self.folder.join("buckets");
        let clock = self.clock.clone();
        let functions = self.template.functions.iter();
        let signers: Vec<_> =
            functions.map(|function| sdk_connector::credentials_of(&function.logical_id)).collect();
        Ok(S3::open(&folder, configs.collect(), &signers, clock, on_created)?)
    }

    fn open_table(&self, kept: bool) -> Result<DynamoDb, LocalCloudError> {
        let file = self.folder.join("table.sqlite");
        let storage = if kept { Storage::File(&file) } else { Storage::Memory };
        let place = self.template.place.clone();
        Ok(DynamoDb::open(storage, &self.template.tables, place, self.clock.clone())?)
    }

    fn state_machines(&self) -> StepFunctions {
        let file = self.ephemeral.is_none().then(|| self.folder.join("executions.json"));
        StepFunctions::new(self.template.machines.clone(), self.clock.clone(), file)
    }

    async fn bring_secret(
        &self,
        connector: &SdkConnector,
        secret: DeploymentSecret,
    ) -> Result<(), LocalCloudError> {
        let Some(function) = self.template.functions.first() else { return Ok(()) };
        let runtime = connector.runtime_of_operator(&function.logical_id)?;
        let store = Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
        DeploymentSecretItem { secret }.keep(&store).await?;
        Ok(())
    }

    async fn start_functions(&self, connector: &SdkConnector) -> Result<Lambda, LocalCloudError> {
        let mut functions = Vec::new();
        for function in &self.template.functions {
            let settings = FunctionSettings {
                timeout: Duration::from_secs(function.timeout_s.into()),
                retries: function.asynchronous.maximum_retries,
                on_failure: function.asynchronous.on_failure.as_ref().map(destination_name),
                reserved_concurrency: function.concurrency.and_then(|most| most.try_into().ok()),
            };
            let name = function.logical_id.clone();
            functions.push((name, connector.runtime_for(&function.logical_id)?, settings));
        }
        let letters = self.folder.join("dead-letters.jsonl");
        Ok(Lambda::new(functions, connector.timeline().clone(), Some(letters)).await?)
    }

    fn map_streams(
        &self,
        lambda: &Lambda,
        dynamodb: &DynamoDb,
        connector: &SdkConnector,
    ) -> Result<Vec<Stream>, LocalCloudError> {
        let mut streams = Vec::new();
        for function in &self.template.functions {
            for trigger in &function.streams {
                let mapping = mapping(&function.logical_id, trigger)?;
                let (table, reader) = (trigger.table.clone(), dynamodb.clone());
                let read: ReadRecords = Arc::new(move |after| {
                    reader
                        .records(&table, after, RECORDS_AT_ONCE)
                        .map_err(|error| error.to_string())
                });
                // Lambda puts a failed batch aside with the function's own rights.
                let put = put_failure(connector.runtime_for(&function.logical_id)?.s3);
                let name = format!("stream-{}-{}", function.folder, trigger.event);
                let kept = self.ephemeral.is_none().then(|| self.folder.join(name));
                let (lambda, clock) = (lambda.clone(), self.clock.clone());
                streams.push(Stream::new(mapping, lambda, clock, read, put, kept));
            }
        }
        Ok(streams)
    }

    /// Issues what the API's authorizer accepts.
    fn issuer(&self, api: &HttpApi, kept: bool) -> Result<Issuer, LocalCloudError> {
        let trusted = api.authorizers.first();
        let issuer = trusted.map(|trusted| trusted.issuer.clone()).unwrap_or_default();
        let client = trusted.and_then(|trusted| trusted.audience.first().cloned());
        let folder = kept.then_some(self.folder.as_path());
        Ok(Issuer::new(folder, issuer, client.unwrap_or_default(), self.clock.clone())?)
    }

    /// Signs in browsers at `url`, and those of the origin that the template lets in.
    fn sign_in(&self, url: &str, issuer: &Issuer) -> SignIn {
        let web_origin = self.template.parameters.get("WebOrigin").map(String::as_str);
        let file = self.ephemeral.is_none().then(|| self.folder.join("sign-in.json"));
        SignIn::new(url, web_origin, issuer.client_id(), self.clock.clone(), file)
    }
}

/// The books of a studio begin with the month in which it was first started, as a deployment would
/// be told by `--parameter-overrides GenesisMonth=…`; a data folder remembers which one that was.
fn genesis_month(clock: &Clock, kept: Option<&Path>) -> String {
    let known = kept.and_then(|file| std::fs::read_to_string(file).ok());
    known.unwrap_or_else(|| {
        let month = clock.now().strftime("%Y-%m").to_string();
        if let Some(file) = kept
            && let Err(error) = std::fs::write(file, &month)
        {
            tracing::error!(%error, "the first month of the books was not kept");
        }
        month
    })
}

/// Every studio signs with a key of its own; a data folder remembers which one that was.
fn credit_signing_seed(kept: Option<&Path>) -> String {
    let known = kept.and_then(|file| std::fs::read_to_string(file).ok());
    known.unwrap_or_else(|| {
        let mut bytes = [0_u8; 32];
        if let Err(error) = SystemRandom::new().fill(&mut bytes) {
            tracing::error!(%error, "the key of signed credits is not a random one");
        }
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let seed: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
        if let Some(file) = kept
            && let Err(error) = std::fs::write(file, &seed)
        {
            tracing::error!(%error, "the key of signed credits was not kept");
        }
        seed
    })
}

fn mapping(function: &str, trigger: &StreamTrigger) -> Result<Mapping, LocalCloudError> {
    let filters = trigger.filters.iter().map(Pattern::parse).collect::<Result<_, _>>()?;
    let failures_bucket = trigger.on_failure.as_ref().and_then(|destination| match destination {
        Destination::Bucket(bucket) => Some(bucket.clone()),
        Destination::Queue(_) => None,
    });
    Ok(Mapping {
        function: function.to_owned(),
        filters,
        batch_size: trigger.batch_size,
        retries: trigger.maximum_retries.unwrap_or(PATIENCE),
        bisect: trigger.bisects,
        reports_failures: trigger.reports_item_failures,
        failures_bucket,
    })
}

fn put_failure(s3: aws_sdk_s3::Client) -> PutFailure {
    Arc::new(move |bucket, key, body| {
        let put = s3.put_object().bucket(bucket).key(key).body(body.into());
        Box::pin(async move {
            put.send().await.map(drop).map_err(|error| format!("{}", error.into_service_error()))
        })
    })
}

fn api_settings(template: &Template, api: &HttpApi, issuer: &Issuer, clock: &Clock) -> ApiSettings {
    let routes = template.functions.iter().flat_map(|function| {
        function.routes.iter().map(|route| GatewayRoute {
            method: route.method.clone(),
            path: route.path.clone(),
            function: function.logical_id.clone(),
            authorizer: route.authorizer.clone(),
        })
    });
    let authorizers = api.authorizers.iter().map(|trusted| {
        let (name, audience) = (trusted.issuer.clone(), trusted.audience.clone());
        let authorizer = JwtAuthorizer::new(issuer.jwks(), name, audience, clock.clone());
        (trusted.name.clone(), authorizer)
    });
    ApiSettings {
        routes: routes.collect(),
        cors: api.cors.clone(),
        authorizers: authorizers.collect(),
        account: template.place.account.clone(),
    }
}

fn destination_name(destination: &Destination) -> String {
    match destination {
        Destination::Queue(name) | Destination::Bucket(name) => name.clone(),
    }
}

fn workspace_template() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../template.yaml");
    std::fs::read_to_string(path)
        .unwrap_or_else(|_| include_str!("../../../template.yaml").to_owned())
}

async fn bind(port: u16) -> Result<TcpListener, LocalCloudError> {
    let taken = |source| LocalCloudError::Port { port, source };
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(taken)
}

fn address(listener: &TcpListener) -> String {
    listener.local_addr().map(|address| address.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
