//! The reference media of a brief: its client announces and takes them away, whoever may see the brief
//! hears them. Their files are `intake`'s.

use domain::change::Change;
use domain::id::{BriefId, ReferenceMediumId};
use domain::reference_media::{
    AnnouncedMedium, ReferenceMedia, ReferenceMediaRefusal, ReferenceMedium, ReferenceMediumState,
};
use domain::rules::Rule;
use jiff::Timestamp;
use media::keys;
use media::object::delete_every_version;
use runtime::Runtime;
use store::brief::BriefFor;
use store::{RawItem, Stored, retry_on_conflict};

use crate::brief::access;
use crate::submission::GRACE;
use crate::{Actor, Workflow, WorkflowError};

/// One that was announced.
#[derive(Debug, Clone)]
pub struct Announced {
    pub medium: ReferenceMedium,
    /// Whether its link lets a file in.
    pub is_open: bool,
}

/// What somebody who may see a brief is shown of its reference media.
#[derive(Debug, Clone)]
pub struct ShownReferenceMedia {
    /// In the order in which they were added: all of them for the client, for others those that can be
    /// heard.
    pub media: Vec<ReferenceMedium>,
    /// Whether what tells the files themselves is shown.
    pub shows_files: bool,
}

/// The client announces a file, while the brief is a draft or open. The same request finds what it
/// announced before, with a new link where the one before ended unused. Two round trips.
pub async fn announce(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    new: &AnnouncedMedium,
) -> Result<Announced, WorkflowError> {
    retry_on_conflict(async || {
        let (found, media) = load(work, actor, brief).await?;
        access::require_owner(&found.brief.item, actor)?;
        let change = media.item.announce(&found.brief.item, new.clone(), work.now, work.policy);
        let media = match change.map_err(refused)? {
            Change::AlreadyApplied => media.item,
            Change::Applied(item) => {
                let media = Stored { item, revision: media.revision };
                work.store.announce_reference_medium(&found.brief, &media).await?;
                media.item
            }
        };
        announced(&media, new.id, work.now)
    })
    .await
}

fn announced(
    media: &ReferenceMedia,
    id: ReferenceMediumId,
    now: Timestamp,
) -> Result<Announced, WorkflowError> {
    let medium = media.find(id).cloned();
    let medium = medium.ok_or(WorkflowError::Invariant("an announcement without its medium"))?;
    Ok(Announced { is_open: medium.link_is_open(now), medium })
}

/// The reference media of a brief, for whoever may see it. One round trip.
pub async fn list(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<ShownReferenceMedia, WorkflowError> {
    let (found, media) = load(work, actor, brief).await?;
    let is_owner = found.brief.item.brief.owner == actor.member;
    let is_shown = |one: &ReferenceMedium| is_owner || one.state == ReferenceMediumState::Ready;
    let media = media.item.media.into_iter().filter(is_shown).collect();
    Ok(ShownReferenceMedia { media, shows_files: is_owner })
}

/// The client takes one away, whatever has become of the brief; its files are deleted. Asked twice, it
/// is gone once, and what was left of its files goes too. Returned are those that stay. Two round trips
/// to the table, one to each bucket and one for each object.
pub async fn remove(
    work: &Workflow,
    runtime: &Runtime,
    actor: Actor,
    brief: BriefId,
    id: ReferenceMediumId,
) -> Result<Vec<ReferenceMedium>, WorkflowError> {
    let left = retry_on_conflict(async || {
        let (found, media) = load(work, actor, brief).await?;
        access::require_owner(&found.brief.item, actor)?;
        let removed = media.item.remove(id, work.now, GRACE).ok_or(WorkflowError::NotFound)?;
        let Change::Applied(item) = removed else { return Ok(media.item) };
        let media = Stored { item, revision: media.revision };
        work.store.replace(&media).await?;
        Ok::<_, WorkflowError>(media.item)
    })
    .await?;
    delete_files(runtime, &keys::references_of_medium(brief, id)).await?;
    Ok(left.media)
}

/// The client has left for good: all of a brief's go, with their files. It may be cut short anywhere and
/// done again; what lands later, the sweep deletes.
pub(crate) async fn remove_all(
    work: &Workflow,
    runtime: &Runtime,
    brief: BriefId,
) -> Result<(), WorkflowError> {
    let Some(before) = work.store.get(store::reference_media::key(brief)).await? else {
        return Ok(());
    };
    change(work, brief, |media| {
        let ids: Vec<ReferenceMediumId> = media.media.iter().map(|one| one.id).collect();
        ids.into_iter()
            .try_fold(media.clone(), |left, id| Some(left.remove(id, work.now, GRACE)?.or(left)))
    })
    .await?;
    if before.item == ReferenceMedia::none(brief) {
        return Ok(());
    }
    delete_files(runtime, &keys::references_of_brief(brief)).await
}

/// Deletes every version of what stands under a prefix of either bucket.
pub(crate) async fn delete_files(runtime: &Runtime, prefix: &str) -> Result<(), WorkflowError> {
    for bucket in [&runtime.config.uploads_bucket, &runtime.config.derived_bucket] {
        delete_every_version(&runtime.s3, bucket, prefix, |_| false).await?;
    }
    Ok(())
}

/// A brief that the actor may see, with its reference media; revision 0 before the first. One round trip.
async fn load(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<(BriefFor, Stored<ReferenceMedia>), WorkflowError> {
    let mut wanted = BriefFor::keys(brief, actor.member).to_vec();
    wanted.push(store::reference_media::key(brief).into());
    let mut items = work.store.get_many(&wanted).await?.into_iter();
    let found = BriefFor::parse(&mut items)?.filter(|found| access::may_see(found, actor));
    let found = found.ok_or(WorkflowError::NotFound)?;
    let media = items.next().flatten().map(RawItem::parse).transpose()?;
    let none = || Stored { item: ReferenceMedia::none(brief), revision: 0 };
    Ok((found, media.unwrap_or_else(none)))
}

/// Changes the reference media of a brief as they stand; nothing where `decide` says so. Whether
/// something was changed. Two round trips.
pub(crate) async fn change(
    work: &Workflow,
    brief: BriefId,
    decide: impl Fn(&ReferenceMedia) -> Option<ReferenceMedia>,
) -> Result<bool, WorkflowError> {
    retry_on_conflict(async || {
        let stored = work.store.get(store::reference_media::key(brief)).await?;
        let Some(Stored { item, revision }) = stored else { return Ok(false) };
        let Some(changed) = decide(&item).filter(|changed| *changed != item) else {
            return Ok(false);
        };
        work.store.replace(&Stored { item: changed, revision }).await?;
        Ok(true)
    })
    .await
}

fn refused(refusal: ReferenceMediaRefusal) -> WorkflowError {
    let detail = refusal.to_string();
    match refusal {
        ReferenceMediaRefusal::OtherRequest => WorkflowError::KeyReused,
        ReferenceMediaRefusal::TooMany => {
            WorkflowError::conflict(Rule::TooManyReferenceMedia, detail)
        }
        ReferenceMediaRefusal::Removed => WorkflowError::conflict(Rule::State, detail),
        ReferenceMediaRefusal::BriefState(state) => {
            WorkflowError::conflict_in_state(Rule::State, detail, state.as_str())
        }
    }
}
