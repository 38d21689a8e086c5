//! Examples of requests and answers, as the tests really sent and got them, with everything taken
//! out that differs from run to run: ids, hashes, links, cursors.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::money::Sha256Hex;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::call::{Call, Seen};
use crate::sent;

/// What is checked in.
const CHECKED_IN: &str = include_str!("../examples.json");

/// Nobody reads a longer example.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// How many characters of a text that is no JSON an example shows.
const TEXT_CHARACTERS_MAX: usize = 2_000;

/// The characters of the second part of an id.
const ID_ALPHABET: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ID_CHARACTERS: usize = 26;

/// How a cursor and a signed text look, whatever is in them.
const CURSOR: &str = "b3BhcXVlLWN1cnNvci1vZi1hLWxpc3Q";
const SIGNED: &str = "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl";

/// A request that a test sent, and the answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The path and the query.
    pub path: String,
    /// The JSON body of the request, or the beginning of a text.
    pub request: Option<Value>,
    /// The media type of the answer, with its parameters.
    pub media_type: Option<String>,
    /// The JSON body of the answer, or the beginning of a text; nothing of any other file.
    pub answer: Option<Value>,
    /// Of the request: the same in every run of the tests.
    pub fingerprint: String,
}

/// The best example of every kind of answer, by operation and by status and answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Examples(BTreeMap<String, BTreeMap<String, Example>>);

impl Examples {
    /// Those that stand beside this crate.
    pub fn checked_in() -> Examples {
        serde_json::from_str(CHECKED_IN).unwrap_or_default()
    }

    /// The example of one kind of answer: `of("GET /briefs", 200, "application/json")`; the answer is
    /// named as in [`Seen`].
    pub fn of(&self, operation: &str, status: u16, answer: &str) -> Option<&Example> {
        self.0.get(operation)?.get(&key(status, answer))
    }

    /// All of them, each with the operation, the status and the answer that it is of.
    pub fn iter(&self) -> impl Iterator<Item = (Seen, &Example)> {
        self.0.iter().flat_map(|(operation, examples)| {
            examples.iter().filter_map(|(key, example)| {
                let (status, answer) = key.split_once(' ').unwrap_or((key, ""));
                let (operation, answer) = (operation.clone(), answer.to_owned());
                Some((Seen { operation, status: status.parse().ok()?, answer }, example))
            })
        })
    }

    /// The fingerprints of all requests.
    pub fn fingerprints(&self) -> BTreeSet<String> {
        self.iter().map(|(_, example)| example.fingerprint.clone()).collect()
    }

    /// Those answers that are no refusals and whose request is not among the `sent` ones.
    pub fn never_sent(&self, sent: &BTreeSet<String>) -> Vec<Seen> {
        let unsent = self
            .iter()
            .filter(|(seen, example)| seen.status < 400 && !sent.contains(&example.fingerprint));
        unsent.map(|(seen, _)| seen).collect()
    }

    /// What is to be checked in: the examples of answers that are no refusals, and of every problem
    /// the one with the shortest answer.
    #[must_use]
    pub fn worth_keeping(&self) -> Examples {
        let mut shortest: BTreeMap<String, (usize, Seen)> = BTreeMap::new();
        let mut kept = Examples::default();
        for (seen, example) in self.iter() {
            if seen.status < 400 {
                kept.offer(&seen, example.clone());
                continue;
            }
            let length = example.length();
            let known = shortest.get(&seen.answer);
            if known.is_none_or(|(shortest, _)| length < *shortest) {
                shortest.insert(seen.answer.clone(), (length, seen));
            }
        }
        for (_, seen) in shortest.into_values() {
            if let Some(example) = self.of(&seen.operation, seen.status, &seen.answer) {
                kept.offer(&seen, example.clone());
            }
        }
        kept
    }

    /// The file that is checked in.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(&self.0).unwrap_or_default();
        format!("{text}\n")
    }

    /// Takes an example if it is better than the one before.
    pub(crate) fn offer(&mut self, seen: &Seen, example: Example) {
        let of_operation = self.0.entry(seen.operation.clone()).or_default();
        let key = key(seen.status, &seen.answer);
        let is_better = |known: &Example| {
            // Of two that are as good, always the same one.
            (example.rank(), &known.fingerprint) > (known.rank(), &example.fingerprint)
        };
        if of_operation.get(&key).is_none_or(is_better) {
            of_operation.insert(key, example);
        }
    }
}

fn key(status: u16, answer: &str) -> String {
    format!("{status} {answer}").trim_end().to_owned()
}

impl Example {
    /// How good an example the call is: how many different members are set, then how short it is.
    /// `None`: it is too long for one.
    pub(crate) fn worth(call: &Call<'_>) -> Option<(usize, Reverse<usize>)> {
        if call.body.len().max(call.answer_body.len()) > BODY_BYTES_MAX {
            return None;
        }
        let mut members = BTreeSet::new();
        for body in [call.body, call.answer_body] {
            if let Ok(value) = serde_json::from_slice(body) {
                set_members(&value, "", &mut members);
            }
        }
        let length = call.body.len().saturating_add(call.answer_body.len());
        Some((members.len(), Reverse(length)))
    }

    /// What is shown of the call; `None` where the gateway has no route for it.
    pub(crate) fn of(call: &Call<'_>) -> Option<Example> {
        call.route?;
        let mut names = Names { keeps_times: true, ..Names::default() };
        let path = names.target(call.target);
        let request = body(call.body).map(|body| names.value(body));
        let media_type = call.answer_header("content-type").map(str::to_owned);
        let answer = body(call.answer_body).map(|body| names.value(body));
        let fingerprint = Example::fingerprint(call);
        Some(Example { path, request, media_type, answer, fingerprint })
    }

    /// The SHA-256 of the request without what differs from run to run.
    pub(crate) fn fingerprint(call: &Call<'_>) -> String {
        let mut names = Names::default();
        let target = names.target(call.target);
        let body = body(call.body).map(|body| names.value(body)).unwrap_or_default();
        let route = call.route.unwrap_or_default();
        let request = format!("{} {route} {target} {body}", call.method);
        Sha256Hex::of(request.as_bytes()).to_string()
    }

    fn rank(&self) -> (usize, Reverse<usize>) {
        let mut members = BTreeSet::new();
        for body in [&self.request, &self.answer].into_iter().flatten() {
            set_members(body, "", &mut members);
        }
        (members.len(), Reverse(self.length()))
    }

    fn length(&self) -> usize {
        let length = |body: &Option<Value>| body.as_ref().map_or(0, |body| body.to_string().len());
        length(&self.request).saturating_add(length(&self.answer))
    }
}

/// A body as JSON; of another text its beginning; nothing of what is no text.
fn body(bytes: &[u8]) -> Option<Value> {
    if bytes.is_empty() {
        return None;
    }
    serde_json::from_slice(bytes).ok().or_else(|| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some(text.chars().take(TEXT_CHARACTERS_MAX).collect::<String>().into())
    })
}

/// The places of members that are not null, all items of a list as one.
fn set_members(value: &Value, place: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for item in items {
                set_members(item, &format!("{place}/*"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                set_members(member, &format!("{place}/{name}"), found);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.insert(place.to_owned());
        }
    }
}

/// The names that ids and hashes get, by the order in which they appear.
#[derive(Debug, Default)]
struct Names {
    /// What each one became.
    given: BTreeMap<String, String>,
    /// How many of each kind there are.
    counts: BTreeMap<String, usize>,
    /// Whether times are shown to the second; else none is told from another.
    keeps_times: bool,
}

impl Names {
    fn target(&mut self, target: &str) -> String {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = self.text(path);
        let mut pairs = Vec::new();
        for (name, value) in sent::query(&format!("?{query}")) {
            let value = if name == "cursor" { CURSOR.to_owned() } else { self.text(&value) };
            pairs.push(format!("{name}={}", value.replace(' ', "+")));
        }
        if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
    }

    fn value(&mut self, value: Value) -> Value {
        match value {
            Value::String(text) => self.text(&text).into(),
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => {
                let mut named = Map::new();
                for (name, member) in members {
                    let is_cursor =
                        matches!(name.as_str(), "next" | "cursor") && member.is_string();
                    let member = if is_cursor { CURSOR.into() } else { self.value(member) };
                    named.insert(self.text(&name), member);
                }
                named.into()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value,
        }
    }

    fn text(&mut self, text: &str) -> String {
        if let Some(seconds) = time(text) {
            return if self.keeps_times { seconds } else { "2026-03-02T09:00:00Z".to_owned() };
        }
        if text.starts_with("eyJ") && text.matches('.').count() == 2 {
            return SIGNED.to_owned();
        }
        let named = self.ids_and_hashes(text);
        let Some(rest) = named.strip_prefix("http://127.0.0.1:") else { return named };
        let place = rest.split_once('/').map_or("", |(_, path)| path);
        let place = place.split('?').next().unwrap_or_default();
        let signed =
            if text.contains("X-Amz-") { "?X-Amz-Expires=900&X-Amz-Signature=0" } else { "" };
        format!("https://files.coproducer.example/{place}{signed}")
    }

    /// The text with every id and every SHA-256 in it replaced.
    fn ids_and_hashes(&mut self, text: &str) -> String {
        let mut named = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_inside = named.ends_with(|before: char| before.is_ascii_alphanumeric());
            let length =
                if is_inside { None } else { id_length(rest).or_else(|| hash_length(rest)) };
            let length = length.unwrap_or_else(|| first.len_utf8());
            let (token, after) = rest.split_at(length);
            if length > ID_CHARACTERS {
                named.push_str(&self.name(token));
            } else {
                named.push_str(token);
            }
            rest = after;
        }
        named
    }

    fn name(&mut self, token: &str) -> String {
        if let Some(name) = self.given.get(token) {
            return name.clone();
        }
        let kind = token.split_once('_').map_or("", |(prefix, _)| prefix);
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count = count.saturating_add(1);
        let name =
            if kind.is_empty() { format!("{count:064x}") } else { format!("{kind}_01{count:024}") };
        self.given.insert(token.to_owned(), name.clone());
        name
    }
}

/// How long the id is that a text begins with.
fn id_length(text: &str) -> Option<usize> {
    let (prefix, rest) = text.split_once('_')?;
    let is_prefix = prefix.len() == 3 && prefix.bytes().all(|byte| byte.is_ascii_lowercase());
    let length = rest.bytes().take_while(|byte| ID_ALPHABET.contains(byte)).count();
    (is_prefix && length == ID_CHARACTERS)
        .then(|| prefix.len().saturating_add(1).saturating_add(length))
}

/// How long the SHA-256 is that a text begins with.
fn hash_length(text: &str) -> Option<usize> {
    let is_hex = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    let length = text.bytes().take_while(is_hex).count();
    let ends = !text.get(length..)?.starts_with(|after: char| after.is_ascii_alphanumeric());
    (length == 64 && ends).then_some(length)
}

/// A time to the second, where the text is one.
fn time(text: &str) -> Option<String> {
    let (seconds, rest) = text.split_at_checked(19)?;
    let has_shape = seconds
        .bytes()
        .zip(b"0000-00-00T00:00:00".iter())
        .all(|(byte, shape)| if *shape == b'0' { byte.is_ascii_digit() } else { byte == *shape });
    let zone = rest.trim_start_matches(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    (has_shape && zone == "Z").then(|| format!("{seconds}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const BRIEF: &str = "brf_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const OTHER: &str = "brf_71ARZ3NDEKTSV4RRFFQ69G5FAV";

    fn call<'call>(target: &'call str, body: &'call [u8], answer: &'call [u8]) -> Call<'call> {
        Call {
            method: "POST",
            route: Some("/briefs/{brief}"),
            target,
            headers: &[],
            body,
            status: 200,
            answer_headers: &[("content-type", "application/json")],
            answer_body: answer,
        }
    }

    #[test]
    fn ids_get_their_names_by_the_order_in_which_they_appear() {
        let target = format!("/briefs/{BRIEF}?cursor=abc&about={OTHER}");
        let hash = "ab".repeat(32);
        let answer = json!({
            "id": OTHER, "brief": BRIEF, "next": "xyz", "at": "2026-03-02T09:00:00.123Z",
            "link": format!("http://127.0.0.1:4711/bucket/{BRIEF}/a.wav?X-Amz-Signature=1"),
            "hash": hash, "not": format!("x{hash}"), "by": { BRIEF: 1 },
        });
        let answer = answer.to_string();
        let example = Example::of(&call(&target, b"{}", answer.as_bytes())).unwrap();
        let (first, second) = ("brf_01000000000000000000000001", "brf_01000000000000000000000002");
        assert_eq!(example.path, format!("/briefs/{first}?cursor={CURSOR}&about={second}"));
        let link = "https://files.coproducer.example/bucket/brf_01000000000000000000000001/a.wav\
                    ?X-Amz-Expires=900&X-Amz-Signature=0";
        let expected = json!({
            "id": second, "brief": first, "next": CURSOR, "at": "2026-03-02T09:00:00Z",
            "link": link, "hash": format!("{:064x}", 1), "not": format!("x{hash}"),
            "by": { first: 1 },
        });
        assert_eq!(example.answer, Some(expected));
    }

    #[test]
    fn a_request_has_the_same_fingerprint_in_every_run() {
        let of = |brief: &str, at: &str, words: &str| {
            let body = json!({ "brief": brief, "deadline": at, "words": words }).to_string();
            let target = format!("/briefs/{brief}");
            Example::fingerprint(&call(&target, body.as_bytes(), b"{}"))
        };
        let one = of(BRIEF, "2026-03-20T12:00:00Z", "warm");
        assert_eq!(one, of(OTHER, "2026-04-20T12:00:00.5Z", "warm"));
        assert_ne!(one, of(BRIEF, "2026-03-20T12:00:00Z", "cold"));
    }

    #[test]
    fn what_is_kept_is_the_fullest_answer_and_the_shortest_refusal() {
        let mut examples = Examples::default();
        let seen = |operation: &str, status, answer: &str| Seen {
            operation: operation.to_owned(),
            status,
            answer: answer.to_owned(),
        };
        for (operation, status, answer, body) in [
            ("GET /a", 200, "application/json", json!({ "a": 1 })),
            ("GET /a", 200, "application/json", json!({ "a": 1, "b": 2 })),
            ("GET /a", 404, "not_found", json!({ "title": "Not found" })),
            ("GET /b", 404, "not_found", json!({ "title": "No" })),
        ] {
            let body = body.to_string();
            let example = Example::of(&call("/a", b"", body.as_bytes())).unwrap();
            examples.offer(&seen(operation, status, answer), example);
        }
        let kept = examples.worth_keeping();
        let best = kept.of("GET /a", 200, "application/json").unwrap();
        assert_eq!(best.answer, Some(json!({ "a": 1, "b": 2 })));
        assert!(kept.of("GET /a", 404, "not_found").is_none());
        assert!(kept.of("GET /b", 404, "not_found").is_some());
        assert_eq!(serde_json::from_str::<Examples>(&kept.to_json()).unwrap(), kept);
    }
}
