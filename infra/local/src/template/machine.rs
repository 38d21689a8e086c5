//! State machines and their roles: `AWS::StepFunctions::StateMachine` with its `Definition` in the
//! template, and the `AWS::IAM::Role` it runs under. The states that the runner has are read here,
//! in
//! `JSONPath`; every other state or field is refused with its line.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use yaml_serde::Value;

use super::error::TemplateError;
use super::node::{Node, Properties};
use super::policy;
use super::resource::Resource;
use crate::iam::IamPolicy;
use crate::step_functions::data::{ReferencePath, ResultPath, StateParameters};
use crate::step_functions::definition::{
    Catcher, ChoiceRule, ChoiceState, FailState, ItemBatcher, MapState, NextState, ResultHandling,
    Retrier, State, StateGraph, StateMachineDefinition, TaskState, WaitState,
};

/// A role that a service takes on: what it may do.
#[derive(Debug, Clone)]
pub struct Role {
    pub arn: String,
    /// What it may do.
    pub policy: IamPolicy,
}

/// The only error name with one meaning in every language that a function can be written in.
const EVERY_ERROR: &str = "States.ALL";

type Substitutions = BTreeMap<String, String>;

impl Role {
    pub(super) fn parse(resource: Resource<'_>) -> Result<Self, TemplateError> {
        let arn = resource.attribute("Arn")?;
        let mut properties = resource.properties()?;
        properties.ignore(&["RoleName", "Description", "Tags"]);
        let mut trust = properties.require("AssumeRolePolicyDocument")?.properties()?;
        trust.ignore(&["Version"]);
        for statement in trust.require("Statement")?.items()? {
            let mut statement = statement.properties()?;
            statement.require("Effect")?.must_be("Allow")?;
            statement.require("Action")?.must_be("sts:AssumeRole")?;
            let mut principal = statement.require("Principal")?.properties()?;
            principal.require("Service")?.must_be("states.amazonaws.com")?;
            principal.finish()?;
            statement.finish()?;
        }
        trust.finish()?;
        let mut policy = IamPolicy::default();
        for item in properties.require("Policies")?.items()? {
            let mut item = item.properties()?;
            item.require("PolicyName")?.text()?;
            let document = item.require("PolicyDocument")?;
            policy.statements.extend(policy::document(&document)?.statements);
            item.finish()?;
        }
        properties.finish()?;
        Ok(Self { arn, policy })
    }
}

/// Reads a state machine; its role must stand in the template.
pub(super) fn parse(
    logical_id: &str,
    resource: Resource<'_>,
    roles: &[Role],
) -> Result<StateMachineDefinition, TemplateError> {
    let (name, arn) = (resource.attribute("Name")?, resource.reference()?);
    let mut properties = resource.properties()?;
    properties.ignore(&["StateMachineName", "Tags", "TracingConfiguration"]);
    properties.require("StateMachineType")?.must_be("STANDARD")?;
    let role = properties.require("RoleArn")?;
    let role_arn = role.text()?;
    let Some(found) = roles.iter().find(|known| known.arn == role_arn) else {
        return Err(role.refuse(format!("`{role_arn}` is not a role of this template")));
    };
    let mut substitutions = Substitutions::new();
    if let Some(node) = properties.take("DefinitionSubstitutions")? {
        for (name, value) in node.properties()?.rest() {
            substitutions.insert(name, value.text()?);
        }
    }
    let node = properties.require("Definition")?;
    properties.finish()?;
    let mut whole = node.properties()?;
    whole.ignore(&["Comment"]);
    if let Some(language) = whole.take("QueryLanguage")? {
        language.must_be("JSONPath")?;
    }
    let definition = definition(&mut whole, &substitutions)?;
    whole.finish()?;
    let (logical_id, policy) = (logical_id.to_owned(), found.policy.clone());
    Ok(StateMachineDefinition { logical_id, name, arn, policy, definition })
}

fn definition(
    properties: &mut Properties<'_>,
    substitutions: &Substitutions,
) -> Result<StateGraph, TemplateError> {
    let start_at = properties.require("StartAt")?.text()?;
    let section = properties.require("States")?;
    let mut states = BTreeMap::new();
    for (name, node) in section.properties()?.rest() {
        states.insert(name, state(&node, substitutions)?);
    }
    let definition = StateGraph { start_at, states };
    for target in definition.targets() {
        if !definition.states.contains_key(target) {
            return Err(section.refuse(format!("there is no state `{target}`")));
        }
    }
    Ok(definition)
}

fn state(node: &Node<'_>, substitutions: &Substitutions) -> Result<State, TemplateError> {
    let mut properties = node.properties()?;
    properties.ignore(&["Comment"]);
    let kind = properties.require("Type")?;
    let state = match kind.text()?.as_str() {
        "Task" => State::Task(TaskState {
            function_arn: function_arn(&properties.require("Resource")?, substitutions)?,
            parameters: parameters(&mut properties, "Parameters")?,
            way: way(&mut properties)?,
        }),
        "Choice" => State::Choice(choice(&mut properties)?),
        "Wait" => State::Wait(WaitState {
            seconds: properties.require("Seconds")?.number()?,
            next: next(&mut properties)?,
        }),
        "Map" => State::Map(Box::new(map(&mut properties, substitutions)?)),
        "Succeed" => State::Succeed,
        "Fail" => State::Fail(FailState {
            error: properties.require("Error")?.text()?,
            cause: properties.take("CausePath")?.map(|node| path(&node)).transpose()?,
        }),
        other => return Err(kind.refuse(format!("unknown state type `{other}`"))),
    };
    properties.finish()?;
    Ok(state)
}

/// A function by its ARN: the state's input is the event, its answer the result.
fn function_arn(node: &Node<'_>, substitutions: &Substitutions) -> Result<String, TemplateError> {
    let text = node.text()?;
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    let arn = match name {
        Some(name) => substitutions
            .get(name)
            .ok_or_else(|| node.refuse(format!("`{name}` is not in DefinitionSubstitutions")))?,
        None => &text,
    };
    if arn.starts_with("arn:aws:lambda:") {
        return Ok(arn.clone());
    }
    Err(node.refuse(format!("`{arn}` is not the ARN of a function")))
}

fn way(properties: &mut Properties<'_>) -> Result<ResultHandling, TemplateError> {
    Ok(ResultHandling {
        result_path: result_path(properties)?,
        retry: listed(properties, "Retry", retrier)?,
        catch: listed(properties, "Catch", catcher)?,
        next: next(properties)?,
    })
}

fn listed<T>(
    properties: &mut Properties<'_>,
    key: &str,
    read: impl Fn(&mut Properties<'_>) -> Result<T, TemplateError>,
) -> Result<Vec<T>, TemplateError> {
    let mut all = Vec::new();
    let Some(node) = properties.take(key)? else { return Ok(all) };
    for item in node.items()? {
        let mut item = item.properties()?;
        all.push(read(&mut item)?);
        item.finish()?;
    }
    Ok(all)
}

fn retrier(properties: &mut Properties<'_>) -> Result<Retrier, TemplateError> {
    // AWS's defaults: one second, twice as long each time, three attempts.
    Ok(Retrier {
        errors: errors(properties)?,
        interval_s: properties.number("IntervalSeconds")?.unwrap_or(1),
        backoff_rate: properties.number("BackoffRate")?.unwrap_or(2),
        attempts_max: properties.number("MaxAttempts")?.unwrap_or(3),
    })
}

fn catcher(properties: &mut Properties<'_>) -> Result<Catcher, TemplateError> {
    Ok(Catcher {
        errors: errors(properties)?,
        result_path: result_path(properties)?,
        next: properties.require("Next")?.text()?,
    })
}

fn errors(properties: &mut Properties<'_>) -> Result<Vec<String>, TemplateError> {
    let node = properties.require("ErrorEquals")?;
    let errors = node.texts()?;
    match errors.iter().find(|name| *name != EVERY_ERROR) {
        None => Ok(errors),
        Some(name) => {
            Err(node.refuse(format!("`{name}`: only {EVERY_ERROR} is an error understood here")))
        }
    }
}

fn choice(properties: &mut Properties<'_>) -> Result<ChoiceState, TemplateError> {
    let rules = listed(properties, "Choices", |rule| {
        Ok(ChoiceRule {
            variable: path(&rule.require("Variable")?)?,
            equals: rule.require("StringEquals")?.text()?,
            next: rule.require("Next")?.text()?,
        })
    })?;
    Ok(ChoiceState { rules, default: properties.text("Default")? })
}

fn map(
    properties: &mut Properties<'_>,
    substitutions: &Substitutions,
) -> Result<MapState, TemplateError> {
    let items = path(&properties.require("ItemsPath")?)?;
    let concurrency = properties.require("MaxConcurrency")?;
    let at_once: usize = concurrency.number()?;
    if at_once == 0 {
        return Err(concurrency.refuse("a Map without a limit is not understood"));
    }
    if let Some(tolerated) = properties.take("ToleratedFailurePercentage")? {
        tolerated.must_be("0")?;
    }
    let batch = properties.take("ItemBatcher")?.map(|node| batch(&node)).transpose()?;
    let mut processor = properties.require("ItemProcessor")?.properties()?;
    let mut config = processor.require("ProcessorConfig")?.properties()?;
    config.require("Mode")?.must_be("DISTRIBUTED")?;
    config.require("ExecutionType")?.must_be("STANDARD")?;
    config.finish()?;
    let states = definition(&mut processor, substitutions)?;
    processor.finish()?;
    let way = way(properties)?;
    Ok(MapState { items, batch, concurrency: at_once, processor: states, way })
}

fn batch(node: &Node<'_>) -> Result<ItemBatcher, TemplateError> {
    let mut properties = node.properties()?;
    let most = properties.require("MaxItemsPerBatch")?;
    let items_max: usize = most.number()?;
    if items_max == 0 {
        return Err(most.refuse("a batch of nothing"));
    }
    let input = parameters(&mut properties, "BatchInput")?;
    properties.finish()?;
    Ok(ItemBatcher { items_max, input })
}

fn next(properties: &mut Properties<'_>) -> Result<NextState, TemplateError> {
    let (next, end) = (properties.text("Next")?, properties.boolean("End")?);
    match (next, end) {
        (Some(next), None) => Ok(NextState::State(next)),
        (None, Some(true)) => Ok(NextState::End),
        _ => Err(properties.node.refuse("a state needs either `Next` or `End: true`")),
    }
}

/// Absent, the result replaces the input; `null`, it is forgotten.
fn result_path(properties: &mut Properties<'_>) -> Result<ResultPath, TemplateError> {
    match properties.take_even_null("ResultPath")? {
        None => Ok(ResultPath::At(ReferencePath::default())),
        Some(node) if node.value.is_null() => Ok(ResultPath::Discard),
        Some(node) => Ok(ResultPath::At(path(&node)?)),
    }
}

fn path(node: &Node<'_>) -> Result<ReferencePath, TemplateError> {
    let text = node.text()?;
    ReferencePath::parse(&text).ok_or_else(|| {
        node.refuse(format!("`{text}`: only paths of names such as `$.a.b` are understood"))
    })
}

fn parameters(
    properties: &mut Properties<'_>,
    key: &str,
) -> Result<Option<StateParameters>, TemplateError> {
    let Some(node) = properties.take(key)? else { return Ok(None) };
    let read = StateParameters::parse(&json(&node)?);
    read.map(Some).map_err(|name| {
        node.refuse(format!("`{name}`: only paths of names such as `$.a.b` are understood"))
    })
}

/// The JSON that stands here.
fn json(node: &Node<'_>) -> Result<Json, TemplateError> {
    match node.value {
        Value::Mapping(_) => {
            let fields = node.properties()?.rest();
            let fields = fields.iter().map(|(name, node)| Ok((name.clone(), json(node)?)));
            fields.collect::<Result<_, _>>().map(Json::Object)
        }
        Value::Sequence(_) => node.items()?.iter().map(json).collect(),
        Value::Null => Ok(Json::Null),
        Value::Bool(boolean) => Ok(Json::Bool(*boolean)),
        Value::Number(_) => Ok(node.number::<u64>()?.into()),
        Value::String(_) | Value::Tagged(_) => Ok(Json::String(node.text()?)),
    }
}
