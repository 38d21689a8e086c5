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
        Ok(Change::Applied(Self { version, terms, prize_funded, ..self.clone() }))
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

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use crate::change::assert_table;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    fn draft() -> Brief {
        let terms = BriefTerms {
            title: Title::new("A train leaves").unwrap(),
            text: Words::new("Thirty seconds of departure.").unwrap(),
            mood_words: vec![Line::new("crisp").unwrap()],
            references_like: Vec::new(),
            references_not_like: Vec::new(),
            length: Some(LengthRange { min_s: 30, max_s: 60 }),
            delivery: None,
            genre_tags: vec![Tag::new("ambient").unwrap()],
            prize: None,
            deadline: at(10),
            visibility: Visibility::Invited,
            reviews_per_track: 1,
            coproducer_seats: 2,
            pool_ppm: None,
        };
        let owner = MemberId::of_subject("client");
        Brief::draft(BriefId::derive(&[b"brief"]), owner, terms, at(0))
    }

    fn with_prize(prize_funded: bool) -> Brief {
        let prize = serde_json::json!({ "currency": "EUR", "amount": "500" });
        let mut brief = Brief { prize_funded, ..draft() };
        brief.terms.prize = serde_json::from_value(prize).unwrap();
        brief
    }

    fn in_state(state: BriefState) -> Brief {
        Brief { state, ..draft() }
    }

    fn entry(name: &str, newest: VersionState, answered_versions: &[u8]) -> Entry {
        let answered_versions = answered_versions.to_vec();
        let track = TrackId::derive(&[name.as_bytes()]);
        Entry { track, newest, answered_versions, labelled_unanswered: false }
    }

    #[test]
    fn the_whole_table() {
        use BriefEvent as E;
        use BriefState as S;
        assert_table(
            S::ALL,
            &[
                (S::Draft, E::Open, S::Open),
                (S::Open, E::Close, S::Judging),
                (S::Judging, E::Award, S::Awarded),
                (S::Awarded, E::Deliver, S::Delivered),
                (S::Judging, E::Lapse, S::Lapsed),
                (S::Draft, E::Cancel, S::Cancelled),
                (S::Open, E::Cancel, S::Cancelled),
                (S::Judging, E::Cancel, S::Cancelled),
            ],
            &[
                (S::Open, E::Open),
                (S::Judging, E::Close),
                (S::Awarded, E::Award),
                (S::Delivered, E::Deliver),
                (S::Lapsed, E::Lapse),
                (S::Cancelled, E::Cancel),
            ],
        );
    }

    #[test]
    fn a_refusal_names_the_moves_allowed_now() {
        let refused = BriefState::Judging.apply(BriefEvent::Open).unwrap_err();
        assert_eq!(refused.allowed, ["award", "lapse", "cancel"]);
    }

    #[test]
    fn a_prize_must_be_received_before_the_brief_opens() {
        assert_eq!(with_prize(false).open(at(1)), Err(BriefRefusal::PrizeNotFunded));
        assert!(with_prize(true).open(at(1)).is_ok());
        assert!(draft().open(at(1)).is_ok());
    }

    #[test]
    fn a_brief_opens_before_its_deadline_and_once() {
        assert_eq!(draft().open(at(10)), Err(BriefRefusal::DeadlinePassed));
        let open = in_state(BriefState::Open);
        assert_eq!(open.open(at(11)).unwrap(), Change::AlreadyApplied);
    }

    #[test]
    fn an_amendment_while_open_raises_the_version_and_another_prize_must_be_received_again() {
        let amended = |brief: Brief| {
            let mut terms = brief.terms.clone();
            terms.title = Title::new("A train arrives").unwrap();
            brief.amend(terms).map(|change| change.or(brief))
        };
        assert_eq!(amended(draft()).unwrap().version, 1);
        assert_eq!(amended(in_state(BriefState::Open)).unwrap().version, 2);
        assert!(amended(in_state(BriefState::Judging)).is_err());
        assert_eq!(draft().amend(draft().terms).unwrap(), Change::AlreadyApplied);
        let funded = with_prize(true);
        assert!(amended(funded.clone()).unwrap().prize_funded);
        assert!(!funded.amend(draft().terms).unwrap().or(funded).prize_funded);
    }

    #[test]
    fn no_award_while_a_valid_track_is_unanswered() {
        let judging = in_state(BriefState::Judging);
        let good = entry("good", VersionState::Approved, &[1]);
        let waiting = entry("waiting", VersionState::InReview, &[]);
        let award = |entries: &[Entry]| judging.award(good.track, 1, entries, at(11));
        let unanswered = Err(BriefRefusal::Unanswered(vec![waiting.track]));
        assert_eq!(award(&[good.clone(), waiting.clone()]), unanswered);
        let labelled = Entry { labelled_unanswered: true, ..waiting.clone() };
        assert!(award(&[good.clone(), labelled]).is_ok());
        for gone in [VersionState::Invalid, VersionState::Expired, VersionState::Withdrawn] {
            assert!(award(&[good.clone(), Entry { newest: gone, ..waiting.clone() }]).is_ok());
        }
    }

    #[test]
    fn any_reviewed_version_may_win_whatever_its_verdict_and_only_one() {
        let judging = in_state(BriefState::Judging);
        let rejected = entry("rejected", VersionState::Rejected, &[1, 2]);
        let award = |version| {
            judging.award(rejected.track, version, std::slice::from_ref(&rejected), at(11))
        };
        assert_eq!(award(3), Err(BriefRefusal::NotReviewed));
        let Ok(Change::Applied(awarded)) = award(1) else { panic!("not awarded") };
        assert_eq!(
            awarded.selected,
            Some(Selection { track: rejected.track, version: 1, at: at(11) })
        );
        let again = |version| awarded.award(rejected.track, version, &[], at(12));
        assert_eq!(again(1), Ok(Change::AlreadyApplied));
        assert_eq!(again(2), Err(BriefRefusal::OtherSelected));
    }

    #[test]
    fn tracks_come_until_the_deadline_and_versions_seven_days_after_their_verdict() {
        let (open, judging) = (in_state(BriefState::Open), in_state(BriefState::Judging));
        assert!(open.takes_tracks(at(9)) && !open.takes_tracks(at(10)));
        assert!(!judging.takes_tracks(at(9)));
        assert!(judging.takes_versions(at(11), at(17), &Policy::CURRENT));
        assert!(!judging.takes_versions(at(11), at(18), &Policy::CURRENT));
        assert!(!in_state(BriefState::Awarded).takes_versions(at(11), at(12), &Policy::CURRENT));
    }

    #[test]
    fn the_pool_is_the_clients_or_the_houses_on_private_briefs() {
        let pool = |visibility, pool_ppm| {
            BriefTerms { visibility, pool_ppm, ..draft().terms }.pool_ppm(&Policy::CURRENT)
        };
        assert_eq!(pool(Visibility::Invited, None), 25_000);
        assert_eq!(pool(Visibility::Public, None), 0);
        assert_eq!(pool(Visibility::Public, Some(30_000)), 30_000);
    }

    #[test]
    fn a_brief_survives_storage() {
        let brief = with_prize(true);
        let json = serde_json::to_value(&brief).unwrap();
        assert_eq!(json["state"], "draft");
        assert_eq!(serde_json::from_value::<Brief>(json).unwrap(), brief);
    }
}
