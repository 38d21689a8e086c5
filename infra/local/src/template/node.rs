//! A place in the template: a value, the path to it, and the scope in which its intrinsic functions
//! are resolved. Every reader goes through [`Properties`], so that an unread property is an
//! error with its line, never silently ignored.

use yaml_serde::Value;

use super::error::TemplateError;
use super::lines::{Step, line_of};
use super::scope::Scope;

/// A value in the template.
#[derive(Debug, Clone)]
pub(super) struct Node<'t> {
    pub(super) value: &'t Value,
    pub(super) path: Vec<Step>,
    pub(super) scope: &'t Scope,
}

impl<'t> Node<'t> {
    pub(super) fn root(scope: &'t Scope) -> Self {
        Self { value: &scope.root, path: Vec::new(), scope }
    }

    fn inside(&self, step: Step, value: &'t Value) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self { value, path, scope: self.scope }
    }

    pub(super) fn key(&self, key: &str, value: &'t Value) -> Self {
        self.inside(Step::Key(key.to_owned()), value)
    }

    pub(super) fn index(&self, index: usize, value: &'t Value) -> Self {
        self.inside(Step::Index(index), value)
    }

    /// An error at this place.
    pub(super) fn refuse(&self, what: impl Into<String>) -> TemplateError {
        TemplateError::NotUnderstood {
            line: line_of(&self.scope.text, &self.path),
            what: what.into(),
        }
    }

    /// The name of this place: its last key that says anything.
    pub(super) fn name(&self) -> &str {
        let mut keys = self.path.iter().rev().filter_map(Step::key);
        keys.find(|key| *key != "Properties").unwrap_or("template")
    }

    /// The properties of a mapping; what is not taken from them is refused by
    /// [`Properties::finish`].
    pub(super) fn properties(&self) -> Result<Properties<'t>, TemplateError> {
        let node = self.settle()?;
        let Value::Mapping(mapping) = node.value else {
            return Err(node.refuse(format!("`{}` must be a mapping", self.name())));
        };
        let mut left = Vec::new();
        for (key, value) in mapping {
            let Some(key) = key.as_str() else {
                return Err(node.refuse(format!("a key of `{}` is not text", self.name())));
            };
            left.push((key.to_owned(), node.key(key, value)));
        }
        Ok(Properties { node, left })
    }

    /// The items of a sequence, without those that an intrinsic function removes.
    pub(super) fn items(&self) -> Result<Vec<Self>, TemplateError> {
        let node = self.settle()?;
        let Value::Sequence(sequence) = node.value else {
            return Err(node.refuse(format!("`{}` must be a list", self.name())));
        };
        let mut items = Vec::new();
        for (index, value) in sequence.iter().enumerate() {
            let item = node.index(index, value).settle()?;
            if !item.value.is_null() {
                items.push(item);
            }
        }
        Ok(items)
    }

    /// One text or a list of them, with comma-delimited parameters taken apart.
    pub(super) fn texts(&self) -> Result<Vec<String>, TemplateError> {
        let node = self.settle()?;
        if let Some(list) = node.list_parameter() {
            return Ok(list);
        }
        match node.value {
            Value::Sequence(_) => node.items()?.iter().map(Self::text).collect(),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Mapping(_)
            | Value::Tagged(_) => Ok(vec![node.text()?]),
        }
    }

    /// A whole number, not negative.
    pub(super) fn number<N: TryFrom<u64>>(&self) -> Result<N, TemplateError> {
        let text = self.text()?;
        text.parse::<u64>()
            .ok()
            .and_then(|number| N::try_from(number).ok())
            .ok_or_else(|| self.refuse(format!("`{}` must be a whole number", self.name())))
    }

    pub(super) fn boolean(&self) -> Result<bool, TemplateError> {
        match self.text()?.as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.refuse(format!("`{}` must be true or false", self.name()))),
        }
    }

    /// A text that must be `expected`: the only choice that the laptop cloud behaves like.
    pub(super) fn must_be(&self, expected: &str) -> Result<(), TemplateError> {
        let text = self.text()?;
        if text == expected {
            return Ok(());
        }
        Err(self.refuse(format!("`{}` is {text}, only {expected} is understood", self.name())))
    }
}

impl Step {
    fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

/// The properties of one mapping that have not been read yet.
#[derive(Debug)]
pub(super) struct Properties<'t> {
    pub(super) node: Node<'t>,
    left: Vec<(String, Node<'t>)>,
}

impl<'t> Properties<'t> {
    /// The value of `key`, `None` when it is absent or `AWS::NoValue`.
    pub(super) fn take(&mut self, key: &str) -> Result<Option<Node<'t>>, TemplateError> {
        Ok(self.take_even_null(key)?.filter(|node| !node.value.is_null()))
    }

    /// The value of `key`, even where it is `null`: there it says something.
    pub(super) fn take_even_null(&mut self, key: &str) -> Result<Option<Node<'t>>, TemplateError> {
        let Some(position) = self.left.iter().position(|(name, _)| name == key) else {
            return Ok(None);
        };
        self.left.remove(position).1.settle().map(Some)
    }

    /// The value of `key`, which must be there.
    pub(super) fn require(&mut self, key: &str) -> Result<Node<'t>, TemplateError> {
        self.take(key)?
            .ok_or_else(|| self.node.refuse(format!("`{}` needs `{key}`", self.node.name())))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, TemplateError> {
        self.take(key)?.map(|node| node.text()).transpose()
    }

    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, TemplateError> {
        Ok(self.take(key)?.map(|node| node.texts()).transpose()?.unwrap_or_default())
    }

    pub(super) fn number<N: TryFrom<u64>>(
        &mut self,
        key: &str,
    ) -> Result<Option<N>, TemplateError> {
        self.take(key)?.map(|node| node.number()).transpose()
    }

    pub(super) fn boolean(&mut self, key: &str) -> Result<Option<bool>, TemplateError> {
        self.take(key)?.map(|node| node.boolean()).transpose()
    }

    /// Properties that change nothing on a laptop, such as tags or memory.
    pub(super) fn ignore(&mut self, keys: &[&str]) {
        self.left.retain(|(name, _)| !keys.contains(&name.as_str()));
    }

    /// All properties that are left, under any name.
    pub(super) fn rest(self) -> Vec<(String, Node<'t>)> {
        self.left
    }

    /// Refuses the first property that has not been read.
    pub(super) fn finish(self) -> Result<(), TemplateError> {
        match self.left.first() {
            None => Ok(()),
            Some((name, node)) => {
                Err(node.refuse(format!("unknown property `{name}` of `{}`", self.node.name())))
            }
        }
    }
}
