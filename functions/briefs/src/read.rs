//! `GET /briefs/{brief}`: the brief with its newest lexicon and the one that reviews go by; for the
//! owner of a draft with hints. `GET /briefs/{brief}/versions/{version}`: the terms as they stood.

use axum::extract::State;
use domain::id::BriefId;
use edge::{Caller, ETag, Found, Path, Problem, Routes, Tag, Tagged, answer};
use workflow::brief::read::{self, ShownBrief, ShownVersion};

use crate::Studio;
use crate::view::{BriefVersionView, BriefView, LexiconView};

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Briefs)
        .get("/briefs/{brief}", read, |it| {
            it.summary("Read a brief")
                .text(
                    "With its newest lexicon, the one that reviews go by, and hints for the \
                     client of a draft. While the award is under an embargo, title, winner and \
                     shares of the prize are for its parties alone.",
                )
                .who(
                    "everybody once it is open and public; else its client, its co-producers, \
                      who was invited or has entered, and operators",
                )
        })
        .get("/briefs/{brief}/versions/{version}", read_version, |it| {
            it.summary("Read the terms of a brief as they stood in one of its versions")
                .text("The versions begin with 1, when it opens.")
                .who("whoever may see the brief")
        })
}

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let found = read::read(&studio.workflow(), caller.actor(), brief).await?;
    let ShownBrief { item, is_embargoed, newest_lexicon, confirmed_lexicon, hints } = found;
    let newest = newest_lexicon.map(LexiconView::from);
    let confirmed = confirmed_lexicon.map(LexiconView::from);
    let view = BriefView::new(&item.brief).with_lexicons(newest, confirmed).with_hints(hints);
    let view = if is_embargoed { view.under_embargo() } else { view };
    answer::tagged(ETag(item.edition), &view)
}

/// `GET /briefs/{brief}/versions/{version}`: the terms as they stood, for whoever may see the brief.
/// Two round trips, three under an embargo.
pub(crate) async fn read_version(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, version)): Path<(BriefId, u32)>,
) -> Result<Found<BriefVersionView<'static>>, Problem> {
    let found = read::read_version(&studio.workflow(), caller.actor(), brief, version).await?;
    let ShownVersion { item, is_embargoed } = found;
    let view = BriefVersionView::new(&item);
    let view = if is_embargoed { view.under_embargo() } else { view };
    answer::found(&view)
}
