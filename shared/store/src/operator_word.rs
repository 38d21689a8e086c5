//! Words of operators in matters that have every operator as a party: each waits for another one's.

use domain::own_matter::OperatorWord;

use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::{Created, Store};

impl Item for OperatorWord {
    const KIND: &'static str = "operator_word";

    fn key(&self) -> Key {
        keys::operator_word(&self.about, self.by)
    }
}

/// Every operator's word on one decision.
pub fn on(about: &str) -> List<OperatorWord> {
    List::in_table(keys::operator_words_partition(about), keys::OPERATOR_WORD_PREFIX)
}

/// Writes a word down; one that does not count any more is said anew. One round trip, or two.
///
/// # Errors
/// When the table does not answer, or the same operator has just said it.
pub async fn write_operator_word(store: &Store, word: &OperatorWord) -> Result<(), StoreError> {
    match store.create(word).await? {
        Created::Existing(Stored { item, revision }) if !item.counts_at(word.at) => {
            store.replace(&Stored { item: word.clone(), revision }).await
        }
        Created::New | Created::Existing(_) => Ok(()),
    }
}
