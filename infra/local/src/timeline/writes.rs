//! Which items a request to DynamoDB writes, and which item a record of the stream is of: by the
//! values of its key.

use serde_json::{Map, Value};

use crate::template::Table;

/// The word in the sort key of what members are sent.
const NOTICE: &str = "NOTICE#";

/// A record of the stream, as far as the timeline wants to know.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) item: String,
    /// `INSERT`, `MODIFY` or `REMOVE`.
    pub(super) change: String,
    pub(super) sequence_number: String,
}

impl Record {
    pub(super) fn read(record: &Value) -> Self {
        let text = |pointer| record.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let key = record.pointer("/dynamodb/Keys").and_then(Value::as_object);
        Self {
            item: key.map(name_of_item).unwrap_or_default(),
            change: text("/eventName").to_owned(),
            sequence_number: text("/dynamodb/SequenceNumber").to_owned(),
        }
    }

    /// The kind of the notice that is new.
    pub(super) fn notice(&self) -> Option<&str> {
        let (_, rest) = self.item.split_once(NOTICE).filter(|_| self.change == "INSERT")?;
        rest.split('#').next()
    }
}

/// The items that a request writes, by name.
pub(crate) fn written_items(tables: &[Table], operation: &str, body: &[u8]) -> Vec<String> {
    let is_write = ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"];
    if !is_write.contains(&operation) {
        return Vec::new();
    }
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    match operation {
        "TransactWriteItems" => {
            let actions = request.get("TransactItems").and_then(Value::as_array);
            let actions = actions.into_iter().flatten().filter_map(Value::as_object);
            let writes = actions.flatten().filter(|(action, _)| *action != "ConditionCheck");
            writes.filter_map(|(_, write)| item_of(tables, write)).collect()
        }
        "BatchWriteItem" => {
            let tables_of = request.get("RequestItems").and_then(Value::as_object);
            let requests = tables_of.into_iter().flatten().filter_map(|(_, all)| all.as_array());
            let writes = requests.flatten().filter_map(Value::as_object).flatten();
            writes.filter_map(|(_, write)| item_of(tables, write)).collect()
        }
        _ => item_of(tables, &request).into_iter().collect(),
    }
}

fn item_of(tables: &[Table], write: &Value) -> Option<String> {
    if let Some(key) = write.get("Key").and_then(Value::as_object) {
        return Some(name_of_item(key));
    }
    let item = write.get("Item")?.as_object()?;
    let name = write.get("TableName").and_then(Value::as_str);
    let table = tables.iter().find(|table| name.is_none_or(|name| name == table.name))?;
    let is_key = |attribute: &str| {
        attribute == table.partition_key || table.sort_key.as_deref() == Some(attribute)
    };
    let key = item.iter().filter(|(attribute, _)| is_key(attribute));
    Some(name_of_item(&key.map(|(name, value)| (name.clone(), value.clone())).collect()))
}

/// The values of a key, in the order of its attributes' names.
fn name_of_item(key: &Map<String, Value>) -> String {
    let mut attributes: Vec<(&String, &Value)> = key.iter().collect();
    attributes.sort_by_key(|(name, _)| *name);
    let values = attributes.into_iter().filter_map(|(_, value)| value.as_object());
    let values = values.filter_map(|typed| typed.values().next().and_then(Value::as_str));
    values.collect::<Vec<_>>().join(" ")
}
