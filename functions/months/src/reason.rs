//! Why an operator does something, in their words.

use edge::{Failures, Field, Fields, ReadFields};

/// Why, and nothing else.
#[derive(Debug)]
pub(crate) struct OperatorReason(pub(crate) String);

impl ReadFields for OperatorReason {
    const NAME: &'static str = "OperatorReason";
    const ABOUT: &'static str = "Why, and nothing else.";

    fn read(fields: &mut Fields) -> Option<OperatorReason> {
        let reason = fields.required("reason", reason);
        fields.note("reason", "Why, in the operator's words.");
        reason.map(OperatorReason)
    }
}

/// The words of a reason.
pub(crate) fn reason(field: Field) -> Result<String, Failures> {
    field.text(1..=500)
}
