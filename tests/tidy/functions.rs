//! Folder = package = binary = template resource, each with the same rooms, a log group that
//! forgets, an alarm, routes that have handlers, and a page that tells the truth.

use std::collections::BTreeSet;

use crate::policies::ACTIONS;
use crate::template::{Function, Template, elements, text};
use crate::tree::Tree;
use crate::uses;

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
/// is never called.
fn routes_apart_from_code(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for function in Template::of(tree).functions() {
        let handled: BTreeSet<String> = sources(tree, &function).flat_map(routes_in).collect();
        let declared = BTreeSet::from_iter(function.routes());
        for route in declared.difference(&handled) {
            violations.push(format!("{}: no handler for {route}", function.logical_id));
        }
        for route in handled.difference(&declared) {
            violations.push(format!("{}: {route} is not in template.yaml", function.logical_id));
        }
    }
    violations
}

/// `GET /briefs` of `.get("/briefs", board, …)`. The path stands there itself: a name for it would
/// hide it.
fn routes_in(source: &str) -> impl Iterator<Item = String> {
    ["get", "post", "put", "patch", "delete"].into_iter().flat_map(move |method| {
        let call = format!(".{method}(");
        let calls: Vec<&str> = source.split(&call).skip(1).map(str::trim_start).collect();
        calls.into_iter().filter_map(move |call| {
            let (path, handler) = call.strip_prefix('"')?.split_once('"')?;
            let is_route = path.starts_with('/') && handler.starts_with(',');
            is_route.then(|| format!("{} {path}", method.to_uppercase()))
        })
    })
}

/// Of one function, without its tests.
fn sources<'a>(tree: &'a Tree, function: &Function<'_>) -> impl Iterator<Item = &'a str> {
    let folder = format!("functions/{}/src/", function.folder());
    tree.rust()
        .filter(move |(path, _)| path.starts_with(&folder) && !path.ends_with("tests.rs"))
        .map(|(_, text)| uses::production(text))
}

/// What would make a reader read by a value: the API document is made of what it reads where no value
/// is there.
const BRANCHES: [&str; 6] = ["if ", "match ", "while ", "for ", ".is_some()", ".is_none()"];

/// Readers of bodies and queries tell what they read by reading it, so they read the same fields
/// whatever stands in them; a rule over several fields is asked of `Fields`.
fn readers_that_branch(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    let ours = |path: &str| path.starts_with("functions/") && path.contains("/src/");
    for (path, text) in tree.rust().filter(|(path, _)| ours(path) && !path.ends_with("tests.rs")) {
        for (name, body) in readers_in(&code_alone(uses::production(text))) {
            let branches = BRANCHES.into_iter().filter(|branch| stands_in(&body, branch));
            violations.extend(
                branches.map(|branch| format!("{path}: `{name}` branches: `{}`", branch.trim())),
            );
        }
    }
    violations
}

/// Whether the words begin there, and do not only end another one.
fn stands_in(body: &str, words: &str) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    body.match_indices(words).any(|(place, _)| {
        words.starts_with('.') || !body.get(..place).is_some_and(|before| before.ends_with(is_word))
    })
}

/// Names and bodies of the functions that take `Fields` or a `Field`.
fn readers_in(code: &str) -> Vec<(String, String)> {
    let functions = code.split("fn ").skip(1);
    let read = |function: &str| {
        let (signature, rest) = function.split_once('{')?;
        let (name, arguments) = signature.split_once('(')?;
        let (arguments, _) = arguments.split_once(')')?;
        let mut types = arguments.split(',').filter_map(|argument| argument.split_once(": "));
        let is_reader =
            types.any(|(_, of)| matches!(of.trim(), "&mut Fields" | "Fields" | "Field"));
        let mut depth = 1_u32;
        let end = rest.find(|character: char| {
            depth = match character {
                '{' => depth.saturating_add(1),
                '}' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0
        });
        let body = rest.get(..end.unwrap_or(rest.len()))?;
        is_reader.then(|| (name.to_owned(), body.to_owned()))
    };
    functions.filter_map(read).collect()
}

/// Without comments, and without what stands in quotes.
fn code_alone(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    let code = lines.collect::<Vec<_>>().join("\n").replace("\\\"", "").replace("'\"'", "");
    code.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
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
    let code = "routes\n    .post(\n        \"/briefs/{brief}\",\n        amend, |it| it)\n    \
                .get(path, board, |it| it)\n\
                client.get(\"/briefs/{brief}\");\nbody.get(\"state\")";
    let tree = Tree::planted([("template.yaml", ONE_ROUTE), ("functions/briefs/src/lib.rs", code)]);
    let expected =
        ["no handler for GET /briefs/{brief}", "POST /briefs/{brief} is not in template.yaml"];
    crate::assert_found(&routes_apart_from_code(&tree), &expected);
}

#[test]
fn readers_do_not_branch() {
    let tree = Tree::of_repository();
    let readers = tree.rust().filter(|(path, _)| path.starts_with("functions/"));
    let readers: usize = readers.map(|(_, text)| readers_in(&code_alone(text)).len()).sum();
    assert!(readers > 40, "only {readers} are seen");
    crate::assert_none(&readers_that_branch(&tree));
}

#[test]
fn a_reader_that_branches_is_found() {
    let code = "fn read(fields: &mut Fields) -> Option<New> {
    // if it is missing
    fields.note(\"why\", \"for whom, and if \\\"so\\\" match it\");
    let spec = fields.optional(\"spec\", Field::parse);
    if spec.is_some() { fields.required(\"window\", window) } else { None }
}
fn window(mut least: u8, field: Field) -> Result<Window, Failures> {
    match field.text() { _ => Ok(Window) }
}
fn straight(field: Field) -> Result<Window, Failures> { field.object(elif).map(Window::of) }
fn shown(view: &View) -> bool { for one in view { if one.is_none() { return false; } } true }
";
    let tree = Tree::planted([
        ("functions/briefs/src/create.rs", code),
        ("shared/edge/src/field.rs", "fn read(field: Field) { if field.is_none() {} }"),
    ]);
    let expected = [
        "functions/briefs/src/create.rs: `read` branches: `if`",
        "`read` branches: `.is_some()`",
        "`window` branches: `match`",
    ];
    crate::assert_found(&readers_that_branch(&tree), &expected);
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
