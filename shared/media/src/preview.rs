//! The listening copy: Ogg Vorbis at about 160 kb/s, without any tag.
//!
//! It keeps the master private, hides the composer's name, plays in every browser, and is a tenth
//! of the traffic.

use std::num::{NonZeroU8, NonZeroU32};

use vorbis_rs::{
    VorbisBitrateManagementStrategy, VorbisEncoder, VorbisEncoderBuilder, VorbisError,
};

/// About 160 kb/s for stereo at 44.1 kHz on Vorbis' scale of −0.2 to 1.
const QUALITY: f32 = 0.5;

/// The encoder slows down badly on long blocks.
const FRAMES_PER_BLOCK: usize = 4096;

/// Encodes blocks of planar samples as they are decoded.
pub(crate) struct PreviewEncoder {
    encoder: VorbisEncoder<Vec<u8>>,
    block: Vec<Vec<f32>>,
}

impl PreviewEncoder {
    /// `serial` names the Ogg stream; derived from the file's hash it makes the preview of one file
    /// the same bytes every time.
    pub(crate) fn new(
        rate_hz: NonZeroU32,
        channels: NonZeroU8,
        serial: i32,
    ) -> Result<PreviewEncoder, VorbisError> {
        let encoder = VorbisEncoderBuilder::new_with_serial(rate_hz, channels, Vec::new(), serial)
            .bitrate_management_strategy(VorbisBitrateManagementStrategy::QualityVbr {
                target_quality: QUALITY,
            })
            .build()?;
        Ok(PreviewEncoder { encoder, block: vec![Vec::new(); usize::from(channels.get())] })
    }

    /// Adds samples; all planes have the same length. Louder than full scale is clipped, as a
    /// player would.
    pub(crate) fn add(&mut self, planes: &[Vec<f32>]) -> Result<(), VorbisError> {
        let frames = planes.first().map_or(0, Vec::len);
        let mut start = 0_usize;
        while start < frames {
            let end = start.saturating_add(FRAMES_PER_BLOCK).min(frames);
            for (block, plane) in self.block.iter_mut().zip(planes) {
                block.clear();
                let samples = plane.get(start..end).unwrap_or_default();
                block.extend(samples.iter().map(|sample| sample.clamp(-1.0, 1.0)));
            }
            self.encoder.encode_audio_block(&self.block)?;
            start = end;
        }
        Ok(())
    }

    /// The finished file.
    pub(crate) fn finish(self) -> Result<Vec<u8>, VorbisError> {
        self.encoder.finish()
    }
}
