//! A studio of its own for every test, and what a test may ask of it past the API.

use std::path::{Path, PathBuf};

use domain::secret::DeploymentSecret;
use jiff::{SignedDuration, Timestamp};
use local::call_log::CallOutcome;
use local::client::StudioClient;
use local::dynamodb::DynamoDb;
use local::fault_injection::{Fault, FaultKind, FaultPlan};
use local::lambda::AsyncEvent;
use local::local_cloud::{LocalCloud, LocalCloudError, LocalCloudOptions};
use runtime::Runtime;
use serde_json::{Value, json};
use store::Store;

use crate::contract;
use crate::people::Person;

/// When every test begins: a Monday morning, so that deadlines and month ends are the same each
/// time.
const BEGINNING: &str = "2026-03-02T09:00:00Z";

/// The state machine that an approval starts.
const POSTING: &str = "MonthPostMachine";

/// What changes the table or a bucket.
const WRITES: [&str; 7] = [
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "TransactWriteItems",
    "PutObject",
    "DeleteObject",
];

/// A running studio.
#[derive(Debug, Clone)]
pub struct World {
    /// The studio itself: its SDK connector, its deliveries, its streams.
    pub studio: LocalCloud,
}

/// The text of the workspace's `template.yaml`, for tests that change it.
pub fn template() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../template.yaml");
    std::fs::read_to_string(path).expect("the template stands at the root of the workspace")
}

/// What befalls the `nth` call of this operation by this function.
pub fn fault(function: &str, operation: &str, nth: usize, kind: FaultKind) -> Fault {
    let (function, operation) = (Some(function.to_owned()), Some(operation.to_owned()));
    Fault { function, operation, nth, kind }
}

/// What S3 tells a function of a new object.
pub fn object_created(key: &str, sequencer: &str) -> Value {
    json!({ "Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1",
        "eventTime": "2026-01-15T12:00:00.000Z", "eventName": "ObjectCreated:Put",
        "userIdentity": {"principalId": "AWS:X"}, "requestParameters": {"sourceIPAddress": "::1"},
        "responseElements": {"x-amz-request-id": "1", "x-amz-id-2": "2"},
        "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "c",
            "bucket": {"name": "b", "ownerIdentity": {"principalId": "A"}, "arn": "arn:aws:s3:::b"},
            "object": {"key": key, "size": 1, "eTag": "e", "sequencer": sequencer},
        },
    }] })
}

/// A studio that is about to start: unless something else is said, empty, of the workspace's
/// template, on a Monday morning, and with the machine held that an approval starts, so that a test
/// may look at the approved month, reject it, or post it itself.
#[derive(Debug, Clone)]
pub struct WorldPlan {
    template: String,
    start_at: Timestamp,
    folder: Option<PathBuf>,
    holds_postings: bool,
    secret: Option<DeploymentSecret>,
}

impl WorldPlan {
    /// Of another template.
    #[must_use]
    pub fn from_template(mut self, text: String) -> Self {
        self.template = text;
        self
    }

    /// With this text of the template replaced, which must stand in it.
    #[must_use]
    pub fn with_template_edit(mut self, old: &str, new: &str) -> Self {
        assert!(self.template.contains(old), "{old} does not stand in the template");
        self.template = self.template.replace(old, new);
        self
    }

    /// At this time.
    #[must_use]
    pub fn starting_at(mut self, time: &str) -> Self {
        self.start_at = time.parse().expect("a time");
        self
    }

    /// Keeping its buckets in this folder, every version of every object, so that a test may look
    /// through them.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// What an approval starts begins at once, as at AWS.
    #[must_use]
    pub fn with_postings(mut self) -> Self {
        self.holds_postings = false;
        self
    }

    /// Giving ids as every other studio of this plan does, so that two can be compared.
    #[must_use]
    pub fn naming_alike(mut self) -> Self {
        self.secret = Some(DeploymentSecret::from_bytes([7; 32]));
        self
    }

    /// The studio, if its template is understood.
    pub async fn try_start(self) -> Result<World, LocalCloudError> {
        let options = LocalCloudOptions {
            template: Some(self.template),
            start_at: Some(self.start_at),
            data: self.folder,
            deployment_secret: self.secret,
            ..LocalCloudOptions::default()
        };
        let studio = LocalCloud::start(options).await?;
        contract::watch(&studio);
        if self.holds_postings {
            studio.step_functions().hold(POSTING);
        }
        Ok(World { studio })
    }

    /// The studio.
    pub async fn start(self) -> World {
        self.try_start().await.expect("the template starts")
    }
}

impl World {
    /// What every test changes where it needs another studio.
    pub fn plan() -> WorldPlan {
        WorldPlan {
            template: template(),
            start_at: BEGINNING.parse().expect("a time"),
            folder: None,
            holds_postings: true,
            secret: None,
        }
    }

    /// An empty studio as the plan has it.
    pub async fn start() -> Self {
        Self::plan().start().await
    }

    /// An empty studio that keeps its buckets in this folder, and whose postings begin at once.
    pub async fn in_folder(folder: &Path) -> Self {
        Self::plan().in_folder(folder).with_postings().start().await
    }

    /// From now on what an approval starts begins at once, as at AWS; what was held begins too.
    pub fn release_postings(&self) {
        self.studio.step_functions().release();
    }

    /// Somebody who posts briefs.
    pub fn client(&self, name: &str) -> Person {
        self.person(name, "client")
    }

    /// Somebody who submits tracks.
    pub fn composer(&self, name: &str) -> Person {
        self.person(name, "composer")
    }

    /// Somebody who runs the platform.
    pub fn operator(&self, name: &str) -> Person {
        self.person(name, "operator")
    }

    /// Somebody who is all three at once, as in a studio of few.
    pub fn everything(&self, name: &str) -> Person {
        self.person(name, "client composer operator")
    }

    /// A composer whom an operator has named a founding co-producer.
    pub async fn coproducer(&self, name: &str) -> Person {
        let person = self.composer(name);
        person.introduce().await;
        let path = format!("/members/{}/founding-coproducer", person.id);
        let reason = json!({ "reason": "somebody has to begin" });
        self.operator("Olga").create(&path, &reason).await;
        person
    }

    fn person(&self, name: &str, group: &str) -> Person {
        Person::new(self.clone(), name, group)
    }

    /// An HTTP client without a token.
    pub fn http(&self) -> StudioClient {
        self.studio.client()
    }

    /// AWS as this function has it, with its rights.
    pub fn runtime(&self, function: &str) -> Runtime {
        self.studio.sdk_connector().runtime_for(function).expect("the function is in the template")
    }

    /// The table, with the rights of an operator's shell.
    pub fn store(&self) -> Store {
        let runtime = self.studio.sdk_connector().runtime_of_operator("BriefsFunction");
        let runtime = runtime.expect("the function is in the template");
        Store::new(runtime.dynamodb.clone(), &runtime.config.table_name)
    }

    /// Invokes a function with this event, once, and gives its answer.
    pub async fn invoke(&self, function: &str, event: Value) -> Value {
        self.studio.lambda().invoke(function, event).await.expect("the function answers")
    }

    /// Runs the sweep now and waits until nothing moves; gives its report.
    pub async fn sweep(&self) -> Value {
        let report = self.invoke("SweepFunction", json!({})).await;
        self.settle().await;
        report
    }

    /// From now on events are held, and nothing is delivered until [`Self::release_events`].
    pub fn hold_events(&self) {
        self.studio.lambda().deliveries().hold();
    }

    /// What was held so far; a test that takes it delivers it, or it is lost.
    pub fn take_events(&self) -> Vec<AsyncEvent> {
        self.studio.lambda().deliveries().take()
    }

    /// New events are delivered again.
    pub fn release_events(&self) {
        self.studio.lambda().release();
    }

    /// Delivers an event once more, with its retries.
    pub async fn deliver(&self, event: &AsyncEvent) {
        self.studio.lambda().deliver([event.clone()]).await;
    }

    /// The first `times` calls of this operation by this function are refused in a way that no SDK
    /// repeats.
    pub fn refuse_calls(&self, function: &str, operation: &str, times: usize) {
        let refusal = |nth| fault(function, operation, nth, FaultKind::ConditionalConflict);
        self.inject((1..=times).map(refusal));
    }

    /// Every call from now on meets the faults that are meant for it, and no others.
    pub fn inject(&self, faults: impl IntoIterator<Item = Fault>) {
        let plan = faults.into_iter().fold(FaultPlan::none(), FaultPlan::with);
        self.studio.sdk_connector().inject_faults(plan);
    }

    /// Nothing was given up, neither an event nor a batch of the stream, and nothing was denied.
    pub async fn assert_nothing_given_up(&self) {
        assert_eq!(self.studio.lambda().dead_letters(), Vec::<Value>::new());
        assert_eq!(self.denied(), Vec::<String>::new());
        let mut buckets = self.studio.template().buckets.iter().map(|bucket| bucket.name.as_str());
        let bucket = buckets.find(|name| name.contains("-failures-")).unwrap();
        let list = self.runtime("PromotionFunction").s3.list_objects_v2().bucket(bucket);
        let list = list.send().await.unwrap();
        assert_eq!(list.contents(), [], "a batch of the stream was given up");
    }

    /// The studio's time.
    pub fn now(&self) -> Timestamp {
        self.studio.clock().now()
    }

    /// Waits until every event has been handled.
    pub async fn settle(&self) {
        self.studio.settle().await;
    }

    /// Moves the clock on and runs every schedule that it passes.
    pub async fn pass(&self, time: SignedDuration) {
        self.studio.advance(time).await;
    }

    /// Forgets the round trips so far, so that a test counts only its own.
    pub fn count_from_here(&self) {
        self.studio.sdk_connector().forget_calls();
    }

    /// The AWS round trips of a function since [`Self::count_from_here`].
    pub fn round_trips(&self, function: &str) -> Vec<String> {
        let calls = self.studio.sdk_connector().calls().into_iter();
        calls.filter(|call| call.function == function).map(|call| call.operation).collect()
    }

    /// The writes of any function since [`Self::count_from_here`], refused conditions included.
    pub fn writes(&self) -> Vec<String> {
        let calls = self.studio.sdk_connector().calls().into_iter();
        calls
            .filter(|call| WRITES.contains(&call.operation.as_str()))
            .map(|call| format!("{} {}", call.function, call.operation))
            .collect()
    }

    /// What the functions asked for without the right to, as `function action resource`.
    pub fn denied(&self) -> Vec<String> {
        let calls = self.studio.sdk_connector().calls().into_iter();
        calls
            .filter(|call| call.outcome == CallOutcome::Denied)
            .flat_map(|call| {
                let function = call.function;
                call.accesses
                    .into_iter()
                    .map(move |access| format!("{function} {} {}", access.action, access.resource))
            })
            .collect()
    }

    /// Every item of the table, as DynamoDB shows it.
    pub fn items(&self) -> Vec<Value> {
        scan(self.studio.dynamodb(), &self.studio.template().tables[0].name)
    }

    /// The items of one kind.
    pub fn items_of(&self, kind: &str) -> Vec<Value> {
        let mut items = self.items();
        items.retain(|item| item["kind"]["S"] == kind);
        items
    }

    /// All but the items of one kind.
    pub fn items_but(&self, kind: &str) -> Vec<Value> {
        let mut items = self.items();
        items.retain(|item| item["kind"]["S"] != kind);
        items
    }

    /// How many notices of a kind there are.
    pub fn count_notices(&self, kind: &str) -> usize {
        let notices = self.items_of("notice");
        notices.iter().filter(|item| item["body"]["M"]["kind"]["S"] == kind).count()
    }
}

/// Every item of a table, in the order in which it keeps them.
pub(crate) fn scan(dynamodb: &DynamoDb, table: &str) -> Vec<Value> {
    let (mut items, mut start) = (Vec::new(), Value::Null);
    loop {
        let mut request = json!({ "TableName": table });
        if !start.is_null() {
            request["ExclusiveStartKey"] = start;
        }
        let answer = dynamodb.call("Scan", request.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.body);
        let mut page: Value = serde_json::from_str(&answer.body).unwrap();
        items.append(page["Items"].as_array_mut().unwrap());
        start = page["LastEvaluatedKey"].take();
        if start.is_null() {
            return items;
        }
    }
}
