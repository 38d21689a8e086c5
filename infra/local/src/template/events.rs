//! What starts a function: routes, uploads, stream records, schedules.

use serde_json::Value;

use super::declared::DeclaredResources;
use super::error::TemplateError;
use super::node::{Node, Properties};
use super::storage::Table;
use crate::schedules::{Expression, Schedule, Service};

/// An HTTP route of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRoute {
    /// The event's name at the function.
    pub event: String,
    /// Upper case, or `ANY`.
    pub method: String,
    /// With parameters in braces: `/briefs/{brief}`.
    pub path: String,
    /// The authorizer that a request must pass; `None`: public.
    pub authorizer: Option<String>,
}

/// A bucket's notification to a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadTrigger {
    /// The event's name at the function.
    pub event: String,
    pub bucket: String,
    /// Kinds of events, such as `s3:ObjectCreated:*`.
    pub kinds: Vec<String>,
    /// Only keys that begin so.
    pub prefix: Option<String>,
    /// Only keys that end so.
    pub suffix: Option<String>,
}

/// A table's stream, as a function reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamTrigger {
    /// The event's name at the function.
    pub event: String,
    pub table: String,
    /// From the oldest record (`TRIM_HORIZON`) or only new ones (`LATEST`).
    pub from_oldest: bool,
    /// The maximum number of records per event.
    pub batch_size: usize,
    /// Patterns in EventBridge's language; a record passes if any matches, or if there is none.
    pub filters: Vec<Value>,
    /// Whether the function names the records it failed.
    pub reports_item_failures: bool,
    /// Whether a failing batch is halved.
    pub bisects: bool,
    /// How often a batch is tried again; `None`: until it is too old.
    pub maximum_retries: Option<u32>,
    /// The age after which a record is dropped; `None`: when the stream forgets it.
    pub maximum_age_s: Option<u32>,
    /// Where the records go that failed every time.
    pub on_failure: Option<Destination>,
}

/// A schedule that starts a function.
#[derive(Debug, Clone)]
pub struct ScheduleTrigger {
    /// When, and with which event.
    pub schedule: Schedule,
    /// How often the scheduler tries to hand its event to Lambda; the function's own retries are
    /// those of every asynchronous event.
    pub maximum_retries: u32,
}

/// Where failed batches go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// The queue of this name.
    Queue(String),
    /// The bucket of this name.
    Bucket(String),
}

impl Destination {
    /// Reads a `DestinationConfig`.
    pub(super) fn on_failure(
        node: &Node<'_>,
        declared: DeclaredResources<'_>,
    ) -> Result<Option<Self>, TemplateError> {
        let mut configuration = node.properties()?;
        let on_failure = configuration.take("OnFailure")?;
        configuration.finish()?;
        let Some(on_failure) = on_failure else { return Ok(None) };
        let mut properties = on_failure.properties()?;
        properties.ignore(&["Type"]);
        let destination = properties.require("Destination")?;
        properties.finish()?;
        let arn = destination.text()?;
        let queue = declared.queues.iter().find(|queue| queue.arn == arn);
        let bucket = declared.buckets.iter().find(|bucket| bucket.arn == arn);
        match (queue, bucket) {
            (Some(queue), _) => Ok(Some(Self::Queue(queue.name.clone()))),
            (None, Some(bucket)) => Ok(Some(Self::Bucket(bucket.name.clone()))),
            (None, None) => {
                Err(destination.refuse(format!("`{arn}` is neither a queue nor a bucket here")))
            }
        }
    }
}

/// The triggers of one function, by kind.
#[derive(Debug, Default)]
pub(super) struct Triggers {
    pub(super) routes: Vec<TemplateRoute>,
    pub(super) uploads: Vec<UploadTrigger>,
    pub(super) streams: Vec<StreamTrigger>,
    pub(super) schedules: Vec<ScheduleTrigger>,
}

impl Triggers {
    /// Reads one entry of a function's `Events`.
    pub(super) fn add(
        &mut self,
        function: &str,
        event: &str,
        node: &Node<'_>,
        declared: DeclaredResources<'_>,
    ) -> Result<(), TemplateError> {
        let mut declaration = node.properties()?;
        let kind = declaration.require("Type")?.text()?;
        let properties = declaration.require("Properties")?.properties()?;
        declaration.finish()?;
        let event_name = event.to_owned();
        match kind.as_str() {
            "HttpApi" => self.routes.push(route(event_name, properties, declared)?),
            "S3" => self.uploads.push(upload(event_name, properties, declared)?),
            "DynamoDB" => {
                self.streams.extend(stream(event_name, properties, declared)?);
            }
            "ScheduleV2" => {
                let name = format!("{function}-{event}");
                self.schedules.extend(schedule_v2(name, function, properties)?);
            }
            "Schedule" => {
                let name = format!("{function}-{event}");
                self.schedules.extend(schedule_rule(name, function, properties)?);
            }
            other => return Err(node.refuse(format!("unknown event type `{other}`"))),
        }
        Ok(())
    }
}

fn route(
    event: String,
    mut properties: Properties<'_>,
    declared: DeclaredResources<'_>,
) -> Result<TemplateRoute, TemplateError> {
    let Some(api) = declared.api else {
        return Err(properties.node.refuse("a route without an HTTP API"));
    };
    properties.require("ApiId")?.must_be(&api.id)?;
    let method = properties.require("Method")?.text()?.to_uppercase();
    let path = properties.require("Path")?.text()?;
    let auth = properties.take("Auth")?;
    if let Some(version) = properties.take("PayloadFormatVersion")? {
        version.must_be("2.0")?;
    }
    properties.finish()?;
    let authorizer = match auth {
        None => api.default_authorizer.clone(),
        Some(node) => {
            let mut auth = node.properties()?;
            let name = auth.require("Authorizer")?;
            auth.finish()?;
            match name.text()?.as_str() {
                "NONE" => None,
                known if api.authorizer(known).is_some() => Some(known.to_owned()),
                other => return Err(name.refuse(format!("unknown authorizer `{other}`"))),
            }
        }
    };
    Ok(TemplateRoute { event, method, path, authorizer })
}

fn upload(
    event: String,
    mut properties: Properties<'_>,
    declared: DeclaredResources<'_>,
) -> Result<UploadTrigger, TemplateError> {
    let bucket = properties.require("Bucket")?;
    let bucket_name = bucket.text()?;
    if !declared.buckets.iter().any(|bucket| bucket.name == bucket_name) {
        return Err(bucket.refuse(format!("`{bucket_name}` is not a bucket of this template")));
    }
    let kinds = properties.require("Events")?.texts()?;
    let filter = properties.take("Filter")?;
    properties.finish()?;
    let (mut prefix, mut suffix) = (None, None);
    if let Some(filter) = filter {
        let mut filter = filter.properties()?;
        let mut key = filter.require("S3Key")?.properties()?;
        filter.finish()?;
        for rule in key.require("Rules")?.items()? {
            let mut properties = rule.properties()?;
            let value = properties.require("Value")?.text()?;
            match properties.require("Name")?.text()?.as_str() {
                "prefix" => prefix = Some(value),
                "suffix" => suffix = Some(value),
                other => return Err(rule.refuse(format!("unknown key filter `{other}`"))),
            }
            properties.finish()?;
        }
        key.finish()?;
    }
    Ok(UploadTrigger { event, bucket: bucket_name, kinds, prefix, suffix })
}

fn stream(
    event: String,
    mut properties: Properties<'_>,
    declared: DeclaredResources<'_>,
) -> Result<Option<StreamTrigger>, TemplateError> {
    let stream = properties.require("Stream")?;
    let arn = stream.text()?;
    let streaming = |table: &&Table| {
        table.stream_view.is_some() && declared.place.stream_arn(&table.name) == arn
    };
    let Some(table) = declared.tables.iter().find(streaming) else {
        return Err(stream.refuse(format!("`{arn}` is not the stream of a table here")));
    };
    let enabled = properties.boolean("Enabled")?.unwrap_or(true);
    let starting = properties.require("StartingPosition")?;
    let from_oldest = match starting.text()?.as_str() {
        "TRIM_HORIZON" => true,
        "LATEST" => false,
        other => return Err(starting.refuse(format!("unknown starting position `{other}`"))),
    };
    let trigger = StreamTrigger {
        event,
        table: table.name.clone(),
        from_oldest,
        batch_size: properties.number("BatchSize")?.unwrap_or(100),
        filters: filters(&mut properties)?,
        reports_item_failures: reports_item_failures(&mut properties)?,
        bisects: properties.boolean("BisectBatchOnFunctionError")?.unwrap_or(false),
        maximum_retries: properties.number("MaximumRetryAttempts")?,
        maximum_age_s: properties.number("MaximumRecordAgeInSeconds")?,
        on_failure: match properties.take("DestinationConfig")? {
            Some(node) => Destination::on_failure(&node, declared)?,
            None => None,
        },
    };
    // Here a batch is handed over at once, one after the other.
    properties.ignore(&["MaximumBatchingWindowInSeconds", "ParallelizationFactor"]);
    properties.finish()?;
    Ok(enabled.then_some(trigger))
}

fn filters(properties: &mut Properties<'_>) -> Result<Vec<Value>, TemplateError> {
    let Some(node) = properties.take("FilterCriteria")? else { return Ok(Vec::new()) };
    let mut criteria = node.properties()?;
    let mut filters = Vec::new();
    for item in criteria.require("Filters")?.items()? {
        let mut filter = item.properties()?;
        let pattern = filter.require("Pattern")?;
        filter.finish()?;
        filters.push(json(&pattern)?);
    }
    criteria.finish()?;
    Ok(filters)
}

fn reports_item_failures(properties: &mut Properties<'_>) -> Result<bool, TemplateError> {
    let Some(node) = properties.take("FunctionResponseTypes")? else { return Ok(false) };
    match node.texts()?.as_slice() {
        [one] if one == "ReportBatchItemFailures" => Ok(true),
        _ => Err(node.refuse("unknown function response type")),
    }
}

fn schedule_v2(
    name: String,
    function: &str,
    mut properties: Properties<'_>,
) -> Result<Option<ScheduleTrigger>, TemplateError> {
    properties.ignore(&["Name", "Description", "GroupName", "OmitName"]);
    if let Some(zone) = properties.take("ScheduleExpressionTimezone")? {
        zone.must_be("UTC")?;
    }
    if let Some(window) = properties.take("FlexibleTimeWindow")? {
        let mut window = window.properties()?;
        window.require("Mode")?.must_be("OFF")?;
        window.finish()?;
    }
    let enabled = match properties.text("State")?.as_deref() {
        None | Some("ENABLED") => true,
        Some(_) => false,
    };
    schedule(name, function, "ScheduleExpression", Service::Scheduler, enabled, properties)
}

fn schedule_rule(
    name: String,
    function: &str,
    mut properties: Properties<'_>,
) -> Result<Option<ScheduleTrigger>, TemplateError> {
    properties.ignore(&["Name", "Description"]);
    let enabled = properties.boolean("Enabled")?.unwrap_or(true);
    schedule(name, function, "Schedule", Service::Rule, enabled, properties)
}

fn schedule(
    name: String,
    function: &str,
    key: &str,
    service: Service,
    enabled: bool,
    mut properties: Properties<'_>,
) -> Result<Option<ScheduleTrigger>, TemplateError> {
    let node = properties.require(key)?;
    let expression =
        Expression::parse(&node.text()?).map_err(|error| node.refuse(error.to_string()))?;
    let input = properties.take("Input")?.map(|node| json(&node)).transpose()?;
    // AWS's default for schedules.
    let mut maximum_retries = 185;
    if let Some(node) = properties.take("RetryPolicy")? {
        let mut policy = node.properties()?;
        policy.ignore(&["MaximumEventAgeInSeconds"]);
        maximum_retries = policy.number("MaximumRetryAttempts")?.unwrap_or(maximum_retries);
        policy.finish()?;
    }
    properties.finish()?;
    let schedule = Schedule { name, function: function.to_owned(), expression, service, input };
    Ok(enabled.then_some(ScheduleTrigger { schedule, maximum_retries }))
}

fn json(node: &Node<'_>) -> Result<Value, TemplateError> {
    serde_json::from_str(&node.text()?)
        .map_err(|error| node.refuse(format!("`{}` is not JSON: {error}", node.name())))
}
