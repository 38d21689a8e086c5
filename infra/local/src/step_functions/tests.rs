//! What a state machine does, by small ones of their own, on a clock that only these tests move.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use super::*;
use crate::dynamodb::{DynamoDb, Storage};
use crate::findings::TemplateFindings;
use crate::lambda::tests::{host_of, plain};
use crate::s3::S3;
use crate::sdk_connector::{SdkConnector, Services};
use crate::template::{StackLocation, Template};

const ARN: &str = "arn:aws:states:eu-west-1:000000000000:stateMachine:m";

/// A studio of one machine and one function, `F`, which must be the logical id that [`host_of`]
/// gives.
struct Stage {
    service: StepFunctions,
    host: Arc<StateMachineHost>,
    findings: TemplateFindings,
    offset: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

fn template(states: &str, rights: &str) -> String {
    format!(
        r"
Resources:
  F: {{ Type: AWS::Serverless::Function, Properties: {{ FunctionName: f }} }}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {{ Effect: Allow, Action: sts:AssumeRole, Principal: {{ Service: states.amazonaws.com }} }}
      Policies: [{{ PolicyName: p, PolicyDocument: {{ Statement: [{rights}] }} }}]
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: m
      StateMachineType: STANDARD
      RoleArn: !GetAtt Role.Arn
      DefinitionSubstitutions: {{ Arn: !GetAtt F.Arn }}
      Definition:
        StartAt: First
        States:
{states}
"
    )
}

const ALL_RIGHTS: &str = "
  { Effect: Allow, Action: 'lambda:InvokeFunction', Resource: !GetAtt F.Arn },
  { Effect: Allow, Action: 'states:StartExecution', Resource: '*' }";

fn stage_with(
    states: &str,
    rights: &str,
    function: impl Fn(Value) -> Result<Value, String> + Send + Sync + 'static,
) -> Stage {
    let text = template(states, rights);
    let template = Template::parse(&text, StackLocation::default(), &BTreeMap::new()).unwrap();
    let offset = Arc::new(AtomicI64::new(0));
    let clock = Clock::offset(Arc::clone(&offset));
    let (folder, place) = (tempfile::tempdir().unwrap(), StackLocation::default());
    let service = StepFunctions::new(template.machines.clone(), clock.clone(), None);
    let findings = TemplateFindings::default();
    let services = Services {
        dynamodb: DynamoDb::open(Storage::Memory, &[], place, clock.clone()).unwrap(),
        s3: S3::open(folder.path(), Vec::new(), &[], clock.clone(), Arc::new(|_| {})).unwrap(),
        step_functions: service.clone(),
        s3_endpoint: String::new(),
        clock,
        findings: findings.clone(),
    };
    let connector = SdkConnector::new(Arc::new(template), services);
    let host = Arc::new(StateMachineHost {
        lambda: host_of(plain(function)),
        roles: connector.role_gate(),
    });
    service.attach(&host);
    Stage { service, host, findings, offset, _folder: folder }
}

impl Stage {
    fn start(&self, name: &str, input: &Value) -> (u16, Value) {
        let input = input.to_string();
        let request = json!({ "stateMachineArn": ARN, "name": name, "input": input });
        let AwsJsonResponse { status, body } =
            self.service.call("StartExecution", request.to_string().as_bytes());
        (status, serde_json::from_str(&body).unwrap())
    }

    /// Starts an execution, lets it do what it can, and gives it as it stands.
    async fn run(&self, input: Value) -> Execution {
        self.start("one", &input);
        self.rests().await
    }

    async fn rests(&self) -> Execution {
        self.service.idle().await;
        self.service.executions().remove(0)
    }

    async fn seconds_pass(&self, seconds: i64) -> Execution {
        self.offset.fetch_add(seconds.saturating_mul(1_000), Ordering::SeqCst);
        self.service.wake();
        self.rests().await
    }
}

const RETRYING: &str = "
          First:
            Type: Task
            Resource: '${Arn}'
            Parameters: { step: one, 'n.$': $.n }
            Retry: [{ ErrorEquals: [States.ALL], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 2 }]
            Catch: [{ ErrorEquals: [States.ALL], ResultPath: $.error, Next: Broken }]
            ResultPath: $.answer
            Next: Which
          Which:
            Type: Choice
            Choices: [{ Variable: $.answer, StringEquals: early, Next: Later }]
            Default: Done
          Later: { Type: Wait, Seconds: 60, Next: First }
          Done: { Type: Succeed }
          Broken: { Type: Fail, Error: NotDone, CausePath: $.error.Cause }";

/// Fails so often, then answers these texts one after the other.
fn failing_then(
    failures: usize,
    answers: &'static [&'static str],
) -> impl Fn(Value) -> Result<Value, String> {
    let calls = AtomicUsize::new(0);
    move |_event| {
        let call = calls.fetch_add(1, Ordering::SeqCst);
        match call.checked_sub(failures) {
            None => Err(format!("failure {call}")),
            Some(nth) => Ok(json!(answers[nth.min(answers.len().saturating_sub(1))])),
        }
    }
}

#[tokio::test]
async fn an_error_is_tried_again_after_pauses_on_the_studios_clock() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(2, &["ready"]));
    assert_eq!(stage.run(json!({ "n": 1 })).await.status, Status::Running);
    assert_eq!(stage.seconds_pass(4).await.status, Status::Running);
    // The first pause is of five seconds, the second of ten.
    assert_eq!(stage.seconds_pass(1).await.status, Status::Running);
    assert_eq!(stage.seconds_pass(9).await.status, Status::Running);
    let ended = stage.seconds_pass(1).await;
    assert_eq!(ended.status, Status::Succeeded);
    assert_eq!(ended.output, Some(json!({ "n": 1, "answer": "ready" })));
}

#[tokio::test]
async fn an_error_that_comes_every_time_is_caught_and_its_cause_is_that_of_the_failure() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(9, &[]));
    stage.run(json!({ "n": 1 })).await;
    stage.seconds_pass(5).await;
    let ended = stage.seconds_pass(10).await;
    assert_eq!(ended.status, Status::Failed);
    assert_eq!(ended.failure, Some(("NotDone".to_owned(), "failure 2".to_owned())));
}

#[tokio::test]
async fn a_choice_waits_and_comes_back() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(0, &["early", "ready"]));
    assert_eq!(stage.run(json!({ "n": 1 })).await.status, Status::Running);
    assert_eq!(stage.seconds_pass(59).await.status, Status::Running);
    assert_eq!(stage.seconds_pass(1).await.status, Status::Succeeded);
}

#[tokio::test]
async fn what_is_not_in_the_input_ends_the_execution_and_nothing_catches_it() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(0, &["ready"]));
    let ended = stage.run(json!({ "m": 1 })).await;
    assert_eq!(ended.failure.unwrap().0, "States.Runtime");
}

#[tokio::test]
async fn a_machine_may_do_what_its_role_says() {
    let stage = stage_with(RETRYING, "", failing_then(0, &["ready"]));
    stage.run(json!({ "n": 1 })).await;
    let found = stage.findings.all();
    assert!(found[0].contains("Machine needs lambda:InvokeFunction"), "{found:?}");
}

const MAPPING: &str = "
          First:
            Type: Map
            ItemsPath: $.numbers
            MaxConcurrency: 2
            ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'who.$': $.who } }
            ItemProcessor:
              ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
              StartAt: Each
              States:
                Each:
                  Type: Task
                  Resource: '${Arn}'
                  Retry: [{ ErrorEquals: [States.ALL], IntervalSeconds: 5, MaxAttempts: 1 }]
                  End: true
            End: true";

#[tokio::test]
async fn a_map_does_every_batch_and_answers_in_order() {
    let stage = stage_with(MAPPING, ALL_RIGHTS, Ok);
    let ended = stage.run(json!({ "who": "me", "numbers": [1, 2, 3, 4, 5] })).await;
    let batch = |items: Value| json!({ "BatchInput": { "who": "me" }, "Items": items });
    let batches = json!([batch(json!([1, 2])), batch(json!([3, 4])), batch(json!([5]))]);
    assert_eq!(ended.output, Some(batches));
    let stage = stage_with(MAPPING, ALL_RIGHTS, Ok);
    let ended = stage.run(json!({ "who": "me", "numbers": [] })).await;
    assert_eq!(ended.output, Some(json!([])));
}

#[tokio::test]
async fn a_batch_is_tried_again_by_itself_and_one_that_fails_fails_all() {
    let failing = |times: usize| {
        let calls = AtomicUsize::new(0);
        move |event: Value| {
            let is_it = event["Items"] == json!([3]);
            if is_it && calls.fetch_add(1, Ordering::SeqCst) < times {
                return Err("not now".to_owned());
            }
            Ok(event["Items"].clone())
        }
    };
    let input = json!({ "who": "me", "numbers": [1, 2, 3] });
    let stage = stage_with(MAPPING, ALL_RIGHTS, failing(1));
    assert_eq!(stage.run(input.clone()).await.status, Status::Running);
    assert_eq!(stage.seconds_pass(5).await.output, Some(json!([[1, 2], [3]])));
    let stage = stage_with(MAPPING, ALL_RIGHTS, failing(2));
    stage.run(input).await;
    let (error, cause) = stage.seconds_pass(5).await.failure.unwrap();
    assert_eq!(error, "States.ExceedToleratedFailureThreshold");
    assert!(cause.contains("not now"), "{cause}");
}

#[tokio::test]
async fn a_name_is_taken_once_and_the_same_start_while_it_runs_is_the_same_execution() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(0, &["early", "ready"]));
    let input = json!({ "n": 1 });
    let (status, first) = stage.start("one", &input);
    assert_eq!(status, 200);
    assert_eq!(first["executionArn"], format!("{}:one", ARN.replace("stateMachine", "execution")));
    assert_eq!(stage.start("one", &input), (200, first));
    let (status, refused) = stage.start("one", &json!({ "n": 2 }));
    assert_eq!(status, 400);
    assert!(refused["__type"].as_str().unwrap().ends_with("#ExecutionAlreadyExists"));
    stage.rests().await;
    assert_eq!(stage.seconds_pass(60).await.status, Status::Succeeded);
    assert_eq!(stage.start("one", &input).0, 400);
    assert_eq!(stage.service.executions().len(), 1);
    stage.seconds_pass(90 * 24 * 3_600).await;
    assert_eq!(stage.start("one", &input).0, 200);
    for name in ["", "a b", "a/b", &"x".repeat(81)] {
        assert_eq!(stage.start(name, &input).0, 400, "{name:?}");
    }
}

#[tokio::test]
async fn an_execution_is_described_as_it_stands() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(0, &["ready"]));
    let ended = stage.run(json!({ "n": 1 })).await;
    let request = json!({ "executionArn": ended.arn }).to_string();
    let AwsJsonResponse { status, body } =
        stage.service.call("DescribeExecution", request.as_bytes());
    let described: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, &described["status"]), (200, &json!("SUCCEEDED")));
    assert_eq!(described["output"], json!(r#"{"answer":"ready","n":1}"#));
    assert_eq!(stage.service.call("DescribeExecution", b"{}").status, 400);
}

#[tokio::test]
async fn what_is_held_begins_when_it_is_released() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(0, &["ready"]));
    stage.service.hold("Machine");
    assert_eq!(stage.run(json!({ "n": 1 })).await.status, Status::Running);
    stage.service.release();
    assert_eq!(stage.rests().await.status, Status::Succeeded);
}

#[tokio::test]
async fn a_data_folder_keeps_its_executions_and_goes_on_with_them() {
    let stage = stage_with(RETRYING, ALL_RIGHTS, failing_then(0, &["ready"]));
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::system());
    let file = folder.path().join("executions.json");
    let machines = stage.service.inner.machines.clone();
    let before = StepFunctions::new(machines.clone(), clock.clone(), Some(file.clone()));
    before.hold("Machine");
    let start = json!({ "stateMachineArn": ARN, "name": "one", "input": "{\"n\":1}" }).to_string();
    assert_eq!(before.call("StartExecution", start.as_bytes()).status, 200);
    let after = StepFunctions::new(machines.clone(), clock.clone(), Some(file.clone()));
    after.attach(&stage.host);
    after.idle().await;
    assert_eq!(after.executions()[0].status, Status::Succeeded);
    let again = StepFunctions::new(machines, clock, Some(file));
    assert_eq!(again.executions(), after.executions());
}
