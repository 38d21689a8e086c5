//! CORS as the buckets are configured: the answer to a preflight, and the headers that let a
//! browser read the real response. Without a rule that fits, the browser gets none.

use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use percent_encoding::percent_decode_str;
use s3s::{S3Error, S3ErrorCode};

use super::bucket::{BucketConfig, CorsRule};
use super::error_response::error_response;

/// What the browser asks for, and the rule that fits, if any.
pub(super) struct RequestedAudio<'a> {
    origin: HeaderValue,
    method: String,
    headers: Option<HeaderValue>,
    rule: Option<&'a CorsRule>,
}

impl<'a> RequestedAudio<'a> {
    /// `None` when no browser asks: there is no `Origin`, or a preflight without a method.
    pub(super) fn of(parts: &Parts, buckets: &'a [BucketConfig]) -> Option<Self> {
        let origin = parts.headers.get(header::ORIGIN)?.clone();
        let preflight = parts.method == http::Method::OPTIONS;
        let method = if preflight {
            let method = parts.headers.get(header::ACCESS_CONTROL_REQUEST_METHOD)?;
            method.to_str().ok()?.to_owned()
        } else {
            parts.method.as_str().to_owned()
        };
        let headers = if preflight {
            parts.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned()
        } else {
            None
        };
        let first = parts.uri.path().trim_start_matches('/').split('/').next().unwrap_or_default();
        let name = percent_decode_str(first).decode_utf8_lossy();
        let rule = buckets.iter().find(|bucket| bucket.name == name).and_then(|bucket| {
            bucket.cors.iter().find(|rule| fits(rule, &origin, &method, headers.as_ref()))
        });
        Some(Self { origin, method, headers, rule })
    }

    /// The answer to `OPTIONS`.
    pub(super) fn preflight(&self) -> Response<s3s::Body> {
        if self.rule.is_none() {
            return forbidden(&format!(
                "CORSResponse: this CORS request is not allowed ({} by {:?})",
                self.method, self.origin
            ));
        }
        let mut response = Response::new(s3s::Body::empty());
        self.decorate(response.headers_mut());
        if let Some(headers) = &self.headers {
            response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_HEADERS, headers.clone());
        }
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        response
    }

    /// Adds what lets the browser's script see a response.
    pub(super) fn decorate(&self, response: &mut HeaderMap) {
        let Some(rule) = self.rule else { return };
        let any = rule.allowed_origins.iter().any(|allowed| allowed == "*");
        let origin = if any { HeaderValue::from_static("*") } else { self.origin.clone() };
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if !any {
            let yes = HeaderValue::from_static("true");
            response.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
        }
        list(response, header::ACCESS_CONTROL_ALLOW_METHODS, &rule.allowed_methods);
        list(response, header::ACCESS_CONTROL_EXPOSE_HEADERS, &rule.exposed_headers);
        if let Some(seconds) = rule.max_age_seconds {
            response.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from(seconds));
        }
        response.insert(
            header::VARY,
            HeaderValue::from_static(
                "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
            ),
        );
    }
}

/// The answer to an `OPTIONS` that is no preflight.
pub(super) fn not_a_preflight() -> Response<s3s::Body> {
    let message = "Insufficient information. Origin request header needed.";
    error_response(S3Error::with_message(S3ErrorCode::InvalidRequest, message))
}

fn forbidden(message: &str) -> Response<s3s::Body> {
    let code = S3ErrorCode::Custom("AccessForbidden".into());
    let mut error = S3Error::with_message(code, message.to_owned());
    error.set_status_code(http::StatusCode::FORBIDDEN);
    error_response(error)
}

fn fits(
    rule: &CorsRule,
    origin: &HeaderValue,
    method: &str,
    headers: Option<&HeaderValue>,
) -> bool {
    let origin = origin.to_str().unwrap_or_default();
    let headers = headers.map_or("", |headers| headers.to_str().unwrap_or("\u{0}"));
    rule.allowed_origins.iter().any(|pattern| matches(pattern, origin))
        && rule.allowed_methods.iter().any(|allowed| allowed == method)
        && headers
            .split(',')
            .map(|asked| asked.trim().to_ascii_lowercase())
            .filter(|asked| !asked.is_empty())
            .all(|asked| {
                let mut allowed = rule.allowed_headers.iter();
                allowed.any(|pattern| matches(&pattern.to_ascii_lowercase(), &asked))
            })
}

/// Whether `text` fits `pattern`, in which one `*` stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((before, after)) => {
            text.strip_prefix(before).is_some_and(|rest| rest.ends_with(after))
        }
    }
}

fn list(response: &mut HeaderMap, name: HeaderName, values: &[String]) {
    if !values.is_empty()
        && let Ok(value) = HeaderValue::from_str(&values.join(", "))
    {
        response.insert(name, value);
    }
}
