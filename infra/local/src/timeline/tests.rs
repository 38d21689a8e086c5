//! Traces by themselves; through the whole studio they are tested in `tests/local_cloud`.

use std::time::Duration;

use serde_json::json;

use super::*;

fn timeline() -> Timeline {
    Timeline::new(Clock::system())
}

fn trace(timeline: &Timeline, id: &str) -> Value {
    serde_json::to_value(timeline.trace(id).unwrap()).unwrap()
}

fn record(number: u32, partition: &str, sort: &str) -> Value {
    json!({ "eventName": "INSERT", "dynamodb": {
        "SequenceNumber": format!("{number:021}"),
        "Keys": { "sk": { "S": sort }, "pk": { "S": partition } },
    } })
}

#[tokio::test]
async fn what_a_task_does_belongs_to_its_trace() {
    let timeline = timeline();
    let request = timeline.begin("r", EntryKind::Request, "POST /briefs");
    let call = |operation, failed| TimedCall {
        service: "dynamodb",
        operation,
        duration: Duration::from_micros(5),
        failed,
    };
    request
        .cause()
        .scope(async {
            let invocation =
                timeline.enter(&Cause::current(), EntryKind::Invocation, "F", Some("attempt 1"));
            let inside = invocation.cause().scope(async {
                timeline.count(call("GetItem", false));
                timeline.count(call("GetItem", true));
            });
            inside.await;
            timeline.finish(&invocation, "failed", Some("not now"));
        })
        .await;
    timeline.finish(&request, "500", None);
    let read = trace(&timeline, "r");
    assert_eq!((&read["name"], &read["errors"]), (&json!("POST /briefs"), &json!(1)));
    let [root, function] = read["entries"].as_array().unwrap().as_slice() else { panic!("{read}") };
    assert_eq!((&root["outcome"], &root["parent"]), (&json!("500"), &Value::Null));
    assert_eq!((&function["parent"], &function["detail"]), (&json!(0), &json!("attempt 1")));
    let counted = json!({ "service": "dynamodb", "operation": "GetItem", "count": 2, "failed": 1, "duration_us": 10 });
    assert_eq!(function["calls"], json!([counted]));
}

#[tokio::test]
async fn a_record_belongs_to_who_wrote_its_item_and_is_noted_once() {
    let timeline = timeline();
    let writer = timeline.begin("w", EntryKind::Request, "PUT /me");
    let items = ["MEMBER#1 PROFILE".to_owned(), "MEMBER#1 NOTICE#feedback#x".to_owned()];
    writer.cause().scope(async { timeline.writes(&items) }).await;
    let records = [record(1, "MEMBER#1", "PROFILE"), record(2, "MEMBER#1", "NOTICE#feedback#x")];
    assert_eq!(timeline.cause_of_records(&records), writer.cause());
    assert_eq!(timeline.cause_of_records(&records), writer.cause(), "a second delivery");
    let read = trace(&timeline, "w");
    let kinds: Vec<_> =
        read["entries"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["request", "record", "notice"]);
    assert_eq!(read["entries"][2]["name"], "feedback");
    assert_eq!(timeline.cause_of_records(&[record(3, "OTHER", "X")]), Cause::default());
}

#[tokio::test]
async fn who_follows_a_link_does_it_for_the_request_that_handed_it_out() {
    let timeline = timeline();
    let request = timeline.begin("r", EntryKind::Request, "POST /tracks");
    let signature = "ab".repeat(32);
    let body = format!("{{\"url\":\"http://x/raw/a?X-Amz-Date=1&X-Amz-Signature={signature}&b\"}}");
    request.cause().scope(async { timeline.hands_out_links(body.as_bytes()) }).await;
    let follow = |signature: &str| {
        let uri = format!("/raw/a?X-Amz-Signature={signature}&x-id=PutObject");
        let (parts, ()) = http::Request::put(uri).body(()).unwrap().into_parts();
        timeline.follow_link(&parts)
    };
    let own = follow(&signature);
    assert_eq!(timeline.id_of(&own.cause()).as_deref(), Some("r"));
    let other = timeline.id_of(&follow(&"cd".repeat(32)).cause()).unwrap();
    assert_ne!(other, "r", "an unknown link begins a trace of its own");
}

#[test]
fn old_traces_and_further_entries_are_forgotten() {
    let timeline = timeline();
    for number in 0..2_001 {
        timeline.begin(&format!("t{number}"), EntryKind::Request, "GET /me");
    }
    assert!(timeline.trace("t0").is_none());
    let cause = timeline.cause_of("t1");
    for _ in 0..501 {
        timeline.note(&cause, EntryKind::DeadLetter, "F", Some("no"));
    }
    let read = trace(&timeline, "t1");
    assert_eq!(read["entries"].as_array().unwrap().len(), 500);
    assert_eq!(read["omitted"], 2);
    let latest = serde_json::to_value(timeline.latest()).unwrap();
    assert_eq!(latest["items"].as_array().unwrap().len(), 100);
    assert_eq!(latest["items"][0]["id"], "t2000");
}

#[test]
fn the_items_of_a_write_are_named_by_their_keys() {
    let text = "
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: t
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }, { AttributeName: sk, AttributeType: S }]
      KeySchema: [{ AttributeName: pk, KeyType: HASH }, { AttributeName: sk, KeyType: RANGE }]
";
    let place = crate::template::StackLocation::default();
    let template =
        crate::template::Template::parse(text, place, &std::collections::BTreeMap::new()).unwrap();
    let named = |operation, body: Value| {
        written_items(&template.tables, operation, body.to_string().as_bytes())
    };
    let key = json!({ "sk": { "S": "B" }, "pk": { "S": "A" } });
    let item = json!({ "sk": { "S": "D" }, "pk": { "S": "C" }, "title": { "S": "E" } });
    assert_eq!(named("UpdateItem", json!({ "Key": key })), ["A B"]);
    let transaction = json!({ "TransactItems": [
        { "ConditionCheck": { "Key": key } }, { "Put": { "Item": item } }, { "Delete": { "Key": key } },
    ] });
    assert_eq!(named("TransactWriteItems", transaction), ["C D", "A B"]);
    assert_eq!(named("GetItem", json!({ "Key": key })), Vec::<String>::new());
}
