//! What is the same on every route, said once: the introduction of the document.

use serde_json::{Value, json};

/// Title, version and the manner of the API.
pub(crate) fn info() -> Value {
    json!({
        "title": "Coproducer",
        "version": "1",
        "summary": "Briefs, tracks, reviews and royalties of a studio for commissioned music.",
        "description": MANNER.join("\n\n"),
        "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
    })
}

/// How a caller says who they are.
pub(crate) fn token() -> Value {
    json!({
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token of the studio's user pool. A role beside it is the group that \
                        the caller has to be in.",
    })
}

/// One paragraph a subject.
const MANNER: [&str; 12] = [
    "**Requests and answers** are JSON in UTF-8. A body or a query with a member that is not described \
     is refused. Texts are taken in NFC and without white space around them.",
    "**Null.** Every member of an answer always stands there: null is *nothing yet*, or *nothing for \
     you*. In a request, null is the same as left out; in a `PATCH`, what is left out stays as it is, \
     and null takes away what may be taken away.",
    "**Refusals** are `application/problem+json` (RFC 9457). The end of `type` is the id of a rule: it \
     keeps its meaning for ever, and `docs/problems.md` says what to do. A 422 of the type \
     `validation` names every rule that is broken at once, each with a JSON pointer; a 400 of the type \
     `query` names the parameter as `?name`. What may not be known of does not exist: 404.",
    "**The gateway** answers some requests before any function sees them, as `application/json` with \
     `{\"message\": …}`: 401 without a valid token, 404 for a path or a method that is not described \
     here (`HEAD` among them), 413 above what a function can be handed \
     (6 MiB), 429 above the rate of the deployment, 500 and 503 \
     where a function breaks or takes too long. `OPTIONS` with an `Origin` is answered by its rules \
     for browsers. All other answers carry `X-Request-Id`.",
    "**Lists** have `items` and `next`. `next` is the `cursor` of the following page, null on the last; \
     a page may be short, even empty. A cursor opens for the list, the filters and the caller that it \
     was made for. `limit` bounds the page. Each list says its order.",
    "**Times** are RFC 3339 in UTC (`2026-03-02T09:00:00Z`); a request may use any offset. Days are \
     `YYYY-MM-DD`, months `YYYY-MM`. Names that end in `_at`, `_by` or `_until` are times; numbers end \
     in their unit: `_ms`, `_s`, `_bytes`, `_hz`, `_bp` (basis points), `_ppm` (millionths).",
    "**Money** is an object of `currency` (ISO 4217) and `amount`, an exact decimal as a text, or, in a \
     row of one currency, that currency beside exact decimals. It is never a JSON number.",
    "**Ids** are a prefix and a ULID, such as `brf_01J…`: opaque, unique, and for ever of one thing.",
    "**Creating twice.** A `POST` with an `Idempotency-Key` creates once; the same request with the \
     same key is answered as before. Every other change is safe to send again: the second time finds \
     it done, or says what stands in its way.",
    "**Changing at the same time.** What has an `ETag` and takes `If-Match` is changed only as it was \
     read. Every other change says why it needs none.",
    "**201** names in `Location` what was made, **202** where to look how it goes on.",
    "**Versions.** What may change under this version, and what has changed, stands in \
     `docs/api-changelog.md`. A client takes members, words and problems that it does not know yet.",
];
