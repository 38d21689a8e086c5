//! The floor plan as a test: what stands where, who may use whom, how files look, and what the
//! template must say about every function.
//!
//! Every rule is a pure function from a [`tree::Tree`] to its violations, so that each is run
//! twice: on this repository, where it must find nothing, and on a small planted violation, which
//! it must find. A new rule needs both.

mod access;
mod contract;
mod coverage;
mod files;
mod functions;
mod headers;
mod house;
mod pages;
mod policies;
mod rooms;
mod rules;
mod template;
mod tree;
mod uses;

/// Panics with one violation a line, so that a failing rule reads as a list of things to mend.
#[track_caller]
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n  {}\n", violations.join("\n  "));
}

/// A rule that finds nothing in a planted violation guards nothing.
#[track_caller]
fn assert_found(violations: &[String], expected: &[&str]) {
    let all = violations.join("\n  ");
    assert_eq!(violations.len(), expected.len(), "found:\n  {all}\n");
    for part in expected {
        assert!(violations.iter().any(|v| v.contains(part)), "{part:?} is not among:\n  {all}\n");
    }
}
