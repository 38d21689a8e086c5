//! The pages about the API that only a laptop serves: the document with forms to try it, the document
//! itself, and what the problems mean. They come from the workspace; AWS never has them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use demo::cast::EVERYBODY;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use crate::gateway::GatewayResponse;

const OK: StatusCode = StatusCode::OK;
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// What a problem's `type` has before its name, where the studio is the host.
const PROBLEMS: &str = "/problems/";

/// A page may ask nobody but the studio, whatever the document or a package of it says. Swagger UI
/// styles elements and draws small pictures from data of its own.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// What stands above the plain document.
const WITHOUT_PAGE: &str = "# Install Node.js 20 or later (https://nodejs.org) and start the studio \
                            again with `cargo run`: a minute later this page has forms to try it.\n\n";

/// Where the pages come from.
#[derive(Debug, Clone)]
pub(crate) struct Docs {
    /// What `npm run build` has made.
    built: PathBuf,
}

impl Docs {
    pub(crate) fn of_workspace() -> Self {
        Self { built: crate::web::folder().join("dist/docs") }
    }

    /// The answer to a request for one of the pages; `None` where it is not for one.
    pub(crate) fn answer<Body>(&self, request: &Request<Body>) -> Option<GatewayResponse> {
        if request.method() != Method::GET {
            return None;
        }
        let path = request.uri().path();
        if let Some(name) = path.strip_prefix(PROBLEMS) {
            return Some(problem(name));
        }
        match path {
            "/docs" => Some(self.front()),
            "/docs/openapi.yaml" => Some(page_or_none("application/yaml", document())),
            "/docs/people.json" => Some(page(OK, "application/json", people().to_string())),
            "/docs/problems" => {
                Some(page_or_none(HTML, problems().map(|problems| as_html(&problems))))
            }
            _ => path.strip_prefix("/docs/").map(|name| self.asset(name)),
        }
    }

    fn front(&self) -> GatewayResponse {
        match std::fs::read_to_string(self.built.join("index.html")) {
            Ok(index) => page(OK, HTML, index),
            Err(_) => page_or_none(TEXT, document().map(|text| format!("{WITHOUT_PAGE}{text}"))),
        }
    }

    /// One of the built files, which lie beside each other.
    fn asset(&self, name: &str) -> GatewayResponse {
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        let kind = Path::new(name).extension().and_then(|extension| extension.to_str());
        let kind = match kind {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("png") => "image/png",
            _ => TEXT,
        };
        match std::fs::read(self.built.join(name)) {
            Ok(bytes) if is_plain => page(OK, kind, bytes),
            Ok(_) | Err(_) => page(StatusCode::NOT_FOUND, TEXT, "there is no such page"),
        }
    }
}

fn page(status: StatusCode, kind: &'static str, body: impl Into<Vec<u8>>) -> GatewayResponse {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    // The next start may bring other pages.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The checked-in document. It is not compiled in: the command that writes it must be built without.
fn document() -> Option<String> {
    of_workspace("infra/openapi.yaml")
}

fn problems() -> Option<String> {
    of_workspace("docs/problems.md")
}

fn of_workspace(path: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).ok()
}

fn page_or_none(kind: &'static str, body: Option<String>) -> GatewayResponse {
    match body {
        Some(body) => page(OK, kind, body),
        None => {
            page(StatusCode::NOT_FOUND, TEXT, "the workspace of this program is not here any more")
        }
    }
}

/// Whom the page offers a token of.
fn people() -> Value {
    let people = EVERYBODY.iter();
    people.map(|one| json!({ "name": one.name, "group": one.group, "part": one.part })).collect()
}

/// Where a problem's `type` leads: to its section of the page.
fn problem(name: &str) -> GatewayResponse {
    let problems = problems().unwrap_or_default();
    let is_told = problems.lines().filter_map(heading).any(|heading| anchor(heading) == name);
    let location = HeaderValue::from_str(&format!("/docs/problems#{name}"));
    match location {
        Ok(location) if is_told => {
            let mut response = page(StatusCode::SEE_OTHER, TEXT, "");
            response.headers_mut().insert(LOCATION, location);
            response
        }
        Ok(_) | Err(_) => page(StatusCode::NOT_FOUND, TEXT, "there is no such problem"),
    }
}

/// The words of a heading of Markdown; `None` for any other line.
fn heading(line: &str) -> Option<&str> {
    line.starts_with('#').then(|| line.trim_start_matches('#').trim())
}

/// What a section is found by: its heading, which is the problem's name.
fn anchor(heading: &str) -> String {
    heading.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect()
}

/// Markdown as people write it, with its headings to lead to; everything else stays as it is.
fn as_html(markdown: &str) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Problems</title>\
         <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;\
         padding:0 1rem}pre{white-space:pre-wrap;font:inherit}:target{background:#ffef9e}</style>",
    );
    let mut is_code = false;
    let mut text = String::new();
    for line in markdown.lines() {
        is_code ^= line.starts_with("```");
        if let Some(heading) = heading(line).filter(|_| !is_code) {
            flush(&mut text, &mut html);
            let (id, words) = (anchor(heading), escaped(&heading.replace('`', "")));
            // Writing into a String cannot fail.
            write!(html, "<h2 id=\"{id}\">{words}</h2>").ok();
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    flush(&mut text, &mut html);
    html
}

fn flush(text: &mut String, html: &mut String) {
    let words = text.trim();
    if !words.is_empty() {
        write!(html, "<pre>{}</pre>", escaped(words)).ok();
    }
    text.clear();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(docs: &Docs, method: Method, path: &str) -> Option<GatewayResponse> {
        docs.answer(&Request::builder().method(method).uri(path).body(()).unwrap())
    }

    fn read(docs: &Docs, path: &str) -> (StatusCode, String) {
        let answer = asked(docs, Method::GET, path).unwrap();
        (answer.status(), String::from_utf8(answer.body().clone()).unwrap())
    }

    fn unbuilt() -> Docs {
        Docs { built: PathBuf::from("nowhere") }
    }

    #[test]
    fn without_a_build_the_page_is_the_document_and_a_sentence_on_what_to_install() {
        let (status, text) = read(&unbuilt(), "/docs");
        assert_eq!(status, OK);
        assert!(text.starts_with("# Install Node.js 20"));
        assert!(text.ends_with(&document().unwrap()) && text.contains("openapi: "));
    }

    #[test]
    fn a_built_page_may_ask_nobody_but_the_studio_and_lets_nothing_else_of_the_disk_out() {
        let folder = tempfile::tempdir().unwrap();
        let built = folder.path().join("docs");
        std::fs::create_dir(&built).unwrap();
        std::fs::write(built.join("index.html"), "<p>page</p>").unwrap();
        std::fs::write(built.join("docs.js"), "1").unwrap();
        std::fs::write(folder.path().join("secret"), "secret").unwrap();
        let docs = Docs { built };
        let front = asked(&docs, Method::GET, "/docs").unwrap();
        let policy = front.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("http"));
        let script = asked(&docs, Method::GET, "/docs/docs.js").unwrap();
        assert_eq!(script.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
        for outside in ["/docs/../secret", "/docs/", "/docs/none.js", "/docs/a/b"] {
            assert_eq!(read(&docs, outside).0, StatusCode::NOT_FOUND, "{outside}");
        }
    }

    #[test]
    fn everything_else_is_the_gateways() {
        for (method, path) in [
            (Method::POST, "/docs"),
            (Method::GET, "/documents"),
            (Method::GET, "/problems"),
            (Method::GET, "/me"),
        ] {
            assert!(asked(&unbuilt(), method, path).is_none(), "{path}");
        }
    }

    #[test]
    fn the_type_of_a_problem_leads_to_its_section() {
        let answer = asked(&unbuilt(), Method::GET, "/problems/validation").unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()[LOCATION], "/docs/problems#validation");
        assert!(read(&unbuilt(), "/docs/problems").1.contains("<h2 id=\"validation\">"));
        assert_eq!(read(&unbuilt(), "/problems/none_such").0, StatusCode::NOT_FOUND);
    }

    #[test]
    fn a_page_of_markdown_keeps_its_words_and_says_nothing_to_the_browser() {
        let html = as_html("# Problems\n\n## `stale`\n\na <b> & c\n```\n# no heading\n```\n");
        assert!(html.contains("<h2 id=\"stale\">stale</h2><pre>a &lt;b&gt; &amp; c\n"));
        assert!(!html.contains("no heading</h2>"));
    }

    #[test]
    fn the_people_of_the_story_are_offered() {
        let people = people();
        assert_eq!(people.as_array().unwrap().len(), EVERYBODY.len());
        assert_eq!(people[0], json!({ "name": "Clara", "group": "client", "part": "client" }));
    }
}
