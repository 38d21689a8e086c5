//! The studio's own pages, as the deployment serves them from its private bucket: the front page, every
//! address below `/studio/`, and the files that these name, whose names hold their hash
//! (docs/adr/0035-the-studio-under-one-address.md). They are what `npm run build` has made in `web/`.

use std::path::{Path, PathBuf};

use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use crate::gateway::GatewayResponse;
use crate::web::{self, Progress};

const HTML: &str = "text/html; charset=utf-8";

/// Ends the name of a file's compressed copy, which the build has made.
const COMPRESSED: &str = "gz";

/// Whatever happens to the pages.
const API_ANSWERS: &str = "<p>Everything else answers already: <a href=\"/docs\">the API and its \
    document</a>.</p>";

/// What stands there until the pages are built.
fn without_pages(progress: &Progress) -> String {
    let (head, title, words) = match progress {
        Progress::Running(command) => (
            "<meta http-equiv=\"refresh\" content=\"2\">",
            "The studio\u{2019}s pages are being built",
            format!(
                "<p>That takes less than a minute, once. Running: <code>{command}</code>.</p>\
                 <p>This page opens the studio by itself when it is done.</p>"
            ),
        ),
        Progress::Failed(words) => (
            "",
            "The studio\u{2019}s pages could not be built",
            format!(
                "<p>{}</p><p>Mend that, and start <code>cargo run</code> again.</p>",
                words.replace('&', "&amp;").replace('<', "&lt;")
            ),
        ),
        Progress::NoNode | Progress::Idle => (
            "",
            "One thing is missing: Node.js",
            "<p>The studio runs. To build its pages it needs \
             <a href=\"https://nodejs.org/en/download\">Node.js 20 or later</a>.</p>\
             <p>Install it and start <code>cargo run</code> again: the pages are built by \
             themselves, in less than a minute.</p>"
                .to_owned(),
        ),
    };
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">{head}<title>Coproducer</title>\
         <main><h1>{title}</h1>{words}{API_ANSWERS}</main>"
    )
}

/// The content policy of the pages, on a laptop as in a deployment: `template.yaml` has the same words,
/// with its own addresses in the two places.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    worker-src 'self'; connect-src 'self' {connect}; media-src 'self' {media}; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Where the addresses stand that pages send to and fetch from, besides the studio.
const FOREIGN_CONNECT: &str = "{connect}";
/// Where those stand that sound comes from.
const FOREIGN_MEDIA: &str = "{media}";

/// Where the pages come from, and whom they may ask.
#[derive(Debug, Clone)]
pub(crate) struct Pages {
    built: PathBuf,
    policy: HeaderValue,
}

/// What is sent of a file.
#[derive(Debug)]
struct BuiltFile {
    bytes: Vec<u8>,
    is_compressed: bool,
}

impl BuiltFile {
    fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, is_compressed: false }
    }
}

impl Pages {
    /// `buckets` is the address of the links to files: pages send and play files there.
    pub(crate) fn of_workspace(buckets: &str) -> Self {
        Self::built_in(web::folder().join("dist/app"), buckets)
    }

    fn built_in(built: PathBuf, buckets: &str) -> Self {
        let policy = POLICY.replace(FOREIGN_CONNECT, buckets).replace(FOREIGN_MEDIA, buckets);
        let policy = HeaderValue::from_str(&policy);
        // An address is a header value; without one the pages may ask nobody.
        let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { built, policy }
    }

    /// The answer to a request for a page or one of its files; `None` where it is for neither.
    pub(crate) fn answer<Body>(&self, request: &Request<Body>) -> Option<GatewayResponse> {
        // The connection leaves the body of an answer to HEAD out.
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            return None;
        }
        let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let takes_gzip = accepted.is_some_and(|accepted| {
            accepted
                .split(',')
                .any(|one| one.split(';').next().is_some_and(|one| one.trim() == "gzip"))
        });
        let path = request.uri().path();
        if ["/", "/studio"].contains(&path) || path.starts_with("/studio/") {
            return Some(self.front(takes_gzip));
        }
        path.strip_prefix("/assets/").map(|name| self.asset(name, takes_gzip))
    }

    fn front(&self, takes_gzip: bool) -> GatewayResponse {
        // The next build has other files.
        if let Some(index) = self.file("index.html", takes_gzip) {
            return self.page(StatusCode::OK, HTML, "no-cache", index);
        }
        let page = without_pages(&web::progress()).into_bytes();
        self.page(StatusCode::OK, HTML, "no-store", BuiltFile::plain(page))
    }

    /// The file, or its compressed copy for whoever takes that.
    fn file(&self, path: &str, takes_gzip: bool) -> Option<BuiltFile> {
        let compressed = || std::fs::read(self.built.join(format!("{path}.{COMPRESSED}"))).ok();
        if let Some(bytes) = takes_gzip.then(compressed).flatten() {
            return Some(BuiltFile { bytes, is_compressed: true });
        }
        std::fs::read(self.built.join(path)).ok().map(BuiltFile::plain)
    }

    /// One of the files, which lie beside each other and never change under their names.
    fn asset(&self, name: &str, takes_gzip: bool) -> GatewayResponse {
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        let kind = match Path::new(name).extension().and_then(|extension| extension.to_str()) {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        };
        match self.file(&format!("assets/{name}"), takes_gzip) {
            Some(file) if is_plain => {
                self.page(StatusCode::OK, kind, "public, max-age=31536000, immutable", file)
            }
            Some(_) | None => {
                let words = BuiltFile::plain(b"there is no such file".to_vec());
                self.page(StatusCode::NOT_FOUND, HTML, "no-cache", words)
            }
        }
    }

    fn page(
        &self,
        status: StatusCode,
        kind: &'static str,
        kept: &'static str,
        file: BuiltFile,
    ) -> GatewayResponse {
        let mut response = Response::new(file.bytes);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if file.is_compressed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
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
    }

    #[test]
    fn until_the_pages_are_built_the_front_page_says_how_far_they_are() {
        let page = without_pages(&Progress::Running("npm ci"));
        assert!(page.contains("http-equiv=\"refresh\"") && page.contains("npm ci"), "{page}");
        let page = without_pages(&Progress::NoNode);
        assert!(page.contains("Node.js 20") && page.contains("/docs"), "{page}");
        assert!(!page.contains("refresh"), "{page}");
        let page = without_pages(&Progress::Failed("no <network> & no cache".to_owned()));
        assert!(page.contains("no &lt;network> &amp; no cache"), "{page}");
    }

    #[test]
    fn who_takes_compressed_files_gets_them() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("assets")).unwrap();
        std::fs::write(folder.path().join("assets/a-1.js"), "long").unwrap();
        std::fs::write(folder.path().join("assets/a-1.js.gz"), "short").unwrap();
        let pages = Pages::built_in(folder.path().to_owned(), "http://127.0.0.1:4243");
        let ask = |accepted: &str, method: Method| {
            let request = Request::builder().method(method).uri("/assets/a-1.js");
            let request = request.header(ACCEPT_ENCODING, accepted).body(()).unwrap();
            let response = pages.answer(&request).unwrap();
            let encoding = response.headers().get(CONTENT_ENCODING).cloned();
            (encoding, String::from_utf8_lossy(response.body()).into_owned())
        };
        let compressed = (Some(HeaderValue::from_static("gzip")), "short".to_owned());
        assert_eq!(ask("br, gzip;q=0.8", Method::GET), compressed);
        assert_eq!(ask("gzip", Method::HEAD), compressed);
        assert_eq!(ask("br, x-gzip", Method::GET), (None, "long".to_owned()));
    }
}
