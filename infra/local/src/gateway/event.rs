//! The event that API Gateway hands a function for a request (payload format 2.0), and the answer
//! it makes of the function's response.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_TYPE, COOKIE, HeaderName, HeaderValue, SET_COOKIE};
use http::request::Parts;
use http::{Response, StatusCode};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::routes::RouteMatch;

/// The stage: it adds nothing to the path.
const STAGE: &str = "$default";

/// What the event says beside the request itself.
#[derive(Debug)]
pub(crate) struct Circumstances<'request> {
    pub found: &'request RouteMatch<'request>,
    /// The token's claims, if the route is authorized.
    pub claims: Option<&'request Map<String, Value>>,
    /// The gateway's id of this request.
    pub request_id: &'request str,
    /// The account the API stands in.
    pub account: &'request str,
    pub now: Timestamp,
}

pub(crate) fn request_event(parts: &Parts, body: &[u8], around: &Circumstances<'_>) -> Value {
    let path = parts.uri.path();
    let query = parts.uri.query().unwrap_or_default();
    let headers = joined_headers(parts);
    let key = around.found.route.key();
    let mut event = json!({
        "version": "2.0",
        "routeKey": key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": around.account,
            "apiId": "studio",
            "domainName": headers.get("host"),
            "domainPrefix": "studio",
            "http": {
                "method": parts.method.as_str(),
                "path": path,
                "protocol": format!("{:?}", parts.version),
                "sourceIp": "127.0.0.1",
                "userAgent": headers.get("user-agent"),
            },
            "requestId": around.request_id,
            "routeKey": key,
            "stage": STAGE,
            "time": around.now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": around.now.as_millisecond(),
        },
        "isBase64Encoded": false,
    });
    let mut set = |pointer: &str, name: &str, value: Value| {
        if let Some(Value::Object(object)) = event.pointer_mut(pointer) {
            object.insert(name.to_owned(), value);
        }
    };
    let cookies = cookies(parts);
    if !cookies.is_empty() {
        set("", "cookies", json!(cookies));
    }
    if !query.is_empty() {
        set("", "queryStringParameters", json!(query_parameters(query)));
    }
    if !around.found.parameters.is_empty() {
        set("", "pathParameters", json!(around.found.parameters));
    }
    if let Some(claims) = around.claims {
        let jwt = json!({ "jwt": { "claims": flattened(claims), "scopes": null } });
        set("/requestContext", "authorizer", jwt);
    }
    if !body.is_empty() {
        let (text, encoded) = carried(parts, body);
        set("", "body", json!(text));
        set("", "isBase64Encoded", json!(encoded));
    }
    event
}

/// Claims arrive at a function as text only: a list as `[a b]`, numbers and truths spelt out.
fn flattened(claims: &Map<String, Value>) -> BTreeMap<&str, String> {
    fn text(value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Array(several) => {
                format!("[{}]", several.iter().map(text).collect::<Vec<_>>().join(" "))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
        }
    }
    claims.iter().map(|(name, value)| (name.as_str(), text(value))).collect()
}

/// Header names in lower case, several values of one name joined by commas, no cookies.
fn joined_headers(parts: &Parts) -> BTreeMap<String, String> {
    let mut joined: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in &parts.headers {
        if name == COOKIE {
            continue;
        }
        let value = String::from_utf8_lossy(value.as_bytes());
        match joined.get_mut(name.as_str()) {
            Some(before) => {
                before.push(',');
                before.push_str(&value);
            }
            None => {
                joined.insert(name.as_str().to_owned(), value.into_owned());
            }
        }
    }
    joined
}

fn cookies(parts: &Parts) -> Vec<String> {
    parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .map(|cookie| cookie.trim().to_owned())
        .filter(|cookie| !cookie.is_empty())
        .collect()
}

/// Decoded parameters; several values of one name joined by commas.
fn query_parameters(query: &str) -> BTreeMap<String, String> {
    let decoded =
        |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let mut parameters: BTreeMap<String, String> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded(value);
        parameters
            .entry(decoded(name))
            .and_modify(|before| {
                before.push(',');
                before.push_str(&value);
            })
            .or_insert(value);
    }
    parameters
}

/// Only text/*, JSON, XML and JavaScript travel as text; everything else, and what is not UTF-8
/// after all, as base64.
fn carried(parts: &Parts, body: &[u8]) -> (String, bool) {
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    match std::str::from_utf8(body) {
        Ok(text) if travels_as_text(&kind.to_ascii_lowercase()) => (text.to_owned(), false),
        Ok(_) | Err(_) => (STANDARD.encode(body), true),
    }
}

fn travels_as_text(kind: &str) -> bool {
    kind.starts_with("text/")
        || ["application/json", "application/xml", "application/javascript"].contains(&kind)
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
}

/// The answer in a function's response JSON; `None` if it is none.
///
/// As at AWS, a value that is no response object at all becomes the body of a 200.
pub(crate) fn function_response(value: &Value) -> Option<Response<Vec<u8>>> {
    let Some(status) = value.get("statusCode").cloned() else {
        let body = serde_json::to_vec(value).ok()?;
        return Response::builder().header(CONTENT_TYPE, "application/json").body(body).ok();
    };
    let status = status.as_u64().and_then(|status| u16::try_from(status).ok())?;
    let body = value.get("body").and_then(Value::as_str).unwrap_or_default();
    let body = match value.get("isBase64Encoded").and_then(Value::as_bool) {
        Some(true) => STANDARD.decode(body).ok()?,
        Some(false) | None => body.as_bytes().to_vec(),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).ok()?;
    let headers = value.get("headers").and_then(Value::as_object);
    for (name, value) in headers.into_iter().flatten() {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        response.headers_mut().append(name, HeaderValue::from_str(value.as_str()?).ok()?);
    }
    let cookies = value.get("cookies").and_then(Value::as_array);
    for cookie in cookies.into_iter().flatten() {
        let cookie = HeaderValue::from_str(cookie.as_str()?).ok()?;
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    if !response.headers().contains_key(CONTENT_TYPE) && !response.body().is_empty() {
        let plain = HeaderValue::from_static("text/plain;charset=UTF-8");
        response.headers_mut().insert(CONTENT_TYPE, plain);
    }
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::routes::{GatewayRoute, find};

    fn event(request: http::Request<&[u8]>, claims: Option<&Map<String, Value>>) -> Value {
        let routes = [GatewayRoute {
            method: "ANY".to_owned(),
            path: "/briefs/{brief}".to_owned(),
            function: "BriefsFunction".to_owned(),
            authorizer: None,
        }];
        let (parts, body) = request.into_parts();
        let found = find(&routes, parts.method.as_str(), parts.uri.path()).unwrap();
        let now = "2026-03-12T19:03:58.123Z".parse().unwrap();
        let (request_id, account) = ("abc=", "000000000000");
        let around = Circumstances { found: &found, claims, request_id, account, now };
        request_event(&parts, body, &around)
    }

    fn claims() -> Map<String, Value> {
        let Value::Object(claims) = json!({
            "cognito:groups": ["client", "composer"],
            "exp": 1_700_000_000,
            "sub": "4f",
            "email_verified": true,
        }) else {
            panic!("an object");
        };
        claims
    }

    #[test]
    fn an_event_has_all_that_aws_sends() {
        let request = http::Request::builder()
            .method("PUT")
            .uri("/briefs/brf%2D1?state=open&genre=a%20b&genre=c")
            .header("Host", "127.0.0.1:4242")
            .header("User-Agent", "curl/8")
            .header("X-Many", "1")
            .header("X-Many", "2")
            .header("Cookie", "a=1; b=2")
            .header("Content-Type", "application/json; charset=utf-8")
            .body(br#"{"title":"x"}"#.as_slice())
            .unwrap();
        let event = event(request, Some(&claims()));
        assert_eq!(
            event,
            json!({
                "version": "2.0",
                "routeKey": "ANY /briefs/{brief}",
                "rawPath": "/briefs/brf%2D1",
                "rawQueryString": "state=open&genre=a%20b&genre=c",
                "cookies": ["a=1", "b=2"],
                "headers": {
                    "content-type": "application/json; charset=utf-8",
                    "host": "127.0.0.1:4242",
                    "user-agent": "curl/8",
                    "x-many": "1,2",
                },
                "queryStringParameters": { "state": "open", "genre": "a b,c" },
                "requestContext": {
                    "accountId": "000000000000",
                    "apiId": "studio",
                    "authorizer": { "jwt": {
                        "claims": {
                            "cognito:groups": "[client composer]",
                            "exp": "1700000000",
                            "sub": "4f",
                            "email_verified": "true",
                        },
                        "scopes": null,
                    } },
                    "domainName": "127.0.0.1:4242",
                    "domainPrefix": "studio",
                    "http": {
                        "method": "PUT",
                        "path": "/briefs/brf%2D1",
                        "protocol": "HTTP/1.1",
                        "sourceIp": "127.0.0.1",
                        "userAgent": "curl/8",
                    },
                    "requestId": "abc=",
                    "routeKey": "ANY /briefs/{brief}",
                    "stage": "$default",
                    "time": "12/Mar/2026:19:03:58 +0000",
                    "timeEpoch": 1_773_342_238_123_i64,
                },
                "pathParameters": { "brief": "brf-1" },
                "body": r#"{"title":"x"}"#,
                "isBase64Encoded": false,
            })
        );
        lambda_http::request::from_str(&event.to_string()).unwrap();
    }

    #[test]
    fn what_is_absent_is_left_out() {
        let request = http::Request::get("/briefs/b").body([].as_slice()).unwrap();
        let event = event(request, None);
        for name in ["body", "cookies", "queryStringParameters"] {
            assert!(event.get(name).is_none(), "{name}");
        }
        assert!(event.pointer("/requestContext/authorizer").is_none());
        lambda_http::request::from_str(&event.to_string()).unwrap();
    }

    #[test]
    fn only_text_json_xml_and_javascript_arrive_as_text() {
        let carried = |kind: &str, body: &'static [u8]| {
            let request =
                http::Request::post("/briefs/b").header("content-type", kind).body(body).unwrap();
            event(request, None)["isBase64Encoded"] == false
        };
        for kind in [
            "text/csv",
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/xml",
            "application/javascript",
            "application/merge-patch+json",
        ] {
            assert!(carried(kind, b"a"), "{kind}");
        }
        for kind in
            ["application/octet-stream", "audio/wav", "application/x-www-form-urlencoded", ""]
        {
            assert!(!carried(kind, b"a"), "{kind}");
        }
        assert!(!carried("text/plain", b"\xff\xfe"), "not text after all");
    }

    #[test]
    fn a_functions_response_becomes_the_answer() {
        let response = function_response(&json!({
            "statusCode": 201,
            "headers": { "location": "/briefs/b" },
            "cookies": ["a=1", "b=2"],
            "body": "aGk=",
            "isBase64Encoded": true,
        }))
        .unwrap();
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers()["location"], "/briefs/b");
        assert_eq!(response.headers().get_all(SET_COOKIE).iter().count(), 2);
        assert_eq!(response.body(), b"hi");
    }

    #[test]
    fn a_response_that_is_none_is_no_answer() {
        assert!(function_response(&json!({ "statusCode": "many" })).is_none());
        assert!(function_response(&json!({ "statusCode": 200, "headers": { "a": 1 } })).is_none());
        assert_eq!(function_response(&json!({ "plain": 1 })).unwrap().status(), 200);
    }
}
