//! What flows through a state machine: reference paths into JSON, templates of parameters, and
//! where a result goes. Only names are followed (`$.a.b`): no index, no filter, no context object.

use serde_json::{Map, Value};

use super::failure::{RUNTIME, StateError};

/// A reference path: `$`, or `$.a.b`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReferencePath(Vec<String>);

/// JSON in which every name that ends in `.$` has a path for its value.
#[derive(Debug, Clone, PartialEq)]
pub struct StateParameters(Vec<(String, Parameter)>);

#[derive(Debug, Clone, PartialEq)]
enum Parameter {
    Constant(Value),
    Reference(ReferencePath),
    Nested(StateParameters),
}

/// Where a result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultPath {
    /// Nowhere (`null`): the state's input is its output.
    Discard,
    /// Here, in the state's input; `$` replaces the whole of it.
    At(ReferencePath),
}

impl ReferencePath {
    /// Reads a path; `None` where it is more than names.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('$')?;
        if rest.is_empty() {
            return Some(Self(Vec::new()));
        }
        let names: Vec<String> = rest.strip_prefix('.')?.split('.').map(str::to_owned).collect();
        let is_name = |name: &String| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        names.iter().all(is_name).then_some(Self(names))
    }

    /// The value that it leads to.
    pub(super) fn get<'v>(&self, value: &'v Value) -> Result<&'v Value, StateError> {
        let found = self.0.iter().try_fold(value, |value, name| value.get(name));
        found.ok_or_else(|| {
            let path = self.0.join(".");
            StateError::new(RUNTIME, format!("the path $.{path} leads nowhere in {value}"))
        })
    }

    /// Puts `value` there, in an object that grows where it must.
    fn put(&self, target: &mut Value, value: Value) -> Result<(), StateError> {
        let mut place = target;
        for name in &self.0 {
            let Value::Object(fields) = place else {
                let path = self.0.join(".");
                return Err(StateError::new(RUNTIME, format!("$.{path} is not inside an object")));
            };
            place = fields.entry(name).or_insert_with(|| Value::Object(Map::new()));
        }
        *place = value;
        Ok(())
    }
}

impl StateParameters {
    /// Reads a template; the error is the name whose path is not understood.
    pub fn parse(value: &Value) -> Result<Self, String> {
        let Value::Object(fields) = value else { return Err("it is not an object".to_owned()) };
        let read = |(name, value): (&String, &Value)| {
            let parameter = match (name.strip_suffix(".$"), value) {
                (Some(bare), Value::String(path)) => {
                    let path = ReferencePath::parse(path).ok_or_else(|| name.clone())?;
                    return Ok((bare.to_owned(), Parameter::Reference(path)));
                }
                (Some(_), _) => return Err(name.clone()),
                (None, Value::Object(_)) => Parameter::Nested(Self::parse(value)?),
                (None, _) => Parameter::Constant(value.clone()),
            };
            Ok((name.clone(), parameter))
        };
        fields.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The JSON that it stands for, given this input.
    pub(super) fn fill(&self, input: &Value) -> Result<Value, StateError> {
        let mut filled = Map::new();
        for (name, parameter) in &self.0 {
            let value = match parameter {
                Parameter::Constant(value) => value.clone(),
                Parameter::Reference(path) => path.get(input)?.clone(),
                Parameter::Nested(parameters) => parameters.fill(input)?,
            };
            filled.insert(name.clone(), value);
        }
        Ok(Value::Object(filled))
    }
}

impl ResultPath {
    /// The output of a state with this input and result.
    pub(super) fn place(&self, input: Value, result: Value) -> Result<Value, StateError> {
        match self {
            Self::Discard => Ok(input),
            Self::At(path) => {
                let mut output = input;
                path.put(&mut output, result)?;
                Ok(output)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_follows_names_and_nothing_else() {
        let value = json!({ "a": { "b_1": 7 } });
        assert_eq!(ReferencePath::parse("$.a.b_1").unwrap().get(&value).unwrap(), &json!(7));
        assert_eq!(ReferencePath::parse("$").unwrap().get(&value).unwrap(), &value);
        let nowhere = ReferencePath::parse("$.a.c").unwrap().get(&value).unwrap_err();
        assert_eq!(nowhere.error, "States.Runtime");
        for other in ["a", "$a", "$.", "$..a", "$.a[0]", "$.a[*]", "$$.Execution.Id", "$.a-b"] {
            assert_eq!(ReferencePath::parse(other), None, "{other}");
        }
    }

    #[test]
    fn parameters_are_constants_and_references_at_any_depth() {
        let template = json!({ "step": "plan", "n.$": "$.n", "in": { "all.$": "$" } });
        let parameters = StateParameters::parse(&template).unwrap();
        let filled = parameters.fill(&json!({ "n": 2 })).unwrap();
        assert_eq!(filled, json!({ "step": "plan", "n": 2, "in": { "all": { "n": 2 } } }));
        assert!(parameters.fill(&json!({})).is_err());
        assert_eq!(StateParameters::parse(&json!({ "n.$": "$.a[0]" })), Err("n.$".to_owned()));
        assert_eq!(StateParameters::parse(&json!({ "n.$": 7 })), Err("n.$".to_owned()));
    }

    #[test]
    fn a_result_replaces_the_input_joins_it_or_is_forgotten() {
        let (input, result) = (json!({ "a": 1 }), json!([2]));
        let place = |path: &ResultPath| path.place(input.clone(), result.clone()).unwrap();
        let at = |path| ResultPath::At(ReferencePath::parse(path).unwrap());
        assert_eq!(place(&ResultPath::Discard), input);
        assert_eq!(place(&at("$")), result);
        assert_eq!(place(&at("$.b.c")), json!({ "a": 1, "b": { "c": [2] } }));
        assert!(at("$.a.c").place(input.clone(), result.clone()).is_err());
    }
}
