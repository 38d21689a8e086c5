//! After the whole suite: every answer that the API document declares was seen, every example that
//! is checked in was sent, and nothing was seen that the document does not say.
//!
//! Alone, one test sees next to nothing, so this one is run by name:
//! `cargo test -p tests --test tidy -- --ignored every_answer_of_the_contract_was_exercised`, with
//! the folder `contract` of the target folder emptied before the suite.

use std::collections::BTreeSet;

use contract::coverage::{Run, declared};
use contract::{Examples, Seen};

/// Why some declared answers are never seen.
struct Exemption {
    why: &'static str,
    is_of: fn(&Seen) -> bool,
}

const EXEMPT: [Exemption; 10] = [
    Exemption {
        why: "a plan that was rejected while it was made or posted takes two at the same moment: \
              both are staged in the tests of the months, over the ledger",
        is_of: |seen| {
            is(seen, "POST /months/{month}/plan", 412) || is(seen, "POST /months/{month}/post", 412)
        },
    },
    Exemption {
        why: "a report of the bank that is too long to be worked off in one answer: it is tried in \
              the tests of the ledger",
        is_of: |seen| is(seen, "POST /months/{month}/settlements", 202),
    },
    Exemption {
        why: "a deployment whose own account is none: it is tried in the tests of the ledger",
        is_of: |seen| seen.answer == "no_paying_account",
    },
    Exemption {
        why: "the month after is half posted: it is tried in the tests of the ledger",
        is_of: |seen| seen.answer == "posting_under_way",
    },
    Exemption {
        why: "it takes two at the same moment: the races of the tests lose one of each kind, and \
              all of them are answered in one place",
        is_of: |seen| {
            let answered = "PUT /briefs/{brief}/questions/{question}/answer";
            seen.answer == "changed_in_between" || is(seen, answered, 412)
        },
    },
    Exemption {
        why: "a path with an empty piece belongs to no operation: it is tried in the tests of the \
              gateway",
        is_of: |seen| seen.status == 404 && seen.answer == "application/json",
    },
    Exemption {
        why: "the gateway of the laptop counts no requests",
        is_of: |seen| seen.status == 429,
    },
    Exemption {
        why: "the gateway's own words for a function that failed or took too long: it is \
              tried on one function in the tests of the gateway",
        is_of: |seen| {
            matches!(seen.status, 500 | 502 | 503 | 504) && seen.answer == "application/json"
        },
    },
    Exemption {
        why: "the gateway's own limit of 10 MB lies above ours: it is tried in the tests of the \
              gateway",
        is_of: |seen| seen.status == 413 && seen.answer == "application/json",
    },
    Exemption {
        why: "it reads nothing, so that nothing can be busy or broken",
        is_of: |seen| seen.operation == "GET /credits/key" && seen.status >= 500,
    },
];

fn is(seen: &Seen, operation: &str, status: u16) -> bool {
    seen.operation == operation && seen.status == status
}

fn never_seen(declared: &BTreeSet<Seen>, run: &Run) -> Vec<String> {
    let unseen = declared.iter().filter(|one| !run.seen.contains(one));
    let unseen = unseen.filter(|one| !EXEMPT.iter().any(|exempt| (exempt.is_of)(one)));
    unseen
        .map(|one| format!("{} {} {}: was never answered", one.operation, one.status, one.answer))
        .collect()
}

#[test]
#[ignore = "it asks what the other tests have seen"]
fn every_answer_of_the_contract_was_exercised() {
    let run = Run::in_folder(&tests::contract::folder()).expect("what the processes wrote");
    assert!(!run.seen.is_empty(), "no test wrote what it saw; run the suite first");
    let mut missing = Vec::from_iter(run.violations.clone());
    missing.extend(never_seen(&declared(tests::contract::checker().document()), &run));
    let unsent = Examples::checked_in().never_sent(&run.sent);
    missing.extend(unsent.into_iter().map(|one| {
        let Seen { operation, status, answer } = one;
        format!("{operation} {status} {answer}: no test sent the example that is checked in")
    }));
    crate::assert_none(&missing);
}

#[test]
fn an_answer_that_nobody_got_is_found() {
    let seen = |operation: &str, status, answer: &str| Seen {
        operation: operation.to_owned(),
        status,
        answer: answer.to_owned(),
    };
    let declared = BTreeSet::from([
        seen("GET /briefs", 200, "application/json"),
        seen("GET /briefs", 409, "state"),
        seen("GET /briefs", 429, "application/json"),
        seen("GET /credits/key", 503, "busy"),
    ]);
    let got = BTreeSet::from([seen("GET /briefs", 200, "application/json")]);
    let run = Run { seen: got, ..Run::default() };
    crate::assert_found(&never_seen(&declared, &run), &["GET /briefs 409 state: was never"]);
    assert!(EXEMPT.iter().all(|exempt| !exempt.why.is_empty()));
}
