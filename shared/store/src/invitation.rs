//! Invitations: one item for each composer and brief.

use domain::id::BriefId;
use domain::invitation::{Invitation, InvitationState};
use domain::notice::Notice;

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;

impl Item for Invitation {
    const KIND: &'static str = "invitation";

    fn key(&self) -> Key {
        keys::invitation(self.brief, self.member)
    }

    fn indexes(&self) -> Indexes {
        Indexes {
            owner_list: Some(keys::owner_list(self.member, Self::KIND, self.invited_at)),
            work_list: self
                .unused_at
                .map(|at| keys::work_list(Self::KIND, UNUSED, self.member, at)),
        }
    }
}

/// The list of invitations that came to nothing, by when that was found.
pub const UNUSED: &str = "unused";

/// Every invitation to a brief.
pub fn of_brief(brief: BriefId) -> List<Invitation> {
    List::in_table(keys::brief_partition(brief), keys::INVITATION_PREFIX)
}

impl Store {
    /// Sends invitations, each with its notice, and writes those that the client takes over, as long
    /// as the brief stands at `brief_revision` and nobody has answered one of those. One round trip.
    pub async fn invite(
        &self,
        brief: BriefId,
        brief_revision: u64,
        invitations: &[(Invitation, Notice)],
        taken_over: &[Invitation],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.check(&keys::brief(brief), &Condition::unchanged(brief_revision))?;
        for (invitation, notice) in invitations {
            transaction.create(invitation)?.create(notice)?;
        }
        for invitation in taken_over {
            // As the opening has written it.
            transaction.replace(&Stored { item: invitation.clone(), revision: 1 })?;
        }
        self.commit(transaction).await
    }

    /// Writes an answer to an invitation that is as it was read, or that it came to nothing, with
    /// the notice of it; of several answers the newest is told. One round trip.
    pub async fn answer_invitation(
        &self,
        invitation: &Stored<Invitation>,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(invitation)?.repeat(notice)?;
        if invitation.item.state == InvitationState::Accepted {
            let Invitation { brief, member, .. } = invitation.item;
            transaction.check(&keys::overseer(brief, member), &Condition::Absent)?;
        }
        self.commit(transaction).await
    }
}
