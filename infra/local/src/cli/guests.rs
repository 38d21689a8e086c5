//! What `cargo run` prints once the story is over: the address, and who can sign in there with what
//! to do.

use std::fmt::Write;

use demo::cast::EVERYBODY;

/// What waits for each of them (`demo::prepare_present` has brought it about).
const WAITING: [(&str, &str); 7] = [
    ("Clara", "entries to judge, a question to answer, a draft to finish"),
    ("Mika", "three tracks in the queue, one answer begun"),
    ("Ada", "an invitation, a letter to react to, a statement"),
    ("Ben", "one approved track away from Junior"),
    ("Chidi", "a dispute that is not decided, an invitation"),
    ("Olga", "an application and a dispute to decide, money without an owner"),
    ("Otto", "a month's plan that waits for a second pair of eyes"),
];

/// Before anything else is printed: the story takes some seconds.
pub(super) fn announcement(url: &str) -> String {
    format!("The studio answers at {url}\nFirst the story of its first month; then it is yours.")
}

/// What somebody needs who has read nothing.
pub(super) fn welcome(url: &str) -> String {
    let line = "=".repeat(url.len().saturating_add(12));
    let mut text = format!("\n{line}\n  Open  {url}\n{line}\n\nand sign in as any of:\n\n");
    for person in EVERYBODY {
        let waiting = WAITING.iter().find(|(name, _)| *name == person.name);
        let waiting = waiting.map_or("", |(_, waiting)| waiting);
        // Writing to a string cannot fail.
        let _written = writeln!(text, "  {:<6} {:<12} {waiting}", person.name, person.part);
    }
    let _written = write!(
        text,
        "\nThe API and its document: {url}/docs\n\
         A token for curl:         cargo run -- token Ada --group composer\n\
         Ctrl-C ends it; nothing is kept."
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_comes_first_and_everybody_has_something_to_do() {
        let text = welcome("http://127.0.0.1:4242");
        assert!(text.contains("\n  Open  http://127.0.0.1:4242\n"), "{text}");
        for person in EVERYBODY {
            let line = text.lines().find(|line| line.trim_start().starts_with(person.name));
            assert!(line.unwrap().len() > 40, "{}", person.name);
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }
}
