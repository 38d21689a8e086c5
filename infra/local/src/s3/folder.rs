//! The objects and their versions on disk.
//!
//! A version is two files, `BUCKET/SHA256(key)/SEQUENCE.data` and `.json`: any key fits, none leads
//! out of the folder. The `.json` is written last and by renaming, so it is the moment of
//! publishing; data without it is a leftover of a crash and is swept away at the next opening.
//! Conditions are judged and the version published under one lock: exactly one writer can win.
//! Nothing is flushed to the disk's platter; a laptop that loses power may lose its last uploads.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::money::Sha256Hex;
use jiff::Timestamp;
use runtime::Clock;
use s3s::dto::{ETag, ETagCondition};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tempfile::{NamedTempFile, TempPath};
use ulid::Ulid;

use super::bucket::BucketConfig;
use super::digest::Checksums;

/// Uploads that are not published yet. No bucket's name starts with a dot.
const INCOMING: &str = ".incoming";
/// The version id of what is written to a bucket without versions.
const NULL_VERSION: &str = "null";

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// S3 would not accept the name.
    #[error("{0:?} is not a bucket's name")]
    BucketName(String),
    /// The folder cannot be read or written.
    #[error("cannot use {path}")]
    Io {
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A version's description does not parse.
    #[error("{path} does not describe a version")]
    Corrupt { path: PathBuf, source: serde_json::Error },
}

/// Why the folder refused a call.
#[derive(Debug, thiserror::Error)]
pub(super) enum FolderError {
    #[error("no such bucket")]
    NoSuchBucket,
    #[error("no such key")]
    NoSuchKey,
    #[error("the newest version is a delete marker")]
    Deleted { version_id: String },
    #[error("no such version")]
    NoSuchVersion,
    #[error("the version is a delete marker")]
    IsDeleteMarker,
    #[error("a condition of the write does not hold")]
    PreconditionFailed,
    #[error("the folder cannot be read or written")]
    Io(#[from] io::Error),
    #[error("a version's description cannot be written")]
    Json(#[from] serde_json::Error),
}

/// One version of one object, or a delete marker; the content of its `.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Version {
    pub(super) key: String,
    /// What callers see as the version id; `null` where the bucket keeps no versions.
    pub(super) id: String,
    /// Larger for every later write to this store.
    pub(super) sequence: u64,
    pub(super) last_modified: Timestamp,
    pub(super) delete_marker: bool,
    pub(super) facts: Facts,
}

/// What the writer said about the bytes, and what was proved of them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Facts {
    /// In bytes.
    pub(super) size: u64,
    /// Without quotes.
    pub(super) e_tag: String,
    pub(super) checksums: Checksums,
    pub(super) content_type: Option<String>,
    pub(super) content_disposition: Option<String>,
    pub(super) content_encoding: Option<String>,
    pub(super) content_language: Option<String>,
    pub(super) cache_control: Option<String>,
    /// As it was sent.
    #[serde(default)]
    pub(super) expires: Option<String>,
    pub(super) user_metadata: BTreeMap<String, String>,
}

impl Facts {
    pub(super) fn tag(&self) -> ETag {
        ETag::Strong(self.e_tag.clone())
    }
}

/// What must hold of the newest version for a write to happen.
#[derive(Debug, Default)]
pub(super) struct WriteConditions {
    pub(super) if_match: Option<ETagCondition>,
    pub(super) if_none_match: Option<ETagCondition>,
}

/// What a delete did.
#[derive(Debug)]
pub(super) struct Deleted {
    pub(super) delete_marker: bool,
    pub(super) version_id: Option<String>,
}

/// One page of a listing.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) objects: Vec<Arc<Version>>,
    pub(super) common_prefixes: Vec<String>,
    /// The last entry of this page, when there are more.
    pub(super) next_after: Option<String>,
}

/// One page of a listing of versions.
#[derive(Debug, Default)]
pub(super) struct VersionListing {
    /// Each with whether it is its key's newest.
    pub(super) versions: Vec<(Arc<Version>, bool)>,
    /// The last key of this page, when there are more.
    pub(super) next_after: Option<String>,
}

pub(super) struct Folder {
    root: PathBuf,
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last_sequence: u64,
    buckets: BTreeMap<String, Bucket>,
}

#[derive(Default)]
struct Bucket {
    versioning: bool,
    /// Each key's versions, oldest first; never empty.
    keys: BTreeMap<String, Vec<Arc<Version>>>,
}

impl Folder {
    pub(super) fn open(
        root: &Path,
        configs: &[BucketConfig],
        clock: Clock,
    ) -> Result<Self, OpenError> {
        let incoming = root.join(INCOMING);
        if incoming.exists() {
            fs::remove_dir_all(&incoming).map_err(|source| unusable(&incoming, source))?;
        }
        fs::create_dir_all(&incoming).map_err(|source| unusable(&incoming, source))?;
        let mut state = State::default();
        for config in configs {
            if !s3s::path::check_bucket_name(&config.name) {
                return Err(OpenError::BucketName(config.name.clone()));
            }
            let path = root.join(&config.name);
            fs::create_dir_all(&path).map_err(|source| unusable(&path, source))?;
            let bucket = Bucket { versioning: config.versioning, keys: load_bucket(&path)? };
            let newest = bucket.keys.values().flatten().map(|version| version.sequence).max();
            state.last_sequence = state.last_sequence.max(newest.unwrap_or(0));
            state.buckets.insert(config.name.clone(), bucket);
        }
        Ok(Self { root: root.to_path_buf(), clock, state: Mutex::new(state) })
    }

    pub(super) fn check_bucket(&self, bucket: &str) -> Result<(), FolderError> {
        self.state().bucket(bucket).map(|_| ())
    }

    /// A file for bytes that are not published; it vanishes when it is dropped.
    pub(super) fn incoming(&self) -> io::Result<NamedTempFile> {
        NamedTempFile::new_in(self.root.join(INCOMING))
    }

    /// Makes `data` the newest version of `key`, if the conditions hold.
    pub(super) fn publish(
        &self,
        bucket_name: &str,
        key: &str,
        conditions: &WriteConditions,
        facts: Facts,
        data: TempPath,
    ) -> Result<Arc<Version>, FolderError> {
        let mut state = self.state();
        conditions.check(state.bucket(bucket_name)?.newest(key))?;
        let version = self.next_version(&mut state, bucket_name, key, Some(facts))?;
        let base = self.base(bucket_name, &version);
        create_parent(&base)?;
        data.persist(base.with_extension("data")).map_err(|error| error.error)?;
        self.describe(&base, &version)?;
        self.enter(state.bucket(bucket_name)?, bucket_name, version)
    }

    /// The version asked for, else the newest, and where its bytes are.
    pub(super) fn find(
        &self,
        bucket_name: &str,
        key: &str,
        version_id: Option<&str>,
    ) -> Result<(Arc<Version>, PathBuf), FolderError> {
        let mut state = self.state();
        let bucket = state.bucket(bucket_name)?;
        let version = match version_id {
            None => {
                let version = bucket.versions(key).last().ok_or(FolderError::NoSuchKey)?;
                if version.delete_marker {
                    return Err(FolderError::Deleted { version_id: version.id.clone() });
                }
                version
            }
            Some(id) => {
                let mut versions = bucket.versions(key).iter();
                let version = versions.find(|version| version.id == id);
                let version = version.ok_or(FolderError::NoSuchVersion)?;
                if version.delete_marker {
                    return Err(FolderError::IsDeleteMarker);
                }
                version
            }
        };
        let data = self.base(bucket_name, version).with_extension("data");
        Ok((Arc::clone(version), data))
    }

    /// Puts a delete marker in front; with a version id, or without versions, deletes for good.
    pub(super) fn delete(
        &self,
        bucket_name: &str,
        key: &str,
        version_id: Option<&str>,
    ) -> Result<Deleted, FolderError> {
        let mut state = self.state();
        let versioning = state.bucket(bucket_name)?.versioning;
        if versioning && version_id.is_none() {
            let marker = self.next_version(&mut state, bucket_name, key, None)?;
            let base = self.base(bucket_name, &marker);
            create_parent(&base)?;
            self.describe(&base, &marker)?;
            let marker = self.enter(state.bucket(bucket_name)?, bucket_name, marker)?;
            return Ok(Deleted { delete_marker: true, version_id: Some(marker.id.clone()) });
        }
        let id = version_id.unwrap_or(NULL_VERSION);
        let removed = self.remove(state.bucket(bucket_name)?, bucket_name, key, id)?;
        Ok(Deleted {
            delete_marker: removed.is_some_and(|version| version.delete_marker),
            version_id: version_id.map(str::to_owned),
        })
    }

    /// At most `limit` entries after `after` in the order of their bytes, delete markers left out.
    pub(super) fn list(
        &self,
        bucket_name: &str,
        prefix: &str,
        delimiter: Option<&str>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Listing, FolderError> {
        let mut state = self.state();
        let bucket = state.bucket(bucket_name)?;
        let mut page = Listing::default();
        let mut last: Option<String> = None;
        let from = Bound::Included(after.unwrap_or_default().max(prefix));
        let keys = bucket.keys.range::<str, _>((from, Bound::Unbounded));
        for (key, versions) in keys.take_while(|(key, _)| key.starts_with(prefix)) {
            let Some(version) = versions.last().filter(|version| !version.delete_marker) else {
                continue;
            };
            let group = common_prefix(key, prefix, delimiter);
            let entry = group.unwrap_or(key);
            if after == Some(entry) || last.as_deref() == Some(entry) {
                continue;
            }
            if page.len() >= limit {
                page.next_after = last;
                break;
            }
            match group {
                Some(group) => page.common_prefixes.push(group.to_owned()),
                None => page.objects.push(Arc::clone(version)),
            }
            last = Some(entry.to_owned());
        }
        Ok(page)
    }

    /// Every version of at most `limit` keys after `after`, delete markers too, each key's newest
    /// first.
    pub(super) fn list_versions(
        &self,
        bucket_name: &str,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<VersionListing, FolderError> {
        let mut state = self.state();
        let bucket = state.bucket(bucket_name)?;
        let from = Bound::Included(after.unwrap_or_default().max(prefix));
        let keys = bucket.keys.range::<str, _>((from, Bound::Unbounded));
        let keys = keys.take_while(|(key, _)| key.starts_with(prefix));
        let (mut page, mut last) = (VersionListing::default(), None);
        for (count, (key, versions)) in keys.filter(|(key, _)| after != Some(key)).enumerate() {
            if count >= limit {
                page.next_after = last;
                break;
            }
            let newest_first = versions.iter().rev().enumerate();
            page.versions
                .extend(newest_first.map(|(age, version)| (Arc::clone(version), age == 0)));
            last = Some(key.clone());
        }
        Ok(page)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sequence follows the studio's time where it can, so that it grows across restarts too,
    /// and otherwise counts on.
    fn next_version(
        &self,
        state: &mut State,
        bucket_name: &str,
        key: &str,
        facts: Option<Facts>,
    ) -> Result<Version, FolderError> {
        let now = self.clock.now();
        let now_ms = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let sequence = state.last_sequence.saturating_add(1).max(now_ms);
        state.last_sequence = sequence;
        let id = if state.bucket(bucket_name)?.versioning {
            let digest = Sha256::digest(format!("{bucket_name}\0{key}\0{sequence}"));
            let random =
                digest.iter().take(10).fold(0, |sum: u128, byte| (sum << 8) | u128::from(*byte));
            Ulid::from_parts(now_ms, random).to_string()
        } else {
            NULL_VERSION.to_owned()
        };
        Ok(Version {
            key: key.to_owned(),
            id,
            sequence,
            last_modified: now,
            delete_marker: facts.is_none(),
            facts: facts.unwrap_or_default(),
        })
    }

    /// The version's files without their extension.
    fn base(&self, bucket_name: &str, version: &Version) -> PathBuf {
        let key = Sha256Hex::of(version.key.as_bytes()).to_string();
        self.root.join(bucket_name).join(key).join(version.sequencer())
    }

    fn describe(&self, base: &Path, version: &Version) -> Result<(), FolderError> {
        let mut file = self.incoming()?;
        serde_json::to_writer(&mut file, version)?;
        file.persist(base.with_extension("json")).map_err(|error| error.error)?;
        Ok(())
    }

    /// Makes the described version the newest in memory. Without versions the one before it goes.
    fn enter(
        &self,
        bucket: &mut Bucket,
        bucket_name: &str,
        version: Version,
    ) -> Result<Arc<Version>, FolderError> {
        if version.id == NULL_VERSION {
            self.remove(bucket, bucket_name, &version.key, NULL_VERSION)?;
        }
        let version = Arc::new(version);
        bucket.keys.entry(version.key.clone()).or_default().push(Arc::clone(&version));
        Ok(version)
    }

    fn remove(
        &self,
        bucket: &mut Bucket,
        bucket_name: &str,
        key: &str,
        version_id: &str,
    ) -> Result<Option<Arc<Version>>, FolderError> {
        let Some(versions) = bucket.keys.get_mut(key) else { return Ok(None) };
        let Some(index) = versions.iter().position(|version| version.id == version_id) else {
            return Ok(None);
        };
        let version = versions.remove(index);
        if versions.is_empty() {
            bucket.keys.remove(key);
        }
        let base = self.base(bucket_name, &version);
        fs::remove_file(base.with_extension("json"))?;
        if !version.delete_marker {
            fs::remove_file(base.with_extension("data"))?;
        }
        Ok(Some(version))
    }
}

impl Version {
    /// The sequence as S3 tells it: hexadecimal, always of the same width.
    pub(super) fn sequencer(&self) -> String {
        format!("{:016X}", self.sequence)
    }

    /// Whether it has a version id that callers see.
    pub(super) fn has_id(&self) -> bool {
        self.id != NULL_VERSION
    }
}

impl State {
    fn bucket(&mut self, name: &str) -> Result<&mut Bucket, FolderError> {
        self.buckets.get_mut(name).ok_or(FolderError::NoSuchBucket)
    }
}

impl Bucket {
    fn versions(&self, key: &str) -> &[Arc<Version>] {
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    /// The newest version, unless it is a delete marker.
    fn newest(&self, key: &str) -> Option<&Version> {
        let newest = self.versions(key).last()?;
        (!newest.delete_marker).then_some(newest)
    }
}

impl WriteConditions {
    fn check(&self, newest: Option<&Version>) -> Result<(), FolderError> {
        let tag = newest.map(|version| version.facts.tag());
        if let Some(condition) = &self.if_match {
            let tag = tag.as_ref().ok_or(FolderError::NoSuchKey)?;
            if !condition.as_etag().is_none_or(|wanted| wanted.strong_cmp(tag)) {
                return Err(FolderError::PreconditionFailed);
            }
        }
        if let (Some(condition), Some(tag)) = (&self.if_none_match, &tag)
            && condition.as_etag().is_none_or(|wanted| wanted.weak_cmp(tag))
        {
            return Err(FolderError::PreconditionFailed);
        }
        Ok(())
    }
}

impl Listing {
    pub(super) fn len(&self) -> usize {
        self.objects.len().saturating_add(self.common_prefixes.len())
    }
}

/// The part of `key` up to the first delimiter after the prefix.
fn common_prefix<'a>(key: &'a str, prefix: &str, delimiter: Option<&str>) -> Option<&'a str> {
    let delimiter = delimiter.filter(|delimiter| !delimiter.is_empty())?;
    let (first, _) = key.strip_prefix(prefix)?.split_once(delimiter)?;
    let end = prefix.len().checked_add(first.len())?.checked_add(delimiter.len())?;
    key.get(..end)
}

fn load_bucket(path: &Path) -> Result<BTreeMap<String, Vec<Arc<Version>>>, OpenError> {
    let mut keys: BTreeMap<String, Vec<Arc<Version>>> = BTreeMap::new();
    for key_folder in entries(path)? {
        let files = entries(&key_folder)?;
        for file in &files {
            if file.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read(file).map_err(|source| unusable(file, source))?;
                let version: Version = serde_json::from_slice(&text)
                    .map_err(|source| OpenError::Corrupt { path: file.clone(), source })?;
                keys.entry(version.key.clone()).or_default().push(Arc::new(version));
            } else if !file.with_extension("json").exists() {
                fs::remove_file(file).map_err(|source| unusable(file, source))?;
            }
        }
    }
    for versions in keys.values_mut() {
        versions.sort_by_key(|version| std::cmp::Reverse(version.sequence));
        // A crash may have left the one that a later one without version id took the place of.
        versions.dedup_by(|older, newer| older.id == NULL_VERSION && newer.id == NULL_VERSION);
        versions.reverse();
    }
    Ok(keys)
}

fn entries(path: &Path) -> Result<Vec<PathBuf>, OpenError> {
    let entries = fs::read_dir(path).and_then(|entries| {
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()
    });
    entries.map_err(|source| unusable(path, source))
}

fn create_parent(base: &Path) -> io::Result<()> {
    base.parent().map_or(Ok(()), fs::create_dir_all)
}

fn unusable(path: &Path, source: io::Error) -> OpenError {
    OpenError::Io { path: path.to_path_buf(), source }
}
