//! The story, from a brief to a paid royalty: told over HTTP only, with tokens, as web clients would,
//! on real audio. It checks every answer and every sum, and ends with an error where one is off.
//!
//! One function a chapter; how an act is done is in `narrator`, who acts in `cast`, what they play in
//! `pieces`.

pub mod cast;
mod creative;
mod money;
mod narrator;
mod paying;
mod pieces;
mod revenue;

use crate::local_cloud::LocalCloud;

pub use narrator::StoryError;
pub use paying::table as books_table;

/// What the story leaves behind, for whoever goes on from there.
#[derive(Debug, Clone)]
pub struct Told {
    /// The awarded brief.
    pub brief: String,
    /// The track that won.
    pub track: String,
    /// The month that was closed, `YYYY-MM`.
    pub month: String,
}

/// Tells the whole story to a running studio.
///
/// # Errors
/// Where a step is answered otherwise than it should be, or a sum is off.
pub async fn tell(studio: &LocalCloud) -> Result<Told, StoryError> {
    let mut narrator = narrator::Narrator::new(studio.client());
    let brief = creative::a_brief_is_opened(&mut narrator).await?;
    let tracks = creative::five_tracks_arrive(&mut narrator, &brief).await?;
    creative::the_co_producer_answers_each(&mut narrator, &tracks).await?;
    let track = creative::one_comes_again(&mut narrator, &brief, &tracks).await?;
    creative::the_client_selects(&mut narrator, &brief, &track).await?;
    let month = money::the_month_ends(&mut narrator).await?;
    let file = money::revenue_is_loaded(&mut narrator, &month, &track).await?;
    money::the_plan_is_approved_and_posted(&mut narrator, &month).await?;
    money::everybody_gets_a_statement(&mut narrator, &month, &file).await?;
    paying::the_month_is_paid(&mut narrator, &month).await?;
    paying::the_month_closes(&mut narrator, &month).await?;
    narrator::say(format!("\nTold in {} ms.", narrator.elapsed_ms()))?;
    Ok(Told { brief, track, month })
}
