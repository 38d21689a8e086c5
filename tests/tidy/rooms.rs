//! Who may use whom: the rooms of the workspace and the doors between them.

use crate::tree::Tree;

/// What each shared room may use of the house. Whoever needs another door argues for it here.
const SHARED_DOORS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("runtime", &[]),
    ("store", &["domain"]),
    ("media", &["domain", "runtime"]),
    // `runtime` for its clock, in one test.
    ("revenue_file", &["domain", "runtime"]),
    ("ledger", &["domain", "media", "revenue_file", "runtime", "store"]),
    ("workflow", &["domain", "media", "runtime", "store"]),
    ("edge", &["domain", "store", "workflow"]),
];

/// What each room of `infra` may use of the house. The laptop cloud runs every function, so that it
/// may use all of them; the story and its client know a studio by its address alone.
const INFRA_DOORS: [(&str, Doors); 4] = [
    ("local", Doors::All),
    // Puts the functions' own declarations together to one document.
    ("contract", Doors::All),
    // `domain` for its ids and amounts.
    ("demo", Doors::Only(&["domain", "studio_client"])),
    ("studio_client", Doors::Only(&[])),
];

#[derive(Debug, Clone, Copy)]
enum Doors {
    All,
    Only(&'static [&'static str]),
}

/// Whoever names one of these knows that it runs on a laptop.
const LOCAL_ONLY: [&str; 2] = ["dynoxide-rs", "s3s"];
const LOCAL_ONLY_PATHS: [&str; 3] = ["dynoxide::", "dynoxide_rs::", "s3s::"];

/// What would make the domain impure.
const IMPURE_PREFIXES: [&str; 9] =
    ["aws", "tokio", "lambda", "axum", "hyper", "http", "tracing", "rand", "futures"];

/// Only `runtime` reads the clock and the environment.
const CLOCKS_AND_ENVIRONMENT: [&str; 6] =
    ["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "env::var(", "env::vars("];

fn closed_doors(tree: &Tree) -> Vec<String> {
    let [shared, functions, infra] = ["shared", "functions", "infra"].map(|one| tree.folders(one));
    let mut violations = Vec::new();
    for room in &shared {
        let doors = SHARED_DOORS.iter().find(|(name, _)| name == room);
        let doors = doors.map(|(_, allowed)| Doors::Only(allowed));
        violations.extend(closed_doors_of(tree, &format!("shared/{room}"), doors));
    }
    for room in &functions {
        for used in house_dependencies(tree, &format!("functions/{room}")) {
            if !shared.contains(used) {
                violations.push(format!("functions/{room}: no function uses `{used}`"));
            }
        }
    }
    for room in infra.iter().filter(|room| tree.text(&manifest("infra", room)).is_some()) {
        let doors = INFRA_DOORS.iter().find(|(name, _)| name == room).map(|(_, doors)| *doors);
        violations.extend(closed_doors_of(tree, &format!("infra/{room}"), doors));
    }
    violations
}

fn closed_doors_of(tree: &Tree, room: &str, doors: Option<Doors>) -> Vec<String> {
    let allowed = match doors {
        None => return vec![format!("{room}: a new room; say which others it may use")],
        Some(Doors::All) => return Vec::new(),
        Some(Doors::Only(allowed)) => allowed,
    };
    let used = house_dependencies(tree, room).into_iter().filter(|used| !allowed.contains(used));
    used.map(|used| format!("{room}: may not use `{used}`")).collect()
}

fn manifest(floor: &str, room: &str) -> String {
    format!("{floor}/{room}/Cargo.toml")
}

/// The rooms of the house that this one names in its manifest.
fn house_dependencies<'a>(tree: &'a Tree, folder: &str) -> Vec<&'a str> {
    let floors = ["shared", "functions", "infra"].map(|floor| tree.folders(floor));
    let ours = |name: &&str| floors.iter().any(|rooms| rooms.contains(*name)) || *name == "tests";
    let text = tree.text(&format!("{folder}/Cargo.toml")).unwrap_or_default();
    dependencies(text).into_iter().filter(ours).collect()
}

/// The names in every `…dependencies` table of a manifest.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            let table = header.trim_end_matches(']');
            inside = table.ends_with("dependencies");
            // `[dependencies.name]`
            if let Some((_, name)) = table.split_once("dependencies.") {
                names.push(name);
            }
        } else if inside && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            names.extend((!name.is_empty()).then_some(name));
        }
    }
    names
}

fn impurities(tree: &Tree) -> Vec<String> {
    let manifest = tree.text("shared/domain/Cargo.toml").unwrap_or_default();
    dependencies(manifest)
        .into_iter()
        .filter(|name| IMPURE_PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
        .map(|name| format!("shared/domain: `{name}` is not for pure rules"))
        .collect()
}

fn laptop_knowledge(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.iter().filter(|(path, _)| !path.starts_with("infra/local/")) {
        // The root manifest gives versions, it uses nothing.
        if path.ends_with("/Cargo.toml") {
            let named = dependencies(text).into_iter().filter(|name| LOCAL_ONLY.contains(name));
            violations
                .extend(named.map(|name| format!("{path}: `{name}` is for infra/local only")));
        }
    }
    for (path, line, number) in code_lines(tree) {
        let ours = path.starts_with("infra/local/") || path.starts_with("tests/tidy/");
        if !ours && LOCAL_ONLY_PATHS.iter().any(|name| line.contains(name)) {
            violations.push(format!("{path}:{number}: knows that it runs on a laptop"));
        }
    }
    violations
}

fn readers_of_clock_and_environment(tree: &Tree) -> Vec<String> {
    let inside = |path: &str| {
        path.starts_with("functions/")
            || (path.starts_with("shared/") && !path.starts_with("shared/runtime/"))
    };
    // What is measured by hand, and what must end in time, needs the time that passes.
    let measures = |path: &str| {
        path.contains("/examples/")
            || path.contains("/src/hostile_")
            || path.ends_with("/src/sound_words.rs")
    };
    code_lines(tree)
        .filter(|(path, _, _)| inside(path) && !measures(path))
        .filter_map(|(path, line, number)| {
            let read = CLOCKS_AND_ENVIRONMENT.iter().find(|name| line.contains(*name))?;
            Some(format!("{path}:{number}: `{read}` belongs to `runtime`"))
        })
        .collect()
}

/// Every line of Rust that is not a comment, with its number.
fn code_lines(tree: &Tree) -> impl Iterator<Item = (&str, &str, u32)> {
    tree.rust().flat_map(|(path, text)| {
        let numbered = text.lines().zip(1_u32..);
        let code = numbered.filter(|(line, _)| !line.trim_start().starts_with("//"));
        code.map(move |(line, number)| (path, line, number))
    })
}

#[test]
fn every_room_uses_only_the_rooms_it_may() {
    crate::assert_none(&closed_doors(&Tree::of_repository()));
}

#[test]
fn a_door_that_is_not_in_the_plan_is_found() {
    let tree = Tree::planted([
        ("shared/domain/Cargo.toml", "[dev-dependencies]\nstore.workspace = true\n"),
        ("shared/store/Cargo.toml", "[dependencies]\ndomain.workspace = true\nserde = \"1\"\n"),
        ("shared/junk/Cargo.toml", ""),
        ("functions/intake/Cargo.toml", "[dependencies]\nstore.workspace = true\n"),
        ("functions/sweep/Cargo.toml", "[dependencies]\nintake.workspace = true\n"),
        ("functions/briefs/Cargo.toml", "[dependencies.intake]\nworkspace = true\n"),
        ("infra/local/Cargo.toml", "[dependencies]\nintake.workspace = true\n"),
        ("infra/demo/Cargo.toml", "[dependencies]\ndomain.workspace = true\nlocal = \"1\"\n"),
        ("infra/attic/Cargo.toml", ""),
    ]);
    let expected = [
        "shared/domain: may not use `store`",
        "shared/junk: a new room",
        "functions/briefs: no function uses `intake`",
        "functions/sweep: no function uses `intake`",
        "infra/demo: may not use `local`",
        "infra/attic: a new room",
    ];
    crate::assert_found(&closed_doors(&tree), &expected);
}

#[test]
fn the_domain_is_pure() {
    crate::assert_none(&impurities(&Tree::of_repository()));
}

#[test]
fn a_domain_with_a_runtime_is_found() {
    let manifest = "[dependencies]\njiff.workspace = true\ntokio = { workspace = true }\n";
    let tree = Tree::planted([("shared/domain/Cargo.toml", manifest)]);
    crate::assert_found(&impurities(&tree), &["`tokio` is not for pure rules"]);
}

#[test]
fn only_the_laptop_cloud_knows_that_it_is_local() {
    crate::assert_none(&laptop_knowledge(&Tree::of_repository()));
}

#[test]
fn whoever_else_names_the_emulators_is_found() {
    let tree = Tree::planted([
        ("Cargo.toml", "[workspace.dependencies]\ns3s = \"0.14\"\n"),
        ("infra/local/Cargo.toml", "[dependencies]\ns3s.workspace = true\n"),
        ("shared/store/Cargo.toml", "[dev-dependencies]\ndynoxide-rs.workspace = true\n"),
        ("functions/briefs/src/lib.rs", "//! Not s3s::anything.\nuse s3s::S3;\n"),
    ]);
    let expected = ["shared/store/Cargo.toml: `dynoxide-rs`", "functions/briefs/src/lib.rs:2"];
    crate::assert_found(&laptop_knowledge(&tree), &expected);
}

#[test]
fn only_runtime_reads_the_clock_and_the_environment() {
    crate::assert_none(&readers_of_clock_and_environment(&Tree::of_repository()));
}

#[test]
fn whoever_else_reads_them_is_found() {
    let tree = Tree::planted([
        ("shared/runtime/src/clock.rs", "SystemTime::now()\n"),
        ("shared/store/src/table.rs", "// not Timestamp::now()\nlet at = clock.now();\n"),
        ("functions/briefs/src/lib.rs", "let at =\n    Timestamp::now();\n"),
        ("functions/sweep/src/main.rs", "std::env::var(\"TABLE_NAME\")\n"),
    ]);
    let expected =
        ["functions/briefs/src/lib.rs:2: `Timestamp::now`", "functions/sweep/src/main.rs:1"];
    crate::assert_found(&readers_of_clock_and_environment(&tree), &expected);
}

#[test]
fn dependencies_are_read_in_every_spelling() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\n# b\nc = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\nd = { path = \"d\" }\n[dependencies.e]\n";
    assert_eq!(dependencies(manifest), ["a", "c", "d", "e"]);
}
