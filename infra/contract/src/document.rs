//! The API document itself, as `OpenAPI` 3.1: what the functions declare, under the names that the template gives it.

use std::collections::BTreeMap;

use edge::operation::{Admission, AnswerShape, BodyShape, Operation, RequestHeader};
use edge::{Described, Tag};
use serde_json::{Map, Value, json};

use crate::components::{Components, ordered, sentence, set};
use crate::examples::{Example, Examples};
use crate::refusals::{self, Refusal};
use crate::{headers, manner, names, schemas};

/// A route of the template. What the document calls its operation follows from the event's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRoute {
    /// In upper case.
    pub method: String,
    /// With parameters in braces: `/briefs/{brief}`.
    pub path: String,
    /// The name of the event at the function: `CreateBrief`.
    pub event: String,
}

impl NamedRoute {
    /// `createBrief`.
    pub fn operation_id(&self) -> String {
        let mut characters = self.event.chars();
        let first = characters.next().map(|first| first.to_ascii_lowercase());
        first.into_iter().chain(characters).collect()
    }

    /// `POST /briefs`.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// `POST /briefs`.
pub(crate) fn key(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// What all functions that answer HTTP declare.
pub fn described() -> Described {
    let described = briefs::operations(Described::default());
    let described = uploads::operations(described);
    let described = reviews::operations(described);
    let described = members::operations(described);
    months::operations(described)
}

/// The whole document: the operations of these routes. What is declared without a route, and a route
/// that nothing declares, are left out; [`routes_apart`] finds them.
pub fn document(routes: &[NamedRoute], described: Described, examples: &Examples) -> Value {
    let Described { schemas: mut generator, operations, .. } = described;
    refusals::declare(&mut generator);
    let mut of_answers = generator.take_definitions(true);
    for schema in of_answers.values_mut() {
        schemas::keyed(schema);
        schemas::open(schema);
    }
    let mut writer = Writer {
        components: Components::new(of_answers),
        parameters: Map::new(),
        responses: Map::new(),
        examples,
    };
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for route in routes {
        if let Some(operation) = operations.iter().find(|one| key(one) == route.key()) {
            let told = writer.operation(route, operation);
            let method = route.method.to_ascii_lowercase();
            paths.entry(operation.path).or_default().insert(method, told);
        }
    }
    let mut named = writer.components.into_schemas();
    schemas::finish_all(&mut named);
    let mut paths = json!(paths);
    let mut parameters = Value::Object(writer.parameters);
    finish_inside(&mut paths, &named);
    finish_inside(&mut parameters, &named);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": manner::info(),
        "servers": [{ "url": "/", "description": "The host that serves this document." }],
        "tags": tags(),
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": manner::token() },
            "headers": headers::components(),
            "parameters": parameters,
            "responses": writer.responses,
            "schemas": named,
        },
    });
    names::rename(&mut document);
    document
}

/// The routes that nothing declares, and the declarations without a route.
pub fn routes_apart(routes: &[NamedRoute], described: &Described) -> Vec<String> {
    let declared: Vec<String> = described.operations.iter().map(key).collect();
    let routed: Vec<String> = routes.iter().map(NamedRoute::key).collect();
    let undeclared = routed.iter().filter(|route| !declared.contains(route));
    let undeclared = undeclared.map(|route| format!("template.yaml: no function declares {route}"));
    let unrouted = declared.iter().filter(|operation| !routed.contains(operation));
    let unrouted = unrouted.map(|operation| format!("{operation}: is not in template.yaml"));
    undeclared.chain(unrouted).collect()
}

fn tags() -> Vec<Value> {
    let tag = |tag: &Tag| {
        let (name, description) = tag.words();
        json!({ "name": name, "description": description })
    };
    Tag::ALL.iter().map(tag).collect()
}

/// Finishes the schemas that stand at parameters, bodies and answers.
fn finish_inside(value: &mut Value, named: &Map<String, Value>) {
    match value {
        Value::Object(members) => {
            let name = members.get("name").and_then(Value::as_str).map(str::to_owned);
            let is_described = members.contains_key("description");
            let mut words = None;
            for (member, inner) in members.iter_mut() {
                match member.as_str() {
                    "schema" => {
                        schemas::finish_one(inner, named);
                        if let Some(name) = &name {
                            words = parameter_words(name, inner, named);
                        }
                    }
                    // A problem is open in its second part and closed in its first, as it stands.
                    "examples" | "example" | "application/problem+json" => {}
                    _ => finish_inside(inner, named),
                }
            }
            if let Some(words) = words.filter(|_| !is_described) {
                members.insert("description".to_owned(), words);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| finish_inside(item, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What a parameter is: in words of its name, else in those of its type. They stand at the parameter,
/// where readers look for them.
fn parameter_words(name: &str, schema: &mut Value, named: &Map<String, Value>) -> Option<Value> {
    let own = schema.as_object_mut()?.remove("description");
    schemas::say_of(name, schema, named);
    let of_name = schema.as_object_mut()?.remove("description");
    own.or(of_name).or_else(|| schemas::words_of_type(schema, named).map(Value::from))
}

struct Writer<'examples> {
    components: Components,
    parameters: Map<String, Value>,
    responses: Map<String, Value>,
    examples: &'examples Examples,
}

impl Writer<'_> {
    fn operation(&mut self, route: &NamedRoute, operation: &Operation) -> Value {
        let (tag, _) = operation.tag.words();
        let mut told = json!({
            "operationId": route.operation_id(),
            "tags": [tag],
            "summary": operation.summary,
            "description": words(operation),
            "responses": self.responses(operation),
        });
        let parameters = self.parameters(operation);
        if !parameters.is_empty() {
            set(&mut told, "parameters", parameters.into());
        }
        if let Some(body) = self.body(operation) {
            set(&mut told, "requestBody", body);
        }
        match operation.access {
            Admission::Public => set(&mut told, "security", json!([])),
            Admission::Member => {}
            // Since 3.1: the roles that are needed.
            Admission::Group(group) => {
                set(&mut told, "security", json!([{ "token": [group.as_str()] }]));
            }
        }
        for (name, words) in
            [("x-order", operation.order), ("x-without-if-match", operation.without_if_match)]
        {
            if let Some(words) = words {
                set(&mut told, name, words.into());
            }
        }
        if let Some(query) = &operation.query {
            let ways: Vec<Value> = query.variants.iter().map(way).collect();
            if !ways.is_empty() {
                set(&mut told, "x-variants", ways.into());
            }
            let ordered = ordered(query);
            if !ordered.is_empty() {
                set(&mut told, "x-ordered", ordered.into());
            }
        }
        told
    }

    fn parameters(&mut self, operation: &Operation) -> Vec<Value> {
        let names = path_parameters(operation.path);
        let mut all = Vec::new();
        for (name, value) in names.into_iter().zip(&operation.path_values) {
            let schema = self.components.value(value);
            let parameter =
                json!({ "name": name, "in": "path", "required": true, "schema": schema });
            all.push(self.parameter(name, parameter));
        }
        if let Some(query) = &operation.query {
            for parameter in self.components.query(query) {
                let name = match parameter.get("name").and_then(Value::as_str) {
                    Some("cursor") => "cursor",
                    _ => "",
                };
                all.push(self.parameter(name, parameter));
            }
        }
        for header in &operation.headers {
            if let Some((name, parameter)) = headers::parameter(*header) {
                all.push(self.parameter(name, parameter));
            }
        }
        all
    }

    /// By reference, where the parameter of this name is the same everywhere.
    fn parameter(&mut self, name: &str, parameter: Value) -> Value {
        if name.is_empty() {
            return parameter;
        }
        let known = self.parameters.entry(name).or_insert_with(|| parameter.clone());
        if *known == parameter {
            json!({ "$ref": format!("#/components/parameters/{name}") })
        } else {
            parameter
        }
    }

    fn body(&mut self, operation: &Operation) -> Option<Value> {
        match operation.body.as_ref()? {
            BodyShape::Json { name, about, is_optional, shape, .. } => {
                let mut form = json!({ "schema": self.components.body(name, about, shape) });
                let mut sent = self.examples_of(operation);
                let sent = sent.find_map(|example| example.request.clone());
                if let Some(sent) = sent {
                    set(&mut form, "examples", json!({ "sent": { "value": sent } }));
                }
                Some(json!({
                    "required": !is_optional,
                    "content": { "application/json": form },
                }))
            }
            BodyShape::File { media_types } => {
                let forms = media_types.iter().map(|media_type| {
                    (
                        (*media_type).to_owned(),
                        json!({ "schema": { "type": "string", "format": "binary" } }),
                    )
                });
                let content: Map<String, Value> = forms.collect();
                Some(json!({ "required": true, "content": content }))
            }
        }
    }

    fn examples_of(&self, operation: &Operation) -> impl Iterator<Item = &Example> {
        let key = key(operation);
        let all = self.examples.iter();
        all.filter(move |(seen, _)| seen.operation == key && seen.status < 400)
            .map(|(_, example)| example)
    }

    fn responses(&mut self, operation: &Operation) -> Value {
        let mut by_status: BTreeMap<u16, Vec<&AnswerShape>> = BTreeMap::new();
        for answer in &operation.answers {
            by_status.entry(answer.status.as_u16()).or_default().push(answer);
        }
        let answers = by_status.into_iter();
        let answers =
            answers.map(|(status, forms)| (status, self.answer(operation, status, &forms)));
        let mut all: Map<String, Value> =
            answers.map(|(status, told)| (status.to_string(), told)).collect();
        for refusal in refusals::of(operation) {
            let status = refusal.status.to_string();
            all.insert(status, self.refusal(refusal));
        }
        Value::Object(all)
    }

    /// By reference, where it is the same on many operations.
    fn refusal(&mut self, refusal: Refusal) -> Value {
        let Some(name) = refusal.name else { return refusal.told };
        let known = self.responses.entry(&name).or_insert_with(|| refusal.told.clone());
        if *known == refusal.told {
            json!({ "$ref": format!("#/components/responses/{name}") })
        } else {
            refusal.told
        }
    }

    fn answer(&self, operation: &Operation, status: u16, forms: &[&AnswerShape]) -> Value {
        let mut content = Map::new();
        let mut named = Vec::new();
        for form in forms {
            named.extend_from_slice(&form.headers);
            let Some(media_type) = form.media_type else { continue };
            let mut told = json!({ "schema": form_schema(form, media_type) });
            let essence = media_type.split(';').next().unwrap_or_default();
            let example = self.examples.of(&key(operation), status, essence);
            if let Some(value) = example.and_then(|example| example.answer.as_ref()) {
                set(&mut told, "examples", json!({ "given": { "value": value } }));
            }
            content.insert(media_type.to_owned(), told);
        }
        let words = forms.iter().map(|form| form.when).find(|when| !when.is_empty());
        let words = words.map_or_else(|| usual_words(operation, status).to_owned(), sentence);
        let mut told = json!({ "description": words, "headers": headers::of_answer(&named) });
        if !content.is_empty() {
            set(&mut told, "content", content.into());
        }
        told
    }
}

/// What an answer means where its declaration says no more.
fn usual_words(operation: &Operation, status: u16) -> &'static str {
    match status {
        201 => "It was made, or had been made by the same request before.",
        202 => "It goes on after this answer; `Location` says where to look.",
        303 => "`Location` is where it can be had.",
        _ if operation.method == "GET" => "What was asked for.",
        _ => "It is done: how it stands now.",
    }
}

fn form_schema(form: &AnswerShape, media_type: &str) -> Value {
    match &form.schema {
        Some(schema) => {
            let mut schema = schema.clone().to_value();
            schemas::open(&mut schema);
            schema
        }
        None if media_type.starts_with("text/") => json!({ "type": "string" }),
        None => json!({ "type": "string", "format": "binary" }),
    }
}

fn way(way: &edge::VariantShape) -> Value {
    json!({ "name": way.name, "parameters": way.marks })
}

/// `brief`, `track` of `/briefs/{brief}/tracks/{track}`.
fn path_parameters(path: &'static str) -> Vec<&'static str> {
    let pieces = path.split('/');
    pieces.filter_map(|piece| piece.strip_prefix('{')?.strip_suffix('}')).collect()
}

/// All that is said of an operation beside its summary.
fn words(operation: &Operation) -> String {
    let mut said = Vec::new();
    if !operation.text.is_empty() {
        said.push(operation.text.trim().to_owned());
    }
    if !operation.who.is_empty() {
        said.push(format!("Who: {}", sentence(operation.who)));
    }
    if let Some(order) = operation.order {
        said.push(format!("Order: {}", sentence(order)));
    }
    if let Some(query) = &operation.query {
        if !query.variants.is_empty() {
            let ways = query.variants.iter().map(|way| way.marks.join("` with `"));
            let ways = ways.map(|marks| format!("`{marks}`")).collect::<Vec<_>>().join(", or ");
            said.push(format!("What is asked for is said by exactly one of: {ways}."));
        }
        let pairs = ordered(query).into_iter();
        said.extend(pairs.map(|pair| format!("`{}`.", pair.join("` is not above `"))));
    }
    if operation.headers.contains(&RequestHeader::Accept) {
        said.push("`Accept` chooses among the media types of the answer.".to_owned());
    }
    if let Some(why) = operation.without_if_match {
        said.push(format!("Takes no `If-Match`: {}", sentence(why)));
    }
    said.join("\n\n")
}

#[cfg(test)]
mod tests;
