//! The answers that say no: our problems, each under the status of its rule, and beside them what
//! the gateway says by itself, in its own words.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{MemberId, PayoutId, TrackId};
use domain::money::close::Difference;
use domain::money::{MonthState, Sha256Hex, YearMonth};
use domain::open_entries::EntryStanding;
use domain::rules::Rule;
use domain::status::StatusLevel;
use domain::version::missing::MissingAnswer;
use edge::operation::{Admission, BodyShape, Operation};
use edge::{ObjectShape, Presence, Problem, ValueShape};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::components::{SCHEMAS, set};
use crate::headers;

/// The name of the component that every problem has the shape of.
const PROBLEM: &str = "Problem";

/// How a function says no (RFC 9457): the standard's members, and what a client needs to go on.
#[derive(JsonSchema)]
#[schemars(rename = "Problem")]
#[expect(dead_code, reason = "only its schema is used")]
struct ProblemSchema {
    /// What the problem is: the part after the last `/` is the id of a rule and keeps its meaning
    /// for ever. `docs/problems.md` says what to do about each.
    #[schemars(extend("format" = "uri"))]
    r#type: String,
    /// The problem in a few words, the same each time.
    title: String,
    /// The status of the answer.
    #[schemars(range(min = 400, max = 599))]
    status: u16,
    /// What is wrong in this case, in words for a person; never to be parsed.
    detail: String,
    /// What is wrong with the body, or with the query, place by place.
    #[schemars(skip_serializing_if = "never")]
    errors: Vec<ErrorSchema>,
    /// How many more of them there are than are named.
    #[schemars(skip_serializing_if = "never")]
    errors_omitted: u32,
    /// The moves that are possible now.
    #[schemars(skip_serializing_if = "never")]
    allowed: Vec<String>,
    /// The attempt of the payout that stands.
    #[schemars(skip_serializing_if = "never")]
    attempt: u32,
    /// The attempt that the request named.
    #[schemars(skip_serializing_if = "never")]
    named_attempt: u32,
    /// How much more may be reported as heard now, in milliseconds.
    #[schemars(skip_serializing_if = "never")]
    budget_ms: u64,
    /// What of the books differs from the plan.
    #[schemars(skip_serializing_if = "never")]
    differences: Vec<Difference>,
    /// The entries that are open, the oldest first.
    #[schemars(skip_serializing_if = "never")]
    entries: Vec<EntryStanding>,
    /// The fields that are fixed.
    #[schemars(skip_serializing_if = "never")]
    fields: Vec<String>,
    /// The composer's level.
    #[schemars(skip_serializing_if = "never")]
    level: StatusLevel,
    /// How many entries may be open.
    #[schemars(skip_serializing_if = "never")]
    max: u32,
    /// How many entries are open.
    #[schemars(skip_serializing_if = "never")]
    open: u32,
    /// The promised answers that are not there.
    #[schemars(skip_serializing_if = "never")]
    missing: Vec<MissingAnswer>,
    /// What an application as co-producer lacks, in words.
    #[schemars(skip_serializing_if = "never")]
    missing_to_apply: String,
    /// The month that is meant.
    #[schemars(skip_serializing_if = "never")]
    month: YearMonth,
    /// The media types in which the answer can be had.
    #[schemars(skip_serializing_if = "never")]
    offered: Vec<String>,
    /// The operators who may decide it.
    #[schemars(skip_serializing_if = "never")]
    operators: Vec<MemberId>,
    /// The payouts that are meant.
    #[schemars(skip_serializing_if = "never")]
    payouts: Vec<PayoutId>,
    /// The plan that is sealed now.
    #[schemars(skip_serializing_if = "never")]
    plan_sha256: Sha256Hex,
    /// The month before, which has to be posted first.
    #[schemars(skip_serializing_if = "never")]
    previous_month: YearMonth,
    /// Where that month stands.
    #[schemars(skip_serializing_if = "never")]
    previous_state: MonthState,
    /// From when on it is possible to apply again.
    #[schemars(skip_serializing_if = "never", extend("format" = "date-time"))]
    reapply_from: String,
    /// Where the thing stands.
    #[schemars(skip_serializing_if = "never")]
    state: String,
    /// The tracks that stand in the way.
    #[schemars(skip_serializing_if = "never")]
    tracks: Vec<TrackId>,
    /// Those who have not confirmed their part yet.
    #[schemars(skip_serializing_if = "never")]
    unconfirmed: Vec<MemberId>,
}

/// One rule that the body or the query broke.
#[derive(JsonSchema)]
#[schemars(rename = "BrokenRule")]
#[expect(dead_code, reason = "only its schema is used")]
struct ErrorSchema {
    /// Where: in a body a JSON pointer (RFC 6901), in a query `?name`; empty for the whole.
    pointer: String,
    /// The id of the rule, which keeps its meaning for ever (`docs/rules.md`).
    rule: String,
    /// What is wrong there, in words for a person.
    detail: String,
}

/// Adds the schema of problems to the components.
pub(crate) fn declare(schemas: &mut SchemaGenerator) {
    let _reference = schemas.subschema_for::<ProblemSchema>();
}

/// The URL that stands in `type`.
pub(crate) fn type_url(rule: Rule) -> String {
    let body = Problem::refusal(rule, "").to_json();
    body.get("type").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What the gateway says by itself under a status; nothing where it never does.
const fn gateway_words(status: u16) -> Option<&'static str> {
    match status {
        401 => Some("Unauthorized"),
        404 => Some("Not Found"),
        413 => Some("Request Entity Too Large"),
        429 => Some("Too Many Requests"),
        500 => Some("Internal Server Error"),
        503 => Some("Service Unavailable"),
        _ => None,
    }
}

/// Whether the gateway may answer an operation with the status by itself.
fn is_of_gateway(operation: &Operation, status: u16) -> bool {
    match status {
        401 => operation.access != Admission::Public,
        // An empty piece of a path belongs to no route.
        404 => !operation.path_values.is_empty(),
        413 => operation.body.is_some(),
        429 | 500 | 503 => true,
        _ => false,
    }
}

/// All refusals of an operation under one status.
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// What other operations may know it by, where there is one problem at most.
    pub(crate) name: Option<String>,
    pub(crate) told: Value,
}

/// All refusals of an operation, by status.
pub(crate) fn of(operation: &Operation) -> Vec<Refusal> {
    let mut by_status: BTreeMap<u16, BTreeSet<Rule>> = BTreeMap::new();
    for rule in &operation.problems {
        if let Some(status) = edge::status(*rule) {
            by_status.entry(status.as_u16()).or_default().insert(*rule);
        }
    }
    for status in [401, 404, 413, 429, 500, 503] {
        if is_of_gateway(operation, status) {
            by_status.entry(status).or_default();
        }
    }
    let refusals = by_status.into_iter();
    let refusals = refusals.map(|(status, rules)| Refusal {
        status,
        name: name(&rules),
        told: refusal(operation, status, &rules),
    });
    refusals.collect()
}

/// `IfMatchRequired`; none where there are several.
fn name(rules: &BTreeSet<Rule>) -> Option<String> {
    let mut rules = rules.iter();
    match (rules.next(), rules.next()) {
        (None, _) => Some("TooManyRequests".to_owned()),
        // What the body broke differs.
        (Some(Rule::Validation), _) | (Some(_), Some(_)) => None,
        (Some(rule), None) => Some(format!("{rule:?}")),
    }
}

fn refusal(operation: &Operation, status: u16, rules: &BTreeSet<Rule>) -> Value {
    let mut content = Map::new();
    let mut words: Vec<String> = Vec::new();
    words.extend(match rules.len() {
        0 => None,
        1 => Some("Refused, because this rule is broken:\n".to_owned()),
        _ => Some("Refused, because one of these rules is broken:\n".to_owned()),
    });
    words.extend(rules.iter().map(|rule| line(*rule)));
    if !rules.is_empty() {
        let types: Vec<String> = rules.iter().map(|rule| type_url(*rule)).collect();
        let form = json!({ "schema": problem(&types) });
        content.insert("application/problem+json".to_owned(), form);
    }
    if let Some(message) = gateway_words(status).filter(|_| is_of_gateway(operation, status)) {
        let gateways = "As `application/json`: the gateway's own answer, before any function.";
        words.push(if words.is_empty() { gateways.to_owned() } else { format!("\n{gateways}") });
        content.insert("application/json".to_owned(), json!({ "schema": gateway(message) }));
    }
    let inner =
        if rules.contains(&Rule::Validation) { rules_of_body(operation) } else { BTreeSet::new() };
    if !inner.is_empty() {
        words.push("\nRules that `errors` may name:\n".to_owned());
        words.extend(inner.iter().map(|rule| line(*rule)));
    }
    let mut answer = json!({
        "description": words.join("\n"),
        "headers": refusal_headers(status),
        "content": content,
    });
    if !inner.is_empty() {
        set(&mut answer, "x-rules", inner.iter().map(|rule| rule.as_str()).collect());
    }
    answer
}

fn line(rule: Rule) -> String {
    format!("- `{rule}`: {}", rule.sentence())
}

fn refusal_headers(status: u16) -> Value {
    let mut all = headers::of_answer(&[]);
    let more = match status {
        401 => Some("WWW-Authenticate"),
        503 => Some("Retry-After"),
        _ => None,
    };
    if let (Some(name), Some(members)) = (more, all.as_object_mut()) {
        members.insert(name.to_owned(), headers::reference(name));
    }
    all
}

/// A problem of one of these types.
fn problem(types: &[String]) -> Value {
    json!({
        "allOf": [
            { "$ref": format!("{SCHEMAS}{PROBLEM}") },
            {
                "type": "object",
                "required": ["type"],
                "properties": { "type": { "type": "string", "enum": types } },
            },
        ],
    })
}

fn gateway(message: &str) -> Value {
    json!({
        "type": "object",
        "required": ["message"],
        "properties": { "message": {
            "type": "string",
            "enum": [message],
            "description": "The gateway's words, always the same.",
        } },
    })
}

/// The rules that the `errors` of a 422 may name: those of the shape, and those of what is stored.
fn rules_of_body(operation: &Operation) -> BTreeSet<Rule> {
    let declared = operation.problems.iter().filter(|rule| edge::status(**rule).is_none());
    let mut rules: BTreeSet<Rule> = declared.copied().collect();
    if let Some(BodyShape::Json { shape, .. }) = &operation.body {
        rules.extend([Rule::Type, Rule::UnknownField]);
        rules_of_object(shape, &mut rules);
    }
    rules
}

fn rules_of_object(shape: &ObjectShape, rules: &mut BTreeSet<Rule>) {
    if !shape.rules.is_empty() {
        rules.insert(Rule::Range);
    }
    for field in &shape.fields {
        if field.presence == Presence::Required {
            rules.insert(Rule::Missing);
        }
        rules_of_value(&field.value, rules);
    }
    for way in &shape.variants {
        rules_of_object(&way.object, rules);
    }
}

fn rules_of_value(shape: &ValueShape, rules: &mut BTreeSet<Rule>) {
    match shape {
        ValueShape::Text { characters: (least, _), .. } => {
            rules.extend([Rule::Length, Rule::ControlCharacter]);
            rules.extend((*least > 0).then_some(Rule::Blank));
        }
        ValueShape::Shaped(shape) => {
            rules.insert(if shape.words.is_empty() { Rule::Format } else { Rule::Enum });
        }
        ValueShape::Integer { .. } | ValueShape::Number { .. } => {
            rules.insert(Rule::Range);
        }
        ValueShape::Moment | ValueShape::Cursor => {
            rules.insert(Rule::Format);
        }
        ValueShape::Words(_) => {
            rules.insert(Rule::Enum);
        }
        ValueShape::List { of, .. } => {
            rules.insert(Rule::Length);
            rules_of_value(of, rules);
        }
        ValueShape::Object(object) => {
            rules.extend([Rule::Type, Rule::UnknownField]);
            rules_of_object(object, rules);
        }
        ValueShape::Ruled { value, rule } => {
            rules.insert(*rule);
            rules_of_value(value, rules);
        }
        ValueShape::Boolean | ValueShape::Undescribed => {}
    }
}
