//! What operators have said in matters of the books that all of them are parties of, and what waits
//! for another one's word.

use axum::extract::State;
use domain::operator_word::{OperatorWord, OperatorWords, SharedMatter};
use edge::{Found, ListPage, Operator, Paged, Problem, Routes, Tag, answer};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::OperatorsPayments).get("/operator-words", list, |it| {
        it.summary("List the words that wait for another operator's")
            .text("Of awards, recording codes and matches that every operator is a party of.")
            .who("operators")
            .ordered("the one that waits for longest first")
    })
}

/// A matter with the words of operators that wait for another one's.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WaitingWordView {
    matter: SharedMatter,
    first_words: Vec<OperatorWord>,
}

impl From<OperatorWords> for WaitingWordView {
    fn from(item: OperatorWords) -> WaitingWordView {
        WaitingWordView { matter: item.matter, first_words: item.words }
    }
}

/// `GET /operator-words`: awards, recording codes and matches on which a word waits for another
/// operator's, the one that waits for longest first. One round trip.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<WaitingWordView>>, Problem> {
    let cursor = page.resume(&store::operator_word::waiting())?;
    let waiting = ledger(&runtime)?.waiting_words(page.limit, cursor).await;
    let (items, next) = waiting.or_problem()?;
    answer::found(&ListPage::new(
        &page,
        items.into_iter().map(WaitingWordView::from).collect(),
        next,
    ))
}
