//! Walks through a table, asks every cell, and lists those that were answered otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use http::Method;
use local::client::Reply;
use tests::ReplyChecks;

use crate::matrix::bodies;
use crate::matrix::stage::{Caller, Stage, Subject};
use crate::matrix::table::{self, Row};

/// One answered cell.
#[derive(Debug)]
pub(crate) struct RowAnswer {
    pub(crate) caller: Caller,
    pub(crate) what: String,
    pub(crate) reply: Reply,
    /// How many calls to AWS it took.
    calls: usize,
}

/// Asks everything and stops with the list of cells that were answered otherwise.
pub(crate) async fn everything(stage: &Stage, text: &str) -> Vec<RowAnswer> {
    let tokens = stage.tokens();
    let mut all = Vec::new();
    let (mut wrong, mut hints, mut slower) = (Vec::new(), Vec::new(), Vec::<String>::new());
    for row in table::parse(text) {
        let mut refusals = BTreeSet::new();
        let mut hidden = Vec::new();
        for (subject, expected) in &row.expected {
            wrong.extend(unread_query(stage, &tokens, &row, (*subject, expected)).await);
            let answers = ask(stage, &tokens, &row, *subject).await;
            let found = answers.iter().map(|one| one.reply.status.as_u16());
            if !found.eq(expected.iter().copied()) {
                wrong.push(difference(&row, *subject, expected, &answers));
            }
            refusals.extend(words_of_the_hidden(*subject, &answers));
            if matches!(subject, Subject::Theirs | Subject::Missing) {
                hidden.push(calls_of_the_hidden(&answers));
            }
            all.extend(answers);
        }
        if let [theirs, missing] = hidden.as_slice()
            && theirs
                .iter()
                .any(|(caller, calls)| missing.get(caller).is_some_and(|of| of != calls))
        {
            slower.push(format!("{}: {theirs:?} {missing:?}", row.route()));
        }
        if refusals.len() > 1 {
            hints.push(format!("{}: {refusals:#?}", row.route()));
        }
    }
    assert!(wrong.is_empty(), "{} rows are answered otherwise:\n{}", wrong.len(), wrong.join("\n"));
    assert!(hints.is_empty(), "theirs is not told of as the missing is: {}", hints.join("\n"));
    let told = "theirs is refused by more or fewer calls than the missing";
    assert!(slower.is_empty(), "{told}:\n{}", slower.join("\n"));
    let (cells, denied) = (all.len(), stage.world.denied());
    assert!(denied.is_empty(), "{cells} cells asked for more than the policies allow: {denied:?}");
    all
}

/// The calls that the functions with routes have made.
fn calls_so_far(stage: &Stage) -> usize {
    let functions = ["Briefs", "Uploads", "Reviews", "Members", "Months"];
    let connector = stage.world.studio.sdk_connector();
    functions.iter().map(|name| connector.count_calls(&format!("{name}Function"))).sum()
}

async fn ask(
    stage: &Stage,
    tokens: &[Option<String>],
    row: &Row,
    subject: Subject,
) -> Vec<RowAnswer> {
    let place = stage.place(subject);
    let path = place.fill(&row.path);
    let method: Method = row.method.parse().expect("a method");
    let mut answers = Vec::new();
    let before = row.is_for_operators_alone().then(|| stage.world.items());
    for (caller, token) in Caller::ALL.into_iter().zip(tokens) {
        // Operators are the last column: up to here everybody was refused.
        if let Some(before) = before.as_ref().filter(|_| caller == Caller::Operator) {
            assert!(*before == stage.world.items(), "{method} {path}: a refused call was written");
        }
        let body = bodies::of(stage, &row.route(), &place);
        let before = calls_so_far(stage);
        let reply = stage.ask(token.as_deref(), &method, &path, &body).await;
        let calls = calls_so_far(stage).saturating_sub(before);
        let what = format!("{method} {path} ({caller:?})");
        answers.push(RowAnswer { caller, what, reply, calls });
    }
    answers
}

/// Whoever is answered is not, once they ask with a parameter that no route knows: nothing is done.
async fn unread_query(
    stage: &Stage,
    tokens: &[Option<String>],
    row: &Row,
    (subject, expected): (Subject, &[u16]),
) -> Option<String> {
    let is_answered = |status: &u16| (200..300).contains(status);
    let token = &tokens[expected.iter().position(is_answered)?];
    let place = stage.place(subject);
    let path = format!("{}?colour=blue", place.fill(&row.path));
    let body = bodies::of(stage, &row.route(), &place);
    let method: Method = row.method.parse().expect("a method");
    let before = stage.world.writes().len();
    let reply = stage.ask(token.as_deref(), &method, &path, &body).await;
    let (status, rule) = (reply.status.as_u16(), reply.problem());
    let written = stage.world.writes().len() - before;
    (status != 400 || rule != "query" || written > 0)
        .then(|| format!("{}: {path}: {status} {rule}, {written} writes", row.route()))
}

/// How a route says 404 of what is somebody else's or never was: one wording, or it gives a hint.
fn words_of_the_hidden(subject: Subject, answers: &[RowAnswer]) -> Vec<String> {
    let is_hidden = matches!(subject, Subject::Theirs | Subject::Crossed | Subject::Missing);
    let unknown = |one: &&RowAnswer| one.reply.status == 404 && one.caller != Caller::Operator;
    let answers = answers.iter().filter(|_| is_hidden).filter(unknown);
    answers.map(|one| String::from_utf8_lossy(&one.reply.body).into_owned()).collect()
}

/// How many calls a 404 took, by who asked: what is somebody else's and what never was take as many,
/// or the time tells which it is.
fn calls_of_the_hidden(answers: &[RowAnswer]) -> BTreeMap<Caller, usize> {
    let unknown = |one: &&RowAnswer| one.reply.status == 404 && one.caller != Caller::Operator;
    answers.iter().filter(unknown).map(|one| (one.caller, one.calls)).collect()
}

fn difference(row: &Row, subject: Subject, expected: &[u16], answers: &[RowAnswer]) -> String {
    let line: Vec<String> =
        answers.iter().map(|one| one.reply.status.as_u16().to_string()).collect();
    let mut text = format!("{}\n    {subject:?}: {}\n", row.route(), line.join(" "));
    for (answer, expected) in answers.iter().zip(expected) {
        let status = answer.reply.status.as_u16();
        if status != *expected {
            let body = String::from_utf8_lossy(&answer.reply.body);
            let body: String = body.chars().take(160).collect();
            let caller = answer.caller;
            let _infallible =
                writeln!(text, "        {caller:?}: {expected} expected, {status} {body}");
        }
    }
    text
}
