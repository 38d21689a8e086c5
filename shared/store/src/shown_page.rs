//! A page of a list of which the reader is shown a part: it is filled past what is hidden.

use std::mem;

use crate::cursor::Cursor;

/// A page that is being filled: read what it [wants](Self::wanted), show it what of that the reader is
/// shown, until it wants nothing any more. What is hidden leaves no gap.
#[derive(Debug)]
pub struct ShownPage<T> {
    items: Vec<T>,
    limit: u16,
    /// Whether nobody may tell that anything is hidden: another page follows only where it has
    /// something to show.
    looks_ahead: bool,
    reading: Reading,
}

#[derive(Debug)]
enum Reading {
    /// The page is not full; nothing is the beginning of the list.
    Fills(Option<Cursor>),
    /// It is full, and another one would begin at `next`.
    LooksAhead { next: Cursor, from: Cursor },
    /// Where the next page begins.
    Done(Option<Cursor>),
}

impl<T> ShownPage<T> {
    /// Filled past what is of no use to the reader, whom it does not matter to hide it from. As many
    /// reads as the page needs.
    pub const fn filtered(limit: u16, cursor: Option<Cursor>) -> Self {
        Self { items: Vec::new(), limit, looks_ahead: false, reading: Reading::Fills(cursor) }
    }

    /// The same where nobody may tell that anything is hidden. A read more where the page is full.
    pub const fn confidential(limit: u16, cursor: Option<Cursor>) -> Self {
        Self { items: Vec::new(), limit, looks_ahead: true, reading: Reading::Fills(cursor) }
    }

    /// How many items are to be read next, and from where; nothing once the page is done.
    pub fn wanted(&self) -> Option<(u16, Option<Cursor>)> {
        match &self.reading {
            Reading::Fills(cursor) => {
                let room = usize::from(self.limit).saturating_sub(self.items.len());
                Some((u16::try_from(room).unwrap_or(self.limit), cursor.clone()))
            }
            Reading::LooksAhead { from, .. } => Some((self.limit, Some(from.clone()))),
            Reading::Done(_) => None,
        }
    }

    /// Takes in what of the items that were read is `shown`, and where the list goes on.
    pub fn take(&mut self, shown: impl IntoIterator<Item = T>, next: Option<Cursor>) {
        self.reading = match mem::replace(&mut self.reading, Reading::Done(None)) {
            Reading::Fills(_) => {
                self.items.extend(shown);
                let is_full = self.items.len() >= usize::from(self.limit);
                match next {
                    Some(next) if is_full && self.looks_ahead => {
                        Reading::LooksAhead { from: next.clone(), next }
                    }
                    Some(next) if !is_full => Reading::Fills(Some(next)),
                    next => Reading::Done(next),
                }
            }
            Reading::LooksAhead { next: begins, .. } => match next {
                _ if shown.into_iter().next().is_some() => Reading::Done(Some(begins)),
                Some(from) => Reading::LooksAhead { next: begins, from },
                None => Reading::Done(None),
            },
            done @ Reading::Done(_) => done,
        };
    }

    /// The items, and where the next page begins.
    pub fn finish(self) -> (Vec<T>, Option<Cursor>) {
        let next = match self.reading {
            Reading::Done(next) => next,
            Reading::Fills(_) | Reading::LooksAhead { .. } => None,
        };
        (self.items, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::board;

    /// What a reader finds on all pages of a list in which some items are hidden, and how many pages
    /// there are; a cursor's place in the list is the name of its partition.
    fn pages(is_shown: &[bool], limit: u16, looks_ahead: bool) -> Vec<Vec<usize>> {
        let at = |place: usize| Cursor::beginning_of(&board(), &place.to_string());
        let place_of = |cursor: &Cursor| cursor.part("gsi2pk").unwrap().parse::<usize>().unwrap();
        let (mut pages, mut cursor) = (Vec::new(), None);
        loop {
            let mut page = if looks_ahead {
                ShownPage::confidential(limit, cursor)
            } else {
                ShownPage::filtered(limit, cursor)
            };
            while let Some((room, from)) = page.wanted() {
                let from = from.as_ref().map_or(0, place_of);
                let end = from.saturating_add(room.into());
                let read = (from..end.min(is_shown.len())).filter(|place| is_shown[*place]);
                let read: Vec<usize> = read.collect();
                // As DynamoDB: a full read has a cursor, whatever follows.
                page.take(read, (end <= is_shown.len()).then(|| at(end)));
            }
            let (items, next) = page.finish();
            pages.push(items);
            cursor = next;
            if cursor.is_none() {
                return pages;
            }
        }
    }

    /// Every page but the last is full, and where nobody may tell, the pages are those of a list that
    /// has nothing hidden in it.
    #[test]
    fn what_is_hidden_leaves_no_gap() {
        for (bits, limit) in (0_u32..256).flat_map(|bits| (1_u16..5).map(move |one| (bits, one))) {
            let is_shown: Vec<bool> = (0..8).map(|place| bits & (1 << place) != 0).collect();
            let all: Vec<usize> = (0..8).filter(|place| is_shown[*place]).collect();
            for looks_ahead in [false, true] {
                let pages = pages(&is_shown, limit, looks_ahead);
                assert_eq!(pages.concat(), all);
                let mut full = pages.iter().rev().skip(1);
                assert!(full.all(|page| page.len() == usize::from(limit)), "{pages:?}");
                let ends_empty = pages.len() > 1 && pages.last().is_some_and(Vec::is_empty);
                assert!(!(looks_ahead && ends_empty), "{pages:?}");
            }
        }
    }
}
