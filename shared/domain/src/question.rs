//! A question on a brief: asked by somebody who takes part, answered once by the client, for all.
//! Nobody but an operator without a part in the brief learns who asked.

use crate::brief::{Brief, BriefState};
use crate::change::Change;
use crate::id::{BriefId, MemberId, QuestionId};
use crate::text::Text;
use crate::track::PartInBrief;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub id: QuestionId,
    pub brief: BriefId,
    /// Nobody, once they have left for good.
    pub asked_by: Option<MemberId>,
    pub text: Text,
    pub asked_at: Timestamp,
    pub answer: Option<ClientAnswer>,
}

/// What the client says to it, for everybody who takes part.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct ClientAnswer {
    /// What the client says.
    pub text: Text,
    /// The version of the brief that was made by it; null where it did not amend the brief.
    #[schemars(range(min = 1))]
    pub brief_version: Option<u32>,
    /// When it was last written.
    pub at: Timestamp,
}

/// Why a question is not asked or not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionRefusal {
    #[error("the brief is {}: questions are asked and answered while it is open or judged", .0.as_str())]
    BriefNotRunning(BriefState),
    #[error("the client answers the questions of others")]
    OwnBrief,
    #[error("the question has another answer already")]
    AnsweredOtherwise,
}

impl Question {
    /// Somebody who takes part in the brief asks.
    ///
    /// # Errors
    /// Where the brief is theirs, not open yet, or decided.
    pub fn ask(
        id: QuestionId,
        brief: &Brief,
        asked_by: MemberId,
        text: Text,
        asked_at: Timestamp,
    ) -> Result<Self, QuestionRefusal> {
        if brief.owner == asked_by {
            return Err(QuestionRefusal::OwnBrief);
        }
        check_running(brief)?;
        let (brief, asked_by) = (brief.id, Some(asked_by));
        Ok(Self { id, brief, asked_by, text, asked_at, answer: None })
    }

    /// The client answers; `amended` is the brief as the answer leaves it. The same words again
    /// change nothing, unless they would amend the brief otherwise.
    ///
    /// # Errors
    /// Where it has another answer, or the brief is decided.
    pub fn answer(
        &self,
        text: Text,
        before: &Brief,
        amended: &Brief,
        at: Timestamp,
    ) -> Result<Change<Self>, QuestionRefusal> {
        match &self.answer {
            Some(answer) if answer.text == text && amended.version == before.version => {
                return Ok(Change::AlreadyApplied);
            }
            Some(_) => return Err(QuestionRefusal::AnsweredOtherwise),
            None => {}
        }
        check_running(before)?;
        let brief_version = (amended.version != before.version).then_some(amended.version);
        let answer = Some(ClientAnswer { text, brief_version, at });
        Ok(Change::Applied(Self { answer, ..self.clone() }))
    }

    /// Who asked, for a reader with this part in the brief: an operator alone, and only where they
    /// have nothing to say in it. Whoever posted or judges the brief would know whose track it is.
    pub fn asker_for(&self, part: PartInBrief) -> Option<MemberId> {
        self.asked_by.filter(|_| part.oversees() && !part.owns)
    }

    /// As it stays once whoever asked has left for good: the words are everybody's by now.
    #[must_use]
    pub fn without_author(self) -> Self {
        Self { asked_by: None, ..self }
    }
}

fn check_running(brief: &Brief) -> Result<(), QuestionRefusal> {
    match brief.state {
        BriefState::Open | BriefState::Judging => Ok(()),
        BriefState::Draft
        | BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => Err(QuestionRefusal::BriefNotRunning(brief.state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track::ReviewingPart::{Enters, Nothing, Offered, Reviews};

    #[test]
    fn who_asked_is_told_to_an_operator_alone_who_neither_posted_nor_judges_the_brief() {
        let ada = MemberId::of_subject("ada");
        let question = Question {
            id: QuestionId::derive(&[b"question"]),
            brief: BriefId::derive(&[b"brief"]),
            asked_by: Some(ada),
            text: "May somebody whistle in it?".parse().unwrap(),
            asked_at: Timestamp::UNIX_EPOCH,
            answer: None,
        };
        let parts = [Nothing, Enters, Offered, Reviews];
        for (owns, operates) in [0, 1, 2, 3].map(|bits| (bits & 1 > 0, bits & 2 > 0)) {
            for reviewing in parts {
                let part = PartInBrief { owns, reviewing, operates };
                let told = part == PartInBrief { operates: true, ..PartInBrief::default() };
                assert_eq!(question.asker_for(part), told.then_some(ada), "{part:?}");
            }
        }
    }
}
