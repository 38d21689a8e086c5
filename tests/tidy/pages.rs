//! The pages that lead a reader through the house: what they name is there.

use crate::tree::{Tree, has_extension};

/// Where a path in backticks begins that must exist.
const ROOMS: [&str; 6] = ["shared/", "functions/", "infra/", "tests/", "docs/", "web/"];

fn dead_ends(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (page, text) in tree.iter().filter(|(path, _)| has_extension(path, "md")) {
        // Every second piece stands in backticks.
        for path in text.split('`').skip(1).step_by(2) {
            let is_path = ROOMS.iter().any(|room| path.starts_with(room))
                && path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            let inside = format!("{}/", path.trim_end_matches('/'));
            let is_there = tree.iter().any(|(file, _)| file == path || file.starts_with(&inside));
            if is_path && !is_there && !std::path::Path::new(&path_of(path)).exists() {
                violations.push(format!("{page}: there is no `{path}`"));
            }
        }
    }
    violations
}

/// Audio and other files that are not text do not stand in the tree.
fn path_of(path: &str) -> String {
    crate::tree::repository_root().join(path).to_string_lossy().into_owned()
}

#[test]
fn every_path_that_a_page_names_exists() {
    crate::assert_none(&dead_ends(&Tree::of_repository()));
}

#[test]
fn a_page_that_leads_nowhere_is_found() {
    let page = "Read `shared/gone/src/lib.rs`, `tests/tidy`, `functions/*` and `cargo run`.\n";
    let tree = Tree::planted([("ARCHITECTURE.md", page), ("tests/tidy/main.rs", "")]);
    crate::assert_found(&dead_ends(&tree), &["there is no `shared/gone/src/lib.rs`"]);
}
