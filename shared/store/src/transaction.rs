//! Writes that must move together: at most 100 items, each with its own permanent condition.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem, Update as SdkUpdate,
};

use crate::contention::{ATTEMPTS, jittered_pause};
use crate::error::{Refusal, RefusalReason, StoreError};
use crate::expression::{Condition, Update};
use crate::item::{Item, Stored, to_attributes};
use crate::keys::Key;
use crate::raw_item::RawItem;
use crate::table::Store;

/// DynamoDB's own limit of items in one transaction.
pub const TRANSACTION_ITEMS_MAX: usize = 100;

/// Collects the writes of one transaction. The order is the index in a [`Refusal`].
#[derive(Debug, Default)]
pub struct Transaction {
    table: String,
    writes: Vec<TransactWriteItem>,
}

impl Transaction {
    pub(crate) fn new(table: String) -> Self {
        Self { table, writes: Vec::new() }
    }

    /// How many writes it has; also the index of the next one.
    pub fn len(&self) -> usize {
        self.writes.len()
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Puts a new item; refused when one is already there.
    ///
    /// # Errors
    /// When the item cannot be stored.
    pub fn create<T: Item>(&mut self, item: &T) -> Result<&mut Self, StoreError> {
        self.put(item, 1, &Condition::Absent)
    }

    /// Puts something that says the same however often it is written.
    ///
    /// # Errors
    /// When the item cannot be stored.
    pub fn repeat<T: Item>(&mut self, item: &T) -> Result<&mut Self, StoreError> {
        self.put(item, 1, &Condition::Any(vec![Condition::Absent, Condition::Exists]))
    }

    /// Replaces an item; refused when it has changed since it was read.
    ///
    /// # Errors
    /// When the item cannot be stored.
    pub fn replace<T: Item>(&mut self, stored: &Stored<T>) -> Result<&mut Self, StoreError> {
        let next = stored.revision.saturating_add(1);
        self.put(&stored.item, next, &Condition::unchanged(stored.revision))
    }

    /// Replaces an item that was read, or creates it where there was none (revision 0).
    ///
    /// # Errors
    /// When the item cannot be stored.
    pub fn create_or_replace<T: Item>(
        &mut self,
        stored: &Stored<T>,
    ) -> Result<&mut Self, StoreError> {
        if stored.revision == 0 { self.create(&stored.item) } else { self.replace(stored) }
    }

    /// Puts an item whatever is there, as long as `condition` holds.
    ///
    /// # Errors
    /// When the item cannot be stored.
    pub fn put<T: Item>(
        &mut self,
        item: &T,
        revision: u64,
        condition: &Condition,
    ) -> Result<&mut Self, StoreError> {
        let guard = condition.guard();
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(to_attributes(item, revision)?))
            .condition_expression(guard.expression)
            .set_expression_attribute_names(guard.names)
            .set_expression_attribute_values(guard.values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        self.writes.push(TransactWriteItem::builder().put(put).build());
        Ok(self)
    }

    /// Changes some attributes of an item.
    ///
    /// # Errors
    /// When the update cannot be built.
    pub fn update(&mut self, key: &Key, update: Update) -> Result<&mut Self, StoreError> {
        let rendered = update.render();
        let (names, values) = rendered.names.into_parts();
        let update = SdkUpdate::builder()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression(rendered.update)
            .set_condition_expression(rendered.condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        self.writes.push(TransactWriteItem::builder().update(update).build());
        Ok(self)
    }

    /// Requires something of an item that is not written.
    ///
    /// # Errors
    /// When the condition cannot be built.
    pub fn check(&mut self, key: &Key, condition: &Condition) -> Result<&mut Self, StoreError> {
        let guard = condition.guard();
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .condition_expression(guard.expression)
            .set_expression_attribute_names(guard.names)
            .set_expression_attribute_values(guard.values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        self.writes.push(TransactWriteItem::builder().condition_check(check).build());
        Ok(self)
    }

    /// Deletes an item as long as `condition` holds.
    ///
    /// # Errors
    /// When the condition cannot be built.
    pub fn delete(&mut self, key: &Key, condition: &Condition) -> Result<&mut Self, StoreError> {
        let guard = condition.guard();
        let delete = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .condition_expression(guard.expression)
            .set_expression_attribute_names(guard.names)
            .set_expression_attribute_values(guard.values)
            .build()
            .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        self.writes.push(TransactWriteItem::builder().delete(delete).build());
        Ok(self)
    }
}

impl Store {
    /// A transaction on this table.
    pub fn transaction(&self) -> Transaction {
        Transaction::new(self.table_name().to_owned())
    }

    /// Writes all of it or nothing. Collisions with other transactions, which the SDK does not
    /// retry, are sent again after a jittered pause.
    ///
    /// # Errors
    /// [`StoreError::Refused`] names each write whose condition did not hold.
    pub async fn commit(&self, transaction: Transaction) -> Result<(), StoreError> {
        let mut attempt = 1;
        loop {
            let sent = self
                .client()
                .transact_write_items()
                .set_transact_items(Some(transaction.writes.clone()))
                .send()
                .await;
            let Err(error) = sent else { return Ok(()) };
            let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) =
                error.as_service_error()
            else {
                return Err(StoreError::from_sdk(error));
            };
            let refusals = refusals(canceled.cancellation_reasons());
            if refusals.iter().any(|refusal| !refusal.reason.is_transient()) {
                return Err(StoreError::Refused(refusals));
            }
            if attempt == ATTEMPTS {
                return Err(StoreError::Busy);
            }
            tokio::time::sleep(jittered_pause(attempt)).await;
            attempt = attempt.saturating_add(1);
        }
    }
}

fn refusals(reasons: &[CancellationReason]) -> Vec<Refusal> {
    let refused = |(index, reason): (usize, &CancellationReason)| match reason.code() {
        None | Some("None") => None,
        Some(code) => Some(Refusal {
            index,
            reason: RefusalReason::from_code(code),
            now: reason.item().filter(|item| !item.is_empty()).cloned().map(RawItem),
        }),
    };
    reasons.iter().enumerate().filter_map(refused).collect()
}
