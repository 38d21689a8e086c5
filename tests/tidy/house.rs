//! What keeps the house a house: no circles, one meaning for each public name, one place for each
//! kind of knowledge. A limit here can only go down; where it is not what it shall be, its comment
//! says what.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::Tree;
use crate::uses::{self, Module};

/// Public types whose name means two things in the workspace.
const AMBIGUOUS_NAMES_MAX: usize = 0;
/// Public methods of the store, all aggregates together.
const STORE_METHODS_MAX: usize = 103;
/// Sets of modules that use each other.
const CIRCLES_MAX: usize = 0;
/// Lines that know what belongs elsewhere.
const MISPLACED_LINES_MAX: usize = 0;
/// Each one is linked on its own, which is what the tests' build waits for.
const TEST_BINARIES_MAX: usize = 6;

/// One kind of knowledge, and the only folders that may have it.
struct Knowledge {
    what: &'static str,
    marks: &'static [&'static str],
    asked_of: &'static [&'static str],
    at_home_in: &'static [&'static str],
}

const KNOWLEDGE: [Knowledge; 4] = [
    Knowledge {
        what: "notices are made by the constructors of `domain::notice`",
        marks: &[" Notice {", "(Notice {"],
        asked_of: &["shared/", "functions/", "infra/"],
        at_home_in: &["shared/domain/src/notice"],
    },
    Knowledge {
        what: "names of key attributes belong to `store`",
        marks: &["\"pk\"", "\"sk\"", "\"gsi"],
        asked_of: &["shared/", "functions/"],
        at_home_in: &["shared/store/"],
    },
    Knowledge {
        what: "status codes belong to `edge`",
        marks: &["StatusCode::"],
        asked_of: &["functions/"],
        at_home_in: &[],
    },
    Knowledge {
        what: "`store::retry_on_conflict` is the one loop that tries again",
        marks: &["ATTEMPTS"],
        asked_of: &["shared/", "functions/"],
        at_home_in: &["shared/store/"],
    },
];

fn misplaced_knowledge(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.rust().filter(|(path, _)| !is_test(path)) {
        for (line, number) in uses::production(text).lines().zip(1_u32..) {
            let is_code = !line.trim_start().starts_with("//") && !line.starts_with("impl ");
            for one in KNOWLEDGE.iter().filter(|_| is_code) {
                let is_asked = one.asked_of.iter().any(|folder| path.starts_with(folder))
                    && !one.at_home_in.iter().any(|home| path.starts_with(home));
                if is_asked && one.marks.iter().any(|mark| line.contains(mark)) {
                    violations.push(format!("{path}:{number}: {}", one.what));
                }
            }
        }
    }
    violations
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.starts_with("tests/") || path.contains("/tests/")
}

/// Modules of a crate that use each other, by way of however many others.
fn circles(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (name, modules) in crates(tree) {
        let edges = uses::edges(&modules);
        for circle in uses::circles(&edges) {
            violations.push(format!("{name}: {}", circle.join(" ↔ ")));
        }
    }
    violations
}

/// The modules of every crate, by the folder of the crate.
fn crates(tree: &Tree) -> BTreeMap<String, Vec<Module<'_>>> {
    let mut found: BTreeMap<String, Vec<Module<'_>>> = BTreeMap::new();
    for (path, text) in tree.rust().filter(|(path, _)| !is_test(path)) {
        if let Some((folder, file)) = path.split_once("/src/") {
            let module = Module::of_file(file, text);
            found.entry(folder.to_owned()).or_default().extend(module);
        }
    }
    found
}

/// Names of public types that are declared more than once, with where.
fn ambiguous_names(tree: &Tree) -> Vec<String> {
    let mut declared: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, text) in tree.rust().filter(|(path, _)| !is_test(path)) {
        for line in uses::production(text).lines().filter(|line| line.starts_with("pub ")) {
            let declares = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
            let rest = declares.iter().find_map(|start| line.strip_prefix(start));
            let name = rest.and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
            if let Some(name) = name {
                declared.entry(name).or_default().insert(path);
            }
        }
    }
    let twice = declared.into_iter().filter(|(_, paths)| paths.len() > 1);
    twice.map(|(name, paths)| format!("{name}: {}", Vec::from_iter(paths).join(", "))).collect()
}

/// The public methods in every `impl Store` block.
fn store_methods(tree: &Tree) -> Vec<String> {
    let mut methods = Vec::new();
    for (path, text) in tree.rust().filter(|(path, _)| path.starts_with("shared/store/src/")) {
        let mut inside = false;
        for line in uses::production(text).lines() {
            inside = if line.starts_with("impl Store {") { true } else { inside && line != "}" };
            let method = line.strip_prefix("    pub ").filter(|_| inside);
            let method = method.map(|rest| rest.trim_start_matches("async "));
            if let Some(name) = method.and_then(|rest| rest.strip_prefix("fn ")) {
                methods.push(format!("{path}: {name}"));
            }
        }
    }
    methods
}

fn test_binaries(tree: &Tree) -> usize {
    tree.text("tests/Cargo.toml").unwrap_or_default().matches("[[test]]").count()
}

#[track_caller]
fn assert_few(found: &[String], max: usize) {
    assert!(found.len() <= max, "{}, and {max} at most:\n  {}\n", found.len(), found.join("\n  "));
}

#[test]
fn knowledge_stays_where_it_is_at_home() {
    assert_few(&misplaced_knowledge(&Tree::of_repository()), MISPLACED_LINES_MAX);
}

#[test]
fn knowledge_elsewhere_is_found() {
    let notice = "fn tell() {\n    let notice = Notice { member };\n}\n";
    let tree = Tree::planted([
        ("shared/domain/src/notice.rs", notice),
        ("functions/briefs/src/tell.rs", notice),
        ("shared/edge/src/page.rs", "// \"pk\"\nlet key = (\"gsi1pk\", partition);\n"),
        ("shared/store/src/keys.rs", "const PARTITION: &str = \"pk\";\n"),
        ("functions/months/src/problems.rs", "StatusCode::FORBIDDEN\n"),
        (
            "functions/months/src/lib.rs",
            "//! x\n#[cfg(test)]\nmod tests {\n    StatusCode::OK\n}\n",
        ),
        ("shared/ledger/src/post.rs", "for _ in 0..ATTEMPTS {\n"),
    ]);
    let expected = [
        "functions/briefs/src/tell.rs:2: notices",
        "shared/edge/src/page.rs:2: names of key",
        "functions/months/src/problems.rs:1: status",
        "shared/ledger/src/post.rs:1: `store::retry",
    ];
    crate::assert_found(&misplaced_knowledge(&tree), &expected);
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    assert_few(&circles(&Tree::of_repository()), CIRCLES_MAX);
}

#[test]
fn a_circle_of_modules_is_found() {
    let tree = Tree::planted([
        ("shared/domain/src/lib.rs", "pub mod audio;\npub mod brief;\npub mod track;\n"),
        ("shared/domain/src/audio.rs", "use crate::brief::{LengthRange, Hint};\n"),
        ("shared/domain/src/brief.rs", "use crate::{id::BriefId, track::{self, Version}};\n"),
        ("shared/domain/src/track.rs", "fn f() -> crate::audio::Facts {}\n"),
        ("shared/domain/src/track/state.rs", "#[cfg(test)]\nmod tests { use super::super::x; }\n"),
    ]);
    crate::assert_found(&circles(&tree), &["shared/domain: audio ↔ brief ↔ track"]);
}

#[test]
fn a_public_name_means_one_thing() {
    assert_few(&ambiguous_names(&Tree::of_repository()), AMBIGUOUS_NAMES_MAX);
}

#[test]
fn a_name_with_two_meanings_is_found() {
    let tree = Tree::planted([
        ("shared/domain/src/track.rs", "pub struct Version {\npub enum Total {\n"),
        ("infra/local/src/folder.rs", "pub(crate) struct Total;\npub struct Version<T>(T);\n"),
    ]);
    crate::assert_found(&ambiguous_names(&tree), &["Version: infra/local/src/folder.rs, shared"]);
}

#[test]
fn the_store_offers_no_more_than_it_needs() {
    assert_few(&store_methods(&Tree::of_repository()), STORE_METHODS_MAX);
    let planted = "impl Store {\n    pub async fn brief(\n    fn own()\n}\npub fn key(\n";
    let tree = Tree::planted([("shared/store/src/brief.rs", planted)]);
    crate::assert_found(&store_methods(&tree), &["shared/store/src/brief.rs: brief("]);
}

#[test]
fn the_tests_are_few_binaries() {
    let count = test_binaries(&Tree::of_repository());
    assert!(count <= TEST_BINARIES_MAX, "{count} test binaries");
    let manifest = "[[test]]\nname = \"a\"\n\n[[test]]\nname = \"b\"\n";
    assert_eq!(test_binaries(&Tree::planted([("tests/Cargo.toml", manifest)])), 2);
}
