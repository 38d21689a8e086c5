//! Every object key of the two buckets, and what S3 says of a key in a notification.
//!
//! Architecture invariant: no other file formats or takes apart an object key, and no key holds a
//! word that a user wrote.

use std::fmt;
use std::str::FromStr;

use domain::id::{BriefId, ReferenceMediumId, TrackId};
use domain::money::{Sha256Hex, YearMonth};
use domain::secret::DeploymentSecret;
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use ulid::Ulid;

/// Length of a ULID in Crockford's alphabet.
const ULID_LENGTH: usize = 26;

/// The first part of the keys of reference media.
const REFERENCE: &str = "reference";

/// Sequencers are hexadecimal and of changing length; none longer than this has been seen.
const SEQUENCER_LENGTH: usize = 64;

/// An uploaded track version: `raw/{brief}/{track}/{version}/{ulid}`.
///
/// The brief stands in the key so that intake finds the item without a look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawKey {
    pub brief: BriefId,
    pub track: TrackId,
    pub version: u8,
    /// Names this one reservation; a later one for the same version gets another key.
    pub upload: UploadName,
}

/// An uploaded reference medium: `reference/{brief}/{reference medium}/{ulid}`.
///
/// A prefix of its own: no function but those that take it in may read what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceKey {
    pub brief: BriefId,
    pub medium: ReferenceMediumId,
    pub upload: UploadName,
}

/// An uploaded revenue file: `revenue/{month}/{ulid}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevenueKey {
    pub month: YearMonth,
    pub upload: UploadName,
}

/// The last part of an upload's key: 26 characters of Crockford's alphabet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadName(String);

/// A key that is none of ours. Such an object is put aside and looked at by a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the key is not form-urlencoded UTF-8")]
    Encoding,
    #[error("the key has another shape")]
    Shape,
    #[error("a part of the key is not a valid id")]
    Id,
}

/// A sequencer of S3: it orders the events of one key. Compared as text once both are padded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sequencer(String);

/// Where what is made of a version stands in the derived bucket. Links to it are given to people who
/// must not know which track they hear, so its keys name the upload alone: nobody computes that
/// name, and it leads to nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedKeys {
    /// The listening copy.
    pub preview: String,
    /// The peaks.
    pub waveform: String,
}

impl DerivedKeys {
    pub fn of_upload(upload: &UploadName) -> DerivedKeys {
        DerivedKeys {
            preview: format!("preview/{upload}.mp3"),
            waveform: format!("waveform/{upload}.json"),
        }
    }

    /// Of the file that was uploaded under this key.
    ///
    /// # Errors
    /// Where it is no key of a track's version.
    pub fn of_object(object_key: &str) -> Result<DerivedKeys, KeyError> {
        Ok(Self::of_upload(&object_key.parse::<RawKey>()?.upload))
    }
}

impl ReferenceKey {
    /// Where what is made of it stands in the derived bucket: under the same prefix, so that all of it
    /// goes together. Whoever is given a link to it knows the brief.
    pub fn derived(&self) -> DerivedKeys {
        DerivedKeys { preview: format!("{self}.mp3"), waveform: format!("{self}.json") }
    }
}

/// What the keys of every reference medium of a brief begin with, in both buckets.
pub fn references_of_brief(brief: BriefId) -> String {
    format!("{REFERENCE}/{brief}/")
}

/// What the keys of everything of one reference medium begin with, in both buckets.
pub fn references_of_medium(brief: BriefId, medium: ReferenceMediumId) -> String {
    format!("{REFERENCE}/{brief}/{medium}/")
}

/// Whether a key is one of a reference medium, well made or not.
pub fn is_reference(key: &str) -> bool {
    key.split('/').next() == Some(REFERENCE)
}

/// What the keys of every file begin with that was announced for a track.
pub fn raw_of_track(brief: BriefId, track: TrackId) -> String {
    format!("raw/{brief}/{track}/")
}

/// Where a reduced revenue file stands in the derived bucket, named by its own hash.
pub fn reduced(month: YearMonth, sha256: &Sha256Hex) -> String {
    format!("reduced/{month}/{sha256}.json")
}

/// Where the index of its lines stands, named by its own hash.
pub fn line_index(month: YearMonth, sha256: &Sha256Hex) -> String {
    format!("reduced/{month}/{sha256}.lines")
}

/// Where a block of a revenue file stands that came compressed; the file is named by the hash of
/// its decompressed bytes.
pub fn plain_block(month: YearMonth, file_sha256: &Sha256Hex, number: u64) -> String {
    format!("reduced/{month}/{file_sha256}/{number:06}.csv")
}

/// Where a statement stands that is too large to be answered, named by its own hash.
pub fn statement(month: YearMonth, sha256: &Sha256Hex) -> String {
    format!("statement/{month}/{sha256}")
}

/// Where a part of a month's plan stands in the derived bucket, named by its own hash.
pub fn plan(month: YearMonth, sha256: &Sha256Hex) -> String {
    format!("plan/{month}/{sha256}.json")
}

/// Where the list stands of what a plan's revenue is made of, named by the plan's hash.
pub fn breakdown(month: YearMonth, plan_sha256: &Sha256Hex) -> String {
    format!("plan/{month}/{plan_sha256}.breakdown.json")
}

/// Where the list of a batch's payments stands, named by its own hash.
pub fn payout(month: YearMonth, sha256: &Sha256Hex) -> String {
    format!("payout/{month}/{sha256}.json")
}

/// Where a file for the bank or from it stands, named by its own hash; `format` is our own word.
pub fn bank_file(month: YearMonth, sha256: &Sha256Hex, format: &str) -> String {
    let extension = if format == "csv" { "csv" } else { "xml" };
    format!("payout/{month}/{sha256}.{extension}")
}

/// The key of an S3 notification as it was before S3 form-urlencoded it: `+` is a space.
pub fn decode(notified: &str) -> Result<String, KeyError> {
    let spaced = notified.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| KeyError::Encoding)?;
    Ok(decoded.into_owned())
}

impl fmt::Display for RawKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RawKey { brief, track, version, upload } = self;
        write!(formatter, "raw/{brief}/{track}/{version}/{upload}")
    }
}

impl FromStr for RawKey {
    type Err = KeyError;

    /// Parses a decoded key; what it prints is exactly what was parsed.
    fn from_str(key: &str) -> Result<RawKey, KeyError> {
        let parts: Vec<&str> = key.split('/').collect();
        let ["raw", brief, track, version, upload] = *parts.as_slice() else {
            return Err(KeyError::Shape);
        };
        let parsed = RawKey {
            brief: brief.parse().map_err(|_| KeyError::Id)?,
            track: track.parse().map_err(|_| KeyError::Id)?,
            version: version.parse().map_err(|_| KeyError::Id)?,
            upload: upload.parse()?,
        };
        if parsed.to_string() == key { Ok(parsed) } else { Err(KeyError::Shape) }
    }
}

impl fmt::Display for ReferenceKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReferenceKey { brief, medium, upload } = self;
        write!(formatter, "{REFERENCE}/{brief}/{medium}/{upload}")
    }
}

impl FromStr for ReferenceKey {
    type Err = KeyError;

    /// Parses a decoded key; what it prints is exactly what was parsed.
    fn from_str(key: &str) -> Result<ReferenceKey, KeyError> {
        let parts: Vec<&str> = key.split('/').collect();
        let [REFERENCE, brief, medium, upload] = *parts.as_slice() else {
            return Err(KeyError::Shape);
        };
        let parsed = ReferenceKey {
            brief: brief.parse().map_err(|_| KeyError::Id)?,
            medium: medium.parse().map_err(|_| KeyError::Id)?,
            upload: upload.parse()?,
        };
        if parsed.to_string() == key { Ok(parsed) } else { Err(KeyError::Shape) }
    }
}

impl fmt::Display for RevenueKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RevenueKey { month, upload } = self;
        write!(formatter, "revenue/{month}/{upload}")
    }
}

impl FromStr for RevenueKey {
    type Err = KeyError;

    /// Parses a decoded key; what it prints is exactly what was parsed.
    fn from_str(key: &str) -> Result<RevenueKey, KeyError> {
        let parts: Vec<&str> = key.split('/').collect();
        let ["revenue", month, upload] = *parts.as_slice() else { return Err(KeyError::Shape) };
        let parsed =
            RevenueKey { month: month.parse().map_err(|_| KeyError::Id)?, upload: upload.parse()? };
        if parsed.to_string() == key { Ok(parsed) } else { Err(KeyError::Shape) }
    }
}

impl UploadName {
    /// The one name that follows from these parts under the deployment's secret, for ever: a
    /// reservation repeated with the same idempotency key gets the same key. The first 128 bits of
    /// HMAC-SHA-256.
    pub fn derive_with(secret: &DeploymentSecret, parts: &[&[u8]]) -> UploadName {
        UploadName::first_bits(&secret.authenticate(parts))
    }

    /// The one name that follows from these parts: the first 128 bits of SHA-256 over them, each
    /// after its length.
    pub fn derive(parts: &[&[u8]]) -> UploadName {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
        UploadName::first_bits(&hash.finalize())
    }

    fn first_bits(hash: &[u8]) -> UploadName {
        let mut first = [0; 16];
        for (to, from) in first.iter_mut().zip(hash) {
            *to = *from;
        }
        UploadName(Ulid::from_bytes(first).to_string())
    }
}

impl fmt::Display for UploadName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for UploadName {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<UploadName, KeyError> {
        let crockford = |byte: u8| {
            byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"ILOU".contains(&byte))
        };
        if text.len() == ULID_LENGTH && text.bytes().all(crockford) {
            Ok(UploadName(text.to_owned()))
        } else {
            Err(KeyError::Id)
        }
    }
}

impl Sequencer {
    /// S3 lets the lengths differ and says to pad the shorter one with zeros on the right; padded
    /// to one length they also compare in a condition of the table.
    pub fn new(notified: &str) -> Sequencer {
        let upper = notified.to_ascii_uppercase();
        Sequencer(format!("{upper:0<SEQUENCER_LENGTH$}"))
    }

    /// The padded text, as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ULID: &str = "01JAZ8Q6M3T7YV5K9R2X4B6C8D";

    fn raw_key() -> String {
        let brief = format!("brf_{ULID}");
        let track = format!("trk_{ULID}");
        format!("raw/{brief}/{track}/3/{ULID}")
    }

    #[test]
    fn a_key_of_ours_is_understood_and_printed_again() {
        let key: RawKey = raw_key().parse().unwrap();
        assert_eq!((key.version, key.to_string()), (3, raw_key()));
        let revenue = format!("revenue/2026-10/{ULID}");
        assert_eq!(revenue.parse::<RevenueKey>().unwrap().to_string(), revenue);
    }

    #[test]
    fn everything_of_a_reference_medium_stands_under_its_prefix_and_nothing_else_does() {
        let text = format!("reference/brf_{ULID}/ref_{ULID}/{ULID}");
        let key: ReferenceKey = text.parse().unwrap();
        let DerivedKeys { preview, waveform } = key.derived();
        assert_eq!(preview, format!("{text}.mp3"));
        for one in [key.to_string(), preview, waveform] {
            assert!(one.starts_with(&references_of_medium(key.brief, key.medium)));
            assert!(one.starts_with(&references_of_brief(key.brief)) && is_reference(&one));
        }
        for bad in
            [raw_key(), text.replace("ref_", "trk_"), format!("{text}/x"), text.to_lowercase()]
        {
            assert!(bad.parse::<ReferenceKey>().is_err(), "{bad}");
        }
        assert!(text.parse::<RawKey>().is_err() && !is_reference(&raw_key()));
    }

    #[test]
    fn everything_of_a_track_begins_with_its_prefixes() {
        let key: RawKey = raw_key().parse().unwrap();
        assert!(key.to_string().starts_with(&raw_of_track(key.brief, key.track)));
    }

    #[test]
    fn what_is_made_of_a_version_names_neither_its_brief_nor_its_track() {
        let key: RawKey = raw_key().parse().unwrap();
        let DerivedKeys { preview, waveform } = DerivedKeys::of_object(&raw_key()).unwrap();
        assert_eq!(preview, format!("preview/{ULID}.mp3"));
        for name in [key.brief.to_string(), key.track.to_string()] {
            assert!(!preview.contains(&name) && !waveform.contains(&name));
        }
        assert!(DerivedKeys::of_object("raw/x").is_err());
    }

    #[test]
    fn the_same_reservation_gets_the_same_name() {
        let name = UploadName::derive(&[b"a", b"bc"]);
        assert_eq!(name, UploadName::derive(&[b"a", b"bc"]));
        assert_ne!(name, UploadName::derive(&[b"ab", b"c"]));
        assert_eq!(name.to_string().parse(), Ok(name));
    }

    #[test]
    fn the_notified_key_is_form_urlencoded() {
        let encoded = raw_key().replace('/', "%2F");
        assert_eq!(decode(&encoded).unwrap(), raw_key());
        assert_eq!(decode("raw/a+b%2Bc").unwrap(), "raw/a b+c");
        assert_eq!(decode("raw/%FF"), Err(KeyError::Encoding));
    }

    #[test]
    fn any_other_key_is_refused() {
        let good = raw_key();
        for bad in [
            String::new(),
            "raw/".to_owned(),
            "raw/my+song.wav".to_owned(),
            good.replace("raw/", "RAW/"),
            good.replace("/3/", "/03/"),
            good.replace("/3/", "/-3/"),
            good.replace("/3/", "/+3/"),
            good.replace("brf_", "trk_"),
            format!("{good}/"),
            format!("{good}/x"),
            good.replace("raw/", "raw/../"),
            good.to_lowercase(),
        ] {
            assert!(bad.parse::<RawKey>().is_err(), "{bad}");
        }
    }

    #[test]
    fn sequencers_compare_as_if_the_shorter_ended_in_zeros() {
        assert!(Sequencer::new("0055AED6DCD90281E5") > Sequencer::new("0055AED6DCD90281"));
        assert!(Sequencer::new("0055AED6DC") < Sequencer::new("0055AED6DD00"));
        assert_eq!(Sequencer::new("00AB"), Sequencer::new("00ab00"));
    }
}
