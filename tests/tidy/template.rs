//! `template.yaml` as far as the floor plan needs it. The laptop cloud has a reader of its own, which
//! refuses what it does not understand; this one looks only for what must be said.

use yaml_serde::Value;

use crate::tree::Tree;

/// The parsed template.
#[derive(Debug)]
pub(crate) struct Template {
    resources: Vec<(String, Value)>,
}

/// One `AWS::Serverless::Function`.
#[derive(Debug)]
pub(crate) struct Function<'a> {
    /// `BriefsFunction`
    pub(crate) logical_id: &'a str,
    properties: &'a Value,
}

/// One statement of a function's policies.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) effect: String,
    pub(crate) actions: Vec<String>,
    /// As written, e.g. `!Sub ${Table.Arn}/index/GSI1`.
    pub(crate) resources: Vec<String>,
}

impl Template {
    /// Of this tree's `template.yaml`.
    #[expect(clippy::expect_used, reason = "without a template there is nothing to judge")]
    pub(crate) fn of(tree: &Tree) -> Self {
        let text = tree.text("template.yaml").expect("there is a template.yaml");
        let root: Value = yaml_serde::from_str(text).expect("template.yaml is YAML");
        let resources = members(at(&root, &["Resources"]));
        Self {
            resources: resources.map(|(name, value)| (name.to_owned(), value.clone())).collect(),
        }
    }

    pub(crate) fn functions(&self) -> impl Iterator<Item = Function<'_>> {
        self.resources
            .iter()
            .filter(|(_, resource)| text(at(resource, &["Type"])) == "AWS::Serverless::Function")
            .map(|(logical_id, resource)| Function {
                logical_id,
                properties: at(resource, &["Properties"]),
            })
    }

    /// The logical ids of the state machines.
    pub(crate) fn machines(&self) -> impl Iterator<Item = &str> {
        self.of_type("AWS::StepFunctions::StateMachine").map(|(name, _)| name)
    }

    /// The roles that stand in the template themselves, with their statements.
    pub(crate) fn roles(&self) -> Vec<(&str, Vec<Statement>)> {
        let policies = |role| elements(at(role, &["Properties", "Policies"]));
        let roles = self.of_type("AWS::IAM::Role");
        let with_statements = |(name, role)| {
            let documents = policies(role).map(|policy| at(policy, &["PolicyDocument"]));
            (name, documents.flat_map(statements_of).collect())
        };
        roles.map(with_statements).collect()
    }

    fn of_type(&self, kind: &str) -> impl Iterator<Item = (&str, &Value)> {
        let of_kind = move |(_, resource): &&(String, Value)| text(at(resource, &["Type"])) == kind;
        self.resources.iter().filter(of_kind).map(|(name, resource)| (name.as_str(), resource))
    }

    /// A property of the resource with this name and type; `Null` if there is no such thing.
    pub(crate) fn property(&self, logical_id: &str, kind: &str, path: &[&str]) -> &Value {
        self.resources
            .iter()
            .find(|(name, resource)| name == logical_id && text(at(resource, &["Type"])) == kind)
            .map_or(&Value::Null, |(_, resource)| at(at(resource, &["Properties"]), path))
    }
}

impl Function<'_> {
    /// `Briefs`
    pub(crate) fn name(&self) -> &str {
        self.logical_id.strip_suffix("Function").unwrap_or(self.logical_id)
    }

    /// `briefs`: the folder, the package, the binary.
    pub(crate) fn folder(&self) -> String {
        self.name().to_lowercase()
    }

    pub(crate) fn code_uri(&self) -> String {
        text(at(self.properties, &["CodeUri"]))
    }

    pub(crate) fn log_group(&self) -> String {
        text(at(self.properties, &["LoggingConfig", "LogGroup"]))
    }

    /// `POST /briefs` …
    pub(crate) fn routes(&self) -> Vec<String> {
        members(at(self.properties, &["Events"]))
            .filter(|(_, event)| text(at(event, &["Type"])) == "HttpApi")
            .map(|(_, event)| {
                let said = |name| text(at(event, &["Properties", name]));
                format!("{} {}", said("Method"), said("Path"))
            })
            .collect()
    }

    /// What stands in `Policies` that is not a statement (a managed policy's name, a SAM policy
    /// template): each is wider than it looks.
    pub(crate) fn foreign_policies(&self) -> Vec<String> {
        elements(at(self.properties, &["Policies"]))
            .filter(|policy| {
                members(policy).any(|(name, _)| name != "Statement") || policy.is_string()
            })
            .map(|policy| format!("{policy:?}"))
            .collect()
    }

    pub(crate) fn statements(&self) -> Vec<Statement> {
        elements(at(self.properties, &["Policies"])).flat_map(statements_of).collect()
    }
}

fn statements_of(document: &Value) -> Vec<Statement> {
    let statements = elements(at(document, &["Statement"]));
    let read = |statement| Statement {
        effect: text(at(statement, &["Effect"])),
        actions: elements(at(statement, &["Action"])).map(text).collect(),
        resources: elements(at(statement, &["Resource"])).map(text).collect(),
    };
    statements.map(read).collect()
}

/// The value at a path of names; `Null` where the path leads nowhere.
pub(crate) fn at<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().fold(value, |value, name| value.get(*name).unwrap_or(&Value::Null))
}

/// The elements of a list; a single value counts as a list of one, as in IAM.
pub(crate) fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    let (many, one) = match value {
        Value::Sequence(many) => (many.as_slice(), None),
        Value::Null => (&[][..], None),
        Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Mapping(_)
        | Value::Tagged(_) => (&[][..], Some(value)),
    };
    many.iter().chain(one)
}

/// A scalar as it is written, with its tag in front.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Tagged(tagged) => {
            format!("!{} {}", tagged.tag.to_string().trim_start_matches('!'), text(&tagged.value))
        }
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => String::new(),
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let pairs = value.as_mapping().into_iter().flatten();
    pairs.filter_map(|(name, value)| Some((name.as_str()?, value)))
}

#[test]
fn tags_and_lists_of_one_are_seen_through() {
    let yaml = "A: !Ref B\nC: { D: [1, !Sub '${E}/x'] }\n";
    let value: Value = yaml_serde::from_str(yaml).unwrap();
    assert_eq!(text(at(&value, &["A"])), "!Ref B");
    assert_eq!(elements(at(&value, &["A"])).count(), 1);
    let listed: Vec<_> = elements(at(&value, &["C", "D"])).map(text).collect();
    assert_eq!(listed, ["1", "!Sub ${E}/x"]);
    assert!(at(&value, &["C", "nowhere", "at", "all"]).is_null());
}
