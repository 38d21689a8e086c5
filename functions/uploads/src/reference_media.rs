//! The reference media of a brief: its client announces and takes them away, whoever may see the brief
//! hears them. The uploaded files themselves are given to nobody.

use axum::extract::State;
use domain::id::{BriefId, ReferenceMediumId};
use domain::reference_media::{AnnouncedMedium, ReferenceMedium, ReferenceMediumState};
use domain::rules::Rule;
use domain::text::{Text, Title};
use domain::track::{DeclaredFile, ShownFacts, Sight};
use edge::{
    Caller, Created, Field, Fields, Found, HashedBody, IdempotencyKey, ListPage, OrInternal, Path,
    Problem, ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use media::keys::{ReferenceKey, UploadName};
use media::presign::{self, ReadLink, Served, UploadLink, UploadTerms};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::Workflow;
use workflow::reference_media::{self, Announced, ShownReferenceMedia};

use crate::request::read_declared;

const ORDERED: &str = "as they were added";

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::Briefs)
        .post("/briefs/{brief}/reference-media", announce, |it| {
            it.summary("Add a reference medium to a brief")
                .text(
                    "Music that everybody hears who reads the brief; at most five, while the brief \
                     is a draft or open. Reserves a place and answers with a link to which the file \
                     is sent by PUT. The same request finds what it announced before; a link that \
                     has ended before a file came is given anew. Where none comes within half an \
                     hour, the place is free again. `Location` is the list.",
                )
                .who("the client of the brief")
                .refuses(&[Rule::Enum, Rule::Forbidden, Rule::State, Rule::TooManyReferenceMedia])
        })
        .get("/briefs/{brief}/reference-media", list, |it| {
            it.summary("List the reference media of a brief")
                .text(
                    "With links to preview and waveform of those that can be heard, as \
                     `…/listen` gives them of a track's version. The client sees those too whose \
                     file is awaited, analysed or was not taken. The uploaded file is given to \
                     nobody.",
                )
                .who("whoever may see the brief")
                .ordered(ORDERED)
        })
        .delete("/briefs/{brief}/reference-media/{reference_media}", remove, |it| {
            it.summary("Take a reference medium away")
                .text(
                    "Whatever has become of the brief. Its files are deleted, and links to them end. \
                     Answered with those that stay.",
                )
                .who("the client of the brief")
                .ordered(ORDERED)
                .refuses(&[Rule::Forbidden])
                .without_if_match("what was taken away does not come back, and nobody else changes it")
        })
}

/// What a client sends with a new reference medium.
pub(crate) struct NewReferenceMedium {
    title: Title,
    declared: DeclaredFile,
    file_name: Option<String>,
}

impl ReadFields for NewReferenceMedium {
    const NAME: &'static str = "NewReferenceMedium";
    const ABOUT: &'static str = "What a client sends with a new reference medium.";

    fn read(fields: &mut Fields) -> Option<NewReferenceMedium> {
        let title = fields.required("title", Field::parse);
        fields.note("title", "What it is called; whoever may see the brief reads it.");
        let file = read_declared(fields);
        let (declared, file_name) = file?;
        Some(NewReferenceMedium { title: title?, declared, file_name })
    }
}

/// What an announcement is answered with.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AnnouncedReferenceMediumView {
    id: ReferenceMediumId,
    state: ReferenceMediumState,
    /// Where the file goes; null once it has landed, or the brief takes none any more.
    upload: Option<UploadLink>,
}

/// A reference medium as it is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReferenceMediumView {
    id: ReferenceMediumId,
    brief: BriefId,
    title: Title,
    /// Where it stands; to others than the client only what is ready is shown.
    state: ReferenceMediumState,
    /// The name of the file as the client calls it; null where they have said none, and to others.
    filename: Option<String>,
    /// Why the file is not taken; null where it is or was not looked at yet.
    invalid_because: Option<Text>,
    /// When it was announced.
    added_at: Timestamp,
    /// When the file was taken in or refused; null before.
    received_at: Option<Timestamp>,
    /// What was measured in the file; null until it is ready.
    facts: Option<ShownFacts>,
    /// MP3 without tags; null until it is ready.
    preview: Option<ReadLink>,
    /// Peaks in the BBC audiowaveform format; null until it is ready.
    waveform: Option<ReadLink>,
}

/// `POST /briefs/{brief}/reference-media`: the ids follow from caller, route and idempotency key, so the
/// same request finds its own earlier result.
pub(crate) async fn announce(
    State(runtime): State<Runtime>,
    caller: Caller,
    key: IdempotencyKey,
    Path(brief): Path<BriefId>,
    body: HashedBody<NewReferenceMedium>,
) -> Result<Created<AnnouncedReferenceMediumView>, Problem> {
    let route = format!("POST /briefs/{brief}/reference-media");
    let upload = key.derive(UploadName::derive_with, "upload", caller.member, &route);
    let id = key.derive(ReferenceMediumId::derive_with, "reference medium", caller.member, &route);
    let HashedBody { value: NewReferenceMedium { title, declared, file_name }, request_sha256 } =
        body;
    let object_key = ReferenceKey { brief, medium: id, upload }.to_string();
    let new = AnnouncedMedium { id, title, file_name, declared, object_key, request_sha256 };
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let Announced { medium, is_open } =
        reference_media::announce(&work, actor, brief, &new).await?;
    let upload = if is_open { Some(sign_upload_link(&runtime, &medium).await?) } else { None };
    let view = AnnouncedReferenceMediumView { id, state: medium.state, upload };
    answer::created(&format!("/briefs/{brief}/reference-media"), &view)
}

/// `GET /briefs/{brief}/reference-media`: never more than five.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<ListPage<ReferenceMediumView>>, Problem> {
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let ShownReferenceMedia { media, shows_files } =
        reference_media::list(&work, actor, brief).await?;
    respond_with_list(&runtime, brief, media, shows_files).await
}

/// `DELETE /briefs/{brief}/reference-media/{reference_media}`, of the brief's client.
pub(crate) async fn remove(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, medium)): Path<(BriefId, ReferenceMediumId)>,
) -> Result<Found<ListPage<ReferenceMediumView>>, Problem> {
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let left = reference_media::remove(&work, &runtime, actor, brief, medium).await?;
    respond_with_list(&runtime, brief, left, true).await
}

async fn respond_with_list(
    runtime: &Runtime,
    brief: BriefId,
    media: Vec<ReferenceMedium>,
    shows_files: bool,
) -> Result<Found<ListPage<ReferenceMediumView>>, Problem> {
    let mut items = Vec::with_capacity(media.len());
    for medium in media {
        items.push(view(runtime, brief, medium, shows_files).await?);
    }
    answer::found(&ListPage::whole(items))
}

/// Signing a link asks nobody.
async fn view(
    runtime: &Runtime,
    brief: BriefId,
    medium: ReferenceMedium,
    shows_files: bool,
) -> Result<ReferenceMediumView, Problem> {
    let (preview, waveform) = if medium.state == ReferenceMediumState::Ready {
        let keys = medium.object_key.parse::<ReferenceKey>().or_internal()?.derived();
        let bucket = &runtime.config.derived_bucket;
        let preview = presign::read_link(runtime, bucket, &keys.preview, Served::Preview).await;
        let waveform = presign::read_link(runtime, bucket, &keys.waveform, Served::Waveform).await;
        (Some(preview.or_internal()?), Some(waveform.or_internal()?))
    } else {
        (None, None)
    };
    let sight = if shows_files { Sight::Everything } else { Sight::Blind };
    Ok(ReferenceMediumView {
        id: medium.id,
        brief,
        title: medium.title,
        state: medium.state,
        filename: medium.file_name.filter(|_| shows_files),
        invalid_because: medium.invalid_because,
        added_at: medium.added_at,
        received_at: medium.received_at,
        facts: medium.facts.map(|facts| facts.shown(sight)),
        preview,
        waveform,
    })
}

async fn sign_upload_link(
    runtime: &Runtime,
    medium: &ReferenceMedium,
) -> Result<UploadLink, Problem> {
    let terms = UploadTerms {
        bucket: &runtime.config.uploads_bucket,
        key: &medium.object_key,
        size_bytes: medium.declared.size_bytes,
        content_type: medium.declared.format.content_type(),
        sha256: medium.declared.sha256.to_bytes(),
        until: medium.expires_at,
    };
    presign::upload(runtime, terms).await.or_internal()
}
