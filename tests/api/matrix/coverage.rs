//! Every route has a row, every row a route, and every row says all that its path can ask for.

use std::collections::{BTreeMap, BTreeSet};

use local::template::{StackLocation, Template};

use crate::matrix::stage::Subject;
use crate::matrix::table::{self, Row};

fn rows() -> Vec<Row> {
    table::ALL.into_iter().flat_map(table::parse).collect()
}

/// `POST /briefs` …, and whether anybody may ask without a token.
fn routes(template: &str) -> BTreeMap<String, bool> {
    // What has no default is a secret of the deployment and changes no route.
    let seed = ("CreditSigningSeed".to_owned(), "0".repeat(64));
    let template = Template::parse(template, StackLocation::default(), &[seed].into()).unwrap();
    let routes = template.functions.iter().flat_map(|function| &function.routes);
    routes
        .map(|route| (format!("{} {}", route.method, route.path), route.authorizer.is_none()))
        .collect()
}

fn routes_without_a_row(template: &str) -> Vec<String> {
    let known: BTreeSet<String> = rows().iter().map(Row::route).collect();
    routes(template).into_keys().filter(|route| !known.contains(route)).collect()
}

/// What a path with these parameters can ask for at least.
fn needed(path: &str) -> &'static [Subject] {
    if path.contains("{month}") {
        // A month is everybody's.
        &[Subject::Ours, Subject::Missing]
    } else if path.contains("{brief}") && path.contains("{track}") {
        &[Subject::Ours, Subject::Theirs, Subject::Crossed, Subject::Missing]
    } else if path.contains("{brief}") {
        &[Subject::Ours, Subject::Theirs, Subject::Public, Subject::Missing]
    } else if path.contains('{') {
        &[Subject::Ours, Subject::Theirs, Subject::Missing]
    } else {
        &[Subject::Any]
    }
}

#[test]
fn every_route_of_the_template_has_a_row() {
    let without = routes_without_a_row(&tests::template());
    assert!(without.is_empty(), "add rows to tests/api/matrix/table.rs:\n{}", without.join("\n"));
}

#[test]
fn every_row_has_a_route() {
    let routes = routes(&tests::template());
    for row in rows() {
        assert!(routes.contains_key(&row.route()), "{} is not in template.yaml", row.route());
    }
}

#[test]
fn a_route_without_a_row_is_found() {
    let planted = tests::template().replacen(
        "        CreateBrief:",
        "        Plant: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: DELETE, \
         Path: \"/briefs/{brief}\" } }\n        CreateBrief:",
        1,
    );
    let mut found = routes_without_a_row(&planted);
    found.retain(|route| !routes_without_a_row(&tests::template()).contains(route));
    assert_eq!(found, ["DELETE /briefs/{brief}"]);
}

#[test]
fn every_route_is_asked_for_ours_for_theirs_and_for_what_is_missing() {
    let mut asked: BTreeMap<String, Vec<Subject>> = BTreeMap::new();
    for row in rows() {
        let subjects = row.expected.iter().map(|(subject, _)| *subject);
        asked.entry(row.route()).or_default().extend(subjects);
    }
    for (route, asked) in asked {
        for subject in needed(&route) {
            assert!(asked.contains(subject), "{route}: {subject:?} is not asked for");
        }
    }
}

/// What `ask` compares the table for, before and after the refused calls: every route that changes
/// a month, a member's standing or a hold is among them.
#[test]
fn routes_for_operators_alone_are_recognised_by_their_rows() {
    let rows = rows();
    let alone = rows.iter().filter(|row| row.is_for_operators_alone()).map(Row::route);
    let alone: BTreeSet<String> = alone.collect();
    for route in [
        "POST /months/{month}/freeze",
        "POST /months/{month}/revenue",
        "POST /members/{member}/founding-coproducer",
        "POST /members/{member}/suspend",
        "POST /briefs/{brief}/prize-funding",
        "POST /briefs/{brief}/void-award",
        "POST /payouts/{payout}/decision",
    ] {
        assert!(alone.contains(route), "{route} is not for operators alone");
    }
    assert!(alone.len() >= 40, "{alone:#?}");
}

/// The gateway decides this before any function is asked: so the table and the template agree.
#[test]
fn routes_without_an_authorizer_alone_are_answered_without_a_token() {
    let routes = routes(&tests::template());
    for row in rows() {
        let is_public = routes.get(&row.route()).copied().unwrap_or_default();
        for (subject, expected) in &row.expected {
            let is_refused = expected[0] == 401;
            assert_eq!(is_refused, !is_public, "{} {subject:?} for nobody", row.route());
        }
    }
}

/// What is hidden from somebody is hidden well: theirs and the missing are one and the same to all
/// but operators, and whoever is not told of theirs is told 404.
#[test]
fn what_is_hidden_is_answered_like_what_never_existed() {
    for row in rows() {
        let of = |wanted| row.expected.iter().find(|(subject, _)| *subject == wanted);
        let (Some((_, theirs)), Some((_, missing))) = (of(Subject::Theirs), of(Subject::Missing))
        else {
            continue;
        };
        let is_public = row.path.starts_with("/members/") || row.path.starts_with("/credits/");
        let everybody_but_operators = theirs.len() - 1;
        assert!(
            is_public || theirs[..everybody_but_operators] == missing[..everybody_but_operators],
            "{}: theirs can be told from what is missing",
            row.route()
        );
    }
}
