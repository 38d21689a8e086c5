//! What `cargo run` prints once the story is told: the address, the people with their tokens, and
//! three lines to paste.

use std::fmt::Write;

use crate::demo::Told;
use crate::demo::cast::EVERYBODY;
use crate::studio::Studio;
use crate::tokens::TokenError;

/// Everything a guest needs; to be pasted into a shell as it is.
pub(super) fn welcome(studio: &Studio, told: &Told) -> Result<String, TokenError> {
    let url = studio.url();
    let Told { brief, month, .. } = told;
    let mut text = format!("\nThe studio answers at {url}. Everybody's token, for 12 hours:\n\n");
    for person in EVERYBODY {
        let token = studio.token(person.name, &[person.group])?;
        let name = person.name.to_uppercase();
        // Writing to a string cannot fail.
        let _written = writeln!(text, "{name}={token}   # {}", person.part);
    }
    let lines = [
        ("the brief that was awarded", "CLARA", format!("/briefs/{brief}")),
        ("what a composer earned", "ADA", format!("/me/statements/{month}")),
        ("a composer's profile, as the composer sees it", "BEN", "/me".to_owned()),
    ];
    text.push_str("\nWorth trying:\n\n");
    for (what, who, path) in lines {
        let _written =
            writeln!(text, "curl -s {url}{path} -H \"authorization: Bearer ${who}\"   # {what}");
    }
    text.push_str("\nCtrl-C ends it.");
    Ok(text)
}
