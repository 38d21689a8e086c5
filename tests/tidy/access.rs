//! `docs/access-patterns.md` is the table's floor plan: every kind of item, every key and list that is
//! read by and every operation of the store stands in it, and nothing else does.

use std::collections::BTreeSet;

use crate::tree::Tree;

const PAGE: &str = "docs/access-patterns.md";
const STORE: &str = "shared/store/src/";

/// The tools that the operations are made of; they know no item.
const TOOLS: [&str; 4] = [
    "shared/store/src/list.rs",
    "shared/store/src/retry.rs",
    "shared/store/src/table.rs",
    "shared/store/src/transaction.rs",
];

fn kinds_apart_from_page(tree: &Tree) -> Vec<String> {
    let page = tree.text(PAGE).unwrap_or_default();
    let listed: BTreeSet<&str> = rows(page, "Items").filter_map(|row| quoted(row).next()).collect();
    let defined: BTreeSet<&str> = store_files(tree)
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.trim().strip_prefix("const KIND: &")?.split('"').nth(1))
        .collect();
    let unlisted =
        defined.difference(&listed).map(|kind| format!("{PAGE}: lacks the kind `{kind}`"));
    let unknown = listed.difference(&defined).map(|kind| format!("{PAGE}: no item is a `{kind}`"));
    unlisted.chain(unknown).collect()
}

fn operations_apart_from_page(tree: &Tree) -> Vec<String> {
    let page = tree.text(PAGE).unwrap_or_default();
    let named: BTreeSet<&str> = ["Writes", "Reads"]
        .into_iter()
        .flat_map(|section| rows(page, section))
        .filter_map(|row| row.rsplit('|').nth(2))
        .flat_map(quoted)
        .collect();
    let operations = store_files(tree).flat_map(|(_, text)| public_operations(text));
    let defined: BTreeSet<String> =
        operations.map(ToOwned::to_owned).chain(store_files(tree).flat_map(addresses)).collect();
    let tools: BTreeSet<&str> =
        TOOLS.iter().filter_map(|path| tree.text(path)).flat_map(public_operations).collect();
    let unnamed = defined
        .iter()
        .filter(|name| !named.contains(name.as_str()))
        .map(|name| format!("{PAGE}: lacks `{name}`"));
    let unknown = named
        .iter()
        .filter(|name| !defined.contains(**name) && !tools.contains(*name))
        .map(|name| format!("{PAGE}: the store has no `{name}`"));
    unnamed.chain(unknown).collect()
}

fn store_files(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let ours = |path: &str| path.starts_with(STORE) && !TOOLS.contains(&path);
    tree.rust().filter(move |(path, _)| ours(path))
}

/// The keys and lists that others read by, as `module::function`.
fn addresses((path, text): (&str, &str)) -> impl Iterator<Item = String> {
    let module = path.strip_prefix(STORE).and_then(|file| file.strip_suffix(".rs"));
    let module = module.unwrap_or_default();
    text.split("\npub fn ").skip(1).filter_map(move |rest| {
        let (signature, _body) = rest.split_once('{')?;
        let (name, _arguments) = signature.split_once('(')?;
        let reads = ["-> ItemKey<", "-> List<"].iter().any(|address| signature.contains(address));
        reads.then(|| format!("{module}::{name}"))
    })
}

/// What others may ask of the store: one round trip or more, hence asynchronous.
fn public_operations(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("pub async fn ")?.split(['(', '<']).next())
}

/// The rows of the table under a heading, without its head.
fn rows<'a>(page: &'a str, heading: &'a str) -> impl Iterator<Item = &'a str> {
    page.lines()
        .skip_while(move |line| line.strip_prefix("## ") != Some(heading))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.starts_with('|'))
        .skip(2)
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_kind_of_item_stands_in_the_plan() {
    crate::assert_none(&kinds_apart_from_page(&Tree::of_repository()));
}

#[test]
fn every_operation_of_the_store_stands_in_the_plan() {
    crate::assert_none(&operations_apart_from_page(&Tree::of_repository()));
}

#[test]
fn what_is_only_in_the_plan_or_only_in_the_store_is_found() {
    let page = "## Items\n\n| kind | pk |\n|---|---|\n| `brief` | `BRIEF` |\n| `ghost` | `G` |\n
## Reads\n\n| what | how | store | caller |\n|---|---|---|---|\n| a | `x` | `brief`, `get`, `brief::key` | c |\n| b | | `gone` | c |\n";
    let store = "const KIND: &'static str = \"brief\";\nconst KIND: &str = \"track\";\n
    pub async fn brief(\n    pub async fn create_brief<T>(\n    async fn hidden(\n}\n
\npub fn key(brief: BriefId) -> ItemKey<BriefItem> {\n}\n
\npub fn board() -> List<BriefItem> {\n}\n\npub fn words() -> String {\n}\n";
    let tree = Tree::planted([
        (PAGE, page),
        ("shared/store/src/brief.rs", store),
        ("shared/store/src/table.rs", "pub async fn get(\npub async fn unlisted_tool("),
    ]);
    let expected = ["lacks the kind `track`", "no item is a `ghost`"];
    crate::assert_found(&kinds_apart_from_page(&tree), &expected);
    let expected = ["lacks `brief::board`", "lacks `create_brief`", "the store has no `gone`"];
    crate::assert_found(&operations_apart_from_page(&tree), &expected);
}
