//! An item as DynamoDB has it, of whichever kind.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

/// Attributes as DynamoDB has them.
pub type Attributes = HashMap<String, AttributeValue>;

/// An item that is not parsed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct RawItem(pub Attributes);

impl RawItem {
    /// The item's kind, or nothing for a foreign item.
    pub fn kind(&self) -> &str {
        self.text("kind").unwrap_or_default()
    }

    /// A string attribute.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(|value| value.as_s().ok()).map(String::as_str)
    }

    /// A number attribute, as a whole number.
    pub fn number(&self, name: &str) -> Option<i128> {
        self.0.get(name).and_then(|value| value.as_n().ok()).and_then(|text| text.parse().ok())
    }

    /// The item's key as text, for messages.
    pub fn describe(&self) -> String {
        let pk = self.text("pk").unwrap_or("?");
        let sk = self.text("sk").unwrap_or("?");
        format!("{pk} / {sk}")
    }
}
