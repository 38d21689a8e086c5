//! Which function hears of which upload, and the event that S3 sends it.

use serde_json::{Value, json};

use crate::s3::ObjectCreated;
use crate::template::{StackLocation, Template, UploadTrigger};

/// The functions that hear of this object, each with its event.
pub(super) fn notifications(template: &Template, created: &ObjectCreated) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for function in &template.functions {
        for trigger in &function.uploads {
            if hears(trigger, created) {
                found.push((function.logical_id.clone(), event(&template.place, trigger, created)));
            }
        }
    }
    found
}

/// Whether an object in this bucket is an upload, and not something a function made: where browsers
/// may put, a handler waits for what they put.
pub(super) fn should_be_heard(template: &Template, bucket: &str) -> bool {
    let put = |method: &String| method == "PUT";
    template.buckets.iter().any(|candidate| {
        candidate.name == bucket
            && candidate.cors.iter().any(|rule| rule.allowed_methods.iter().any(put))
    })
}

/// The finding about an upload that no function hears of.
pub(super) fn unheard(template: &Template, created: &ObjectCreated) -> String {
    let ObjectCreated { bucket, key, .. } = created;
    let prefix = key.split_inclusive('/').next().unwrap_or_default();
    let heard: Vec<String> = template
        .functions
        .iter()
        .flat_map(|function| function.uploads.iter().map(move |trigger| (function, trigger)))
        .filter(|(_, trigger)| trigger.bucket == *bucket)
        .map(|(function, trigger)| {
            format!("{} of {}", trigger.prefix.as_deref().unwrap_or("*"), function.logical_id)
        })
        .collect();
    let heard = if heard.is_empty() { "none".to_owned() } else { heard.join(", ") };
    format!(
        "uploads to {prefix} in {bucket} start nothing: no function in template.yaml has an event \
         of `Type: S3` for that prefix (there is {heard})"
    )
}

/// Prefixes and suffixes are compared with the key as it is sent, that is, encoded.
fn hears(trigger: &UploadTrigger, created: &ObjectCreated) -> bool {
    let kind =
        |kind: &String| ["s3:ObjectCreated:*", "s3:ObjectCreated:Put"].contains(&kind.as_str());
    let key = created.key.as_str();
    trigger.bucket == created.bucket
        && trigger.kinds.iter().any(kind)
        && trigger.prefix.as_deref().is_none_or(|prefix| key.starts_with(prefix))
        && trigger.suffix.as_deref().is_none_or(|suffix| key.ends_with(suffix))
}

fn event(place: &StackLocation, trigger: &UploadTrigger, created: &ObjectCreated) -> Value {
    let mut object = json!({
        "key": created.key,
        "size": created.size,
        "eTag": created.e_tag,
        "sequencer": created.sequencer,
    });
    if let (Some(version_id), Some(object)) = (&created.version_id, object.as_object_mut()) {
        object.insert("versionId".to_owned(), json!(version_id));
    }
    let bucket = &created.bucket;
    json!({ "Records": [{
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": place.region,
        "eventTime": created.event_time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        "eventName": "ObjectCreated:Put",
        "userIdentity": { "principalId": place.account },
        "requestParameters": { "sourceIPAddress": "127.0.0.1" },
        "responseElements": { "x-amz-request-id": created.sequencer, "x-amz-id-2": "studio" },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": trigger.event,
            "bucket": {
                "name": bucket,
                "ownerIdentity": { "principalId": place.account },
                "arn": format!("arn:aws:s3:::{bucket}"),
            },
            "object": object,
        },
    }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn created(key: &str) -> ObjectCreated {
        ObjectCreated {
            bucket: "uploads".to_owned(),
            key: key.to_owned(),
            size: 7,
            e_tag: "e".to_owned(),
            version_id: Some("v".to_owned()),
            sequencer: "0000000000000001".to_owned(),
            event_time: "2026-03-01T09:00:00.5Z".parse().unwrap(),
        }
    }

    fn trigger() -> UploadTrigger {
        UploadTrigger {
            event: "Uploaded".to_owned(),
            bucket: "uploads".to_owned(),
            kinds: vec!["s3:ObjectCreated:*".to_owned()],
            prefix: Some("raw/".to_owned()),
            suffix: None,
        }
    }

    #[test]
    fn only_the_bucket_and_the_prefix_of_the_template_are_heard() {
        assert!(hears(&trigger(), &created("raw/a")));
        assert!(!hears(&trigger(), &created("revenue/a")));
        assert!(!hears(
            &UploadTrigger { bucket: "other".to_owned(), ..trigger() },
            &created("raw/a")
        ));
        let copies = UploadTrigger { kinds: vec!["s3:ObjectCreated:Copy".to_owned()], ..trigger() };
        assert!(!hears(&copies, &created("raw/a")));
    }

    #[test]
    fn the_event_is_read_by_the_functions_own_type() {
        let event = event(&StackLocation::default(), &trigger(), &created("raw/a+b%2B"));
        let record = &event["Records"][0];
        assert_eq!(record["eventTime"], "2026-03-01T09:00:00.500Z");
        assert_eq!(record["s3"]["object"]["key"], "raw/a+b%2B");
        assert_eq!(record["s3"]["object"]["versionId"], "v");
        assert_eq!(record["s3"]["configurationId"], "Uploaded");
    }
}
