//! How values are written as text: what a reader refuses and what the API document says, once.

use schemars::Schema;
use serde_json::{Map, Value};
use std::fmt::Write;

/// How the values of a type are written as text.
#[derive(Debug, Clone, Copy)]
pub struct TextShape {
    /// The name of the type: of its component in the API document.
    pub name: &'static str,
    /// What such a text says, in a sentence or two.
    pub about: &'static str,
    /// A regular expression (of ECMA-262 and of Rust alike) that every accepted text matches.
    pub pattern: Option<&'static str>,
    /// How many characters it has: at least, at most (`usize::MAX` where nothing bounds it).
    pub length: (usize, usize),
    /// The name of its format in JSON Schema: `date`, `uri`.
    pub format: Option<&'static str>,
    /// The words, where it is one of a list, each with what it means (which can be empty).
    pub words: &'static [(&'static str, &'static str)],
    /// Texts that are accepted; at least one.
    pub examples: &'static [&'static str],
}

/// What has a way of being written as text.
pub trait Shaped {
    const SHAPE: &'static TextShape;
}

impl TextShape {
    /// The shape as JSON Schema, as `OpenAPI` 3.1 takes it.
    pub fn schema(&self) -> Schema {
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "string".into());
        let description = self.description();
        if !description.is_empty() {
            schema.insert("description".to_owned(), description.into());
        }
        if self.words.is_empty() {
            self.bounds(&mut schema);
        } else {
            let words = self.words.iter().map(|(word, _)| Value::from(*word));
            schema.insert("enum".to_owned(), words.collect());
        }
        schema.insert("examples".to_owned(), self.examples.to_vec().into());
        Schema::from(schema)
    }

    fn bounds(&self, schema: &mut Map<String, Value>) {
        let (least, most) = self.length;
        if let Some(format) = self.format {
            schema.insert("format".to_owned(), format.into());
        }
        if let Some(pattern) = self.pattern {
            schema.insert("pattern".to_owned(), pattern.into());
        }
        schema.insert("minLength".to_owned(), least.into());
        if most < usize::MAX {
            schema.insert("maxLength".to_owned(), most.into());
        }
    }

    /// What it says, and after that what each of its words means.
    fn description(&self) -> String {
        let mut description = self.about.trim().to_owned();
        let explained = self.words.iter().filter(|(_, meaning)| !meaning.trim().is_empty());
        for (word, meaning) in explained {
            let meaning = meaning.trim();
            // Writing into a String cannot fail.
            write!(description, "\n- `{word}`: {meaning}").ok();
        }
        description.trim().to_owned()
    }
}

/// Gives a type that is [`Shaped`] its place among the components of the API document.
#[macro_export]
macro_rules! shaped_schema {
    ($name:ty) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                <$name as $crate::shape::Shaped>::SHAPE.name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$name as $crate::shape::Shaped>::SHAPE.schema()
            }
        }
    };
}

/// Gives a whole number within bounds its place among the components of the API document. What it
/// counts, with its unit, is said in the last argument.
#[macro_export]
macro_rules! whole_number_schema {
    ($name:ident, $least:expr => $most:expr, $about:literal) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "integer",
                    "description": $about,
                    "minimum": $least,
                    "maximum": $most,
                })
            }
        }
    };
}

#[cfg(test)]
mod matcher;
#[cfg(test)]
mod tests;
