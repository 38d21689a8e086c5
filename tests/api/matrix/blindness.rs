//! A reviewer is blind: whatever a co-producer of the brief asks before their answer is in, nothing
//! they are told and nothing they can hear says who wrote a track. The whole matrix is searched.

use std::collections::BTreeMap;

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
        sounds += usize::from(reply.body.starts_with(b"OggS"));
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
