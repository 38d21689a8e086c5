//! Questions on a brief, in its partition, and their answers.

use domain::id::{BriefId, QuestionId};
use domain::notice::{Announcement, Notice};
use domain::question::Question;
use jiff::Timestamp;

use crate::brief::{BriefItem, BriefVersionItem};
use crate::error::StoreError;
use crate::expression::Condition;
use crate::follow_up::{FollowUpItem, announce};
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;

impl Item for Question {
    const KIND: &'static str = "question";

    fn key(&self) -> Key {
        keys::question(self.brief, self.id)
    }

    fn indexes(&self) -> Indexes {
        let place = |asker| keys::owner_list(asker, Self::KIND, self.asked_at);
        Indexes { owner_list: self.asked_by.map(place), work_list: None }
    }
}

/// A question on a brief.
pub fn key(brief: BriefId, question: QuestionId) -> ItemKey<Question> {
    ItemKey::new(keys::question(brief, question))
}

/// Every question on a brief, by id, which tells nothing.
pub fn of_brief(brief: BriefId) -> List<Question> {
    List::in_table(keys::brief_partition(brief), keys::QUESTION_PREFIX)
}

/// What becomes of a question.
#[derive(Debug)]
pub enum QuestionWrite<'writes> {
    /// It is asked; the client is told.
    Asked(&'writes Question, &'writes Notice),
    /// It is answered, and everybody is told.
    Answered(&'writes Stored<Question>, &'writes [Announcement]),
}

impl Store {
    /// Writes a question or its answer, as long as the brief is as it was read. Where an answer
    /// amends it, `amended_at` says when, and the new terms are kept with the question that they
    /// answer. One round trip; what is left to be told is returned.
    pub async fn write_question(
        &self,
        write: QuestionWrite<'_>,
        brief: &Stored<BriefItem>,
        amended_at: Option<Timestamp>,
    ) -> Result<Vec<FollowUpItem>, StoreError> {
        let mut transaction = self.transaction();
        let id = brief.item.id;
        match (&write, amended_at) {
            (QuestionWrite::Answered(question, _), Some(at)) => {
                let answers = Some(question.item.id);
                let version = BriefVersionItem { answers, ..BriefVersionItem::of(&brief.item, at) };
                transaction.replace(brief)?.create(&version)?;
            }
            (QuestionWrite::Asked(..) | QuestionWrite::Answered(..), _) => {
                transaction.check(&keys::brief(id), &Condition::unchanged(brief.revision))?;
            }
        }
        let left = match write {
            QuestionWrite::Asked(question, notice) => {
                transaction.create(question)?.create(notice)?;
                Vec::new()
            }
            QuestionWrite::Answered(question, news) => {
                transaction.replace(question)?;
                announce(&mut transaction, id, news)?
            }
        };
        self.commit(transaction).await?;
        Ok(left)
    }
}
