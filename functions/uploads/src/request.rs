//! What a composer announces: the file, and what they say about it.

use domain::audio::AudioFormat;
use domain::id::ReviewId;
use domain::money::Sha256Hex;
use domain::policy::Policy;
use domain::rules::Rule;
use domain::score::Scores;
use domain::text::{Text, Title};
use domain::track::DeclaredFile;
use edge::{Failures, Field, Fields, ReadFields};
use media::keys::UploadName;
use workflow::submission::AnnouncedFile;

const POLICY: Policy = Policy::CURRENT;

/// The maximum number of remarks that the reviews of one version can hold.
const ADDRESSED_MAX: usize = 400;

/// What a composer sends with a new track.
pub(crate) struct TrackSubmission {
    pub(crate) title: Title,
    pub(crate) note: Option<Text>,
    pub(crate) file: FileAnnouncement,
}

impl ReadFields for TrackSubmission {
    const NAME: &'static str = "TrackSubmission";
    const ABOUT: &'static str = "What a composer sends with a new track.";

    fn read(fields: &mut Fields) -> Option<TrackSubmission> {
        let title = fields.required("title", Field::parse);
        let note = fields.optional("note", Field::parse);
        let file = read_file(fields);
        Some(TrackSubmission { title: title?, note: note?, file: file? })
    }
}

/// What a composer sends with a further version.
pub(crate) struct VersionSubmission {
    file: FileAnnouncement,
    addressed: Vec<(ReviewId, u32)>,
}

impl ReadFields for VersionSubmission {
    const NAME: &'static str = "VersionSubmission";
    const ABOUT: &'static str = "What a composer sends with a further version.";

    fn read(fields: &mut Fields) -> Option<VersionSubmission> {
        let file = read_file(fields);
        let addressed = fields
            .optional_or("addressed", Vec::new(), |field| field.list(0..=ADDRESSED_MAX, addressed));
        fields.note("addressed", "The notes of the reviews before that this version follows.");
        Some(VersionSubmission { file: file?, addressed: addressed? })
    }
}

/// The file, and what its composer thinks of it.
pub(crate) struct FileAnnouncement {
    declared: DeclaredFile,
    file_name: Option<String>,
    self_score: Option<Scores>,
}

impl FileAnnouncement {
    /// The announcement under the name that follows from the request.
    pub(crate) fn under(self, upload: UploadName, request_sha256: Sha256Hex) -> AnnouncedFile {
        let FileAnnouncement { declared, file_name, self_score } = self;
        let addressed = Vec::new();
        AnnouncedFile { upload, declared, file_name, self_score, addressed, request_sha256 }
    }
}

impl VersionSubmission {
    /// The announcement under the name that follows from the request.
    pub(crate) fn under(self, upload: UploadName, request_sha256: Sha256Hex) -> AnnouncedFile {
        let VersionSubmission { file, addressed } = self;
        AnnouncedFile { addressed, ..file.under(upload, request_sha256) }
    }
}

/// What is said of any file before it is uploaded, and what its owner calls it.
pub(crate) fn read_declared(fields: &mut Fields) -> Option<(DeclaredFile, Option<String>)> {
    let sha256 = fields.required("sha256", Field::parse::<Sha256Hex>);
    let size_bytes =
        fields.required("size_bytes", |field| field.integer(1..=POLICY.upload_bytes_max));
    let format = fields.required("content_type", content_type);
    let file_name = fields.optional("filename", |field| field.line(1..=255));
    let declared = DeclaredFile { format: format?, size_bytes: size_bytes?, sha256: sha256? };
    Some((declared, file_name?))
}

fn read_file(fields: &mut Fields) -> Option<FileAnnouncement> {
    let file = read_declared(fields);
    let self_score = fields.optional("self_score", scores);
    fields.note("self_score", "Shown beside the reviews once they are answered.");
    let (declared, file_name) = file?;
    Some(FileAnnouncement { declared, file_name, self_score: self_score? })
}

fn content_type(field: Field) -> Result<AudioFormat, Failures> {
    field.parse_as(AudioFormat::CONTENT_TYPE, Rule::Enum, |text| {
        AudioFormat::of_content_type(text).ok_or_else(|| {
            let known = AudioFormat::ALL.iter().map(|format| format.content_type());
            format!("must be one of {}", known.collect::<Vec<_>>().join(", "))
        })
    })
}

fn scores(field: Field) -> Result<Scores, Failures> {
    field.object(|fields| {
        let brief_fit = fields.required("brief_fit", Field::score);
        let composition = fields.required("composition", Field::score);
        let production = fields.required("production", Field::score);
        let originality = fields.required("originality", Field::score);
        let delivery = fields.required("delivery", Field::score);
        Some(Scores {
            brief_fit: brief_fit?,
            composition: composition?,
            production: production?,
            originality: originality?,
            delivery: delivery?,
        })
    })
}

fn addressed(field: Field) -> Result<(ReviewId, u32), Failures> {
    field.object(|fields| {
        let review = fields.required("review", Field::parse);
        let note = fields.required("note", |field| field.integer(0..=10_000_u32));
        Some((review?, note?))
    })
}
