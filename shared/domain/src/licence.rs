//! The licence under which the client may use what has won: terms of the brief while it is written,
//! frozen with the award.

use crate::brief::{Brief, ProductionKind};
use crate::digest::Sha256Hex;
use crate::id::{BriefId, MemberId, TrackId};
use crate::licence_terms::LicenceTerms;
use crate::text::{Title, isolated};
use crate::track::{Track, Version};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was granted with an award; nothing changes it.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Licence {
    /// What the track was made for.
    pub brief: BriefId,
    /// The brief's title at the award.
    pub brief_title: Title,
    /// What the music is for.
    pub production: ProductionKind,
    /// What is licensed.
    pub track: TrackId,
    /// The track's title at the award.
    pub track_title: Title,
    /// The version that was selected, and no other one.
    #[schemars(range(min = 1))]
    pub version: u8,
    /// Of the original file.
    pub sha256: Sha256Hex,
    /// The client.
    pub licensee: MemberId,
    /// The writers who had agreed to their shares.
    pub writers: Vec<MemberId>,
    /// What is granted.
    pub terms: LicenceTerms,
    /// When the award was made.
    pub granted_at: Timestamp,
}

impl Licence {
    /// What the client of `brief` gets of the version that they select.
    pub fn grant(brief: &Brief, track: &Track, version: &Version, granted_at: Timestamp) -> Self {
        let agreed = track.writers.iter().filter(|writer| writer.consented_at.is_some());
        Self {
            brief: brief.id,
            brief_title: brief.terms.title.clone(),
            production: brief.terms.production,
            track: track.id,
            track_title: track.title.clone(),
            version: version.version,
            sha256: version.declared.sha256.clone(),
            licensee: brief.owner,
            writers: agreed.map(|writer| writer.member).collect(),
            terms: brief.terms.licence.clone(),
            granted_at,
        }
    }

    /// Whether it is theirs to read: the client's, and that of every writer who has agreed to their
    /// share, then or since; `track` is the one that it is about.
    pub fn has_party(&self, member: MemberId, track: &Track) -> bool {
        let agreed = |member| track.writer(member).is_some_and(|one| one.consented_at.is_some());
        self.licensee == member || self.writers.contains(&member) || agreed(member)
    }

    /// What the client may do, in plain words.
    pub fn in_words(&self) -> String {
        let writers: Vec<String> = self.writers.iter().map(ToString::to_string).collect();
        format!(
            "Licence to use a piece of music\n\n\
             Work: \"{title}\" ({track}), version {version}, SHA-256 {sha256}\n\
             Writers: {writers}\n\
             Licensee: {licensee}\n\
             For: \"{brief_title}\" ({brief}), {production}, awarded {granted_at}\n\n\
             The licensee may use this recording, and no other version of it, in the work that the \
             brief describes, {terms}. The writers remain its authors and are named as such. They \
             receive their shares of all royalties that the recording earns, as the split of the \
             award sets them. The recording is not passed on, resold or released on its own without \
             the writers' consent.\n",
            title = isolated(self.track_title.as_str()),
            track = self.track,
            version = self.version,
            sha256 = self.sha256,
            writers = writers.join(", "),
            licensee = self.licensee,
            brief_title = isolated(self.brief_title.as_str()),
            brief = self.brief,
            production = self.production.in_words(),
            granted_at = self.granted_at,
            terms = self.terms.in_words(),
        )
    }
}
