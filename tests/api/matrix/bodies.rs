//! What is sent with each route: a body that would be fine, so that only the caller decides.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use tests::{Answered, declared, letter, terms};

use crate::matrix::stage::{Place, Stage};

/// The body of a route; an empty object where it needs none.
pub(crate) fn of(stage: &Stage, route: &str, place: &Place) -> Value {
    match route {
        "POST /briefs" => terms(&stage.owner, "public"),
        "PUT /briefs/{brief}/lexicon" => json!({ "terms": [{ "word": "sunny", "energy": 3 }] }),
        "POST /briefs/{brief}/coproducers" => json!({ "member": stage.colleague.id }),
        "POST /briefs/{brief}/invitations" => json!({ "members": [stage.invited.id] }),
        "POST /briefs/{brief}/tracks" | "POST /briefs/{brief}/reference-media" => {
            let mut body = another_file();
            body["title"] = json!("Another one");
            body
        }
        "POST /briefs/{brief}/tracks/{track}/versions" => another_file(),
        "POST /briefs/{brief}/prize-funding" => {
            json!({ "prize": { "currency": "EUR", "amount": "100" } })
        }
        "POST /briefs/{brief}/questions" | "PUT /briefs/{brief}/questions/{question}/answer" => {
            json!({ "text": "How long may the end ring?" })
        }
        "POST /briefs/{brief}/selection" => {
            json!({ "track": place.track, "version": 1, "why": tests::WHY })
        }
        "PUT /briefs/{brief}/tracks/{track}/rating" => json!({ "stars": 4, "words": "warm" }),
        "POST /reviews/{review}/decline" => json!({ "reason": "other", "words": "I am away" }),
        "PATCH /briefs/{brief}" => json!({ "mood_words": ["sunny"] }),
        "PUT /briefs/{brief}/tracks/{track}/writers" => {
            json!({ "writers": [{ "member": stage.writer.id, "share_ppm": 1_000_000 }] })
        }
        "PUT /reviews/{review}/draft" => json!({ "verdict": "approve" }),
        "POST /reviews/{review}/reaction" => json!({ "useful": 5, "addressed": [true] }),
        "POST /reviews/{review}/dispute/decision" => {
            json!({ "upheld": false, "words": "it says what was heard" })
        }
        "POST /briefs/{brief}/tracks/{track}/trial/consent" => json!({ "consent": true }),
        "PUT /me/coproducer-application/trial" => json!({
            "number": 1,
            "scores": Answered::approving(letter(4)).body()["scores"],
            "notes": [{ "at_ms": 1, "text": "softer", "actionable": true }],
        }),
        "POST /reviews/{review}/dispute/reply" => json!({ "words": "there is one, in bar nine" }),
        "PUT /me/availability" => json!({ "availability": "available" }),
        "POST /me/coproducer-application" | "POST /members/{member}/appeal" => {
            json!({ "words": "I listen well" })
        }
        "POST /coproducer-applications/{application}/decision" => {
            json!({ "accept": true, "words": "welcome" })
        }
        "POST /members/{member}/appeal/decision" => {
            json!({ "reinstate": true, "words": "a misunderstanding" })
        }
        "PUT /reviews/{review}/heard" => json!({ "intervals": [{ "from_ms": 0, "to_ms": 0 }] }),
        "PUT /reviews/{review}" => Answered::approving(letter(4)).body().clone(),
        "POST /briefs/{brief}/cancel"
        | "POST /briefs/{brief}/lexicon/return"
        | "POST /reviews/{review}/dispute"
        | "POST /briefs/{brief}/void-award"
        | "POST /briefs/{brief}/restore-award"
        | "POST /members/{member}/suspend"
        | "POST /members/{member}/revoke"
        | "POST /members/{member}/founding-coproducer"
        | "POST /members/{member}/hold/release"
        | "POST /months/{month}/reject" => json!({ "reason": "somebody asks" }),
        _ => of_members_and_money(route, place),
    }
}

/// The same of a route that is about no brief.
fn of_members_and_money(route: &str, place: &Place) -> Value {
    match route {
        "PUT /me" => json!({ "display_name": "Somebody" }),
        "POST /months/{month}/revenue" => {
            json!({ "content_type": "text/csv", "size_bytes": 10, "sha256": "0".repeat(64) })
        }
        "POST /members/{member}/hold" => {
            json!({ "reason": "somebody asks", "review_on": "2026-05-01" })
        }
        "POST /payouts/{payout}/decision" => lost(),
        "PUT /me/payout-account" => json!({ "holder": "Somebody", "iban": "FI2112345600000785" }),
        "POST /adjustments" => {
            let money = json!({ "currency": "EUR", "amount": "1" });
            let entries = json!([{ "account": "platform", "money": money }]);
            json!({ "adjusts": place.month, "reason": "somebody asks", "entries": entries })
        }
        "POST /suspense/{entry}/match" => json!({ "track": place.track }),
        "PUT /members/{member}/tax-rate" => json!({ "country": "FI", "rate_bp": 1_500 }),
        "PUT /briefs/{brief}/tracks/{track}/isrc" => json!({ "isrc": "FI-ABC-26-00001" }),
        "POST /months/{month}/confirmations" => confirmation(place),
        "POST /months/{month}/approve" => json!({ "plan_sha256": "0".repeat(64) }),
        _ => json!({}),
    }
}

/// Of lines that are not the caller's own.
fn confirmation(place: &Place) -> Value {
    json!({ "plan_sha256": "0".repeat(64), "member": place.member })
}

/// Nobody knows what became of the first attempt.
fn lost() -> Value {
    json!({ "attempt": 1, "event": "lose", "reason": "no answer" })
}

/// No two are the same, since the same sound twice is refused for its own reason.
fn another_file() -> Value {
    static FILES: AtomicU64 = AtomicU64::new(0);
    declared(FILES.fetch_add(1, Ordering::Relaxed).to_string().as_bytes())
}
