//! Who co-produces a brief: appointed by its owner or an operator.

use axum::extract::State;
use domain::id::{BriefId, MemberId};
use domain::rules::Rule;
use edge::{Body, Caller, Field, Fields, Found, Path, Problem, ReadFields, Routes, Tag, answer};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use store::roster::RosterItem;

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Briefs).post("/briefs/{brief}/coproducers", appoint, |it| {
        it.summary("Appoint a co-producer to a brief")
            .text("What waits on the brief is assigned at once. The same again changes nothing.")
            .who("the client of the brief, operators who oversee it")
            .refuses(&[
                Rule::Forbidden,
                Rule::OwnMatter,
                Rule::State,
                Rule::CoproducerExcluded,
                Rule::CoproducerLeft,
                Rule::NoCoproducer,
            ])
            .without_if_match("it adds a co-producer and takes nobody away")
    })
}

/// A co-producer's place on a brief.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PlaceView {
    brief: BriefId,
    /// The co-producer.
    member: MemberId,
    /// The client or the operator, to whoever appoints; null where the studio chose, and to the
    /// co-producer themselves.
    appointed_by: Option<MemberId>,
    /// When they got the place.
    appointed_at: Timestamp,
    /// When they left the brief; null while they have not.
    left_at: Option<Timestamp>,
}

impl PlaceView {
    /// For the client and for operators.
    fn for_owner(place: &RosterItem) -> PlaceView {
        PlaceView { appointed_by: place.appointed_by, ..PlaceView::for_coproducer(place) }
    }

    pub(crate) const fn for_coproducer(place: &RosterItem) -> PlaceView {
        let RosterItem { brief, member, appointed_at, left_at, .. } = *place;
        PlaceView { brief, member, appointed_by: None, appointed_at, left_at }
    }
}

/// Who is appointed.
pub(crate) struct Appointment(MemberId);

impl ReadFields for Appointment {
    const NAME: &'static str = "Appointment";
    const ABOUT: &'static str = "Who is appointed.";

    fn read(fields: &mut Fields) -> Option<Appointment> {
        let member = fields.required("member", Field::parse);
        fields.note("member", "A co-producer of the platform.");
        member.map(Appointment)
    }
}

/// `POST /briefs/{brief}/coproducers` `{member}`. The same appointment again is the same place. What
/// waits on the brief is assigned at once.
pub(crate) async fn appoint(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    Body(Appointment(member)): Body<Appointment>,
) -> Result<Found<PlaceView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let place = workflow::brief::roster::appoint(&work, actor, brief, member).await?;
    answer::found(&PlaceView::for_owner(&place))
}
