//! Money in suspense that would be a writer's: looked for where it may wait, track by track.

use std::collections::BTreeSet;

use domain::id::{BriefId, MemberId, TrackId};
use domain::money::waiting::{WaitsFor, waiting_places};
use domain::money::{Account, Money};
use domain::text::Title;
use store::List;
use store::track::TrackItem;

use crate::error::LedgerError;
use crate::ledger::Ledger;

/// What waits of one track, in one currency, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingShare {
    pub brief: BriefId,
    pub track: TrackId,
    pub title: Title,
    pub waits_for: WaitsFor,
    /// Which of the places where money of a track may wait, as [`waiting_places`] has them.
    pub place: u8,
    pub money: Money,
}

impl Ledger {
    /// All that would be this writer's and waits. Two round trips, one for each track that they
    /// wrote, and three for each of those that was awarded.
    pub async fn waiting_shares(&self, writer: MemberId) -> Result<Vec<WaitingShare>, LedgerError> {
        let own = self.store.list_all(&List::<TrackItem>::owned_by(writer)).await?;
        let own = own.into_iter().filter(|item| item.track.selected_at.is_some());
        let named = self.store.list_all(&store::track::named_writer_of(writer)).await?;
        let mut tracks: BTreeSet<(BriefId, TrackId)> =
            own.map(|item| (item.track.brief, item.track.id)).collect();
        tracks.extend(named.into_iter().map(|one| (one.brief, one.track)));
        let mut waiting = Vec::new();
        for (brief, track) in tracks {
            waiting.extend(self.waiting_of_track(writer, brief, track).await?);
        }
        Ok(waiting)
    }

    async fn waiting_of_track(
        &self,
        member: MemberId,
        brief: BriefId,
        id: TrackId,
    ) -> Result<Vec<WaitingShare>, LedgerError> {
        let mut waiting = Vec::new();
        let found = self.store.track_entry(brief, id).await?;
        let track = found.map(|entry| entry.track.item.track);
        let Some(track) = track.filter(|track| track.selected_at.is_some()) else {
            return Ok(waiting);
        };
        let Some(writer) = track.writer(member) else { return Ok(waiting) };
        let is_agreed = writer.consented_at.is_some();
        let Some(split) = self.store.newest_split(id).await? else { return Ok(waiting) };
        let account = Account::of_member(member);
        let places = waiting_places(&id.into(), &split, &account, is_agreed);
        for (place, number) in places.into_iter().zip(0_u8..) {
            for balance in self.store.balances(&place.account).await? {
                let part = place.part_of(balance.balance)?;
                if !part.is_zero() {
                    let (title, waits_for) = (track.title.clone(), place.waits_for);
                    let money = Money::new(balance.currency, part);
                    let (track, place) = (id, number);
                    waiting.push(WaitingShare { brief, track, title, waits_for, place, money });
                }
            }
        }
        Ok(waiting)
    }
}
