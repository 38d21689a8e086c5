//! Why a template stops the start.

use thiserror::Error;

/// The template cannot be the studio's.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// Not YAML at all; the source names line and column.
    #[error("the template is not YAML")]
    NotYaml(#[source] yaml_serde::Error),
    /// Something that the laptop cloud does not understand.
    #[error("template line {line}: {what}")]
    NotUnderstood {
        /// The line, counted from 1.
        line: usize,
        what: String,
    },
}
