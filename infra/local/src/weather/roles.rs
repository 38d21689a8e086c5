//! Services that act with a role of the template, such as a state machine: held to it, and recorded,
//! as the functions are.

use super::{Asked, Outcome, Service, Weather};
use crate::iam::{Access, Policy};

impl Weather {
    /// Takes note of what `who` does with its role's `policy`; the error is the refusal of AWS.
    pub(crate) fn admit(
        &self,
        who: &str,
        policy: &Policy,
        operation: &str,
        access: Access,
    ) -> Result<(), String> {
        let denial = policy.denies(std::slice::from_ref(&access));
        let (operation, accesses) = (operation.to_owned(), vec![access]);
        let asked = Asked { operation, accesses, service: Service::StepFunctions };
        let Some(denial) = denial else {
            self.record(who, asked, Outcome::Answered(200));
            return Ok(());
        };
        self.inner.services.findings.add(denial.finding(who));
        self.record(who, asked, Outcome::Denied);
        let account = &self.inner.template.place.account;
        Err(denial.message(&format!("arn:aws:sts::{account}:assumed-role/{who}")))
    }

    /// The logical id of the function with this ARN.
    pub(crate) fn function_of(&self, arn: &str) -> Option<String> {
        let mut functions = self.inner.template.functions.iter();
        functions.find(|function| function.arn == arn).map(|function| function.logical_id.clone())
    }
}
