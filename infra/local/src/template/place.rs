//! Where the stack stands, and the names at AWS that follow from it.

/// What AWS would answer for the pseudo parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackLocation {
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::AccountId`.
    pub account: String,
    /// `AWS::StackName`, lower case since bucket names contain it.
    pub stack: String,
}

impl Default for StackLocation {
    fn default() -> Self {
        Self {
            region: "eu-west-1".to_owned(),
            account: "000000000000".to_owned(),
            stack: "coproducer".to_owned(),
        }
    }
}

impl StackLocation {
    /// The ARN of a resource of `service` in this region and account.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account)
    }

    pub fn table_arn(&self, table: &str) -> String {
        self.arn("dynamodb", &format!("table/{table}"))
    }

    /// The ARN of a table's stream; its label, a time at AWS, is always the same here.
    pub fn stream_arn(&self, table: &str) -> String {
        self.arn("dynamodb", &format!("table/{table}/stream/local"))
    }

    pub fn machine_arn(&self, name: &str) -> String {
        self.arn("states", &format!("stateMachine:{name}"))
    }

    pub(super) fn queue_url(&self, queue: &str) -> String {
        format!("https://sqs.{}.amazonaws.com/{}/{queue}", self.region, self.account)
    }

    pub(super) fn provider(&self, pool: &str) -> String {
        format!("cognito-idp.{}.amazonaws.com/{pool}", self.region)
    }

    pub(super) fn pseudo_parameter(&self, name: &str) -> Option<String> {
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
