//! Why a sound file is refused, in words that the composer reads as they stand: what was found,
//! and what to do.

use domain::audio::AudioFormat;

/// What to do with a file that is not taken as it is.
macro_rules! again {
    () => {
        "export it again as 24-bit WAV"
    };
}

/// The reason a file cannot be judged. Its `Display` is shown to the composer.
///
/// A rejection is final for the bytes it was made from: the same bytes are refused again, so
/// nothing that may pass by itself (a network, a full disk) belongs here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("the file is empty; send it again")]
    Empty,
    #[error(
        "the file has {actual} bytes, but {announced} were announced; reserve again and send the file that was announced"
    )]
    WrongSize { actual: u64, announced: u64 },
    #[error(
        "the bytes received are not those announced: their SHA-256 differs; reserve again and send the file that was announced"
    )]
    WrongChecksum,
    #[error(
        "the file was sent with headers that its link did not ask for ({}): announce it again, and \
         send it with exactly the headers of the link",
        headers.join(", ")
    )]
    UnaskedHeaders { headers: Vec<String> },
    /// No container that is taken, by its name or its first bytes.
    #[error("this is {found} and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {}", again!())]
    NotAudio { found: String },
    /// A container that is taken, and something in it makes no sense.
    #[error("the file cannot be read ({reason}); {}", again!())]
    Unreadable { reason: String },
    /// A container that is taken, without one of its parts.
    #[error("the {container} file has no {part}: it was not finished or was cut short; {}", again!())]
    Incomplete { container: &'static str, part: &'static str },
    #[error("the sound inside this file is {codec}, which is not taken; {}, or as MP3 or AAC-LC", again!())]
    UnsupportedCodec { codec: String },
    #[error("the file has {channels} channels; {} with one or two channels", again!())]
    TooManyChannels { channels: u32 },
    #[error("the sample rate is {rate_hz} Hz; {} with a rate of 8000 to 192000 Hz", again!())]
    SampleRate { rate_hz: u32 },
    #[error("the sound changes at {at_ms} ms from {before} to {after}; {} with one sample rate and one number of channels", again!())]
    FormatChanges { at_ms: u64, before: SoundFormat, after: SoundFormat },
    /// An edit list that repeats parts or turns them round.
    #[error("the file's edit list plays parts of the sound more than once or out of order; {} without an edit list", again!())]
    Montage,
    /// An edit list that plays nothing for a while.
    #[error("the file's edit list puts a pause into the sound; {} without an edit list", again!())]
    Pause,
    /// `found` says where the header is known: heard and promised milliseconds, and who promises.
    #[error(
        "the file ends before its sound does{}: it was cut short; send the whole file",
        Cut(found)
    )]
    Truncated { found: Option<(u64, u64, &'static str)> },
    #[error("the file is damaged: {damaged} of {packets} packets cannot be decoded; {}", again!())]
    Damaged { damaged: u64, packets: u64 },
    #[error("the file holds samples that are not numbers; {}, without floating point", again!())]
    NotFinite,
    #[error("the file holds no sound at all: every one of its samples is zero, for {duration_ms} ms; {} and listen to it before you send it", again!())]
    NoSound { duration_ms: u64 },
    /// A container that is taken and complete, and nothing in it.
    #[error("the file has no samples; {} and listen to it before you send it", again!())]
    NoSamples,
    /// More sound out of fewer bytes than any recording has.
    #[error("the file's {bytes} bytes unfold to more than {samples} samples, as those of no recording do; {}", again!())]
    Unfolds { bytes: u64, samples: u64 },
    #[error("the piece is longer than {minutes_max} minutes; send a shorter one")]
    TooLong { minutes_max: u64 },
    #[error("the file takes too long to decode; {}", again!())]
    TookTooLong,
    #[error("the decoder gave up on this file: it is damaged; {}", again!())]
    DecoderFailed,
}

impl Rejection {
    pub(crate) fn incomplete(container: &'static str, part: &'static str) -> Rejection {
        Rejection::Incomplete { container, part }
    }

    /// A container without a track of sound.
    pub(crate) fn no_track(format: AudioFormat) -> Rejection {
        Rejection::Incomplete { container: name_of(format), part: "track of sound" }
    }

    /// The library knows the container and not what is in it.
    pub(crate) fn unknown_codec(format: AudioFormat) -> Rejection {
        Rejection::UnsupportedCodec {
            codec: format!("of an unknown kind inside {}", name_of(format)),
        }
    }
}

fn name_of(format: AudioFormat) -> &'static str {
    match format {
        AudioFormat::Wav => "WAV",
        AudioFormat::Aiff => "AIFF",
        AudioFormat::Flac => "FLAC",
        AudioFormat::Mp3 => "MP3",
        AudioFormat::M4a => "M4A",
        AudioFormat::Ogg => "Ogg",
    }
}

/// Rate and channels as people say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoundFormat {
    pub rate_hz: u32,
    pub channels: u32,
}

impl std::fmt::Display for SoundFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.channels {
            1 => write!(f, "mono")?,
            2 => write!(f, "stereo")?,
            channels => write!(f, "{channels} channels")?,
        }
        write!(f, " at {} Hz", self.rate_hz)
    }
}

/// The numbers of a cut file, where they are known.
struct Cut<'found>(&'found Option<(u64, u64, &'static str)>);

impl std::fmt::Display for Cut<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some((heard_ms, promised_ms, by)) = self.0 else { return Ok(()) };
        write!(f, " (the {by} says {promised_ms} ms, {heard_ms} ms are there)")
    }
}
