//! Where a value stands in what was sent, and the failures that name that place.

use crate::problem::Failure;

/// A place in a body or in a query.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pointer: String,
    source: Source,
}

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The pointer is one of RFC 6901.
    Body,
    /// The pointer is `?name`; every value is a text.
    Query,
}

impl Place {
    pub(crate) fn root(source: Source) -> Place {
        Place { pointer: String::new(), source }
    }

    pub(crate) fn source(&self) -> Source {
        self.source
    }

    pub(crate) fn member(&self, name: &str) -> Place {
        let pointer = match self.source {
            Source::Body => {
                format!("{}/{}", self.pointer, name.replace('~', "~0").replace('/', "~1"))
            }
            Source::Query => format!("?{name}"),
        };
        Place { pointer, source: self.source }
    }

    pub(crate) fn failure(&self, rule: &'static str, detail: impl Into<String>) -> Failure {
        Failure { pointer: self.pointer.clone(), rule, detail: detail.into() }
    }
}
