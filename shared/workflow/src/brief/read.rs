//! A brief as somebody reads it: what of it is theirs to know.

use domain::brief::Hint;
use domain::id::BriefId;
use domain::lexicon::Lexicon;
use store::brief::{BriefItem, BriefVersionItem};

use super::access;
use crate::{Actor, Workflow, WorkflowError};

/// A brief, to somebody who may see it.
#[derive(Debug, Clone)]
pub struct ShownBrief {
    pub item: BriefItem,
    /// Title, winner, shares and the words for the choice are not told.
    pub is_embargoed: bool,
    pub newest_lexicon: Option<ShownLexicon>,
    /// The one that reviews go by, where a newer one waits for the client.
    pub confirmed_lexicon: Option<ShownLexicon>,
    /// What would make a draft better, for its owner.
    pub hints: Vec<Hint>,
}

/// A lexicon, to somebody who may see its brief.
#[derive(Debug, Clone)]
pub struct ShownLexicon {
    pub lexicon: Lexicon,
    /// Whether it is told which co-producer proposed it.
    pub names_author: bool,
}

/// The terms of one version of a brief, as they stood.
#[derive(Debug, Clone)]
pub struct ShownVersion {
    pub item: BriefVersionItem,
    /// Its title is not told.
    pub is_embargoed: bool,
}

/// The brief for whoever may see it. One round trip, one for each lexicon, and one under an embargo.
pub async fn read(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<ShownBrief, WorkflowError> {
    let found = access::load(work, brief, actor).await?;
    let item = &found.brief.item;
    let part = found.part_before_looking(actor.member, actor.is_operator);
    let names_author = item.names_coproducers_to(part);
    let shown = async |version: Option<u32>| -> Result<Option<ShownLexicon>, WorkflowError> {
        let Some(version) = version else { return Ok(None) };
        let found = work.store.get(store::lexicon::key(brief, version)).await?;
        Ok(found.map(|stored| ShownLexicon { lexicon: stored.item, names_author }))
    };
    let newest = item.lexicon_version;
    let newest_lexicon = shown(Some(newest).filter(|version| *version != 0)).await?;
    let confirmed_lexicon = shown(item.lexicon_confirmed.filter(|one| *one != newest)).await?;
    let hints = item.hints_for(actor.member, work.now, work.policy);
    let is_embargoed = access::is_embargoed(work, &found, actor).await?;
    let item = found.brief.item;
    Ok(ShownBrief { item, is_embargoed, newest_lexicon, confirmed_lexicon, hints })
}

/// The terms of one version, for whoever may see the brief. Two round trips, three under an embargo.
pub async fn read_version(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    version: u32,
) -> Result<ShownVersion, WorkflowError> {
    let found = access::load(work, brief, actor).await?;
    let stored = work.store.get(store::brief::version_key(brief, version)).await?;
    let item = stored.ok_or(WorkflowError::NotFound)?.item;
    let is_embargoed = access::is_embargoed(work, &found, actor).await?;
    Ok(ShownVersion { item, is_embargoed })
}
