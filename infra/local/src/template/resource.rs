//! A resource of the template as it is declared.

use super::error::TemplateError;
use super::node::{Node, Properties};

/// A resource that exists: the place of its declaration and its properties.
#[derive(Debug)]
pub(super) struct Resource<'t> {
    pub(super) node: Node<'t>,
    pub(super) properties: Option<Properties<'t>>,
}

impl<'t> Resource<'t> {
    pub(super) fn properties(self) -> Result<Properties<'t>, TemplateError> {
        let refusal = self.node.refuse(format!("`{}` has no `Properties`", self.node.name()));
        self.properties.ok_or(refusal)
    }

    /// What `!Ref` to this resource gives.
    pub(super) fn reference(&self) -> Result<String, TemplateError> {
        self.node.reference(self.node.name())
    }

    /// What `!GetAtt` of this resource's `attribute` gives.
    pub(super) fn attribute(&self, attribute: &str) -> Result<String, TemplateError> {
        self.node.attribute(self.node.name(), attribute)
    }
}

/// The type and properties of a resource, `None` if its condition does not hold.
pub(super) fn present_resource<'t>(
    node: &Node<'t>,
) -> Result<Option<(String, Resource<'t>)>, TemplateError> {
    let mut declaration = node.properties()?;
    if let Some(condition) = declaration.take("Condition")?
        && !condition.named_condition()?
    {
        return Ok(None);
    }
    let kind = declaration.require("Type")?.text()?;
    let properties = declaration.take("Properties")?.map(|node| node.properties()).transpose()?;
    declaration.ignore(&["DeletionPolicy", "UpdateReplacePolicy", "Metadata", "DependsOn"]);
    declaration.finish()?;
    Ok(Some((kind, Resource { node: node.clone(), properties })))
}
