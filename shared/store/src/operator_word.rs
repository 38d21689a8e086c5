//! Words of operators in matters of the books that have every operator as a party: each waits for
//! another one's. Those on a dispute stand in the review.

use domain::notice::Notice;
use domain::operator_word::{OperatorWords, SharedMatter};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;
use crate::transaction::Transaction;

impl Item for OperatorWords {
    const KIND: &'static str = "operator_words";

    fn key(&self) -> Key {
        keys::operator_words(&self.matter)
    }

    /// By the last word, since 30 days after that none of them waits.
    fn indexes(&self) -> Indexes {
        let said_at = self.words.iter().map(|word| word.at).max();
        let place = |at| (keys::OPERATOR_WORDS_PARTITION.to_owned(), keys::sortable(at));
        Indexes { owner_list: None, work_list: said_at.map(place) }
    }
}

/// The words on a matter, if any were said since it was decided last.
pub fn key(matter: &SharedMatter) -> ItemKey<OperatorWords> {
    ItemKey::new(keys::operator_words(matter))
}

/// All matters in which words were said that have decided nothing, the one whose last word is
/// the oldest first; a hint, since an index lags.
pub fn waiting() -> List<OperatorWords> {
    List::work_list([keys::OPERATOR_WORDS_PARTITION.to_owned()])
}

/// Writes the words down with the notices about them, as long as nobody else has said anything since
/// they were read. One round trip.
///
/// # Errors
/// When the table does not answer; a conflict where somebody has.
pub async fn write_operator_words(
    store: &Store,
    words: &Stored<OperatorWords>,
    notices: &[Notice],
) -> Result<(), StoreError> {
    let mut transaction = store.transaction();
    transaction.create_or_replace(words)?;
    for notice in notices {
        transaction.create(notice)?;
    }
    store.commit(transaction).await
}

/// The matter is decided: no word waits any more.
pub(crate) fn forget_operator_words(
    transaction: &mut Transaction,
    matter: &SharedMatter,
) -> Result<(), StoreError> {
    let either = Condition::Any(vec![Condition::Absent, Condition::Exists]);
    transaction.delete(&keys::operator_words(matter), &either)?;
    Ok(())
}
