//! Objects that are not ours: put aside with the reason, looked at by a person, never processed.

use media::keys::UploadName;
use runtime::Runtime;
use store::standing::Poison;
use store::{Created, Store};

use crate::{Error, Outcome};

/// Notes the object under `POISON#`, once, and acknowledges it.
pub(crate) async fn put_aside(
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    reason: &str,
) -> Result<Outcome, Error> {
    let store = Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
    let poison = Poison {
        // A name of fixed length, since the key may be as long as S3 allows.
        sequence: UploadName::derive(&[bucket.as_bytes(), key.as_bytes()]).to_string(),
        reason: reason.to_owned(),
        image: format!("s3://{bucket}/{key}"),
        at: runtime.clock.now(),
    };
    match store.create(&poison).await? {
        Created::New => tracing::warn!(bucket, key, reason, "an object was put aside"),
        Created::Existing(_) => {}
    }
    Ok(Outcome::Quarantined)
}
