//! The brief: what a client asks for, its state machine, and when it opens, takes entries and awards.

use crate::change::{Change, Machine, Move, Refused, machine};
use crate::id::{BriefId, MemberId, TrackId};
use crate::money::Money;
use crate::numbers::after;
use crate::policy::Policy;
use crate::text::{Line, Tag, Title, Words};
use crate::track::VersionState;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Where a brief stands.
    pub enum BriefState {
        /// Only its owner sees it.
        Draft => "draft",
        /// Tracks are taken.
        Open => "open",
        /// No new tracks; the client listens.
        Judging => "judging",
        /// A winner is selected.
        Awarded => "awarded",
        /// The master has been handed over.
        Delivered => "delivered",
        /// The client stayed silent; the prize was shared.
        Lapsed => "lapsed",
        /// Called off with a reason; the prize was returned.
        Cancelled => "cancelled",
    }
}

words! {
    /// What can happen to a brief.
    pub enum BriefEvent {
        /// The owner opens it.
        Open => "open",
        /// The owner or the deadline ends the entries.
        Close => "close",
        /// The owner selects the winner.
        Award => "award",
        /// The owner receives the master.
        Deliver => "deliver",
        /// The owner stayed silent for too long.
        Lapse => "lapse",
        /// The owner calls it off.
        Cancel => "cancel",
    }
}

machine!(BriefState, BriefEvent, transition);

fn transition(state: BriefState, event: BriefEvent) -> Move<BriefState> {
    use BriefEvent as E;
    use BriefState as S;
    match (state, event) {
        (S::Draft, E::Open) => Move::To(S::Open),
        (S::Open, E::Close) => Move::To(S::Judging),
        (S::Judging, E::Award) => Move::To(S::Awarded),
        (S::Awarded, E::Deliver) => Move::To(S::Delivered),
        (S::Judging, E::Lapse) => Move::To(S::Lapsed),
        (S::Draft | S::Open | S::Judging, E::Cancel) => Move::To(S::Cancelled),
        (S::Open, E::Open)
        | (S::Judging, E::Close)
        | (S::Awarded, E::Award)
        | (S::Delivered, E::Deliver)
        | (S::Lapsed, E::Lapse)
        | (S::Cancelled, E::Cancel) => Move::Already,
        (S::Draft, E::Close | E::Award | E::Deliver | E::Lapse)
        | (S::Open, E::Award | E::Deliver | E::Lapse)
        | (S::Judging, E::Open | E::Deliver)
        | (S::Awarded, E::Open | E::Close | E::Lapse | E::Cancel)
        | (S::Delivered, E::Open | E::Close | E::Award | E::Lapse | E::Cancel)
        | (S::Lapsed, E::Open | E::Close | E::Award | E::Deliver | E::Cancel)
        | (S::Cancelled, E::Open | E::Close | E::Award | E::Deliver | E::Lapse) => Move::No,
    }
}

words! {
    /// Who sees an open brief.
    pub enum Visibility {
        /// Everybody, on the board.
        Public => "public",
        /// The owner, its co-producers and whom the owner invites.
        Invited => "invited",
    }
}

/// How long a piece may be, in seconds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LengthRange {
    /// The shortest.
    pub min_s: u32,
    /// The longest.
    pub max_s: u32,
}

/// What the client writes and may amend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefTerms {
    /// The headline.
    pub title: Title,
    /// What it is for and how it should feel.
    pub text: Words,
    /// The adjectives that the lexicon translates.
    pub mood_words: Vec<Line>,
    /// Music like this.
    pub references_like: Vec<Line>,
    /// Music not like this.
    pub references_not_like: Vec<Line>,
    /// The length asked for.
    pub length: Option<LengthRange>,
    /// How the master is to be delivered.
    pub delivery: Option<Words>,
    /// Genres, for the board and for choosing co-producers.
    pub genre_tags: Vec<Tag>,
    /// What the winner is paid once, apart from royalties.
    pub prize: Option<Money>,
    /// When entries end.
    pub deadline: Timestamp,
    /// Who sees it.
    pub visibility: Visibility,
    /// How many reviews each track gets.
    pub reviews_per_track: u8,
    /// How many co-producers are appointed if the owner appoints none.
    pub coproducer_seats: u8,
    /// The co-producers' share of the royalties, where the client sets it, in parts per million.
    pub pool_ppm: Option<u32>,
}

impl BriefTerms {
    /// The co-producers' pool: what the client set, else the house's share on private briefs.
    pub fn pool_ppm(&self, policy: &Policy) -> u32 {
        match (self.pool_ppm, self.visibility) {
            (Some(set), Visibility::Public | Visibility::Invited) => set,
            (None, Visibility::Invited) => policy.private_pool_ppm,
            (None, Visibility::Public) => 0,
        }
    }
}

/// The winning version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The track.
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// When it was selected.
    pub at: Timestamp,
}

/// A brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Its id.
    pub id: BriefId,
    /// The client.
    pub owner: MemberId,
    /// Where it stands.
    pub state: BriefState,
    /// Raised by every amendment while Open; a review is pinned to the one it judged.
    pub version: u32,
    /// What the client wrote.
    pub terms: BriefTerms,
    /// Whether an operator confirmed that the prize has been received.
    pub prize_funded: bool,
    /// The newest proposed lexicon, 0 before the first.
    pub lexicon_version: u32,
    /// The newest confirmed lexicon.
    pub lexicon_confirmed: Option<u32>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
    /// When entries ended.
    pub closed_at: Option<Timestamp>,
    /// Why it was cancelled.
    pub cancelled_because: Option<Words>,
    /// The winner.
    pub selected: Option<Selection>,
}

/// How one entry of a brief stands when the client wants to award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The track.
    pub track: TrackId,
    /// The state of its newest version.
    pub newest: VersionState,
    /// The versions with a delivered review.
    pub answered_versions: Vec<u8>,
    /// Whether the sweep labelled it `unanswered`, with a reason.
    pub labelled_unanswered: bool,
}

/// Why a brief does not move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BriefRefusal {
    /// Its state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
    /// There is a prize, and no operator has confirmed that it was received.
    #[error("the prize has not been confirmed as received")]
    PrizeNotFunded,
    /// The deadline has passed.
    #[error("the deadline has passed")]
    DeadlinePassed,
    /// Valid tracks are still without an answer.
    #[error("{} valid tracks are still without a delivered review", .0.len())]
    Unanswered(Vec<TrackId>),
    /// The chosen version has no delivered review.
    #[error("the chosen version has no delivered review")]
    NotReviewed,
    /// Another version has been selected.
    #[error("another version has been selected")]
    OtherSelected,
}

impl Brief {
    /// A new draft.
    pub fn draft(id: BriefId, owner: MemberId, terms: BriefTerms, at: Timestamp) -> Self {
        Self {
            id,
            owner,
            state: BriefState::Draft,
            version: 1,
            terms,
            prize_funded: false,
            lexicon_version: 0,
            lexicon_confirmed: None,
            created_at: at,
            opened_at: None,
            closed_at: None,
            cancelled_because: None,
            selected: None,
        }
    }

    /// Opens it for entries.
    ///
    /// # Errors
    /// Where it is no draft, the deadline has passed, or its prize is not confirmed as received.
    pub fn open(&self, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let Change::Applied(state) = self.state.apply(BriefEvent::Open)? else {
            return Ok(Change::AlreadyApplied);
        };
        if self.terms.prize.is_some() && !self.prize_funded {
            return Err(BriefRefusal::PrizeNotFunded);
        }
        if at >= self.terms.deadline {
            return Err(BriefRefusal::DeadlinePassed);
        }
        Ok(Change::Applied(Self { state, opened_at: Some(at), ..self.clone() }))
    }

    /// Ends the entries.
    ///
    /// # Errors
    /// Where it is not Open.
    pub fn close(&self, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Close)?;
        Ok(change.map(|state| Self { state, closed_at: Some(at), ..self.clone() }))
    }

    /// Calls it off.
    ///
    /// # Errors
    /// Where it has been decided already.
    pub fn cancel(&self, because: Words) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Cancel)?;
        let cancelled_because = Some(because);
        Ok(change.map(|state| Self { state, cancelled_because, ..self.clone() }))
    }

    /// The master has been handed over.
    ///
    /// # Errors
    /// Where it is not Awarded.
    pub fn deliver(&self) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Deliver)?;
        Ok(change.map(|state| Self { state, ..self.clone() }))
    }

    /// Changes what the client wrote; while Open this raises the version.
    ///
    /// # Errors
    /// Where entries have ended.
    pub fn amend(&self, terms: BriefTerms) -> Result<Change<Self>, BriefRefusal> {
        let version = match self.state {
            BriefState::Draft => self.version,
            BriefState::Open => self.version.saturating_add(1),
            BriefState::Judging
            | BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => {
                let (event, state) = ("amend", self.state.as_str());
                return Err(Refused { event, state, allowed: self.state.allowed() }.into());
            }
        };
        if terms == self.terms {
            return Ok(Change::AlreadyApplied);
        }
        // The confirmation was for the old prize.
        let prize_funded = self.prize_funded && terms.prize == self.terms.prize;
        Ok(Change::Applied(Self { terms, version, prize_funded, ..self.clone() }))
    }

    /// Selects the winner: any version with a delivered review, whatever its verdict.
    ///
    /// # Errors
    /// Where it is not Judging, a valid track is unanswered, the version was not reviewed, or another
    /// one has been selected.
    pub fn award(
        &self,
        track: TrackId,
        version: u8,
        entries: &[Entry],
        at: Timestamp,
    ) -> Result<Change<Self>, BriefRefusal> {
        let Change::Applied(state) = self.state.apply(BriefEvent::Award)? else {
            let same = |chosen: &Selection| chosen.track == track && chosen.version == version;
            return match &self.selected {
                Some(chosen) if same(chosen) => Ok(Change::AlreadyApplied),
                Some(_) | None => Err(BriefRefusal::OtherSelected),
            };
        };
        let unanswered: Vec<TrackId> =
            entries.iter().filter(|entry| entry.is_owed_an_answer()).map(|e| e.track).collect();
        if !unanswered.is_empty() {
            return Err(BriefRefusal::Unanswered(unanswered));
        }
        let chosen = |entry: &&Entry| {
            entry.track == track
                && entry.newest != VersionState::Withdrawn
                && entry.answered_versions.contains(&version)
        };
        if entries.iter().find(chosen).is_none() {
            return Err(BriefRefusal::NotReviewed);
        }
        let selected = Some(Selection { track, version, at });
        Ok(Change::Applied(Self { state, selected, ..self.clone() }))
    }

    /// Whether a new track may be reserved now.
    pub fn takes_tracks(&self, now: Timestamp) -> bool {
        self.state == BriefState::Open && now < self.terms.deadline
    }

    /// Whether a further version may be reserved now, `verdict_at` being when the verdict came.
    pub fn takes_versions(&self, verdict_at: Timestamp, now: Timestamp, policy: &Policy) -> bool {
        match self.state {
            BriefState::Open => true,
            BriefState::Judging => now < after(verdict_at, policy.new_version_within),
            BriefState::Draft
            | BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => false,
        }
    }
}

impl Entry {
    /// Whether it stands in the way of an award: valid, never answered, not given up by the sweep.
    pub fn is_owed_an_answer(&self) -> bool {
        self.newest.is_valid() && self.answered_versions.is_empty() && !self.labelled_unanswered
    }
}
