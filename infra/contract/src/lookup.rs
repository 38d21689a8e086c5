//! Finds things in the document: members through references, the rules that a schema says in words.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::call;

/// How many references lead to something at most.
const REFERENCES_MAX: usize = 8;

/// A part of the document and where it stands, as a JSON pointer.
#[derive(Debug, Clone)]
pub(crate) struct Node<'document> {
    pub(crate) pointer: String,
    pub(crate) value: &'document Value,
}

/// A member of an object of the document; where it is a reference, what that refers to.
pub(crate) fn member<'document>(
    document: &'document Value,
    node: &Node<'document>,
    name: &str,
) -> Option<Node<'document>> {
    let pointer = format!("{}/{}", node.pointer, escaped(name));
    let value = match node.value.as_array() {
        Some(items) => name.parse().ok().and_then(|index: usize| items.get(index))?,
        None => node.value.get(name)?,
    };
    // A schema keeps its reference: whoever judges by it follows that, with what stands beside it.
    if name == "schema" {
        return Some(Node { pointer, value });
    }
    followed(document, Node { pointer, value })
}

/// What the references lead to, which stand where something is expected.
pub(crate) fn followed<'document>(
    document: &'document Value,
    mut node: Node<'document>,
) -> Option<Node<'document>> {
    for _ in 0..REFERENCES_MAX {
        let Some(pointer) = reference(node.value) else { return Some(node) };
        node = Node { pointer: pointer.to_owned(), value: document.pointer(pointer)? };
    }
    None
}

/// The parameters of the path of an operation, and its own.
pub(crate) fn parameters<'document>(
    document: &'document Value,
    operation: &Node<'document>,
) -> Vec<Node<'document>> {
    let path = operation.pointer.rsplit_once('/').map(|(path, _)| path).unwrap_or_default();
    let path = document.pointer(path).map(|value| Node { pointer: path.to_owned(), value });
    let mut found = Vec::new();
    for owner in path.iter().chain([operation]) {
        let Some(list) = member(document, owner, "parameters") else { continue };
        let count = list.value.as_array().map_or(0, Vec::len);
        found.extend((0..count).filter_map(|index| member(document, &list, &index.to_string())));
    }
    found
}

/// The names of the problems that a schema lists for its `type`.
pub(crate) fn declared_problems(document: &Value, schema: &Node<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut schemas = vec![schema.value];
    let mut next = 0;
    while let Some(schema) = schemas.get(next).copied() {
        next = next.saturating_add(1);
        schemas.extend(reference(schema).and_then(|pointer| document.pointer(pointer)));
        let parts = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|name| schema.get(name));
        schemas.extend(parts.filter_map(Value::as_array).flatten());
        let Some(of_type) = schema.pointer("/properties/type") else { continue };
        let listed = of_type.get("enum").and_then(Value::as_array).into_iter().flatten();
        let listed = listed.chain(of_type.get("const")).filter_map(Value::as_str);
        found.extend(listed.map(|text| call::last_part(text).to_owned()));
    }
    found
}

/// The names of the members of an object, in their order.
pub(crate) fn names(value: &Value) -> Vec<&str> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, _)| name.as_str()).collect()
}

/// Whether the schema says something in words only, in an `x-` member, of the place in a body.
pub(crate) fn says_more(document: &Value, schema: &Value, pointer: &str, rule: &str) -> bool {
    let mut schemas = whole(document, schema);
    for part in pointer.split('/').skip(1) {
        if schemas.iter().any(|schema| has_words_only(schema, rule)) {
            return true;
        }
        let part = part.replace("~1", "/").replace("~0", "~");
        let inner = schemas.iter().filter_map(|schema| {
            let named = schema.get("properties").and_then(|members| members.get(&part));
            let item = || part.parse::<usize>().ok().and_then(|_| schema.get("items"));
            named.or_else(item)
        });
        schemas = inner.flat_map(|inner| whole(document, inner)).collect();
    }
    schemas.iter().any(|schema| has_words_only(schema, rule))
}

/// Whether this schema, or this parameter, has a rule in words.
pub(crate) fn has_words_only(schema: &Value, rule: &str) -> bool {
    let said = ["x-rule", "x-rules"].into_iter().filter_map(|name| schema.get(name));
    let says = |said: &Value| {
        let all = said.as_array().map_or(std::slice::from_ref(said), Vec::as_slice);
        all.iter().any(|one| one == rule)
    };
    let orders = rule == "range" && schema.get("x-ordered").is_some();
    orders || said.into_iter().any(says)
}

/// The schema, and all that it is put together of.
fn whole<'document>(document: &'document Value, schema: &'document Value) -> Vec<&'document Value> {
    let mut found = vec![schema];
    let mut next = 0;
    while let Some(schema) = found.get(next).copied() {
        next = next.saturating_add(1);
        found.extend(reference(schema).and_then(|pointer| document.pointer(pointer)));
        let parts = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|name| schema.get(name));
        found.extend(parts.filter_map(Value::as_array).flatten());
    }
    found
}

/// The pointer of a reference into the document itself.
pub(crate) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.strip_prefix('#')
}

/// A name as a part of a JSON pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A JSON pointer as the fragment of a URI.
pub(crate) fn as_fragment(pointer: &str) -> String {
    let mut fragment = String::with_capacity(pointer.len());
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"/~-._".contains(&byte) {
            fragment.push(char::from(byte));
        } else {
            let _infallible = write!(fragment, "%{byte:02X}");
        }
    }
    fragment
}
