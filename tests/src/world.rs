//! A studio of its own for every test, and what a test may ask behind the API.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use local::call_log::CallOutcome;
use local::client::StudioClient;
use local::local_cloud::{LocalCloud, LocalCloudError, LocalCloudOptions};
use serde_json::{Value, json};

use crate::people::Person;

/// When every test begins: a Monday morning, so that deadlines and month ends are the same each time.
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

/// A running studio with nothing in it.
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

impl World {
    /// An empty studio built from the workspace's template.
    pub async fn start() -> Self {
        Self::from_template(template()).await.expect("the workspace's template starts")
    }

    /// An empty studio built from another template. What an approval starts is held, so that tests may
    /// look at the approved month, reject it, or post it themselves: see [`Self::postings_begin`].
    pub async fn from_template(text: String) -> Result<Self, LocalCloudError> {
        let start_at = BEGINNING.parse().expect("a time");
        let options = LocalCloudOptions {
            template: Some(text),
            start_at: Some(start_at),
            ..LocalCloudOptions::default()
        };
        let studio = LocalCloud::start(options).await?;
        studio.step_functions().hold(POSTING);
        Ok(Self { studio })
    }

    /// An empty studio that keeps its buckets in this folder, every version of every object, so that a
    /// test may look through them. What an approval starts begins at once.
    pub async fn in_folder(folder: &Path) -> Self {
        let options = LocalCloudOptions {
            data: Some(folder.to_owned()),
            start_at: Some(BEGINNING.parse().expect("a time")),
            ..LocalCloudOptions::default()
        };
        Self { studio: LocalCloud::start(options).await.expect("the workspace's template starts") }
    }

    /// From now on what an approval starts begins at once, as at AWS; what was held begins too.
    pub fn postings_begin(&self) {
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

    /// A composer whom an operator has named a founding co-producer.
    pub async fn coproducer(&self, name: &str) -> Person {
        let person = self.composer(name);
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
        let table = &self.studio.template().tables[0].name;
        let mut items = Vec::new();
        let mut start = Value::Null;
        loop {
            let mut request = json!({ "TableName": table });
            if !start.is_null() {
                request["ExclusiveStartKey"] = start;
            }
            let answer = self.studio.dynamodb().call("Scan", request.to_string().as_bytes());
            assert_eq!(answer.status, 200, "{}", answer.body);
            let mut page: Value = serde_json::from_str(&answer.body).unwrap();
            items.append(page["Items"].as_array_mut().unwrap());
            start = page["LastEvaluatedKey"].take();
            if start.is_null() {
                return items;
            }
        }
    }

    /// The items of one kind.
    pub fn items_of(&self, kind: &str) -> Vec<Value> {
        let mut items = self.items();
        items.retain(|item| item["kind"]["S"] == kind);
        items
    }
}
