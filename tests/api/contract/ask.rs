//! One request to an operation as the document describes it, with one thing about it changed.

use std::fmt;

use ::contract::generate::{self, Choices};
use edge::operation::{Admission, BodyShape, Operation, RequestHeader};
use edge::{Presence, ValueShape};
use http::Method;
use local::client::{ClientRequest, Reply};
use serde_json::Value;
use tests::{MARCH, Person, ReplyChecks};

/// The operations of the document.
pub(crate) fn operations() -> Vec<Operation> {
    tests::contract::operations()
}

/// Whether an operation needs a token.
pub(crate) fn needs_a_token(operation: &Operation) -> bool {
    operation.access != Admission::Public
}

/// Whether the operation takes an object of JSON.
pub(crate) fn takes_json(operation: &Operation) -> bool {
    matches!(operation.body, Some(BodyShape::Json { .. }))
}

/// A request in which everything has its shape; whether anything of it exists is another question.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// `POST /briefs`.
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// What was answered: the status, and the problem or else the gateway's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) words: String,
}

impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.status, self.words)
    }
}

impl Answer {
    fn of(reply: &Reply) -> Answer {
        let gateway = reply.json()["message"].as_str().map(str::to_owned);
        let words = gateway.unwrap_or_else(|| reply.problem());
        Answer { status: reply.status.as_u16(), words }
    }
}

impl Ask {
    /// The right request.
    pub(crate) fn of(operation: &Operation) -> Ask {
        let mut choices = Choices::new(18);
        let mut headers = Vec::new();
        for header in &operation.headers {
            match header {
                RequestHeader::IdempotencyKey => {
                    headers.push(("idempotency-key", "0123456789abcdef".to_owned()));
                }
                RequestHeader::IfMatch => headers.push(("if-match", "\"v1\"".to_owned())),
                RequestHeader::OptionalIfMatch | RequestHeader::Accept => {}
            }
        }
        let body = match &operation.body {
            Some(BodyShape::Json { shape, .. }) => {
                headers.push(("content-type", "application/json".to_owned()));
                generate::body(shape, &mut choices).to_string().into_bytes()
            }
            Some(BodyShape::File { media_types }) => {
                headers.push(("content-type", media_types[0].to_owned()));
                b"a file".to_vec()
            }
            None => Vec::new(),
        };
        let mut path = path_of(operation, &mut choices);
        path.push_str(&query_of(operation, &mut choices));
        let method = operation.method.clone();
        Ask { name: format!("{method} {}", operation.path), method, path, headers, body }
    }

    /// With this text for every variable of the path.
    pub(crate) fn about(mut self, operation: &Operation, value: &str) -> Ask {
        self.path = fill(operation.path, || value.to_owned());
        self
    }

    /// Without this header.
    pub(crate) fn without(mut self, header: &str) -> Ask {
        self.headers.retain(|(name, _)| *name != header);
        self
    }

    /// With this header too.
    pub(crate) fn with(mut self, header: &'static str, value: &str) -> Ask {
        self.headers.push((header, value.to_owned()));
        self
    }

    /// With this body.
    pub(crate) fn saying(mut self, body: impl Into<Vec<u8>>) -> Ask {
        self.body = body.into();
        self
    }

    /// The body as JSON, to change something about it.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn put_together<'client>(&self, call: ClientRequest<'client>) -> ClientRequest<'client> {
        let headers = self.headers.iter();
        let call = headers.fold(call, |call, (name, value)| call.header(name, value));
        call.bytes(self.body.clone())
    }

    /// Sent by this person.
    pub(crate) async fn sent_by(&self, person: &Person) -> Answer {
        let method = self.method.clone();
        Answer::of(&person.send(method, &self.path, |call| self.put_together(call)).await)
    }

    /// Sent with this token, or without one.
    pub(crate) async fn sent_with(&self, person: &Person, token: Option<&str>) -> Answer {
        let client = person.world.http();
        let call = client.request(self.method.clone(), &self.path);
        let call = token.into_iter().fold(call, ClientRequest::bearer);
        Answer::of(&self.put_together(call).send().await.unwrap())
    }
}

fn path_of(operation: &Operation, choices: &mut Choices) -> String {
    let mut values = operation.path_values.iter();
    fill(operation.path, || {
        let value = values.next().unwrap();
        // A month is one that has begun.
        if matches!(value, ValueShape::Shaped(shape) if shape.name == "YearMonth") {
            return MARCH.to_owned();
        }
        text(&generate::value(value, choices))
    })
}

/// The parameters that are needed; where there are several ways to ask, those of the first one.
fn query_of(operation: &Operation, choices: &mut Choices) -> String {
    let Some(query) = &operation.query else { return String::new() };
    let of_way = query.variants.first().map(|way| &way.object.fields);
    let needed = query.fields.iter().chain(of_way.into_iter().flatten());
    let needed = needed.filter(|field| field.presence == Presence::Required);
    let pairs: Vec<String> = needed
        .map(|field| format!("{}={}", field.name, text(&generate::value(&field.value, choices))))
        .collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn fill(path: &str, mut value: impl FnMut() -> String) -> String {
    let pieces = path.split('/');
    let filled =
        pieces.map(|piece| if piece.starts_with('{') { value() } else { piece.to_owned() });
    filled.collect::<Vec<_>>().join("/")
}
