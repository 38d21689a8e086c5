//! An account that is changed while a month is paid: whoever is paid by a batch is paid to the
//! account that stood when it was sealed, at whatever call the change comes in between.

use std::sync::Arc;

use local::fault_injection::{Interleaving, InterleavingStep};
use tests::{MONTH, MONTHS, MonthFixture, Snapshot, month};
use tokio::sync::OnceCell;

use crate::payment_run::{self, CHANGED, IBAN, OTHER_IBAN, cashier, payout_of};

const TRACKS: usize = 8;
const PAYER: usize = 0;
const PAYEE: usize = 1;

async fn posted() -> MonthFixture {
    static POSTED: OnceCell<Snapshot> = OnceCell::const_new();
    MonthFixture::copied(&POSTED, Box::pin(payment_run::posted(TRACKS))).await
}

/// Whether the batch of the month was sealed after the account was changed, from the order of
/// writes.
fn is_sealed_after_the_change(fixture: &MonthFixture, before: Option<&str>) -> bool {
    let kinds: Vec<String> = fixture
        .records(before)
        .iter()
        .filter_map(|one| one["dynamodb"]["NewImage"]["kind"]["S"].as_str().map(str::to_owned))
        .filter(|kind| kind == "batch" || kind == "payout_account")
        .collect();
    kinds.first().map(String::as_str) == Some("payout_account")
}

#[tokio::test]
async fn an_account_withdrawn_before_the_batch_was_sealed_is_not_paid_to() {
    let fixture = Box::pin(posted()).await;
    fixture.count_from_here();
    fixture.ledger(MONTHS).pay(month(MONTH), Some(cashier())).await.unwrap();
    let calls = fixture.calls(MONTHS);
    let mut waited = 0;
    for nth in 0..=calls {
        let fixture = Box::pin(posted()).await;
        let before = fixture.last_write();
        let order = vec![
            InterleavingStep { worker: PAYER, calls: nth },
            InterleavingStep::until_done(PAYEE),
            InterleavingStep::until_done(PAYER),
        ];
        let turns = Arc::new(Interleaving::new(order));
        let pays = async {
            let ledger = fixture.ledger_in_turns(MONTHS, &turns, PAYER);
            let paid = ledger.pay(month(MONTH), Some(cashier())).await;
            turns.finish(PAYER);
            paid
        };
        let changes = async {
            let ledger = fixture.ledger_in_turns(MONTHS, &turns, PAYEE);
            payment_run::set_account(&ledger, &fixture, CHANGED, OTHER_IBAN).await;
            turns.finish(PAYEE);
        };
        let (paid, ()) = tokio::join!(Box::pin(pays), Box::pin(changes));
        paid.unwrap_or_else(|error| panic!("refused after {nth} calls: {error:?}"));
        let reader = ledger::Ledger::new(fixture.operator()).unwrap();
        let payout = reader
            .store()
            .get(store::payout::key(payout_of(CHANGED, "EUR")))
            .await
            .unwrap()
            .unwrap()
            .item;
        // The new account waits 72 hours: the payout is left for the next batch.
        let waits = payout.state.as_str() == "due";
        assert_eq!(
            waits,
            is_sealed_after_the_change(&fixture, before.as_deref()),
            "{nth}: {payout:?}"
        );
        waited += usize::from(waits);
        for file in payment_run::files(&fixture, &reader, 2).await {
            assert!(!file.text.contains(OTHER_IBAN), "not usable yet");
            assert!(file.format == "csv" || file.text.contains(IBAN));
        }
        payment_run::assert_sound(&fixture, &reader, &format!("changed after {nth} calls")).await;
    }
    println!("{waited} of {} changes came before the sealing", calls + 1);
    assert!(waited > 1 && waited <= calls);
}
