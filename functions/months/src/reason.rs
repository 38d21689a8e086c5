//! Why an operator does something, in their words.

use edge::{Failures, Field, Fields, ReadFields};

/// Why, and nothing else.
#[derive(Debug)]
pub(crate) struct OperatorReason(pub(crate) String);

impl ReadFields for OperatorReason {
    const NAME: &'static str = "OperatorReason";

    fn read(fields: &mut Fields) -> Option<OperatorReason> {
        fields.required("reason", reason).map(OperatorReason)
    }
}

/// The words of a reason.
pub(crate) fn reason(field: Field) -> Result<String, Failures> {
    field.text(1..=500)
}
