//! Pages of what is read whole.

use edge::{ListPage, PageRequest, Problem, SealedCursor};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A page of a list whose items come and go: its cursor names the last item of the page before, so
/// that every other one that stays is seen once.
#[derive(Debug)]
pub(crate) struct PageAfter<'page, Place> {
    page: &'page PageRequest,
    last: Option<Place>,
}

impl<'page, Place: Ord + Serialize + DeserializeOwned> PageAfter<'page, Place> {
    /// 400 for a cursor of another list: to be asked before anything is read.
    pub(crate) fn of(page: &'page PageRequest) -> Result<Self, Problem> {
        let last = page.resume_at(|text| serde_json::from_str(text).ok())?;
        Ok(Self { page, last })
    }

    /// The items of the page, in the order of their places; no two of `all` have the same one.
    pub(crate) fn cut<T>(self, all: Vec<T>, place: impl Fn(&T) -> Place) -> ListPage<T> {
        let (items, last) = after(self.last.as_ref(), self.page.limit.into(), all, place);
        // Words and numbers always have their JSON.
        let next = last.and_then(|last| serde_json::to_string(&last).ok());
        ListPage { items, next: self.page.next_at(next.as_deref()) }
    }
}

/// So many of the items after `last`, and the place of the last one where there are more.
fn after<T, Place: Ord>(
    last: Option<&Place>,
    limit: usize,
    mut all: Vec<T>,
    place: impl Fn(&T) -> Place,
) -> (Vec<T>, Option<Place>) {
    all.retain(|one| last.is_none_or(|last| place(one) > *last));
    all.sort_by_cached_key(&place);
    let has_more = all.len() > limit;
    all.truncate(limit);
    let last = all.last().filter(|_| has_more).map(place);
    (all, last)
}

/// Which part of two lists is wanted, one after the other, which never change: the cursor is the
/// place of the first item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    first: usize,
    limit: usize,
}

impl Places {
    /// Those of a page; 400 for a cursor of another list.
    pub(crate) fn of(page: &PageRequest) -> Result<Self, Problem> {
        let first = page.resume_at(|text| text.parse().ok())?.unwrap_or_default();
        Ok(Self { first, limit: page.limit.into() })
    }

    /// The items of the page, and where the next one begins, if there is one.
    pub(crate) fn cut_both<A, B>(
        self,
        upper: Vec<A>,
        lower: Vec<B>,
    ) -> (Vec<A>, Vec<B>, Option<usize>) {
        let next = self.first.saturating_add(self.limit);
        let all = upper.len().saturating_add(lower.len());
        let start = self.first.saturating_sub(upper.len());
        let end = next.saturating_sub(upper.len());
        let next = (next < all).then_some(next);
        let upper = upper.into_iter().skip(self.first).take(self.limit).collect();
        let lower = lower.into_iter().skip(start).take(end.saturating_sub(start)).collect();
        (upper, lower, next)
    }
}

/// Where the page after `page` begins, as the client holds it.
pub(crate) fn next_of(page: &PageRequest, next: Option<usize>) -> Option<SealedCursor> {
    page.next_at(next.map(|next| next.to_string()).as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_and_what_comes_between_two_pages_hides_nothing_else() {
        let page = |last: Option<u8>, all: &[u8]| after(last.as_ref(), 2, all.to_vec(), |one| *one);
        assert_eq!(page(None, &[4, 1, 3]), (vec![1, 3], Some(3)));
        assert_eq!(page(Some(3), &[4]), (vec![4], None));
        assert_eq!(page(Some(3), &[1, 2, 3, 4, 5, 6]), (vec![4, 5], Some(5)));
        assert_eq!(page(Some(6), &[1]), (Vec::new(), None));
    }

    #[test]
    fn pages_of_two_lists_hold_both_once_and_in_order() {
        for limit in 1..=8 {
            let (mut letters, mut numbers, mut first) = (String::new(), Vec::new(), 0);
            loop {
                let places = Places { first, limit };
                let (some, more, next) = places.cut_both(vec!["a", "b", "c"], vec![1, 2, 3, 4]);
                assert!(some.len() + more.len() <= limit);
                assert!(some.is_empty() || numbers.is_empty(), "the first list comes first");
                letters.push_str(&some.concat());
                numbers.extend(more);
                let Some(next) = next else { break };
                first = next;
            }
            assert_eq!((letters.as_str(), numbers), ("abc", vec![1, 2, 3, 4]), "limit {limit}");
        }
    }
}
