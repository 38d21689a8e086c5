//! The parameters of a template and their values.

use std::collections::BTreeMap;

use super::error::TemplateError;
use super::node::Node;
use super::scope::{Parameter, Scope};

/// Reads `Parameters`, each with its default or the value in `overrides`.
pub(super) fn read_parameters(
    scope: &Scope,
    overrides: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Parameter>, TemplateError> {
    let mut parameters = BTreeMap::new();
    let Some(section) = Node::root(scope).properties()?.take("Parameters")? else {
        return Ok(parameters);
    };
    for (name, node) in section.properties()?.rest() {
        let parameter = read_parameter(&node, overrides.get(&name))?;
        parameters.insert(name, parameter);
    }
    Ok(parameters)
}

fn read_parameter(node: &Node<'_>, value: Option<&String>) -> Result<Parameter, TemplateError> {
    let mut properties = node.properties()?;
    let is_list = match properties.require("Type")?.text()?.as_str() {
        "String" | "Number" => false,
        "CommaDelimitedList" | "List<Number>" => true,
        other => return Err(node.refuse(format!("unknown parameter type `{other}`"))),
    };
    let default = properties.take("Default")?;
    let allowed = properties.texts("AllowedValues")?;
    properties.ignore(&[
        "Description",
        "NoEcho",
        "AllowedPattern",
        "ConstraintDescription",
        "MinLength",
        "MaxLength",
        "MinValue",
        "MaxValue",
    ]);
    properties.finish()?;
    let value = match (value, default) {
        (Some(value), _) => value.clone(),
        (None, Some(default)) => default.text()?,
        (None, None) => {
            let what = format!("parameter `{}` has no default and no value", node.name());
            return Err(node.refuse(what));
        }
    };
    if !allowed.is_empty() && !allowed.contains(&value) {
        let what = format!("parameter `{}` cannot be `{value}`: not allowed", node.name());
        return Err(node.refuse(what));
    }
    Ok(Parameter { value, is_list })
}
