//! The gate in front of `s3s`: what must be judged by the studio's clock, or not at all.
//!
//! `s3s` compares a presigned link's expiry with the real clock and offers no other. But the string
//! that a presigned link signs is, byte for byte, the one a header-signed request with an unsigned
//! payload signs, and for those `s3s` checks only the skew, which it is told to ignore. So the gate
//! judges the time, moves the signature from the query into the headers, and leaves the proof of
//! the signature to `s3s`.

use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Uri, header};
use jiff::{SignedDuration, Timestamp};
use percent_encoding::percent_decode_str;
use s3s::{S3Error, S3Result, s3_error};

/// How far a request's date may be from the studio's time; S3's own limit.
const SKEW: SignedDuration = SignedDuration::from_mins(15);
/// The longest life of a presigned link that S3 accepts.
const EXPIRY_SECONDS_MAX: u32 = 7 * 24 * 60 * 60;

const SIGNATURE: &str = "X-Amz-Signature";
const AMZ_DATE: &str = "x-amz-date";
const AMZ_CONTENT_SHA256: &str = "x-amz-content-sha256";

/// Judges the request's date by the studio's time `now`.
///
/// A presigned request leaves this function signed by header. A request that is not signed at all
/// passes here and is refused by `s3s`.
pub(super) fn admit(now: Timestamp, parts: &mut Parts) -> S3Result<()> {
    let query = Query::of(&parts.uri);
    if query.has("Signature") || starts_with(&parts.headers, header::AUTHORIZATION, "AWS ") {
        return Err(s3_error!(InvalidRequest, "only AWS4-HMAC-SHA256 signatures are supported"));
    }
    if starts_with(&parts.headers, header::CONTENT_TYPE, "multipart/form-data") {
        return Err(s3_error!(NotImplemented, "form uploads are not supported"));
    }
    if query.has(SIGNATURE) {
        return admit_presigned(now, &query, parts);
    }
    match parts.headers.get(AMZ_DATE).and_then(|date| date.to_str().ok()).and_then(parse_date) {
        Some(date) if now.duration_since(date).abs() > SKEW => {
            Err(s3_error!(RequestTimeTooSkewed, "the request's date is too far from the studio's"))
        }
        Some(_) | None => Ok(()),
    }
}

fn admit_presigned(now: Timestamp, query: &Query, parts: &mut Parts) -> S3Result<()> {
    if parts.headers.contains_key(header::AUTHORIZATION) {
        return Err(s3_error!(InvalidArgument, "only one auth mechanism allowed"));
    }
    let algorithm = query.one("X-Amz-Algorithm")?;
    if algorithm != "AWS4-HMAC-SHA256" {
        return Err(malformed("X-Amz-Algorithm"));
    }
    let date_text = query.one("X-Amz-Date")?;
    let date = parse_date(date_text).ok_or_else(|| malformed("X-Amz-Date"))?;
    let expires = query.one("X-Amz-Expires")?.parse::<u32>().ok();
    let expires = expires
        .filter(|seconds| *seconds <= EXPIRY_SECONDS_MAX)
        .ok_or_else(|| malformed("X-Amz-Expires"))?;
    if now.duration_since(date) > SignedDuration::from_secs(i64::from(expires)) {
        return Err(s3_error!(AccessDenied, "Request has expired"));
    }
    if date.duration_since(now) > SKEW {
        return Err(s3_error!(AccessDenied, "Request is not yet valid"));
    }
    let signed_headers = query.one("X-Amz-SignedHeaders")?;
    refuse_unsigned_amz_headers(&parts.headers, signed_headers)?;
    let authorization = format!(
        "{algorithm} Credential={}, SignedHeaders={signed_headers}, Signature={}",
        query.one("X-Amz-Credential")?,
        query.one(SIGNATURE)?,
    );
    parts.headers.insert(header::AUTHORIZATION, header_value(&authorization)?);
    parts.headers.insert(AMZ_DATE, header_value(date_text)?);
    parts.headers.insert(AMZ_CONTENT_SHA256, HeaderValue::from_static("UNSIGNED-PAYLOAD"));
    parts.uri = query.uri_without(SIGNATURE, &parts.uri)?;
    Ok(())
}

/// S3 refuses `x-amz-*` headers that the signer of a link did not sign; `s3s` would obey them.
fn refuse_unsigned_amz_headers(headers: &HeaderMap, signed_headers: &str) -> S3Result<()> {
    let unsigned = headers.keys().find(|name| {
        name.as_str().starts_with("x-amz-")
            && name.as_str() != AMZ_CONTENT_SHA256
            && !signed_headers.split(';').any(|signed| signed == name.as_str())
    });
    unsigned.map_or(Ok(()), |name| {
        Err(s3_error!(AccessDenied, "the header {name} was present but not signed"))
    })
}

/// The query's pairs, decoded, beside the text they came from.
struct Query {
    pairs: Vec<Pair>,
}

struct Pair {
    name: String,
    value: String,
    text: String,
}

impl Query {
    fn of(uri: &Uri) -> Self {
        let query = uri.query().unwrap_or_default();
        let pairs = query.split('&').filter(|text| !text.is_empty()).map(|text| {
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
            Pair { name: decode(name), value: decode(value), text: text.to_owned() }
        });
        Self { pairs: pairs.collect() }
    }

    fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|pair| pair.name == name)
    }

    /// The only value of `name`: two would let the gate judge one and `s3s` another.
    fn one(&self, name: &str) -> S3Result<&str> {
        let mut found = self.pairs.iter().filter(|pair| pair.name == name);
        match (found.next(), found.next()) {
            (Some(pair), None) => Ok(&pair.value),
            (None, _) | (Some(_), Some(_)) => Err(malformed(name)),
        }
    }

    fn uri_without(&self, name: &str, uri: &Uri) -> S3Result<Uri> {
        let kept: Vec<&str> = self
            .pairs
            .iter()
            .filter(|pair| pair.name != name)
            .map(|pair| pair.text.as_str())
            .collect();
        let path_and_query = format!("{}?{}", uri.path(), kept.join("&"));
        let mut parts = uri.clone().into_parts();
        let parsed = PathAndQuery::try_from(path_and_query);
        parts.path_and_query = Some(parsed.map_err(|_| malformed(name))?);
        Uri::from_parts(parts).map_err(|_| malformed(name))
    }
}

fn malformed(name: &str) -> S3Error {
    s3_error!(AuthorizationQueryParametersError, "{name} is missing, repeated or malformed")
}

/// Reads `20260101T120000Z`, and nothing else.
fn parse_date(text: &str) -> Option<Timestamp> {
    if text.len() == 16 { text.parse().ok() } else { None }
}

fn header_value(text: &str) -> S3Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(|_| malformed("X-Amz-Credential"))
}

fn starts_with(headers: &HeaderMap, name: header::HeaderName, prefix: &str) -> bool {
    headers.get_all(name).iter().any(|value| value.as_bytes().starts_with(prefix.as_bytes()))
}
