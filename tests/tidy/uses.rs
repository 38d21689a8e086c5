//! Which modules of a crate use which, read from `use` statements and `crate::…` paths as text.

use std::collections::{BTreeMap, BTreeSet};

/// A file of a crate.
pub(crate) struct Module<'tree> {
    /// Its path in the crate, `pdf::table`; empty for the root.
    pub(crate) path: String,
    text: &'tree str,
}

/// Who uses whom.
pub(crate) type Edges = BTreeMap<String, BTreeSet<String>>;

impl<'tree> Module<'tree> {
    /// The module of a file under `src`; none for a binary's `main.rs`.
    pub(crate) fn of_file(file: &str, text: &'tree str) -> Option<Self> {
        let path = file.strip_suffix(".rs")?;
        let path = if path == "lib" { String::new() } else { path.replace('/', "::") };
        (path != "main").then_some(Self { path, text })
    }
}

/// A file's text before its tests. What follows a mere `mod tests;` still counts.
pub(crate) fn production(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// Who uses whom among `modules`. The root, which only declares and re-exports, uses nobody; that a
/// parent declares its child is no use, but that it takes a name from it is.
pub(crate) fn edges(modules: &[Module<'_>]) -> Edges {
    let known: BTreeSet<&str> = modules.iter().map(|module| module.path.as_str()).collect();
    let mut edges = Edges::new();
    for module in modules.iter().filter(|module| !module.path.is_empty()) {
        let mut used: BTreeSet<String> = paths(production(module.text))
            .iter()
            .filter_map(|path| resolve(path, &module.path, &known))
            .collect();
        used.remove(&module.path);
        edges.insert(module.path.clone(), used);
    }
    edges
}

/// Every path that a text takes names from: those of its `use` statements, spread out, and
/// `crate::…` elsewhere.
fn paths(text: &str) -> Vec<String> {
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut paths = Vec::new();
    for statement in code.split(';') {
        let Some((before, tree)) = statement.rsplit_once("use ") else { continue };
        let is_use = before.lines().last().is_none_or(|before| {
            let before = before.trim();
            before.is_empty() || before.starts_with("pub")
        });
        if is_use {
            let tree: String = tree.split_whitespace().collect();
            spread("", &tree, &mut paths);
        }
    }
    for rest in code.split("crate::").skip(1) {
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let path = rest.split(|c| !is_path(c)).next().unwrap_or_default();
        paths.push(format!("crate::{path}"));
    }
    paths
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn spread(before: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, inner)) = tree.split_once('{') else {
        paths.push(format!("{before}{tree}"));
        return;
    };
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let mut depth = 0_usize;
    let mut part = String::new();
    for character in inner.chars().chain([',']) {
        match character {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if character == ',' && depth == 0 {
            if !part.is_empty() {
                spread(&format!("{before}{head}"), &part, paths);
            }
            part.clear();
        } else {
            part.push(character);
        }
    }
}

/// The module that a path takes its name from: the longest known one that it begins with.
fn resolve(path: &str, user: &str, known: &BTreeSet<&str>) -> Option<String> {
    let mut from: Vec<&str> = Vec::new();
    let mut segments = path.split("::").peekable();
    match *segments.peek()? {
        "crate" => drop(segments.next()),
        "self" => {
            segments.next();
            from = user.split("::").collect();
        }
        "super" => {
            from = user.split("::").collect();
            while segments.next_if_eq(&"super").is_some() {
                from.pop();
            }
        }
        // A child named without `self`, or another crate.
        first => {
            let child = format!("{user}::{first}");
            known.contains(child.as_str()).then_some(())?;
            from = user.split("::").collect();
        }
    }
    from.extend(segments);
    while !from.is_empty() && !known.contains(from.join("::").as_str()) {
        from.pop();
    }
    (!from.is_empty()).then(|| from.join("::"))
}

/// The sets of modules that reach each other, each in order.
pub(crate) fn circles(edges: &Edges) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        edges.keys().map(|module| (module.as_str(), reach(module, edges))).collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for module in edges.keys().map(String::as_str) {
        if !reaches(module, module) || seen.contains(module) {
            continue;
        }
        let with = edges.keys().filter(|other| reaches(module, other) && reaches(other, module));
        let circle: Vec<String> = with.cloned().collect();
        seen.extend(edges.keys().map(String::as_str).filter(|one| circle.iter().any(|c| c == one)));
        found.push(circle);
    }
    found
}

fn reach<'edges>(from: &str, edges: &'edges Edges) -> BTreeSet<&'edges str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> =
        edges.get(from).into_iter().flatten().map(String::as_str).collect();
    while let Some(module) = waiting.pop() {
        if reached.insert(module) {
            waiting.extend(edges.get(module).into_iter().flatten().map(String::as_str));
        }
    }
    reached
}

#[test]
fn paths_are_read_in_every_spelling() {
    let text = "use crate::a::{b, c::{D, E}};\npub use self::x::Y;\nuse super::z;\n// use crate::no;\n\
                fn f() -> crate::q::R { let use_of = 1; }\n";
    let found = paths(text);
    for path in ["crate::a::b", "crate::a::c::D", "crate::a::c::E", "self::x::Y", "super::z"] {
        assert!(found.iter().any(|one| one == path), "{path} is not among {found:?}");
    }
    assert!(found.iter().any(|one| one == "crate::q::R"));
    assert!(!found.iter().any(|one| one.contains("no")), "{found:?}");
}

#[test]
fn a_path_belongs_to_the_longest_module_that_it_begins_with() {
    let known = BTreeSet::from(["pdf", "pdf::table", "pdf::pages"]);
    let of = |path, user| resolve(path, user, &known);
    assert_eq!(of("crate::pdf::table::Grid", "pdf::pages"), Some("pdf::table".to_owned()));
    assert_eq!(of("super::Flow", "pdf::pages"), Some("pdf".to_owned()));
    assert_eq!(of("table::Grid", "pdf"), Some("pdf::table".to_owned()));
    assert_eq!(of("std::fmt", "pdf"), None);
}
