//! `GET /me` and `PUT /me`: one's own profile, beside what the points say and what one may do.

use axum::extract::State;
use axum::response::Response;
use domain::member::{Availability, Member};
use domain::text::{Line, Tag, Title, Words};
use edge::{Caller, ETag, Field, JsonBody, Problem, decide_again, respond};
use store::Stored;
use store::member::Person;

use crate::Studio;
use crate::view::MeView;

/// What a member may say of themselves.
#[derive(Debug, Clone)]
struct Profile {
    display_name: Option<Title>,
    bio: Option<Words>,
    genre_tags: Vec<Tag>,
    availability: Availability,
    contact: Option<Line>,
}

/// One round trip. Who has never written a profile is a newcomer who has not joined yet.
pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
) -> Result<Response, Problem> {
    let person = studio.store.person(caller.member, studio.now()).await?;
    answer(&studio, &caller, &person)
}

/// Replaces the profile; the first one makes the member. One read, and one write if it says anything
/// new.
pub(crate) async fn write(
    State(studio): State<Studio>,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let profile = parse(body)?;
    decide_again(|| write_once(&studio, &caller, &profile)).await
}

async fn write_once(
    studio: &Studio,
    caller: &Caller,
    profile: &Profile,
) -> Result<Response, Problem> {
    let mut person = studio.store.person(caller.member, studio.now()).await?;
    let stored = match &person.profile {
        None => {
            let item = amended(&Member::newcomer(caller.member, studio.now()), profile);
            studio.store.put(&item, 1, &store::Condition::Absent).await?;
            Stored { item, revision: 1 }
        }
        Some(before) => {
            let item = amended(&before.item, profile);
            if item == before.item {
                return answer(studio, caller, &person);
            }
            studio.store.replace(&Stored { item: item.clone(), revision: before.revision }).await?;
            Stored { item, revision: before.revision.saturating_add(1) }
        }
    };
    person.profile = Some(stored);
    answer(studio, caller, &person)
}

fn parse(body: JsonBody) -> Result<Profile, Problem> {
    let mut fields = body.fields()?;
    let display_name = fields.optional("display_name", Field::parse);
    let bio = fields.optional("bio", Field::parse);
    let genre_tags =
        fields.optional_or("genre_tags", Vec::new(), |field| field.list(0..=20, Field::parse));
    let availability = fields.optional_or("availability", Availability::Available, Field::word);
    let contact = fields.optional("contact", Field::parse);
    fields.finish(|| {
        Some(Profile {
            display_name: display_name?,
            bio: bio?,
            genre_tags: genre_tags?,
            availability: availability?,
            contact: contact?,
        })
    })
}

fn amended(before: &Member, profile: &Profile) -> Member {
    let Profile { display_name, bio, genre_tags, availability, contact } = profile.clone();
    Member { display_name, bio, genre_tags, availability, contact, ..before.clone() }
}

fn answer(studio: &Studio, caller: &Caller, person: &Person) -> Result<Response, Problem> {
    let newcomer = Member::newcomer(caller.member, studio.now());
    let (profile, revision) = match &person.profile {
        Some(stored) => (&stored.item, stored.revision),
        None => (&newcomer, 0),
    };
    respond::ok_tagged(ETag(revision), &MeView::new(caller, person, profile))
}
