//! Services that act with a role of the template, such as a state machine: held to it, and
//! recorded, as the functions are.

use std::sync::Arc;

use crate::call_log::{CallLog, CallOutcome, SdkCall};
use crate::findings::TemplateFindings;
use crate::iam::{Access, IamPolicy};
use crate::template::Template;

/// Decides with the template's policies, and writes into the connector's log.
#[derive(Debug, Clone)]
pub struct RoleGate {
    template: Arc<Template>,
    log: CallLog,
    findings: TemplateFindings,
}

impl RoleGate {
    pub(crate) fn new(template: Arc<Template>, log: CallLog, findings: TemplateFindings) -> Self {
        Self { template, log, findings }
    }

    /// Records what `actor` does with its role's `policy`; the error is the refusal of AWS.
    pub(crate) fn admit(
        &self,
        actor: &str,
        policy: &IamPolicy,
        operation: &str,
        access: Access,
    ) -> Result<(), String> {
        let denial = policy.denies(std::slice::from_ref(&access));
        let outcome =
            if denial.is_some() { CallOutcome::Denied } else { CallOutcome::Answered(200) };
        self.log.record(SdkCall {
            function: actor.to_owned(),
            operation: operation.to_owned(),
            accesses: vec![access],
            outcome,
        });
        let Some(denial) = denial else { return Ok(()) };
        self.findings.add(denial.finding(actor));
        let account = &self.template.place.account;
        Err(denial.message(&format!("arn:aws:sts::{account}:assumed-role/{actor}")))
    }

    /// The logical id of the function with this ARN.
    pub(crate) fn function_with_arn(&self, arn: &str) -> Option<String> {
        let mut functions = self.template.functions.iter();
        functions.find(|function| function.arn == arn).map(|function| function.logical_id.clone())
    }
}
