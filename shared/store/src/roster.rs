//! The roster of a brief, and the co-producers of the platform that it is made of.

use domain::coproducer::Coproducer;
use domain::id::{BriefId, MemberId};
use domain::member::Member;
use domain::notice::Notice;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::assignment::WorkloadItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::follow_up::FollowUpItem;
use crate::item::{Item, RawItem, Stored};
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

impl Item for Coproducer {
    const KIND: &'static str = "coproducer";

    fn key(&self) -> Key {
        keys::coproducer(self.member)
    }
}

/// One of the few co-producers who were named without an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundingSeat {
    /// From 1.
    pub seat: u32,
    pub member: MemberId,
}

impl Item for FoundingSeat {
    const KIND: &'static str = "founding_seat";

    fn key(&self) -> Key {
        keys::founding_seat(self.seat)
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

impl Store {
    /// Every co-producer of the platform. One round trip a megabyte.
    pub async fn coproducers(&self) -> Result<Vec<Stored<Coproducer>>, StoreError> {
        let items = self.all(keys::COPRODUCERS_PARTITION, "").await?;
        items.into_iter().map(RawItem::parse).collect()
    }

    /// What choosing among co-producers goes by: each one's profile and how many reviews they hold, in
    /// their order. One round trip for up to 50.
    pub async fn circumstances(
        &self,
        members: &[MemberId],
    ) -> Result<Vec<(Option<Member>, u32)>, StoreError> {
        let keys_of = |member: &MemberId| [keys::member(*member), keys::workload(*member)];
        let wanted: Vec<Key> = members.iter().flat_map(keys_of).collect();
        let mut found = self.get_many(&wanted).await?.into_iter();
        let mut circumstances = Vec::with_capacity(members.len());
        for _ in members {
            let mut next = || found.next().flatten();
            let profile = next().map(RawItem::parse::<Member>).transpose()?;
            let workload = next().map(RawItem::parse::<WorkloadItem>).transpose()?;
            let open = workload.map_or(0, |stored| stored.item.open.len());
            let open = u32::try_from(open).unwrap_or(u32::MAX);
            circumstances.push((profile.map(|stored| stored.item), open));
        }
        Ok(circumstances)
    }

    /// One co-producer. One round trip.
    pub async fn coproducer(
        &self,
        member: MemberId,
    ) -> Result<Option<Stored<Coproducer>>, StoreError> {
        self.get(&keys::coproducer(member)).await
    }

    /// Appoints a co-producer, still standing as read, to a brief that is as it was read. One round
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

    /// How many founding co-producers were ever named: a seat stays taken when its holder is erased.
    /// One round trip.
    pub async fn founding_seats(&self) -> Result<u32, StoreError> {
        let seats = self.all(keys::FOUNDING_PARTITION, "").await?;
        Ok(u32::try_from(seats.len()).unwrap_or(u32::MAX))
    }

    /// Names a founding co-producer on a seat of their own, with the notice to them; refused where the
    /// seat is taken or the member is a co-producer already. One round trip.
    pub async fn name_founding_coproducer(
        &self,
        coproducer: &Coproducer,
        seat: u32,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let seat = FoundingSeat { seat, member: coproducer.member };
        let mut transaction = self.transaction();
        transaction.create(coproducer)?.create(&seat)?.create(notice)?;
        self.commit(transaction).await
    }
}
