//! Holds one request and its answer to the document: what was answered is declared and has its
//! shape, and what was taken or refused of a request is what the document says of it.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use jsonschema::{Draft, Registry, Validator};
use serde_json::Value;
use thiserror::Error;

use crate::call::{self, Call, Seen, Violation};
use crate::lookup::{self, Node};
use crate::{schemas, sent};

/// The name under which the document refers to itself.
const DOCUMENT: &str = "urn:contract";

/// How many characters of what was found a violation tells.
const FOUND_CHARACTERS_MAX: usize = 400;

/// The headers of an answer that say something of the studio; all others are of the transport.
const MEANT: [&str; 5] = ["location", "etag", "retry-after", "content-disposition", "allow"];

/// The rules that JSON Schema tells; what else a reader asks for stands in words only.
const SHAPE_RULES: [&str; 7] =
    ["missing", "type", "unknown_field", "length", "range", "enum", "format"];

/// The document is no document: a reference leads nowhere, or a schema is none.
#[derive(Debug, Error)]
pub enum DocumentError {
    #[error("the document refers to something that is not in it")]
    Reference(#[from] jsonschema::ReferencingError),
}

/// The document, ready to judge. The validator of a body is made when the first one comes.
pub struct Checker {
    document: Value,
    registry: Registry<'static>,
    validators: RwLock<HashMap<String, Arc<Validator>>>,
}

/// What was seen at one place, and what should have been.
struct Finding {
    place: String,
    found: String,
    says: String,
}

impl fmt::Debug for Checker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Checker").finish_non_exhaustive()
    }
}

impl Checker {
    /// Takes a whole API document.
    ///
    /// # Errors
    /// When a reference of the document leads nowhere.
    pub fn new(document: Value) -> Result<Checker, DocumentError> {
        let mut closed = document.clone();
        schemas::close_all(&mut closed);
        let registry = Registry::new().add(DOCUMENT, closed)?.prepare()?;
        Ok(Checker { document, registry, validators: RwLock::default() })
    }

    /// What it judges by.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// Whether the operation has a body; one that the document does not know has none.
    pub fn takes_body(&self, method: &str, route: &str) -> bool {
        let operation = self.operation(method, route);
        operation.is_some_and(|operation| self.member(&operation, "requestBody").is_some())
    }

    /// Whether a JSON body is one of this operation, by the document.
    ///
    /// # Errors
    /// What the document says of the first place that is wrong.
    pub fn accepts_body(&self, method: &str, route: &str, body: &Value) -> Result<(), String> {
        let operation = self.operation(method, route).ok_or("there is no such operation")?;
        let schema = self.body_schema(&operation).ok_or("the operation has no JSON body")?;
        self.validate(&schema.pointer, body)
            .map_err(|finding| format!("{}: {}; {}", finding.place, finding.found, finding.says))
    }

    /// Judges one request and its answer, and gives what was seen.
    ///
    /// # Errors
    /// The first thing that the document does not say.
    pub fn check(&self, call: &Call<'_>) -> Result<Seen, Violation> {
        let operation = operation_name(call);
        let judged = self.judge(call).map_err(|finding| Violation {
            operation: operation.clone(),
            status: call.status,
            place: finding.place,
            found: finding.found,
            says: finding.says,
        })?;
        Ok(Seen { operation, status: call.status, answer: judged })
    }

    fn judge(&self, call: &Call<'_>) -> Result<String, Finding> {
        let Some(route) = call.route else { return outside(call) };
        let Some(operation) = self.operation(call.method, route) else {
            let says = "there is no such operation";
            return Err(Finding::new("the operation", "it was answered", says));
        };
        let answer = self.answer(&operation, call)?;
        match (call.status, answer.as_str()) {
            (200..300, _) => self.taken(&operation, call, route)?,
            (400, "query") => self.refused_query(&operation, call)?,
            (422, "validation") => self.refused_body(&operation, call)?,
            _ => {}
        }
        Ok(answer)
    }

    /// Judges the answer and gives its name: that of the problem, or its media type.
    fn answer(&self, operation: &Node<'_>, call: &Call<'_>) -> Result<String, Finding> {
        let responses = self.member(operation, "responses");
        let status = call.status.to_string();
        let response = responses.as_ref().and_then(|all| self.member(all, &status));
        let Some(response) = response else {
            let names = responses.map(|all| lookup::names(all.value)).unwrap_or_default();
            let says = format!("the statuses are {}", names.join(", "));
            return Err(Finding::new("status", &beginning(call.answer_body), &says));
        };
        self.headers(&response, call)?;
        let content = self.member(&response, "content");
        let media_type = call.answer_header("content-type").unwrap_or_default();
        let known = content.as_ref().map(|content| lookup::names(content.value));
        let Some((content, known)) = content.as_ref().zip(known).filter(|(_, all)| !all.is_empty())
        else {
            if call.answer_body.is_empty() {
                return Ok(String::new());
            }
            let found = beginning(call.answer_body);
            return Err(Finding::new("body of the answer", &found, "there is no body"));
        };
        let Some(name) = known.iter().find(|name| is_media_type(name, media_type)) else {
            let says = format!("it is one of {}", known.join(", "));
            let found = format!("`{media_type}`, {}", beginning(call.answer_body));
            return Err(Finding::new("media type", &found, &says));
        };
        let form = self.member(content, name);
        match form.and_then(|form| self.member(&form, "schema")) {
            Some(schema) if is_json(name) => {
                named_rules(&response, call)?;
                self.answered_json(&schema, name, call)
            }
            _ => Ok(call::essence(name)),
        }
    }

    /// What is needed is there, and what is there is declared.
    fn headers(&self, response: &Node<'_>, call: &Call<'_>) -> Result<(), Finding> {
        let declared = self.member(response, "headers");
        let mut known = BTreeSet::new();
        for name in declared.as_ref().map(|all| lookup::names(all.value)).unwrap_or_default() {
            let header = declared.as_ref().and_then(|all| self.member(all, name));
            let is_needed = header.is_some_and(|header| header.value["required"] == true);
            let lower = name.to_ascii_lowercase();
            if is_needed && call.answer_header(&lower).is_none() {
                let place = format!("header {name} of the answer");
                return Err(Finding::new(&place, "it is not there", "it is always there"));
            }
            known.insert(lower);
        }
        let mut more = MEANT.iter().filter(|name| !known.contains(**name));
        let more = more.find_map(|name| Some((name, call.answer_header(name)?)));
        match more {
            None => Ok(()),
            Some((name, value)) => {
                let place = format!("header {name} of the answer");
                Err(Finding::new(&place, &format!("`{value}`"), "this answer has no such header"))
            }
        }
    }

    fn answered_json(
        &self,
        schema: &Node<'_>,
        media_type: &str,
        call: &Call<'_>,
    ) -> Result<String, Finding> {
        let Ok(body) = serde_json::from_slice::<Value>(call.answer_body) else {
            let found = beginning(call.answer_body);
            return Err(Finding::new("body of the answer", &found, "it is JSON"));
        };
        let mut answer = call::essence(media_type);
        if call::is_problem(media_type) {
            answer = String::from(call::problem_name(&body));
            let declared = lookup::declared_problems(&self.document, schema);
            if !declared.contains(&answer) {
                let declared = Vec::from_iter(declared).join(", ");
                let says = format!("the problems of this status are {declared}");
                return Err(Finding::new("problem", &beginning(call.answer_body), &says));
            }
        }
        match self.validate(&schema.pointer, &body) {
            Ok(()) => Ok(answer),
            Err(finding) => Err(finding.within("body of the answer")),
        }
    }

    /// What was taken is what the document says can be sent.
    fn taken(&self, operation: &Node<'_>, call: &Call<'_>, route: &str) -> Result<(), Finding> {
        let parameters = self.parameters(operation);
        for (name, value) in sent::query(call.target) {
            let place = format!("query parameter {name} of the request");
            let Some(parameter) = find(&parameters, "query", &name) else {
                return Err(Finding::new(&place, &value, "there is no such parameter"));
            };
            self.parameter(parameter, &value).map_err(|finding| finding.within(&place))?;
        }
        for (name, value) in sent::path_values(route, call.target) {
            let place = format!("path parameter {name} of the request");
            let Some(parameter) = find(&parameters, "path", &name) else {
                return Err(Finding::new(&place, &value, "there is no such parameter"));
            };
            self.parameter(parameter, &value).map_err(|finding| finding.within(&place))?;
        }
        for parameter in &parameters {
            self.is_there(parameter, call)?;
        }
        self.taken_body(operation, call)
    }

    /// A parameter that is needed was sent, and a header has a value that it can have.
    fn is_there(&self, parameter: &Node<'_>, call: &Call<'_>) -> Result<(), Finding> {
        let name = parameter.value["name"].as_str().unwrap_or_default();
        let sent = match parameter.value["in"].as_str().unwrap_or_default() {
            "header" => call.header(name).map(str::to_owned),
            "query" => {
                sent::query(call.target).into_iter().find(|(one, _)| one == name).map(|it| it.1)
            }
            _ => return Ok(()),
        };
        let place = format!("parameter {name} of the request");
        match sent {
            Some(value) => {
                self.parameter(parameter, &value).map_err(|finding| finding.within(&place))
            }
            None if parameter.value["required"] == true => {
                Err(Finding::new(&place, "it was taken without it", "it is needed"))
            }
            None => Ok(()),
        }
    }

    fn taken_body(&self, operation: &Node<'_>, call: &Call<'_>) -> Result<(), Finding> {
        let place = "body of the request";
        let Some(request) = self.member(operation, "requestBody") else {
            if call.says_nothing() {
                return Ok(());
            }
            let says = "the operation has no body";
            return Err(Finding::new(place, &beginning(call.body), says));
        };
        let Some(schema) = self.body_schema(operation) else { return Ok(()) };
        if call.body.is_empty() {
            if request.value["required"] == true {
                return Err(Finding::new(place, "none was taken", "there is one"));
            }
            return Ok(());
        }
        let Ok(body) = serde_json::from_slice(call.body) else {
            let found = format!("was taken: {}", beginning(call.body));
            return Err(Finding::new(place, &found, "it is JSON"));
        };
        match self.valid_body(&schema, &body) {
            Ok(()) => Ok(()),
            Err(finding) => Err(finding.within("body of the request, which was taken,")),
        }
    }

    /// A body is valid as it is, or without the white space around its texts, which some readers
    /// leave out.
    fn valid_body(&self, schema: &Node<'_>, body: &Value) -> Result<(), Finding> {
        let normal = sent::normal(body, false);
        self.validate(&schema.pointer, &normal).or_else(|finding| {
            let trimmed = sent::normal(body, true);
            self.validate(&schema.pointer, &trimmed).map_err(|_| finding)
        })
    }

    /// What a reader refuses for its shape alone is not what the document says can be sent.
    fn refused_body(&self, operation: &Node<'_>, call: &Call<'_>) -> Result<(), Finding> {
        let Some(schema) = self.body_schema(operation) else { return Ok(()) };
        let Ok(body) = serde_json::from_slice::<Value>(call.body) else { return Ok(()) };
        let answer: Value = serde_json::from_slice(call.answer_body).unwrap_or_default();
        let of_shape = errors(&answer).find(|(pointer, rule)| {
            SHAPE_RULES.contains(rule)
                && !sent::is_unreadable(body.pointer(pointer))
                && !lookup::says_more(&self.document, schema.value, pointer, rule)
        });
        let Some((pointer, rule)) = of_shape else { return Ok(()) };
        if self.valid_body(&schema, &body).is_err() {
            return Ok(());
        }
        let place = format!("body of the request at {pointer}");
        let found = format!("refused by `{rule}`: {}", beginning(call.body));
        Err(Finding::new(&place, &found, "it is valid"))
    }

    fn refused_query(&self, operation: &Node<'_>, call: &Call<'_>) -> Result<(), Finding> {
        let parameters = self.parameters(operation);
        let answer: Value = serde_json::from_slice(call.answer_body).unwrap_or_default();
        let pairs = sent::query(call.target);
        let ways = operation.value["x-variants"].as_array().into_iter().flatten();
        let marks: Vec<&Value> =
            ways.filter_map(|way| way["parameters"].as_array()).flatten().collect();
        for (pointer, rule) in errors(&answer).filter(|(_, rule)| SHAPE_RULES.contains(rule)) {
            let name = pointer.trim_start_matches('?');
            let Some(parameter) = find(&parameters, "query", name) else { continue };
            // Only who sealed a cursor can tell whether it is one.
            if name == "cursor" || lookup::has_words_only(parameter.value, rule) {
                continue;
            }
            // In which way something is asked for, several parameters say together.
            if rule == "missing" && marks.iter().any(|mark| *mark == name) {
                continue;
            }
            let sent: Vec<&String> =
                pairs.iter().filter(|(one, _)| one == name).map(|(_, value)| value).collect();
            let is_valid = match sent.as_slice() {
                [] => parameter.value["required"] != true,
                [value] => self.parameter(parameter, value).is_ok(),
                _ => false,
            };
            if is_valid {
                let place = format!("query parameter {name} of the request");
                let found = format!("refused by `{rule}`: {}", call.target);
                return Err(Finding::new(&place, &found, "it is valid"));
            }
        }
        Ok(())
    }

    /// A parameter is a text; where the document says a number, it is one.
    fn parameter(&self, parameter: &Node<'_>, text: &str) -> Result<(), Finding> {
        let Some(schema) = self.member(parameter, "schema") else { return Ok(()) };
        let text = sent::normal(&Value::from(text), false);
        let as_value = text.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let as_value = as_value.filter(|value| value.is_number() || value.is_boolean());
        let Some(value) = as_value else { return self.validate(&schema.pointer, &text) };
        self.validate(&schema.pointer, &value)
            .or_else(|finding| self.validate(&schema.pointer, &text).map_err(|_| finding))
    }

    fn operation(&self, method: &str, route: &str) -> Option<Node<'_>> {
        let paths = Node { pointer: "/paths".to_owned(), value: self.document.get("paths")? };
        let path = self.member(&paths, route)?;
        self.member(&path, &method.to_ascii_lowercase())
    }

    fn member<'node>(&'node self, node: &Node<'node>, name: &str) -> Option<Node<'node>> {
        lookup::member(&self.document, node, name)
    }

    /// Those of the path and those of the operation.
    fn parameters<'node>(&'node self, operation: &Node<'node>) -> Vec<Node<'node>> {
        lookup::parameters(&self.document, operation)
    }

    fn body_schema<'node>(&'node self, operation: &Node<'node>) -> Option<Node<'node>> {
        let request = self.member(operation, "requestBody")?;
        let content = self.member(&request, "content")?;
        let form = self.member(&content, "application/json")?;
        self.member(&form, "schema")
    }

    /// Whether the value is what the schema at this place of the document says.
    fn validate(&self, pointer: &str, value: &Value) -> Result<(), Finding> {
        let validator = self.validator(pointer)?;
        match validator.iter_errors(value).next() {
            None => Ok(()),
            Some(error) => {
                let place = error.instance_path().to_string();
                let says =
                    format!("{} by {}", shortened(&error.to_string()), error.evaluation_path());
                let found = value.pointer(&place).unwrap_or(value).to_string();
                Err(Finding { place, found: shortened(&found), says })
            }
        }
    }

    fn validator(&self, pointer: &str) -> Result<Arc<Validator>, Finding> {
        let known = self.validators.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = known.get(pointer) {
            return Ok(Arc::clone(validator));
        }
        drop(known);
        let reference = format!("{DOCUMENT}#{}", lookup::as_fragment(pointer));
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true);
        let made = options.build(&serde_json::json!({ "$ref": reference }));
        let made = made.map_err(|error| {
            Finding::new(&format!("the document at {pointer}"), &error.to_string(), "a schema")
        })?;
        let made = Arc::new(made);
        let mut known = self.validators.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(pointer.to_owned(), Arc::clone(&made));
        Ok(made)
    }
}

impl Finding {
    fn new(place: &str, found: &str, says: &str) -> Finding {
        Finding { place: place.to_owned(), found: shortened(found), says: says.to_owned() }
    }

    fn within(self, whole: &str) -> Finding {
        let place = if self.place.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole} at {}", self.place)
        };
        Finding { place, ..self }
    }
}

fn operation_name(call: &Call<'_>) -> String {
    let path = call.route.unwrap_or_else(|| call.target.split('?').next().unwrap_or_default());
    format!("{} {path}", call.method)
}

/// What the gateway has no route for, it refuses itself, in its own words.
fn outside(call: &Call<'_>) -> Result<String, Finding> {
    let is_preflight = call.method == "OPTIONS" && call.status == 204;
    let is_refused = call.status == 404 && call.answer_body == br#"{"message":"Not Found"}"#;
    if is_preflight || is_refused || call.method == "HEAD" && call.status == 404 {
        return Ok(String::new());
    }
    let says = "the gateway has no such route, and answers 404";
    Err(Finding::new("the operation", &beginning(call.answer_body), says))
}

/// The rules that a problem names are among those that the document lists for its status.
fn named_rules(response: &Node<'_>, call: &Call<'_>) -> Result<(), Finding> {
    let Some(declared) = response.value.get("x-rules").and_then(Value::as_array) else {
        return Ok(());
    };
    let answer: Value = serde_json::from_slice(call.answer_body).unwrap_or_default();
    match errors(&answer).find(|(_, rule)| !declared.iter().any(|known| known == rule)) {
        None => Ok(()),
        Some((pointer, rule)) => {
            let place = format!("the errors of the answer, about {pointer}");
            let declared = Value::from(declared.clone()).to_string();
            Err(Finding::new(&place, rule, &format!("its rules are {declared}")))
        }
    }
}

/// The place and the rule of each of the errors that a problem names.
fn errors(answer: &Value) -> impl Iterator<Item = (&str, &str)> {
    let errors = answer["errors"].as_array().map_or(&[][..], Vec::as_slice);
    errors.iter().filter_map(|error| Some((error["pointer"].as_str()?, error["rule"].as_str()?)))
}

fn find<'list, 'node>(
    parameters: &'list [Node<'node>],
    place: &str,
    name: &str,
) -> Option<&'list Node<'node>> {
    let mut parameters = parameters.iter();
    parameters.find(|one| one.value["in"] == place && one.value["name"] == name)
}

fn is_json(media_type: &str) -> bool {
    let essence = call::essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// Whether an answer of this type is one of the declared type: with its parameters, where it
/// declares some.
fn is_media_type(declared: &str, answered: &str) -> bool {
    let plain = |text: &str| text.replace(' ', "").to_ascii_lowercase();
    if declared.contains(';') {
        return plain(declared) == plain(answered);
    }
    call::essence(declared) == call::essence(answered)
}

fn beginning(body: &[u8]) -> String {
    let end = body.len().min(FOUND_CHARACTERS_MAX);
    String::from_utf8_lossy(body.get(..end).unwrap_or(body)).into_owned()
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= FOUND_CHARACTERS_MAX {
        return text.to_owned();
    }
    let kept: String = text.chars().take(FOUND_CHARACTERS_MAX).collect();
    format!("{kept} …")
}

#[cfg(test)]
mod tests;
