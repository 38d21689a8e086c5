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

/// Where rules stand that nothing is refused by: which status each has, and what any route may say.
const TABLES: [&str; 3] = [LIST, "shared/edge/src/rule_status.rs", "shared/edge/src/operation.rs"];

/// What opens a declaration of what a route may refuse, which refuses nothing.
const DECLARATION: &str = ".refuses(&[";

/// How a refusal is worded in code that names the id of the rule; all other code names its variant.
const REFUSALS: [&str; 4] = ["Problem::new(", "broken_rule(", ".fail(", ".failure("];

fn page(tree: &Tree) -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Every rule that a caller can break, by the id that stands in a problem's `type` or in its `errors`.\n\
         A published id keeps its meaning for ever.\n\n\
         This page is made of `domain::rules::Rule`: `UPDATE=1 cargo test -p tests --test tidy rules` writes it.\n\
         Each rule has a test whose name contains its id.\n\n\
         | id | what it asks for | where it is checked |\n|---|---|---|\n",
    );
    let code = code(tree);
    for rule in Rule::ALL {
        let places = checked_in(&code, *rule).into_iter().filter_map(room);
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
fn checked_in<'a>(code: &[(&'a str, String)], rule: Rule) -> Vec<&'a str> {
    let variant = format!("Rule::{rule:?}");
    let id = format!("\"{rule}\"");
    let is_one_word = !rule.as_str().contains('_');
    let names = |text: &str| {
        text.split(&variant).skip(1).any(|rest| !rest.starts_with(char::is_alphanumeric))
            // A single word may stand for anything else.
            || if is_one_word { refusals(text).any(|one| one.contains(&id)) } else { text.contains(&id) }
    };
    code.iter().filter(|(_, text)| names(text)).map(|(path, _)| *path).collect()
}

/// Shared rooms and functions without their tests and without what is only declared.
fn code(tree: &Tree) -> Vec<(&str, String)> {
    let ours = |path: &str| path.starts_with("shared/") || path.starts_with("functions/");
    tree.rust()
        .filter(|(path, _)| ours(path) && !TABLES.contains(path) && !path.ends_with("/tests.rs"))
        .map(|(path, text)| (path, without_declarations(uses::production(text))))
        .collect()
}

fn without_declarations(text: &str) -> String {
    let mut parts = text.split(DECLARATION);
    let before = parts.next().unwrap_or(text).to_owned();
    let after = parts.map(|part| part.split_once("])").map_or(part, |(_, after)| after));
    std::iter::once(before.as_str()).chain(after).collect()
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
    let code = code(tree);
    let nowhere = Rule::ALL.iter().filter(|rule| checked_in(&code, **rule).is_empty());
    nowhere.map(|rule| format!("{LIST}: `{rule}` is checked nowhere")).collect()
}

/// The names that a problem is given in so many words.
fn refusals_without_rule(tree: &Tree) -> Vec<String> {
    let known: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    let mut violations = Vec::new();
    // What a line of a revenue file breaks is listed in the report of that file.
    let ours = |(path, _): &(&str, String)| !path.starts_with("shared/revenue_file/");
    for (path, text) in code(tree).into_iter().filter(ours) {
        for opening in REFUSALS.iter().filter(|one| one.starts_with("Problem::")) {
            let named = text.split(*opening).skip(1).filter_map(|rest| {
                let arguments = rest.split(';').next().unwrap_or(rest);
                let mut names = arguments.split(',').map(str::trim);
                names.find_map(|name| name.strip_prefix('"')?.strip_suffix('"'))
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
    let source = "Problem::refusal(Rule::NotSentBack, detail)\nProblem::new(\n    StatusCode::CONFLICT,\n    \"moon\", a);\n\
                Problem::new(status, \"busy\", \"Busy\", b);\n#[cfg(test)]\nmod tests {\n\
                Problem::new(\"only_here\", c) }";
    let tree = Tree::planted([("functions/uploads/src/reserve.rs", source)]);
    crate::assert_found(&refusals_without_rule(&tree), &["`moon` is no rule"]);
    for rule in [Rule::NotSentBack, Rule::Busy] {
        assert_eq!(checked_in(&code(&tree), rule), ["functions/uploads/src/reserve.rs"]);
    }
}

#[test]
fn a_rule_that_is_only_declared_is_checked_nowhere() {
    let route = "it.refuses(&[\n    Rule::NoPrize,\n    Rule::State,\n])";
    let tree = Tree::planted([
        ("functions/briefs/src/lifecycle.rs", route),
        ("shared/edge/src/rule_status.rs", "&[Rule::NoPrize]"),
        ("shared/workflow/src/brief/prize.rs", "conflict(Rule::State, detail)"),
    ]);
    assert!(checked_in(&code(&tree), Rule::NoPrize).is_empty());
    assert_eq!(checked_in(&code(&tree), Rule::State), ["shared/workflow/src/brief/prize.rs"]);
}

#[test]
fn a_word_is_a_rule_only_where_something_is_refused() {
    let tree = Tree::planted([
        ("shared/edge/src/fields.rs", "self.fail(\"range\", format!(\"at most {}\", most()))"),
        ("shared/edge/src/page.rs", "problem.with(\"range\", 1)"),
        ("shared/domain/src/review.rs", "Rule::RangeOfSomethingElse"),
    ]);
    assert_eq!(checked_in(&code(&tree), Rule::Range), ["shared/edge/src/fields.rs"]);
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
