//! What `cargo run` prints once the story is told: the address, the people with their tokens, and
//! three lines to paste.

use std::fmt::Write;

use crate::local_cloud::LocalCloud;
use crate::tokens::TokenError;
use demo::FinishedStory;
use demo::cast::EVERYBODY;

/// Everything a guest needs. Each `curl` line works alone, pasted as it is, now and tomorrow: it
/// asks the studio for a fresh token itself.
pub(super) fn welcome(studio: &LocalCloud, told: &FinishedStory) -> Result<String, TokenError> {
    let url = studio.url();
    let FinishedStory { brief, month, .. } = told;
    let mut text = format!(
        "\nThe studio answers at {url}; what it can do: {url}/docs\nEverybody's token, for 12 hours:\n\n"
    );
    for person in EVERYBODY {
        let token = studio.token(person.name, &[person.group])?;
        let name = person.name.to_uppercase();
        // Writing to a string cannot fail.
        let _written = writeln!(text, "{name}={token}   # {}", person.part);
    }
    let lines = [
        ("the brief that was awarded", "client/Clara", format!("/briefs/{brief}")),
        ("what a composer earned", "composer/Ada", format!("/me/statements/{month}")),
        ("where a composer stands, and what is missing", "composer/Ben", "/me".to_owned()),
    ];
    text.push_str("\nWorth trying:\n");
    for (what, who, path) in lines {
        let _written = writeln!(
            text,
            "\n# {what}\ncurl -s {url}{path} \\\n  -H \"authorization: Bearer $(curl -s {url}/_studio/token/{who})\""
        );
    }
    text.push_str("\nCtrl-C ends it.");
    Ok(text)
}
