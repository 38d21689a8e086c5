//! The requests in `docs/http`, a file a journey, sent in the order in which a person reads them:
//! each must succeed, and its answer is held to the API document as every other one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use http::Method;
use local::client::{ClientRequest, Reply};
use tests::{Person, World};

/// One request of a file.
#[derive(Debug, PartialEq, Eq)]
struct FileRequest {
    /// What it does, in words.
    title: String,
    /// Under which name later requests use its answer; empty: under none.
    name: String,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// The requests of a file: `### title`, `# @name x`, the method and the URL, headers, an empty line,
/// the body.
fn requests(text: &str) -> Vec<FileRequest> {
    let parts = text.split("\n###").map(|part| part.trim_start_matches("###"));
    let requests = parts.filter_map(|part| {
        let (title, rest) = part.split_once('\n')?;
        let mut lines = rest.lines();
        let mut name = "";
        let first = lines.by_ref().find(|line| {
            name = line.strip_prefix("# @name ").unwrap_or(name);
            !line.is_empty() && !line.starts_with(['#', '@']) && !line.starts_with("//")
        })?;
        let (method, url) = first.split_once(' ')?;
        let headers = lines.by_ref().take_while(|line| !line.trim().is_empty());
        let headers = headers.filter_map(|line| line.split_once(':'));
        let headers: Vec<(String, String)> =
            headers.map(|(name, value)| (name.trim().into(), value.trim().into())).collect();
        let body = lines.collect::<Vec<_>>().join("\n");
        Some(FileRequest {
            title: title.trim().to_owned(),
            name: name.trim().to_owned(),
            method: method.to_owned(),
            url: url.trim().trim_end_matches(" HTTP/1.1").to_owned(),
            headers,
            body: body.trim().to_owned(),
        })
    });
    requests.collect()
}

/// What stands for `{{…}}` so far.
struct Variables {
    world: World,
    /// The answers of the requests that have a name.
    answers: BTreeMap<String, Reply>,
    /// `@name = value` at the beginning of a file.
    set: BTreeMap<String, String>,
}

impl Variables {
    /// The text with every variable replaced by its value.
    fn fill(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (variable, after) = after.split_once("}}").expect("a variable ends");
            filled.push_str(before);
            filled.push_str(&self.value(variable.trim()));
            rest = after;
        }
        filled + rest
    }

    fn value(&self, variable: &str) -> String {
        if variable == "host" {
            return self.world.studio.url().to_owned();
        }
        if let Some(name) = variable.strip_prefix("token_") {
            return self.person(name).token();
        }
        if let Some(value) = self.set.get(variable) {
            return self.fill(value);
        }
        let (name, path) = variable.split_once(".response.").unwrap_or_else(|| {
            panic!("{{{{{variable}}}}} is no variable");
        });
        let reply = self.answers.get(name).unwrap_or_else(|| panic!("no answer is named {name}"));
        if let Some(header) = path.strip_prefix("headers.") {
            return reply.header(header).to_owned();
        }
        let pointer = path.trim_start_matches("body.").replace("$.", "");
        let pointer = pointer.replace('[', "/").replace(']', "").replace('.', "/");
        let body = reply.json();
        let value = body.pointer(&format!("/{pointer}"));
        let value = value.unwrap_or_else(|| panic!("{variable}: there is none in {body}"));
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// The same people as at the head of each file.
    fn person(&self, name: &str) -> Person {
        match name {
            "clara" => self.world.client(name),
            "olga" | "otto" => self.world.operator(name),
            _ => self.world.composer(name),
        }
    }

    /// Whoever has a token in the file has signed in, as the deployment does with a new token.
    async fn sign_in(&self, text: &str) {
        let names = text.split("{{token_").skip(1).filter_map(|rest| rest.split("}}").next());
        for name in names.collect::<BTreeSet<_>>() {
            self.person(name).sign_in().await;
        }
    }

    async fn send(&self, request: &FileRequest) -> Reply {
        let method: Method = request.method.parse().expect("a method");
        let url = self.fill(&request.url);
        // What goes to the studio goes by its path, so that it is held to the document.
        let target = url.strip_prefix(self.world.studio.url()).unwrap_or(&url);
        let client = self.world.http();
        let headers = request.headers.iter();
        let call = headers.fold(client.request(method, target), |call, (name, value)| {
            call.header(name, &self.fill(value))
        });
        let call: ClientRequest<'_> = call.bytes(self.fill(&request.body).into_bytes());
        call.send().await.expect("the studio answers")
    }
}

fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/http");
    let files = fs::read_dir(folder).expect("the folder of the journeys");
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "http"));
    files.sort();
    files
}

#[tokio::test]
async fn every_request_in_docs_http_succeeds() {
    let files = files();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let set = text.lines().filter_map(|line| line.strip_prefix('@')?.split_once('='));
        let set = set.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        let set: BTreeMap<String, String> = set.filter(|(name, _)| name != "host").collect();
        let world = World::start().await;
        let mut variables = Variables { world, answers: BTreeMap::new(), set };
        variables.sign_in(&text).await;
        let requests = requests(&text);
        assert!(!requests.is_empty(), "{}", file.display());
        for request in requests {
            let reply = variables.send(&request).await;
            variables.world.settle().await;
            let place = format!("{}: {}", file.display(), request.title);
            let answer = String::from_utf8_lossy(&reply.body);
            assert!(reply.status.is_success(), "{place}: {} {answer}", reply.status);
            if !request.name.is_empty() {
                variables.answers.insert(request.name, reply);
            }
        }
    }
}

#[test]
fn a_file_is_read_request_by_request() {
    let text = "@host = http://127.0.0.1:4321\n# What a client does.\n\n### A draft\n# @name draft\n\
                POST {{host}}/briefs\nAuthorization: Bearer {{token_client}}\n\
                content-type: application/json\n\n{\n  \"title\": \"x\"\n}\n\n### Read it\n\
                GET {{host}}/briefs/{{draft.response.body.id}}\n";
    let [draft, read] = requests(text).try_into().unwrap();
    assert_eq!((draft.title.as_str(), draft.name.as_str()), ("A draft", "draft"));
    assert_eq!((draft.method.as_str(), draft.url.as_str()), ("POST", "{{host}}/briefs"));
    assert_eq!(draft.headers[1], ("content-type".to_owned(), "application/json".to_owned()));
    assert_eq!(draft.body, "{\n  \"title\": \"x\"\n}");
    assert_eq!((read.title.as_str(), read.name.as_str()), ("Read it", ""));
    assert_eq!((read.headers.len(), read.body.as_str()), (0, ""));
}
