//! Credits with whether they hold: as their holder, whoever has their link, and everybody reads them.

use domain::credit::{Credit, CreditState};
use domain::id::{CreditId, MemberId};
use domain::secret::DeploymentSecret;
use domain::text::Title;
use store::{Cursor, List, ShownPage, Stored};

use crate::{Workflow, WorkflowError};

/// A credit that somebody may verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCredit {
    pub credit: Credit,
    pub state: CreditState,
    /// Nothing where its member has none, or is not a member any more.
    pub name: Option<Title>,
}

/// The credit for whoever knows its id and came by this token: under an embargo it is there by its
/// holder's link alone. Three round trips.
pub async fn verify(
    work: &Workflow,
    secret: &DeploymentSecret,
    id: CreditId,
    token: Option<&str>,
) -> Result<VerifiedCredit, WorkflowError> {
    let stored = work.store.get(store::credit::key(id)).await?;
    let stored = stored.filter(|stored| stored.item.is_shown(work.now, secret, token));
    let credit = stored.ok_or(WorkflowError::NotFound)?.item;
    let person = work.store.person(credit.member, work.now).await?;
    let credits = with_states(work, vec![credit]).await?.pop();
    let (credit, state) = credits.ok_or(WorkflowError::NotFound)?;
    let name = person.profile.and_then(|profile| profile.item.display_name);
    Ok(VerifiedCredit { credit, state, name })
}

/// Each with whether the award that it is for stands. One round trip for a hundred.
pub async fn with_states(
    work: &Workflow,
    credits: Vec<Credit>,
) -> Result<Vec<(Credit, CreditState)>, WorkflowError> {
    let tracks = credits.iter().map(|credit| credit.track).collect();
    let void = work.store.void_awards(&tracks).await?;
    let with_state = |credit: Credit| {
        let state = CreditState::of_award(void.contains(&credit.track));
        (credit, state)
    };
    Ok(credits.into_iter().map(with_state).collect())
}

/// All of a member's credits that stand and are under no embargo, the newest first. All are read
/// whatever of them is shown: what is hidden shows in no number of calls. One round trip, and one for
/// a hundred that are under no embargo.
pub async fn load_public_credits(
    work: &Workflow,
    member: MemberId,
) -> Result<Vec<(Credit, CreditState)>, WorkflowError> {
    let mut credits = work.store.list_all(&List::<Credit>::owned_by(member)).await?;
    credits.retain(|credit| !credit.is_embargoed(work.now));
    let mut credits = with_states(work, credits).await?;
    credits.retain(|(credit, state)| credit.is_public(*state, work.now));
    Ok(credits)
}

/// A page of a member's own credits, the newest first, but for those that an embargo keeps from them.
/// One round trip a page, and one more for each page that what is kept back leaves open.
pub async fn list_own_credits(
    work: &Workflow,
    member: MemberId,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<Credit>, Option<Cursor>), WorkflowError> {
    let mut page = ShownPage::confidential(limit, cursor);
    while let Some((room, from)) = page.wanted() {
        let (found, next) = work.store.list_page(&List::owned_by(member), room, from).await?;
        page.take(shown_to_holder(work, found), next);
    }
    Ok(page.finish())
}

/// All of them. One round trip a megabyte.
pub async fn load_own_credits(
    work: &Workflow,
    member: MemberId,
) -> Result<Vec<Credit>, WorkflowError> {
    Ok(shown_to_holder(work, work.store.list_stored(&List::owned_by(member)).await?))
}

fn shown_to_holder(work: &Workflow, found: Vec<Stored<Credit>>) -> Vec<Credit> {
    let credits = found.into_iter().map(|stored| stored.item);
    credits.filter(|credit| credit.is_shown_to_holder(work.now)).collect()
}
