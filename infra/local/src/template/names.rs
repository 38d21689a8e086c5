//! The local names of resources, and the ARNs that follow from them.

use super::place::StackLocation;

/// The kinds of resources that have local names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    Bucket,
    Function,
    Queue,
    Topic,
    Pool,
    Role,
    Machine,
    Other,
}

impl Kind {
    pub(super) fn of(resource_type: &str) -> Self {
        match resource_type {
            "AWS::DynamoDB::Table" => Self::Table,
            "AWS::S3::Bucket" => Self::Bucket,
            "AWS::Serverless::Function" => Self::Function,
            "AWS::SQS::Queue" => Self::Queue,
            "AWS::SNS::Topic" => Self::Topic,
            "AWS::Cognito::UserPool" => Self::Pool,
            "AWS::IAM::Role" => Self::Role,
            "AWS::StepFunctions::StateMachine" => Self::Machine,
            _ => Self::Other,
        }
    }

    pub(super) fn name_property(self) -> Option<&'static str> {
        match self {
            Self::Table => Some("TableName"),
            Self::Bucket => Some("BucketName"),
            Self::Function => Some("FunctionName"),
            Self::Queue => Some("QueueName"),
            Self::Topic => Some("TopicName"),
            Self::Role => Some("RoleName"),
            Self::Machine => Some("StateMachineName"),
            // A pool's id is made by AWS and does not depend on its name.
            Self::Pool | Self::Other => None,
        }
    }
}

/// The local name of a resource, and the ARN that follows from it.
#[derive(Debug)]
pub(super) struct Names {
    kind: Kind,
    name: String,
}

impl Names {
    /// The name the template gives the resource, else one made from the stack and the logical id.
    pub(super) fn new(
        place: &StackLocation,
        kind: Kind,
        logical_id: &str,
        own_name: Option<String>,
    ) -> Self {
        let StackLocation { stack, region, .. } = place;
        let name = own_name.unwrap_or_else(|| match kind {
            Kind::Bucket => format!("{stack}-{logical_id}").to_lowercase(),
            Kind::Function => logical_id.to_owned(),
            Kind::Pool => format!("{region}_{logical_id}"),
            Kind::Table | Kind::Queue | Kind::Topic | Kind::Role | Kind::Machine | Kind::Other => {
                format!("{stack}-{logical_id}")
            }
        });
        Self { kind, name }
    }

    /// What `!Ref` gives.
    pub(super) fn reference(&self, place: &StackLocation) -> String {
        match self.kind {
            Kind::Queue => place.queue_url(&self.name),
            Kind::Topic => place.arn("sns", &self.name),
            Kind::Machine => place.machine_arn(&self.name),
            Kind::Table | Kind::Bucket | Kind::Function | Kind::Pool | Kind::Role | Kind::Other => {
                self.name.clone()
            }
        }
    }

    /// What `!GetAtt` gives.
    pub(super) fn attribute(&self, place: &StackLocation, attribute: &str) -> Option<String> {
        let name = &self.name;
        match (self.kind, attribute) {
            (Kind::Table, "Arn") => Some(place.table_arn(name)),
            (Kind::Table, "StreamArn") => Some(place.stream_arn(name)),
            (Kind::Bucket, "Arn") => Some(format!("arn:aws:s3:::{name}")),
            (Kind::Bucket, "DomainName") => Some(format!("{name}.s3.amazonaws.com")),
            (Kind::Bucket, "RegionalDomainName") => {
                Some(format!("{name}.s3.{}.amazonaws.com", place.region))
            }
            (Kind::Function, "Arn") => Some(place.arn("lambda", &format!("function:{name}"))),
            (Kind::Queue, "Arn") => Some(place.arn("sqs", name)),
            (Kind::Queue, "QueueName") | (Kind::Topic, "TopicName") | (Kind::Machine, "Name") => {
                Some(name.clone())
            }
            (Kind::Queue, "QueueUrl") => Some(place.queue_url(name)),
            (Kind::Topic, "TopicArn") => Some(place.arn("sns", name)),
            (Kind::Pool, "Arn") => Some(place.arn("cognito-idp", &format!("userpool/{name}"))),
            (Kind::Pool, "ProviderName") => Some(place.provider(name)),
            (Kind::Pool, "ProviderURL") => Some(format!("https://{}", place.provider(name))),
            (Kind::Role, "Arn") => Some(format!("arn:aws:iam::{}:role/{name}", place.account)),
            (Kind::Machine, "Arn") => Some(place.machine_arn(name)),
            (_, _) => None,
        }
    }
}
