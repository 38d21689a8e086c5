//! Who co-produces a brief when its owner appoints nobody.

use crate::id::{BriefId, MemberId};
use crate::numbers::count;
use crate::text::Tag;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A co-producer of the platform, as things stand. What they have to do is no part of it: the order
/// would change with each review that is given, and tell who was given it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    pub member: MemberId,
    /// On probation: listens only beside an active co-producer.
    pub probation: bool,
    /// What they write and know.
    pub genre_tags: Vec<Tag>,
}

/// Whose turn it is among equals: an order that is another one for each brief, so that over many
/// briefs everybody has their turn.
pub(crate) fn turn(brief: BriefId, member: MemberId) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(brief.to_string());
    hash.update(member.to_string());
    hash.finalize().into()
}

/// The best for the seats of a brief: most of its genres, active before probation, then whose turn it
/// is. Where anybody active is there, one of them is chosen, since probation never listens alone. The
/// order of the applicants says nothing.
pub fn choose(
    brief: BriefId,
    genres: &[Tag],
    seats: u8,
    excluded: &BTreeSet<MemberId>,
    applicants: &[Applicant],
) -> Vec<MemberId> {
    let mut ranked: Vec<&Applicant> =
        applicants.iter().filter(|one| !excluded.contains(&one.member)).collect();
    ranked.sort_by_key(|one| {
        let shared = one.genre_tags.iter().filter(|tag| genres.contains(tag)).count();
        (Reverse(count(shared)), one.probation, turn(brief, one.member), one.member)
    });
    let mut chosen: Vec<&Applicant> = ranked.iter().copied().take(seats.into()).collect();
    if chosen.iter().all(|one| one.probation)
        && let Some(active) = ranked.iter().copied().find(|one| !one.probation)
        && let Some(last) = chosen.last_mut()
    {
        *last = active;
    }
    chosen.into_iter().map(|one| one.member).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn member(name: &str) -> MemberId {
        MemberId::of_subject(name)
    }

    fn brief(number: u8) -> BriefId {
        BriefId::derive(&[b"brief", &[number]])
    }

    fn applicant(name: &str, tags: &[&str]) -> Applicant {
        let genre_tags = tags.iter().map(|tag| Tag::new(tag).unwrap()).collect();
        Applicant { member: member(name), probation: false, genre_tags }
    }

    fn chosen(seats: u8, applicants: &[Applicant]) -> Vec<MemberId> {
        let genres = [Tag::new("strings").unwrap(), Tag::new("ambient").unwrap()];
        choose(brief(0), &genres, seats, &BTreeSet::new(), applicants)
    }

    #[test]
    fn genres_come_first() {
        let knows = applicant("knows", &["strings", "ambient"]);
        let partly = applicant("partly", &["strings"]);
        let names = chosen(2, &[applicant("other", &[]), partly, knows]);
        assert_eq!(names, [member("knows"), member("partly")]);
    }

    #[test]
    fn equals_have_their_turn_in_one_brief_or_another() {
        let equals = ["a", "b", "c"].map(|name| applicant(name, &[]));
        let none = BTreeSet::new();
        let first = |number| choose(brief(number), &[], 1, &none, &equals).remove(0);
        let firsts: BTreeSet<MemberId> = (0..40).map(first).collect();
        assert_eq!(firsts.len(), 3);
    }

    #[test]
    fn probation_never_sits_alone_where_anybody_is_active() {
        let mut novice = applicant("novice", &["strings"]);
        novice.probation = true;
        assert_eq!(chosen(1, std::slice::from_ref(&novice)), [member("novice")]);
        assert_eq!(chosen(1, &[novice, applicant("active", &[])]), [member("active")]);
    }

    #[test]
    fn the_excluded_are_not_chosen() {
        let excluded = BTreeSet::from([member("owner")]);
        assert!(choose(brief(0), &[], 2, &excluded, &[applicant("owner", &[])]).is_empty());
    }

    proptest! {
        #[test]
        fn the_order_of_the_applicants_says_nothing(
            probations in proptest::collection::vec(any::<bool>(), 0..8),
            seats in 0_u8..4,
        ) {
            let one = |(n, probation): (usize, &bool)| Applicant {
                probation: *probation,
                ..applicant(&format!("{n}"), &[])
            };
            let applicants: Vec<Applicant> = probations.iter().enumerate().map(one).collect();
            let mut turned = applicants.clone();
            turned.reverse();
            prop_assert_eq!(chosen(seats, &applicants), chosen(seats, &turned));
            prop_assert!(chosen(seats, &applicants).len() <= usize::from(seats));
        }
    }
}
