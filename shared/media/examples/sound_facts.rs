//! What intake finds in sound files, as one line of JSON each: the facts and the warnings, or the
//! refusal, with the processor time that it took. For `make sound` and `make bench`.
//!
//! `sound_facts [--previews FOLDER | --measure] FILE…`
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use media::analysis::{analyse_here, measure_here};
use media::{Analysis, Limits, Rejection};
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let mut previews = None;
    if arguments.next_if(|first| first == "--previews").is_some() {
        previews = arguments.next().map(PathBuf::from);
    }
    let only_measures = arguments.next_if(|first| first == "--measure").is_some();
    let analyse = if only_measures { measure_here } else { analyse_here };
    for path in arguments.map(PathBuf::from) {
        let bytes = Arc::new(std::fs::read(&path)?);
        let begun = Instant::now();
        let found = analyse(&bytes, Limits::default(), &AtomicBool::new(false));
        let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        if let (Some(folder), Ok(analysis)) = (&previews, &found) {
            let name = path.file_name().unwrap_or_default();
            std::fs::write(folder.join(name).with_extension("preview"), &analysis.preview)?;
        }
        println!("{}", line(&path, found, took_ms));
    }
    Ok(())
}

fn line(path: &Path, found: Result<Analysis, Rejection>, took_ms: u64) -> Value {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    match found {
        Ok(Analysis { facts, warnings, .. }) => {
            json!({ "file": file, "facts": facts, "warnings": warnings, "took_ms": took_ms })
        }
        Err(refused) => {
            json!({ "file": file, "refused": refused.to_string(), "took_ms": took_ms })
        }
    }
}
