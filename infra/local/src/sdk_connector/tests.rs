//! The rules that stand between a function and the services.

use std::error::Error;

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};

use std::collections::BTreeMap;

use super::*;
use crate::dynamodb::Storage;
use crate::fault_injection::Fault;
use crate::s3::BucketConfig;
use crate::template::StackLocation;

const TEMPLATE: &str = r#"
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
  UploadsBucket: { Type: AWS::S3::Bucket, Properties: { BucketName: uploads } }
  BriefsFunction:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          TABLE_NAME: !Ref Table
          UPLOADS_BUCKET: uploads
          DERIVED_BUCKET: derived
          GENESIS_MONTH: "2026-01"
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:GetItem, dynamodb:PutItem]
              Resource: !GetAtt Table.Arn
            - Effect: Allow
              Action: "s3:*Object"
              Resource: !Sub "${UploadsBucket.Arn}/raw/*"
"#;

/// The connector over fresh services; the folder is gone when it is dropped.
fn sdk_connector() -> (SdkConnector, tempfile::TempDir) {
    let template = Template::parse(TEMPLATE, StackLocation::default(), &BTreeMap::new()).unwrap();
    let clock = Clock::system();
    let place = StackLocation::default();
    let dynamodb = DynamoDb::open(Storage::Memory, &template.tables, place, clock.clone()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let credentials = [credentials_of("BriefsFunction")];
    let buckets =
        vec![BucketConfig { name: "uploads".to_owned(), versioning: true, cors: Vec::new() }];
    let s3 =
        S3::open(folder.path(), buckets, &credentials, clock.clone(), Arc::new(|_| {})).unwrap();
    let s3_endpoint = "http://localhost:4566".to_owned();
    let findings = TemplateFindings::default();
    let step_functions = StepFunctions::new(Vec::new(), clock.clone(), None);
    let services = Services { dynamodb, s3, step_functions, s3_endpoint, clock, findings };
    (SdkConnector::new(Arc::new(template), services), folder)
}

fn key(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

async fn put(runtime: &Runtime, value: &str) -> Result<(), String> {
    let put = runtime.dynamodb.put_item().table_name(&runtime.config.table_name);
    let put = put.item("pk", key(value)).condition_expression("attribute_not_exists(pk)");
    let sent = put.send().await;
    sent.map(|_| ()).map_err(|error| error.code().unwrap_or("no answer").to_owned())
}

#[tokio::test]
async fn every_round_trip_is_counted_with_the_right_it_needed() {
    let (connector, _folder) = sdk_connector();
    let runtime = connector.runtime_for("BriefsFunction").unwrap();
    put(&runtime, "a").await.unwrap();
    let again = put(&runtime, "a").await;
    assert_eq!(again.unwrap_err(), "ConditionalCheckFailedException");
    assert_eq!(connector.count_calls("BriefsFunction"), 2);
    let calls = connector.calls();
    assert_eq!(calls[0].operation, "PutItem");
    assert_eq!(calls[0].accesses[0].action, "dynamodb:PutItem");
    assert_eq!(
        calls[0].accesses[0].resource,
        "arn:aws:dynamodb:eu-west-1:000000000000:table/coproducer-Table"
    );
    assert_eq!(calls[1].outcome, CallOutcome::Answered(400));
    connector.forget_calls();
    assert_eq!((connector.count_calls("BriefsFunction"), connector.calls().len()), (0, 0));
}

#[tokio::test]
async fn what_the_template_does_not_allow_is_refused_and_has_no_effect() {
    let (connector, _folder) = sdk_connector();
    let runtime = connector.runtime_for("BriefsFunction").unwrap();
    let delete = runtime.dynamodb.delete_item().table_name(&runtime.config.table_name);
    put(&runtime, "a").await.unwrap();
    let error = delete.key("pk", key("a")).send().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let message = error.message().unwrap();
    assert!(message.contains("BriefsFunctionRole/BriefsFunction is not authorized"), "{message}");
    assert_eq!(connector.calls().last().unwrap().outcome, CallOutcome::Denied);
    let finding = connector.inner.services.findings.all().pop().unwrap();
    assert!(finding.starts_with("BriefsFunction needs dynamodb:DeleteItem on arn:"), "{finding}");
    assert_eq!(put(&runtime, "a").await.unwrap_err(), "ConditionalCheckFailedException");
}

#[tokio::test]
async fn a_transaction_is_allowed_by_the_rights_of_its_items() {
    let (connector, _folder) = sdk_connector();
    let runtime = connector.runtime_for("BriefsFunction").unwrap();
    let put = Put::builder().table_name(&runtime.config.table_name).item("pk", key("a"));
    let item = TransactWriteItem::builder().put(put.build().unwrap()).build();
    runtime.dynamodb.transact_write_items().transact_items(item).send().await.unwrap();
    assert_eq!(connector.count_calls("BriefsFunction"), 1);
}

#[tokio::test]
async fn objects_are_served_in_the_process_within_the_policy() {
    let (connector, _folder) = sdk_connector();
    let runtime = connector.runtime_for("BriefsFunction").unwrap();
    let body = || aws_sdk_s3::primitives::ByteStream::from_static(b"audio");
    let put = |object: &str| runtime.s3.put_object().bucket("uploads").key(object).body(body());
    put("raw/a b").send().await.unwrap();
    let get = |object: &str| runtime.s3.get_object().bucket("uploads").key(object);
    let read = get("raw/a b").send().await.unwrap().body.collect().await.unwrap();
    assert_eq!(read.into_bytes().as_ref(), b"audio");
    let refused = put("other").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("AccessDenied"));
    // Without the right to list, a missing object is a forbidden one.
    let missing = get("raw/missing").send().await.unwrap_err();
    assert_eq!(missing.code(), Some("AccessDenied"));
}

#[tokio::test]
async fn a_lost_answer_is_repeated_by_the_sdk_and_meets_its_own_write() {
    let (connector, _folder) = sdk_connector();
    let runtime = connector.runtime_for("BriefsFunction").unwrap();
    let fault = |kind| Fault { function: None, operation: None, nth: 1, kind };
    connector.inject_faults(FaultPlan::none().with(fault(FaultKind::LostAfter)));
    assert_eq!(put(&runtime, "a").await.unwrap_err(), "ConditionalCheckFailedException");
    assert_eq!(connector.calls()[0].outcome, CallOutcome::Lost);
    connector.inject_faults(FaultPlan::none().with(fault(FaultKind::LostBefore)));
    put(&runtime, "b").await.unwrap();
    assert_eq!(connector.count_calls("BriefsFunction"), 4);
}

#[tokio::test]
async fn a_forecast_conflict_cancels_a_transaction_with_reasons() {
    let (connector, _folder) = sdk_connector();
    let runtime = connector.runtime_for("BriefsFunction").unwrap();
    let kind = FaultKind::TransactionConflict;
    connector.inject_faults(FaultPlan::none().with(Fault {
        function: None,
        operation: None,
        nth: 1,
        kind,
    }));
    let put = Put::builder().table_name(&runtime.config.table_name).item("pk", key("a"));
    let item = TransactWriteItem::builder().put(put.build().unwrap()).build();
    let sent = runtime.dynamodb.transact_write_items().transact_items(item).send().await;
    let error = sent.unwrap_err().into_service_error();
    assert!(error.is_transaction_canceled_exception());
    assert!(error.to_string().contains("TransactionCanceled"), "{:?}", error.source());
}

#[test]
fn a_function_that_the_template_does_not_name_gets_nothing() {
    let (connector, _folder) = sdk_connector();
    let error = connector.runtime_for("Stranger").unwrap_err();
    assert!(matches!(error, SdkConnectorError::NoFunction { .. }));
}
