//! The column of whoever has left: whatever groups their token names, it opens no route that needs
//! one, and is not looked at where none is needed.

use http::Method;
use jiff::SignedDuration;
use serde_json::json;
use tests::ReplyChecks;

use crate::matrix::bodies;
use crate::matrix::stage::{Caller, Stage, Subject};
use crate::matrix::table;

#[tokio::test]
async fn the_token_of_an_erased_member_is_refused_on_every_route() {
    let stage = Stage::people().await;
    let eve = stage.world.composer("Eve");
    eve.put("/me", &json!({ "display_name": "Eve" })).await.expect_status(200);
    eve.send(Method::DELETE, "/me", |call| call).await.expect_status(202);
    stage.world.pass(SignedDuration::from_mins(61)).await;
    let token = stage.world.studio.token("Eve", &["client", "composer", "operator"]).unwrap();

    let (mut refused, mut open) = (0, 0);
    let place = stage.place(Subject::Missing);
    for row in table::ALL.into_iter().flat_map(table::parse) {
        let method: Method = row.method.parse().unwrap();
        let body = bodies::of(&stage, &row.route(), &place);
        let reply = stage.ask(Some(&token), &method, &place.fill(&row.path), &body).await;
        let nobody = row.expected.last().map(|(_, answers)| answers[nobodys_column()]).unwrap();
        if nobody == 401 {
            assert_eq!((reply.status.as_u16(), reply.problem().as_str()), (403, "erased"));
            refused += 1;
        } else {
            assert_ne!(reply.problem(), "erased", "{} needs no token", row.route());
            open += 1;
        }
    }
    assert!(refused > 60 && open > 3, "{refused} routes refused, {open} open");
    assert!(stage.world.denied().is_empty(), "{:?}", stage.world.denied());
}

fn nobodys_column() -> usize {
    Caller::ALL.iter().position(|caller| *caller == Caller::Nobody).unwrap()
}
