//! What the intrinsic functions of a template can refer to.

use std::cell::RefCell;
use std::collections::BTreeMap;

use yaml_serde::Value;

use super::error::TemplateError;
use super::place::StackLocation;

/// The whole text, its parsed form and the values of its parameters.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) text: String,
    pub(super) root: Value,
    pub(super) place: StackLocation,
    pub(super) parameters: BTreeMap<String, Parameter>,
    /// Names being resolved, so that a circle is refused and not followed.
    pub(super) resolving: RefCell<Vec<String>>,
}

/// A parameter's value and whether it is a list of values separated by commas.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub(super) value: String,
    pub(super) is_list: bool,
}

impl Scope {
    pub(super) fn new(text: &str, place: StackLocation) -> Result<Self, TemplateError> {
        let root = yaml_serde::from_str(text).map_err(TemplateError::NotYaml)?;
        Ok(Self {
            text: text.to_owned(),
            root,
            place,
            parameters: BTreeMap::new(),
            resolving: RefCell::default(),
        })
    }
}
