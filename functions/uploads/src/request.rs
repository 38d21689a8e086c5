//! What a composer announces: the file, and what they say about it.

use domain::audio::AudioFormat;
use domain::id::ReviewId;
use domain::money::Sha256Hex;
use domain::policy::Policy;
use domain::score::{Score, Scores};
use domain::text::{Text, Title};
use domain::track::DeclaredFile;
use edge::{Failures, Field, Fields, JsonBody, Problem};
use media::keys::UploadName;
use workflow::submission::AnnouncedFile;

const POLICY: Policy = Policy::CURRENT;

/// The maximum number of remarks that the reviews of one version can hold.
const ADDRESSED_MAX: usize = 400;

/// The body of a new track.
pub(crate) fn track(
    body: JsonBody,
    upload: UploadName,
) -> Result<(Title, Option<Text>, AnnouncedFile), Problem> {
    let request_sha256 = body.request_sha256();
    let mut fields = body.fields()?;
    let title = fields.required("title", Field::parse);
    let note = fields.optional("note", Field::parse);
    let file = read_file(&mut fields, upload, request_sha256);
    fields.finish(|| Some((title?, note?, file?)))
}

/// The body of a further version.
pub(crate) fn version(body: JsonBody, upload: UploadName) -> Result<AnnouncedFile, Problem> {
    let request_sha256 = body.request_sha256();
    let mut fields = body.fields()?;
    let file = read_file(&mut fields, upload, request_sha256);
    let addressed = fields
        .optional_or("addressed", Vec::new(), |field| field.list(0..=ADDRESSED_MAX, addressed));
    fields.finish(|| Some(AnnouncedFile { addressed: addressed?, ..file? }))
}

fn read_file(
    fields: &mut Fields,
    upload: UploadName,
    request_sha256: Sha256Hex,
) -> Option<AnnouncedFile> {
    let sha256 = fields.required("sha256", Field::parse::<Sha256Hex>);
    let size_bytes =
        fields.required("size_bytes", |field| field.integer(1..=POLICY.upload_bytes_max));
    let format = fields.required("content_type", |field| {
        field.parse_with("enum", |text| {
            AudioFormat::of_content_type(text).ok_or_else(|| {
                let known = AudioFormat::ALL.iter().map(|format| format.content_type());
                format!("must be one of {}", known.collect::<Vec<_>>().join(", "))
            })
        })
    });
    let file_name = fields.optional("filename", |field| field.line(1..=255));
    let self_score = fields.optional("self_score", scores);
    let declared = DeclaredFile { format: format?, size_bytes: size_bytes?, sha256: sha256? };
    Some(AnnouncedFile {
        upload,
        declared,
        file_name: file_name?,
        self_score: self_score?,
        addressed: Vec::new(),
        request_sha256,
    })
}

fn scores(field: Field) -> Result<Scores, Failures> {
    field.object(|fields| {
        let brief_fit = fields.required("brief_fit", score);
        let composition = fields.required("composition", score);
        let production = fields.required("production", score);
        let originality = fields.required("originality", score);
        let delivery = fields.required("delivery", score);
        Some(Scores {
            brief_fit: brief_fit?,
            composition: composition?,
            production: production?,
            originality: originality?,
            delivery: delivery?,
        })
    })
}

fn score(field: Field) -> Result<Score, Failures> {
    field.checked(
        |field| field.integer(1..=5_u8),
        |stars| Score::try_from(stars).map_err(|error| ("range", error.to_string())),
    )
}

fn addressed(field: Field) -> Result<(ReviewId, u32), Failures> {
    field.object(|fields| {
        let review = fields.required("review", Field::parse);
        let note = fields.required("note", |field| field.integer(0..=10_000_u32));
        Some((review?, note?))
    })
}
