//! The lexicon of a brief: the client's words translated into musical targets.

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::{BriefId, MemberId};
use crate::string_enum::string_enum;
use crate::text::{ShortText, Text, as_read};
use crate::words::says;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Where one version of a lexicon stands.
    pub enum LexiconState {
        /// The client has not answered.
        Proposed => "proposed",
        /// The client sent it back.
        Returned => "returned",
        /// The client agrees with it.
        Confirmed => "confirmed",
    }
}

string_enum! {
    /// What the client can do with it. Another proposal is another version.
    pub enum LexiconEvent {
        Confirm => "confirm",
        Return => "return",
    }
}

state_machine!(LexiconState, LexiconEvent, transition);

fn transition(state: LexiconState, event: LexiconEvent) -> Transition<LexiconState> {
    use LexiconEvent as E;
    use LexiconState as S;
    match state {
        S::Proposed => match event {
            E::Confirm => Transition::To(S::Confirmed),
            E::Return => Transition::To(S::Returned),
        },
        S::Returned => match event {
            E::Return => Transition::AlreadyThere,
            E::Confirm => Transition::Forbidden,
        },
        S::Confirmed => match event {
            E::Confirm => Transition::AlreadyThere,
            E::Return => Transition::Forbidden,
        },
    }
}

string_enum! {
    /// The tonal mode a word asks for.
    pub enum Mode {
        /// The major scale.
        Major => "major",
        /// A minor scale.
        Minor => "minor",
        /// Church modes, pentatonics and other scales.
        Modal => "modal",
        /// No key at all.
        Atonal => "atonal",
    }
}

/// Beats per minute, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct TempoRange {
    /// At least, in beats per minute.
    #[schemars(range(min = 20, max = 400))]
    pub min_bpm: u16,
    /// At most, in beats per minute.
    #[schemars(range(min = 20, max = 400))]
    pub max_bpm: u16,
}

/// One word of the client's and what it means in music.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Term {
    /// As the client says it.
    pub word: ShortText,
    /// How fast such music is; null where it is all the same.
    pub tempo: Option<TempoRange>,
    /// Whether it is in major or in minor; null where it is all the same.
    pub mode: Option<Mode>,
    /// What plays it.
    pub instrumentation: Vec<ShortText>,
    /// How much energy, 1 to 5; null where it is all the same.
    #[schemars(range(min = 1, max = 5))]
    pub energy: Option<u8>,
    /// Music that is like this.
    pub references: Vec<ShortText>,
    /// What the word does not mean.
    pub not_this: Vec<ShortText>,
    /// Why it is here although the client never said the word; null where they did.
    pub because: Option<ShortText>,
}

/// One version of a brief's lexicon.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Lexicon {
    /// The brief it belongs to.
    pub brief: BriefId,
    /// From 1; a new proposal is a new version.
    #[schemars(range(min = 1))]
    pub version: u32,
    /// Whether the client has confirmed it.
    pub state: LexiconState,
    /// The words, in the order of the proposal.
    pub terms: Vec<Term>,
    /// Who has proposed this version.
    pub proposed_by: MemberId,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// When the client answered.
    pub decided_at: Option<Timestamp>,
    /// Why the client sent it back.
    pub returned_because: Option<Text>,
}

/// Why a lexicon is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    #[error("a lexicon translates at least one word")]
    Empty,
    /// The same word twice.
    #[error("`{0}` is translated twice")]
    WordTwice(ShortText),
    /// A range that ends before it starts, or from zero.
    #[error("the tempo of `{0}` is no range")]
    Tempo(ShortText),
    /// No word of the client, and nothing says why it is here.
    #[error("`{0}` is no word of the client: say because of what it is here")]
    NotSaidByClient(ShortText),
    /// An energy outside 1 to 5.
    #[error("the energy of `{0}` is from 1 to 5")]
    Energy(ShortText),
}

impl Lexicon {
    /// A co-producer's proposal. `said` is what the client has said: their brief, their answers.
    ///
    /// # Errors
    /// [`LexiconError`] for the first term that means nothing.
    pub fn propose(
        brief: BriefId,
        version: u32,
        terms: Vec<Term>,
        proposed_by: MemberId,
        said: &[&str],
        at: Timestamp,
    ) -> Result<Self, LexiconError> {
        if terms.is_empty() {
            return Err(LexiconError::Empty);
        }
        let mut seen = std::collections::BTreeSet::new();
        for term in &terms {
            if !seen.insert(as_read(term.word.as_str())) {
                return Err(LexiconError::WordTwice(term.word.clone()));
            }
            if term.tempo.is_some_and(|tempo| tempo.min_bpm == 0 || tempo.min_bpm > tempo.max_bpm) {
                return Err(LexiconError::Tempo(term.word.clone()));
            }
            let is_said = || said.iter().any(|text| says(text, term.word.as_str()));
            if term.because.is_none() && !is_said() {
                return Err(LexiconError::NotSaidByClient(term.word.clone()));
            }
            if term.energy.is_some_and(|energy| !(1..=5).contains(&energy)) {
                return Err(LexiconError::Energy(term.word.clone()));
            }
        }
        Ok(Self {
            brief,
            version,
            state: LexiconState::Proposed,
            terms,
            proposed_by,
            proposed_at: at,
            decided_at: None,
            returned_because: None,
        })
    }

    /// The client agrees.
    ///
    /// # Errors
    /// Where it was sent back.
    pub fn confirm(&self, at: Timestamp) -> Result<Change<Self>, Refused> {
        let decided_at = Some(at);
        let change = self.state.apply(LexiconEvent::Confirm)?;
        Ok(change.map(|state| Self { state, decided_at, ..self.clone() }))
    }

    /// The client sends it back.
    ///
    /// # Errors
    /// Where it was confirmed.
    pub fn send_back(&self, because: Text, at: Timestamp) -> Result<Change<Self>, Refused> {
        let (decided_at, returned_because) = (Some(at), Some(because));
        let change = self.state.apply(LexiconEvent::Return)?;
        Ok(change.map(|state| Self { state, decided_at, returned_because, ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    fn term(word: &str) -> Term {
        Term {
            word: ShortText::new(word).unwrap(),
            tempo: Some(TempoRange { min_bpm: 80, max_bpm: 90 }),
            mode: Some(Mode::Minor),
            instrumentation: vec![ShortText::new("felt piano").unwrap()],
            energy: Some(2),
            references: Vec::new(),
            not_this: vec![ShortText::new("strings").unwrap()],
            because: None,
        }
    }

    fn propose(terms: Vec<Term>) -> Result<Lexicon, LexiconError> {
        let ada = MemberId::of_subject("ada");
        let said = ["Thirty seconds of departure.", "crisp"];
        Lexicon::propose(BriefId::derive(&[b"brief"]), 1, terms, ada, &said, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn the_whole_table() {
        use LexiconEvent as E;
        use LexiconState as S;
        assert_table(
            S::ALL,
            &[(S::Proposed, E::Confirm, S::Confirmed), (S::Proposed, E::Return, S::Returned)],
            &[(S::Confirmed, E::Confirm), (S::Returned, E::Return)],
        );
    }

    #[test]
    fn each_word_is_translated_once_and_into_something_playable() {
        assert_eq!(propose(Vec::new()), Err(LexiconError::Empty));
        let twice = propose(vec![term("crisp"), term("Crisp")]);
        assert_eq!(twice, Err(LexiconError::WordTwice(ShortText::new("Crisp").unwrap())));
        let tempo = Some(TempoRange { min_bpm: 90, max_bpm: 80 });
        let backwards = propose(vec![Term { tempo, ..term("crisp") }]);
        assert_eq!(backwards, Err(LexiconError::Tempo(ShortText::new("crisp").unwrap())));
        let loud = propose(vec![Term { energy: Some(6), ..term("crisp") }]);
        assert_eq!(loud, Err(LexiconError::Energy(ShortText::new("crisp").unwrap())));
    }

    #[test]
    fn lexicon_client_word_is_asked_of_a_term_that_says_no_reason() {
        let gloomy = || ShortText::new("gloomy").unwrap();
        assert!(propose(vec![term("departure")]).is_ok());
        let unsaid = propose(vec![term("gloomy")]);
        assert_eq!(unsaid, Err(LexiconError::NotSaidByClient(gloomy())));
        let because = Some(ShortText::new("the film is grey").unwrap());
        assert!(propose(vec![Term { because, ..term("gloomy") }]).is_ok());
    }

    #[test]
    fn the_client_confirms_or_sends_back() {
        let proposed = propose(vec![term("crisp")]).unwrap();
        let confirmed = proposed.confirm(Timestamp::UNIX_EPOCH).unwrap().or(proposed.clone());
        assert_eq!(confirmed.state, LexiconState::Confirmed);
        let why = Text::new("colder").unwrap();
        assert!(confirmed.send_back(why.clone(), Timestamp::UNIX_EPOCH).is_err());
        let returned = proposed.send_back(why, Timestamp::UNIX_EPOCH).unwrap().or(proposed);
        assert_eq!(returned.state, LexiconState::Returned);
        assert!(returned.returned_because.is_some());
    }
}
