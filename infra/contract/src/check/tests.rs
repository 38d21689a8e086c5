//! Each thing that can be wrong is planted in a small document.

use super::*;
use serde_json::json;

const BRIEF: &str = "/briefs/brf_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const JSON: (&str, &str) = ("content-type", "application/json");
const PROBLEM: (&str, &str) = ("content-type", "application/problem+json");

fn document() -> Value {
    let one_of = |names: &[&str]| {
        let names: Vec<String> =
            names.iter().map(|name| format!("https://x/problems/{name}")).collect();
        json!({ "content": { "application/problem+json": { "schema": { "allOf": [
            { "$ref": "#/components/schemas/Problem" },
            { "type": "object", "properties": { "type": { "type": "string", "enum": names } } },
        ] } } } })
    };
    let ruled = |mut response: Value| {
        response["x-rules"] = json!(["length", "range", "blank", "own_matter"]);
        response
    };
    let parameter = |place: &str, name: &str, schema: Value| {
        let required = place != "query";
        json!({ "name": name, "in": place, "required": required, "schema": schema })
    };
    json!({
        "paths": { "/briefs/{brief}": { "patch": {
            "parameters": [
                parameter("path", "brief", json!({ "type": "string", "pattern": "^brf_" })),
                parameter("query", "limit", json!({ "type": "integer", "minimum": 1, "maximum": 9 })),
                parameter("query", "cursor", json!({ "type": "string" })),
                parameter("header", "If-Match", json!({ "type": "string", "pattern": "^\"" })),
            ],
            "requestBody": { "required": true, "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Amendment" },
            } } },
            "responses": {
                "200": {
                    "headers": { "ETag": { "required": true, "schema": { "type": "string" } } },
                    "content": {
                        "application/json": { "schema": { "$ref": "#/components/schemas/Brief" } },
                        "text/csv; charset=utf-8": {},
                    },
                },
                "204": {},
                "400": one_of(&["query"]),
                "422": ruled(one_of(&["validation"])),
                "503": { "$ref": "#/components/responses/Busy" },
            },
        } } },
        "components": {
            "responses": { "Busy": one_of(&["busy"]) },
            "schemas": {
                "Amendment": {
                    "type": "object",
                    "properties": {
                        "title": { "type": "string", "minLength": 1, "maxLength": 4 },
                        "pool_ppm": { "type": "integer", "x-rule": "range" },
                    },
                    "required": ["title"],
                    "additionalProperties": false,
                },
                "Brief": {
                    "type": "object",
                    "properties": { "state": { "enum": ["draft"] } },
                    "required": ["state"],
                },
                "Problem": {
                    "type": "object",
                    "properties": { "type": { "type": "string" }, "errors": {} },
                    "required": ["type"],
                },
            },
        },
    })
}

struct Sent {
    target: String,
    headers: Vec<(String, String)>,
    body: Value,
    status: u16,
    answer_headers: Vec<(&'static str, &'static str)>,
    answer: String,
}

impl Sent {
    /// Nothing is wrong with it.
    fn right() -> Sent {
        Sent {
            target: BRIEF.to_owned(),
            headers: vec![("if-match".to_owned(), "\"1\"".to_owned())],
            body: json!({ "title": "abcd" }),
            status: 200,
            answer_headers: vec![JSON, ("etag", "\"2\"")],
            answer: json!({ "state": "draft" }).to_string(),
        }
    }

    fn refused(status: u16, name: &str, errors: &Value) -> Sent {
        let answer = json!({ "type": format!("https://x/problems/{name}"), "errors": errors });
        let answer_headers = vec![PROBLEM];
        Sent { status, answer_headers, answer: answer.to_string(), ..Sent::right() }
    }

    fn judged(&self) -> Result<Seen, Violation> {
        let body = self.body.to_string();
        Checker::new(document()).unwrap().check(&Call {
            method: "PATCH",
            route: Some("/briefs/{brief}"),
            target: &self.target,
            headers: &self.headers,
            body: body.as_bytes(),
            status: self.status,
            answer_headers: &self.answer_headers,
            answer_body: self.answer.as_bytes(),
        })
    }

    #[track_caller]
    fn is_wrong(&self, place: &str, says: &str) {
        let violation = self.judged().unwrap_err().to_string();
        assert!(violation.starts_with("PATCH /briefs/{brief} answered "), "{violation}");
        assert!(violation.contains(place) && violation.contains(says), "{violation}");
    }
}

#[test]
fn what_the_document_says_is_seen_by_its_name() {
    let seen = Sent::right().judged().unwrap();
    assert_eq!((seen.status, seen.answer.as_str()), (200, "application/json"));
    let busy = Sent::refused(503, "busy", &json!([])).judged().unwrap();
    assert_eq!((busy.status, busy.answer.as_str()), (503, "busy"));
    let csv = ("content-type", "text/csv;charset=UTF-8");
    let table = Sent { answer_headers: vec![csv, ("etag", "1")], ..Sent::right() };
    assert_eq!(table.judged().unwrap().answer, "text/csv");
}

#[test]
fn a_status_a_media_type_and_a_header_are_declared_or_found() {
    Sent { status: 201, ..Sent::right() }.is_wrong("status", "200, 204, 400");
    let csv = vec![("content-type", "text/csv"), ("etag", "1")];
    Sent { answer_headers: csv, ..Sent::right() }.is_wrong("media type", "charset=utf-8");
    let untagged = vec![JSON];
    Sent { answer_headers: untagged, ..Sent::right() }.is_wrong("header ETag", "always there");
    let placed = vec![JSON, ("etag", "1"), ("location", "/briefs")];
    Sent { answer_headers: placed, ..Sent::right() }.is_wrong("header location", "no such header");
    Sent { status: 204, answer_headers: vec![], ..Sent::right() }.is_wrong("body", "no body");
}

#[test]
fn a_body_is_closed_and_whole() {
    for answer in [json!({}), json!({ "state": "open" }), json!({ "state": "draft", "more": 1 })] {
        Sent { answer: answer.to_string(), ..Sent::right() }.is_wrong("body of the answer", "by /");
    }
    Sent { answer: "draft".to_owned(), ..Sent::right() }.is_wrong("body of the answer", "JSON");
}

#[test]
fn a_problem_is_one_of_its_status() {
    Sent::refused(503, "query", &json!([])).is_wrong("problem", "of this status are busy");
}

#[test]
fn what_was_taken_is_what_can_be_sent() {
    let body = json!({ "title": "abcde" });
    Sent { body, ..Sent::right() }.is_wrong("body of the request, which was taken, at /title", "4");
    let target = |rest: &str| Sent { target: format!("{BRIEF}{rest}"), ..Sent::right() };
    target("?limit=10").is_wrong("query parameter limit", "maximum");
    target("?other=1").is_wrong("query parameter other", "no such parameter");
    assert!(target("?limit=9&cursor=12").judged().is_ok());
    let target = "/briefs/trk_1".to_owned();
    Sent { target, ..Sent::right() }.is_wrong("path parameter brief", "brf_");
    Sent { headers: vec![], ..Sent::right() }.is_wrong("parameter If-Match", "needed");
    let spaced = json!({ "title": " abcd " });
    assert!(Sent { body: spaced, ..Sent::right() }.judged().is_ok());
}

#[test]
fn what_is_refused_for_its_shape_cannot_be_sent() {
    let refused = |pointer: &str, rule: &str| {
        Sent::refused(422, "validation", &json!([{ "pointer": pointer, "rule": rule }]))
    };
    refused("/title", "length").is_wrong("body of the request at /title", "it is valid");
    // These rules stand in words only.
    for (pointer, rule) in [("/title", "blank"), ("/pool_ppm", "range"), ("/title", "own_matter")] {
        assert!(refused(pointer, rule).judged().is_ok(), "{rule}");
    }
    let body = json!({ "title": "" });
    assert!(Sent { body, ..refused("/title", "length") }.judged().is_ok());
    refused("/title", "iban").is_wrong("errors of the answer, about /title", "own_matter");
}

#[test]
fn a_query_is_refused_for_what_cannot_be_asked() {
    let refused = |rest: &str, pointer: &str| Sent {
        target: format!("{BRIEF}{rest}"),
        ..Sent::refused(400, "query", &json!([{ "pointer": pointer, "rule": "range" }]))
    };
    refused("?limit=9", "?limit").is_wrong("query parameter limit", "it is valid");
    for (rest, pointer) in [("?limit=10", "?limit"), ("?cursor=x", "?cursor"), ("?x=1", "?x")] {
        assert!(refused(rest, pointer).judged().is_ok(), "{rest}");
    }
}

#[test]
fn what_has_no_route_is_the_gateways_404() {
    let checker = Checker::new(document()).unwrap();
    let call = |status, answer_body| Call {
        method: "GET",
        route: None,
        target: "/nowhere?x",
        headers: &[],
        body: b"",
        status,
        answer_headers: &[],
        answer_body,
    };
    let refused = checker.check(&call(404, br#"{"message":"Not Found"}"#)).unwrap();
    assert_eq!(refused.operation, "GET /nowhere");
    assert!(checker.check(&call(200, b"{}")).is_err());
}

#[test]
fn a_body_is_judged_by_the_document_alone_too() {
    let checker = Checker::new(document()).unwrap();
    let judge = |body: Value| checker.accepts_body("PATCH", "/briefs/{brief}", &body);
    assert!(judge(json!({ "title": "a" })).is_ok());
    assert!(judge(json!({ "title": "a", "more": 1 })).unwrap_err().contains("more"));
    assert!(checker.takes_body("PATCH", "/briefs/{brief}"));
    assert!(!checker.takes_body("GET", "/briefs/{brief}"));
}
