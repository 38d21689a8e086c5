//! How single files look: the opening line, the length of functions and mains, no `mod.rs`, no
//! paths of somebody's machine.

use crate::tree::{Tree, has_extension, repository_root};

const FUNCTION_LINES_MAX: usize = 70;
const MAIN_LINES_MAX: usize = 40;

fn files_without_opening_comment(tree: &Tree) -> Vec<String> {
    tree.rust()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| format!("{path}: does not open with `//!`: what belongs in it?"))
        .collect()
}

fn mod_files(tree: &Tree) -> Vec<String> {
    tree.rust()
        .filter(|(path, _)| path.ends_with("/mod.rs"))
        .map(|(path, _)| format!("{path}: a module's file bears the module's name"))
        .collect()
}

fn long_mains(tree: &Tree) -> Vec<String> {
    tree.rust()
        .filter(|(path, _)| path.starts_with("functions/") && path.ends_with("/src/main.rs"))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MAIN_LINES_MAX)
        .map(|(path, lines)| {
            format!("{path}: {lines} lines, a function's main has at most {MAIN_LINES_MAX}")
        })
        .collect()
}

fn long_functions(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.rust() {
        let lines: Vec<&str> = text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let Some(name) = function_name(line) else { continue };
            let length = function_length(lines.get(start..).unwrap_or_default());
            if length > FUNCTION_LINES_MAX {
                let number = start.saturating_add(1);
                violations.push(format!(
                    "{path}:{number}: `{name}` has {length} lines, at most {FUNCTION_LINES_MAX}"
                ));
            }
        }
    }
    violations
}

/// The name in a line that begins a function.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    loop {
        if let Some(named) = rest.strip_prefix("fn ") {
            return named.split(['(', '<']).next().filter(|name| !name.is_empty());
        }
        let (word, after) = rest.split_once(' ')?;
        let qualifies = matches!(word, "pub" | "const" | "async" | "unsafe" | "extern")
            || word.starts_with("pub(")
            || word.starts_with('"');
        rest = qualifies.then_some(after)?;
    }
}

/// Lines from the first to the one that closes it. The code is formatted (that is checked too), so
/// that is the first line that closes something at the function's own indentation.
fn function_length(lines: &[&str]) -> usize {
    let indentation = |line: &str| line.len().saturating_sub(line.trim_start().len());
    let own = lines.first().map_or(0, |line| indentation(line));
    let closes = |line: &&str| {
        indentation(line) == own
            && (line.trim() == "}"
                || line.ends_with(';')
                || line.ends_with(" }")
                || line.ends_with("{}"))
    };
    lines.iter().position(closes).map_or(lines.len(), |end| end.saturating_add(1))
}

fn machine_paths(tree: &Tree, root: &str) -> Vec<String> {
    const SOMEBODYS: [&str; 6] = ["/home/", "/Users/", "/root/", "/tmp/", "/mnt/", "file://"];
    let mut violations = Vec::new();
    for (path, text) in tree.iter().filter(|(path, _)| has_extension(path, "md")) {
        for (line, number) in text.lines().zip(1_u32..) {
            let found = SOMEBODYS.iter().copied().chain([root]).find(|place| line.contains(place));
            if let Some(place) = found {
                violations.push(format!("{path}:{number}: `{place}` is a place on one machine"));
            }
        }
    }
    violations
}

#[test]
fn every_rust_file_opens_with_what_belongs_in_it() {
    crate::assert_none(&files_without_opening_comment(&Tree::of_repository()));
}

#[test]
fn a_file_that_opens_otherwise_is_found() {
    let tree = Tree::planted([("a.rs", "//! Good.\n"), ("b.rs", "use std::fmt;\n//! Late.\n")]);
    crate::assert_found(&files_without_opening_comment(&tree), &["b.rs"]);
}

#[test]
fn no_module_hides_in_a_mod_file() {
    crate::assert_none(&mod_files(&Tree::of_repository()));
}

#[test]
fn a_mod_file_is_found() {
    let tree = Tree::planted([("shared/x/src/a/mod.rs", ""), ("shared/x/src/modern.rs", "")]);
    crate::assert_found(&mod_files(&tree), &["shared/x/src/a/mod.rs"]);
}

#[test]
fn a_functions_main_is_tiny() {
    crate::assert_none(&long_mains(&Tree::of_repository()));
}

#[test]
fn a_long_main_is_found() {
    let (most, more) = ("\n".repeat(MAIN_LINES_MAX), "\n".repeat(MAIN_LINES_MAX + 1));
    let tree = Tree::planted([
        ("functions/a/src/main.rs", &most),
        ("functions/b/src/main.rs", &more),
        ("infra/local/src/main.rs", &more),
    ]);
    crate::assert_found(&long_mains(&tree), &["functions/b/src/main.rs: 41 lines"]);
}

#[test]
fn no_function_is_longer_than_a_screen_and_a_half() {
    crate::assert_none(&long_functions(&Tree::of_repository()));
}

#[test]
fn a_long_function_is_found_wherever_it_stands() {
    let body = "        step();\n\n".repeat(35);
    let text = format!(
        "//! x\npub(crate) const fn short() {{}}\nimpl A {{\n    pub async fn long<T>(\n        t: T,\n    ) {{\n{body}    }}\n}}\n"
    );
    let tree = Tree::planted([("a.rs", &text)]);
    crate::assert_found(&long_functions(&tree), &["a.rs:4: `long` has 74 lines"]);
}

#[test]
fn declarations_and_one_liners_have_the_length_they_have() {
    assert_eq!(function_length(&["fn a() {}", "x", "}"]), 1);
    assert_eq!(function_length(&["    fn a();", "    fn b() {", "    }"]), 1);
    assert_eq!(function_length(&["fn a(", "    b: B,", ") -> C {", "    d", "}", "}"]), 5);
    assert_eq!(function_name("    pub(crate) async fn name<T>(a: T) {"), Some("name"));
    assert_eq!(function_name("// fn of something"), None);
    assert_eq!(function_name("    read: impl Fn(A) -> B,"), None);
}

#[test]
fn no_page_names_a_place_on_one_machine() {
    let root = repository_root();
    crate::assert_none(&machine_paths(&Tree::of_repository(), &root.to_string_lossy()));
}

#[test]
fn a_page_that_names_one_is_found() {
    let tree = Tree::planted([
        ("README.md", "see `docs/adr/`\nand /home/ann/studio\nor /checkout/of/ann/web"),
        ("notes.rs", "/home/ann"),
    ]);
    let found = machine_paths(&tree, "/checkout/of/ann");
    crate::assert_found(&found, &["README.md:2: `/home/`", "README.md:3: `/checkout/of/ann`"]);
}
