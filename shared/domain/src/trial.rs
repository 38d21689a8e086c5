//! A trial before probation: who applies as co-producer reviews a few closed tracks whose outcome is
//! known, and an operator sees both side by side.

use crate::brief::{Brief, Visibility};
use crate::id::{BriefId, MemberId, TrackId};
use crate::policy::Policy;
use crate::review::Note;
use crate::rules::{Rule, RuleFailure};
use crate::score::Scores;
use crate::track::{Track, Version};
use crate::verdict::Verdict;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

/// Why a trial does not move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrialRefusal {
    /// Its outcome is not known, or not everybody may hear of its brief.
    #[error(
        "only an answered track of a public brief that has ended, and is under no embargo, is marked for trials"
    )]
    NotClosed,
    /// The applicant has said something else of it.
    #[error("this track of the trial is answered, and once is all")]
    AlreadyAnswered,
    /// The applicant has tracks left.
    #[error("the applicant has not answered {missing} tracks of the trial yet")]
    Unfinished { missing: usize },
}

/// What became of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct TrialOutcome {
    /// What its reviews came to.
    pub verdict: Verdict,
    /// The mean total of its reviews, in hundredths of a star.
    pub total_centistars: u32,
    /// Whether the client had it in the closer choice.
    pub shortlisted: bool,
    /// Whether it won.
    pub selected: bool,
}

/// A track that operators have marked for trials. It is in use while its composer agrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialTrack {
    pub composer: MemberId,
    pub brief: BriefId,
    pub client: MemberId,
    pub track: TrackId,
    pub version: u8,
    /// Where its file was uploaded: what was made of that is named after it.
    pub object_key: String,
    /// In milliseconds.
    pub duration_ms: u64,
    pub outcome: TrialOutcome,
    pub marked_at: Timestamp,
    /// Since when the composer agrees; nothing before, or once they do not any more.
    pub consented_at: Option<Timestamp>,
}

impl TrialTrack {
    /// An operator marks a track; its composer is asked.
    ///
    /// # Errors
    /// [`TrialRefusal::NotClosed`].
    pub fn mark(
        brief: &Brief,
        track: &Track,
        version: &Version,
        at: Timestamp,
    ) -> Result<Self, TrialRefusal> {
        let is_closed = brief.terms.visibility == Visibility::Public
            && brief.outcome_is_public(at)
            && track.withdrawn_at.is_none();
        let known = version.verdict.zip(version.total_centistars).zip(version.facts.as_ref());
        let Some(((verdict, total_centistars), facts)) = known.filter(|_| is_closed) else {
            return Err(TrialRefusal::NotClosed);
        };
        let outcome = TrialOutcome {
            verdict,
            total_centistars,
            shortlisted: track.shortlisted_at.is_some(),
            selected: track.selected_at.is_some(),
        };
        Ok(Self {
            composer: track.composer,
            brief: brief.id,
            client: brief.owner,
            track: track.id,
            version: version.version,
            object_key: version.object_key.clone(),
            duration_ms: facts.duration_ms,
            outcome,
            marked_at: at,
            consented_at: None,
        })
    }
}

/// What an applicant says of a track.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct TrialAnswer {
    /// The five scores.
    pub scores: Scores,
    /// Remarks at places in the track.
    pub notes: Vec<Note>,
    /// When it was last written.
    pub at: Timestamp,
}

/// One of the tracks of an applicant's trial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialPlace {
    pub marked: TrialTrack,
    pub answer: Option<TrialAnswer>,
}

impl TrialPlace {
    /// The place with an answer; nothing where exactly that is there.
    ///
    /// # Errors
    /// [`TrialRefusal::AlreadyAnswered`].
    pub fn answered(&self, answer: TrialAnswer) -> Result<Option<Self>, TrialRefusal> {
        match &self.answer {
            None => Ok(Some(Self { answer: Some(answer), ..self.clone() })),
            Some(before) if (TrialAnswer { at: before.at, ..answer }) == *before => Ok(None),
            Some(_) => Err(TrialRefusal::AlreadyAnswered),
        }
    }

    /// Too few notes or too many, and notes whose place is none in the track.
    pub fn failures(&self, notes: &[Note], policy: &Policy) -> Vec<RuleFailure> {
        let duration_ms = self.marked.duration_ms;
        let counts = [
            (notes.len() < policy.trial_notes_min, Rule::TrialNoted),
            (notes.len() > policy.notes_max, Rule::ReviewNotesNotTooMany),
        ];
        let wrong_count = counts.into_iter().filter(|(is_wrong, _)| *is_wrong);
        let wrong_count = wrong_count.map(|(_, rule)| RuleFailure {
            rule,
            pointer: "/notes".to_owned(),
            detail: format!(
                "has {} notes, {} to {} are asked for",
                notes.len(),
                policy.trial_notes_min,
                policy.notes_max
            ),
        });
        let misplaced = |(index, note): (usize, &Note)| {
            note.place_failures(&format!("/notes/{index}"), duration_ms)
        };
        wrong_count.chain(notes.iter().enumerate().flat_map(misplaced)).collect()
    }
}

/// The tracks that an applicant is given: none of a brief that they entered or posted, none of their
/// own, in an order that is another one for each applicant. None at all where there are too few: then
/// an operator decides without them.
pub fn choose_trial(
    applicant: MemberId,
    entered: &BTreeSet<BriefId>,
    marked: Vec<TrialTrack>,
    policy: &Policy,
) -> Vec<TrialPlace> {
    let fits = |one: &TrialTrack| {
        let is_theirs = [one.composer, one.client].contains(&applicant);
        one.consented_at.is_some() && !is_theirs && !entered.contains(&one.brief)
    };
    let mut fitting: Vec<TrialTrack> = marked.into_iter().filter(fits).collect();
    if fitting.len() < policy.trial_tracks {
        return Vec::new();
    }
    fitting.sort_by_cached_key(|one| -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(applicant.to_string());
        hash.update(one.track.to_string());
        hash.finalize().into()
    });
    let places = fitting.into_iter().map(|marked| TrialPlace { marked, answer: None });
    places.take(policy.trial_tracks).collect()
}

/// How many tracks of a trial the applicant has still to answer; `is_there` says of a track whether
/// it is still in use.
fn open_places(trial: &[TrialPlace], is_there: impl Fn(&TrialTrack) -> bool) -> usize {
    trial.iter().filter(|place| place.answer.is_none() && is_there(&place.marked)).count()
}

/// What there was of a trial when its application was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct TrialRecord {
    /// Tracks that the applicant was given; none where too few were marked.
    pub given: usize,
    /// Those that they had answered.
    pub answered: usize,
    /// Those that were gone before they were answered: the composer had left or agreed no more.
    pub gone: usize,
}

impl TrialRecord {
    pub fn new(trial: &[TrialPlace], is_there: impl Fn(&TrialTrack) -> bool) -> Self {
        let given = trial.len();
        let answered = trial.iter().filter(|place| place.answer.is_some()).count();
        let gone = given.saturating_sub(answered).saturating_sub(open_places(trial, is_there));
        Self { given, answered, gone }
    }
}

/// What the decision rests on, in words.
impl Display for TrialRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { given, answered, gone } = *self;
        if given == 0 {
            return f.write_str("decided without a trial: too few tracks were marked for one");
        }
        if answered == 0 {
            write!(f, "decided without the trial: none of its {given} tracks was answered")?;
        } else {
            write!(f, "decided with answers to {answered} of the trial's {given} tracks")?;
        }
        match gone {
            0 => Ok(()),
            1 => f.write_str(", 1 was gone"),
            _ => write!(f, ", {gone} were gone"),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::score::tests::scores;
    use crate::text::ShortText;
    use proptest::prelude::*;

    fn at() -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    pub(crate) fn marked(number: u8) -> TrialTrack {
        TrialTrack {
            composer: MemberId::of_subject(&format!("composer {number}")),
            brief: BriefId::derive(&[&[number]]),
            client: MemberId::of_subject(&format!("client {number}")),
            track: TrackId::derive(&[&[number]]),
            version: 1,
            object_key: "raw".to_owned(),
            duration_ms: 1_000,
            outcome: TrialOutcome {
                verdict: Verdict::Approve,
                total_centistars: 400,
                shortlisted: false,
                selected: false,
            },
            marked_at: at(),
            consented_at: Some(at()),
        }
    }

    fn answer(at_ms: u64) -> TrialAnswer {
        let text = ShortText::new("softer").unwrap();
        let notes = vec![Note { at_ms, until_ms: None, text, actionable: true }];
        TrialAnswer { scores: scores([4, 4, 4, 4, 4]), notes, at: at() }
    }

    #[test]
    fn already_answered_trial_is_another_answer() {
        let place = TrialPlace { marked: marked(1), answer: None };
        let answered = place.answered(answer(1)).unwrap().unwrap();
        assert_eq!(answered.answered(answer(1)), Ok(None));
        assert_eq!(answered.answered(answer(2)), Err(TrialRefusal::AlreadyAnswered));
    }

    #[test]
    fn trial_noted_is_an_answer_with_a_note_inside_the_track() {
        let place = TrialPlace { marked: marked(1), answer: None };
        let broken = |notes: &[Note]| -> Vec<Rule> {
            let failures = place.failures(notes, &Policy::CURRENT);
            failures.into_iter().map(|failure| failure.rule).collect()
        };
        assert_eq!(broken(&[]), [Rule::TrialNoted]);
        assert_eq!(broken(&answer(1_000).notes), []);
        assert_eq!(broken(&answer(1_001).notes), [Rule::ReviewNoteInsideTrack]);
        let many = vec![answer(1).notes.remove(0); Policy::CURRENT.notes_max + 1];
        assert_eq!(broken(&many), [Rule::ReviewNotesNotTooMany]);
    }

    #[test]
    fn trial_unfinished_counts_what_is_there_and_unanswered() {
        let open = |number| TrialPlace { marked: marked(number), answer: None };
        let done = TrialPlace { answer: Some(answer(1)), ..open(3) };
        let trial = [open(1), open(2), done];
        assert_eq!(open_places(&trial, |_| true), 2);
        assert_eq!(open_places(&trial, |one| one.version == 9), 0, "they are gone");
    }

    #[test]
    fn the_record_of_a_trial_says_what_was_answered_and_what_was_gone() {
        let open = |number| TrialPlace { marked: marked(number), answer: None };
        let done = TrialPlace { answer: Some(answer(1)), ..open(3) };
        let record = |trial: &[TrialPlace], gone: &[u8]| {
            let gone: Vec<TrackId> = gone.iter().map(|number| marked(*number).track).collect();
            TrialRecord::new(trial, |one| !gone.contains(&one.track))
        };
        let whole = [open(1), open(2), done.clone()];
        for (record, expected, words) in [
            (
                record(&whole, &[1, 3]),
                (3, 1, 1),
                "with answers to 1 of the trial's 3 tracks, 1 was",
            ),
            (record(&whole, &[]), (3, 1, 0), "with answers to 1 of the trial's 3 tracks"),
            (record(&whole[..2], &[1, 2]), (2, 0, 2), "none of its 2 tracks was answered, 2 were"),
            (record(&[], &[]), (0, 0, 0), "without a trial"),
        ] {
            assert_eq!((record.given, record.answered, record.gone), expected);
            assert!(record.to_string().contains(words), "{record}");
        }
    }

    proptest! {
        #[test]
        fn an_applicant_is_given_three_tracks_that_are_not_theirs_or_none(
            entered in proptest::collection::btree_set(0_u8..8, 0..8),
            withdrawn in proptest::collection::btree_set(0_u8..8, 0..8),
            applicant in 0_u8..8,
        ) {
            let briefs = entered.iter().map(|number| BriefId::derive(&[&[*number]])).collect();
            let all = (0..8).map(|number| TrialTrack {
                consented_at: (!withdrawn.contains(&number)).then(at),
                ..marked(number)
            });
            let member = marked(applicant).composer;
            let chosen = choose_trial(member, &briefs, all.collect(), &Policy::CURRENT);
            let fits = |number: &u8| {
                !entered.contains(number) && !withdrawn.contains(number) && *number != applicant
            };
            let fitting = (0..8).filter(fits).count();
            prop_assert_eq!(chosen.len(), if fitting < 3 { 0 } else { 3 });
            let tracks: BTreeSet<TrackId> = chosen.iter().map(|one| one.marked.track).collect();
            prop_assert_eq!(tracks.len(), chosen.len());
            for place in chosen {
                let number = (0..8).find(|number| marked(*number).track == place.marked.track);
                prop_assert!(number.is_some_and(|number| fits(&number)));
            }
        }
    }
}
