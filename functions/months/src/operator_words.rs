//! What operators have said in matters of the books that all of them are parties of, and what waits
//! for another one's word.

use axum::extract::State;
use axum::response::Response;
use domain::operator_word::{OperatorWord, OperatorWords, SharedMatter};
use edge::{ListPage, Operator, PageRequest, Problem, respond};
use runtime::Runtime;
use serde::Serialize;

use crate::ledger;
use crate::problems::OrProblem;

#[derive(Debug, Serialize)]
struct WaitingView {
    matter: SharedMatter,
    first_words: Vec<OperatorWord>,
}

impl From<OperatorWords> for WaitingView {
    fn from(item: OperatorWords) -> WaitingView {
        WaitingView { matter: item.matter, first_words: item.words }
    }
}

/// `GET /operator-words`: awards, recording codes and matches on which a word waits for another
/// operator's, the one that waits for longest first. One round trip.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    page: PageRequest,
) -> Result<Response, Problem> {
    let cursor = page.resume(&store::operator_word::waiting())?;
    let waiting = ledger(&runtime)?.waiting_words(page.limit, cursor).await;
    let (items, next) = waiting.or_problem()?;
    respond::ok(&ListPage::new(&page, items.into_iter().map(WaitingView::from).collect(), next))
}
