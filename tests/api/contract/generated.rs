//! Bodies made of what the readers say that they take: the reader and the document take the same
//! ones, and refuse the same ones.

use std::collections::BTreeSet;

use ::contract::generate::{self, Choices};
use edge::operation::BodyShape;
use edge::{ObjectShape, Problem};
use proptest::prelude::*;
use serde_json::Value;

use super::ask::operations;

/// An operation that takes an object of JSON.
struct Taking {
    method: String,
    path: &'static str,
    shape: ObjectShape,
    accepts: fn(Value) -> Result<(), Problem>,
}

fn all() -> Vec<Taking> {
    let operations = operations().into_iter();
    let taking = operations.filter_map(|operation| match operation.body? {
        BodyShape::Json { shape, accepts, .. } => {
            let (method, path) = (operation.method.to_string(), operation.path);
            Some(Taking { method, path, shape, accepts })
        }
        BodyShape::File { .. } => None,
    });
    taking.collect()
}

impl Taking {
    fn document_says(&self, body: &Value) -> Result<(), String> {
        tests::contract::checker().accepts_body(&self.method, self.path, body)
    }

    /// What is wrong, in the words of the reader.
    fn reader_says(&self, body: &Value) -> Result<(), Vec<(String, &'static str)>> {
        (self.accepts)(body.clone()).map_err(|problem| {
            let failures = problem.failures().iter();
            failures.map(|failure| (failure.pointer.clone(), failure.rule)).collect()
        })
    }

    /// Where the two differ about what is made from this number.
    fn differences(&self, number: u64) -> Vec<String> {
        let right = generate::body(&self.shape, &mut Choices::new(number));
        let mut found = Vec::new();
        let name = format!("{} {}", self.method, self.path);
        if let Err(failures) = self.reader_says(&right) {
            found.push(format!("{name}: the reader refuses {right}: {failures:?}"));
        }
        if let Err(words) = self.document_says(&right) {
            found.push(format!("{name}: the document refuses {right}: {words}"));
        }
        for miss in generate::near_misses(&self.shape, &right) {
            let place = format!("{name}: {} {}", miss.pointer, miss.what);
            match self.reader_says(&miss.body) {
                Ok(()) => found.push(format!("{place}: the reader takes it")),
                Err(failures) if failures.iter().any(|(place, _)| *place == miss.pointer) => {}
                Err(failures) => found.push(format!("{place}: the reader names {failures:?}")),
            }
            if self.document_says(&miss.body).is_ok() {
                found.push(format!("{place}: the document takes it"));
            }
        }
        found
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn reader_and_document_take_and_refuse_the_same_bodies(number in any::<u64>()) {
        let found: Vec<String> = all().iter().flat_map(|taking| taking.differences(number)).collect();
        prop_assert!(found.is_empty(), "\n  {}\n", found.join("\n  "));
    }
}

/// A generator that made one body for everything would find nothing.
#[test]
fn bodies_differ_and_every_body_has_near_misses() {
    for taking in all() {
        let bodies: BTreeSet<String> = (0..40)
            .map(|number| generate::body(&taking.shape, &mut Choices::new(number)).to_string())
            .collect();
        assert!(bodies.len() > 1, "{} {}: {bodies:?}", taking.method, taking.path);
        let right = generate::body(&taking.shape, &mut Choices::new(1));
        let misses = generate::near_misses(&taking.shape, &right);
        assert!(!misses.is_empty(), "{} {}", taking.method, taking.path);
    }
}
