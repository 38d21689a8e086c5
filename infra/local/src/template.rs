//! `template.yaml` as a typed model: the only description of the studio that the laptop cloud has.
//! What the template does not say does not happen, and what stands in it and is not understood here
//! stops the start with its line. Reading belongs here; doing belongs to the other modules.

mod api;
mod events;
mod function;
mod lines;
mod machine;
mod names;
mod node;
mod policy;
mod scope;
mod storage;

use std::collections::BTreeMap;

use thiserror::Error;

pub use api::{Authorizer, Cors, HttpApi, Throttle};
pub use events::{Destination, Route, ScheduleTrigger, StreamTrigger, UploadTrigger};
pub use function::{Asynchronous, Function};
pub use machine::Role;
pub use storage::{Bucket, CorsRule, Index, Projection, Queue, Table};

use node::{Node, Properties};
use scope::Scope;

use crate::step_functions::definition::Machine;

/// Where the stack stands: what AWS would answer for the pseudo parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::AccountId`.
    pub account: String,
    /// `AWS::StackName`, lower case since bucket names contain it.
    pub stack: String,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            region: "eu-west-1".to_owned(),
            account: "000000000000".to_owned(),
            stack: "coproducer".to_owned(),
        }
    }
}

impl Place {
    /// The ARN of a resource of `service` in this region and account.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account)
    }

    /// The ARN of a table.
    pub fn table_arn(&self, table: &str) -> String {
        self.arn("dynamodb", &format!("table/{table}"))
    }

    /// The ARN of a table's stream; its label, a time at AWS, is always the same here.
    pub fn stream_arn(&self, table: &str) -> String {
        self.arn("dynamodb", &format!("table/{table}/stream/local"))
    }

    /// The ARN of a state machine.
    pub fn machine_arn(&self, name: &str) -> String {
        self.arn("states", &format!("stateMachine:{name}"))
    }

    fn queue_url(&self, queue: &str) -> String {
        format!("https://sqs.{}.amazonaws.com/{}/{queue}", self.region, self.account)
    }

    fn provider(&self, pool: &str) -> String {
        format!("cognito-idp.{}.amazonaws.com/{pool}", self.region)
    }

    fn pseudo_parameter(&self, name: &str) -> Option<String> {
        match name {
            "AWS::Region" => Some(self.region.clone()),
            "AWS::AccountId" => Some(self.account.clone()),
            "AWS::StackName" => Some(self.stack.clone()),
            "AWS::Partition" => Some("aws".to_owned()),
            "AWS::URLSuffix" => Some("amazonaws.com".to_owned()),
            _ => None,
        }
    }
}

/// The template cannot be the studio's.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// Not YAML at all; the source names line and column.
    #[error("the template is not YAML")]
    NotYaml(#[source] yaml_serde::Error),
    /// Something that the laptop cloud does not understand.
    #[error("template line {line}: {what}")]
    NotUnderstood {
        /// The line, counted from 1.
        line: usize,
        /// What stands there.
        what: String,
    },
}

/// Everything the template says that has an effect on a laptop.
#[derive(Debug, Clone)]
pub struct Template {
    /// Where the stack stands.
    pub place: Place,
    /// The parameters with their defaults or given values.
    pub parameters: BTreeMap<String, String>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The buckets.
    pub buckets: Vec<Bucket>,
    /// The queues that take what was given up.
    pub queues: Vec<Queue>,
    /// The HTTP API, if there is one.
    pub api: Option<HttpApi>,
    /// The functions, in the order of the template.
    pub functions: Vec<Function>,
    /// The state machines.
    pub machines: Vec<Machine>,
    /// The roles that services take on.
    pub roles: Vec<Role>,
}

/// Resources that change nothing on a laptop: logs go to the terminal, nobody watches alarms,
/// people sign in without a password, bucket policies only insist on TLS.
const WITHOUT_EFFECT: &[&str] = &[
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolGroup",
    "AWS::Logs::LogGroup",
    "AWS::Logs::MetricFilter",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Topic",
    "AWS::SQS::QueuePolicy",
];

const FUNCTION: &str = "AWS::Serverless::Function";
const MACHINE: &str = "AWS::StepFunctions::StateMachine";

impl Template {
    /// Reads a template; `parameters` replace the defaults of the same name.
    ///
    /// # Errors
    /// The first thing that is not understood, with its line.
    pub fn parse(
        text: &str,
        place: Place,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Self, TemplateError> {
        let mut scope = Scope::new(text, place)?;
        scope.parameters = scope.read_parameters(parameters)?;
        let scope = scope;
        let mut sections = Node::root(&scope).properties()?;
        sections.ignore(&[
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Outputs",
            "Parameters",
            "Conditions",
        ]);
        if let Some(transform) = sections.take("Transform")? {
            transform.must_be("AWS::Serverless-2016-10-31")?;
        }
        let globals = sections.take("Globals")?;
        let resources = sections.require("Resources")?;
        sections.finish()?;
        let mut template = Self::empty(&scope);
        let defaults = function::Defaults::read(globals)?;
        let mut late = Vec::new();
        for (logical_id, node) in resources.properties()?.rest() {
            if let Some((kind, resource)) = present_resource(&node)? {
                template.add(&logical_id, &kind, resource, &mut late)?;
            }
        }
        // These come last: their destinations and roles are named elsewhere in the template.
        for (logical_id, kind, resource) in late {
            if kind == MACHINE {
                let machine = machine::read(&logical_id, resource, &template.roles)?;
                template.machines.push(machine);
                continue;
            }
            let function = Function::read(&logical_id, resource, &defaults, &template)?;
            template.functions.push(function);
        }
        Ok(template)
    }

    fn empty(scope: &Scope) -> Self {
        let values = scope.parameters.iter();
        Self {
            place: scope.place.clone(),
            parameters: values.map(|(name, value)| (name.clone(), value.value.clone())).collect(),
            tables: Vec::new(),
            buckets: Vec::new(),
            queues: Vec::new(),
            api: None,
            functions: Vec::new(),
            machines: Vec::new(),
            roles: Vec::new(),
        }
    }

    fn add<'t>(
        &mut self,
        logical_id: &str,
        kind: &str,
        resource: Resource<'t>,
        late: &mut Vec<(String, String, Resource<'t>)>,
    ) -> Result<(), TemplateError> {
        match kind {
            "AWS::DynamoDB::Table" => self.tables.push(Table::read(logical_id, resource)?),
            "AWS::S3::Bucket" => self.buckets.push(Bucket::read(logical_id, resource)?),
            "AWS::SQS::Queue" => self.queues.push(Queue::read(logical_id, resource)?),
            "AWS::Serverless::HttpApi" if self.api.is_none() => {
                self.api = Some(HttpApi::read(logical_id, resource)?);
            }
            "AWS::Serverless::HttpApi" => {
                return Err(resource.node.refuse("a second HTTP API"));
            }
            "AWS::IAM::Role" => self.roles.push(Role::read(resource)?),
            FUNCTION | MACHINE => late.push((logical_id.to_owned(), kind.to_owned(), resource)),
            inert if WITHOUT_EFFECT.contains(&inert) => {}
            other => {
                let what = format!("unknown resource type `{other}` of `{logical_id}`");
                return Err(resource.node.refuse(what));
            }
        }
        Ok(())
    }

    /// The function with this logical id.
    pub fn function(&self, logical_id: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.logical_id == logical_id)
    }

    /// The bucket of this name.
    pub fn bucket(&self, name: &str) -> Option<&Bucket> {
        self.buckets.iter().find(|bucket| bucket.name == name)
    }
}

/// A resource that exists: the place of its declaration and its properties.
#[derive(Debug)]
struct Resource<'t> {
    node: Node<'t>,
    properties: Option<Properties<'t>>,
}

impl<'t> Resource<'t> {
    fn properties(self) -> Result<Properties<'t>, TemplateError> {
        let refusal = self.node.refuse(format!("`{}` has no `Properties`", self.node.name()));
        self.properties.ok_or(refusal)
    }

    /// What `!Ref` to this resource gives.
    fn reference(&self) -> Result<String, TemplateError> {
        self.node.reference(self.node.name())
    }

    /// What `!GetAtt` of this resource's `attribute` gives.
    fn attribute(&self, attribute: &str) -> Result<String, TemplateError> {
        self.node.attribute(self.node.name(), attribute)
    }
}

/// The type and properties of a resource, `None` if its condition does not hold.
fn present_resource<'t>(node: &Node<'t>) -> Result<Option<(String, Resource<'t>)>, TemplateError> {
    let mut declaration = node.properties()?;
    if let Some(condition) = declaration.take("Condition")?
        && !condition.named_condition()?
    {
        return Ok(None);
    }
    let kind = declaration.require("Type")?.text()?;
    let properties = declaration.take("Properties")?.map(|node| node.properties()).transpose()?;
    declaration.ignore(&["DeletionPolicy", "UpdateReplacePolicy", "Metadata", "DependsOn"]);
    declaration.finish()?;
    Ok(Some((kind, Resource { node: node.clone(), properties })))
}

#[cfg(test)]
mod tests;
