//! The repository as text: every file that is, or would be, committed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Paths from the root of the repository, with `/`, and what stands in them.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// The files that git tracks, or would with `git add`; without git, all but the build's.
    pub(crate) fn of_repository() -> Self {
        let root = repository_root();
        let paths = git_paths(&root).unwrap_or_else(|| walked_paths(&root));
        assert!(paths.iter().any(|path| path == "template.yaml"), "this is not the repository");
        let files = paths
            .into_iter()
            // Not text (audio), or deleted and not yet committed.
            .filter_map(|path| Some((path.clone(), std::fs::read_to_string(root.join(path)).ok()?)))
            .collect();
        Self { files }
    }

    /// A few files, to try a rule on.
    pub(crate) fn planted<const N: usize>(files: [(&str, &str); N]) -> Self {
        let owned = |(path, text): (&str, &str)| (path.to_owned(), text.to_owned());
        Self { files: files.into_iter().map(owned).collect() }
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// All Rust files.
    pub(crate) fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(|(path, _)| has_extension(path, "rs"))
    }

    /// The names of the folders directly in `room`, e.g. `functions`.
    pub(crate) fn folders(&self, room: &str) -> BTreeSet<&str> {
        let inside =
            self.files.keys().filter_map(|path| path.strip_prefix(room)?.strip_prefix('/'));
        inside.filter_map(|rest| Some(rest.split_once('/')?.0)).collect()
    }
}

pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// Where this package's parent is.
pub(crate) fn repository_root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

fn git_paths(root: &Path) -> Option<Vec<String>> {
    let listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(listing).current_dir(root).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<_> = text.split('\0').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    (output.status.success() && !paths.is_empty()).then_some(paths)
}

fn walked_paths(root: &Path) -> Vec<String> {
    const NOT_OURS: [&str; 5] = [".git", ".venv", "target", "data", "node_modules"];
    let mut paths = Vec::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() {
                if !NOT_OURS.iter().any(|theirs| name == *theirs) {
                    waiting.push(path);
                }
            } else if let Ok(inside) = path.strip_prefix(root) {
                paths.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    paths
}

#[test]
fn folders_are_those_directly_in_a_room() {
    let tree = Tree::planted([
        ("functions/briefs/src/main.rs", ""),
        ("functions/uploads/Cargo.toml", ""),
        ("functions/README.md", ""),
        ("functionsandmore/x/y", ""),
    ]);
    assert_eq!(Vec::from_iter(tree.folders("functions")), ["briefs", "uploads"]);
}

#[test]
fn without_git_the_same_files_are_found() {
    let root = repository_root();
    let walked = BTreeSet::from_iter(walked_paths(&root));
    for path in ["Cargo.toml", "template.yaml", "tests/tidy/tree.rs", ".ci/run"] {
        assert!(walked.contains(path), "{path} was not found by walking");
    }
}
