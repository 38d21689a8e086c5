//! Members who leave for good: each of their erasures goes on as far as it can go now.

use workflow::{due, erasure};

use crate::{Sweep, add};

/// Goes on with every erasure that is asked for.
pub(crate) async fn proceed(sweep: &mut Sweep) {
    for stored in sweep.read(&due::erasures()).await {
        let member = stored.item.member;
        let gone = Box::pin(erasure::proceed(&sweep.work, &sweep.runtime, stored)).await;
        let gone = sweep.noted(member, gone);
        add(&mut sweep.report.members_erased, usize::from(gone == Some(true)));
    }
}
