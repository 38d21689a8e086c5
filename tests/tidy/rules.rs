//! `docs/rules.md` is made of `domain::rules::Rule`, and each of those rules is really checked
//! somewhere and really tested: nothing in it is a promise.
//!
//! After a change of the rules: `UPDATE=1 cargo test -p tests --test tidy rules`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::rules::Rule;

use crate::tree::{Tree, repository_root};
use crate::uses;

const PAGE: &str = "docs/rules.md";
const LIST: &str = "shared/domain/src/rules.rs";

/// How a refusal is worded in code: after one of these stands the id of the rule.
const REFUSALS: [&str; 8] = [
    "Problem::conflict(",
    "Problem::new(",
    "Problem::forbidden_because(",
    "Problem::not_found_because(",
    "broken_rule(",
    ".fail(",
    ".failure(",
    ".parse_with(",
];

/// What a caller cannot break: our own mistakes, and a table that is busy.
const NO_RULES: [&str; 2] = ["busy", "internal"];

fn page(tree: &Tree) -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Every rule that a caller can break, by the id that stands in a problem's `type` or in its `errors`.\n\
         A published id keeps its meaning for ever.\n\n\
         This page is made of `domain::rules::Rule`: `UPDATE=1 cargo test -p tests --test tidy rules` writes it.\n\
         Each rule has a test whose name contains its id.\n\n\
         | id | what it asks for | where it is checked |\n|---|---|---|\n",
    );
    for rule in Rule::ALL {
        let places = checked_in(tree, *rule).into_iter().filter_map(room);
        let places: BTreeSet<String> = places.map(|room| format!("`{room}`")).collect();
        let places: Vec<String> = places.into_iter().collect();
        let _infallible =
            writeln!(page, "| `{rule}` | {} | {} |", rule.sentence(), places.join(", "));
    }
    page
}

/// `functions/briefs` of `functions/briefs/src/read.rs`.
fn room(path: &str) -> Option<&str> {
    path.split_once("/src/").map(|(room, _)| room)
}

/// The files that name the rule where something is refused.
fn checked_in(tree: &Tree, rule: Rule) -> Vec<&str> {
    let variant = format!("Rule::{rule:?}");
    let id = format!("\"{rule}\"");
    let is_one_word = !rule.as_str().contains('_');
    let names = |text: &str| {
        text.split(&variant).skip(1).any(|rest| !rest.starts_with(char::is_alphanumeric))
            // A single word may stand for anything else.
            || if is_one_word { refusals(text).any(|one| one.contains(&id)) } else { text.contains(&id) }
    };
    code(tree).filter(|(_, text)| names(text)).map(|(path, _)| path).collect()
}

/// Shared rooms and functions without their tests.
fn code(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let ours = |path: &str| path.starts_with("shared/") || path.starts_with("functions/");
    tree.rust()
        .filter(move |(path, _)| ours(path) && *path != LIST && !path.ends_with("/tests.rs"))
        .map(|(path, text)| (path, uses::production(text)))
}

/// The arguments of everything that words a refusal.
fn refusals(text: &str) -> impl Iterator<Item = &str> {
    REFUSALS.iter().flat_map(move |opening| {
        text.split(*opening).skip(1).map(|rest| {
            let mut depth = 1_u32;
            let closes = |character: char| {
                depth = match character {
                    '(' => depth.saturating_add(1),
                    ')' => depth.saturating_sub(1),
                    _ => depth,
                };
                depth == 0
            };
            rest.find(closes).and_then(|end| rest.get(..end)).unwrap_or(rest)
        })
    })
}

fn rules_checked_nowhere(tree: &Tree) -> Vec<String> {
    let nowhere = Rule::ALL.iter().filter(|rule| checked_in(tree, **rule).is_empty());
    nowhere.map(|rule| format!("{LIST}: `{rule}` is checked nowhere")).collect()
}

/// The names that a problem is given in so many words.
fn refusals_without_rule(tree: &Tree) -> Vec<String> {
    let known: BTreeSet<&str> =
        Rule::ALL.iter().map(|rule| rule.as_str()).chain(NO_RULES).collect();
    let mut violations = Vec::new();
    // What a line of a revenue file breaks is listed in the report of that file.
    let ours = |(path, _): &(&str, &str)| !path.starts_with("shared/revenue_file/");
    for (path, text) in code(tree).filter(ours) {
        for opening in REFUSALS.iter().filter(|one| one.starts_with("Problem::")) {
            let named = text.split(*opening).skip(1).filter_map(|rest| {
                let arguments = rest.split(';').next().unwrap_or(rest);
                let arguments = arguments.strip_prefix("status,").unwrap_or(arguments);
                arguments.trim_start().strip_prefix('"')?.split('"').next()
            });
            violations.extend(
                named
                    .filter(|name| !known.contains(name))
                    .map(|name| format!("{path}: `{name}` is no rule of {LIST}")),
            );
        }
    }
    violations
}

fn rules_without_a_test(tree: &Tree) -> Vec<String> {
    let tests: Vec<&str> = tree.rust().flat_map(|(_, text)| tests_in(text)).collect();
    Rule::ALL
        .iter()
        .filter(|rule| !tests.iter().any(|test| test.contains(rule.as_str())))
        .map(|rule| format!("`{rule}`: no test's name contains it"))
        .collect()
}

/// The names of the functions under an attribute that makes a test.
fn tests_in(text: &str) -> impl Iterator<Item = &str> {
    let mut is_test = false;
    text.lines().filter_map(move |line| {
        let line = line.trim_start();
        if line.starts_with("#[") {
            is_test |= line.contains("test]");
            return None;
        }
        let name = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
        let found = name.filter(|_| is_test)?;
        is_test = false;
        found.split(['(', '<']).next()
    })
}

#[test]
fn the_page_of_rules_is_made_of_the_list() {
    let tree = Tree::of_repository();
    let page = page(&tree);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(repository_root().join(PAGE), &page).expect("the page can be written");
        return;
    }
    let written = tree.text(PAGE).unwrap_or_default();
    let differs = page.lines().zip(written.lines().chain(std::iter::repeat("")));
    let first = differs.into_iter().find(|(new, old)| new != old);
    assert!(
        page == written,
        "{PAGE} is not what the list says; write it with\n  \
         UPDATE=1 cargo test -p tests --test tidy rules\nfirst difference: {first:#?}"
    );
}

#[test]
fn every_rule_is_checked_somewhere() {
    crate::assert_none(&rules_checked_nowhere(&Tree::of_repository()));
}

#[test]
fn every_refusal_is_a_rule_of_the_list() {
    crate::assert_none(&refusals_without_rule(&Tree::of_repository()));
}

#[test]
fn a_refusal_that_is_no_rule_is_found() {
    let code = "Problem::conflict(\"not_sent_back\", detail)\nProblem::conflict(\n    \"moon\", a);\n\
                Problem::new(status, \"busy\", \"Busy\", b);\n#[cfg(test)]\nmod tests {\n\
                Problem::conflict(\"only_here\", c) }";
    let tree = Tree::planted([("functions/uploads/src/reserve.rs", code)]);
    crate::assert_found(&refusals_without_rule(&tree), &["`moon` is no rule"]);
    assert_eq!(checked_in(&tree, Rule::NotSentBack), ["functions/uploads/src/reserve.rs"]);
}

#[test]
fn a_word_is_a_rule_only_where_something_is_refused() {
    let tree = Tree::planted([
        ("shared/edge/src/fields.rs", "self.fail(\"range\", format!(\"at most {}\", most()))"),
        ("shared/edge/src/page.rs", "problem.with(\"range\", 1)"),
        ("shared/domain/src/review.rs", "Rule::RangeOfSomethingElse"),
    ]);
    assert_eq!(checked_in(&tree, Rule::Range), ["shared/edge/src/fields.rs"]);
}

#[test]
fn every_rule_has_a_test_named_after_it() {
    crate::assert_none(&rules_without_a_test(&Tree::of_repository()));
}

#[test]
fn only_tests_count_as_tests() {
    let text = "fn not_due() {}\n#[test]\nfn approver_contributed_is_refused() {}\n    \
                #[tokio::test]\n    async fn no_prize() {}\nfn state() {}";
    assert_eq!(tests_in(text).collect::<Vec<_>>(), ["approver_contributed_is_refused", "no_prize"]);
}
