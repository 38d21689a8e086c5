//! The JSON body of a request: bounded, strict, read once.

use crate::problem::Problem;
use axum::body::Body;
use axum::extract::{FromRequest, OptionalFromRequest, Request};
use domain::money::Sha256Hex;
use domain::text::normal_form;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;
use std::fmt::Write;

/// Our own limit, far below the gateway's: nothing the studio reads is larger.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// The limit where the body is a file: as base64 it still fits into the 6 MB of an invocation.
pub const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A JSON body, its texts in the normal form. Malformed → 400, above [`BODY_BYTES_MAX`] → 413; what it says is judged by
/// [`Fields`].
#[derive(Debug, Clone)]
pub(crate) struct JsonBody(Value);

impl JsonBody {
    /// Reads bytes; a field that stands twice in one object is malformed.
    pub(crate) fn parse(bytes: &[u8]) -> Result<JsonBody, Problem> {
        if bytes.is_empty() {
            return Err(Problem::malformed("a JSON body is needed here"));
        }
        match serde_json::from_slice::<Strict>(bytes) {
            Ok(Strict(value)) => Ok(JsonBody(value)),
            Err(error) if error.to_string().starts_with("number out of range") => {
                let (line, column) = (error.line(), error.column());
                let detail = format!(
                    "the number that ends at line {line}, column {column} is larger than any that \
                     is read here"
                );
                Err(Problem::broken_rule("", "range", detail))
            }
            Err(error) => Err(Problem::malformed(format!("the body is not JSON: {error}"))),
        }
    }

    pub(crate) fn into_value(self) -> Value {
        self.0
    }

    /// Of the canonical JSON: equal for two bodies that differ in the order of their fields, in white
    /// space, in the form of a text, or in a zero after a point. It is what an idempotent create
    /// stores beside its resource.
    pub(crate) fn request_sha256(&self) -> Sha256Hex {
        let mut canonical = String::new();
        write_canonical(&self.0, &mut canonical);
        Sha256Hex::of(canonical.as_bytes())
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<JsonBody, Problem> {
        JsonBody::parse(&bytes(request.into_body()).await?)
    }
}

/// `Option<JsonBody>`: nothing where the body is empty.
impl<S: Send + Sync> OptionalFromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Option<JsonBody>, Problem> {
        let bytes = bytes(request.into_body()).await?;
        if bytes.is_empty() { Ok(None) } else { JsonBody::parse(&bytes).map(Some) }
    }
}

/// The whole body, or 413.
async fn bytes(body: Body) -> Result<Vec<u8>, Problem> {
    read_up_to(BODY_BYTES_MAX, body, Problem::too_large).await
}

/// The whole body of a route that takes files, or 413.
pub(crate) async fn file(body: Body) -> Result<Vec<u8>, Problem> {
    read_up_to(FILE_BYTES_MAX, body, Problem::file_too_large).await
}

async fn read_up_to(
    bytes_max: usize,
    body: Body,
    too_large: impl FnOnce() -> Problem,
) -> Result<Vec<u8>, Problem> {
    match Limited::new(body, bytes_max).collect().await {
        Ok(collected) => Ok(collected.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_broken_off) => Err(Problem::malformed("the body broke off")),
    }
}

/// Objects with their names in byte order, no white space. Depth is bounded by the parser's 128.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<(&String, &Value)> = members.iter().collect();
            names.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (position, (name, member)) in names.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write!(out, "{}:", Value::String(name.clone())).ok();
                write_canonical(member, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_canonical(item, out);
            }
            out.push(']');
        }
        Value::Number(number) if number.is_f64() => {
            write!(out, "{}", number.as_f64().unwrap_or_default()).ok();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            write!(out, "{value}").ok();
        }
    }
}

/// A JSON value in which no object names a field twice: two readers must never see two bodies.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Strict, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(normal_form(value).into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(serde::de::Error::custom(format!("`{name}` stands twice")));
            }
            let Strict(value) = entries.next_value()?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::StatusCode;

    #[test]
    fn the_order_of_fields_and_white_space_do_not_change_the_hash() {
        let one = JsonBody::parse(br#"{"a": 1, "b": [true, null, "x"]}"#).unwrap();
        let other = JsonBody::parse(br#"{"b":[true,null,"x"],"a":1}"#).unwrap();
        assert_eq!(one.request_sha256(), other.request_sha256());
        let third = JsonBody::parse(br#"{"b":[true,null,"x"],"a":2}"#).unwrap();
        assert_ne!(one.request_sha256(), third.request_sha256());
    }

    #[test]
    fn a_field_that_stands_twice_is_malformed() {
        let problem = JsonBody::parse(br#"{"a": {"b": 1, "b": 2}}"#).unwrap_err();
        assert_eq!(problem.status(), StatusCode::BAD_REQUEST);
    }

    #[test]
    fn no_body_and_broken_json_are_400() {
        for bytes in [&b""[..], b"{", b"{\"a\": 1} x", b"\xff"] {
            assert_eq!(JsonBody::parse(bytes).unwrap_err().status(), StatusCode::BAD_REQUEST);
        }
    }

    #[test]
    fn a_deeply_nested_body_is_400_and_not_a_stack_overflow() {
        let deep = "[".repeat(100_000);
        let problem = JsonBody::parse(deep.as_bytes()).unwrap_err();
        assert_eq!(problem.status(), StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn a_body_above_the_limit_is_413() {
        let body = Body::from(vec![b' '; BODY_BYTES_MAX + 1]);
        assert_eq!(bytes(body).await.unwrap_err().status(), StatusCode::PAYLOAD_TOO_LARGE);
        let body = Body::from(vec![b' '; BODY_BYTES_MAX]);
        assert_eq!(bytes(body).await.unwrap().len(), BODY_BYTES_MAX);
    }
}
