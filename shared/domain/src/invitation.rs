//! A client's invitation of one composer to one brief.

use crate::brief::Brief;
use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::{BriefId, MemberId};
use crate::member::{Availability, Member};
use crate::policy::Policy;
use crate::roster::turn;
use crate::status::StatusLevel;
use crate::string_enum::string_enum;
use crate::text::Tag;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

string_enum! {
    /// Where an invitation stands.
    pub enum InvitationState {
        /// The composer has not answered.
        Invited => "invited",
        /// The composer means to submit.
        Accepted => "accepted",
        /// The composer does not.
        Declined => "declined",
    }
}

string_enum! {
    /// What the composer can do with it. They may change their mind.
    pub enum InvitationEvent {
        Accept => "accept",
        Decline => "decline",
    }
}

state_machine!(InvitationState, InvitationEvent, transition);

fn transition(state: InvitationState, event: InvitationEvent) -> Transition<InvitationState> {
    use InvitationEvent as E;
    use InvitationState as S;
    match state {
        S::Invited => match event {
            E::Accept => Transition::To(S::Accepted),
            E::Decline => Transition::To(S::Declined),
        },
        S::Accepted => match event {
            E::Decline => Transition::To(S::Declined),
            E::Accept => Transition::AlreadyThere,
        },
        S::Declined => match event {
            E::Accept => Transition::To(S::Accepted),
            E::Decline => Transition::AlreadyThere,
        },
    }
}

/// A composer who is invited to a brief, and what they say to it.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Invitation {
    /// What the member is invited to.
    pub brief: BriefId,
    /// Who is invited.
    pub member: MemberId,
    /// Whether it was answered, and how.
    pub state: InvitationState,
    /// Who has invited them.
    pub invited_by: MemberId,
    /// When it was sent.
    pub invited_at: Timestamp,
    /// When the composer last answered; null until they have.
    pub answered_at: Option<Timestamp>,
    /// Whether the studio found them by itself when the brief opened.
    pub automatic: bool,
    /// When it turned out that the composer, who had accepted, has not submitted; null where it did
    /// not.
    pub unused_at: Option<Timestamp>,
}

/// A composer whom the studio may invite by itself, as things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composer {
    pub profile: Member,
    /// How far they have come, by what is public: an invitation tells nothing of a brief that runs.
    pub level: StatusLevel,
}

/// Whom the studio invites to a brief when it opens: Junior or more, available, at least one genre
/// of the brief, and a prize not below their own minimum fee. Most genres first, then in an order
/// that is another one for each brief, so that over many briefs everybody has their turn. The order
/// of the composers says nothing.
pub fn choose(
    brief: &Brief,
    excluded: &BTreeSet<MemberId>,
    composers: &[Composer],
    policy: &Policy,
) -> Vec<MemberId> {
    let mut ranked: Vec<(Reverse<usize>, [u8; 32], MemberId)> = composers
        .iter()
        .filter(|one| !excluded.contains(&one.profile.id) && one.may_be_found(brief))
        .map(|one| {
            let member = one.profile.id;
            (Reverse(one.shared_tags(brief)), turn(brief.id, member), member)
        })
        .collect();
    ranked.sort();
    ranked.dedup();
    ranked.into_iter().take(policy.automatic_invitations).map(|(_, _, member)| member).collect()
}

/// How many composers the studio invites to a brief at most: none where it names no genre. How many
/// it would find is told to nobody, since a client who changes the prize, or names a genre that one
/// composer alone writes, would read that composer's minimum fee from it.
pub const fn invited_max(brief: &Brief, policy: &Policy) -> usize {
    if brief.terms.genre_tags.is_empty() { 0 } else { policy.automatic_invitations }
}

impl Composer {
    fn may_be_found(&self, brief: &Brief) -> bool {
        let pays = match (&self.profile.minimum_fee, &brief.terms.prize) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(fee), Some(prize)) => {
                fee.currency == prize.currency && fee.amount <= prize.amount
            }
        };
        pays && self.level >= StatusLevel::Junior
            && self.profile.availability == Availability::Available
            && self.shared_tags(brief) > 0
    }

    fn shared_tags(&self, brief: &Brief) -> usize {
        let tags: BTreeSet<&Tag> = self.profile.genre_tags.iter().collect();
        tags.into_iter().filter(|tag| brief.terms.genre_tags.contains(tag)).count()
    }
}

impl Invitation {
    pub const fn new(
        brief: BriefId,
        member: MemberId,
        invited_by: MemberId,
        at: Timestamp,
    ) -> Self {
        let state = InvitationState::Invited;
        let (answered_at, automatic, unused_at) = (None, false, None);
        Self { brief, member, state, invited_by, invited_at: at, answered_at, automatic, unused_at }
    }

    /// A new invitation by the studio itself, on behalf of the client.
    pub const fn found(brief: BriefId, member: MemberId, client: MemberId, at: Timestamp) -> Self {
        Self { automatic: true, ..Self::new(brief, member, client, at) }
    }

    /// The client invites whom the studio had found, and who has not answered: it is the client's
    /// invitation from now on, as any other. That they were found would tell that the prize is not
    /// below their minimum fee. Nothing where it is the client's, or where it was answered.
    #[must_use]
    pub fn taken_over(&self, at: Timestamp) -> Option<Self> {
        let is_found = self.automatic && self.state == InvitationState::Invited;
        is_found.then(|| Self::new(self.brief, self.member, self.invited_by, at))
    }

    /// The composer answers.
    ///
    /// # Errors
    /// Never at present: every answer is possible in every state.
    pub fn answer(&self, event: InvitationEvent, at: Timestamp) -> Result<Change<Self>, Refused> {
        let change = self.state.apply(event)?;
        Ok(change.map(|state| Self { state, answered_at: Some(at), ..self.clone() }))
    }

    /// Entries have ended, and nothing of the composer's has come in. Only who had accepted has
    /// left an invitation unused, and once.
    #[must_use]
    pub fn left_unused(&self, at: Timestamp) -> Option<Self> {
        let counts = self.state == InvitationState::Accepted && self.unused_at.is_none();
        counts.then(|| Self { unused_at: Some(at), ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    #[test]
    fn the_whole_table() {
        use InvitationEvent as E;
        use InvitationState as S;
        assert_table(
            S::ALL,
            &[
                (S::Invited, E::Accept, S::Accepted),
                (S::Invited, E::Decline, S::Declined),
                (S::Declined, E::Accept, S::Accepted),
                (S::Accepted, E::Decline, S::Declined),
            ],
            &[(S::Accepted, E::Accept), (S::Declined, E::Decline)],
        );
    }

    #[test]
    fn only_an_accepted_invitation_is_left_unused_and_once() {
        let (ada, clara) = (MemberId::of_subject("ada"), MemberId::of_subject("clara"));
        let at = Timestamp::UNIX_EPOCH;
        let invited = Invitation::new(BriefId::derive(&[b"brief"]), ada, clara, at);
        let answered = |event| invited.answer(event, at).unwrap().or(invited.clone());
        assert_eq!(invited.left_unused(at), None);
        assert_eq!(answered(InvitationEvent::Decline).left_unused(at), None);
        let unused = answered(InvitationEvent::Accept).left_unused(at).unwrap();
        assert_eq!((unused.unused_at, unused.left_unused(at)), (Some(at), None));
    }

    fn brief(tags: &[&str], prize: Option<&str>) -> Brief {
        let terms = serde_json::json!({
            "title": "Dawn", "production": "film",
            "licence": { "kind": "exclusive", "media": [], "territory": null,
                "term_months": null },
            "text": "A train leaves.", "mood_words": [], "references_like": [],
            "references_not_like": [], "length": null, "delivery": null, "genre_tags": tags,
            "prize": prize.map(|amount| serde_json::json!({"currency": "EUR", "amount": amount})),
            "deadline": "2026-03-01T00:00:00Z", "visibility": "public", "reviews_per_track": 1,
            "coproducer_seats": 2, "pool_ppm": null,
        });
        let terms = serde_json::from_value(terms).unwrap();
        let (id, owner) = (BriefId::derive(&[b"brief"]), MemberId::of_subject("client"));
        Brief::draft(id, owner, terms, Timestamp::UNIX_EPOCH)
    }

    fn composer(name: &str, tags: &[&str]) -> Composer {
        let newcomer = Member::newcomer(MemberId::of_subject(name), Timestamp::UNIX_EPOCH);
        let genre_tags = tags.iter().map(|tag| Tag::new(tag).unwrap()).collect();
        Composer { profile: Member { genre_tags, ..newcomer }, level: StatusLevel::Junior }
    }

    fn chosen(brief: &Brief, composers: &[Composer]) -> Vec<MemberId> {
        choose(brief, &BTreeSet::new(), composers, &Policy::CURRENT)
    }

    #[test]
    fn the_studio_invites_juniors_who_are_available_and_write_the_genre() {
        let brief = brief(&["ambient", "strings"], None);
        let fits = composer("fits", &["strings"]);
        let newcomer = Composer { level: StatusLevel::Newcomer, ..composer("new", &["strings"]) };
        let mut away = composer("away", &["strings"]);
        away.profile.availability = Availability::Away;
        let other = composer("other", &["metal"]);
        let better = composer("better", &["strings", "ambient"]);
        let expected = [better.profile.id, fits.profile.id];
        assert_eq!(chosen(&brief, &[fits, newcomer, away, other, better]), expected);
    }

    #[test]
    fn nobody_is_invited_below_their_own_minimum_fee() {
        let mut ada = composer("ada", &["strings"]);
        let fee = serde_json::json!({"currency": "EUR", "amount": "500.00"});
        ada.profile.minimum_fee = serde_json::from_value(fee).unwrap();
        for (prize, found) in [(None, 0), (Some("499.99"), 0), (Some("500"), 1)] {
            let invited = chosen(&brief(&["strings"], prize), std::slice::from_ref(&ada));
            assert_eq!(invited.len(), found, "{prize:?}");
        }
    }

    #[test]
    fn the_studio_invites_a_bounded_number_whatever_their_order() {
        let all: Vec<Composer> =
            (0..50).map(|number| composer(&number.to_string(), &["strings"])).collect();
        let brief = brief(&["strings"], None);
        let invited = chosen(&brief, &all);
        assert_eq!(invited.len(), Policy::CURRENT.automatic_invitations);
        let turned: Vec<Composer> = all.into_iter().rev().collect();
        assert_eq!(chosen(&brief, &turned), invited);
    }
}
