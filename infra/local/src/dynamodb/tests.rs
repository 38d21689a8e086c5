//! The rules that the embedded table keeps.

use std::sync::atomic::{AtomicI64, Ordering};

use super::*;

fn table() -> Table {
    let attribute = |name: &str| (name.to_owned(), "S".to_owned());
    Table {
        logical_id: "Table".to_owned(),
        name: "studio".to_owned(),
        arn: StackLocation::default().table_arn("studio"),
        attributes: ["pk", "sk", "gsi1pk", "gsi1sk"].map(attribute).to_vec(),
        partition_key: "pk".to_owned(),
        sort_key: Some("sk".to_owned()),
        indexes: vec![TableIndex {
            name: "GSI1".to_owned(),
            partition_key: "gsi1pk".to_owned(),
            sort_key: Some("gsi1sk".to_owned()),
            projection: Projection::All,
        }],
        stream_view: Some("NEW_AND_OLD_IMAGES".to_owned()),
        expiry_attribute: Some("expires_at".to_owned()),
    }
}

fn open(storage: Storage<'_>, clock: Clock) -> DynamoDb {
    DynamoDb::open(storage, &[table()], StackLocation::default(), clock).unwrap()
}

fn put(dynamodb: &DynamoDb, key: &str, expiry_s: i64) -> AwsJsonResponse {
    let request = json!({
        "TableName": "studio",
        "Item": {
            "pk": {"S": key}, "sk": {"S": "#"},
            "gsi1pk": {"S": "all"}, "gsi1sk": {"S": key},
            "expires_at": {"N": expiry_s.to_string()},
        },
        "ConditionExpression": "attribute_not_exists(pk)",
    });
    dynamodb.call("PutItem", request.to_string().as_bytes())
}

fn count(dynamodb: &DynamoDb) -> Value {
    let request = json!({
        "TableName": "studio",
        "IndexName": "GSI1",
        "KeyConditionExpression": "gsi1pk = :all",
        "ExpressionAttributeValues": {":all": {"S": "all"}},
    });
    dynamodb.call_or_err("Query", &request).unwrap().get("Count").cloned().unwrap()
}

#[test]
fn an_item_can_be_put_once_where_it_must_not_exist() {
    let dynamodb = open(Storage::Memory, Clock::system());
    assert_eq!(put(&dynamodb, "a", 0).status, 200);
    let second = put(&dynamodb, "a", 0);
    assert_eq!(second.status, 400);
    assert!(second.body.contains("#ConditionalCheckFailedException"), "{}", second.body);
    assert_eq!(count(&dynamodb), 1);
}

#[test]
fn an_unreadable_request_is_a_400_of_dynamodb() {
    let dynamodb = open(Storage::Memory, Clock::system());
    let answer = dynamodb.call("PutItem", br#"{"TableName": 5}"#);
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("Exception"), "{}", answer.body);
    assert!(!answer.body.contains("VALIDATION:"), "{}", answer.body);
}

#[test]
fn a_write_wakes_whoever_waits_and_a_refused_one_does_not() {
    let dynamodb = open(Storage::Memory, Clock::system());
    let mut writes = dynamodb.writes();
    put(&dynamodb, "a", 0);
    assert!(writes.has_changed().unwrap());
    writes.mark_unchanged();
    put(&dynamodb, "a", 0);
    assert!(!writes.has_changed().unwrap());
}

#[test]
fn the_stream_gives_each_record_once_in_order() {
    let dynamodb = open(Storage::Memory, Clock::system());
    put(&dynamodb, "a", 0);
    put(&dynamodb, "b", 0);
    let first = dynamodb.records("studio", None, 1).unwrap();
    let record = first.first().unwrap();
    assert_eq!(record["eventName"], "INSERT");
    assert_eq!(record["dynamodb"]["NewImage"]["pk"]["S"], "a");
    assert_eq!(record["eventSourceARN"], StackLocation::default().stream_arn("studio"));
    let sequence = record["dynamodb"]["SequenceNumber"].as_str().unwrap();
    let rest = dynamodb.records("studio", Some(sequence), 10).unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0]["dynamodb"]["Keys"]["pk"]["S"], "b");
}

#[test]
fn an_item_expires_by_the_clock_of_the_studio() {
    let offset = Arc::new(AtomicI64::new(0));
    let clock = Clock::offset(Arc::clone(&offset));
    let dynamodb = open(Storage::Memory, clock.clone());
    put(&dynamodb, "a", clock.now().as_second() + 60);
    assert_eq!(dynamodb.sweep_expired().unwrap(), 0);
    offset.store(120_000, Ordering::SeqCst);
    assert_eq!(dynamodb.sweep_expired().unwrap(), 1);
    assert_eq!(count(&dynamodb), 0);
}

#[test]
fn a_file_is_opened_again_and_refused_under_another_template() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.db");
    put(&open(Storage::File(&path), Clock::system()), "a", 0);
    assert_eq!(count(&open(Storage::File(&path), Clock::system())), 1);
    let other = Table { indexes: Vec::new(), ..table() };
    let error =
        DynamoDb::open(Storage::File(&path), &[other], StackLocation::default(), Clock::system())
            .unwrap_err();
    assert!(matches!(error, DynamoDbError::OtherTable { .. }));
}
