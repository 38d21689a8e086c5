//! Briefs whose deadline has passed: entries end, the client judges.

use domain::brief::Brief;
use domain::change::Change;
use domain::id::BriefId;
use jiff::Timestamp;
use store::brief::{BriefItem, OPEN_INVITED};
use store::{StoreError, Stored, keys};

use crate::{Sweep, add};

/// Closes what is due, on the board and off it.
pub(crate) async fn close(sweep: &mut Sweep) {
    let mut due = sweep.due_in::<BriefItem>(keys::BOARD_PARTITION).await;
    due.extend(sweep.due::<BriefItem>(OPEN_INVITED).await);
    for brief in due {
        let subject: BriefId = brief.item.id;
        let closed = close_one(sweep, brief).await;
        let closed = sweep.noted(subject, closed);
        add(&mut sweep.swept.briefs_closed, usize::from(closed == Some(true)));
    }
}

/// Whether it was closed now; not where it was amended, closed or cancelled in between.
async fn close_one(sweep: &Sweep, stored: Stored<BriefItem>) -> Result<bool, StoreError> {
    let Stored { item, revision } = stored;
    let Some(closed) = closed(&item, sweep.now) else { return Ok(false) };
    let closed = Stored { item: item.with(closed), revision };
    match sweep.store.move_brief(&closed, &[]).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error),
    }
}

/// The brief in Judging; nothing before its deadline or where it is open no more.
fn closed(brief: &Brief, now: Timestamp) -> Option<Brief> {
    if now < brief.terms.deadline {
        return None;
    }
    match brief.close(now) {
        Ok(Change::Applied(closed)) => Some(closed),
        Ok(Change::AlreadyApplied) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::brief::{BriefState, BriefTerms, Visibility};
    use domain::id::MemberId;
    use domain::text::{Title, Words};

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn open(deadline: Timestamp) -> Brief {
        let terms = BriefTerms {
            title: Title::new("Dawn").unwrap(),
            text: Words::new("A train leaves.").unwrap(),
            mood_words: Vec::new(),
            references_like: Vec::new(),
            references_not_like: Vec::new(),
            length: None,
            delivery: None,
            delivery_spec: None,
            genre_tags: Vec::new(),
            prize: None,
            deadline,
            visibility: Visibility::Invited,
            reviews_per_track: 1,
            coproducer_seats: 2,
            pool_ppm: None,
        };
        let (id, owner) = (BriefId::derive(&[b"brief"]), MemberId::of_subject("client"));
        let draft = Brief::draft(id, owner, terms, at(0));
        draft.open(at(1)).unwrap().or(draft)
    }

    #[test]
    fn a_brief_closes_at_its_deadline_and_not_before() {
        assert_eq!(closed(&open(at(100)), at(99)), None);
        let closed = closed(&open(at(100)), at(100)).unwrap();
        assert_eq!((closed.state, closed.closed_at), (BriefState::Judging, Some(at(100))));
    }

    #[test]
    fn a_brief_that_moved_on_is_left_alone() {
        let cancelled = open(at(100)).cancel(Words::new("no budget").unwrap()).unwrap();
        let cancelled = cancelled.or(open(at(100)));
        assert_eq!(closed(&cancelled, at(200)), None);
    }
}
