//! Pages of what is read whole: the cursor is the place of the first item.

use edge::{ListPage, PageRequest, Problem, SealedCursor};

/// Which part is wanted.
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
    pub(crate) fn cut<T>(self, all: Vec<T>) -> (Vec<T>, Option<usize>) {
        let next = self.first.saturating_add(self.limit);
        let next = (next < all.len()).then_some(next);
        (all.into_iter().skip(self.first).take(self.limit).collect(), next)
    }

    /// The same of two lists, one after the other.
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
        let (upper, _) = self.cut(upper);
        let (lower, _) = Self { first: start, limit: end.saturating_sub(start) }.cut(lower);
        (upper, lower, next)
    }
}

/// The page of a list that is read whole.
pub(crate) fn page_of<T>(page: &PageRequest, all: Vec<T>) -> Result<ListPage<T>, Problem> {
    let (items, next) = Places::of(page)?.cut(all);
    Ok(ListPage { items, next: next_of(page, next) })
}

/// Where the page after `page` begins, as the client holds it.
pub(crate) fn next_of(page: &PageRequest, next: Option<usize>) -> Option<SealedCursor> {
    page.next_at(next.map(|next| next.to_string()).as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_everything_once_and_the_last_one_says_so() {
        let page = |first| Places { first, limit: 2 }.cut(vec![1, 2, 3, 4]);
        assert_eq!(page(0), (vec![1, 2], Some(2)));
        assert_eq!(page(2), (vec![3, 4], None));
        assert_eq!(page(9), (Vec::new(), None));
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
