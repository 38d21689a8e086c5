//! Which answers the document declares, and which of them were seen: every process of the tests
//! writes what it saw into a folder, and afterwards the two are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::call::{self, Call, Seen, Violation};
use crate::examples::{Example, Examples};
use crate::lookup::{self, Node};

/// A line of the file of a process.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// Seen for the first time in this process, or with a better example.
    Seen {
        #[serde(flatten)]
        seen: Seen,
        example: Option<Example>,
    },
    /// A request of which the checked-in examples have one.
    Sent { fingerprint: String },
    /// What the document does not say.
    Violation { text: String },
}

/// All that the processes of one run wrote.
#[derive(Debug, Default)]
pub struct Run {
    pub seen: BTreeSet<Seen>,
    /// The fingerprints of those checked-in examples that were sent.
    pub sent: BTreeSet<String>,
    pub violations: BTreeSet<String>,
    /// The best example of each kind of answer.
    pub examples: Examples,
}

/// Writes down what one process sees.
#[derive(Debug)]
pub struct Recorder {
    /// The fingerprints to look for.
    wanted: BTreeSet<String>,
    written: Mutex<Written>,
}

#[derive(Debug)]
struct Written {
    file: File,
    /// How good the best example so far is.
    seen: BTreeMap<Seen, Option<(usize, std::cmp::Reverse<usize>)>>,
    sent: BTreeSet<String>,
}

impl Recorder {
    /// Writes to a file of this process in `folder`, which is made; looks for the requests of the
    /// examples that are checked in.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn in_folder(folder: &Path) -> io::Result<Recorder> {
        fs::create_dir_all(folder)?;
        let file = folder.join(format!("{}.jsonl", std::process::id()));
        let file = File::options().create(true).append(true).open(file)?;
        let wanted = Examples::checked_in().fingerprints();
        let written = Written { file, seen: BTreeMap::new(), sent: BTreeSet::new() };
        Ok(Recorder { wanted, written: Mutex::new(written) })
    }

    /// Writes down what was seen, unless this process has seen as much before.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn record(&self, seen: &Seen, call: &Call<'_>) -> io::Result<()> {
        let worth = Example::worth(call);
        let mut lines = Vec::new();
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let before = written.seen.get(seen).copied();
        if before.is_none_or(|before| before < worth) {
            let example = worth.and_then(|_| Example::of(call));
            lines.push(Line::Seen { seen: seen.clone(), example });
            written.seen.insert(seen.clone(), worth);
        }
        if call.status < 400 && written.sent.len() < self.wanted.len() {
            let fingerprint = Example::fingerprint(call);
            if self.wanted.contains(&fingerprint) && written.sent.insert(fingerprint.clone()) {
                lines.push(Line::Sent { fingerprint });
            }
        }
        written.write(&lines)
    }

    /// Writes down what the document does not say.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn violated(&self, violation: &Violation) -> io::Result<()> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.write(&[Line::Violation { text: violation.to_string() }])
    }
}

impl Written {
    fn write(&mut self, lines: &[Line]) -> io::Result<()> {
        for line in lines {
            self.file.write_all(format!("{}\n", serde_json::to_string(line)?).as_bytes())?;
        }
        Ok(())
    }
}

impl Run {
    /// Reads what the processes of a run wrote; an absent folder is a run that saw nothing.
    ///
    /// # Errors
    /// When a file cannot be read, or has a line of another make.
    pub fn in_folder(folder: &Path) -> io::Result<Run> {
        let mut run = Run::default();
        if !folder.exists() {
            return Ok(run);
        }
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            files.push(entry?.path());
        }
        files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
        files.sort();
        for file in files {
            for line in fs::read_to_string(file)?.lines() {
                run.take(serde_json::from_str(line)?);
            }
        }
        Ok(run)
    }

    fn take(&mut self, line: Line) {
        match line {
            Line::Seen { seen, example } => {
                if let Some(example) = example {
                    self.examples.offer(&seen, example);
                }
                self.seen.insert(seen);
            }
            Line::Sent { fingerprint } => {
                self.sent.insert(fingerprint);
            }
            Line::Violation { text } => {
                self.violations.insert(text);
            }
        }
    }
}

/// Every kind of answer that the document declares.
pub fn declared(document: &Value) -> BTreeSet<Seen> {
    let mut declared = BTreeSet::new();
    let root = Node { pointer: String::new(), value: document };
    let Some(paths) = lookup::member(document, &root, "paths") else { return declared };
    for path in lookup::names(paths.value) {
        let Some(item) = lookup::member(document, &paths, path) else { continue };
        for method in lookup::names(item.value) {
            let operation = lookup::member(document, &item, method);
            let responses = operation.and_then(|it| lookup::member(document, &it, "responses"));
            let Some(responses) = responses else { continue };
            let name = format!("{} {path}", method.to_ascii_uppercase());
            for status in lookup::names(responses.value) {
                let response = lookup::member(document, &responses, status);
                let (Some(response), Ok(status)) = (response, status.parse()) else { continue };
                let answers = answers(document, &response).into_iter();
                declared.extend(answers.map(|answer| {
                    let operation = name.clone();
                    Seen { operation, status, answer }
                }));
            }
        }
    }
    declared
}

/// The names of the answers of one status.
fn answers(document: &Value, response: &Node<'_>) -> BTreeSet<String> {
    let content = lookup::member(document, response, "content");
    let names = content.as_ref().map(|content| lookup::names(content.value)).unwrap_or_default();
    let mut answers = BTreeSet::new();
    for name in &names {
        let form = content.as_ref().and_then(|all| lookup::member(document, all, name));
        let schema = form.and_then(|form| lookup::member(document, &form, "schema"));
        match schema.filter(|_| call::is_problem(name)) {
            Some(schema) => answers.extend(lookup::declared_problems(document, &schema)),
            None => {
                answers.insert(call::essence(name));
            }
        }
    }
    if names.is_empty() {
        answers.insert(String::new());
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        let problem = |names: &[&str]| {
            let names: Vec<String> = names
                .iter()
                .map(|name| format!("https://coproducer.example/problems/{name}"))
                .collect();
            json!({ "content": { "application/problem+json": { "schema": { "allOf": [
                { "$ref": "#/components/schemas/Problem" },
                { "properties": { "type": { "type": "string", "enum": names } } },
            ] } } } })
        };
        json!({
            "paths": { "/briefs/{brief}": { "get": { "responses": {
                "200": { "content": { "application/json": {}, "text/csv; charset=utf-8": {} } },
                "303": {},
                "404": problem(&["not_found"]),
                "503": { "$ref": "#/components/responses/Busy" },
            } } } },
            "components": {
                "responses": { "Busy": problem(&["busy", "broken"]) },
                "schemas": { "Problem": { "properties": { "type": { "type": "string" } } } },
            },
        })
    }

    fn seen(status: u16, answer: &str) -> Seen {
        let operation = "GET /briefs/{brief}".to_owned();
        Seen { operation, status, answer: answer.to_owned() }
    }

    #[test]
    fn every_answer_is_declared_by_status_and_problem() {
        let expected = [
            seen(200, "application/json"),
            seen(200, "text/csv"),
            seen(303, ""),
            seen(404, "not_found"),
            seen(503, "broken"),
            seen(503, "busy"),
        ];
        assert_eq!(Vec::from_iter(declared(&document())), expected);
    }

    #[test]
    fn what_a_process_saw_is_read_again_with_its_best_example() {
        let folder = std::env::temp_dir().join(format!("contract-{}", std::process::id()));
        let recorder = Recorder::in_folder(&folder).unwrap();
        let found = seen(200, "application/json");
        for body in [&br#"{"id": null, "state": "draft"}"#[..], br#"{"id": 1, "state": "open"}"#] {
            let call = Call {
                method: "GET",
                route: Some("/briefs/{brief}"),
                target: "/briefs/brf_01ARZ3NDEKTSV4RRFFQ69G5FAV",
                headers: &[],
                body: b"",
                status: 200,
                answer_headers: &[("content-type", "application/json")],
                answer_body: body,
            };
            recorder.record(&found, &call).unwrap();
            recorder.record(&found, &call).unwrap();
        }
        let run = Run::in_folder(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(run.seen, BTreeSet::from([found]));
        let example = run.examples.of("GET /briefs/{brief}", 200, "application/json").unwrap();
        assert_eq!(example.answer, Some(json!({ "id": 1, "state": "open" })));
        assert_eq!(example.path, "/briefs/brf_01000000000000000000000001");
    }
}
