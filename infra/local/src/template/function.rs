//! A function: its environment, limits, policy, triggers and what happens to events it fails.

use std::collections::BTreeMap;

use super::declared::DeclaredResources;
use super::error::TemplateError;
use super::events::{
    Destination, ScheduleTrigger, StreamTrigger, TemplateRoute, Triggers, UploadTrigger,
};
use super::node::{Node, Properties};
use super::policy;
use super::resource::Resource;
use crate::iam::IamPolicy;

#[derive(Debug, Clone)]
pub struct Function {
    /// The resource's name in the template, such as `UploadsFunction`.
    pub logical_id: String,
    /// The folder, package and binary of the function, such as `uploads`.
    pub folder: String,
    /// The function's name at AWS.
    pub name: String,
    pub arn: String,
    /// After so long an invocation is stopped.
    pub timeout_s: u32,
    /// How much memory it gets.
    pub memory_mb: u32,
    /// The maximum number of invocations at the same time; `None`: no limit of its own.
    pub concurrency: Option<u32>,
    /// Its environment variables, resolved.
    pub environment: BTreeMap<String, String>,
    /// What its role may do.
    pub policy: IamPolicy,
    /// The HTTP routes it answers.
    pub routes: Vec<TemplateRoute>,
    /// The buckets it listens to.
    pub uploads: Vec<UploadTrigger>,
    /// The streams it reads.
    pub streams: Vec<StreamTrigger>,
    /// The schedules that start it.
    pub schedules: Vec<ScheduleTrigger>,
    /// What happens to asynchronous events that it fails.
    pub asynchronous: Asynchronous,
}

/// What happens to asynchronous events (S3, schedules) that a function fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asynchronous {
    /// How often a failed event is tried again; AWS's default is 2.
    pub maximum_retries: u32,
    /// Where an event goes that failed every time.
    pub on_failure: Option<Destination>,
}

impl Default for Asynchronous {
    fn default() -> Self {
        Self { maximum_retries: 2, on_failure: None }
    }
}

/// What the section `Globals` gives every function.
#[derive(Debug, Default)]
pub(super) struct Defaults {
    environment: BTreeMap<String, String>,
    timeout_s: Option<u32>,
    memory_mb: Option<u32>,
}

/// Properties that change nothing on a laptop: the function is linked into the process.
const WITHOUT_EFFECT: &[&str] = &[
    "Architectures",
    "CodeUri",
    "Description",
    "EphemeralStorage",
    "FunctionName",
    "Handler",
    "LoggingConfig",
    "Runtime",
    "Tags",
    "Tracing",
];

impl Defaults {
    pub(super) fn parse(globals: Option<Node<'_>>) -> Result<Self, TemplateError> {
        let Some(globals) = globals else { return Ok(Self::default()) };
        let mut sections = globals.properties()?;
        let function = sections.take("Function")?;
        sections.finish()?;
        let Some(function) = function else { return Ok(Self::default()) };
        let mut properties = function.properties()?;
        properties.ignore(WITHOUT_EFFECT);
        let defaults = Self {
            environment: environment(&mut properties)?,
            timeout_s: properties.number("Timeout")?,
            memory_mb: properties.number("MemorySize")?,
        };
        properties.finish()?;
        Ok(defaults)
    }
}

impl Function {
    pub(super) fn parse(
        logical_id: &str,
        resource: Resource<'_>,
        defaults: &Defaults,
        declared: DeclaredResources<'_>,
    ) -> Result<Self, TemplateError> {
        let (name, arn) = (resource.reference()?, resource.attribute("Arn")?);
        let mut properties = resource.properties()?;
        properties.ignore(WITHOUT_EFFECT);
        let mut variables = defaults.environment.clone();
        variables.extend(environment(&mut properties)?);
        // Lambda's own defaults: 3 seconds, 128 MB.
        let timeout_s = properties.number("Timeout")?.or(defaults.timeout_s).unwrap_or(3);
        let memory_mb = properties.number("MemorySize")?.or(defaults.memory_mb).unwrap_or(128);
        let concurrency = properties.number("ReservedConcurrentExecutions")?;
        let policy = match properties.take("Policies")? {
            Some(node) => policy::parse(&node)?,
            None => IamPolicy::default(),
        };
        let asynchronous = match properties.take("EventInvokeConfig")? {
            Some(node) => asynchronous(&node, declared)?,
            None => Asynchronous::default(),
        };
        let mut triggers = Triggers::default();
        if let Some(events) = properties.take("Events")? {
            for (event, node) in events.properties()?.rest() {
                triggers.add(logical_id, &event, &node, declared)?;
            }
        }
        properties.finish()?;
        Ok(Self {
            logical_id: logical_id.to_owned(),
            folder: logical_id.trim_end_matches("Function").to_lowercase(),
            name,
            arn,
            timeout_s,
            memory_mb,
            concurrency,
            environment: variables,
            policy,
            routes: triggers.routes,
            uploads: triggers.uploads,
            streams: triggers.streams,
            schedules: triggers.schedules,
            asynchronous,
        })
    }
}

fn environment(properties: &mut Properties<'_>) -> Result<BTreeMap<String, String>, TemplateError> {
    let mut variables = BTreeMap::new();
    if let Some(node) = properties.take("Environment")? {
        let mut environment = node.properties()?;
        if let Some(section) = environment.take("Variables")? {
            for (name, node) in section.properties()?.rest() {
                variables.insert(name, node.text()?);
            }
        }
        environment.finish()?;
    }
    Ok(variables)
}

fn asynchronous(
    node: &Node<'_>,
    declared: DeclaredResources<'_>,
) -> Result<Asynchronous, TemplateError> {
    let mut properties = node.properties()?;
    properties.ignore(&["MaximumEventAgeInSeconds"]);
    let mut asynchronous = Asynchronous::default();
    if let Some(retries) = properties.number("MaximumRetryAttempts")? {
        asynchronous.maximum_retries = retries;
    }
    if let Some(node) = properties.take("DestinationConfig")? {
        asynchronous.on_failure = Destination::on_failure(&node, declared)?;
    }
    properties.finish()?;
    Ok(asynchronous)
}
