//! The named schemas of the document, and how what a reader takes is written as one.

use std::collections::BTreeSet;

use domain::rules::Rule;
use domain::shape::TextShape;
use edge::{FieldShape, ObjectRule, ObjectShape, Presence, ValueShape, VariantShape};
use serde_json::{Map, Value, json};

/// Where the document keeps its named schemas, as references write it.
pub(crate) const SCHEMAS: &str = "#/components/schemas/";

/// The component of the places in lists.
const CURSOR: &str = "Cursor";

/// What stands in the place of a value that no reader has described; a test refuses it.
pub const UNDESCRIBED: &str = "x-undescribed";

/// The named schemas, as far as they are known.
#[derive(Debug)]
pub(crate) struct Components {
    schemas: Map<String, Value>,
    /// The names of those that are bodies of requests.
    bodies: BTreeSet<String>,
}

impl Components {
    /// Those of the answers.
    pub(crate) fn new(of_answers: Map<String, Value>) -> Components {
        Components { schemas: of_answers, bodies: BTreeSet::new() }
    }

    /// All of them; a body that stands inside of another one is referred to there.
    pub(crate) fn into_schemas(self) -> Map<String, Value> {
        let Components { mut schemas, bodies } = self;
        let named = schemas.iter().filter(|(name, _)| bodies.contains(*name));
        let mut known: Vec<(String, Value)> =
            named.map(|(name, schema)| (name.clone(), schema.clone())).collect();
        // What is said of a body is no part of its shape.
        for members in known.iter_mut().filter_map(|(_, schema)| schema.as_object_mut()) {
            members.remove("description");
        }
        for (_, schema) in schemas.iter_mut().filter(|(name, _)| bodies.contains(*name)) {
            refer_inside(schema, &known);
        }
        schemas
    }

    /// A reference to the schema, which gets this name, or the name with a number where another
    /// schema has it: no component of the document may be called so, and a test says it.
    pub(crate) fn reference(&mut self, name: &str, schema: Value) -> Value {
        let mut free = name.to_owned();
        let mut number = 1_u32;
        while self.schemas.get(&free).is_some_and(|known| *known != schema) {
            number = number.saturating_add(1);
            free = format!("{name}{number}");
        }
        let reference = json!({ "$ref": format!("{SCHEMAS}{free}") });
        self.schemas.insert(free, schema);
        reference
    }

    fn text(&mut self, shape: &TextShape) -> Value {
        self.reference(shape.name, shape.schema().to_value())
    }

    /// The body of a request, as a component of this name.
    pub(crate) fn body(&mut self, name: &str, about: &str, shape: &ObjectShape) -> Value {
        let mut schema = self.object(shape);
        prepend(&mut schema, about);
        let reference = self.reference(name, schema);
        let full = reference.get("$ref").and_then(Value::as_str).unwrap_or_default();
        self.bodies.extend(full.strip_prefix(SCHEMAS).map(str::to_owned));
        reference
    }

    /// What a value can be, without whether it may be null.
    pub(crate) fn value(&mut self, shape: &ValueShape) -> Value {
        match shape {
            ValueShape::Text { characters: (least, most), lines } => text(*least, *most, *lines),
            ValueShape::Shaped(shape) => self.text(shape),
            ValueShape::Integer { min, max } => integer(*min, *max),
            ValueShape::Number { min, max } => rounded(*min, *max),
            ValueShape::Boolean => json!({ "type": "boolean" }),
            ValueShape::Moment => json!({ "type": "string", "format": "date-time" }),
            ValueShape::Words(words) => json!({ "type": "string", "enum": words }),
            // Every page of a list has one.
            ValueShape::Cursor if self.schemas.contains_key(CURSOR) => {
                json!({ "$ref": format!("{SCHEMAS}{CURSOR}") })
            }
            ValueShape::Cursor => json!({ "type": "string", "minLength": 1 }),
            ValueShape::List { items: (least, most), of } => {
                let of = self.value(of);
                json!({ "type": "array", "minItems": least, "maxItems": most, "items": of })
            }
            ValueShape::Object(object) => self.object(object),
            ValueShape::Ruled { value, rule } => {
                let mut schema = self.value(value);
                append(&mut schema, &words_of(*rule, value));
                set(&mut schema, "x-rule", rule.as_str().into());
                schema
            }
            ValueShape::Undescribed => json!({ UNDESCRIBED: true }),
        }
    }

    /// An object with its rules and the ways in which it can be said.
    fn object(&mut self, shape: &ObjectShape) -> Value {
        let mut schema = if shape.variants.is_empty() {
            self.with_one_of_each(shape)
        } else {
            let ways = shape.variants.iter().map(|way| self.variant(shape, way));
            json!({ "oneOf": ways.collect::<Vec<Value>>() })
        };
        for rule in &shape.rules {
            match rule {
                ObjectRule::Ordered(least, most) => {
                    append(&mut schema, &format!("`{least}` is not above `{most}`."));
                }
                ObjectRule::AtLeastOneOf(names) => {
                    let names = names.join("` or `");
                    append(&mut schema, &format!("`{names}` is there, or several of them."));
                }
            }
        }
        let ordered = ordered(shape);
        if !ordered.is_empty() {
            set(&mut schema, "x-ordered", ordered.into());
        }
        schema
    }

    /// One whole object for each choice of the fields of which one at least is there: a reader of the
    /// document understands whole objects better than a bare `required`.
    fn with_one_of_each(&mut self, shape: &ObjectShape) -> Value {
        let mut needed: Vec<Vec<&str>> = vec![Vec::new()];
        for rule in &shape.rules {
            if let ObjectRule::AtLeastOneOf(names) = rule {
                let with = |name: &&'static str| {
                    needed.iter().map(|before| [before.as_slice(), &[*name]].concat())
                };
                needed = names.iter().flat_map(with).collect();
            }
        }
        let mut objects: Vec<Value> =
            needed.iter().map(|needed| self.fields(&shape.fields, needed)).collect();
        match objects.pop() {
            Some(only) if objects.is_empty() => only,
            last => {
                objects.extend(last);
                json!({ "anyOf": objects })
            }
        }
    }

    fn variant(&mut self, shape: &ObjectShape, way: &VariantShape) -> Value {
        let fields: Vec<FieldShape> =
            shape.fields.iter().chain(&way.object.fields).cloned().collect();
        let mut schema = self.fields(&fields, way.marks);
        set(&mut schema, "title", way.name.into());
        schema
    }

    /// An object of these fields and no others; those in `needed` are there, whatever they say.
    fn fields(&mut self, fields: &[FieldShape], needed: &[&str]) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in fields {
            let is_needed = field.presence == Presence::Required || needed.contains(&field.name);
            if is_needed {
                required.push(field.name);
            }
            properties.insert(field.name.to_owned(), self.field(field, is_needed));
        }
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if !required.is_empty() {
            set(&mut schema, "required", required.into());
        }
        schema
    }

    fn field(&mut self, field: &FieldShape, is_needed: bool) -> Value {
        let value = self.value(&field.value);
        let mut schema = match field.presence {
            Presence::Optional | Presence::Default(_) | Presence::AmendedOrCleared
                if !is_needed =>
            {
                or_null(value)
            }
            Presence::Required
            | Presence::Optional
            | Presence::Default(_)
            | Presence::Amended
            | Presence::AmendedOrCleared => value,
        };
        if let Presence::Default(default) = &field.presence {
            set(&mut schema, "default", default.clone());
        }
        if field.presence == Presence::AmendedOrCleared {
            append(&mut schema, "Left out, it stays as it is; null takes it away.");
        }
        prepend(&mut schema, field.note);
        schema
    }

    /// The parameters of a query; a null cannot stand there.
    pub(crate) fn query(&mut self, shape: &ObjectShape) -> Vec<Value> {
        let ways = shape.variants.iter().flat_map(|way| &way.object.fields);
        let optional =
            ways.map(|field| FieldShape { presence: Presence::Optional, ..field.clone() });
        let mut parameters: Vec<Value> = Vec::new();
        for field in shape.fields.iter().cloned().chain(optional) {
            let is_known = |one: &Value| one.get("name").is_some_and(|name| name == field.name);
            if parameters.iter().any(is_known) {
                continue;
            }
            let mut schema = self.value(&field.value);
            if let Presence::Default(default) = &field.presence {
                set(&mut schema, "default", default.clone());
            }
            let mut parameter = json!({
                "name": field.name,
                "in": "query",
                "required": field.presence == Presence::Required,
                "schema": schema,
            });
            prepend(&mut parameter, field.note);
            parameters.push(parameter);
        }
        parameters
    }
}

/// What a rule asks for, as far as neither the type nor the bounds of the value say it.
fn words_of(rule: Rule, value: &ValueShape) -> String {
    match (rule, value) {
        (Rule::Range, ValueShape::Integer { .. } | ValueShape::Number { .. }) => String::new(),
        // Money that is paid out.
        (Rule::Range, ValueShape::Object(_)) => {
            "Above zero, with at most the decimals of its currency.".to_owned()
        }
        _ => sentence(&format!("Rule `{rule}`: {}", rule.sentence())),
    }
}

/// Replaces each schema inside of this one that is a known one by a reference to it, with the words
/// of its place.
fn refer_inside(schema: &mut Value, known: &[(String, Value)]) {
    let inner: Vec<&mut Value> = match schema {
        Value::Object(members) => members.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for inner in inner {
        match referred(inner, known) {
            Some(reference) => *inner = reference,
            None => refer_inside(inner, known),
        }
    }
}

/// The reference that says the same as the schema; none where it is no known one.
fn referred(schema: &Value, known: &[(String, Value)]) -> Option<Value> {
    let mut alone = schema.as_object()?.clone();
    let words = alone.remove("description");
    let may_be_null = alone.get("type") == Some(&json!(["object", "null"]));
    if may_be_null {
        alone.insert("type".to_owned(), "object".into());
    }
    let alone = Value::Object(alone);
    let (name, _) = known.iter().find(|(_, one)| *one == alone)?;
    let reference = json!({ "$ref": format!("{SCHEMAS}{name}") });
    let mut told =
        if may_be_null { json!({ "anyOf": [reference, { "type": "null" }] }) } else { reference };
    if let Some(words) = words {
        set(&mut told, "description", words);
    }
    Some(told)
}

/// The pairs of fields of which the first is not above the second.
pub(crate) fn ordered(shape: &ObjectShape) -> Vec<Vec<&'static str>> {
    let pairs = shape.rules.iter().filter_map(|rule| match rule {
        ObjectRule::Ordered(least, most) => Some(vec![*least, *most]),
        ObjectRule::AtLeastOneOf(_) => None,
    });
    pairs.collect()
}

fn text(least: usize, most: usize, lines: bool) -> Value {
    let mut schema = json!({ "type": "string", "minLength": least, "x-lines": lines });
    if most < usize::MAX {
        set(&mut schema, "maxLength", most.into());
    }
    schema
}

/// A bound that no number of JSON can say is none.
fn integer(min: i128, max: i128) -> Value {
    let number = |bound: i128| -> Option<Value> {
        let small = i64::try_from(bound).map(Value::from);
        small.or_else(|_| u64::try_from(bound).map(Value::from)).ok()
    };
    let mut schema = json!({ "type": "integer" });
    for (name, bound) in [("minimum", number(min)), ("maximum", number(max))] {
        if let Some(bound) = bound {
            set(&mut schema, name, bound);
        }
    }
    schema
}

/// A number that becomes a whole one from `min` to `max`, half of one up and away from zero.
fn rounded(min: i64, max: i64) -> Value {
    let mut schema = json!({ "type": "number", "x-rounded": [min, max] });
    let half = |whole: i64| -> Option<Value> {
        let sign = if whole < 0 { "-" } else { "" };
        serde_json::from_str(&format!("{sign}{}.5", whole.unsigned_abs())).ok()
    };
    let least = if min > 0 {
        ("minimum", half(min.saturating_sub(1)))
    } else {
        // Zero has no sign of its own.
        let below = if min == 0 { serde_json::from_str("-0.5").ok() } else { half(min) };
        ("exclusiveMinimum", below)
    };
    let most = if max < 0 {
        ("maximum", half(max.saturating_add(1)))
    } else {
        ("exclusiveMaximum", half(max))
    };
    for (name, bound) in [least, most] {
        if let Some(bound) = bound {
            set(&mut schema, name, bound);
        }
    }
    schema
}

/// The same value, or null.
fn or_null(value: Value) -> Value {
    let kind = value.get("type").and_then(Value::as_str).map(str::to_owned);
    match kind {
        Some(kind) if value.get("enum").is_none() => {
            let mut schema = value;
            set(&mut schema, "type", json!([kind, "null"]));
            schema
        }
        Some(_) | None => {
            let mut inner = value;
            let moved = ["description", "x-rule"]
                .map(|name| (name, inner.as_object_mut().and_then(|all| all.remove(name))));
            let mut schema = json!({ "anyOf": [inner, { "type": "null" }] });
            for (name, value) in moved {
                if let Some(value) = value {
                    set(&mut schema, name, value);
                }
            }
            schema
        }
    }
}

pub(crate) fn set(schema: &mut Value, name: &str, value: Value) {
    if let Some(members) = schema.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// Words after those that are there.
pub(crate) fn append(schema: &mut Value, words: &str) {
    let before = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let words = [before, words].join(" ");
    describe(schema, &words);
}

/// Words before those that are there.
fn prepend(schema: &mut Value, words: &str) {
    let after = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let words = [&sentence(words), after].join(" ");
    describe(schema, &words);
}

fn describe(schema: &mut Value, words: &str) {
    if !words.trim().is_empty() {
        set(schema, "description", words.trim().into());
    }
}

/// The words with a capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    let words = words.trim();
    let mut characters = words.chars();
    let Some(first) = characters.next() else { return String::new() };
    let mut sentence: String = first.to_uppercase().collect();
    sentence.push_str(characters.as_str());
    if !sentence.ends_with(['.', '!', '?', ':']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &'static str, presence: Presence, value: ValueShape) -> FieldShape {
        FieldShape { name, presence, value, note: "" }
    }

    fn components() -> Components {
        Components::new(Map::new())
    }

    #[test]
    fn what_may_be_left_out_may_be_null_and_has_its_default() {
        let shape = ObjectShape {
            fields: vec![
                field(
                    "title",
                    Presence::Required,
                    ValueShape::Text { characters: (1, 80), lines: false },
                ),
                field("seats", Presence::Default(3.into()), ValueShape::Integer { min: 1, max: 5 }),
                field("mode", Presence::Optional, ValueShape::Words(vec!["minor", "major"])),
                field("media", Presence::Amended, ValueShape::Boolean),
            ],
            ..ObjectShape::default()
        };
        let schema = components().object(&shape);
        assert_eq!(schema["required"], json!(["title"]));
        assert_eq!(schema["additionalProperties"], false);
        let properties = &schema["properties"];
        assert_eq!(properties["seats"]["type"], json!(["integer", "null"]));
        assert_eq!(properties["seats"]["default"], 3);
        assert_eq!(properties["mode"]["anyOf"][1], json!({ "type": "null" }));
        assert_eq!(properties["media"], json!({ "type": "boolean" }));
    }

    #[test]
    fn one_of_two_fields_is_said_by_two_whole_objects() {
        let line = || ValueShape::Text { characters: (1, 34), lines: false };
        let shape = ObjectShape {
            fields: vec![
                field("iban", Presence::Optional, line()),
                field("bank", Presence::Optional, line()),
            ],
            rules: vec![ObjectRule::AtLeastOneOf(&["iban", "bank"])],
            variants: Vec::new(),
        };
        let schema = components().object(&shape);
        let either = schema["anyOf"].as_array().unwrap();
        assert_eq!(either[0]["required"], json!(["iban"]));
        assert_eq!(either[0]["properties"]["iban"]["type"], "string");
        assert_eq!(either[0]["properties"]["bank"]["type"], json!(["string", "null"]));
        assert_eq!(either[1]["required"], json!(["bank"]));
    }

    #[test]
    fn a_rule_that_no_schema_can_say_is_said_in_words() {
        let value = Box::new(ValueShape::Integer { min: 0, max: i128::from(i64::MAX) });
        let schema = components().value(&ValueShape::Ruled { value, rule: Rule::PoolBounds });
        assert_eq!(schema["x-rule"], "pool_bounds");
        assert_eq!(
            schema["description"],
            "Rule `pool_bounds`: the co-producers' pool of any brief is from 1 to 5 %."
        );
    }

    #[test]
    fn bounds_that_stand_there_are_not_said_in_words() {
        let range = |value: ValueShape| {
            components().value(&ValueShape::Ruled { value: Box::new(value), rule: Rule::Range })
        };
        let stars = range(ValueShape::Integer { min: 1, max: 5 });
        assert_eq!((stars.get("description"), &stars["x-rule"]), (None, &json!("range")));
        let money = range(ValueShape::Object(ObjectShape::default()));
        assert_eq!(money["description"], "Above zero, with at most the decimals of its currency.");
    }

    #[test]
    fn a_body_inside_of_another_one_is_referred_to_with_the_words_of_its_place() {
        let object = |fields: Vec<FieldShape>| ObjectShape { fields, ..ObjectShape::default() };
        let terms = object(vec![field("open", Presence::Amended, ValueShape::Boolean)]);
        let inner = ValueShape::Object(terms.clone());
        let note = "What is other now.";
        let answer = object(vec![FieldShape { note, ..field("amend", Presence::Optional, inner) }]);
        let mut components = components();
        components.body("Answer", "An answer.", &answer);
        components.body("Terms", "Terms.", &terms);
        let schemas = components.into_schemas();
        let amend = &schemas["Answer"]["properties"]["amend"];
        let either = json!([{ "$ref": "#/components/schemas/Terms" }, { "type": "null" }]);
        assert_eq!((&amend["anyOf"], &amend["description"]), (&either, &json!(note)));
        assert!(schemas["Terms"].get("properties").is_some());
    }

    #[test]
    fn two_schemas_of_one_name_are_told_apart_by_a_number() {
        let mut components = components();
        let one = components.reference("Draft", json!({ "type": "string" }));
        assert_eq!(one, components.reference("Draft", json!({ "type": "string" })));
        let other = components.reference("Draft", json!({ "type": "integer" }));
        assert_eq!(other["$ref"], "#/components/schemas/Draft2");
    }

    #[test]
    fn what_is_rounded_has_half_of_one_around_its_bounds() {
        let schema = rounded(0, 300);
        assert_eq!(schema["exclusiveMinimum"].to_string(), "-0.5");
        assert_eq!(schema["exclusiveMaximum"].to_string(), "300.5");
        assert_eq!(rounded(1, 5)["minimum"].to_string(), "0.5");
    }

    #[test]
    fn the_ways_of_a_query_are_parameters_that_may_be_left_out() {
        let line = || ValueShape::Text { characters: (1, 34), lines: false };
        let object = ObjectShape {
            fields: vec![field("track", Presence::Required, line())],
            ..ObjectShape::default()
        };
        let way = VariantShape { name: "of_track", marks: &["track"], object };
        let shape = ObjectShape { variants: vec![way.clone(), way], ..ObjectShape::default() };
        let parameters = components().query(&shape);
        assert_eq!(parameters.len(), 1);
        assert_eq!(parameters[0]["required"], false);
    }
}
