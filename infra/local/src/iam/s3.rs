//! Which S3 operation a request is, and which rights it needs. Requests are in path style:
//! `/{bucket}/{key}`.

use std::collections::BTreeMap;

use http::request::Parts;
use percent_encoding::percent_decode_str;

use super::{Access, ContextKey};

/// An S3 request, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Call {
    /// The operation's name, such as `GetObject`.
    pub operation: &'static str,
    pub bucket: String,
    /// The object's key, decoded; empty for an operation on the bucket.
    pub key: String,
    /// The rights it needs.
    pub accesses: Vec<Access>,
}

/// Understands a request; an operation not known here needs `s3:Unknown`, which no policy grants.
pub fn call(parts: &Parts) -> S3Call {
    let path = parts.uri.path().trim_start_matches('/');
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    let (bucket, key) = (decoded(bucket), decoded(key));
    let query = query(parts.uri.query().unwrap_or_default());
    let method = parts.method.as_str();
    let copied = parts.headers.get("x-amz-copy-source").and_then(|value| value.to_str().ok());
    let (operation, action) = if key.is_empty() {
        on_bucket(method, &query)
    } else {
        on_object(method, &query, copied.is_some())
    };
    let resource = match (key.is_empty(), operation) {
        (false, _) => format!("arn:aws:s3:::{bucket}/{key}"),
        (true, "DeleteObjects") => format!("arn:aws:s3:::{bucket}/*"),
        (true, _) => format!("arn:aws:s3:::{bucket}"),
    };
    let mut access = Access::new(action, resource);
    if ["s3:ListBucket", "s3:ListBucketVersions"].contains(&action) {
        access =
            access.with(ContextKey::S3Prefix, query.get("prefix").cloned().unwrap_or_default());
    }
    let mut accesses = vec![access];
    if let Some(source) = copied {
        let source = source.split('?').next().unwrap_or_default();
        let source = decoded(source.trim_start_matches('/'));
        accesses.push(Access::new("s3:GetObject", format!("arn:aws:s3:::{source}")));
    }
    S3Call { operation, bucket, key, accesses }
}

impl S3Call {
    /// The right without which S3 answers 403 instead of 404 for an object that is not there.
    /// The request is no listing, so that a condition on the prefix does not hold.
    pub fn listing(&self) -> Access {
        Access::new("s3:ListBucket", format!("arn:aws:s3:::{}", self.bucket))
    }
}

const UNKNOWN: (&str, &str) = ("Unknown", "s3:Unknown");

fn on_object(
    method: &str,
    query: &BTreeMap<String, String>,
    is_copy: bool,
) -> (&'static str, &'static str) {
    let has = |name: &str| query.contains_key(name);
    if ["acl", "attributes", "legal-hold", "retention", "tagging"].iter().any(|name| has(name)) {
        return UNKNOWN;
    }
    let read = if has("versionId") { "s3:GetObjectVersion" } else { "s3:GetObject" };
    match method {
        "GET" if has("uploadId") => ("ListParts", "s3:ListMultipartUploadParts"),
        "GET" => ("GetObject", read),
        "HEAD" => ("HeadObject", read),
        "PUT" if has("partNumber") => ("UploadPart", "s3:PutObject"),
        "PUT" if is_copy => ("CopyObject", "s3:PutObject"),
        "PUT" => ("PutObject", "s3:PutObject"),
        "POST" if has("uploads") => ("CreateMultipartUpload", "s3:PutObject"),
        "POST" if has("uploadId") => ("CompleteMultipartUpload", "s3:PutObject"),
        "DELETE" if has("uploadId") => ("AbortMultipartUpload", "s3:AbortMultipartUpload"),
        "DELETE" if has("versionId") => ("DeleteObject", "s3:DeleteObjectVersion"),
        "DELETE" => ("DeleteObject", "s3:DeleteObject"),
        _ => UNKNOWN,
    }
}

fn on_bucket(method: &str, query: &BTreeMap<String, String>) -> (&'static str, &'static str) {
    let has = |name: &str| query.contains_key(name);
    match method {
        "GET" if has("list-type") => ("ListObjectsV2", "s3:ListBucket"),
        "GET" if has("versions") => ("ListObjectVersions", "s3:ListBucketVersions"),
        "HEAD" => ("HeadBucket", "s3:ListBucket"),
        "POST" if has("delete") => ("DeleteObjects", "s3:DeleteObject"),
        _ => UNKNOWN,
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn query(text: &str) -> BTreeMap<String, String> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(method: &str, uri: &str) -> S3Call {
        let request = http::Request::builder().method(method).uri(uri).body(()).unwrap();
        call(&request.into_parts().0)
    }

    fn right(method: &str, uri: &str) -> (String, String) {
        let access = understood(method, uri).accesses.remove(0);
        (access.action, access.resource)
    }

    fn pair(action: &str, resource: &str) -> (String, String) {
        (action.to_owned(), resource.to_owned())
    }

    #[test]
    fn reading_the_head_of_an_object_needs_the_right_to_read_it() {
        let expected = pair("s3:GetObject", "arn:aws:s3:::b/raw/a b");
        assert_eq!(right("HEAD", "http://h/b/raw/a%20b"), expected);
        let expected = pair("s3:GetObjectVersion", "arn:aws:s3:::b/raw/a");
        assert_eq!(right("GET", "http://h/b/raw/a?versionId=1"), expected);
    }

    #[test]
    fn writing_and_listing_need_their_own_rights() {
        assert_eq!(
            right("PUT", "http://h/b/raw/a?x-id=PutObject"),
            pair("s3:PutObject", "arn:aws:s3:::b/raw/a")
        );
        let listing = understood("GET", "http://h/b/?list-type=2&prefix=raw%2F");
        assert_eq!(listing.operation, "ListObjectsV2");
        let access = listing.accesses.first().unwrap();
        assert_eq!(
            (access.action.as_str(), access.resource.as_str()),
            ("s3:ListBucket", "arn:aws:s3:::b")
        );
        assert_eq!(access.context, [(ContextKey::S3Prefix, "raw/".to_owned())]);
    }

    #[test]
    fn an_operation_nobody_knows_is_a_right_nobody_has() {
        assert_eq!(right("GET", "http://h/b/a?acl").0, "s3:Unknown");
    }
}
