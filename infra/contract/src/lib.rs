//! The API document: made of what the functions declare, and held to what they answer.

pub mod call;
pub mod changelog;
pub mod check;
pub mod components;
pub mod coverage;
pub mod document;
pub mod examples;
pub mod generate;
mod headers;
mod lookup;
mod manner;
mod names;
pub mod problems_page;
mod refusals;
pub mod schemas;
mod sent;
pub mod words;
pub mod yaml;

pub use call::{Call, Seen, Violation};
pub use check::{Checker, DocumentError};
pub use document::{NamedRoute, described, document, routes_apart};
pub use examples::{Example, Examples};

/// What is made of the code and checked in.
#[derive(Debug, Clone)]
pub struct Pages {
    pub document: serde_json::Value,
    /// `infra/openapi.yaml`.
    pub openapi: String,
    /// `docs/problems.md`.
    pub problems: String,
}

impl Pages {
    /// Of these routes, with these examples.
    pub fn of(routes: &[NamedRoute], examples: &Examples) -> Pages {
        let document = document(routes, described(), examples);
        let openapi = format!("{MADE}{}", yaml::write(&document));
        let problems = problems_page::page(routes, &described().operations, examples);
        Pages { document, openapi, problems }
    }
}

/// What stands above the document.
const MADE: &str = "# Made of the code: `cargo run -- openapi` writes it. What may change in it, and \
                    what has\n# changed, stands in docs/api-changelog.md.\n";
