//! Levels that rest on old work: their composers are told, and the levels fall.

use workflow::{due, standing};

use crate::{Sweep, add};

/// Looks at every level whose next consequence is due.
pub(crate) async fn look_at_levels(sweep: &mut Sweep) {
    for stored in sweep.read(&due::resting_levels(sweep.work.now)).await {
        let member = stored.item.member;
        let looked = standing::look_at_level(&sweep.work, member).await;
        let looked = sweep.noted(member, looked).is_some();
        add(&mut sweep.report.levels_rested, usize::from(looked));
    }
}
