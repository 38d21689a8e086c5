//! The checksums of an upload: what the uploader promised, what arrived, and whether they agree.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt as _;
use http::HeaderMap;
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Md5, Sha1, Sha256};
use s3s::dto::{PutObjectInput, StreamingBlob};
use s3s::{S3Result, s3_error};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

/// Checksums in base64, one for each algorithm that S3 knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checksums {
    pub(super) crc32: Option<String>,
    pub(super) crc32c: Option<String>,
    pub(super) crc64nvme: Option<String>,
    pub(super) sha1: Option<String>,
    pub(super) sha256: Option<String>,
}

/// What the uploader promised in the request's headers, and will promise in its trailer.
pub(super) struct Promise {
    length: Option<i64>,
    md5: Option<String>,
    checksums: Checksums,
    /// The `x-amz-checksum-*` names announced for the trailer.
    in_trailer: Vec<String>,
}

pub(super) struct Received {
    /// In bytes.
    pub(super) size: u64,
    md5: [u8; 16],
    checksums: Checksums,
}

impl Promise {
    pub(super) fn of(input: &PutObjectInput, headers: &HeaderMap) -> Self {
        let announced =
            headers.get_all("x-amz-trailer").iter().filter_map(|line| line.to_str().ok());
        let in_trailer = announced
            .flat_map(|line| line.split(','))
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| name.starts_with("x-amz-checksum-"));
        Self {
            length: input.content_length,
            md5: input.content_md5.clone(),
            checksums: Checksums {
                crc32: input.checksum_crc32.clone(),
                crc32c: input.checksum_crc32c.clone(),
                crc64nvme: input.checksum_crc64nvme.clone(),
                sha1: input.checksum_sha1.clone(),
                sha256: input.checksum_sha256.clone(),
            },
            in_trailer: in_trailer.collect(),
        }
    }

    /// Streams `body` into `file` and computes every announced digest on the way.
    pub(super) async fn receive(
        &self,
        mut body: StreamingBlob,
        file: &mut (impl AsyncWrite + Unpin),
    ) -> S3Result<Received> {
        let mut hasher = self.hasher();
        let mut md5 = Md5::new();
        let mut size = 0_u64;
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(|error| {
                s3_error!(IncompleteBody, "the body does not arrive as announced: {error}")
            })?;
            hasher.update(&chunk);
            md5.update(&chunk);
            size = size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            file.write_all(&chunk).await.map_err(s3s::S3Error::internal_error)?;
        }
        file.flush().await.map_err(s3s::S3Error::internal_error)?;
        let sum = hasher.finalize();
        let checksums = Checksums {
            crc32: sum.checksum_crc32,
            crc32c: sum.checksum_crc32c,
            crc64nvme: sum.checksum_crc64nvme,
            sha1: sum.checksum_sha1,
            sha256: sum.checksum_sha256,
        };
        Ok(Received { size, md5: md5.finalize(), checksums })
    }

    /// Refuses what arrived unless every promise was kept. `trailer` is known only after the body.
    pub(super) fn verify(
        mut self,
        received: &Received,
        trailer: Option<&HeaderMap>,
    ) -> S3Result<()> {
        for name in std::mem::take(&mut self.in_trailer) {
            let value = trailer.and_then(|trailer| trailer.get(&name)?.to_str().ok());
            let Some(value) = value else {
                return Err(s3_error!(
                    IncompleteBody,
                    "the trailer {name} was announced, not sent"
                ));
            };
            let Some(slot) = self.checksums.named(&name) else {
                return Err(s3_error!(InvalidRequest, "the trailer {name} is not known"));
            };
            *slot = Some(value.to_owned());
        }
        if let Some(length) = self.length
            && u64::try_from(length).ok() != Some(received.size)
        {
            return Err(s3_error!(
                IncompleteBody,
                "{length} bytes promised, {} came",
                received.size
            ));
        }
        if self.md5.is_some_and(|md5| md5 != STANDARD.encode(received.md5)) {
            return Err(s3_error!(BadDigest, "the Content-MD5 you specified did not match"));
        }
        for (algorithm, promised, computed) in self.checksums.pairs(&received.checksums) {
            if promised.is_some() && promised != computed {
                return Err(s3_error!(
                    BadDigest,
                    "the {algorithm} you specified did not match the calculated checksum"
                ));
            }
        }
        Ok(())
    }

    fn hasher(&self) -> ChecksumHasher {
        let wanted = |promised: &Option<String>, name: &str| {
            promised.is_some() || self.in_trailer.iter().any(|announced| announced.ends_with(name))
        };
        ChecksumHasher {
            crc32: wanted(&self.checksums.crc32, "-crc32").then(Crc32::new),
            crc32c: wanted(&self.checksums.crc32c, "-crc32c").then(Crc32c::new),
            sha1: wanted(&self.checksums.sha1, "-sha1").then(Sha1::new),
            sha256: wanted(&self.checksums.sha256, "-sha256").then(Sha256::new),
            crc64nvme: wanted(&self.checksums.crc64nvme, "-crc64nvme").then(Crc64Nvme::new),
        }
    }
}

impl Received {
    /// The entity tag of an object written in one piece: the MD5 in hexadecimal.
    pub(super) fn e_tag(&self) -> String {
        domain::digest::hex(&self.md5)
    }

    /// The checksums worth keeping: those that were promised, and so were proved.
    pub(super) fn into_checksums(self) -> Checksums {
        self.checksums
    }
}

impl Checksums {
    fn named(&mut self, header: &str) -> Option<&mut Option<String>> {
        match header {
            "x-amz-checksum-crc32" => Some(&mut self.crc32),
            "x-amz-checksum-crc32c" => Some(&mut self.crc32c),
            "x-amz-checksum-crc64nvme" => Some(&mut self.crc64nvme),
            "x-amz-checksum-sha1" => Some(&mut self.sha1),
            "x-amz-checksum-sha256" => Some(&mut self.sha256),
            _ => None,
        }
    }

    fn pairs<'a>(
        &'a self,
        other: &'a Self,
    ) -> [(&'static str, Option<&'a str>, Option<&'a str>); 5] {
        [
            ("CRC32", self.crc32.as_deref(), other.crc32.as_deref()),
            ("CRC32C", self.crc32c.as_deref(), other.crc32c.as_deref()),
            ("CRC64NVME", self.crc64nvme.as_deref(), other.crc64nvme.as_deref()),
            ("SHA1", self.sha1.as_deref(), other.sha1.as_deref()),
            ("SHA256", self.sha256.as_deref(), other.sha256.as_deref()),
        ]
    }
}
