//! Resolves a template's intrinsic functions from what they can refer to: parameters, conditions,
//! pseudo parameters and the names of its resources.

use std::collections::BTreeMap;

use yaml_serde::Value;

use super::error::TemplateError;
use super::names::{Kind, Names};
use super::node::Node;

const NULL: Value = Value::Null;

/// An intrinsic function, in its short form (`!Sub …`) or its long one (`Fn::Sub: …`).
fn intrinsic(value: &Value) -> Option<(String, &Value)> {
    match value {
        Value::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            Some((tag.trim_start_matches('!').to_owned(), &tagged.value))
        }
        Value::Mapping(mapping) if mapping.len() == 1 => {
            let (key, argument) = mapping.iter().next()?;
            let key = key.as_str()?;
            let name = key.strip_prefix("Fn::").or((key == "Ref").then_some(key))?;
            Some((name.to_owned(), argument))
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Sequence(_)
        | Value::Mapping(_) => None,
    }
}

impl<'t> Node<'t> {
    /// Follows `!If` to the branch it takes; `!Ref AWS::NoValue` is a null.
    pub(super) fn settle(&self) -> Result<Self, TemplateError> {
        match intrinsic(self.value) {
            Some((name, argument)) if name == "If" => {
                let Value::Sequence(parts) = argument else {
                    return Err(self.refuse("`!If` needs a condition and two values"));
                };
                let [condition, yes, no] = parts.as_slice() else {
                    return Err(self.refuse("`!If` needs a condition and two values"));
                };
                let holds = self.index(0, condition).named_condition()?;
                let branch = if holds { self.index(1, yes) } else { self.index(2, no) };
                branch.settle()
            }
            Some((name, argument)) if name == "Ref" && *argument == "AWS::NoValue" => {
                Ok(Self { value: &NULL, path: self.path.clone(), scope: self.scope })
            }
            Some(_) | None => Ok(self.clone()),
        }
    }

    /// The text that stands here once every intrinsic function is resolved.
    pub(super) fn text(&self) -> Result<String, TemplateError> {
        let node = self.settle()?;
        if let Some((name, argument)) = intrinsic(node.value) {
            return node.function(&name, argument);
        }
        match node.value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(boolean) => Ok(boolean.to_string()),
            Value::Null | Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => {
                Err(node.refuse(format!("`{}` must be text", node.name())))
            }
        }
    }

    /// The values of a comma-delimited parameter, when this refers to one.
    pub(super) fn list_parameter(&self) -> Option<Vec<String>> {
        let (name, argument) = intrinsic(self.value)?;
        let parameter = self.scope.parameters.get(argument.as_str()?)?;
        let is_list = name == "Ref" && parameter.is_list;
        is_list.then(|| parameter.value.split(',').map(|part| part.trim().to_owned()).collect())
    }

    fn function(&self, name: &str, argument: &'t Value) -> Result<String, TemplateError> {
        let argument = Node { value: argument, path: self.path.clone(), scope: self.scope };
        match name {
            "Ref" => {
                let name = argument.text()?;
                self.reference(&name)
            }
            "GetAtt" => argument.attribute_of(),
            "Sub" => argument.substituted(),
            "Join" => argument.joined(),
            other => Err(self.refuse(format!("unknown intrinsic function `!{other}`"))),
        }
    }

    fn attribute_of(&self) -> Result<String, TemplateError> {
        let dotted = match self.value {
            Value::Sequence(_) => self.texts()?.join("."),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Mapping(_)
            | Value::Tagged(_) => self.text()?,
        };
        let Some((resource, attribute)) = dotted.split_once('.') else {
            return Err(self.refuse("`!GetAtt` needs a resource and an attribute"));
        };
        self.attribute(resource, attribute)
    }

    fn joined(&self) -> Result<String, TemplateError> {
        match self.items()?.as_slice() {
            [separator, parts] => Ok(parts.texts()?.join(&separator.text()?)),
            _ => Err(self.refuse("`!Join` needs a separator and a list")),
        }
    }

    fn substituted(&self) -> Result<String, TemplateError> {
        let mut own = BTreeMap::new();
        let pattern = match self.value {
            Value::Sequence(_) => {
                let items = self.items()?;
                let [pattern, names] = items.as_slice() else {
                    return Err(self.refuse("`!Sub` needs a text and a mapping"));
                };
                for (name, node) in names.properties()?.rest() {
                    own.insert(name, node.text()?);
                }
                pattern.text()?
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Mapping(_)
            | Value::Tagged(_) => self.text()?,
        };
        let mut text = String::new();
        let mut rest = pattern.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else {
                return Err(self.refuse("`!Sub` has a `${` without its `}`"));
            };
            text.push_str(before);
            text.push_str(&self.substitute(name.trim(), &own)?);
            rest = after;
        }
        text.push_str(rest);
        Ok(text)
    }

    fn substitute(
        &self,
        name: &str,
        own: &BTreeMap<String, String>,
    ) -> Result<String, TemplateError> {
        if let Some(literal) = name.strip_prefix('!') {
            return Ok(format!("${{{literal}}}"));
        }
        if let Some(value) = own.get(name) {
            return Ok(value.clone());
        }
        match name.split_once('.') {
            Some((resource, attribute)) => self.attribute(resource, attribute),
            None => self.reference(name),
        }
    }

    pub(super) fn reference(&self, name: &str) -> Result<String, TemplateError> {
        if let Some(value) = self.scope.place.pseudo_parameter(name) {
            return Ok(value);
        }
        if let Some(parameter) = self.scope.parameters.get(name) {
            return Ok(parameter.value.clone());
        }
        Ok(self.resource(name)?.names.reference(&self.scope.place))
    }

    pub(super) fn attribute(&self, name: &str, attribute: &str) -> Result<String, TemplateError> {
        let resource = self.resource(name)?;
        resource.names.attribute(&self.scope.place, attribute).ok_or_else(|| {
            let kind = &resource.kind;
            self.refuse(format!("`{name}.{attribute}`: a {kind} has no such attribute here"))
        })
    }

    fn resource(&self, name: &str) -> Result<Named, TemplateError> {
        let unknown = || self.refuse(format!("`{name}` is neither a parameter nor a resource"));
        let resources = self.scope.root.get("Resources").ok_or_else(unknown)?;
        let resource = resources.get(name).ok_or_else(unknown)?;
        let kind = resource.get("Type").and_then(Value::as_str).ok_or_else(unknown)?;
        if self.scope.resolving.borrow().iter().any(|other| other == name) {
            return Err(self.refuse(format!("`{name}` refers to itself")));
        }
        self.scope.resolving.borrow_mut().push(name.to_owned());
        let names = self.names_of(name, kind, resource);
        self.scope.resolving.borrow_mut().pop();
        Ok(Named { kind: kind.to_owned(), names: names? })
    }

    fn names_of(
        &self,
        logical_id: &str,
        kind: &str,
        resource: &'t Value,
    ) -> Result<Names, TemplateError> {
        let kind = Kind::of(kind);
        let own_name = kind
            .name_property()
            .and_then(|property| resource.get("Properties")?.get(property))
            .map(|value| Node { value, path: self.path.clone(), scope: self.scope }.text())
            .transpose()?;
        Ok(Names::new(&self.scope.place, kind, logical_id, own_name))
    }

    /// Whether the condition of this name, as `Conditions` defines it, holds.
    pub(super) fn named_condition(&self) -> Result<bool, TemplateError> {
        let name = self.text()?;
        let conditions = self.scope.root.get("Conditions");
        let value = conditions
            .and_then(|conditions| conditions.get(&name))
            .ok_or_else(|| self.refuse(format!("unknown condition `{name}`")))?;
        Node { value, path: self.path.clone(), scope: self.scope }.condition()
    }

    fn condition(&self) -> Result<bool, TemplateError> {
        let Some((name, argument)) = intrinsic(self.value) else {
            return Err(self.refuse("a condition must be an intrinsic function"));
        };
        let argument = Node { value: argument, path: self.path.clone(), scope: self.scope };
        if name == "Condition" {
            return argument.named_condition();
        }
        let parts = argument.items()?;
        match (name.as_str(), parts.as_slice()) {
            ("Equals", [left, right]) => Ok(left.text()? == right.text()?),
            ("Not", [one]) => Ok(!one.condition()?),
            ("And", parts) => parts.iter().try_fold(true, |all, part| Ok(all & part.condition()?)),
            ("Or", parts) => parts.iter().try_fold(false, |any, part| Ok(any | part.condition()?)),
            (other, _) => Err(self.refuse(format!("unknown condition function `!{other}`"))),
        }
    }
}

/// A resource that something refers to.
struct Named {
    kind: String,
    names: Names,
}
