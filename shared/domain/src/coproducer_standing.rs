//! How good a co-producer's ears and manners have been: 0 to 1000, a pure fold over what was
//! observed of their reviews and rankings, and of the versions that answered their notes.

use crate::id::{BriefId, MemberId, ReviewId};
use crate::numbers::{BASIS_POINTS, basis_points, count, floor_div};
use crate::policy::Policy;
use crate::review::{Review, ReviewState};
use crate::string_enum::string_enum;
use crate::taste_alignment::TasteAlignment;
use crate::track::{ReviewNote, Version};
use crate::verdict::{Answer, needs_tie_break};
use crate::version::slot::{ReviewSlot, SlotState};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

string_enum! {
    /// The four parts of a standing.
    pub enum StandingPart {
        /// Whether reviews came in time; 300.
        OnTime => "on_time",
        /// How useful composers found them; 300.
        Usefulness => "usefulness",
        /// How many of the notes were addressed, as the composer and somebody else say; 200.
        Addressed => "addressed",
        /// How high the clients' winners stood in their rankings; 200.
        TasteAlignment => "taste_alignment",
    }
}

impl StandingPart {
    /// The most that the part can give.
    pub const fn most(self) -> u32 {
        match self {
            Self::OnTime | Self::Usefulness => 300,
            Self::Addressed | Self::TasteAlignment => 200,
        }
    }

    /// What it measures, in words.
    pub const fn because(self) -> &'static str {
        match self {
            Self::OnTime => "the share of reviews that came in time",
            Self::Usefulness => "how useful composers found the reviews, from 1 to 5",
            Self::Addressed => {
                "the share of notes that composers addressed; without a second voice they count half"
            }
            Self::TasteAlignment => {
                "how high the clients' winners stood in the rankings made before"
            }
        }
    }
}

/// What one review or one ranking says; a later state of the same thing replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    pub member: MemberId,
    /// The brief that it follows from.
    pub brief: BriefId,
    /// The id of the review, or of the brief that was ranked.
    pub subject: String,
    /// Whether it came in time; nothing while it may still come, or where it was not theirs to do.
    pub on_time: Option<bool>,
    /// How useful the composer found it, in basis points of five stars above one.
    pub useful_bp: Option<u32>,
    /// What the composer alone says of its notes.
    pub said: Option<SaidOfNotes>,
    /// What became of its notes in the version that answers it.
    pub notes: Option<NotesOutcome>,
    /// Whether it agrees with what the version was given, where it was made on probation.
    pub agreed: Option<bool>,
    /// The winner's place in the ranking, in basis points.
    pub taste_alignment_bp: Option<u32>,
    /// The thing's own time.
    pub at: Timestamp,
}

impl Observation {
    /// What a review says of its reviewer; nothing before it is delivered or expired. A voided one
    /// says nothing any more, which has to be written down too.
    pub fn of_review(review: &Review) -> Option<Self> {
        let nothing = |at| Self {
            member: review.reviewer,
            brief: review.brief,
            subject: review.id.to_string(),
            on_time: None,
            useful_bp: None,
            said: None,
            notes: None,
            agreed: None,
            taste_alignment_bp: None,
            at,
        };
        match review.state {
            ReviewState::Delivered => {
                let delivery = review.delivery.as_ref()?;
                let reaction = review.reaction.as_ref();
                Some(Self {
                    on_time: Some(delivery.on_time),
                    useful_bp: reaction.map(|said| useful_bp(said.useful.stars())),
                    said: reaction.and_then(|said| SaidOfNotes::of(&said.addressed)),
                    ..nothing(delivery.delivered_at)
                })
            }
            ReviewState::Expired => Some(Self { on_time: Some(false), ..nothing(review.due_at?) }),
            ReviewState::Voided => Some(nothing(review.delivery.as_ref()?.delivered_at)),
            ReviewState::Queued
            | ReviewState::Assigned
            | ReviewState::Declined
            | ReviewState::Released => None,
        }
    }

    /// What a frozen ranking says of whoever made it; nothing where it is too short to say it.
    pub fn of_taste_alignment(taste_alignment: &TasteAlignment) -> Option<Self> {
        let percentile_bp = taste_alignment.percentile_bp?;
        Some(Self {
            member: taste_alignment.member,
            brief: taste_alignment.brief,
            subject: taste_alignment.brief.to_string(),
            on_time: None,
            useful_bp: None,
            said: None,
            notes: None,
            agreed: None,
            taste_alignment_bp: Some(percentile_bp),
            at: taste_alignment.at,
        })
    }

    /// What a judged version says of those whose notes it answers, one observation a review. One
    /// whose verdict was taken back says nothing any more, which has to be written down too.
    pub fn of_version(version: &Version) -> Vec<Self> {
        let is_reopened = version.slots.iter().any(|slot| slot.state == SlotState::Voided);
        if version.verdict.is_none() && !is_reopened {
            return Vec::new();
        }
        let mut of_each: BTreeMap<_, Vec<&ReviewNote>> = BTreeMap::new();
        for note in &version.carried_notes {
            of_each.entry((note.review, note.author)).or_default().push(note);
        }
        let observed = |((review, author), notes): ((ReviewId, MemberId), Vec<&ReviewNote>)| Self {
            member: author,
            brief: version.brief,
            subject: format!("{review}{OF_NOTES}"),
            on_time: None,
            useful_bp: None,
            said: None,
            notes: version.verdict.map(|_| NotesOutcome::of(&notes, author, version)),
            agreed: None,
            taste_alignment_bp: None,
            at: version.verdict_at.unwrap_or(version.reserved_at),
        };
        let paired = version.slots.iter().filter(|slot| slot.number == 0);
        let paired = paired.filter_map(|slot| Self::of_paired(version, slot));
        of_each.into_iter().map(observed).chain(paired).collect()
    }

    /// Whether an answer on probation agrees with what the version was given: as two answers that
    /// need no third.
    fn of_paired(version: &Version, slot: &ReviewSlot) -> Option<Self> {
        let answer = slot.answer.filter(|_| slot.state == SlotState::Delivered)?;
        let given = version.verdict.zip(version.total_centistars);
        let agrees = |(verdict, total_centistars)| {
            !needs_tie_break(&[answer, Answer { verdict, total_centistars }], &Policy::CURRENT)
        };
        Some(Self {
            member: slot.reviewer,
            brief: version.brief,
            subject: format!("{}{OF_PAIR}", slot.review),
            on_time: None,
            useful_bp: None,
            said: None,
            notes: None,
            agreed: given.map(agrees),
            taste_alignment_bp: None,
            at: version.verdict_at.unwrap_or(version.reserved_at),
        })
    }

    /// Whether whom it is about may know of it: what became of their notes tells the verdict on the
    /// version that answers them, so only once their own answer to that version is in, or its brief
    /// has ended.
    pub fn is_known_to_member(&self, brief_has_ended: bool) -> bool {
        brief_has_ended || self.notes.is_none_or(|outcome| outcome.author_answered)
    }

    /// How many of the notes of a review that counts have the composer's word alone.
    fn unconfirmed_notes(&self, answers: &Answers<'_>) -> u32 {
        if self.on_time.is_none() {
            return 0;
        }
        let outcome = answers.get(self.subject.as_str()).map(|outcome| outcome.unconfirmed);
        outcome.or_else(|| self.said.map(|said| said.addressed)).unwrap_or(0)
    }

    fn value_bp(&self, part: StandingPart, answers: &Answers<'_>, policy: &Policy) -> Option<u32> {
        match part {
            StandingPart::OnTime => self.on_time.map(|in_time| if in_time { 10_000 } else { 0 }),
            StandingPart::Usefulness => self.useful_bp,
            // A review that was voided, or never came, has no notes that could count.
            StandingPart::Addressed => self.on_time.and_then(|_| {
                let outcome = answers.get(self.subject.as_str());
                let by_word = |bp: u32| share_bp(bp, policy.unconfirmed_note_bp);
                let answered = outcome.and_then(|outcome| outcome.value_bp(self.useful_bp, policy));
                answered.or_else(|| self.said.map(|said| by_word(said.addressed_bp())))
            }),
            StandingPart::TasteAlignment => self.taste_alignment_bp,
        }
    }
}

/// What the subject of an observation about the notes of a review ends with.
const OF_NOTES: &str = "#notes";

/// What the subject of an observation about an answer on probation ends with.
const OF_PAIR: &str = "#pair";

/// What became of the notes of reviews, by the review's id.
type Answers<'observed> = BTreeMap<&'observed str, &'observed NotesOutcome>;

fn answers(observations: &[Observation]) -> Answers<'_> {
    let answered = observations.iter().filter_map(|one| {
        let review = one.subject.strip_suffix(OF_NOTES)?;
        Some((review, one.notes.as_ref()?))
    });
    answered.collect()
}

fn share_bp(part_bp: u32, of_bp: u32) -> u32 {
    let share = floor_div(u64::from(part_bp).saturating_mul(of_bp.into()), BASIS_POINTS);
    u32::try_from(share).unwrap_or(u32::MAX)
}

/// What became of the notes of one review in the version that answers it.
///
/// Credit for a note takes two people: the composer, who says that it was addressed, and somebody
/// who has heard it. That is the note's author where they listen again, and else whoever gives the
/// new version a better score. Where the author is the only one who listens to it, the composer's
/// usefulness stands in for a second listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesOutcome {
    /// How many notes there are.
    pub notes: u32,
    /// Those that the composer addressed and somebody else confirms.
    pub confirmed: u32,
    /// Those of which the composer alone says so.
    pub unconfirmed: u32,
    /// Whether nobody listened to the version but the notes' author.
    pub author_alone: bool,
    /// Whether the notes' author has answered the version too, and so may know its verdict.
    pub author_answered: bool,
}

impl NotesOutcome {
    fn of(notes: &[&ReviewNote], author: MemberId, version: &Version) -> Self {
        let listened = || {
            let counted = version.slots.iter().filter(|slot| slot.number > 0);
            counted.filter(|slot| slot.state == SlotState::Delivered)
        };
        let by_author = listened().any(|slot| slot.reviewer == author);
        let (before, now) = (version.answers_total_centistars, version.total_centistars);
        let is_better = before.zip(now).is_some_and(|(before, now)| now > before);
        let addressed = notes.iter().filter(|note| note.addressed == Some(true));
        let is_confirmed = |note: &&&ReviewNote| match note.confirmed {
            Some(confirmed) => confirmed,
            None => is_better && !by_author,
        };
        let is_open = |note: &&&ReviewNote| note.confirmed.is_none();
        let confirmed = count(addressed.clone().filter(is_confirmed).count());
        let open = count(addressed.filter(is_open).filter(|note| !is_confirmed(note)).count());
        Self {
            notes: count(notes.len()),
            confirmed,
            unconfirmed: open,
            author_alone: by_author && listened().count() == 1,
            author_answered: version.has_answer_of(author),
        }
    }

    /// The mean of its notes, in basis points.
    fn value_bp(&self, useful_bp: Option<u32>, policy: &Policy) -> Option<u32> {
        let is_useful = useful_bp.is_some_and(|bp| bp >= policy.useful_bp_min);
        let half = u64::from(policy.unconfirmed_note_bp);
        let whole = if self.author_alone && !is_useful { half } else { BASIS_POINTS };
        let confirmed = whole.saturating_mul(self.confirmed.into());
        let sum = half.saturating_mul(self.unconfirmed.into()).saturating_add(confirmed);
        (self.notes > 0)
            .then(|| u32::try_from(floor_div(sum, self.notes.into())).unwrap_or(u32::MAX))
    }
}

/// One star is nothing, five are all.
fn useful_bp(stars: u8) -> u32 {
    u32::from(stars.saturating_sub(1)).saturating_mul(2_500)
}

/// What a composer says of the notes of one review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOfNotes {
    /// How many notes there are, one at least.
    pub notes: u32,
    /// How many of them the composer says to have addressed.
    pub addressed: u32,
}

impl SaidOfNotes {
    /// Nothing where there are no notes.
    fn of(addressed: &[bool]) -> Option<Self> {
        let done = addressed.iter().filter(|done| **done).count();
        let said = Self { notes: count(addressed.len()), addressed: count(done) };
        (!addressed.is_empty()).then_some(said)
    }

    /// The share of them, in basis points.
    fn addressed_bp(self) -> u32 {
        basis_points(self.addressed.into(), self.notes.into())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct PartStanding {
    /// What is counted.
    pub part: StandingPart,
    /// How many of the standing's points it gives.
    pub points: u32,
    /// The most it can give.
    pub most: u32,
    /// On how many observations it rests.
    pub observations: u32,
    /// Notes that count half, since the composer alone says that they were addressed.
    pub unconfirmed_notes: u32,
    /// Whether there are too few of them: then it gives half.
    pub neutral: bool,
    /// The mean of the observations, in basis points.
    #[schemars(range(max = 10_000))]
    pub mean_bp: u32,
}

/// How the answers on probation compare with what the versions were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct PairedAnswers {
    /// Those to a version that has its verdict.
    pub compared: u32,
    /// Those of them that agree with it.
    pub agreed: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoproducerStanding {
    /// The sum of the parts: 0 to 1000.
    pub total: u32,
    /// The four parts, in the order in which they are listed.
    pub parts: Vec<PartStanding>,
    /// What was answered on probation.
    pub paired: PairedAnswers,
    /// The policy it was computed under.
    pub policy_version: u32,
}

impl CoproducerStanding {
    /// The fold over everything that was observed, in whatever order it comes.
    pub fn of(observations: &[Observation], policy: &Policy) -> Self {
        let part = |part: &StandingPart| explain(*part, observations, policy);
        let parts: Vec<PartStanding> = StandingPart::ALL.iter().map(part).collect();
        let total = parts.iter().fold(0_u32, |sum, part| sum.saturating_add(part.points));
        let agreed = || observations.iter().filter_map(|one| one.agreed);
        let paired = PairedAnswers {
            compared: count(agreed().count()),
            agreed: count(agreed().filter(|agreed| *agreed).count()),
        };
        Self { total, parts, paired, policy_version: policy.version }
    }

    /// Whether probation is over: enough was delivered, enough of it agrees with what the versions
    /// were given, and composers found it useful, where any of them has said.
    pub fn passes_probation(&self, delivered: u32, policy: &Policy) -> bool {
        let useful = self.part(StandingPart::Usefulness).filter(|part| part.observations > 0);
        let is_useful = useful.is_none_or(|part| part.mean_bp >= policy.useful_bp_min);
        let PairedAnswers { compared, agreed } = self.paired;
        delivered >= policy.probation_reviews
            && compared >= policy.probation_compared_min
            && basis_points(agreed.into(), compared.into()) >= policy.probation_agreed_bp_min
            && is_useful
    }

    /// One of the parts.
    pub fn part(&self, part: StandingPart) -> Option<&PartStanding> {
        self.parts.iter().find(|one| one.part == part)
    }
}

fn explain(part: StandingPart, observations: &[Observation], policy: &Policy) -> PartStanding {
    let answers = answers(observations);
    let values: Vec<u64> = observations
        .iter()
        .filter_map(|one| one.value_bp(part, &answers, policy))
        .map(u64::from)
        .collect();
    let unconfirmed_notes = if part == StandingPart::Addressed {
        observations.iter().map(|one| one.unconfirmed_notes(&answers)).fold(0, u32::saturating_add)
    } else {
        0
    };
    let (observed, most) = (count(values.len()), part.most());
    let mean = floor_div(values.iter().sum(), observed.into());
    let neutral = observed < policy.standing_observations;
    let share_bp = if neutral { 5_000 } else { mean };
    let points = floor_div(share_bp.saturating_mul(most.into()), 10_000);
    let fits = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    PartStanding {
        part,
        points: fits(points),
        most,
        observations: observed,
        unconfirmed_notes,
        neutral,
        mean_bp: fits(mean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::Why;
    use crate::text::ShortText;
    use crate::track::VersionState;
    use crate::verdict::Verdict;
    use crate::version::outcome::tests::version;
    use proptest::prelude::*;
    use std::slice;

    fn observed(number: u32, on_time: bool, useful: u8) -> Observation {
        Observation {
            member: MemberId::of_subject("mika"),
            brief: BriefId::derive(&[b"brief"]),
            subject: format!("rev {number}"),
            on_time: Some(on_time),
            useful_bp: Some(useful_bp(useful)),
            said: None,
            notes: None,
            agreed: None,
            taste_alignment_bp: None,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn standing(observations: &[Observation]) -> CoproducerStanding {
        CoproducerStanding::of(observations, &Policy::CURRENT)
    }

    #[test]
    fn everybody_begins_in_the_middle() {
        let new = standing(&[]);
        assert_eq!(new.total, 500);
        assert!(new.parts.iter().all(|part| part.neutral && part.points * 2 == part.most));
    }

    #[test]
    fn a_part_is_neutral_until_eight_observations() {
        let seven: Vec<Observation> = (0..7).map(|number| observed(number, true, 5)).collect();
        assert_eq!(standing(&seven).total, 500);
        let eight: Vec<Observation> = (0..8).map(|number| observed(number, true, 5)).collect();
        assert_eq!(standing(&eight).total, 300 + 300 + 100 + 100);
    }

    #[test]
    fn late_and_useless_reviews_cost_all_of_their_parts() {
        let bad: Vec<Observation> = (0..8).map(|number| observed(number, false, 1)).collect();
        let standing = standing(&bad);
        assert_eq!(standing.part(StandingPart::OnTime).unwrap().points, 0);
        assert_eq!(standing.total, 200);
    }

    #[test]
    fn notes_count_only_where_there_are_any() {
        assert_eq!(SaidOfNotes::of(&[]), None);
        let said = SaidOfNotes::of(&[true, false, true]);
        assert_eq!(said.map(SaidOfNotes::addressed_bp), Some(6_666));
    }

    /// A version of two notes of Mika's on the one before, listened to by `listeners`.
    fn answered(word: [(bool, Option<bool>); 2], listeners: &[&str], total: u32) -> Version {
        let review = ReviewId::derive(&[b"review"]);
        let note = |(addressed, confirmed), number| ReviewNote {
            review,
            author: MemberId::of_subject("mika"),
            note: number,
            at_ms: 1,
            until_ms: None,
            text: ShortText::new("softer").unwrap(),
            actionable: true,
            addressed: Some(addressed),
            confirmed,
        };
        let slot = |(reviewer, number): (&&str, u8)| ReviewSlot {
            number,
            attempt: 1,
            reviewer: MemberId::of_subject(reviewer),
            review: ReviewId::derive(&[reviewer.as_bytes()]),
            state: SlotState::Delivered,
            due_at: None,
            ended_at: None,
            answer: None,
            why: Why::default(),
        };
        Version {
            carried_notes: vec![note(word[0], 0), note(word[1], 1)],
            slots: listeners.iter().zip(1..).map(slot).collect(),
            answers_total_centistars: Some(300),
            total_centistars: Some(total),
            verdict: Some(Verdict::Approve),
            verdict_at: Some(Timestamp::UNIX_EPOCH),
            ..version(VersionState::Approved)
        }
    }

    /// What the two notes of Mika's review give, which the composer found `useful`.
    fn credit(version: &Version, useful: Option<u8>) -> Option<u32> {
        let of_notes = Observation::of_version(version);
        let review = Observation {
            subject: ReviewId::derive(&[b"review"]).to_string(),
            useful_bp: useful.map(useful_bp),
            ..observed(0, true, 1)
        };
        let all = [of_notes, vec![review.clone()]].concat();
        review.value_bp(StandingPart::Addressed, &answers(&all), &Policy::CURRENT)
    }

    const CONFIRMED: (bool, Option<bool>) = (true, Some(true));
    const UNANSWERED: (bool, Option<bool>) = (true, None);

    #[test]
    fn a_note_is_credited_where_the_composer_and_its_author_say_that_it_was_addressed() {
        let two = ["mika", "noor"];
        assert_eq!(credit(&answered([CONFIRMED; 2], &two, 300), None), Some(10_000));
        let denied = answered([CONFIRMED, (true, Some(false))], &two, 450);
        assert_eq!(
            credit(&denied, None),
            Some(5_000),
            "a better score does not outvote its author"
        );
        let by_author_alone = answered([CONFIRMED, (false, Some(true))], &two, 450);
        assert_eq!(credit(&by_author_alone, None), Some(5_000), "nor is the author enough");
    }

    #[test]
    fn a_better_score_counts_only_from_others_and_else_the_composers_word_counts_half() {
        assert_eq!(credit(&answered([UNANSWERED; 2], &["noor", "lena"], 301), None), Some(10_000));
        assert_eq!(credit(&answered([UNANSWERED; 2], &["noor", "lena"], 300), None), Some(5_000));
        assert_eq!(credit(&answered([UNANSWERED; 2], &["noor", "mika"], 450), None), Some(5_000));
        let unconfirmed = answered([UNANSWERED, (false, None)], &["noor"], 300);
        let [observed] = Observation::of_version(&unconfirmed).try_into().unwrap();
        let (author_alone, author_answered) = (false, false);
        let outcome =
            NotesOutcome { notes: 2, confirmed: 0, unconfirmed: 1, author_alone, author_answered };
        assert_eq!(observed.notes, Some(outcome), "it is recorded");
        let subject = ReviewId::derive(&[b"review"]).to_string();
        let review = Observation { subject, ..self::observed(0, true, 1) };
        let standing = standing(&[observed, review]);
        assert_eq!(standing.part(StandingPart::Addressed).unwrap().unconfirmed_notes, 1);
    }

    #[test]
    fn what_became_of_notes_is_known_to_their_author_with_their_answer_or_the_end_of_the_brief() {
        let known = |listeners: &[&str], has_ended| {
            let judged = answered([UNANSWERED; 2], listeners, 450);
            let all = Observation::of_version(&judged);
            let of_mika = all.iter().find(|one| one.member == MemberId::of_subject("mika"));
            of_mika.unwrap().is_known_to_member(has_ended)
        };
        assert!(!known(&["noor", "lena"], false), "the verdict of others");
        assert!(known(&["noor", "lena"], true) && known(&["noor", "mika"], false));
        assert!(observed(0, true, 5).is_known_to_member(false), "their own review");
    }

    #[test]
    fn with_one_review_a_track_the_composers_usefulness_stands_in_for_a_second_listener() {
        let alone = answered([CONFIRMED; 2], &["mika"], 450);
        let by_stars = [None, Some(2), Some(3), Some(5)].map(|useful| credit(&alone, useful));
        assert_eq!(by_stars, [Some(5_000), Some(5_000), Some(10_000), Some(10_000)]);
    }

    #[test]
    fn before_a_version_answers_the_composers_word_counts_half_and_a_voided_review_for_nothing() {
        let said = Some(SaidOfNotes { notes: 2, addressed: 2 });
        let word = Observation { said, ..observed(0, true, 5) };
        let value = |one: &Observation| {
            one.value_bp(StandingPart::Addressed, &Answers::new(), &Policy::CURRENT)
        };
        assert_eq!(value(&word), Some(5_000));
        let recorded = |one: &Observation| {
            explain(StandingPart::Addressed, slice::from_ref(one), &Policy::CURRENT)
                .unconfirmed_notes
        };
        assert_eq!(recorded(&word), 2, "half for the word, and it is recorded as one");
        assert_eq!(value(&Observation { on_time: None, ..word }), None);
        let reopened = Version { verdict: None, ..answered([CONFIRMED; 2], &["mika"], 450) };
        assert_eq!(Observation::of_version(&reopened), []);
    }

    /// What is observed of Lena, on probation, who answers a version beside Noor.
    fn paired(answer: Answer, given: Option<Answer>) -> Option<bool> {
        let both = answered([UNANSWERED; 2], &["noor", "lena"], 0);
        let mut version = Version {
            carried_notes: Vec::new(),
            verdict: given.map(|given| given.verdict),
            total_centistars: given.map(|given| given.total_centistars),
            ..both
        };
        version.slots[1] =
            ReviewSlot { number: 0, answer: Some(answer), ..version.slots[1].clone() };
        let observed = Observation::of_version(&version).pop()?;
        assert_eq!(observed.member, MemberId::of_subject("lena"));
        observed.agreed
    }

    #[test]
    fn an_answer_on_probation_agrees_where_two_such_answers_would_need_no_third() {
        let approval = |total| Answer { verdict: Verdict::Approve, total_centistars: total };
        let rejection = Answer { verdict: Verdict::Reject, total_centistars: 380 };
        assert_eq!(paired(approval(380), Some(approval(450))), Some(true));
        assert_eq!(paired(approval(380), Some(approval(530))), Some(false));
        assert_eq!(paired(rejection, Some(approval(400))), Some(false));
        assert_eq!(paired(approval(400), None), None);
    }

    #[test]
    fn probation_ends_by_quality_and_not_by_count_alone() {
        let policy = &Policy::CURRENT;
        let passes = |agreed: u32, compared: u32, useful: Option<u8>, delivered: u32| {
            let pair = |number: u32| Observation {
                agreed: Some(number < agreed),
                on_time: None,
                useful_bp: useful.map(useful_bp),
                ..observed(number, true, 1)
            };
            let all: Vec<Observation> = (0..compared).map(pair).collect();
            CoproducerStanding::of(&all, policy).passes_probation(delivered, policy)
        };
        assert!(passes(6, 10, Some(3), 10));
        assert!(passes(6, 10, None, 10), "where no composer has said anything");
        assert!(!passes(6, 10, Some(3), 9), "too few");
        assert!(!passes(5, 10, Some(5), 10), "it disagrees too often");
        assert!(!passes(10, 10, Some(2), 99), "composers found it useless");
        assert!(!passes(4, 4, Some(5), 99), "too few can be compared");
    }

    proptest! {
        /// Neither the composer's word nor the author's is ever enough for the whole.
        #[test]
        fn the_whole_credit_takes_two_people(
            word in [any::<(bool, Option<bool>)>(), any::<(bool, Option<bool>)>()],
            by_author in any::<bool>(),
            total in 200_u32..500,
            useful in proptest::option::of(1_u8..=5),
        ) {
            let listeners: &[&str] = if by_author { &["noor", "mika"] } else { &["noor", "lena"] };
            let heard = |(addressed, confirmed): (bool, Option<bool>)| {
                (addressed, confirmed.filter(|_| by_author))
            };
            let version = answered(word.map(heard), listeners, total);
            let confirms = |(addressed, confirmed): &(bool, Option<bool>)| {
                *addressed && confirmed.unwrap_or(!by_author && total > 300)
            };
            let all = word.map(heard).iter().all(confirms);
            prop_assert_eq!(credit(&version, useful) == Some(10_000), all);
        }

        #[test]
        fn a_standing_is_between_nothing_and_a_thousand(
            reviews in proptest::collection::vec((any::<bool>(), 1_u8..=5), 0..40),
        ) {
            let observations: Vec<Observation> = reviews
                .iter()
                .zip(0..)
                .map(|((on_time, useful), number)| observed(number, *on_time, *useful))
                .collect();
            let total = standing(&observations).total;
            prop_assert!(total <= 1_000);
            let mut backwards = observations;
            backwards.reverse();
            prop_assert_eq!(standing(&backwards).total, total);
        }
    }
}
