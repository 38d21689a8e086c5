//! Every function may do what its story needs, and nothing else: no call of a whole story is
//! refused, and no action in the template's policies is one that nothing uses.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod story;

use std::collections::BTreeSet;

use local::call_log::SdkCall;
use local::iam::{Effect, IamPolicy, IamStatement};
use tests::World;

/// An action on a resource that the story does not use, and why the function has it.
struct Unused {
    function: &'static str,
    action: &'static str,
    /// A part of the resource.
    resource: &'static str,
    because: &'static str,
}

const UNUSED: [Unused; 7] = [
    Unused {
        function: "RoyaltiesFunction",
        action: "dynamodb:Query",
        resource: "/index/GSI2",
        because: "asks who is an operator where one of them is paid again in a large month",
    },
    Unused {
        function: "PromotionFunction",
        action: "s3:PutObject",
        resource: "coproducer-failures",
        because: "Lambda puts batches aside that were given up, with the function's rights",
    },
    Unused {
        function: "PromotionFunction",
        action: "s3:ListBucket",
        resource: "coproducer-failures",
        because: "Lambda asks for it before it accepts the bucket as a destination",
    },
    Unused {
        function: "SweepFunction",
        action: "s3:ListBucket",
        resource: "coproducer-uploads",
        because: "makes a missing object a 404 instead of a 403; no call asks for it by name",
    },
    Unused {
        function: "RevenueFunction",
        action: "s3:ListBucket",
        resource: "coproducer-uploads",
        because: "makes a missing object a 404 instead of a 403; no call asks for it by name",
    },
    Unused {
        function: "MonthPostMachine",
        action: "states:DescribeExecution",
        resource: ":execution:coproducer-month-post/",
        because: "Step Functions watches the batches of a Map with it",
    },
    Unused {
        function: "MonthPostMachine",
        action: "states:StopExecution",
        resource: ":execution:coproducer-month-post/",
        because: "Step Functions stops the other batches of a Map with it when one has failed",
    },
];

/// Everything that was asked of AWS, by functions and through the links they signed.
fn asked(world: &World) -> Vec<SdkCall> {
    let connector = world.studio.sdk_connector();
    let mut asked = connector.calls();
    assert!(asked.len() < 10_000, "the connector has begun to forget");
    asked.extend(connector.link_calls());
    asked
}

/// What the template gives a function or a state machine and nothing has asked for: `function
/// action resource`.
fn unused(world: &World) -> BTreeSet<String> {
    let asked = asked(world);
    let mut unused = BTreeSet::new();
    let template = world.studio.template();
    let functions = template.functions.iter().map(|one| (&one.logical_id, &one.policy));
    let machines = template.machines.iter().map(|one| (&one.logical_id, &one.policy));
    for (logical_id, policy) in functions.chain(machines) {
        for statement in &policy.statements {
            for (action, resource) in pairs(statement) {
                let right = right(&action, &resource, statement);
                let is_used = asked.iter().any(|call| {
                    call.function == *logical_id
                        && call.accesses.iter().any(|access| right.allows(access))
                });
                if !is_used && statement.effect == Effect::Allow {
                    unused.insert(format!("{logical_id} {action} {resource}"));
                }
            }
        }
    }
    unused
}

fn pairs(statement: &IamStatement) -> Vec<(String, String)> {
    let actions = statement.actions.iter();
    actions
        .flat_map(|action| statement.resources.iter().map(|on| (action.clone(), on.clone())))
        .collect()
}

/// A policy that gives just this.
fn right(action: &str, resource: &str, statement: &IamStatement) -> IamPolicy {
    let only = IamStatement {
        actions: vec![action.to_owned()],
        resources: vec![resource.to_owned()],
        ..statement.clone()
    };
    IamPolicy { statements: vec![only] }
}

#[tokio::test]
async fn a_whole_story_is_denied_no_call_and_leaves_no_right_unused() {
    let world = story::after_the_story().await;
    assert_eq!(world.denied(), Vec::<String>::new());
    assert_eq!(world.studio.findings(), Vec::<String>::new());
    assert_eq!(world.studio.lambda().dead_letters(), Vec::<serde_json::Value>::new());

    let mut unused = unused(&world);
    for Unused { function, action, resource, because } in UNUSED {
        let found = unused.iter().find(|right| {
            right.starts_with(&format!("{function} {action} ")) && right.contains(resource)
        });
        let found = found.unwrap_or_else(|| {
            panic!("{function} does use {action} on {resource}, or has it no more ({because})")
        });
        let found = found.clone();
        unused.remove(&found);
    }
    assert!(unused.is_empty(), "given and never used:\n  {}", Vec::from_iter(unused).join("\n  "));
}
