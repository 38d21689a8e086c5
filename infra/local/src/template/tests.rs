//! What the template says happens; what is not understood stops the start with its line.

use super::*;
use crate::iam::Effect;

const SMALL: &str = r#"AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Origins: { Type: CommaDelimitedList, Default: "http://a, http://b" }
  Topic: { Type: String, Default: "" }
Conditions:
  HasTopic: !Not [!Equals [!Ref Topic, ""]]
Globals:
  Function:
    Timeout: 7
    Environment: { Variables: { TABLE_NAME: !Ref Table } }
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Alarm: { Type: AWS::CloudWatch::Alarm, Condition: HasTopic, Properties: { Anything: 1 } }
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions:
        - { AttributeName: pk, AttributeType: S }
        - { AttributeName: own, AttributeType: S }
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      GlobalSecondaryIndexes:
        - IndexName: GSI1
          KeySchema: [{ AttributeName: own, KeyType: HASH }]
          Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [kind] }
      StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }
      TimeToLiveSpecification: { AttributeName: expires_at, Enabled: true }
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${AWS::StackName}-uploads-${AWS::AccountId}"
      VersioningConfiguration: { Status: Enabled }
      CorsConfiguration:
        CorsRules: [{ AllowedMethods: [PUT], AllowedOrigins: !Ref Origins }]
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Studio
        Authorizers:
          Studio: { JwtConfiguration: { issuer: !Sub "https://${AWS::Region}/x", audience: [me] } }
  WorkFunction:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig:
        MaximumRetryAttempts: 1
        DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt Queue.Arn } }
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:Query]
              Resource: !Join ["", [!GetAtt Table.Arn, "/index/*"]]
      Events:
        Open: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: get, Path: "/b/{id}" } }
        Public:
          Type: HttpApi
          Properties:
            ApiId: !Ref Api
            Method: GET
            Path: /public
            Auth: { Authorizer: NONE }
        Uploaded:
          Type: S3
          Properties:
            Bucket: !Ref Uploads
            Events: "s3:ObjectCreated:*"
            Filter: { S3Key: { Rules: [{ Name: prefix, Value: raw/ }] } }
        Changed:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Table.StreamArn
            StartingPosition: TRIM_HORIZON
            FunctionResponseTypes: [ReportBatchItemFailures]
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] }
            DestinationConfig: { OnFailure: { Destination: !GetAtt Uploads.Arn } }
        Monthly:
          Type: ScheduleV2
          Properties: { ScheduleExpression: "cron(0 3 2 * ? *)", Input: '{"a":1}' }
"#;

fn parse(text: &str) -> Result<Template, TemplateError> {
    Template::parse(text, StackLocation::default(), &BTreeMap::new())
}

fn refusal(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

/// The refusal that names the line on which `mark` stands.
fn at(text: &str, mark: &str, what: &str) -> String {
    let (line, _) = (1..).zip(text.lines()).find(|(_, line)| line.contains(mark)).unwrap();
    format!("template line {line}: {what}")
}

#[test]
fn storage_is_what_the_template_says() {
    let template = parse(SMALL).unwrap();
    let table = &template.tables[0];
    assert_eq!(table.name, "coproducer-Table");
    assert_eq!(table.indexes[0].projection, Projection::Include(vec!["kind".to_owned()]));
    assert_eq!(table.stream_view.as_deref(), Some("NEW_AND_OLD_IMAGES"));
    assert_eq!(table.expiry_attribute.as_deref(), Some("expires_at"));
    let bucket = &template.buckets[0];
    assert_eq!(bucket.name, "coproducer-uploads-000000000000");
    assert!(bucket.versioned);
    assert_eq!(bucket.cors[0].allowed_origins, ["http://a", "http://b"]);
}

#[test]
fn a_route_is_closed_unless_it_says_otherwise() {
    let template = parse(SMALL).unwrap();
    let routes = &template.function("WorkFunction").unwrap().routes;
    assert_eq!((routes[0].method.as_str(), routes[0].path.as_str()), ("GET", "/b/{id}"));
    assert_eq!(routes[0].authorizer.as_deref(), Some("Studio"));
    assert_eq!(routes[1].authorizer, None);
    assert_eq!(template.api.unwrap().authorizers[0].issuer, "https://eu-west-1/x");
}

#[test]
fn a_function_has_its_environment_policy_and_triggers() {
    let template = parse(SMALL).unwrap();
    let function = template.function("WorkFunction").unwrap();
    assert_eq!((function.folder.as_str(), function.timeout_s), ("work", 7));
    assert_eq!(function.environment["TABLE_NAME"], "coproducer-Table");
    let statement = &function.policy.statements[0];
    assert_eq!(statement.effect, Effect::Allow);
    assert_eq!(
        statement.resources,
        ["arn:aws:dynamodb:eu-west-1:000000000000:table/coproducer-Table/index/*"]
    );
    let queue = Destination::Queue("coproducer-Queue".to_owned());
    assert_eq!(function.asynchronous, Asynchronous { maximum_retries: 1, on_failure: Some(queue) });
    assert_eq!(function.uploads[0].prefix.as_deref(), Some("raw/"));
    let stream = &function.streams[0];
    assert!(stream.reports_item_failures && stream.from_oldest);
    assert_eq!(stream.filters[0]["eventName"][0], "INSERT");
    let bucket = Destination::Bucket("coproducer-uploads-000000000000".to_owned());
    assert_eq!(stream.on_failure, Some(bucket));
    assert_eq!(function.schedules[0].schedule.input.as_ref().unwrap()["a"], 1);
}

#[test]
fn an_unknown_property_stops_the_start_with_its_line() {
    let path = "            Path: /public\n";
    let text = SMALL.replace(path, &format!("{path}            Colour: red\n"));
    let expected = at(&text, "Colour", "unknown property `Colour` of `Public`");
    assert_eq!(refusal(&text), expected);
}

#[test]
fn an_unknown_resource_or_event_stops_the_start_with_its_line() {
    let text = SMALL.replace("Type: AWS::SQS::Queue", "Type: AWS::SQS::Tail");
    let expected = at(&text, "Tail", "unknown resource type `AWS::SQS::Tail` of `Queue`");
    assert_eq!(refusal(&text), expected);
    let text = SMALL.replace("Type: S3", "Type: S4");
    assert_eq!(refusal(&text), at(&text, "Uploaded:", "unknown event type `S4`"));
}

#[test]
fn a_reference_to_nothing_stops_the_start_with_its_line() {
    let text = SMALL.replace("Bucket: !Ref Uploads", "Bucket: !Ref Downloads");
    let what = "`Downloads` is neither a parameter nor a resource";
    assert_eq!(refusal(&text), at(&text, "Downloads", what));
    let text = SMALL.replace("!GetAtt Queue.Arn", "!FindInMap [a, b]");
    let what = "unknown intrinsic function `!FindInMap`";
    assert_eq!(refusal(&text), at(&text, "FindInMap", what));
}

#[test]
fn a_condition_of_a_policy_that_nobody_evaluates_stops_the_start() {
    let action = "              Action: [dynamodb:Query]\n";
    let condition = "              Condition: { Bool: { a:b: true } }\n";
    let text = SMALL.replace(action, &format!("{action}{condition}"));
    assert_eq!(refusal(&text), at(&text, "Bool", "unknown condition `Bool` on `a:b`"));
}

#[test]
fn a_value_that_is_given_replaces_a_parameters_default() {
    let given = BTreeMap::from([("Origins".to_owned(), "http://c".to_owned())]);
    let template = Template::parse(SMALL, StackLocation::default(), &given).unwrap();
    assert_eq!(template.buckets[0].cors[0].allowed_origins, ["http://c"]);
}

#[test]
fn the_studios_own_template_is_understood() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../template.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    // The one parameter without a default: nobody may run on a published seed.
    let given = BTreeMap::from([("CreditSigningSeed".to_owned(), "0".repeat(64))]);
    let template = Template::parse(&text, StackLocation::default(), &given).unwrap();
    assert_eq!(template.tables.len(), 1);
    assert!(!template.functions.is_empty());
    for function in &template.functions {
        assert!(function.environment.contains_key("TABLE_NAME"), "{}", function.logical_id);
        assert!(!function.policy.statements.is_empty(), "{}", function.logical_id);
    }
}

const MACHINE: &str = "Resources:
  WorkFunction: { Type: AWS::Serverless::Function, Properties: { FunctionName: work } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: states.amazonaws.com } }
      Policies:
        - PolicyName: steps
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: lambda:InvokeFunction, Resource: !GetAtt WorkFunction.Arn }
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: m
      StateMachineType: STANDARD
      RoleArn: !GetAtt Role.Arn
      DefinitionSubstitutions: { Work: !GetAtt WorkFunction.Arn }
      Definition:
        StartAt: Work
        States:
          Work:
            Type: Task
            Resource: '${Work}'
            Parameters: { 'a.$': $.a }
            Retry: [{ ErrorEquals: [States.ALL], BackoffRate: 2 }]
            ResultPath: null
            Next: Done
          Done: { Type: Succeed }
";

#[test]
fn a_state_machine_is_read_with_its_role() {
    let template = parse(MACHINE).unwrap();
    let machine = &template.machines[0];
    assert_eq!(machine.arn, "arn:aws:states:eu-west-1:000000000000:stateMachine:m");
    assert_eq!(machine.policy.statements[0].actions, ["lambda:InvokeFunction"]);
    assert_eq!(machine.definition.start_at, "Work");
    assert_eq!(machine.definition.states.len(), 2);
}

#[test]
fn a_state_or_a_field_that_the_runner_does_not_have_stops_the_start_with_its_line() {
    let faults = [
        ("Type: Succeed", "Type: Pass", "unknown state type `Pass`"),
        ("ResultPath: null", "ResultSelector: 7", "unknown property `ResultSelector` of `Work`"),
        ("[States.ALL]", "[States.Timeout]", "`States.Timeout`: only States.ALL is an error"),
        ("BackoffRate: 2", "BackoffRate: 1.5", "`BackoffRate` must be a whole number"),
        ("$.a }", "$$.a }", "`a.$`: only paths of names such as `$.a.b` are understood"),
        ("'${Work}'", "'${Play}'", "`Play` is not in DefinitionSubstitutions"),
        ("RoleArn: !GetAtt Role.Arn", "RoleArn: arn:x", "`arn:x` is not a role"),
    ];
    for (before, after, what) in faults {
        let text = MACHINE.replace(before, after);
        let refused = refusal(&text);
        assert!(refused.starts_with(&at(&text, after, what)), "{refused}");
    }
    let text = MACHINE.replace("Next: Done", "Next: Gone");
    assert_eq!(refusal(&text), at(&text, "States:", "there is no state `Gone`"));
}
