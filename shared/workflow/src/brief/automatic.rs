//! Composers whom the studio itself invites when a brief opens: found by their genres, chosen by
//! the rules.

use std::collections::BTreeSet;

use domain::id::MemberId;
use domain::invitation::{self, Composer};
use domain::member::Member;
use domain::points::Standing;
use jiff::Timestamp;
use store::brief_aggregate::BriefAggregate;
use store::standing::MemberStanding;

use crate::{Workflow, WorkflowError};

/// Composers looked at for one brief: what one batch reads.
const COMPOSERS_MAX: usize = 50;

/// Whom to invite, by their public level. One round trip a genre and two for all composers; none
/// where the brief has no genre.
pub(crate) async fn find(
    work: &Workflow,
    aggregate: &BriefAggregate,
    chosen: &[MemberId],
    now: Timestamp,
) -> Result<Vec<MemberId>, WorkflowError> {
    let brief = &aggregate.brief.item.brief;
    let mut excluded: BTreeSet<MemberId> = aggregate.composers();
    excluded.extend(aggregate.roster.iter().map(|place| place.member));
    excluded.extend(aggregate.invitations.iter().map(|one| one.item.member));
    excluded.extend(&aggregate.overseers);
    excluded.extend(chosen.iter().copied().chain([brief.owner]));
    let mut found = Vec::new();
    for tag in &brief.terms.genre_tags {
        let listed = store::listing::under(tag);
        let (listed, _more) =
            work.store.list_page(&listed, store::listing::FOUND_MAX, None).await?;
        for member in listed.into_iter().map(|stored| stored.item.member) {
            if !excluded.contains(&member) && !found.contains(&member) {
                found.push(member);
            }
        }
    }
    found.truncate(COMPOSERS_MAX);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let (profiles, standings): (Vec<Option<Member>>, Vec<MemberStanding>) =
        work.store.composers(&found, now).await?.into_iter().unzip();
    let public = work.store.public_standings(&standings, now).await?;
    let known = profiles.into_iter().zip(public);
    let composer = |(profile, (standing, _)): (Option<Member>, (Standing, _))| {
        profile.map(|profile| Composer { profile, level: standing.level })
    };
    let composers: Vec<Composer> = known.filter_map(composer).collect();
    Ok(invitation::choose(brief, &excluded, &composers, work.policy))
}
