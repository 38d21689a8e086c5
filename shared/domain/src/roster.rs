//! Who co-produces a brief when its owner appoints nobody.

use crate::id::MemberId;
use crate::numbers::count;
use crate::text::Tag;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A co-producer of the platform, as things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    pub member: MemberId,
    /// On probation: listens only beside an active co-producer.
    pub probation: bool,
    /// What they write and know.
    pub genre_tags: Vec<Tag>,
    /// Reviews given to them, in all briefs, that are not over.
    pub open_reviews: u32,
    /// Since when they are co-producers.
    pub since: Timestamp,
}

/// The best for the seats of a brief: most of its genres, active before probation, least to do,
/// longest a co-producer, then by id. Where anybody active is there, one of them is chosen, since
/// probation never listens alone. The order of the applicants says nothing.
pub fn choose(
    genres: &[Tag],
    seats: u8,
    excluded: &BTreeSet<MemberId>,
    applicants: &[Applicant],
) -> Vec<MemberId> {
    let mut ranked: Vec<&Applicant> =
        applicants.iter().filter(|one| !excluded.contains(&one.member)).collect();
    ranked.sort_by_key(|one| {
        let shared = one.genre_tags.iter().filter(|tag| genres.contains(tag)).count();
        (Reverse(count(shared)), one.probation, one.open_reviews, one.since, one.member)
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

    fn applicant(name: &str, tags: &[&str], open_reviews: u32) -> Applicant {
        Applicant {
            member: member(name),
            probation: false,
            genre_tags: tags.iter().map(|tag| Tag::new(tag).unwrap()).collect(),
            open_reviews,
            since: Timestamp::UNIX_EPOCH,
        }
    }

    fn chosen(seats: u8, applicants: &[Applicant]) -> Vec<MemberId> {
        let genres = [Tag::new("strings").unwrap(), Tag::new("ambient").unwrap()];
        choose(&genres, seats, &BTreeSet::new(), applicants)
    }

    #[test]
    fn genres_come_before_load() {
        let knows = applicant("knows", &["strings", "ambient"], 5);
        let partly = applicant("partly", &["strings"], 1);
        let idle = applicant("idle", &[], 0);
        let names = chosen(2, &[idle, partly, knows]);
        assert_eq!(names, [member("knows"), member("partly")]);
    }

    #[test]
    fn of_equals_the_one_with_least_to_do_is_chosen() {
        let names = chosen(1, &[applicant("busy", &[], 3), applicant("idle", &[], 2)]);
        assert_eq!(names, [member("idle")]);
    }

    #[test]
    fn probation_never_sits_alone_where_anybody_is_active() {
        let mut novice = applicant("novice", &["strings"], 0);
        novice.probation = true;
        assert_eq!(chosen(1, std::slice::from_ref(&novice)), [member("novice")]);
        let active = applicant("active", &[], 9);
        assert_eq!(chosen(1, &[novice, active]), [member("active")]);
    }

    #[test]
    fn the_excluded_are_not_chosen() {
        let one = applicant("owner", &[], 0);
        let excluded = BTreeSet::from([member("owner")]);
        assert!(choose(&[], 2, &excluded, &[one]).is_empty());
    }

    proptest! {
        #[test]
        fn the_order_of_the_applicants_says_nothing(
            loads in proptest::collection::vec((0_u32..3, any::<bool>()), 0..8),
            seats in 0_u8..4,
        ) {
            let list = |loads: &[(u32, bool)]| -> Vec<Applicant> {
                let one = |(n, (load, probation)): (usize, &(u32, bool))| Applicant {
                    probation: *probation,
                    ..applicant(&format!("{n}"), &[], *load)
                };
                loads.iter().enumerate().map(one).collect()
            };
            let applicants = list(&loads);
            let mut turned = applicants.clone();
            turned.reverse();
            prop_assert_eq!(chosen(seats, &applicants), chosen(seats, &turned));
            prop_assert!(chosen(seats, &applicants).len() <= usize::from(seats));
        }
    }
}
