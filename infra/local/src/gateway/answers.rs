//! What the gateway says by itself: its refusals, in its own words and never as problem+json, and
//! the headers for browsers (CORS).

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_METHOD, CONTENT_TYPE, HeaderName, HeaderValue, ORIGIN, VARY,
    WWW_AUTHENTICATE,
};
use http::{HeaderMap, Method, Response, StatusCode};

use crate::template::Cors;
use crate::tokens::TokenRefusal;

/// The answer to a browser's question before the request; `None` if it is not one.
pub(crate) fn preflight(
    cors: &Cors,
    method: &Method,
    asked: &HeaderMap,
) -> Option<GatewayResponse> {
    let question = *method == Method::OPTIONS
        && asked.contains_key(ORIGIN)
        && asked.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    if !question {
        return None;
    }
    let mut answer = Response::new(Vec::new());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    if allow(cors, asked, &mut answer) {
        let headers = answer.headers_mut();
        set(headers, ACCESS_CONTROL_ALLOW_METHODS, &cors.allow_methods.join(","));
        set(headers, ACCESS_CONTROL_ALLOW_HEADERS, &cors.allow_headers.join(","));
        if let Some(seconds) = cors.max_age_s {
            set(headers, ACCESS_CONTROL_MAX_AGE, &seconds.to_string());
        }
    }
    Some(answer)
}

/// Lets the asking page read `answer`, if its origin may. A function's own CORS headers are
/// replaced, as API Gateway does.
pub(crate) fn allow(cors: &Cors, asked: &HeaderMap, answer: &mut GatewayResponse) -> bool {
    let headers = answer.headers_mut();
    for name in [ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS] {
        headers.remove(name);
    }
    let Some(origin) = asked.get(ORIGIN).and_then(|origin| origin.to_str().ok()) else {
        return false;
    };
    let any = cors.allow_origins.iter().any(|known| known == "*");
    if !any && !cors.allow_origins.iter().any(|known| known == origin) {
        return false;
    }
    set(headers, ACCESS_CONTROL_ALLOW_ORIGIN, if any { "*" } else { origin });
    set(headers, VARY, "origin");
    set(headers, ACCESS_CONTROL_EXPOSE_HEADERS, &cors.expose_headers.join(","));
    if cors.allow_credentials {
        set(headers, ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    true
}

/// A whole answer in memory.
pub(crate) type GatewayResponse = Response<Vec<u8>>;

/// The gateway's own refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Own {
    Unauthorized(TokenRefusal),
    NotFound,
    TooLarge,
    FunctionFailed,
    TimedOut,
}

/// One of the gateway's own answers: `{"message": …}`.
pub(crate) fn own(answer: Own) -> GatewayResponse {
    let (status, message) = match answer {
        Own::Unauthorized(_) => (StatusCode::UNAUTHORIZED, "Unauthorized"),
        Own::NotFound => (StatusCode::NOT_FOUND, "Not Found"),
        Own::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large"),
        Own::FunctionFailed => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
        Own::TimedOut => (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
    };
    let mut response = json_answer(status, &serde_json::json!({ "message": message }));
    if let Own::Unauthorized(refusal) = answer {
        let challenge = match refusal {
            TokenRefusal::Missing => "Bearer".to_owned(),
            TokenRefusal::Malformed
            | TokenRefusal::Issuer
            | TokenRefusal::Audience
            | TokenRefusal::Expired
            | TokenRefusal::NotYet => {
                format!(r#"Bearer scope="" error="invalid_token" error_description="{refusal}""#)
            }
        };
        set(response.headers_mut(), WWW_AUTHENTICATE, &challenge);
    }
    response
}

pub(crate) fn json_answer(status: StatusCode, body: &serde_json::Value) -> GatewayResponse {
    let mut response = Response::new(body.to_string().into_bytes());
    *response.status_mut() = status;
    set(response.headers_mut(), CONTENT_TYPE, "application/json");
    response
}

/// Sets a header; an empty value sets nothing.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Some(value) = Some(value).filter(|value| !value.is_empty())
        && let Ok(value) = HeaderValue::from_str(value)
    {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cors() -> Cors {
        Cors {
            allow_origins: vec!["http://localhost:5173".to_owned()],
            allow_methods: vec!["GET".to_owned(), "POST".to_owned()],
            allow_headers: vec!["authorization".to_owned()],
            expose_headers: vec!["etag".to_owned()],
            max_age_s: Some(600),
            allow_credentials: false,
        }
    }

    fn asked(origin: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        set(&mut headers, ORIGIN, origin);
        set(&mut headers, ACCESS_CONTROL_REQUEST_METHOD, "POST");
        headers
    }

    #[test]
    fn a_known_origin_is_answered_before_its_request() {
        let answer = preflight(&cors(), &Method::OPTIONS, &asked("http://localhost:5173")).unwrap();
        assert_eq!(answer.status(), 204);
        assert_eq!(answer.headers()["access-control-allow-origin"], "http://localhost:5173");
        assert_eq!(answer.headers()["access-control-allow-methods"], "GET,POST");
        assert_eq!(answer.headers()["access-control-max-age"], "600");
    }

    #[test]
    fn an_unknown_origin_is_told_nothing() {
        let answer = preflight(&cors(), &Method::OPTIONS, &asked("http://evil.example")).unwrap();
        assert!(answer.headers().is_empty());
    }

    #[test]
    fn an_ordinary_options_is_no_question() {
        assert!(preflight(&cors(), &Method::OPTIONS, &HeaderMap::new()).is_none());
        assert!(preflight(&cors(), &Method::POST, &asked("http://localhost:5173")).is_none());
    }

    #[test]
    fn the_gateways_headers_replace_the_functions() {
        let mut answer = Response::new(Vec::new());
        set(answer.headers_mut(), ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        assert!(!allow(&cors(), &asked("http://evil.example"), &mut answer));
        assert!(!answer.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN));
    }

    #[test]
    fn unauthorized_says_why_only_in_the_challenge() {
        let missing = own(Own::Unauthorized(TokenRefusal::Missing));
        assert_eq!(missing.body(), br#"{"message":"Unauthorized"}"#);
        assert_eq!(missing.headers()[WWW_AUTHENTICATE], "Bearer");
        let expired = own(Own::Unauthorized(TokenRefusal::Expired));
        assert_eq!(expired.body(), br#"{"message":"Unauthorized"}"#);
        let challenge = expired.headers()[WWW_AUTHENTICATE].to_str().unwrap();
        assert!(challenge.contains("the token has expired"));
    }
}
