//! Who can be chosen: the people of the story, and whoever has signed in with a name of their own.

use std::collections::{BTreeMap, BTreeSet};

use demo::cast::EVERYBODY;
use serde::{Deserialize, Serialize};

/// The groups of the user pool, with what their people do here.
pub(super) const GROUPS: [(&str, &str); 3] =
    [("client", "asks for music"), ("composer", "writes it"), ("operator", "runs the studio")];

const NAME_LETTERS_MAX: usize = 60;

/// Somebody with the groups of their tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) groups: Vec<String>,
}

/// The groups of everybody who has signed in, by name. The same name is always the same person.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct People(BTreeMap<String, BTreeSet<String>>);

impl People {
    /// The story's people first, then the others by name.
    pub(super) fn everybody(&self) -> Vec<Person> {
        let cast = EVERYBODY.iter().map(|one| one.name);
        let others = self.0.keys().map(String::as_str).filter(|name| !is_of_story(name));
        cast.chain(others).filter_map(|name| self.find(name)).collect()
    }

    pub(super) fn find(&self, name: &str) -> Option<Person> {
        let cast = EVERYBODY.iter().filter(|one| one.name == name).map(|one| one.group.to_owned());
        let own = self.0.get(name).into_iter().flatten().cloned();
        let groups: BTreeSet<String> = cast.chain(own).collect();
        let name = name.to_owned();
        (!groups.is_empty()).then(|| Person { name, groups: groups.into_iter().collect() })
    }

    /// The person of this name, who belongs to this group from now on, too.
    pub(super) fn join(&mut self, name: &str, group: &str) -> Person {
        self.0.entry(name.to_owned()).or_default().insert(group.to_owned());
        self.find(name).unwrap_or_else(|| Person { name: name.to_owned(), groups: Vec::new() })
    }
}

/// What somebody of the story does in it.
pub(super) fn part_of(name: &str) -> Option<&'static str> {
    EVERYBODY.iter().find(|one| one.name == name).map(|one| one.part)
}

pub(super) fn is_of_story(name: &str) -> bool {
    part_of(name).is_some()
}

/// A name that can be shown and found again.
pub(super) fn name_of(text: &str) -> Option<&str> {
    let name = text.trim();
    let is_name = (1..=NAME_LETTERS_MAX).contains(&name.chars().count());
    Some(name).filter(|name| is_name && !name.contains(char::is_control))
}

pub(super) fn group_of(text: &str) -> Option<&'static str> {
    GROUPS.iter().map(|(group, _)| *group).find(|group| *group == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_joins_stands_behind_the_story_and_keeps_their_groups() {
        let mut people = People::default();
        people.join("Nora", "composer");
        assert_eq!(people.join("Nora", "client").groups, ["client", "composer"]);
        assert_eq!(people.join("Clara", "operator").groups, ["client", "operator"]);
        let everybody = people.everybody();
        assert_eq!(everybody.len(), EVERYBODY.len() + 1);
        assert_eq!(everybody.first().map(|one| one.name.as_str()), Some("Clara"));
        assert_eq!(everybody.last().map(|one| one.name.as_str()), Some("Nora"));
        assert_eq!(people.find("Nobody"), None);
    }

    #[test]
    fn a_name_can_be_shown() {
        assert_eq!(name_of(" Nora L. "), Some("Nora L."));
        let long = "é".repeat(NAME_LETTERS_MAX);
        assert_eq!(name_of(&long), Some(long.as_str()));
        for text in ["", "  ", "a\nb", &format!("{long}é")] {
            assert_eq!(name_of(text), None, "{text}");
        }
        assert_eq!((group_of("client"), group_of("admin")), (Some("client"), None));
    }
}
