//! The brief: what a client asks for, its state machine, and when it opens, takes entries and awards.

use crate::audio::{Asked, DeliverySpec, LengthRange};
use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::{BriefId, MemberId, TrackId};
use crate::money::{AmountError, Money};
use crate::numbers::after;
use crate::policy::Policy;
use crate::prize::{PrizeShare, Sharer, share_equally};
use crate::string_enum::string_enum;
use crate::text::{ShortText, Tag, Text, Title, word_count};
use crate::track::VersionState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Where a brief stands.
    pub enum BriefState {
        /// Only its owner sees it.
        Draft => "draft",
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

string_enum! {
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

state_machine!(BriefState, BriefEvent, transition);

fn transition(state: BriefState, event: BriefEvent) -> Transition<BriefState> {
    use BriefEvent as E;
    use BriefState as S;
    match (state, event) {
        (S::Draft, E::Open) => Transition::To(S::Open),
        (S::Open, E::Close) => Transition::To(S::Judging),
        (S::Judging, E::Award) => Transition::To(S::Awarded),
        (S::Awarded, E::Deliver) => Transition::To(S::Delivered),
        (S::Judging, E::Lapse) => Transition::To(S::Lapsed),
        (S::Draft | S::Open | S::Judging, E::Cancel) => Transition::To(S::Cancelled),
        (S::Open, E::Open)
        | (S::Judging, E::Close)
        | (S::Awarded, E::Award)
        | (S::Delivered, E::Deliver)
        | (S::Lapsed, E::Lapse)
        | (S::Cancelled, E::Cancel) => Transition::AlreadyThere,
        (S::Draft, E::Close | E::Award | E::Deliver | E::Lapse)
        | (S::Open, E::Award | E::Deliver | E::Lapse)
        | (S::Judging, E::Open | E::Deliver)
        | (S::Awarded, E::Open | E::Close | E::Lapse | E::Cancel)
        | (S::Delivered, E::Open | E::Close | E::Award | E::Lapse | E::Cancel)
        | (S::Lapsed, E::Open | E::Close | E::Award | E::Deliver | E::Cancel)
        | (S::Cancelled, E::Open | E::Close | E::Award | E::Deliver | E::Lapse) => {
            Transition::Forbidden
        }
    }
}

string_enum! {
    /// Who sees an open brief.
    pub enum Visibility {
        /// Everybody, on the board.
        Public => "public",
        /// The owner, its co-producers and whom the owner invites.
        Invited => "invited",
    }
}

/// What the client writes and may amend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefTerms {
    pub title: Title,
    /// What it is for and how it should feel.
    pub text: Text,
    /// The adjectives that the lexicon translates.
    pub mood_words: Vec<ShortText>,
    pub references_like: Vec<ShortText>,
    /// Music not like this.
    pub references_not_like: Vec<ShortText>,
    /// The length asked for.
    pub length: Option<LengthRange>,
    /// How the master is to be delivered, in words.
    pub delivery: Option<Text>,
    /// How every file is to be; checked when it is taken in.
    pub delivery_spec: Option<DeliverySpec>,
    /// Genres, for the board and for choosing co-producers.
    pub genre_tags: Vec<Tag>,
    /// What the winner is paid once, apart from royalties.
    pub prize: Option<Money>,
    pub deadline: Timestamp,
    pub visibility: Visibility,
    /// How many reviews each track gets.
    pub reviews_per_track: u8,
    /// How many co-producers are appointed if the owner appoints none.
    pub coproducer_seats: u8,
    /// The co-producers' share of the royalties, where the client sets it, in parts per million.
    pub pool_ppm: Option<u32>,
    /// Until when the credits of the award name no titles in public; without a date those of a
    /// private brief never do.
    pub embargo_until: Option<Timestamp>,
}

impl BriefTerms {
    /// What is asked of a file.
    pub fn asked(&self) -> Asked {
        Asked { spec: self.delivery_spec.clone(), length: self.length }
    }

    /// The co-producers' pool: what the client set, else the house's share on private briefs.
    pub fn pool_ppm(&self, policy: &Policy) -> u32 {
        match (self.pool_ppm, self.visibility) {
            (Some(set), Visibility::Public | Visibility::Invited) => set,
            (None, Visibility::Invited) => policy.private_pool_ppm,
            (None, Visibility::Public) => 0,
        }
    }

    /// The terms that entrants rely on, where `other` has another one.
    fn fixed_that_differ(&self, other: &Self) -> Vec<&'static str> {
        let fixed = [
            ("prize", self.prize != other.prize),
            ("visibility", self.visibility != other.visibility),
            ("reviews_per_track", self.reviews_per_track != other.reviews_per_track),
            ("coproducer_seats", self.coproducer_seats != other.coproducer_seats),
            ("pool_ppm", self.pool_ppm != other.pool_ppm),
        ];
        fixed.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// When it was selected.
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    pub id: BriefId,
    pub owner: MemberId,
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
    pub closed_at: Option<Timestamp>,
    /// When the client was reminded that entrants wait for a decision.
    pub reminded_at: Option<Timestamp>,
    /// Why it was cancelled.
    pub cancelled_because: Option<Text>,
    pub selected: Option<Selection>,
    /// When it was delivered, lapsed or was cancelled: nothing happens to it any more.
    pub ended_at: Option<Timestamp>,
    /// When it was decided that the client gets the prize back.
    pub prize_returned_at: Option<Timestamp>,
    /// Who gets the prize.
    #[serde(default)]
    pub prize_shares: Vec<PrizeShare>,
}

/// What a client's silence leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// There is time left.
    Patience,
    /// The client is to be reminded.
    Remind,
    Lapse,
}

/// A track that may get a part of the prize when the client stays silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contender {
    /// The track and its composer.
    pub sharer: Sharer,
    /// Whether the client shortlisted it.
    pub shortlisted: bool,
    /// Whether its newest version is approved.
    pub approved: bool,
}

/// Something that would make a draft better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// The field of the terms.
    pub field: &'static str,
    /// What to do, and why.
    pub hint: &'static str,
}

/// How one entry of a brief stands when the client wants to award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
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
    AnotherTrackSelected,
    /// Entrants rely on it.
    #[error("fixed since the brief was opened: {}", .0.join(", "))]
    FixedOnceOpen(Vec<&'static str>),
    /// Entrants rely on the time they have.
    #[error("the deadline of an open brief only moves to a later time")]
    DeadlineOnlyLater,
    /// The client has time left.
    #[error("the client has not been silent for long enough")]
    NotSilentEnough,
    /// The prize cannot be divided into whole minor units.
    #[error("the prize cannot be shared")]
    Prize(#[from] AmountError),
}

impl Brief {
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
            reminded_at: None,
            cancelled_because: None,
            selected: None,
            ended_at: None,
            prize_returned_at: None,
            prize_shares: Vec::new(),
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

    /// Calls it off. A prize that was received goes back to the client.
    ///
    /// # Errors
    /// Where it has been decided already.
    pub fn cancel(&self, because: Text, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Cancel)?;
        Ok(change.map(|state| Self {
            state,
            cancelled_because: Some(because),
            ended_at: Some(at),
            prize_returned_at: self.prize_funded.then_some(at),
            ..self.clone()
        }))
    }

    /// The master has been handed over.
    ///
    /// # Errors
    /// Where it is not Awarded.
    pub fn deliver(&self, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Deliver)?;
        Ok(change.map(|state| Self { state, ended_at: Some(at), ..self.clone() }))
    }

    /// When the client's silence has its next consequence; nothing while nobody waits for them.
    pub fn silent_until(&self, policy: &Policy) -> Option<Timestamp> {
        let since = self.closed_at.filter(|_| self.state == BriefState::Judging)?;
        let patience = match self.reminded_at {
            None => policy.reminds_client_after,
            Some(_) => policy.lapses_after,
        };
        Some(after(since, patience))
    }

    /// What the client's silence leads to now.
    pub fn silence(&self, now: Timestamp, policy: &Policy) -> Silence {
        let since = self.closed_at.filter(|_| self.state == BriefState::Judging);
        match since {
            Some(since) if now >= after(since, policy.lapses_after) => Silence::Lapse,
            Some(since)
                if self.reminded_at.is_none()
                    && now >= after(since, policy.reminds_client_after) =>
            {
                Silence::Remind
            }
            Some(_) | None => Silence::Patience,
        }
    }

    /// The client stayed silent: the prize is shared equally among the shortlisted, else the approved
    /// tracks. Where there are none of either, the brief is cancelled instead.
    ///
    /// # Errors
    /// Where it is not Judging, or has not been for long enough.
    pub fn lapse(
        &self,
        contenders: &[Contender],
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, BriefRefusal> {
        let Change::Applied(state) = self.state.apply(BriefEvent::Lapse)? else {
            return Ok(Change::AlreadyApplied);
        };
        if self.silence(at, policy) != Silence::Lapse {
            return Err(BriefRefusal::NotSilentEnough);
        }
        let those = |chosen: fn(&Contender) -> bool| -> Vec<Sharer> {
            contenders.iter().filter(|one| chosen(one)).map(|one| one.sharer).collect()
        };
        let mut sharers = those(|one| one.shortlisted);
        if sharers.is_empty() {
            sharers = those(|one| one.approved);
        }
        if sharers.is_empty() {
            let because = "the client did not decide, and no track was shortlisted or approved";
            return match Text::new(because) {
                Ok(because) => self.cancel(because, at),
                Err(_our_own_words) => Err(BriefRefusal::NotSilentEnough),
            };
        }
        let prize = self.terms.prize.filter(|_| self.prize_funded);
        let shares = prize.map(|prize| share_equally(prize, &sharers)).transpose()?;
        let prize_shares = shares.unwrap_or_default();
        Ok(Change::Applied(Self { state, ended_at: Some(at), prize_shares, ..self.clone() }))
    }

    /// Changes what the client wrote; while Open this raises the version. What entrants rely on is
    /// fixed then: who may enter, what it pays, how many reviews there are; the deadline moves only
    /// to a later time.
    ///
    /// # Errors
    /// Where entries have ended, or something fixed would change.
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
        if self.state == BriefState::Open {
            let fixed = self.terms.fixed_that_differ(&terms);
            if !fixed.is_empty() {
                return Err(BriefRefusal::FixedOnceOpen(fixed));
            }
            if terms.deadline < self.terms.deadline {
                return Err(BriefRefusal::DeadlineOnlyLater);
            }
        }
        // The confirmation was for the old prize.
        let prize_funded = self.prize_funded && terms.prize == self.terms.prize;
        Ok(Change::Applied(Self { version, terms, prize_funded, ..self.clone() }))
    }

    /// The prize that was received and did not go back.
    pub fn prize_held(&self) -> Option<Money> {
        self.terms.prize.filter(|_| self.prize_funded && self.prize_returned_at.is_none())
    }

    /// What would make a draft better; nothing of it is needed.
    pub fn hints(&self, now: Timestamp, policy: &Policy) -> Vec<Hint> {
        let terms = &self.terms;
        let mut hints = Vec::new();
        let mut hint = |missing: bool, field, hint| {
            if missing {
                hints.push(Hint { field, hint });
            }
        };
        let words = "name three to five adjectives: a co-producer translates them into music";
        hint(terms.mood_words.is_empty(), "mood_words", words);
        let text = "say what the music is for, who hears it and what it must not do";
        hint(word_count(terms.text.as_str()) < 20, "text", text);
        let like = "name music that is like it: one reference says more than ten words";
        hint(terms.references_like.is_empty(), "references_like", like);
        let not_like = "name music that it must not be like";
        hint(terms.references_not_like.is_empty(), "references_not_like", not_like);
        hint(terms.length.is_none(), "length", "say how long the piece may be, in seconds");
        hint(terms.delivery.is_none(), "delivery", "say how the master is to be delivered");
        let genres = "without genres nobody is invited by the studio and no filter finds the brief";
        hint(terms.genre_tags.is_empty(), "genre_tags", genres);
        let unfunded = terms.prize.is_some() && !self.prize_funded;
        let prize = "an operator has to confirm that the prize was received before it can open";
        hint(unfunded, "prize", prize);
        let soon = terms.deadline < after(now, policy.review_within);
        let deadline = "a review takes up to three days: give composers more time than that";
        hint(soon, "deadline", deadline);
        hints
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
                Some(_) | None => Err(BriefRefusal::AnotherTrackSelected),
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
            text: Text::new("Thirty seconds of departure.").unwrap(),
            mood_words: vec![ShortText::new("crisp").unwrap()],
            references_like: Vec::new(),
            references_not_like: Vec::new(),
            length: Some(LengthRange { min_s: 30, max_s: 60 }),
            delivery: None,
            delivery_spec: None,
            genre_tags: vec![Tag::new("ambient").unwrap()],
            prize: None,
            deadline: at(10),
            visibility: Visibility::Invited,
            reviews_per_track: 1,
            coproducer_seats: 2,
            pool_ppm: None,
            embargo_until: None,
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
    fn prize_not_funded_keeps_a_brief_closed() {
        assert_eq!(with_prize(false).open(at(1)), Err(BriefRefusal::PrizeNotFunded));
        assert!(with_prize(true).open(at(1)).is_ok());
        assert!(draft().open(at(1)).is_ok());
    }

    #[test]
    fn deadline_passed_keeps_a_brief_closed_and_open_is_once() {
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
    fn fixed_once_open_is_what_entrants_rely_on() {
        let open = Brief { state: BriefState::Open, ..with_prize(true) };
        let mut terms = open.terms.clone();
        terms.prize = None;
        terms.visibility = Visibility::Public;
        let fixed = Err(BriefRefusal::FixedOnceOpen(vec!["prize", "visibility"]));
        assert_eq!(open.amend(terms), fixed);
    }

    #[test]
    fn deadline_only_later_while_open() {
        let amended = |state, deadline| {
            let brief = in_state(state);
            brief.amend(BriefTerms { deadline, ..brief.terms.clone() })
        };
        assert_eq!(amended(BriefState::Open, at(9)), Err(BriefRefusal::DeadlineOnlyLater));
        assert!(amended(BriefState::Open, at(11)).is_ok());
        assert!(amended(BriefState::Draft, at(9)).is_ok());
    }

    fn judging(funded: bool) -> Brief {
        let state = BriefState::Judging;
        Brief { state, closed_at: Some(at(10)), ..with_prize(funded) }
    }

    fn contender(number: u8, shortlisted: bool, approved: bool) -> Contender {
        let sharer = Sharer {
            track: TrackId::derive(&[&[number]]),
            member: MemberId::of_subject(&number.to_string()),
            submitted_at: at(number.into()),
        };
        Contender { sharer, shortlisted, approved }
    }

    #[test]
    fn a_silent_client_is_reminded_on_day_21_and_given_up_on_day_30() {
        let (brief, policy) = (judging(true), Policy::CURRENT);
        assert_eq!(brief.silent_until(&policy), Some(at(31)));
        assert_eq!(brief.silence(at(30), &policy), Silence::Patience);
        assert_eq!(brief.silence(at(31), &policy), Silence::Remind);
        let reminded = Brief { reminded_at: Some(at(31)), ..brief };
        assert_eq!(reminded.silence(at(39), &policy), Silence::Patience);
        assert_eq!(reminded.silent_until(&policy), Some(at(40)));
        assert_eq!(reminded.silence(at(40), &policy), Silence::Lapse);
        assert_eq!(reminded.lapse(&[], at(39), &policy), Err(BriefRefusal::NotSilentEnough));
        assert_eq!(in_state(BriefState::Open).silence(at(99), &policy), Silence::Patience);
    }

    #[test]
    fn the_prize_of_a_lapsed_brief_is_the_shortlisteds_else_the_approveds_else_the_clients() {
        let lapsed = |contenders: &[Contender]| {
            let brief = judging(true);
            brief.lapse(contenders, at(40), &Policy::CURRENT).unwrap().or(brief)
        };
        let (short, approved, other) =
            (contender(1, true, false), contender(2, false, true), contender(3, false, false));
        let tracks =
            |brief: &Brief| brief.prize_shares.iter().map(|share| share.track).collect::<Vec<_>>();
        let first = lapsed(&[approved, short, other]);
        assert_eq!((first.state, tracks(&first)), (BriefState::Lapsed, vec![short.sharer.track]));
        let second = lapsed(&[approved, other]);
        assert_eq!(tracks(&second), [approved.sharer.track]);
        assert_eq!(second.prize_returned_at, None);
        let none = lapsed(&[other]);
        assert_eq!((none.state, none.prize_returned_at), (BriefState::Cancelled, Some(at(40))));
    }

    #[test]
    fn a_cancelled_brief_returns_a_prize_that_was_received() {
        let because = || Text::new("no budget").unwrap();
        let cancelled = |brief: Brief| brief.cancel(because(), at(2)).unwrap().or(brief);
        assert_eq!(cancelled(with_prize(true)).prize_returned_at, Some(at(2)));
        assert_eq!(cancelled(with_prize(false)).prize_returned_at, None);
    }

    #[test]
    fn a_complete_draft_has_no_hints() {
        let fields = |brief: &Brief| {
            let hints = brief.hints(at(0), &Policy::CURRENT);
            hints.into_iter().map(|hint| hint.field).collect::<Vec<_>>()
        };
        let mut brief = with_prize(false);
        let missing = ["text", "references_like", "references_not_like", "delivery", "prize"];
        assert_eq!(fields(&brief), missing);
        brief.terms.text = Text::new(&"word ".repeat(20)).unwrap();
        let line = || vec![ShortText::new("strings").unwrap()];
        (brief.terms.references_like, brief.terms.references_not_like) = (line(), line());
        brief.terms.delivery = serde_json::from_value(serde_json::json!("WAV, 48 kHz")).unwrap();
        brief.prize_funded = true;
        assert!(fields(&brief).is_empty());
        brief.terms.deadline = at(2);
        assert_eq!(fields(&brief), ["deadline"]);
    }

    #[test]
    fn unanswered_tracks_stand_in_the_way_of_an_award() {
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
    fn not_reviewed_and_other_selected_are_the_only_bars_to_any_verdict_winning() {
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
        assert_eq!(again(2), Err(BriefRefusal::AnotherTrackSelected));
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
