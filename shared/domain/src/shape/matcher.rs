//! Whether a text matches a pattern of a shape, as far as such patterns go: sets, groups, choices
//! and counts, from end to end.

use std::iter::Peekable;
use std::str::Chars;

type Rest<'a> = &'a dyn Fn(&[char]) -> bool;

enum Part {
    Set { ranges: Vec<(char, char)>, is_negated: bool },
    Group(Vec<Vec<Counted>>),
}

struct Counted {
    part: Part,
    least: usize,
    most: usize,
}

/// Whether the whole text matches.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let inner = pattern.strip_prefix('^').and_then(|pattern| pattern.strip_suffix('$')).unwrap();
    let choices = choices(&mut inner.chars().peekable());
    let text: Vec<char> = text.chars().collect();
    choices.iter().any(|parts| in_order(parts, &text, &<[char]>::is_empty))
}

fn in_order(parts: &[Counted], text: &[char], rest: Rest<'_>) -> bool {
    match parts.split_first() {
        None => rest(text),
        Some((first, others)) => repeated(first, 0, text, &|left| in_order(others, left, rest)),
    }
}

fn repeated(one: &Counted, done: usize, text: &[char], rest: Rest<'_>) -> bool {
    let again = |left: &[char]| {
        left.len() < text.len() && repeated(one, done.saturating_add(1), left, rest)
    };
    done < one.most && once(&one.part, text, &again) || done >= one.least && rest(text)
}

fn once(part: &Part, text: &[char], rest: Rest<'_>) -> bool {
    match part {
        Part::Group(choices) => choices.iter().any(|parts| in_order(parts, text, rest)),
        Part::Set { ranges, is_negated } => text.split_first().is_some_and(|(first, left)| {
            let is_in = ranges.iter().any(|(from, to)| (from..=to).contains(&first));
            is_in != *is_negated && rest(left)
        }),
    }
}

fn choices(pattern: &mut Peekable<Chars<'_>>) -> Vec<Vec<Counted>> {
    let mut choices = vec![Vec::new()];
    while let Some(next) = pattern.next() {
        let part = match next {
            ')' => break,
            '|' => {
                choices.push(Vec::new());
                continue;
            }
            '(' => Part::Group(self::choices(pattern)),
            '[' => set(pattern),
            '\\' => Part::Set { ranges: escaped(pattern), is_negated: false },
            literal => Part::Set { ranges: vec![(literal, literal)], is_negated: false },
        };
        let (least, most) = count(pattern);
        choices.last_mut().unwrap().push(Counted { part, least, most });
    }
    choices
}

fn count(pattern: &mut Peekable<Chars<'_>>) -> (usize, usize) {
    let Some(sign) = pattern.next_if(|next| "?*+{".contains(*next)) else { return (1, 1) };
    match sign {
        '?' => (0, 1),
        '*' => (0, usize::MAX),
        '+' => (1, usize::MAX),
        _ => {
            let bounds: String = pattern.by_ref().take_while(|next| *next != '}').collect();
            let (least, most) = bounds.split_once(',').unwrap_or((&bounds, &bounds));
            (least.parse().unwrap(), most.parse().unwrap())
        }
    }
}

fn set(pattern: &mut Peekable<Chars<'_>>) -> Part {
    let is_negated = pattern.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    while let Some(next) = pattern.next().filter(|next| *next != ']') {
        let mut one = if next == '\\' { escaped(pattern) } else { vec![(next, next)] };
        let is_range = pattern.peek() == Some(&'-') && pattern.clone().nth(1) != Some(']');
        if is_range {
            _ = pattern.next();
            let to = pattern.next().unwrap();
            let end = if to == '\\' { escaped(pattern) } else { vec![(to, to)] };
            one = vec![(one[0].0, end[0].1)];
        }
        ranges.extend(one);
    }
    Part::Set { ranges, is_negated }
}

fn escaped(pattern: &mut Peekable<Chars<'_>>) -> Vec<(char, char)> {
    match pattern.next().unwrap() {
        's' => vec![('\t', '\r'), (' ', ' '), ('\u{a0}', '\u{a0}')],
        'S' => vec![('\0', '\u{8}'), ('\u{e}', '\u{1f}'), ('!', char::MAX)],
        'x' => {
            let digits: String = pattern.by_ref().take(2).collect();
            let code = char::from(u8::from_str_radix(&digits, 16).unwrap());
            vec![(code, code)]
        }
        literal => vec![(literal, literal)],
    }
}
