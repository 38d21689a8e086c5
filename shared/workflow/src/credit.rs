//! Credits with whether they hold: as their holder, whoever has their link, and everybody reads them.

use domain::credit::{Credit, CreditState};
use domain::id::CreditId;
use domain::secret::DeploymentSecret;
use domain::text::Title;

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
