//! The story, told over HTTP. (Placeholder until it is written.)

use std::io;

use crate::studio::Studio;

/// Tells the whole story, from a brief to a paid royalty.
pub async fn tell(studio: &Studio) -> Result<(), io::Error> {
    studio.settle().await;
    Ok(())
}
