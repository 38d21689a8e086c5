//! Folder = package = binary = template resource, each with the same rooms, a log group that
//! forgets, an alarm, routes that have handlers, and a page that tells the truth.

use std::collections::BTreeSet;

use crate::policies::ACTIONS;
use crate::template::{Function, Template, elements, text};
use crate::tree::Tree;

const ROOMS: [&str; 4] = ["Cargo.toml", "README.md", "src/lib.rs", "src/main.rs"];

fn missing_rooms(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for folder in tree.folders("functions") {
        for room in ROOMS {
            if tree.text(&format!("functions/{folder}/{room}")).is_none() {
                violations.push(format!("functions/{folder}: has no {room}"));
            }
        }
        let manifest = tree.text(&format!("functions/{folder}/Cargo.toml")).unwrap_or_default();
        if !manifest.contains(&format!("name = \"{folder}\"")) {
            violations.push(format!("functions/{folder}: the package has another name"));
        }
    }
    violations
}

fn folders_and_resources_apart(tree: &Tree) -> Vec<String> {
    let template = Template::of(tree);
    let folders: BTreeSet<String> =
        tree.folders("functions").into_iter().map(str::to_owned).collect();
    let resources: BTreeSet<String> = template.functions().map(|f| f.folder()).collect();
    let mut violations = Vec::new();
    for folder in folders.difference(&resources) {
        violations.push(format!("functions/{folder}: has no function in template.yaml"));
    }
    for function in template.functions() {
        let (name, folder) = (function.logical_id, function.folder());
        if !folders.contains(&folder) {
            violations.push(format!("{name}: has no folder functions/{folder}"));
        }
        if function.code_uri() != format!("target/lambda/{folder}/") {
            violations.push(format!("{name}: CodeUri is not target/lambda/{folder}/"));
        }
    }
    violations
}

fn without_log_group_or_alarm(tree: &Tree) -> Vec<String> {
    let template = Template::of(tree);
    let mut violations = Vec::new();
    for function in template.functions() {
        let (id, name) = (function.logical_id, function.name());
        let (logs, alarm) = (format!("{name}Logs"), format!("{name}Alarm"));
        if function.log_group() != format!("!Ref {logs}") {
            violations.push(format!("{id}: does not log to {logs}"));
        }
        let retention = template.property(&logs, "AWS::Logs::LogGroup", &["RetentionInDays"]);
        if retention.is_null() {
            violations.push(format!("{id}: there is no log group {logs} with a retention"));
        }
        let dimensions = template.property(&alarm, "AWS::CloudWatch::Alarm", &["Dimensions"]);
        let watched = elements(dimensions).filter_map(|dimension| dimension.get("Value"));
        if !watched.map(text).any(|value| value == format!("!Ref {id}")) {
            violations.push(format!("{id}: there is no alarm {alarm} that watches it"));
        }
    }
    for id in template.machines() {
        let alarm = format!("{}Alarm", id.strip_suffix("Machine").unwrap_or(id));
        let dimensions = template.property(&alarm, "AWS::CloudWatch::Alarm", &["Dimensions"]);
        let watched = elements(dimensions).filter_map(|dimension| dimension.get("Value"));
        if !watched.map(text).any(|value| value == format!("!Ref {id}")) {
            violations.push(format!("{id}: there is no alarm {alarm} that watches it"));
        }
    }
    violations
}

/// A route of the template without a handler answers 404 in production; a handler without a route
/// is never called. Only the paths are compared: methods are the router's builder calls.
fn routes_apart_from_code(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for function in Template::of(tree).functions() {
        let source = source(tree, &function);
        let routed: BTreeSet<&str> = source
            .split(".route(")
            .skip(1)
            .filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next())
            .collect();
        let declared = function.routes();
        let paths: BTreeSet<&str> =
            declared.iter().filter_map(|route| Some(route.split_once(' ')?.1)).collect();
        for path in paths.difference(&routed) {
            violations.push(format!("{}: no handler for {path}", function.logical_id));
        }
        for path in routed.difference(&paths) {
            violations.push(format!("{}: {path} is not in template.yaml", function.logical_id));
        }
    }
    violations
}

fn source(tree: &Tree, function: &Function<'_>) -> String {
    let folder = format!("functions/{}/src/", function.folder());
    tree.rust().filter(|(path, _)| path.starts_with(&folder)).map(|(_, text)| text).collect()
}

/// A function's page tells what sets it off, what a second try does, who wakes up, and the AWS
/// actions it may call: no more, no fewer than the template.
fn pages_that_lie(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for function in Template::of(tree).functions() {
        let path = format!("functions/{}/README.md", function.folder());
        let page = tree.text(&path).unwrap_or_default();
        let alarm = format!("{}Alarm", function.name());
        for part in ["Trigger", "Retry", alarm.as_str()] {
            if !page.contains(part) {
                violations.push(format!("{path}: says nothing of `{part}`"));
            }
        }
        let statements = function.statements();
        let actions = statements.iter().flat_map(|statement| &statement.actions);
        let allowed: BTreeSet<&str> = actions.filter_map(|action| bare(action)).collect();
        let named: BTreeSet<&str> = actions_named(page).collect();
        for action in allowed.difference(&named) {
            violations.push(format!("{path}: does not say that it may `{action}`"));
        }
        for action in named.difference(&allowed) {
            violations.push(format!("{path}: says `{action}`, the template does not"));
        }
    }
    violations
}

/// `GetItem` of `dynamodb:GetItem`.
fn bare(action: &str) -> Option<&str> {
    Some(action.split_once(':')?.1)
}

/// The actions that stand in code quotes, with or without their service.
fn actions_named(page: &str) -> impl Iterator<Item = &str> {
    let quoted = page.split('`').skip(1).step_by(2);
    let words = quoted.flat_map(|code| code.split(|c: char| !c.is_ascii_alphanumeric()));
    words.filter(|word| ACTIONS.iter().any(|action| bare(action) == Some(word)))
}

#[test]
fn every_function_has_the_same_rooms() {
    crate::assert_none(&missing_rooms(&Tree::of_repository()));
}

#[test]
fn a_function_without_a_page_is_found() {
    let tree = Tree::planted([
        ("functions/briefs/Cargo.toml", "name = \"brief\""),
        ("functions/briefs/src/lib.rs", ""),
        ("functions/briefs/src/main.rs", ""),
    ]);
    crate::assert_found(&missing_rooms(&tree), &["has no README.md", "another name"]);
}

#[test]
fn folders_and_resources_are_the_same_set() {
    let tree = Tree::of_repository();
    assert!(!tree.folders("functions").is_empty());
    crate::assert_none(&folders_and_resources_apart(&tree));
}

#[test]
fn a_folder_or_a_resource_alone_is_found() {
    let template = "Resources:
  BriefsFunction:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: target/lambda/uploads/ }
  GhostFunction:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: target/lambda/ghost/ }
";
    let tree = Tree::planted([
        ("template.yaml", template),
        ("functions/briefs/Cargo.toml", ""),
        ("functions/orphan/Cargo.toml", ""),
    ]);
    let expected = [
        "functions/orphan: has no function",
        "GhostFunction: has no folder",
        "BriefsFunction: CodeUri",
    ];
    crate::assert_found(&folders_and_resources_apart(&tree), &expected);
}

#[test]
fn every_function_has_a_log_group_and_an_alarm() {
    crate::assert_none(&without_log_group_or_alarm(&Tree::of_repository()));
}

#[test]
fn a_function_whose_alarm_watches_another_is_found() {
    let template = "Resources:
  BriefsFunction:
    Type: AWS::Serverless::Function
    Properties: { LoggingConfig: { LogGroup: !Ref BriefsLogs } }
  BriefsLogs:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: logs }
  BriefsAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties: { Dimensions: [{ Name: FunctionName, Value: !Ref UploadsFunction }] }
  MonthMachine: { Type: AWS::StepFunctions::StateMachine, Properties: {} }
";
    let tree = Tree::planted([("template.yaml", template)]);
    let expected =
        ["no log group BriefsLogs with a retention", "no alarm BriefsAlarm", "no alarm MonthAlarm"];
    crate::assert_found(&without_log_group_or_alarm(&tree), &expected);
}

const ONE_ROUTE: &str = "Resources:
  BriefsFunction:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - { Effect: Allow, Action: [dynamodb:GetItem, s3:PutObject], Resource: x }
      Events:
        Read: { Type: HttpApi, Properties: { Method: GET, Path: \"/briefs/{brief}\" } }
";

#[test]
fn every_route_has_a_handler_and_every_handler_a_route() {
    crate::assert_none(&routes_apart_from_code(&Tree::of_repository()));
}

#[test]
fn a_route_or_a_handler_alone_is_found() {
    let code = "Router::new()\n    .route(\n        \"/briefs\",\n        get(board))";
    let tree = Tree::planted([("template.yaml", ONE_ROUTE), ("functions/briefs/src/lib.rs", code)]);
    let expected = ["no handler for /briefs/{brief}", "/briefs is not in template.yaml"];
    crate::assert_found(&routes_apart_from_code(&tree), &expected);
}

#[test]
fn every_functions_page_tells_the_truth() {
    crate::assert_none(&pages_that_lie(&Tree::of_repository()));
}

#[test]
fn a_page_that_lies_is_found() {
    let page = "**Trigger**: `s3:ObjectCreated:*`. **Retry**: a Query would repeat.\n\
                May `dynamodb:GetItem` and `DeleteItem`. **Alarm**: `UploadsAlarm`.";
    let tree = Tree::planted([("template.yaml", ONE_ROUTE), ("functions/briefs/README.md", page)]);
    let expected = ["nothing of `BriefsAlarm`", "may `PutObject`", "says `DeleteItem`"];
    crate::assert_found(&pages_that_lie(&tree), &expected);
}
