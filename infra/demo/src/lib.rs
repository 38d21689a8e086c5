//! The story, from a brief to a paid royalty: told over HTTP only, with tokens, as web clients
//! would, on real audio. It checks every answer and every sum, and ends with an error where one is
//! off.
//!
//! One function a chapter; how an act is done is in `narrator`, who acts in `cast`, what they play
//! in
//! `pieces`.

pub mod cast;
mod creative;
mod letters;
mod money;
mod narrator;
mod paying;
mod pieces;
mod present;
mod revenue;

use studio_client::StudioClient;

pub use narrator::StoryError;
pub use paying::books_table;

/// What the story leaves behind in the studio.
#[derive(Debug, Clone)]
pub struct FinishedStory {
    pub brief: String,
    pub track: String,
    /// The month that was closed, `YYYY-MM`.
    pub month: String,
}

/// Tells the whole story to the running studio at `base_url`, which must offer `/_studio/` for
/// tokens and the clock.
///
/// # Errors
/// At the first answer that is not the expected one, or the first sum that is off.
pub async fn tell_story(base_url: &str) -> Result<FinishedStory, StoryError> {
    let mut narrator = narrator::Narrator::new(StudioClient::new(base_url), "story");
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
    Ok(FinishedStory { brief, track, month })
}

/// Brings the studio at `base_url`, in which the story was told, to a present in which everybody has
/// something to do. Prints nothing.
///
/// # Errors
/// At the first answer that is not the expected one.
pub async fn prepare_present(base_url: &str, story: &FinishedStory) -> Result<(), StoryError> {
    let mut narrator = narrator::Narrator::new(StudioClient::new(base_url), "present");
    present::prepare(&mut narrator, &story.track).await
}
