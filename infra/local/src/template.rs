//! `template.yaml` as a typed model: the only description of the studio that the laptop cloud has.
//! What the template does not say does not happen, and what stands in it and is not understood here
//! stops the start with its line. Reading belongs here; doing belongs to the other modules.

mod api;
mod declared;
mod error;
mod events;
mod function;
mod intrinsics;
mod lines;
mod machine;
mod names;
mod node;
mod parameters;
mod place;
mod policy;
mod resource;
mod scope;
mod storage;

use std::collections::BTreeMap;

pub use api::{Authorizer, Cors, HttpApi, Throttle};
pub use error::TemplateError;
pub use events::{Destination, ScheduleTrigger, StreamTrigger, TemplateRoute, UploadTrigger};
pub use function::{Asynchronous, Function};
pub use machine::Role;
pub use place::StackLocation;
pub use storage::{Bucket, Projection, Queue, Table, TableIndex};

use declared::DeclaredResources;
use node::Node;
use resource::{Resource, present_resource};
use scope::Scope;

use crate::step_functions::definition::StateMachineDefinition;

/// Everything the template says that has an effect on a laptop.
#[derive(Debug, Clone)]
pub struct Template {
    /// Where the stack stands.
    pub place: StackLocation,
    /// The parameters with their defaults or given values.
    pub parameters: BTreeMap<String, String>,
    pub tables: Vec<Table>,
    pub buckets: Vec<Bucket>,
    /// The queues that take failed events.
    pub queues: Vec<Queue>,
    /// The HTTP API, if there is one.
    pub api: Option<HttpApi>,
    /// The functions, in the order of the template.
    pub functions: Vec<Function>,
    pub machines: Vec<StateMachineDefinition>,
    /// The roles that services take on.
    pub roles: Vec<Role>,
}

/// Resources that change nothing on a laptop: logs go to the terminal, alarms have no reader,
/// people sign in without a password, bucket policies only insist on TLS, and the pages are answered
/// where the API is (`pages`).
const WITHOUT_EFFECT: &[&str] = &[
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::Cognito::ManagedLoginBranding",
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
        place: StackLocation,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Self, TemplateError> {
        let mut scope = Scope::new(text, place)?;
        scope.parameters = parameters::read_parameters(&scope, parameters)?;
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
        let defaults = function::Defaults::parse(globals)?;
        let mut late = Vec::new();
        for (logical_id, node) in resources.properties()?.rest() {
            if let Some((kind, resource)) = present_resource(&node)? {
                template.add(&logical_id, &kind, resource, &mut late)?;
            }
        }
        // These come last: their destinations and roles are named elsewhere in the template.
        for (logical_id, kind, resource) in late {
            if kind == MACHINE {
                let machine = machine::parse(&logical_id, resource, &template.roles)?;
                template.machines.push(machine);
                continue;
            }
            let declared = DeclaredResources {
                place: &template.place,
                tables: &template.tables,
                buckets: &template.buckets,
                queues: &template.queues,
                api: template.api.as_ref(),
            };
            let function = Function::parse(&logical_id, resource, &defaults, declared)?;
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
            "AWS::DynamoDB::Table" => self.tables.push(Table::parse(logical_id, resource)?),
            "AWS::S3::Bucket" => self.buckets.push(Bucket::parse(logical_id, resource)?),
            "AWS::SQS::Queue" => self.queues.push(Queue::parse(logical_id, resource)?),
            "AWS::Serverless::HttpApi" if self.api.is_none() => {
                self.api = Some(HttpApi::parse(logical_id, resource)?);
            }
            "AWS::Serverless::HttpApi" => {
                return Err(resource.node.refuse("a second HTTP API"));
            }
            "AWS::IAM::Role" => self.roles.push(Role::parse(resource)?),
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

#[cfg(test)]
mod tests;
