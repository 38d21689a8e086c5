//! Why a sound file is refused, in words that the composer reads as they stand.

/// The reason a file cannot be judged. Its `Display` is shown to the composer.
///
/// A rejection is final for the bytes it was made from: the same bytes are refused again, so
/// nothing that may pass by itself (a network, a full disk) belongs here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {actual} bytes, but {announced} were announced")]
    WrongSize { actual: u64, announced: u64 },
    #[error("the bytes received are not those announced: their SHA-256 differs")]
    WrongChecksum,
    #[error(
        "the file was sent with headers that its link did not ask for ({}): send it again with \
         exactly the headers of the link",
        headers.join(", ")
    )]
    UnaskedHeaders { headers: Vec<String> },
    #[error("this is not a readable WAV, AIFF, FLAC, MP3, M4A or Ogg file")]
    NotAudio,
    #[error("the sound inside this file is in a codec that cannot be decoded")]
    UnsupportedCodec,
    #[error("the file has {channels} channels; send mono or stereo")]
    TooManyChannels { channels: u32 },
    #[error("the sample rate is {rate_hz} Hz; send between 8000 and 192000 Hz")]
    SampleRate { rate_hz: u32 },
    #[error("the sample rate or the number of channels changes in the middle of the file")]
    FormatChanges,
    #[error("the file ends before the sound does: it was cut short")]
    Truncated,
    #[error("the file is damaged: {damaged} of {packets} packets cannot be decoded")]
    Damaged { damaged: u64, packets: u64 },
    #[error("the file holds samples that are not numbers")]
    NotFinite,
    #[error("the file holds no sound at all")]
    NoSound,
    #[error("the piece is longer than {minutes_max} minutes")]
    TooLong { minutes_max: u64 },
    #[error("the file takes too long to decode")]
    TookTooLong,
    #[error("the decoder gave up on this file: it is damaged")]
    DecoderFailed,
}
