//! The table: an embedded DynamoDB in memory or in a file, called in the process with the same JSON
//! that AWS gets over HTTP. Streams and expiry are read from here too.

use std::path::Path;
use std::sync::Arc;

use dynoxide::{Database, DynoxideError};
use runtime::Clock;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thiserror::Error;
use tokio::sync::watch;

use crate::aws_responses::AwsJsonResponse;
use crate::template::{Projection, StackLocation, Table, TableIndex};

/// The maximum number of records per read of a stream, as at AWS.
const RECORDS_MAX: usize = 1_000;

/// The embedded DynamoDB. Clones share one database.
#[derive(Clone)]
pub struct DynamoDb {
    database: Database,
    tables: Arc<Vec<Table>>,
    place: StackLocation,
    clock: Clock,
    writes: Arc<watch::Sender<u64>>,
}

/// Where the data stands.
#[derive(Debug, Clone, Copy)]
pub enum Storage<'p> {
    /// Gone with the process.
    Memory,
    File(&'p Path),
}

/// The embedded DynamoDB could not do what only a start or a pump asks for.
#[derive(Debug, Error)]
pub enum DynamoDbError {
    /// The database file cannot be opened, or a table cannot be made or read.
    #[error("the embedded database failed")]
    Database(#[from] DynoxideError),
    /// A request that this module makes itself was refused.
    #[error("the embedded database refused {operation}: {body}")]
    Refused { operation: &'static str, body: String },
    /// An answer is not the JSON it should be.
    #[error("the embedded database answered something unreadable")]
    Unreadable(#[from] serde_json::Error),
    /// The file was made from another template.
    #[error("table {table} was made with other keys or indexes: start with a new data folder")]
    OtherTable { table: String },
    /// The template declares no such table.
    #[error("there is no table {table}")]
    NoTable { table: String },
}

impl std::fmt::Debug for DynamoDb {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DynamoDb").field("tables", &self.tables).finish_non_exhaustive()
    }
}

impl DynamoDb {
    /// Opens the database and makes the tables that are not there yet.
    pub fn open(
        storage: Storage<'_>,
        tables: &[Table],
        place: StackLocation,
        clock: Clock,
    ) -> Result<Self, DynamoDbError> {
        let database = match storage {
            Storage::Memory => Database::memory()?,
            Storage::File(path) => Database::new(&path.to_string_lossy())?,
        };
        let writes = Arc::new(watch::Sender::new(0));
        let dynamodb = Self { database, tables: Arc::new(tables.to_vec()), place, clock, writes };
        for table in tables {
            dynamodb.create_table(table)?;
        }
        Ok(dynamodb)
    }

    /// Answers `operation` (the part of `X-Amz-Target` after the dot) with this JSON body.
    pub fn call(&self, operation: &str, body: &[u8]) -> AwsJsonResponse {
        match self.dispatch(operation, body) {
            Ok(body) => {
                if is_write(operation) {
                    self.writes.send_modify(|count| *count = count.wrapping_add(1));
                }
                AwsJsonResponse { status: 200, body }
            }
            Err(error) => {
                let error = on_the_wire(operation, error);
                AwsJsonResponse { status: error.status_code(), body: error.to_json() }
            }
        }
    }

    /// Changes after every write that took effect: the stream's pump waits for it.
    pub fn writes(&self) -> watch::Receiver<u64> {
        self.writes.subscribe()
    }

    /// The stream's records after the given sequence number (from the oldest without one), at most
    /// `limit`, each in the form in which Lambda hands it to a function.
    pub fn records(
        &self,
        table: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Value>, DynamoDbError> {
        let stream_arn = self.place.stream_arn(table);
        let kind = if after.is_some() { "AFTER_SEQUENCE_NUMBER" } else { "TRIM_HORIZON" };
        let request = json!({
            "StreamArn": stream_arn,
            "ShardId": dynoxide::streams::shard_id(table),
            "ShardIteratorType": kind,
            "SequenceNumber": after,
        });
        let iterator = self.database.get_shard_iterator(serde_json::from_value(request)?)?;
        let request = json!({
            "ShardIterator": iterator.shard_iterator,
            "Limit": limit.min(RECORDS_MAX),
        });
        let answer = self.database.get_records(serde_json::from_value(request)?)?;
        let mut records = Vec::with_capacity(answer.records.len());
        for record in answer.records {
            let mut record = serde_json::to_value(record)?;
            if let Some(fields) = record.as_object_mut() {
                fields.insert("eventSourceARN".to_owned(), stream_arn.clone().into());
                fields.insert("awsRegion".to_owned(), self.place.region.clone().into());
            }
            records.push(record);
        }
        Ok(records)
    }

    /// Deletes every item that has expired by the studio's clock and counts them. AWS does the same
    /// some time within days; conditions must compare the expiry themselves.
    pub fn sweep_expired(&self) -> Result<usize, DynamoDbError> {
        let mut swept: usize = 0;
        for table in self.tables.iter() {
            if let Some(attribute) = &table.expiry_attribute {
                swept = swept.saturating_add(self.sweep_table(table, attribute)?);
            }
        }
        Ok(swept)
    }

    fn sweep_table(&self, table: &Table, attribute: &str) -> Result<usize, DynamoDbError> {
        let now_s = self.clock.now().as_second().to_string();
        let mut swept: usize = 0;
        let mut start = None;
        loop {
            let page = self.expired(table, attribute, &now_s, start.as_ref())?;
            for item in page.get("Items").and_then(Value::as_array).into_iter().flatten() {
                let request = json!({
                    "TableName": table.name,
                    "Key": item,
                    "ConditionExpression": "#expiry < :now",
                    "ExpressionAttributeNames": {"#expiry": attribute},
                    "ExpressionAttributeValues": {":now": {"N": now_s}},
                });
                // Refused: the item was prolonged after it was read.
                if self.call("DeleteItem", request.to_string().as_bytes()).status == 200 {
                    swept = swept.saturating_add(1);
                }
            }
            start = page.get("LastEvaluatedKey").cloned();
            if start.is_none() {
                return Ok(swept);
            }
        }
    }

    /// One page of the keys of expired items.
    fn expired(
        &self,
        table: &Table,
        attribute: &str,
        now_s: &str,
        start: Option<&Value>,
    ) -> Result<Value, DynamoDbError> {
        let mut names = json!({"#expiry": attribute, "#partition": table.partition_key});
        let mut projection = "#partition".to_owned();
        if let (Some(sort_key), Some(names)) = (&table.sort_key, names.as_object_mut()) {
            names.insert("#sort".to_owned(), sort_key.clone().into());
            projection.push_str(", #sort");
        }
        let mut request = json!({
            "TableName": table.name,
            "FilterExpression": "#expiry < :now",
            "ProjectionExpression": projection,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": {":now": {"N": now_s}},
        });
        if let (Some(start), Some(request)) = (start, request.as_object_mut()) {
            request.insert("ExclusiveStartKey".to_owned(), start.clone());
        }
        self.call_or_err("Scan", &request)
    }

    fn call_or_err(
        &self,
        operation: &'static str,
        request: &Value,
    ) -> Result<Value, DynamoDbError> {
        let AwsJsonResponse { status, body } = self.call(operation, request.to_string().as_bytes());
        if status != 200 {
            return Err(DynamoDbError::Refused { operation, body });
        }
        Ok(serde_json::from_str(&body)?)
    }

    fn create_table(&self, table: &Table) -> Result<(), DynamoDbError> {
        let name = json!({"TableName": table.name});
        let described = self.call("DescribeTable", name.to_string().as_bytes());
        if described.status == 200 {
            let description: Value = serde_json::from_str(&described.body)?;
            return is_like(&description, table)
                .then_some(())
                .ok_or_else(|| DynamoDbError::OtherTable { table: table.name.clone() });
        }
        self.call_or_err("CreateTable", &creation(table))?;
        Ok(())
    }

    fn dispatch(&self, operation: &str, body: &[u8]) -> Result<String, DynoxideError> {
        let database = &self.database;
        match operation {
            "GetItem" => run(body, |request| database.get_item(request)),
            "PutItem" => run(body, |request| database.put_item(request)),
            "UpdateItem" => run(body, |request| database.update_item(request)),
            "DeleteItem" => run(body, |request| database.delete_item(request)),
            "Query" => run(body, |request| database.query(request)),
            "Scan" => run(body, |request| database.scan(request)),
            "BatchGetItem" => run(body, |request| database.batch_get_item(request)),
            "BatchWriteItem" => run(body, |request| database.batch_write_item(request)),
            "TransactGetItems" => run(body, |request| database.transact_get_items(request)),
            "TransactWriteItems" => run(body, |request| database.transact_write_items(request)),
            "CreateTable" => run(body, |request| database.create_table(request)),
            "DescribeTable" => run(body, |request| database.describe_table(request)),
            "ListTables" => run(body, |request| database.list_tables(request)),
            other => Err(DynoxideError::ValidationException(format!(
                "the laptop cloud has no DynamoDB operation {other}"
            ))),
        }
    }
}

fn is_write(operation: &str) -> bool {
    ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]
        .contains(&operation)
}

fn run<I: DeserializeOwned, O: Serialize>(
    body: &[u8],
    action: impl FnOnce(I) -> Result<O, DynoxideError>,
) -> Result<String, DynoxideError> {
    let request = serde_json::from_slice(body).map_err(|error| unreadable(&error))?;
    let answer = action(request)?;
    serde_json::to_string(&answer)
        .map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

/// The library marks in front of a message which of DynamoDB's errors an unreadable request is.
fn unreadable(error: &serde_json::Error) -> DynoxideError {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let marked = |marker: &str| message.strip_prefix(marker).map(str::to_owned);
    if let Some(message) = marked("VALIDATION:") {
        return DynoxideError::ValidationException(message);
    }
    if let Some(message) = marked("VALIDATION_REQUEST:") {
        return DynoxideError::EnvelopedValidation(message);
    }
    let message = marked("SERIALIZATION:").unwrap_or_else(|| message.to_owned());
    if message.contains("missing field") || message.contains("Supplied AttributeValue") {
        return DynoxideError::ValidationException(message);
    }
    DynoxideError::SerializationException(message)
}

/// Single writes put their validation errors in an envelope, everything else does not.
fn on_the_wire(operation: &str, error: DynoxideError) -> DynoxideError {
    let DynoxideError::EnvelopedValidation(message) = error else { return error };
    let is_enveloped = ["PutItem", "UpdateItem", "DeleteItem"].contains(&operation);
    DynoxideError::ValidationException(if is_enveloped {
        format!("1 validation error detected: {message}")
    } else {
        message
    })
}

fn key_schema(partition_key: &str, sort_key: Option<&str>) -> Value {
    let mut schema = vec![json!({"AttributeName": partition_key, "KeyType": "HASH"})];
    schema.extend(sort_key.map(|name| json!({"AttributeName": name, "KeyType": "RANGE"})));
    Value::Array(schema)
}

fn index(index: &TableIndex) -> Value {
    let projection = match &index.projection {
        Projection::All => json!({"ProjectionType": "ALL"}),
        Projection::KeysOnly => json!({"ProjectionType": "KEYS_ONLY"}),
        Projection::Include(names) => {
            json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": names})
        }
    };
    json!({
        "IndexName": index.name,
        "KeySchema": key_schema(&index.partition_key, index.sort_key.as_deref()),
        "Projection": projection,
    })
}

fn creation(table: &Table) -> Value {
    let attributes: Vec<Value> = table
        .attributes
        .iter()
        .map(|(name, kind)| json!({"AttributeName": name, "AttributeType": kind}))
        .collect();
    let mut request = json!({
        "TableName": table.name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": attributes,
        "KeySchema": key_schema(&table.partition_key, table.sort_key.as_deref()),
    });
    if let Some(fields) = request.as_object_mut() {
        if !table.indexes.is_empty() {
            let indexes: Vec<Value> = table.indexes.iter().map(index).collect();
            fields.insert("GlobalSecondaryIndexes".to_owned(), indexes.into());
        }
        if let Some(view) = &table.stream_view {
            let stream = json!({"StreamEnabled": true, "StreamViewType": view});
            fields.insert("StreamSpecification".to_owned(), stream);
        }
    }
    request
}

/// Whether a table that is there already has the keys and indexes of the template.
fn is_like(description: &Value, table: &Table) -> bool {
    let described = description.get("Table").unwrap_or(&Value::Null);
    let names = |indexes: Vec<&str>| {
        let mut names: Vec<String> = indexes.into_iter().map(str::to_owned).collect();
        names.sort();
        names
    };
    let existing = described
        .get("GlobalSecondaryIndexes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|index| index.get("IndexName")?.as_str())
        .collect();
    let wanted = table.indexes.iter().map(|index| index.name.as_str()).collect();
    let keys = key_schema(&table.partition_key, table.sort_key.as_deref());
    described.get("KeySchema") == Some(&keys) && names(existing) == names(wanted)
}

#[cfg(test)]
mod tests;
