//! The listening copy and the peaks of a file that was taken in.

use media::keys::DerivedKeys;
use media::{Analysis, object};
use runtime::Runtime;

use crate::WorkflowError;

/// Writes the listening copy and its peaks. Doing it twice writes the same bytes.
pub(super) async fn derive(
    runtime: &Runtime,
    keys: &DerivedKeys,
    analysis: &Analysis,
) -> Result<(), WorkflowError> {
    let bucket = &runtime.config.derived_bucket;
    let DerivedKeys { preview, waveform } = keys;
    let peaks = analysis.waveform.to_json();
    let sound = analysis.preview.clone();
    tokio::try_join!(
        Box::pin(object::write_object(&runtime.s3, bucket, preview, "audio/mpeg", sound)),
        Box::pin(object::write_object(&runtime.s3, bucket, waveform, "application/json", peaks)),
    )?;
    Ok(())
}
