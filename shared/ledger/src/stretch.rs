//! A walk over everything that is owed, a stretch at a time, so that one invocation does a bounded
//! part of a month of any size. The order is fixed: what the last closed month has left due and what
//! has moved of months that are closed, by id; then the chunks of the plans since, month by month.

use std::collections::BTreeMap;
use std::ops::Bound;

use domain::id::PayoutId;
use domain::money::plan::{Chunk, UNITS_PER_CHUNK, Unit};
use domain::money::{MonthState, Owed, YearMonth};
use media::keys;
use serde::{Deserialize, Serialize};
use store::month::Month;

use crate::Ledger;
use crate::dues::{OwedById, Since};
use crate::error::LedgerError;

/// Where a walk goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case", deny_unknown_fields)]
pub enum Place {
    /// After this one of what the months up to the last closed one have left; none for the first.
    Left { closed: Option<YearMonth>, after: Option<PayoutId> },
    /// At this chunk of the plan of a month that is not closed.
    Plan { month: YearMonth, chunk: usize },
}

/// Part of everything that is owed.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    pub(crate) owed: OwedById,
    /// The units of the plans that it goes through, whether or not they make something due.
    pub(crate) units: Vec<Unit>,
    /// Nothing where this was the last one.
    pub(crate) next: Option<Place>,
}

/// The chunks that a stretch still has room for.
struct Room(usize);

impl Room {
    fn take(&mut self, chunks: usize) {
        self.0 = self.0.saturating_sub(chunks);
    }
}

impl Ledger {
    /// What is owed of `until` and earlier months, from this place on. Where a month was closed
    /// meanwhile that changes what stands before the place, the walk begins again: whoever walks does
    /// nothing twice.
    pub(crate) async fn stretch(
        &self,
        until: YearMonth,
        from: Option<&Place>,
    ) -> Result<Stretch, LedgerError> {
        let since = self.since_closed(until).await?;
        let mut room = Room(self.runtime.config.till_chunks);
        let mut stretch = Stretch::default();
        let begins = match from {
            Some(Place::Plan { month, chunk }) if since.is_open(*month) => Some((*month, *chunk)),
            Some(Place::Left { closed, after }) if *closed == since.last_closed() => {
                self.take_left(&since, *after, &mut room, &mut stretch).await?;
                None
            }
            Some(Place::Left { .. } | Place::Plan { .. }) | None => {
                self.take_left(&since, None, &mut room, &mut stretch).await?;
                None
            }
        };
        if stretch.next.is_some() {
            return Ok(stretch);
        }
        let (first, mut chunk) = begins.unwrap_or((self.genesis, 0));
        for month in since.open.iter().filter(|month| month.month >= first) {
            stretch.next = self.take_chunks(month, chunk, &mut room, &mut stretch).await?;
            if stretch.next.is_some() {
                return Ok(stretch);
            }
            chunk = 0;
        }
        Ok(stretch)
    }

    /// What the closed months have left, after this one.
    async fn take_left(
        &self,
        since: &Since,
        after: Option<PayoutId>,
        room: &mut Room,
        stretch: &mut Stretch,
    ) -> Result<(), LedgerError> {
        let left = self.left_due(since).await?;
        let most = room.0.saturating_mul(UNITS_PER_CHUNK);
        let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
        let mut rest = left.range((begin, Bound::Unbounded));
        let taken: BTreeMap<PayoutId, Owed> =
            rest.by_ref().take(most).map(|(id, owed)| (*id, owed.clone())).collect();
        room.take(taken.len().div_ceil(UNITS_PER_CHUNK));
        if rest.next().is_some() {
            let after = taken.last_key_value().map(|(id, _)| *id).or(after);
            stretch.next = Some(Place::Left { closed: since.last_closed(), after });
        }
        stretch.owed = taken;
        Ok(())
    }

    /// What the chunks of a posted month made due, from this one on; where it goes on, if there was no
    /// room for all of them.
    async fn take_chunks(
        &self,
        month: &Month,
        first: usize,
        room: &mut Room,
        stretch: &mut Stretch,
    ) -> Result<Option<Place>, LedgerError> {
        let sealed = month.plan.as_ref().filter(|_| month.state >= MonthState::Posted);
        let Some(sealed) = sealed else { return Ok(None) };
        let month = month.month;
        let plan = self.plan_head(month, &sealed.sha256).await?;
        let names: Vec<_> = plan.chunks.iter().skip(first).take(room.0).cloned().collect();
        let chunks: Vec<Chunk> = self.get_objects(keys::plan, month, &names).await?;
        room.take(names.len());
        let units: Vec<Unit> = chunks.into_iter().flat_map(|chunk| chunk.units).collect();
        let owed = units.iter().filter_map(|unit| Owed::of_unit(month, unit));
        stretch.owed.extend(owed.map(|one| (one.id(), one)));
        stretch.units.extend(units);
        let chunk = first.saturating_add(names.len());
        Ok((chunk < plan.chunks.len()).then_some(Place::Plan { month, chunk }))
    }
}
