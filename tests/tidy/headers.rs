//! The content policy of the pages: the same on a laptop and in a deployment, but for the addresses
//! that each has of its own.

use crate::template::{Template, at, text};
use crate::tree::Tree;

const KIND: &str = "AWS::CloudFront::ResponseHeadersPolicy";
const CONFIG: [&str; 2] = ["ResponseHeadersPolicyConfig", "SecurityHeadersConfig"];

/// Where pages may reach other addresses than the studio's.
const OPEN: [&str; 2] = ["connect-src", "media-src"];

/// A directive's name, its own words, and how many addresses of others it has.
type Directive = (String, Vec<String>, usize);

fn directives(policy: &str) -> Vec<Directive> {
    let directives = policy.split(';').map(str::trim).filter(|directive| !directive.is_empty());
    let read = |directive: &str| {
        let mut words = directive.split_whitespace().map(str::to_owned);
        let name = words.next().unwrap_or_default();
        let is_foreign = |word: &String| word.starts_with("https://") || word.starts_with('{');
        let (foreign, own): (Vec<_>, Vec<_>) = words.partition(is_foreign);
        (name, own, foreign.len())
    };
    directives.map(read).collect()
}

/// What differs between the laptop's policy and the template's.
fn differences(laptop: &str, template: &str) -> Vec<String> {
    let (laptop, template) = (directives(laptop), directives(template));
    let own = |all: &[Directive]| {
        all.iter().map(|(name, own, _)| (name.clone(), own.clone())).collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    if own(&laptop) != own(&template) {
        found.push(format!("the policies differ: {laptop:?} and {template:?}"));
    }
    for (name, _, foreign) in laptop.iter().chain(&template) {
        if (*foreign > 0) != OPEN.contains(&name.as_str()) {
            found.push(format!("{name} has {foreign} addresses of others"));
        }
    }
    found
}

fn of_template(tree: &Tree, member: &[&str]) -> String {
    let template = Template::of(tree);
    let config = template.property("PagesHeaders", KIND, &CONFIG);
    text(at(config, member)).trim_start_matches("!Sub ").to_owned()
}

#[test]
fn pages_have_one_content_policy_on_a_laptop_and_in_a_deployment() {
    let tree = Tree::of_repository();
    let policy = of_template(&tree, &["ContentSecurityPolicy", "ContentSecurityPolicy"]);
    crate::assert_none(&differences(local::pages::POLICY, &policy));
    assert_eq!(of_template(&tree, &["ReferrerPolicy", "ReferrerPolicy"]), "no-referrer");
    assert_eq!(of_template(&tree, &["ContentTypeOptions", "Override"]), "true");
    assert_eq!(of_template(&tree, &["StrictTransportSecurity", "Override"]), "true");
}

#[test]
fn a_wider_policy_is_found() {
    let laptop =
        "default-src 'none'; script-src 'self'; connect-src 'self' {connect}; media-src {media}";
    let same = "default-src 'none'; script-src 'self'; connect-src 'self' https://a https://b; media-src https://a";
    crate::assert_none(&differences(laptop, same));
    let inline = same.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
    crate::assert_found(&differences(laptop, &inline), &["the policies differ"]);
    let foreign = same.replace("script-src 'self'", "script-src 'self' https://cdn.example");
    crate::assert_found(&differences(laptop, &foreign), &["script-src has 1"]);
}
