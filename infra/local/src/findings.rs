//! What the template does not say and something in the studio needed: the sentences that lead from
//! "it does not work" to the missing lines. What is not *understood* stops the start instead.

use std::sync::{Arc, Mutex, PoisonError};

use crate::template::Template;

/// A longer list would tell the reader nothing new.
const FINDINGS_MAX: usize = 100;

/// What was found to be missing, each thing once. Clones share one list.
#[derive(Debug, Clone, Default)]
pub struct TemplateFindings {
    found: Arc<Mutex<Vec<String>>>,
}

impl TemplateFindings {
    /// Remembers a finding and warns of it, the first time.
    pub fn add(&self, finding: String) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() < FINDINGS_MAX && !found.contains(&finding) {
            tracing::warn!("{finding}");
            found.push(finding);
        }
    }

    /// All of them, in the order in which they were found.
    pub fn all(&self) -> Vec<String> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What is missing before anything happens: a function that nothing starts, a stream that nobody
/// reads.
pub fn at_start(template: &Template) -> Vec<String> {
    let mut findings = Vec::new();
    for function in &template.functions {
        let is_started = !(function.routes.is_empty()
            && function.uploads.is_empty()
            && function.streams.is_empty()
            && function.schedules.is_empty());
        if !is_started {
            findings.push(format!(
                "nothing starts {}: template.yaml gives it no event",
                function.logical_id
            ));
        }
    }
    let mut readers = template.functions.iter().flat_map(|function| &function.streams);
    for table in template.tables.iter().filter(|table| table.stream_view.is_some()) {
        if !readers.any(|reader| reader.table == table.name) {
            findings.push(format!(
                "the stream of {} has no reader: no function in template.yaml has an event of \
                 `Type: DynamoDB` for it",
                table.logical_id
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::template::StackLocation;

    #[test]
    fn a_finding_is_told_once() {
        let findings = TemplateFindings::default();
        for _ in 0..3 {
            findings.add("no route".to_owned());
        }
        assert_eq!(findings.all(), ["no route"]);
    }

    #[test]
    fn a_function_that_nothing_starts_and_a_stream_that_nobody_reads_are_found() {
        let text = "
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }
  IdleFunction:
    Type: AWS::Serverless::Function
    Properties: {}
";
        let template = Template::parse(text, StackLocation::default(), &BTreeMap::new()).unwrap();
        let [function, stream] = at_start(&template).try_into().unwrap();
        assert!(function.contains("IdleFunction"), "{function}");
        assert!(stream.contains("stream of Table"), "{stream}");
    }
}
