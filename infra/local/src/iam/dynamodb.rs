//! Which rights a DynamoDB request needs. A transaction needs none of its own: every item in it
//! needs the right of the same write or read outside.

use serde_json::Value;

use super::{Access, ContextKey};
use crate::template::StackLocation;

/// The rights that `operation` with this body needs, one per item of a transaction.
pub fn accesses(place: &StackLocation, operation: &str, body: &Value) -> Vec<Access> {
    match operation {
        "TransactWriteItems" => transaction(place, operation, body, written_as),
        "TransactGetItems" => transaction(place, operation, body, |_| Some("dynamodb:GetItem")),
        "BatchGetItem" | "BatchWriteItem" => body
            .get("RequestItems")
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(serde_json::Map::keys)
            .map(|table| Access::new(action(operation), table_arn(place, table)))
            .collect(),
        _ => vec![Access::new(action(operation), resource(place, body))],
    }
}

fn action(operation: &str) -> String {
    format!("dynamodb:{operation}")
}

fn resource(place: &StackLocation, body: &Value) -> String {
    let Some(table) = body.get("TableName").and_then(Value::as_str) else {
        return "*".to_owned();
    };
    let table = table_arn(place, table);
    match body.get("IndexName").and_then(Value::as_str) {
        Some(index) => format!("{table}/index/{index}"),
        None => table,
    }
}

/// A request may name a table by its ARN.
fn table_arn(place: &StackLocation, table: &str) -> String {
    if table.starts_with("arn:") { table.to_owned() } else { place.table_arn(table) }
}

fn written_as(kind: &str) -> Option<&'static str> {
    match kind {
        "Put" => Some("dynamodb:PutItem"),
        "Update" => Some("dynamodb:UpdateItem"),
        "Delete" => Some("dynamodb:DeleteItem"),
        "ConditionCheck" => Some("dynamodb:ConditionCheckItem"),
        _ => None,
    }
}

fn transaction(
    place: &StackLocation,
    operation: &str,
    body: &Value,
    action: impl Fn(&str) -> Option<&'static str>,
) -> Vec<Access> {
    body.get("TransactItems")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flatten()
        .filter_map(|(kind, item)| {
            let access = Access::new(action(kind)?, resource(place, item));
            Some(access.with(ContextKey::EnclosingOperation, operation))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pairs(operation: &str, body: &Value) -> Vec<(String, String)> {
        let accesses = accesses(&StackLocation::default(), operation, body);
        accesses.into_iter().map(|access| (access.action, access.resource)).collect()
    }

    const TABLE: &str = "arn:aws:dynamodb:eu-west-1:000000000000:table/t";

    #[test]
    fn a_transaction_needs_the_right_of_every_item_in_it() {
        let item = json!({"TableName": "t"});
        let body = json!({"TransactItems": [{"Put": item}, {"ConditionCheck": item}]});
        let expected = ["dynamodb:PutItem", "dynamodb:ConditionCheckItem"]
            .map(|action| (action.to_owned(), TABLE.to_owned()));
        assert_eq!(pairs("TransactWriteItems", &body), expected);
        let body = json!({"TransactItems": [{"Get": item}]});
        let expected = [("dynamodb:GetItem".to_owned(), TABLE.to_owned())];
        assert_eq!(pairs("TransactGetItems", &body), expected);
    }

    #[test]
    fn a_query_on_an_index_needs_the_index_and_not_the_table() {
        let body = json!({"TableName": "t", "IndexName": "GSI1"});
        let expected = [("dynamodb:Query".to_owned(), format!("{TABLE}/index/GSI1"))];
        assert_eq!(pairs("Query", &body), expected);
    }

    #[test]
    fn a_batch_needs_its_own_action_on_every_table() {
        let body = json!({"RequestItems": {"t": []}});
        let expected = [("dynamodb:BatchWriteItem".to_owned(), TABLE.to_owned())];
        assert_eq!(pairs("BatchWriteItem", &body), expected);
    }
}
