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
        "description": "An access token of the studio's user pool. On the laptop \
                        `GET /_studio/token/GROUP/NAME` answers one; deployed, it is had by signing \
                        in to the user pool. Where a group is named beside it, the caller must be in \
                        that group.",
    })
}

/// One paragraph a subject.
const MANNER: [&str; 13] = [
    "**Requests and answers** are JSON in UTF-8. A body or a query with a member that is not described \
     is refused. Texts are taken in NFC and without white space around them.",
    "**Null.** Every member of an answer always stands there: null is *nothing yet*, or *nothing for \
     you*. In a request, null is the same as left out; in a `PATCH`, and in `amend` of an answer, what \
     is left out stays as it is, and null takes away what may be taken away.",
    "**Refusals** are `application/problem+json` (RFC 9457). The end of `type` is the id of a rule: it \
     keeps its meaning for ever, and `docs/problems.md` says what to do. A 422 of the type \
     `validation` names every rule that is broken at once, each with a JSON pointer; a 400 of the type \
     `query` names the parameter as `?name`. What the caller may not know of is answered as if it did not \
     exist: 404.",
    "**The gateway** answers some requests before any function sees them, as `application/json` with \
     `{\"message\": …}`: 401 without a valid token, 404 for a path or a method that is not described \
     here (`HEAD` is answered 404 on every path), 413 above what a function can be handed \
     (6 MiB), 429 above the rate of the deployment, without `Retry-After`: wait a second, and \
     longer each time, 500 and 503 \
     where a function breaks or takes too long. It never answers 403. `OPTIONS` with an `Origin` is answered by its rules \
     for browsers. All other answers carry `X-Request-Id`, \
     `Cache-Control: no-store` and `X-Content-Type-Options: nosniff`.",
    "**Lists** have `items` and `next`. `next` is the `cursor` of the following page, null on the last; \
     a page may be short, even empty. A cursor opens for the list, the filters and the caller that it \
     was made for. `limit` bounds the page. Each list says its order.",
    "**Times** are RFC 3339 in UTC (`2026-03-02T09:00:00Z`); a request may use any offset. Days are \
     `YYYY-MM-DD`, months `YYYY-MM`. Names that end in `_at`, `_by` or `_until` are times; numbers end \
     in their unit: `_ms`, `_s`, `_bytes`, `_hz`, `_bp` (basis points), `_ppm` (millionths), \
     `_bpm` (beats a minute), `_months`, `_centistars` (hundredths of a star), `_centi_lufs` and \
     `_centi_dbtp` (hundredths of LUFS and of dBTP).",
    "**Money** is an object of `currency` (ISO 4217) and `amount`, an exact decimal as a text, or, in a \
     row of one currency, that currency beside exact decimals. It is never a JSON number.",
    "**Ids** are a prefix and a ULID, such as `brf_01J…`: opaque, unique, and never given to another thing.",
    "**Creating twice.** A `POST` with an `Idempotency-Key` creates once; the same request with the \
     same key is answered as before. Every other change is safe to send again: the second time finds \
     it done, or says what stands in its way.",
    "**Changing at the same time.** What has an `ETag` and takes `If-Match` is changed only as it was \
     read. Every other change says why it needs none.",
    "**Members that begin with `x-`** say what the language of this document cannot. At a schema: \
     `x-unit` is the unit of a number; `x-rule` the rule that a value keeps beside its shape; \
     `x-lines` whether a text may have several lines; `x-rounded` the least and the most of a whole \
     number that a fraction is rounded to, half of one away from zero; `x-ordered` pairs of members \
     of which the first is not above the second. At an operation: `x-order` is the order of its list; \
     `x-ordered` is the same of its parameters; `x-variants` the ways in which something is asked \
     for, each with the parameters that stand in it and in no other; `x-without-if-match` why it \
     takes no `If-Match`. At a 422, `x-rules` lists the rules that `errors` may name.",
    "**201** names in `Location` what was made, **202** where to look how it goes on.",
    "**Versions.** What may change under this version, and what has changed, stands in \
     `docs/api-changelog.md`. A client takes members, words and problems that it does not know yet.",
];
