//! `POST /members/{member}/founding-coproducer` `{reason}`: an operator names the first few
//! co-producers without an application; they are active at once.

use axum::extract::State;
use domain::id::MemberId;
use domain::rules::Rule;
use domain::text::ShortText;
use edge::{
    Body, Created, Field, Fields, Operator, Path, Problem, ReadFields, Routes, Tag, answer,
};
use workflow::coproducer;

use crate::Studio;
use crate::view::CoproducerView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::OperatorsPeople).post("/members/{member}/founding-coproducer", name, |it| {
        it.summary("Name one of the first co-producers")
            .text("Without an application; they are active at once. There are few such seats.")
            .who("operators; nobody on themselves")
            .refuses(&[
                Rule::AccountClosing,
                Rule::AlreadyCoproducer,
                Rule::FounderIsComposer,
                Rule::FounderIsKnown,
                Rule::FoundingSeatsTaken,
                Rule::OwnMatter,
            ])
            .without_if_match("a repeat finds the seat and changes nothing")
    })
}

/// Why this member is trusted from the beginning.
#[derive(Debug)]
pub(crate) struct FoundingReason(ShortText);

impl ReadFields for FoundingReason {
    const NAME: &'static str = "FoundingReason";
    const ABOUT: &'static str = "Why this member is trusted from the beginning.";

    fn read(fields: &mut Fields) -> Option<FoundingReason> {
        fields.required("reason", Field::parse).map(FoundingReason)
    }
}

pub(crate) async fn name(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    Body(FoundingReason(reason)): Body<FoundingReason>,
) -> Result<Created<CoproducerView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let coproducer = coproducer::name_founding_coproducer(&work, actor, member, &reason).await?;
    answer::created(&format!("/members/{member}"), &CoproducerView::new(&coproducer, None))
}
