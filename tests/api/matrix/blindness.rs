//! A reviewer is blind: whatever a co-producer of the brief asks before their answer is in, nothing
//! they are told and nothing they can hear says who wrote a track or tells the file by which it could
//! be found elsewhere. The whole matrix is searched.

use std::collections::BTreeMap;

use local::client::Reply;
use serde_json::Value;

use crate::matrix::ask::RowAnswer;
use crate::matrix::stage::{Caller, SIGNATURES, Stage, Subject, contains};

/// What must not reach a reviewer: who the writers are, by every name that the studio has of them.
fn secrets(stage: &Stage) -> Vec<String> {
    let ids = [&stage.writer, &stage.entered].map(|writer| writer.id.to_string());
    let subjects = SIGNATURES.map(local::tokens::subject);
    let names = SIGNATURES.map(str::to_owned);
    [ids, subjects, names].concat()
}

/// Every link in an answer, by what it leads to: the same object signed anew is the same object.
fn links(answers: &[&RowAnswer]) -> BTreeMap<String, String> {
    let mut links = BTreeMap::new();
    for answer in answers {
        collect(&answer.reply.json(), &mut links);
    }
    links
}

fn collect(json: &Value, links: &mut BTreeMap<String, String>) {
    match json {
        Value::String(text) if text.starts_with("http://127.0.0.1") => {
            let object = text.split('?').next().unwrap_or_default();
            links.insert(object.to_owned(), text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, links)),
        Value::Object(members) => members.values().for_each(|member| collect(member, links)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_blind(answer: &RowAnswer) -> bool {
    matches!(answer.caller, Caller::Reviewer | Caller::Colleague)
}

fn gives_away(what: &str, headers: &str, body: &[u8], secrets: &[String]) -> Vec<String> {
    let found = secrets.iter().filter(|secret| contains(body, secret) || headers.contains(*secret));
    found.map(|secret| format!("{what} says {secret}")).collect()
}

/// Searches every answer to those who judge, and everything that a link in one of them leads to.
pub(crate) async fn assert_no_writer_is_named(stage: &Stage, answers: &[RowAnswer]) {
    let secrets = secrets(stage);
    let blind: Vec<&RowAnswer> = answers.iter().filter(|answer| is_blind(answer)).collect();
    let mut given_away = Vec::new();
    for answer in &blind {
        let headers = format!("{:?}", answer.reply.headers);
        given_away.extend(gives_away(&answer.what, &headers, &answer.reply.body, &secrets));
    }
    let links = links(&blind);
    let mut sounds = 0;
    for (object, link) in &links {
        let reply = stage.world.http().get(link).send().await.unwrap();
        // A link to upload with is none to listen to.
        let is_raw = object.contains("/raw/");
        assert_eq!(reply.status, if is_raw { 403 } else { 200 }, "{object}");
        sounds += usize::from(reply.body.starts_with(&[0xff]));
        let headers = format!("{link} {:?}", reply.headers);
        given_away.extend(gives_away(object, &headers, &reply.body, &secrets));
    }
    assert!(given_away.is_empty(), "{}", given_away.join("\n"));
    assert_the_search_finds_them(stage, &secrets).await;
    assert!(sounds >= 1, "a reviewer has heard nothing: {:?}", links.keys());
}

/// The same search in what the client is told, who may know: ids and file names of both writers.
async fn assert_the_search_finds_them(stage: &Stage, secrets: &[String]) {
    let path = stage.place(Subject::Ours).fill("/briefs/{brief}/tracks");
    let reply = stage.owner.get(&path).await;
    let found = gives_away("the tracks, to their client,", "", &reply.body, secrets);
    assert_eq!(found.len(), 4, "{found:?}");
}

/// What tells the file of every track of our brief, as its client is told it.
async fn files(stage: &Stage) -> Vec<String> {
    let tracks = stage.owner.read(&stage.place(Subject::Ours).fill("/briefs/{brief}/tracks")).await;
    let versions = tracks["items"].as_array().unwrap().iter().map(|track| &track["versions"][0]);
    let mut told = Vec::new();
    for version in versions.filter(|version| version["facts"].is_object()) {
        let facts = &version["facts"];
        let words = [&facts["sha256"], &facts["codec"], &facts["format"], &version["content_type"]];
        told.extend(words.map(|word| word.as_str().unwrap().to_owned()));
        told.extend([
            facts["size_bytes"].to_string(),
            version["filename"].as_str().unwrap().into(),
        ]);
    }
    told
}

/// Whether a text says a word as a whole, not as a part of an id or a signature.
fn says(text: &str, word: &str) -> bool {
    let joins = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let (_, after) = rest.split_at(word.len());
        !joins(before.chars().next_back()) && !joins(after.chars().next())
    })
}

/// What ends the name of every preview, whatever the file is.
const PREVIEW: &str = ".mp3?";

fn told_of(reply: &Reply, files: &[String]) -> Vec<String> {
    let body = String::from_utf8_lossy(&reply.body).replace(PREVIEW, "?");
    let text = format!("{:?} {body}", reply.headers);
    files.iter().filter(|word| says(&text, word)).cloned().collect()
}

/// Searches everything that those who judge can read before they answer, and the headers of every
/// link in it.
pub(crate) async fn assert_no_file_is_told(stage: &Stage, answers: &[RowAnswer]) {
    let files = files(stage).await;
    assert_eq!(files.len(), 12, "two tracks: {files:?}");
    let read = answers.iter().filter(|answer| is_blind(answer) && answer.what.starts_with("GET "));
    let read: Vec<&RowAnswer> = read.collect();
    assert!(read.len() > 50, "{} answers", read.len());
    let mut told: Vec<String> = Vec::new();
    for answer in &read {
        let words = told_of(&answer.reply, &files);
        told.extend(words.iter().map(|word| format!("{} says {word}", answer.what)));
    }
    for (object, link) in links(&read) {
        let reply = stage.world.http().get(&link).send().await.unwrap();
        // Every preview is an MP3, whatever the file is.
        let sounds = ["/preview/", "/reference/"];
        let is_sound = sounds.iter().any(|prefix| object.contains(prefix));
        let is_preview = |word: &str| is_sound && word.contains("mp");
        let headers = format!("{object} {:?}", reply.headers);
        let words = files.iter().filter(|word| says(&headers, word) && !is_preview(word));
        told.extend(words.map(|word| format!("{object} says {word}")));
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Once our track has its answer, who gave it is told the file, and their colleague is not.
pub(crate) async fn assert_the_file_is_told_to_who_answered(stage: &Stage) {
    let place = stage.place(Subject::Ours);
    let files = files(stage).await;
    let (track, listen) = ("/briefs/{brief}/tracks/{track}", "/versions/1/listen");
    let track = place.fill(track);
    let listen = format!("{track}{listen}");
    for (person, path, is_told) in [
        (&stage.reviewer, &track, true),
        (&stage.reviewer, &listen, true),
        (&stage.colleague, &track, false),
    ] {
        let reply = person.get(path).await;
        assert_eq!(reply.status, 200, "{path}");
        let told = told_of(&reply, &files);
        assert_eq!(!told.is_empty(), is_told, "{} of {path}: {told:?}", person.name);
    }
}
