//! The headers that mean something: those of a request as parameters, those of an answer as
//! components. What every answer carries beside them is said once, in the document's introduction.

use edge::operation::{AnswerHeader, RequestHeader};
use serde_json::{Map, Value, json};

/// Every request header as the parameter that describes it. `Accept` has none: what can be asked for
/// are the media types of the answer.
pub(crate) fn parameter(header: RequestHeader) -> Option<(&'static str, Value)> {
    match header {
        RequestHeader::IdempotencyKey => Some(("IdempotencyKey", idempotency_key())),
        RequestHeader::IfMatch => Some(("IfMatch", if_match(true))),
        RequestHeader::OptionalIfMatch => Some(("OptionalIfMatch", if_match(false))),
        RequestHeader::Accept => None,
    }
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": true,
        "description": "A text of the client's own for this one request, such as a random UUID: 16 \
                        to 128 visible ASCII characters without a comma. The \
                        same request with the same key creates nothing twice and is answered as \
                        before; another body under the same key is a 422. It is remembered for ever.",
        "schema": {
            "type": "string",
            "minLength": 16,
            "maxLength": 128,
            "pattern": "^[!-+\\--~]*$",
        },
        "example": "7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b",
    })
}

fn if_match(is_required: bool) -> Value {
    let words = if is_required {
        "The `ETag` of what was read: the change is made to exactly that, else it is a 412. Without \
         the header it is a 428. `*` matches always, several tags may be listed, weak ones never \
         match."
    } else {
        "The `ETag` of what was read: where it is sent, the change is made to exactly that, else it \
         is a 412. Left out, the last word wins. `*` matches always, several tags may be listed, \
         weak ones never match."
    };
    json!({
        "name": "If-Match",
        "in": "header",
        "required": is_required,
        "description": words,
        "schema": { "type": "string", "minLength": 1 },
        "example": "\"v3\"",
    })
}

/// The components of all headers of answers.
pub(crate) fn components() -> Value {
    json!({
        "ETag": {
            "required": true,
            "description": "An opaque tag of what was read. Send it back as it is, in `If-Match`; it is \
                            not the member `version`.",
            "schema": { "type": "string", "pattern": "^\"[!#-~]+\"$" },
        },
        "Location": {
            "required": true,
            "description": "Where to look: a path of this API, or of a 303 a link that is good for a \
                            while and needs no token.",
            "schema": { "type": "string", "minLength": 1 },
        },
        "Content-Disposition": {
            "description": "The name under which the file can be kept.",
            "schema": { "type": "string" },
        },
        "Retry-After": {
            "description": "After how many seconds the same request may succeed.",
            "schema": { "type": "integer", "minimum": 0, "x-unit": "s" },
        },
        "WWW-Authenticate": {
            "description": "What the gateway misses, where it is the gateway that refuses.",
            "schema": { "type": "string" },
        },
        "X-Request-Id": {
            "description": "The id under which the studio's log knows this request.",
            "schema": { "type": "string", "minLength": 1 },
        },
    })
}

/// The headers of an answer of a function, by reference.
pub(crate) fn of_answer(headers: &[AnswerHeader]) -> Value {
    let mut all = Map::new();
    for header in headers {
        let name = match header {
            AnswerHeader::Location => "Location",
            AnswerHeader::ETag => "ETag",
            AnswerHeader::ContentDisposition => "Content-Disposition",
        };
        all.insert(name.to_owned(), reference(name));
    }
    all.insert("X-Request-Id".to_owned(), reference("X-Request-Id"));
    Value::Object(all)
}

/// A header among the components.
pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/headers/{name}") })
}
