//! The roster of a brief, and the co-producers of the platform that it is made of.

use domain::coproducer::Coproducer;
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use domain::track::ReviewingPart;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::follow_up::FollowUpItem;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

/// A co-producer's place on a brief. What they were given and delivered stands at the versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterItem {
    pub brief: BriefId,
    pub member: MemberId,
    /// The owner or the operator; nobody where the studio chose them at open.
    pub appointed_by: Option<MemberId>,
    pub appointed_at: Timestamp,
    /// When they left the brief.
    pub left_at: Option<Timestamp>,
}

impl RosterItem {
    pub const fn new(
        brief: BriefId,
        member: MemberId,
        appointed_by: Option<MemberId>,
        at: Timestamp,
    ) -> RosterItem {
        RosterItem { brief, member, appointed_by, appointed_at: at, left_at: None }
    }
}

impl Item for RosterItem {
    const KIND: &'static str = "roster";

    fn key(&self) -> Key {
        keys::roster(self.brief, self.member)
    }
}

/// That a co-producer was asked to review a track of a brief beyond its roster. It stays, whatever
/// they answered: another track of it may be offered to them next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedCoproducer {
    pub brief: BriefId,
    pub member: MemberId,
}

impl Item for AskedCoproducer {
    const KIND: &'static str = "asked_coproducer";

    fn key(&self) -> Key {
        keys::asked_coproducer(self.brief, self.member)
    }
}

/// What a member has to do with the reviewing of a brief, by what is stored of them: `enters` who has
/// entered it or has accepted an invitation to, `could_be_given` who co-produces on the platform or was asked.
pub fn reviewing_part(
    place: Option<&RosterItem>,
    enters: bool,
    could_be_given: bool,
) -> ReviewingPart {
    match place {
        Some(place) if place.left_at.is_none() => ReviewingPart::Reviews,
        _ if enters => ReviewingPart::Enters,
        Some(_) => ReviewingPart::Offered,
        None if could_be_given => ReviewingPart::Offered,
        None => ReviewingPart::Nothing,
    }
}

/// What leaving a brief writes.
#[derive(Debug)]
pub struct Leaving<'writes> {
    /// The brief is as it was read.
    pub brief_revision: u64,
    /// The place on its roster, left.
    pub place: &'writes Stored<RosterItem>,
    /// The reviews that the co-producer still holds there are to be released.
    pub release: &'writes FollowUpItem,
    /// Who takes over where nobody else is left.
    pub appointments: &'writes [RosterItem],
    pub notices: &'writes [Notice],
}

/// A member's place on the roster of a brief, also when they have left it.
pub fn key(brief: BriefId, member: MemberId) -> ItemKey<RosterItem> {
    ItemKey::new(keys::roster(brief, member))
}

impl Store {
    /// Appoints a co-producer, still standing as read, to a brief that is as it was read and that they
    /// have not looked into. One round
    /// trip.
    pub async fn appoint(
        &self,
        brief_revision: u64,
        coproducer: &Stored<Coproducer>,
        appointment: &RosterItem,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction
            .check(&keys::brief(appointment.brief), &Condition::unchanged(brief_revision))?;
        let standing = Condition::unchanged(coproducer.revision);
        transaction.check(&coproducer.item.key(), &standing)?;
        let overseer = keys::overseer(appointment.brief, appointment.member);
        transaction.check(&overseer, &Condition::Absent)?;
        transaction.create(appointment)?.create(notice)?;
        self.commit(transaction).await
    }

    /// Ends a co-producer's part in a brief. One round trip.
    pub async fn leave_brief(&self, leaving: Leaving<'_>) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        let brief = keys::brief(leaving.place.item.brief);
        transaction.check(&brief, &Condition::unchanged(leaving.brief_revision))?;
        transaction.replace(leaving.place)?.create(leaving.release)?;
        for appointment in leaving.appointments {
            transaction.create(appointment)?;
        }
        for notice in leaving.notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }
}
