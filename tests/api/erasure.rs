//! Members who leave for good: what is looked for everywhere and found nowhere afterwards, who is
//! let in meanwhile, and what an erasure waits for.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod canary;
mod founding_seats;
mod logs;
mod money;
mod revocation_list;
mod waiting;

use http::Method;
use serde_json::Value;
use tests::{Person, ReplyChecks};

/// `DELETE /me`.
pub(crate) async fn leave(person: &Person) -> Value {
    person.send(Method::DELETE, "/me", |call| call).await.expect_status(202)
}

/// Where an erasure stands, as its member sees it; as everybody does once their token is refused.
async fn status(person: &Person) -> Value {
    let me = person.get("/me").await;
    if me.status.as_u16() == 200 {
        return me.expect_status(200)["erasure"].take();
    }
    public_status(person).await
}

/// Where an erasure stands; nobody needs a token to ask.
async fn public_status(person: &Person) -> Value {
    let path = format!("/members/{}/erasure", person.id);
    person.world.http().get(&path).send().await.unwrap().expect_status(200)
}
