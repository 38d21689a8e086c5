//! Tracks that operators have marked for the trials of applicants. Each stands in its composer's
//! partition, and goes with it where they are erased.

use domain::id::{MemberId, TrackId};
use domain::trial::TrialTrack;

use crate::item::{Indexes, Item, ItemKey};
use crate::keys::{self, Key};
use crate::list::List;

impl Item for TrialTrack {
    const KIND: &'static str = "trial_track";

    fn key(&self) -> Key {
        keys::trial_track(self.composer, self.track)
    }

    /// On the list while its composer agrees.
    fn indexes(&self) -> Indexes {
        let place = |at| (keys::TRIAL_TRACKS_PARTITION.to_owned(), keys::sortable(at));
        Indexes { owner_list: None, work_list: self.consented_at.map(place) }
    }
}

/// A track that was marked, whether its composer agrees or not.
pub fn key(composer: MemberId, track: TrackId) -> ItemKey<TrialTrack> {
    ItemKey::new(keys::trial_track(composer, track))
}

/// Those whose composers agree; a hint, since an index lags.
pub fn consented() -> List<TrialTrack> {
    List::work_list([keys::TRIAL_TRACKS_PARTITION.to_owned()])
}
