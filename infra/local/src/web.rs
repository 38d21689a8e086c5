//! What `web/` brings is built beside a starting studio, where Node.js is there and something has
//! changed. The studio waits for nothing of it, and serves without it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use thiserror::Error;

use crate::errors::with_causes;

/// Switches the build off where it is set to anything, as `--no-web` does.
const SWITCH: &str = "COPRODUCER_NO_WEB";

const NODE_MAJOR_MIN: u32 = 20;

/// What is written by installing and building, or by tests, is no source.
const NO_SOURCES: [&str; 4] = ["node_modules", "dist", "build", "test"];

/// Why there is no build. The studio runs without.
#[derive(Debug, Error)]
enum WebError {
    #[error("Node.js {NODE_MAJOR_MIN} or later is not installed")]
    NoNode,
    #[error("`{0}` does not start")]
    NotStarted(&'static str, #[source] io::Error),
    #[error("`{command}` failed: {said}")]
    Failed {
        command: &'static str,
        /// The last line that it printed.
        said: String,
    },
}

/// The workspace's `web/`.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web")
}

/// Builds what has changed, on a thread of its own; says in a line each when it begins and how it
/// went.
pub(crate) fn build_in_background(is_wanted: bool) {
    if is_wanted && std::env::var_os(SWITCH).is_none() {
        std::thread::spawn(|| build(&folder()));
    }
}

fn build(web: &Path) {
    if is_fresh(web) {
        return;
    }
    let told = match install_and_build(web) {
        Ok(()) => "The pages of web/ are built: reload /docs.".to_owned(),
        Err(error) => {
            format!("Without the pages of web/ ({}); the API is as ever.", with_causes(&error))
        }
    };
    say(&told);
}

fn install_and_build(web: &Path) -> Result<(), WebError> {
    let version = run(web, "node --version")?;
    if major(&version).is_none_or(|major| major < NODE_MAJOR_MIN) {
        return Err(WebError::NoNode);
    }
    say("Building the pages of web/ in the background (npm ci, npm run build) …");
    let installed = web.join("node_modules/.package-lock.json");
    if changed(&installed) < changed(&web.join("package-lock.json")) {
        run(web, "npm ci")?;
    }
    run(web, "npm run build").map(drop)
}

/// What the command printed, once it went well.
fn run(web: &Path, command: &'static str) -> Result<String, WebError> {
    let mut words = command.split(' ');
    let program = words.next().unwrap_or_default();
    let mut asked = Command::new(program);
    asked.args(words).current_dir(web).stdin(Stdio::null());
    let output = asked.output().map_err(|error| {
        let is_missing = error.kind() == io::ErrorKind::NotFound;
        if is_missing { WebError::NoNode } else { WebError::NotStarted(command, error) }
    })?;
    let Output { status, stdout, stderr } = output;
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&stderr);
    let said = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(WebError::Failed { command, said: said.unwrap_or("it says nothing").to_owned() })
}

/// `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Whether nothing has changed since the last build; a folder that is not there needs none.
fn is_fresh(web: &Path) -> bool {
    newest(web) <= changed(&web.join("dist/stamp"))
}

/// When the youngest source was written; `None` where there is none.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let sources = entries.filter(|entry| {
        let name = entry.file_name();
        !NO_SOURCES.iter().any(|other| name == *other)
    });
    let times = sources.map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => newest(&entry.path()),
        Ok(_) | Err(_) => changed(&entry.path()),
    });
    times.max().flatten()
}

fn changed(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

fn say(line: &str) {
    // Where even standard error is closed, nobody waits for this either.
    let _told = writeln!(io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use std::fs::{File, create_dir};
    use std::time::Duration;

    use super::*;

    fn write(file: &Path, age_s: u64) {
        let then = SystemTime::now().checked_sub(Duration::from_secs(age_s)).unwrap();
        File::create(file).unwrap().set_modified(then).unwrap();
    }

    #[test]
    fn a_build_is_fresh_until_a_source_is_newer() {
        let folder = tempfile::tempdir().unwrap();
        let web = folder.path();
        for inside in ["dist", "docs", "node_modules"] {
            create_dir(web.join(inside)).unwrap();
        }
        write(&web.join("package-lock.json"), 90);
        write(&web.join("docs/docs.js"), 80);
        assert!(!is_fresh(web), "nothing was built");
        write(&web.join("dist/stamp"), 70);
        write(&web.join("node_modules/other.js"), 10);
        assert!(is_fresh(web));
        write(&web.join("docs/docs.js"), 60);
        assert!(!is_fresh(web));
    }

    #[test]
    fn where_there_is_no_web_nothing_is_built() {
        assert!(is_fresh(Path::new("nowhere")));
    }

    #[test]
    fn what_fails_is_told_in_a_line() {
        let here = std::env::temp_dir();
        let failed = run(&here, "ls /nowhere/at/all").unwrap_err();
        assert!(with_causes(&failed).starts_with("`ls /nowhere/at/all` failed: "));
        assert!(matches!(run(&here, "no-such-program"), Err(WebError::NoNode)));
    }

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }
}
