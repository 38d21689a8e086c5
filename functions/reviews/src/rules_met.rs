//! What the rules of a delivery say of a draft, as it is sent.

use domain::review::RuleMet;
use domain::rules::{Rule, RuleFailure};
use schemars::JsonSchema;
use serde::Serialize;

/// A rule that a delivery has to meet.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RuleMetView {
    /// By its stable id.
    rule: Rule,
    /// The rule in words.
    detail: &'static str,
    /// Whether the draft meets it, and what was heard; false also while that cannot be said yet:
    /// nothing says whether a text that is too short repeats itself.
    met: bool,
}

/// Why a draft would be refused as an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MissingRuleView {
    /// By its stable id.
    rule: Rule,
    /// Where, as a JSON pointer into the answer; empty for all of it.
    pointer: String,
    /// What is missing, in words.
    detail: String,
}

impl From<RuleMet> for RuleMetView {
    fn from(RuleMet { rule, is_met }: RuleMet) -> RuleMetView {
        RuleMetView { rule, detail: rule.sentence(), met: is_met }
    }
}

impl From<RuleFailure> for MissingRuleView {
    fn from(RuleFailure { rule, pointer, detail }: RuleFailure) -> MissingRuleView {
        MissingRuleView { rule, pointer, detail }
    }
}
