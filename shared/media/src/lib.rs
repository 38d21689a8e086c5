//! S3 and sound: object keys, presigned links, audio analysis, preview, waveform.
//!
//! Architecture invariant: nothing outside this crate formats an object key, signs a link or
//! touches a sample. Samples are floats; what leaves this crate is integers.

pub mod analysis;
mod container;
mod fingerprint;
#[cfg(test)]
mod hostile_sound;
pub mod keys;
#[cfg(test)]
mod likeness;
mod meters;
pub mod object;
mod played;
pub mod presign;
mod preview;
#[cfg(test)]
mod rare_containers;
mod rejection;
mod resample;
#[cfg(test)]
mod sound_cases;
#[cfg(test)]
mod sound_damage;
#[cfg(test)]
mod sound_headers;
#[cfg(test)]
mod sound_made;
#[cfg(test)]
mod sound_words;
mod true_peak;
pub mod waveform;
mod windowed_sine;

pub use analysis::{Analysis, Limits, analyse};
pub use rejection::{Rejection, SoundFormat};
