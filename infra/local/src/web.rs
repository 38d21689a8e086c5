//! What `web/` brings is built beside a starting studio, where Node.js is there and something has
//! changed. The studio waits for nothing of it, and serves without it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime};

use thiserror::Error;

use crate::errors::with_causes;

/// Switches the build off where it is set to anything, as `--no-web` does.
const SWITCH: &str = "COPRODUCER_NO_WEB";

const NODE_MAJOR_MIN: u32 = 20;

/// Whether there is one, and which.
const NODE: &str = "node --version";

/// What is written by installing and building, or by tests, is no source.
const NO_SOURCES: [&str; 4] = ["node_modules", "dist", "build", "test"];

/// Why there is no build. The studio runs without.
#[derive(Debug, Error)]
enum WebError {
    #[error("Node.js {NODE_MAJOR_MIN} or later is not installed")]
    NoNode,
    #[error("`{0}` does not start")]
    NotStarted(&'static str, #[source] io::Error),
    #[error("`{command}` failed: {last_line}")]
    Failed {
        command: &'static str,
        /// The last line that it printed.
        last_line: String,
    },
}

/// The workspace's `web/`.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web")
}

/// Builds what has changed, on a thread of its own, and prints each step with its time.
pub(crate) fn build_in_background(is_wanted: bool) {
    if is_wanted && std::env::var_os(SWITCH).is_none() {
        std::thread::spawn(|| build(&folder()));
    }
}

/// How far the pages are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing is being built: the pages are there, or nobody asked for them.
    Idle,
    /// This command is running.
    Running(&'static str),
    /// There is no Node.js that could build them.
    NoNode,
    /// In words.
    Failed(String),
}

static PROGRESS: Mutex<Progress> = Mutex::new(Progress::Idle);

/// How far the build of this process is.
pub(crate) fn progress() -> Progress {
    PROGRESS.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn advance(progress: Progress) {
    *PROGRESS.lock().unwrap_or_else(PoisonError::into_inner) = progress;
}

fn build(web: &Path) {
    if is_fresh(web) {
        return;
    }
    let began = Instant::now();
    advance(Progress::Running(NODE));
    match install_and_build(web) {
        Ok(()) => {
            advance(Progress::Idle);
            say(&format!("The pages are built, in {} s.", began.elapsed().as_secs()));
        }
        Err(error) => {
            let words = with_causes(&error);
            say(&format!("The pages are not built ({words}); the API works without them."));
            let is_without = matches!(error, WebError::NoNode);
            advance(if is_without { Progress::NoNode } else { Progress::Failed(words) });
        }
    }
}

fn install_and_build(web: &Path) -> Result<(), WebError> {
    let version = run(web, NODE)?;
    if major(&version).is_none_or(|major| major < NODE_MAJOR_MIN) {
        return Err(WebError::NoNode);
    }
    say("Building the pages beside it, in less than a minute:");
    let installed = web.join("node_modules/.package-lock.json");
    if changed(&installed) < changed(&web.join("package-lock.json")) {
        step(web, "npm ci")?;
    }
    step(web, "npm run build")
}

/// Runs a command that takes a while, and says how long it took.
fn step(web: &Path, command: &'static str) -> Result<(), WebError> {
    advance(Progress::Running(command));
    say(&format!("  {command} …"));
    let began = Instant::now();
    run(web, command)?;
    say(&format!("  {command}: {} s", began.elapsed().as_secs()));
    Ok(())
}

/// What the command printed, once it went well.
fn run(web: &Path, command: &'static str) -> Result<String, WebError> {
    let mut words = command.split(' ');
    let program = words.next().unwrap_or_default();
    let mut running = Command::new(program);
    running.args(words).current_dir(web).stdin(Stdio::null());
    let output = running.output().map_err(|error| {
        let is_missing = error.kind() == io::ErrorKind::NotFound;
        if is_missing { WebError::NoNode } else { WebError::NotStarted(command, error) }
    })?;
    let Output { status, stdout, stderr } = output;
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).into_owned());
    }
    let printed = String::from_utf8_lossy(&stderr);
    let last_line = printed.lines().rev().find(|line| !line.trim().is_empty());
    Err(WebError::Failed {
        command,
        last_line: last_line.unwrap_or("it prints nothing").to_owned(),
    })
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
    let _written = writeln!(io::stderr(), "{line}");
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
    fn what_fails_is_one_line() {
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
