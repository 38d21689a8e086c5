//! What is known about a piece of audio, and what a client may ask of it. The measuring itself is
//! the media crate's.

use crate::digest::Sha256Hex;
use crate::shape::TextShape;
use crate::string_enum::string_enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// The containers that are taken.
    pub enum AudioFormat {
        /// Waveform Audio File Format.
        Wav => "wav",
        /// Audio Interchange File Format.
        Aiff => "aiff",
        /// Free Lossless Audio Codec.
        Flac => "flac",
        /// MPEG audio, layer III.
        Mp3 => "mp3",
        /// MPEG-4 audio: AAC or ALAC.
        M4a => "m4a",
        /// An Ogg container.
        Ogg => "ogg",
    }
}

/// JSON Schema has no patterns that take either case.
const CONTENT_TYPE: &str = concat!(
    r"^\s*[Aa][Uu][Dd][Ii][Oo]/(",
    r"([Xx]-)?[Ww][Aa][Vv]",
    r"|[Ww][Aa][Vv][Ee]",
    r"|[Vv][Nn][Dd]\.[Ww][Aa][Vv][Ee]",
    r"|([Xx]-)?[Aa][Ii][Ff][Ff]",
    r"|([Xx]-)?[Ff][Ll][Aa][Cc]",
    r"|[Mm][Pp][Ee][Gg]",
    r"|[Mm][Pp]3",
    r"|[Mm][Pp]4",
    r"|([Xx]-)?[Mm]4[Aa]",
    r"|[Oo][Gg][Gg]",
    r")\s*(;[\s\S]*)?$",
);

impl AudioFormat {
    /// The one content type under which a file of this format is uploaded and served.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Wav => "audio/wav",
            Self::Aiff => "audio/aiff",
            Self::Flac => "audio/flac",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
        }
    }

    /// How [`Self::of_content_type`] takes a content type.
    pub const CONTENT_TYPE: &'static TextShape = &TextShape {
        name: "AudioContentType",
        about: "The content type of an audio file, in either case and with any parameters: \
            audio/wav, audio/x-wav, audio/wave, audio/vnd.wave, audio/aiff, audio/x-aiff, \
            audio/flac, audio/x-flac, audio/mpeg, audio/mp3, audio/mp4, audio/x-m4a, audio/m4a \
            or audio/ogg.",
        pattern: Some(CONTENT_TYPE),
        length: (9, usize::MAX),
        format: None,
        words: &[],
        examples: &["audio/wav", "audio/flac", "audio/mpeg", "Audio/X-Wav; codec=1"],
    };

    /// The format of a content type, under any of the names by which browsers and tools announce
    /// it, in either case and with any parameters.
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default();
        match essence.trim().to_ascii_lowercase().as_str() {
            "audio/wav" | "audio/x-wav" | "audio/wave" | "audio/vnd.wave" => Some(Self::Wav),
            "audio/aiff" | "audio/x-aiff" => Some(Self::Aiff),
            "audio/flac" | "audio/x-flac" => Some(Self::Flac),
            "audio/mpeg" | "audio/mp3" => Some(Self::Mp3),
            "audio/mp4" | "audio/x-m4a" | "audio/m4a" => Some(Self::M4a),
            "audio/ogg" => Some(Self::Ogg),
            _ => None,
        }
    }
}

/// A block of loudness lasts so long; a shorter piece has none.
const LOUDNESS_MS_MIN: u64 = 400;

/// The measured facts of one file, all of them of the decoded sound to its end. Loudness is unknown
/// where the piece is too short or too quiet for it, the peak where there is only silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioFacts {
    /// The container that was found, whatever the name said.
    pub format: AudioFormat,
    /// The codec inside, in the decoder's words.
    pub codec: String,
    pub duration_ms: u64,
    /// Samples per second and channel.
    pub sample_rate_hz: u32,
    /// Bits of one sample, where the codec has a fixed number.
    pub bits_per_sample: Option<u32>,
    pub channels: u32,
    /// Integrated loudness in hundredths of a LUFS.
    pub loudness_centi_lufs: Option<i32>,
    /// True peak in hundredths of a dBTP.
    pub true_peak_centi_dbtp: Option<i32>,
    /// Samples at full scale.
    pub clipped_samples: u64,
    /// Silence (below −60 dBFS) before the first sound, in milliseconds.
    pub leading_silence_ms: u64,
    /// Silence after the last sound, in milliseconds.
    pub trailing_silence_ms: u64,
    /// All silence, in milliseconds.
    pub total_silence_ms: u64,
    /// Size of the file in bytes.
    pub size_bytes: u64,
    pub sha256: Sha256Hex,
}

impl AudioFacts {
    /// Why there is no loudness, where there is none.
    fn unknown_loudness(&self) -> Option<String> {
        let duration_ms = self.duration_ms;
        match self.loudness_centi_lufs {
            Some(_) => None,
            None if duration_ms < LOUDNESS_MS_MIN => Some(format!(
                "the piece is too short to have a loudness: it lasts {duration_ms} ms, and loudness \
                 is measured over {LOUDNESS_MS_MIN} ms"
            )),
            None => Some(
                "the piece has no loudness: it is quieter than -70 LUFS, from which on it is measured"
                    .to_owned(),
            ),
        }
    }
}

/// How a client wants the file. What is left out is the composer's choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct DeliverySpec {
    /// The containers that are taken; every one where the list is empty.
    pub formats: Vec<AudioFormat>,
    /// Samples per second and channel, at least; null where any will do.
    pub min_sample_rate_hz: Option<u32>,
    /// Bits of one sample, at least; says nothing about codecs without a fixed number. Null where
    /// any will do.
    pub min_bits: Option<u32>,
    /// Exactly so many channels; null where any will do.
    pub channels: Option<u32>,
    /// The integrated loudness, both ends included; null where any will do.
    pub loudness: Option<LoudnessWindow>,
    /// True peak in hundredths of a dBTP, at most; null where any will do.
    pub max_true_peak_centi_dbtp: Option<i32>,
}

/// A range of integrated loudness in hundredths of a LUFS, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct LoudnessWindow {
    /// At least, in hundredths of a LUFS.
    pub min_centi_lufs: i32,
    /// At most, in hundredths of a LUFS.
    pub max_centi_lufs: i32,
}

/// How long a piece may be, in seconds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct LengthRange {
    /// At least, in seconds.
    pub min_s: u32,
    /// At most, in seconds.
    pub max_s: u32,
}

/// What a brief asked of a file when its place was reserved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedAudio {
    /// How the file is to be.
    pub spec: Option<DeliverySpec>,
    /// How long the piece is to be.
    pub length: Option<LengthRange>,
}

/// What a file misses of what was asked, each in one sentence for the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The file is not taken: it cannot be delivered as it is.
    pub faults: Vec<String>,
    /// The file is taken: a master's level is changed at no cost.
    pub warnings: Vec<String>,
}

impl RequestedAudio {
    /// Whether files of this format can be as asked, before there is one.
    pub fn takes(&self, format: AudioFormat) -> bool {
        self.spec.as_ref().is_none_or(|spec| spec.takes(format))
    }

    /// Every deviation of a measured file, at once; and that its loudness cannot be told.
    pub fn check(&self, facts: &AudioFacts) -> Findings {
        let mut findings = self.spec.as_ref().map(|spec| spec.check(facts)).unwrap_or_default();
        findings.warnings.extend(facts.unknown_loudness());
        findings.faults.extend(self.length.and_then(|length| length_fault(length, facts)));
        findings
    }
}

impl DeliverySpec {
    /// The formats that are asked for, in words.
    pub fn formats_in_words(&self) -> String {
        let asked: Vec<&str> = self.formats.iter().map(|format| format.as_str()).collect();
        asked.join(" or ")
    }

    fn takes(&self, format: AudioFormat) -> bool {
        self.formats.is_empty() || self.formats.contains(&format)
    }

    /// Every deviation of a measured file. Container, rate, bits and channels are faults; loudness,
    /// peak and that a codec has no bits are warnings.
    pub fn check(&self, facts: &AudioFacts) -> Findings {
        let faults = [self.format(facts), self.rate(facts), self.bits(facts), self.channels(facts)];
        let warnings = [self.lossy(facts), self.loudness(facts), self.peak(facts)];
        Findings {
            faults: faults.into_iter().flatten().collect(),
            warnings: warnings.into_iter().flatten().collect(),
        }
    }

    fn format(&self, facts: &AudioFacts) -> Option<String> {
        let (found, asked) = (facts.format, self.formats_in_words());
        (!self.takes(found)).then(|| format!("the file is {found}; the brief asks for {asked}"))
    }

    fn rate(&self, facts: &AudioFacts) -> Option<String> {
        let (found, least) = (facts.sample_rate_hz, self.min_sample_rate_hz?);
        (found < least).then(|| {
            format!("the sample rate is {found} Hz; the brief asks for at least {least} Hz")
        })
    }

    fn bits(&self, facts: &AudioFacts) -> Option<String> {
        let (found, least) = (facts.bits_per_sample?, self.min_bits?);
        (found < least)
            .then(|| format!("a sample has {found} bits; the brief asks for at least {least}"))
    }

    fn lossy(&self, facts: &AudioFacts) -> Option<String> {
        let (least, is_lossy) = (self.min_bits?, facts.bits_per_sample.is_none());
        let codec = &facts.codec;
        is_lossy.then(|| {
            format!("{codec} is lossy and has no bits; the brief asks for at least {least}")
        })
    }

    fn channels(&self, facts: &AudioFacts) -> Option<String> {
        let (found, asked) = (facts.channels, self.channels?);
        (found != asked)
            .then(|| format!("the number of channels is {found}; the brief asks for {asked}"))
    }

    fn loudness(&self, facts: &AudioFacts) -> Option<String> {
        let (found, window) = (facts.loudness_centi_lufs?, self.loudness?);
        let LoudnessWindow { min_centi_lufs: min, max_centi_lufs: max } = window;
        (!(min..=max).contains(&found)).then(|| {
            let (found, min, max) = (hundredths(found), hundredths(min), hundredths(max));
            format!("the loudness is {found} LUFS; the brief asks for {min} to {max} LUFS")
        })
    }

    fn peak(&self, facts: &AudioFacts) -> Option<String> {
        let (found, most) = (facts.true_peak_centi_dbtp?, self.max_true_peak_centi_dbtp?);
        (found > most).then(|| {
            let (found, most) = (hundredths(found), hundredths(most));
            format!("the true peak is {found} dBTP; the brief asks for at most {most} dBTP")
        })
    }
}

fn length_fault(length: LengthRange, facts: &AudioFacts) -> Option<String> {
    let LengthRange { min_s, max_s } = length;
    let ms = |seconds: u32| u64::from(seconds).saturating_mul(1_000);
    let found_ms = facts.duration_ms;
    // A tail of less than a second is no fault: the last whole second is what counts.
    let fits = found_ms >= ms(min_s) && found_ms < ms(max_s.saturating_add(1));
    (!fits).then(|| {
        format!("the piece lasts {found_ms} ms; the brief asks for {min_s} to {max_s} seconds")
    })
}

fn hundredths(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:03}", value.unsigned_abs());
    let (whole, part) = digits.split_at(digits.len().saturating_sub(2));
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> AudioFacts {
        AudioFacts {
            format: AudioFormat::Mp3,
            codec: "mp3".to_owned(),
            duration_ms: 61_400,
            sample_rate_hz: 32_000,
            bits_per_sample: None,
            channels: 1,
            loudness_centi_lufs: Some(-905),
            true_peak_centi_dbtp: Some(30),
            clipped_samples: 0,
            leading_silence_ms: 0,
            trailing_silence_ms: 0,
            total_silence_ms: 0,
            size_bytes: 1_000,
            sha256: Sha256Hex::of(b"file"),
        }
    }

    fn requested() -> RequestedAudio {
        RequestedAudio {
            spec: Some(DeliverySpec {
                formats: vec![AudioFormat::Wav, AudioFormat::Flac],
                min_sample_rate_hz: Some(44_100),
                min_bits: Some(24),
                channels: Some(2),
                loudness: Some(LoudnessWindow { min_centi_lufs: -1_600, max_centi_lufs: -1_400 }),
                max_true_peak_centi_dbtp: Some(-100),
            }),
            length: Some(LengthRange { min_s: 30, max_s: 60 }),
        }
    }

    #[test]
    fn every_deviation_from_the_delivery_spec_is_said_at_once() {
        let findings = requested().check(&facts());
        assert_eq!(
            findings.faults,
            [
                "the file is mp3; the brief asks for wav or flac",
                "the sample rate is 32000 Hz; the brief asks for at least 44100 Hz",
                "the number of channels is 1; the brief asks for 2",
                "the piece lasts 61400 ms; the brief asks for 30 to 60 seconds",
            ]
        );
        assert_eq!(
            findings.warnings,
            [
                "mp3 is lossy and has no bits; the brief asks for at least 24",
                "the loudness is -9.05 LUFS; the brief asks for -16.00 to -14.00 LUFS",
                "the true peak is 0.30 dBTP; the brief asks for at most -1.00 dBTP",
            ]
        );
    }

    #[test]
    fn a_file_that_is_as_asked_has_no_findings() {
        let good = AudioFacts {
            format: AudioFormat::Flac,
            duration_ms: 60_999,
            sample_rate_hz: 48_000,
            bits_per_sample: Some(24),
            channels: 2,
            loudness_centi_lufs: Some(-1_400),
            true_peak_centi_dbtp: Some(-100),
            ..facts()
        };
        assert_eq!(requested().check(&good), Findings::default());
        let coarse = AudioFacts { bits_per_sample: Some(16), ..good };
        let said = requested().check(&coarse).faults;
        assert_eq!(said, ["a sample has 16 bits; the brief asks for at least 24"]);
        assert_eq!(RequestedAudio::default().check(&facts()), Findings::default());
    }

    #[test]
    fn a_piece_without_a_loudness_is_told_why() {
        let quiet = AudioFacts { loudness_centi_lufs: None, ..facts() };
        let said = RequestedAudio::default().check(&quiet).warnings;
        assert_eq!(
            said,
            [
                "the piece has no loudness: it is quieter than -70 LUFS, from which on it is measured"
            ]
        );
        let short = AudioFacts { duration_ms: 399, ..quiet };
        let said = RequestedAudio::default().check(&short).warnings;
        assert_eq!(
            said,
            [
                "the piece is too short to have a loudness: it lasts 399 ms, and loudness is measured \
              over 400 ms"
            ]
        );
    }

    #[test]
    fn each_format_has_its_own_content_type() {
        for format in AudioFormat::ALL {
            assert_eq!(AudioFormat::of_content_type(format.content_type()), Some(*format));
        }
        for (format, names) in [
            (AudioFormat::Wav, &["audio/x-wav", "audio/wave", "audio/vnd.wave; codec=1"][..]),
            (AudioFormat::M4a, &["audio/x-m4a", "AUDIO/MP4"]),
            (AudioFormat::Aiff, &["audio/x-aiff"]),
            (AudioFormat::Flac, &["audio/x-flac", "Audio/Flac ;a=b"]),
            (AudioFormat::Mp3, &["audio/mp3"]),
        ] {
            for name in names {
                assert_eq!(AudioFormat::of_content_type(name), Some(format), "{name}");
            }
        }
        for unknown in ["audio/midi", "audio", "", ";audio/wav", "audio/wav,audio/mpeg"] {
            assert_eq!(AudioFormat::of_content_type(unknown), None, "{unknown}");
        }
    }
}
