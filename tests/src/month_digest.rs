//! What a month has left in a table and a bucket, so that two tries of it can be compared.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::month_fixture::{MONTH, MonthFixture};

/// Everything that a month has left: items and objects, without the times and revisions that differ
/// from one try to the next.
#[derive(Debug, PartialEq, Eq)]
pub struct MonthDigest {
    items: Vec<Value>,
    objects: Vec<String>,
}

impl MonthFixture {
    /// Every item and object, in order.
    pub fn digest(&self) -> MonthDigest {
        let mut items: Vec<Value> = self.items();
        items.iter_mut().for_each(without_write_times);
        items.sort_by_cached_key(|item| format!("{}{}", item["pk"], item["sk"]));
        MonthDigest { items, objects: self.objects() }
    }

    /// What the accounts hold and have been given: the part of the digest that is money.
    pub fn money(&self) -> Vec<Value> {
        let mut items = self.items();
        items.retain(|item| {
            ["entry", "balance", "counter_entry"]
                .contains(&item["kind"]["S"].as_str().unwrap_or_default())
        });
        for item in &mut items {
            without_write_times(item);
            for hash in ["plan_sha256", "chunk_sha256"] {
                item.as_object_mut().unwrap().remove(hash);
            }
        }
        items.sort_by_cached_key(|item| format!("{}{}", item["pk"], item["sk"]));
        items
    }

    /// The plans that the month's markers name: one, unless something went very wrong.
    pub fn plans_posted(&self) -> BTreeSet<String> {
        let of_month = |item: &Value| item["kind"]["S"] == "posted" && item["month"]["S"] == MONTH;
        let items = self.items().into_iter().filter(of_month);
        items.map(|item| item["plan_sha256"]["S"].as_str().unwrap().to_owned()).collect()
    }

    /// The names of the objects in the derived bucket: each is the hash of its bytes.
    fn objects(&self) -> Vec<String> {
        let derived = &self.operator().config.derived_bucket;
        let mut names = Vec::new();
        let mut folders = vec![self.folder().join("buckets").join(derived)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let name = path.strip_prefix(self.folder()).unwrap().display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if name.contains("plan") || name.contains("reduced") {
                    names.push(name);
                }
            }
        }
        names.sort();
        names
    }
}

/// Takes out of an item what tells only when and how often it was written.
pub fn without_write_times(item: &mut Value) {
    match item {
        Value::Object(fields) => {
            fields.retain(|name, _| !name.ends_with("_at") && name != "at" && name != "revision");
            fields.values_mut().for_each(without_write_times);
        }
        Value::Array(values) => values.iter_mut().for_each(without_write_times),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
