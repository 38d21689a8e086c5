//! Where things are kept: tables with their indexes, buckets with their CORS rules, queues.

use super::error::TemplateError;
use super::node::{Node, Properties};
use super::resource::Resource;
use crate::s3::CorsRule;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The resource's name in the template.
    pub logical_id: String,
    pub name: String,
    pub arn: String,
    /// Key attributes of the table and its indexes, each with its type `S`, `N` or `B`.
    pub attributes: Vec<(String, String)>,
    /// The partition key's attribute.
    pub partition_key: String,
    /// The sort key's attribute.
    pub sort_key: Option<String>,
    /// The global secondary indexes.
    pub indexes: Vec<TableIndex>,
    /// What the stream carries (`NEW_AND_OLD_IMAGES` …); `None`: no stream.
    pub stream_view: Option<String>,
    /// The attribute with the expiry in seconds since 1970.
    pub expiry_attribute: Option<String>,
}

/// A global secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableIndex {
    pub name: String,
    /// The partition key's attribute.
    pub partition_key: String,
    /// The sort key's attribute.
    pub sort_key: Option<String>,
    /// Which attributes the index carries.
    pub projection: Projection,
}

/// Which attributes an index carries besides the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Projection {
    All,
    KeysOnly,
    Include(Vec<String>),
}

impl Table {
    pub(super) fn parse(logical_id: &str, resource: Resource<'_>) -> Result<Self, TemplateError> {
        let (name, arn) = (resource.reference()?, resource.attribute("Arn")?);
        let mut properties = resource.properties()?;
        properties.ignore(&[
            "TableName",
            "BillingMode",
            "DeletionProtectionEnabled",
            "PointInTimeRecoverySpecification",
            "SSESpecification",
            "TableClass",
            "OnDemandThroughput",
            "Tags",
        ]);
        let attributes = attributes(&properties.require("AttributeDefinitions")?)?;
        let (partition_key, sort_key) = keys(&properties.require("KeySchema")?)?;
        let mut indexes = Vec::new();
        if let Some(node) = properties.take("GlobalSecondaryIndexes")? {
            for item in node.items()? {
                indexes.push(TableIndex::parse(&item)?);
            }
        }
        let expiry_attribute = match properties.take("TimeToLiveSpecification")? {
            Some(node) => expiry(&node)?,
            None => None,
        };
        let stream_view = match properties.take("StreamSpecification")? {
            Some(node) => {
                let mut stream = node.properties()?;
                let view = stream.require("StreamViewType")?.text()?;
                stream.finish()?;
                Some(view)
            }
            None => None,
        };
        properties.finish()?;
        let logical_id = logical_id.to_owned();
        Ok(Self {
            logical_id,
            name,
            arn,
            attributes,
            partition_key,
            sort_key,
            indexes,
            stream_view,
            expiry_attribute,
        })
    }
}

impl TableIndex {
    fn parse(node: &Node<'_>) -> Result<Self, TemplateError> {
        let mut index = node.properties()?;
        let name = index.require("IndexName")?.text()?;
        let (partition_key, sort_key) = keys(&index.require("KeySchema")?)?;
        let mut projection = index.require("Projection")?.properties()?;
        index.finish()?;
        let kind = projection.require("ProjectionType")?;
        let projected = match kind.text()?.as_str() {
            "ALL" => Projection::All,
            "KEYS_ONLY" => Projection::KeysOnly,
            "INCLUDE" => Projection::Include(projection.require("NonKeyAttributes")?.texts()?),
            other => return Err(kind.refuse(format!("unknown projection `{other}`"))),
        };
        projection.finish()?;
        Ok(Self { name, partition_key, sort_key, projection: projected })
    }
}

fn attributes(node: &Node<'_>) -> Result<Vec<(String, String)>, TemplateError> {
    let mut attributes = Vec::new();
    for item in node.items()? {
        let mut attribute = item.properties()?;
        let name = attribute.require("AttributeName")?.text()?;
        attributes.push((name, attribute.require("AttributeType")?.text()?));
        attribute.finish()?;
    }
    Ok(attributes)
}

fn keys(node: &Node<'_>) -> Result<(String, Option<String>), TemplateError> {
    let (mut partition_key, mut sort_key) = (None, None);
    for item in node.items()? {
        let mut key = item.properties()?;
        let name = key.require("AttributeName")?.text()?;
        match key.require("KeyType")?.text()?.as_str() {
            "HASH" => partition_key = Some(name),
            "RANGE" => sort_key = Some(name),
            other => return Err(item.refuse(format!("unknown key type `{other}`"))),
        }
        key.finish()?;
    }
    let partition_key = partition_key.ok_or_else(|| node.refuse("a key schema without HASH"))?;
    Ok((partition_key, sort_key))
}

fn expiry(node: &Node<'_>) -> Result<Option<String>, TemplateError> {
    let mut expiry = node.properties()?;
    let attribute = expiry.require("AttributeName")?.text()?;
    let enabled = expiry.require("Enabled")?.boolean()?;
    expiry.finish()?;
    Ok(enabled.then_some(attribute))
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// The resource's name in the template.
    pub logical_id: String,
    pub name: String,
    pub arn: String,
    /// Whether overwritten and deleted objects stay reachable by version id.
    pub versioned: bool,
    /// What browsers may do, first match wins.
    pub cors: Vec<CorsRule>,
}

impl Bucket {
    pub(super) fn parse(logical_id: &str, resource: Resource<'_>) -> Result<Self, TemplateError> {
        let (name, arn) = (resource.reference()?, resource.attribute("Arn")?);
        let mut properties = resource.properties()?;
        // Nothing is public, encrypted or swept away on a laptop.
        properties.ignore(&[
            "BucketName",
            "BucketEncryption",
            "LifecycleConfiguration",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "Tags",
        ]);
        let versioned = match properties.take("VersioningConfiguration")? {
            Some(node) => {
                let mut versioning = node.properties()?;
                let enabled = versioning.require("Status")?.text()? == "Enabled";
                versioning.finish()?;
                enabled
            }
            None => false,
        };
        let mut cors = Vec::new();
        if let Some(node) = properties.take("CorsConfiguration")? {
            let mut configuration = node.properties()?;
            for rule in configuration.require("CorsRules")?.items()? {
                cors.push(cors_rule(rule.properties()?)?);
            }
            configuration.finish()?;
        }
        properties.finish()?;
        Ok(Self { logical_id: logical_id.to_owned(), name, arn, versioned, cors })
    }
}

fn cors_rule(mut rule: Properties<'_>) -> Result<CorsRule, TemplateError> {
    rule.ignore(&["Id"]);
    let read = CorsRule {
        allowed_origins: rule.require("AllowedOrigins")?.texts()?,
        allowed_methods: rule.require("AllowedMethods")?.texts()?,
        allowed_headers: rule.texts("AllowedHeaders")?,
        exposed_headers: rule.texts("ExposedHeaders")?,
        max_age_seconds: rule.number("MaxAge")?,
    };
    rule.finish()?;
    Ok(read)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// The resource's name in the template.
    pub logical_id: String,
    pub name: String,
    pub arn: String,
    pub url: String,
}

impl Queue {
    pub(super) fn parse(logical_id: &str, resource: Resource<'_>) -> Result<Self, TemplateError> {
        let queue = Self {
            logical_id: logical_id.to_owned(),
            name: resource.attribute("QueueName")?,
            arn: resource.attribute("Arn")?,
            url: resource.reference()?,
        };
        if let Some(mut properties) = resource.properties {
            properties.ignore(&[
                "QueueName",
                "MessageRetentionPeriod",
                "SqsManagedSseEnabled",
                "KmsMasterKeyId",
                "VisibilityTimeout",
                "Tags",
            ]);
            properties.finish()?;
        }
        Ok(queue)
    }
}
