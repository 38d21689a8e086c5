//! A bucket as it is configured, and what it tells of each object.

use std::sync::Arc;

use jiff::Timestamp;

/// A bucket that exists. There is no way to make another one later: as in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketConfig {
    /// The name, under S3's own naming rules.
    pub name: String,
    /// Whether a later write keeps the versions before it.
    pub versioning: bool,
    /// Checked in order; the first that fits answers.
    pub cors: Vec<CorsRule>,
}

/// What S3 tells after an object was published: one record of an `ObjectCreated:Put` event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectCreated {
    pub bucket: String,
    /// The key as S3 sends it: form-urlencoded, `+` for a space, `/` left alone.
    pub key: String,
    /// The size in bytes.
    pub size: u64,
    /// The entity tag, without quotes.
    pub e_tag: String,
    /// Absent where the bucket keeps no versions.
    pub version_id: Option<String>,
    /// Hexadecimal, of one width, larger for every later write to this store.
    pub sequencer: String,
    /// The studio's time of the write.
    pub event_time: Timestamp,
}

/// Called once after each published object, never for a refused one; must not block.
pub type OnCreated = Arc<dyn Fn(ObjectCreated) + Send + Sync>;

/// One rule of a bucket, as `CorsRules` in the template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorsRule {
    /// Origins, each with at most one `*`.
    pub allowed_origins: Vec<String>,
    /// Methods in capitals.
    pub allowed_methods: Vec<String>,
    /// Request headers, each with at most one `*`; compared without case.
    pub allowed_headers: Vec<String>,
    /// Response headers that a script may read.
    pub exposed_headers: Vec<String>,
    /// How long a browser may remember a preflight's answer, in seconds.
    pub max_age_seconds: Option<u32>,
}

impl CorsRule {
    /// The same for pages of these origins too.
    pub(crate) fn letting_in(mut self, origins: &[String]) -> CorsRule {
        self.allowed_origins.extend_from_slice(origins);
        self
    }
}
