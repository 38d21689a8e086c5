//! Cursors: each belongs to one list of one caller.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use local::template::{StackLocation, Template};
use serde_json::{Value, json};
use tests::{BriefPlan, Person, ReplyChecks, World};

/// Every `GET` of the template that takes a token, about things that are nowhere.
fn reads() -> Vec<String> {
    let seed = ("CreditSigningSeed".to_owned(), "0".repeat(64));
    let template =
        Template::parse(&tests::template(), StackLocation::default(), &[seed].into()).unwrap();
    let routes = template.functions.iter().flat_map(|function| &function.routes);
    let ulid = "0".repeat(26);
    let filled = |path: &str| {
        let parts = path.split('/').map(|part| match part {
            "{brief}" => format!("brf_{ulid}"),
            "{track}" => format!("trk_{ulid}"),
            "{member}" => format!("mem_{ulid}"),
            "{review}" => format!("rev_{ulid}"),
            "{month}" => "2026-03".to_owned(),
            part if part.starts_with('{') => "1".to_owned(),
            part => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("/")
    };
    routes.filter(|route| route.method == "GET").map(|route| filled(&route.path)).collect()
}

fn is_refused_as_a_cursor(answer: &Value) -> bool {
    let errors = answer["errors"].as_array();
    errors.into_iter().flatten().any(|one| one["pointer"] == "?cursor" && one["rule"] == "format")
}

async fn assert_refused(who: &Person, path: &str, cursor: &str) {
    let between = if path.contains('?') { '&' } else { '?' };
    let answer = who.get(&format!("{path}{between}cursor={cursor}")).await.expect_status(400);
    assert!(is_refused_as_a_cursor(&answer), "{path}: {answer}");
}

#[tokio::test]
async fn a_cursor_that_was_never_given_is_400_on_every_list() {
    let world = World::start().await;
    let eve = world.everything("Eve");
    let forged = [
        json!({ "pk": "M#mem_x", "sk": "A" }),
        json!({ "gsi1pk": "board", "sk": 1 }),
        json!({ "pk": "", "sk": "", "gsi1pk": "", "gsi1sk": "" }),
        json!([]),
    ];
    let forged = forged.map(|one| URL_SAFE_NO_PAD.encode(one.to_string()));
    let mut lists = BTreeSet::new();
    for path in reads() {
        for cursor in forged.iter().map(String::as_str).chain(["7", "EUR:outside", "%20", "x"]) {
            let answer = eve.get(&format!("{path}?cursor={cursor}")).await;
            let status = answer.status.as_u16();
            assert!((400..500).contains(&status), "{path} takes {cursor}: {status}");
            if answer.status.as_u16() == 400 && is_refused_as_a_cursor(&answer.json()) {
                lists.insert(path.clone());
            }
        }
    }
    assert!(lists.len() >= 20, "lists were found at {lists:?} alone");
    for list in &lists {
        for cursor in &forged {
            assert_refused(&eve, list, cursor).await;
        }
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_its_list_with_its_filters_and_to_its_caller() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    for _ in 0..3 {
        BriefPlan::public().with("genre_tags", json!(["strings"])).open(&clara).await;
    }
    let page = ada.read("/briefs?limit=1&genre=strings&prize=false").await;
    let next = page["next"].as_str().unwrap();
    ada.read(&format!("/briefs?prize=false&genre=strings&limit=2&cursor={next}")).await;
    assert_refused(&ada, "/briefs?genre=strings", next).await;
    assert_refused(&ada, "/briefs", next).await;
    assert_refused(&ada, "/me/tracks", next).await;
    assert_refused(&clara, "/briefs?genre=strings&prize=false", next).await;
    let changed = if next.starts_with('A') { 'B' } else { 'A' };
    let changed: String = std::iter::once(changed).chain(next.chars().skip(1)).collect();
    assert_refused(&ada, "/briefs?genre=strings&prize=false", &changed).await;
}
