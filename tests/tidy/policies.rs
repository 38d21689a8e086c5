//! Least privilege, as far as it can be read from the template: exact actions that exist, on exact
//! resources. That they are also the ones needed is proved by the recorded calls of the stories.

use crate::template::{Statement, Template};
use crate::tree::Tree;

/// Every action that some function may need. A transaction needs only the rights of its parts; a
/// `Scan` is never one of them. The linters know neither wildcards nor misspelt actions.
pub(crate) const ACTIONS: [&str; 16] = [
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:PutObject",
    "states:StartExecution",
];

/// What the role of a state machine may need: its functions, and for a distributed Map itself.
const ACTIONS_OF_MACHINES: [&str; 4] = [
    "lambda:InvokeFunction",
    "states:DescribeExecution",
    "states:StartExecution",
    "states:StopExecution",
];

fn wide_policies(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for function in Template::of(tree).functions() {
        let id = function.logical_id;
        let foreign = function.foreign_policies();
        violations.extend(foreign.iter().map(|policy| format!("{id}: {policy} is no statement")));
        for statement in function.statements() {
            let faults = faults(&statement, &ACTIONS);
            violations.extend(faults.into_iter().map(|fault| format!("{id}: {fault}")));
        }
    }
    for (id, statements) in Template::of(tree).roles() {
        let faults = statements.iter().flat_map(|one| faults(one, &ACTIONS_OF_MACHINES));
        violations.extend(faults.map(|fault| format!("{id}: {fault}")));
    }
    violations
}

fn faults(statement: &Statement, actions: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    if statement.effect != "Allow" || statement.actions.is_empty() || statement.resources.is_empty()
    {
        faults.push("a statement without effect, action or resource".to_owned());
    }
    for action in &statement.actions {
        if action.contains('*') {
            faults.push(format!("{action} is not one action"));
        } else if !actions.contains(&action.as_str()) {
            faults.push(format!("{action} is unknown here"));
        }
        let faulty = statement.resources.iter().filter(|resource| !suits(action, resource));
        faults.extend(faulty.map(|resource| format!("{action} on {resource:?}")));
    }
    faults
}

/// Whether the resource is of the action's kind and no wider than a table, an index, one bucket or
/// one prefix of it. The bucket for given-up batches has no prefixes: AWS chooses the keys.
fn suits(action: &str, resource: &str) -> bool {
    let arn = resource.trim_start_matches("!Sub ").trim_start_matches("!GetAtt ");
    match action.split_once(':') {
        Some(("dynamodb", "Query")) if arn.starts_with("${Table.Arn}/index/") => !arn.contains('*'),
        Some(("dynamodb", _)) => arn == "Table.Arn",
        Some(("s3", "ListBucket" | "ListBucketVersions")) => {
            arn == "FailuresBucket.Arn" || (arn.contains(":s3:::") && !arn.contains('/'))
        }
        Some(("s3", _)) => {
            let prefix = arn.strip_suffix("/*").unwrap_or_default();
            arn == "${FailuresBucket.Arn}/*"
                || (prefix.contains(":s3:::") && prefix.contains('/') && !prefix.contains('*'))
        }
        Some(("lambda", _)) => resource.starts_with("!GetAtt ") && arn.ends_with("Function.Arn"),
        Some(("states", "StartExecution")) => {
            let is_machine = arn.contains(":states:") && arn.contains(":stateMachine:");
            (is_machine && !arn.contains('*')) || arn == format!("!Ref {}", machine(arn))
        }
        // The executions of one machine, whose names are made by AWS.
        Some(("states", _)) => {
            let one = arn.strip_suffix("/*").unwrap_or_default();
            one.contains(":execution:") && !one.contains('*')
        }
        Some(_) | None => false,
    }
}

/// `MonthPostMachine` of `!Ref MonthPostMachine`; nothing of a reference to anything else.
fn machine(reference: &str) -> &str {
    let name = reference.strip_prefix("!Ref ").unwrap_or_default();
    if name.ends_with("Machine") { name } else { "" }
}

/// A function that an upload sets off must not write where uploads arrive: it would set itself off.
fn loops(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for function in Template::of(tree).functions().filter(|f| f.routes().is_empty()) {
        for statement in function.statements() {
            let writes = statement.actions.iter().any(|action| action == "s3:PutObject");
            let uploads = statement.resources.iter().any(|arn| arn.contains("-uploads-"));
            if writes && uploads {
                violations.push(format!("{}: writes where uploads arrive", function.logical_id));
            }
        }
    }
    violations
}

#[test]
fn every_statement_names_exact_actions_on_exact_resources() {
    crate::assert_none(&wide_policies(&Tree::of_repository()));
}

#[test]
fn wide_or_misspelt_statements_are_found() {
    let template = "Resources:
  BriefsFunction:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AmazonS3FullAccess
        - DynamoDBCrudPolicy: { TableName: !Ref Table }
        - Statement:
            - { Effect: Allow, Action: 'dynamodb:*', Resource: !GetAtt Table.Arn }
            - { Effect: Allow, Action: [dynamodb:PutItm], Resource: !GetAtt Table.Arn }
            - { Effect: Allow, Action: [dynamodb:GetItem], Resource: '*' }
            - { Effect: Allow, Action: [dynamodb:Query], Resource: !Sub '${Table.Arn}/index/*' }
            - { Effect: Allow, Action: [s3:GetObject], Resource: !Sub 'arn:aws:s3:::b/*' }
            - { Effect: Allow, Action: [s3:PutObject], Resource: !GetAtt Table.Arn }
            - { Effect: Allow, Action: [dynamodb:GetItem] }
            - { Effect: Allow, Action: [states:StartExecution], Resource: !Ref Table }
  MonthRole:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - { Effect: Allow, Action: ['lambda:InvokeFunction'], Resource: '*' }
              - { Effect: Allow, Action: [dynamodb:GetItem], Resource: !GetAtt Table.Arn }
";
    let expected = [
        "AmazonS3FullAccess",
        "DynamoDBCrudPolicy",
        "dynamodb:* is not one action",
        "dynamodb:PutItm is unknown here",
        "dynamodb:GetItem on \"*\"",
        "dynamodb:Query on",
        "s3:GetObject on",
        "s3:PutObject on",
        "without effect, action or resource",
        "states:StartExecution on \"!Ref Table\"",
        "lambda:InvokeFunction on \"*\"",
        "MonthRole: dynamodb:GetItem is unknown here",
    ];
    crate::assert_found(&wide_policies(&Tree::planted([("template.yaml", template)])), &expected);
}

#[test]
fn exact_statements_are_left_alone() {
    let template = "Resources:
  IntakeFunction:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - { Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Table.Arn }
            - { Effect: Allow, Action: [dynamodb:Query], Resource: !Sub '${Table.Arn}/index/GSI1' }
            - { Effect: Allow, Action: [s3:GetObject], Resource: !Sub 'arn:aws:s3:::b/raw/*' }
            - { Effect: Allow, Action: [s3:ListBucket], Resource: !Sub 'arn:aws:s3:::b' }
";
    crate::assert_none(&wide_policies(&Tree::planted([("template.yaml", template)])));
}

#[test]
fn what_an_upload_sets_off_never_uploads() {
    crate::assert_none(&loops(&Tree::of_repository()));
}

#[test]
fn an_event_function_that_uploads_is_found() {
    let template = "Resources:
  IntakeFunction:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - { Effect: Allow, Action: [s3:PutObject], Resource: !Sub 'arn:aws:s3:::x-uploads-1/raw/*' }
";
    let found = loops(&Tree::planted([("template.yaml", template)]));
    crate::assert_found(&found, &["IntakeFunction: writes where uploads arrive"]);
}
