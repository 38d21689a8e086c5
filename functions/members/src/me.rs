//! `GET /me` and `PUT /me`: one's own profile, beside what the points say and what one may do.

use axum::extract::State;
use domain::link::HttpsLink;
use domain::member::{Availability, Member, PublicPage};
use domain::money::Money;
use domain::policy::Policy;
use domain::rules::Rule;
use domain::shape::Shaped;
use domain::text::{self, ShortText, Text, Title};
use edge::{
    Body, Caller, ETag, Failures, Field, Fields, IfMatch, Problem, ReadFields, Routes, Tag, Tagged,
    answer,
};
use store::member::Person;
use workflow::WorkflowError;

use crate::Studio;
use crate::view::MeView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Me)
        .get("/me", read, |it| {
            it.summary("Read one's own profile, standing and parts")
                .text("Who has never written a profile is a newcomer who has not joined yet.")
                .who("every member")
        })
        .put("/me", write, |it| {
            it.summary("Write one's own profile")
                .text(
                    "It replaces the whole profile, except `in_directory` and `public_page`, which \
                     stay where they are left out; the first one makes the member. Who says which \
                     version they have read overwrites no other one.",
                )
                .who("every member")
                .refuses(&[Rule::HttpsLink])
        })
        .put("/me/availability", set_availability, |it| {
            it.summary("Say whether one is available")
                .who("every member")
                .without_if_match("it is one word that says all of itself")
        })
}

const POLICY: Policy = Policy::CURRENT;

/// What a member may say of themselves.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    display_name: Option<Title>,
    bio: Option<Text>,
    genre_tags: Vec<text::Tag>,
    links: Vec<HttpsLink>,
    /// Left out, it stays as it is: a change of something else never shows more.
    in_directory: Option<bool>,
    availability: Availability,
    contact: Option<ShortText>,
    minimum_fee: Option<Money>,
    /// Left out, it stays as it is: a change of something else never shows more.
    public_page: Option<PublicPage>,
}

/// One round trip, two for whoever has entries that may be open, two more for a co-producer. Who has
/// never written a profile is a newcomer who has not joined yet.
pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
) -> Result<Tagged<MeView<'static>>, Problem> {
    let person = workflow::member::load_self(&studio.workflow(), caller.member).await?;
    respond_with(&studio, &caller, &person).await
}

/// Replaces the profile; the first one makes the member. What [`read`] reads, and one write if it says
/// anything new. Who says which version they have read overwrites no other one.
pub(crate) async fn write(
    State(studio): State<Studio>,
    caller: Caller,
    if_match: Option<IfMatch>,
    Body(profile): Body<Profile>,
) -> Result<Tagged<MeView<'static>>, Problem> {
    let expect = |revision| require_revision(if_match.as_ref(), revision);
    save(&studio, &caller, expect, |before| amend(before, &profile)).await
}

/// 412 unless the caller has read this revision, or names none.
fn require_revision(if_match: Option<&IfMatch>, revision: u64) -> Result<(), WorkflowError> {
    match if_match {
        Some(if_match) => if_match.require(ETag(revision)),
        None => Ok(()),
    }
}

/// `PUT /me/availability` `{availability}`: the one part of the profile that changes often.
pub(crate) async fn set_availability(
    State(studio): State<Studio>,
    caller: Caller,
    Body(NewAvailability(availability)): Body<NewAvailability>,
) -> Result<Tagged<MeView<'static>>, Problem> {
    save(&studio, &caller, |_| Ok(()), |before| Member { availability, ..before.clone() }).await
}

async fn save(
    studio: &Studio,
    caller: &Caller,
    expect: impl Fn(u64) -> Result<(), WorkflowError>,
    change: impl Fn(&Member) -> Member,
) -> Result<Tagged<MeView<'static>>, Problem> {
    let work = studio.workflow();
    let person = workflow::member::save_profile(&work, caller.member, expect, change).await?;
    respond_with(studio, caller, &person).await
}

impl ReadFields for Profile {
    const NAME: &'static str = "Profile";
    const ABOUT: &'static str = "What a member may say of themselves.";

    fn read(fields: &mut Fields) -> Option<Profile> {
        let display_name = fields.optional("display_name", Field::parse);
        let bio = fields.optional("bio", Field::parse);
        let genre_tags = fields.optional_or("genre_tags", Vec::new(), |field| {
            field.list(0..=POLICY.profile_tags_max, Field::parse)
        });
        let links = fields.optional_or("links", Vec::new(), |field| {
            field.list(0..=POLICY.profile_links_max, link)
        });
        let in_directory = fields.optional("in_directory", Field::boolean);
        fields.note("in_directory", "Whether others find the member; left out, it stays as it is.");
        let availability = fields.optional_or("availability", Availability::Available, Field::word);
        let contact = fields.optional("contact", Field::parse);
        fields.note("contact", "For clients whose brief was won; nobody else is shown it.");
        let minimum_fee = fields.optional("minimum_fee", Field::payable);
        let public_page = fields.optional("public_page", public_page);
        fields.note("public_page", "What everybody is shown; left out, it stays as it is.");
        Some(Profile {
            display_name: display_name?,
            bio: bio?,
            genre_tags: genre_tags?,
            links: links?,
            in_directory: in_directory?,
            availability: availability?,
            contact: contact?,
            minimum_fee: minimum_fee?,
            public_page: public_page?,
        })
    }
}

/// The one part of a profile that changes often.
#[derive(Debug)]
pub(crate) struct NewAvailability(Availability);

impl ReadFields for NewAvailability {
    const NAME: &'static str = "NewAvailability";
    const ABOUT: &'static str = "The one part of a profile that changes often.";

    fn read(fields: &mut Fields) -> Option<NewAvailability> {
        fields.required("availability", Field::word).map(NewAvailability)
    }
}

fn amend(before: &Member, profile: &Profile) -> Member {
    let Profile { display_name, bio, genre_tags, links, in_directory, .. } = profile.clone();
    let Profile { availability, contact, minimum_fee, public_page, .. } = profile.clone();
    Member {
        id: before.id,
        display_name,
        bio,
        genre_tags,
        links,
        in_directory: in_directory.unwrap_or(before.in_directory),
        availability,
        contact,
        minimum_fee,
        public_page: public_page.unwrap_or(before.public_page),
        joined_at: before.joined_at,
        completed_at: before.completed_at,
    }
}

fn link(field: Field) -> Result<HttpsLink, Failures> {
    field.parse_as(HttpsLink::SHAPE, Rule::HttpsLink, HttpsLink::new)
}

/// What is not named stays as it is for everybody.
fn public_page(field: Field) -> Result<PublicPage, Failures> {
    let usual = PublicPage::default();
    field.object(|fields| {
        let counts = fields.optional_or("counts", usual.counts, Field::boolean);
        let level = fields.optional_or("level", usual.level, Field::boolean);
        let taste_alignment =
            fields.optional_or("taste_alignment", usual.taste_alignment, Field::boolean);
        let usefulness = fields.optional_or("usefulness", usual.usefulness, Field::boolean);
        fields.note("usefulness", "Whether others see how useful the member's reviews are found.");
        Some(PublicPage {
            counts: counts?,
            level: level?,
            taste_alignment: taste_alignment?,
            usefulness: usefulness?,
        })
    })
}

async fn respond_with(
    studio: &Studio,
    caller: &Caller,
    person: &Person,
) -> Result<Tagged<MeView<'static>>, Problem> {
    let work = studio.workflow();
    let open = workflow::submission::open_entries(&work, &person.open_entries).await?;
    let newcomer = Member::newcomer(caller.member, studio.now());
    let (profile, revision) = match &person.profile {
        Some(stored) => (&stored.item, stored.revision),
        None => (&newcomer, 0),
    };
    answer::tagged(ETag(revision), &MeView::new(caller, person, profile, open))
}
