//! The studio's own pages, as the deployment serves them from its private bucket: the front page, every
//! address below `/studio/`, and the files that these name, whose names hold their hash
//! (docs/adr/0035-the-studio-under-one-address.md). They are what `npm run build` has made in `web/`.

use std::path::{Path, PathBuf};

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use crate::gateway::GatewayResponse;

const HTML: &str = "text/html; charset=utf-8";

/// What stands there until the pages are built.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><title>Coproducer</title>\
    <h1>The studio is running, its pages are not built yet</h1>\
    <p>With <a href=\"https://nodejs.org\">Node.js 20 or later</a> installed, <code>cargo run</code> \
    builds them by itself in less than a minute: then reload this page.</p>\
    <p>Without them everything else is as ever: <a href=\"/docs\">the API and its document</a>.</p>";

/// Where the pages come from, and whom they may ask.
#[derive(Debug, Clone)]
pub(crate) struct Pages {
    built: PathBuf,
    policy: HeaderValue,
}

impl Pages {
    /// `buckets` is the address of the links to files: pages send and play files there.
    pub(crate) fn of_workspace(buckets: &str) -> Self {
        Self::built_in(crate::web::folder().join("dist/app"), buckets)
    }

    fn built_in(built: PathBuf, buckets: &str) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
             worker-src 'self'; connect-src 'self' {buckets}; media-src 'self' {buckets}; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        let policy = HeaderValue::from_str(&policy);
        // An address is a header value; without one the pages may ask nobody.
        let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { built, policy }
    }

    /// The answer to a request for a page or one of its files; `None` where it is for neither.
    pub(crate) fn answer<Body>(&self, request: &Request<Body>) -> Option<GatewayResponse> {
        if request.method() != Method::GET {
            return None;
        }
        let path = request.uri().path();
        if ["/", "/studio"].contains(&path) || path.starts_with("/studio/") {
            return Some(self.front());
        }
        path.strip_prefix("/assets/").map(|name| self.asset(name))
    }

    fn front(&self) -> GatewayResponse {
        let index = std::fs::read(self.built.join("index.html"));
        // The next build has other files.
        self.page(StatusCode::OK, HTML, "no-cache", index.unwrap_or_else(|_| NOT_BUILT.into()))
    }

    /// One of the files, which lie beside each other and never change under their names.
    fn asset(&self, name: &str) -> GatewayResponse {
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        let kind = match Path::new(name).extension().and_then(|extension| extension.to_str()) {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        };
        match std::fs::read(self.built.join("assets").join(name)) {
            Ok(bytes) if is_plain => {
                self.page(StatusCode::OK, kind, "public, max-age=31536000, immutable", bytes)
            }
            Ok(_) | Err(_) => {
                self.page(StatusCode::NOT_FOUND, HTML, "no-cache", "there is no such file")
            }
        }
    }

    fn page(
        &self,
        status: StatusCode,
        kind: &'static str,
        kept: &'static str,
        body: impl Into<Vec<u8>>,
    ) -> GatewayResponse {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
        headers.insert(CONTENT_SECURITY_POLICY, self.policy.clone());
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pages: &Pages, path: &str) -> Option<(u16, String, String)> {
        let response = pages.answer(&Request::get(path).body(()).unwrap())?;
        let kept = response.headers()[CACHE_CONTROL].to_str().unwrap().to_owned();
        let body = String::from_utf8_lossy(response.body()).into_owned();
        Some((response.status().as_u16(), kept, body))
    }

    #[test]
    fn every_address_of_the_studio_is_its_page_and_files_are_kept_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("assets")).unwrap();
        std::fs::write(folder.path().join("index.html"), "the studio").unwrap();
        std::fs::write(folder.path().join("assets/a-1.js"), "go").unwrap();
        let pages = Pages::built_in(folder.path().to_owned(), "http://127.0.0.1:4243");
        for path in ["/", "/studio", "/studio/queue", "/studio/signed-in?code=1"] {
            let page = (200, "no-cache".to_owned(), "the studio".to_owned());
            assert_eq!(asked(&pages, path), Some(page), "{path}");
        }
        let (status, kept, body) = asked(&pages, "/assets/a-1.js").unwrap();
        assert_eq!((status, body.as_str()), (200, "go"));
        assert!(kept.contains("immutable"), "{kept}");
        for path in ["/assets/b-2.js", "/assets/../index.html", "/assets/"] {
            assert_eq!(asked(&pages, path).unwrap().0, 404, "{path}");
        }
        for path in ["/briefs", "/me", "/studio.json", "/docs"] {
            assert_eq!(asked(&pages, path), None, "{path}");
        }
        let posted = Request::post("/").body(()).unwrap();
        assert!(pages.answer(&posted).is_none());
    }

    #[test]
    fn pages_ask_the_studio_and_its_buckets_and_nobody_else() {
        let pages = Pages::built_in(PathBuf::new(), "http://127.0.0.1:4243");
        let response = pages.answer(&Request::get("/").body(()).unwrap()).unwrap();
        let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("connect-src 'self' http://127.0.0.1:4243;"), "{policy}");
        assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        let body = String::from_utf8_lossy(response.body());
        assert!(body.contains("Node.js 20") && body.contains("/docs"), "{body}");
    }
}
