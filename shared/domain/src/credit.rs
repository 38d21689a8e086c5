//! Credits: who made an awarded piece what it is.

use crate::brief::{Brief, ProductionKind, Visibility};
use crate::digest::hex;
use crate::id::{BriefId, CreditId, MemberId, TrackId};
use crate::secret::DeploymentSecret;
use crate::string_enum::string_enum;
use crate::text::Title;
use crate::track::Track;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

string_enum! {
    /// What somebody is credited for.
    pub enum CreditRole {
        /// Submitted the selected track.
        Composer => "composer",
        /// Wrote it with them.
        Writer => "writer",
        /// Delivered a review on the awarded brief.
        Coproducer => "coproducer",
    }
}

string_enum! {
    /// Whether a credit holds.
    pub enum CreditState {
        /// The award that it is for stands.
        Stands => "stands",
        /// That award was found void.
        Withdrawn => "withdrawn",
    }
}

impl CreditState {
    /// What an award that is void, or stands, makes of its credits.
    pub const fn of_award(is_void: bool) -> Self {
        if is_void { Self::Withdrawn } else { Self::Stands }
    }
}

/// One line of a portfolio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Its id: anybody may verify it by this.
    pub id: CreditId,
    pub member: MemberId,
    pub role: CreditRole,
    pub brief: BriefId,
    pub brief_title: Title,
    pub track: TrackId,
    pub track_title: Title,
    /// What the music was for.
    pub production: ProductionKind,
    /// Whether the brief was private: then only its people see the titles, as long as no embargo
    /// date says otherwise.
    pub redacted: bool,
    /// Until when the client wants the titles kept back.
    pub embargo_until: Option<Timestamp>,
    /// When the brief was awarded.
    pub awarded_at: Timestamp,
    /// Whether its co-producer had left the brief before it was awarded.
    pub had_left: bool,
}

impl Credit {
    /// For a part in an awarded brief and its winner.
    pub fn new(
        secret: &DeploymentSecret,
        brief: &Brief,
        track: &Track,
        member: MemberId,
        role: CreditRole,
        awarded_at: Timestamp,
    ) -> Self {
        Self {
            id: Self::id_of(secret, brief.id, member, role),
            member,
            role,
            brief: brief.id,
            brief_title: brief.terms.title.clone(),
            track: track.id,
            track_title: track.title.clone(),
            production: brief.terms.production,
            redacted: brief.terms.visibility == Visibility::Invited,
            embargo_until: brief.terms.embargo_until,
            awarded_at,
            had_left: false,
        }
    }

    /// In which year the brief was awarded, in UTC.
    pub fn year(&self) -> i16 {
        self.awarded_at.to_zoned(TimeZone::UTC).year()
    }

    /// What may be said of it in public whatever is kept back: the part, the kind of production and
    /// the year.
    pub fn public_line(&self) -> String {
        let part = match self.role {
            CreditRole::Composer => "Composer of the music",
            CreditRole::Writer => "Writer of the music",
            CreditRole::Coproducer => "Co-producer of the music",
        };
        format!("{part} for {}, {}", self.production.in_words(), self.year())
    }

    /// Whether the titles are kept from the public at this moment.
    pub fn is_redacted(&self, now: Timestamp) -> bool {
        self.embargo_until.map_or(self.redacted, |until| now < until)
    }

    /// Whether it is a secret of its parties at this moment: that it is there would name the winner.
    pub fn is_embargoed(&self, now: Timestamp) -> bool {
        self.embargo_until.is_some_and(|until| now < until)
    }

    /// Whether it stands on the public page of its member: it was not withdrawn, and is no secret.
    pub fn is_public(&self, state: CreditState, now: Timestamp) -> bool {
        state == CreditState::Stands && !self.is_embargoed(now)
    }

    /// Whether its holder may read it: under an embargo not who had left the brief before the award,
    /// and is no party to it.
    pub fn is_shown_to_holder(&self, now: Timestamp) -> bool {
        !(self.had_left && self.is_embargoed(now))
    }

    /// What its holder's link carries, and nobody else can make: 32 hexadecimal digits.
    pub fn share_token(&self, secret: &DeploymentSecret) -> String {
        let id = self.id.to_string();
        let code = secret.authenticate(&[b"credit_link", id.as_bytes()]);
        hex(code.first_chunk::<16>().map_or(&[], |first| first.as_slice()))
    }

    /// Whether it is shown to somebody who knows its id and came by this token: under an embargo
    /// only by the link that its holder gave out; else it is unknown.
    pub fn is_shown(&self, now: Timestamp, secret: &DeploymentSecret, token: Option<&str>) -> bool {
        !self.is_embargoed(now) || token.is_some_and(|token| token == self.share_token(secret))
    }

    /// The id of a credit: one for each member and role of a brief, however often it is awarded.
    /// Nobody computes it from those three: that it is there would name the winner.
    pub fn id_of(
        secret: &DeploymentSecret,
        brief: BriefId,
        member: MemberId,
        role: CreditRole,
    ) -> CreditId {
        let (brief, member) = (brief.to_string(), member.to_string());
        let parts = [brief.as_bytes(), member.as_bytes(), role.as_str().as_bytes()];
        let [brief, member, role] = parts;
        CreditId::derive_with(secret, &[b"credit", brief, member, role])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(redacted: bool, embargo_until: Option<i64>) -> Credit {
        let (brief, member) = (BriefId::derive(&[b"b"]), MemberId::of_subject("ada"));
        Credit {
            id: CreditId::derive(&[b"c"]),
            member,
            role: CreditRole::Composer,
            brief,
            brief_title: Title::new("Launch").unwrap(),
            track: TrackId::derive(&[b"t"]),
            track_title: Title::new("Dawn").unwrap(),
            production: ProductionKind::TvSeries,
            redacted,
            embargo_until: embargo_until.map(|second| Timestamp::from_second(second).unwrap()),
            awarded_at: Timestamp::UNIX_EPOCH,
            had_left: false,
        }
    }

    #[test]
    fn what_is_kept_back_still_names_the_part_the_kind_of_production_and_the_year() {
        let private = credit(true, None);
        assert_eq!(private.public_line(), "Composer of the music for a TV series, 1970");
    }

    #[test]
    fn a_credit_stands_on_the_public_page_unless_withdrawn_or_under_an_embargo() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let embargoed = credit(false, Some(100));
        assert!(!embargoed.is_public(CreditState::Stands, at(99)));
        assert!(embargoed.is_public(CreditState::Stands, at(100)));
        assert!(!embargoed.is_public(CreditState::Withdrawn, at(100)));
    }

    #[test]
    fn an_embargo_ends_at_its_date_and_a_private_brief_without_one_never_does() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!(credit(true, None).is_redacted(at(1_000_000)));
        assert!(!credit(false, None).is_redacted(at(0)));
        for redacted in [true, false] {
            let embargoed = credit(redacted, Some(100));
            let [secret, other] = [1, 2].map(|byte| DeploymentSecret::from_bytes([byte; 32]));
            let token = embargoed.share_token(&secret);
            assert_eq!(token.len(), 32);
            assert!(!embargoed.is_shown(at(99), &secret, None));
            assert!(!embargoed.is_shown(at(99), &other, Some(&token)));
            assert!(embargoed.is_shown(at(99), &secret, Some(&token)));
            assert!(embargoed.is_shown(at(100), &secret, None));
            assert!(credit(redacted, Some(100)).is_redacted(at(99)));
            assert!(!credit(redacted, Some(100)).is_redacted(at(100)));
        }
    }
}
