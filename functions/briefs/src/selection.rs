//! `POST /briefs/{brief}/selection` `{track, version, why}`: the award, and why this one.

use axum::extract::State;
use domain::brief::Choice;
use domain::id::BriefId;
use domain::rules::Rule;
use edge::{
    Body, Caller, Deployment, Field, Fields, Path, Problem, ReadFields, Routes, Tag, Tagged,
};

use crate::Studio;
use crate::lifecycle::respond_with_brief;
use crate::view::BriefView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::AwardAndMaster).post("/briefs/{brief}/selection", select, |it| {
        it.summary("Award a brief to one version of a track")
            .text(
                "While it is judged, once every promised answer to a newest version is there. \
                 Split, licence, credits and prize follow from it in the same moment; reviews \
                 that are not delivered by then are released. The same award again changes \
                 nothing.",
            )
            .who("the client of the brief")
            .refuses(&[
                Rule::Forbidden,
                Rule::State,
                Rule::NotReviewed,
                Rule::UnansweredTracks,
                Rule::AnotherTrackSelected,
                Rule::SelectionReason,
            ])
            .without_if_match("one version is selected, once: another selection is refused")
    })
}

/// What has won, and why.
pub(crate) struct NewSelection(Choice);

impl ReadFields for NewSelection {
    const NAME: &'static str = "NewSelection";
    const ABOUT: &'static str = "What has won, and why.";

    fn read(fields: &mut Fields) -> Option<NewSelection> {
        let track = fields.required("track", Field::parse);
        let version = fields.required("version", |field| field.integer(1..=u8::MAX));
        fields.note("version", "Which of its versions.");
        let why = fields.required("why", Field::parse);
        fields.note("why", "At least five words, for everybody who entered and every co-producer.");
        Some(NewSelection(Choice { track: track?, version: version?, why: why? }))
    }
}

pub(crate) async fn select(
    State(studio): State<Studio>,
    caller: Caller,
    Deployment(secret): Deployment,
    Path(brief): Path<BriefId>,
    Body(NewSelection(choice)): Body<NewSelection>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let work = studio.workflow();
    let actor = caller.actor();
    let selected = workflow::brief::selection::select(&work, &secret, actor, brief, &choice);
    respond_with_brief(&selected.await?)
}
