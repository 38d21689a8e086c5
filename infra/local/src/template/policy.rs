//! The inline policies of functions and roles. SAM's policy templates and managed policies are not
//! understood: one statement per real need is the house's rule.

use super::error::TemplateError;
use super::node::{Node, Properties};
use crate::iam::{Effect, IamCondition, IamPolicy, IamStatement};

/// Reads a function's `Policies`.
pub(super) fn parse(node: &Node<'_>) -> Result<IamPolicy, TemplateError> {
    let mut policy = IamPolicy::default();
    for document in node.items()? {
        if !document.value.is_mapping() {
            return Err(document.refuse("only inline policies with a `Statement` are understood"));
        }
        policy.statements.extend(self::document(&document)?.statements);
    }
    Ok(policy)
}

/// Reads one policy document.
pub(super) fn document(node: &Node<'_>) -> Result<IamPolicy, TemplateError> {
    let mut policy = IamPolicy::default();
    let mut properties = node.properties()?;
    properties.ignore(&["Version"]);
    for item in properties.require("Statement")?.items()? {
        policy.statements.push(statement(item.properties()?)?);
    }
    properties.finish()?;
    Ok(policy)
}

fn statement(mut properties: Properties<'_>) -> Result<IamStatement, TemplateError> {
    properties.ignore(&["Sid"]);
    let effect = properties.require("Effect")?;
    let allows = match effect.text()?.as_str() {
        "Allow" => Effect::Allow,
        "Deny" => Effect::Deny,
        other => return Err(effect.refuse(format!("unknown effect `{other}`"))),
    };
    let statement = IamStatement {
        effect: allows,
        actions: properties.require("Action")?.texts()?,
        resources: properties.require("Resource")?.texts()?,
        conditions: match properties.take("Condition")? {
            Some(node) => conditions(&node)?,
            None => Vec::new(),
        },
    };
    properties.finish()?;
    Ok(statement)
}

fn conditions(node: &Node<'_>) -> Result<Vec<IamCondition>, TemplateError> {
    let mut conditions = Vec::new();
    for (operator, section) in node.properties()?.rest() {
        for (key, values) in section.properties()?.rest() {
            let patterns = values.texts()?;
            let condition = IamCondition::new(&operator, &key, patterns).ok_or_else(|| {
                values.refuse(format!("unknown condition `{operator}` on `{key}`"))
            })?;
            conditions.push(condition);
        }
    }
    Ok(conditions)
}
