//! Where in the text a value stands. `yaml_serde` keeps no positions in a parsed value, so the line
//! is found again by walking the text along the key path; only an error pays for it.

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The value under this key.
    Key(String),
    /// The item at this index.
    Index(usize),
}

/// A line with content: its number, its indentation and its text without the indentation.
#[derive(Debug, Clone)]
struct Line<'t> {
    number: usize,
    indentation: usize,
    content: &'t str,
}

impl<'t> Line<'t> {
    fn parse(number: usize, text: &'t str) -> Option<Self> {
        let content = text.trim_start();
        let indentation = text.len().saturating_sub(content.len());
        let is_content = !content.is_empty() && !content.starts_with('#');
        is_content.then_some(Self { number, indentation, content })
    }

    fn is_item(&self) -> bool {
        self.content == "-" || self.content.starts_with("- ")
    }

    /// The same line without its dash: the first key of the item keeps its own indentation.
    fn without_dash(&self) -> Option<Self> {
        let rest = self.content.strip_prefix('-')?;
        let content = rest.trim_start();
        let indentation = self
            .indentation
            .saturating_add(1)
            .saturating_add(rest.len().saturating_sub(content.len()));
        (!content.is_empty()).then_some(Self { number: self.number, indentation, content })
    }

    fn has_key(&self, key: &str) -> bool {
        let unquoted = self.content.trim_start_matches(['"', '\'']);
        let Some(rest) = unquoted.strip_prefix(key) else { return false };
        rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':')
    }
}

/// The line, counted from 1, of the value at `path`; the nearest line round it when the text is
/// written in one line (`{…}`, `[…]`).
pub(super) fn line_of(text: &str, path: &[Step]) -> usize {
    let mut block: Vec<Line<'_>> = (1..)
        .zip(text.lines())
        .filter_map(|(number, line)| Line::parse(number, line))
        .filter(|line| line.content != "---")
        .collect();
    let mut found = 1;
    for step in path {
        let inner = match step {
            Step::Key(key) => inside_key(&block, key),
            Step::Index(index) => inside_item(&block, *index),
        };
        let Some((number, lines)) = inner else { break };
        found = number;
        block = lines;
    }
    found
}

fn inside_key<'t>(block: &[Line<'t>], key: &str) -> Option<(usize, Vec<Line<'t>>)> {
    let indentation = block.first()?.indentation;
    let start =
        block.iter().position(|line| line.indentation == indentation && line.has_key(key))?;
    let number = block.get(start)?.number;
    let inner = block.iter().skip(start).skip(1).take_while(|line| {
        line.indentation > indentation || (line.indentation == indentation && line.is_item())
    });
    Some((number, inner.cloned().collect()))
}

fn inside_item<'t>(block: &[Line<'t>], index: usize) -> Option<(usize, Vec<Line<'t>>)> {
    let indentation = block.first()?.indentation;
    let is_start = |line: &Line<'_>| line.indentation == indentation && line.is_item();
    let (start, first) = block.iter().enumerate().filter(|(_, line)| is_start(line)).nth(index)?;
    let rest = block.iter().skip(start).skip(1).take_while(|line| !is_start(line)).cloned();
    Some((first.number, first.without_dash().into_iter().chain(rest).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# a comment
Resources:

  Table:
    Type: A
    Keys:
    - Name: pk
      Type: S
    - Name: sk
      Type: N
  Bucket:
    Rules: [{ Id: one }]
    Note: |
      Type: not a key
    Type: B
";

    fn line(path: &[Step]) -> usize {
        line_of(TEXT, path)
    }

    fn key(name: &str) -> Step {
        Step::Key(name.to_owned())
    }

    #[test]
    fn a_key_is_found_under_its_parents() {
        assert_eq!(line(&[key("Resources"), key("Table"), key("Type")]), 5);
        assert_eq!(line(&[key("Resources"), key("Bucket"), key("Type")]), 15);
    }

    #[test]
    fn an_item_is_found_by_its_index_even_when_not_indented() {
        let keys = [key("Resources"), key("Table"), key("Keys")];
        let second = [keys.as_slice(), &[Step::Index(1), key("Type")]].concat();
        assert_eq!(line(&second), 10);
        let first = [keys.as_slice(), &[Step::Index(0), key("Name")]].concat();
        assert_eq!(line(&first), 7);
    }

    #[test]
    fn inside_one_line_the_line_itself_is_named() {
        let path = [key("Resources"), key("Bucket"), key("Rules"), Step::Index(0), key("Id")];
        assert_eq!(line(&path), 12);
    }
}
