//! How an error is told to people: itself, then what caused it, on one line.

use std::error::Error;

/// The error and, after colons, its causes. No error here prints its source by itself.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the outer")]
    struct Outer(#[source] std::fmt::Error);

    #[test]
    fn the_cause_follows_the_error() {
        let cause = std::fmt::Error;
        assert_eq!(with_causes(&Outer(cause)), format!("the outer: {cause}"));
    }
}
