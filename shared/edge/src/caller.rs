//! Who is calling: the claims that the gateway's JWT authorizer has already verified.
//!
//! The gateway checks signature, issuer, expiry and audience. It lets an ID token pass where only
//! an access token should, so `token_use` is checked here, and it flattens the groups claim, so
//! it is parsed here, in one place, denying on doubt.

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use domain::id::MemberId;
use domain::role::Role;
use http::Extensions;
use http::request::Parts;
use lambda_http::request::RequestContext;
use std::collections::{BTreeSet, HashMap};
use workflow::Actor;

/// An authenticated member. Extracting it is the proof; without it a handler is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub member: MemberId,
    pub username: String,
    pub groups: BTreeSet<Role>,
    /// Who signed the token.
    pub issuer: String,
}

impl Caller {
    /// 403 unless the caller is in `group`.
    pub fn require(&self, group: Role) -> Result<(), Problem> {
        self.require_any(&[group])
    }

    /// 403 unless the caller is in one of `groups`.
    pub fn require_any(&self, groups: &[Role]) -> Result<(), Problem> {
        if groups.iter().any(|group| self.is(*group)) {
            return Ok(());
        }
        let names: Vec<String> = groups.iter().map(Role::to_string).collect();
        Err(Problem::forbidden(format!("this is for the group {}", names.join(" or "))))
    }

    pub fn is(&self, group: Role) -> bool {
        self.groups.contains(&group)
    }

    /// The caller as an operation of `workflow` knows them.
    pub fn actor(&self) -> Actor {
        Actor { member: self.member, is_operator: self.is(Role::Operator) }
    }

    fn from_claims(claims: &HashMap<String, String>) -> Result<Caller, Problem> {
        let claim =
            |name: &str| claims.get(name).map(String::as_str).filter(|text| !text.is_empty());
        if claim("token_use") != Some("access") {
            return Err(Problem::unauthenticated("an access token is needed, not another token"));
        }
        let Some(subject) = claim("sub") else {
            return Err(Problem::unauthenticated("the token names no member"));
        };
        Ok(Caller {
            member: MemberId::of_subject(subject),
            username: claim("username").unwrap_or(subject).to_owned(),
            groups: claim("cognito:groups").map(parse_groups).unwrap_or_default(),
            issuer: claim("iss").unwrap_or_default().to_owned(),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Caller, Problem> {
        let authorizer = parts.extensions.get().and_then(RequestContext::authorizer);
        match authorizer.and_then(|authorizer| authorizer.jwt.as_ref()) {
            Some(jwt) => Caller::from_claims(&jwt.claims),
            None => Err(Problem::unauthenticated("a token is needed here")),
        }
    }
}

/// Defines an extractor for the callers of one group; everybody else is answered 403.
macro_rules! members_of {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(pub Caller);

        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<$name, Problem> {
                let caller = Caller::from_request_parts(parts, state).await?;
                caller.require(Role::$name)?;
                Ok($name(caller))
            }
        }
    };
}

members_of! {
    /// A caller who runs the studio: decides disputes, appoints, plans and pays months.
    Operator
}
members_of! {
    /// A caller who may write briefs.
    Client
}
members_of! {
    /// A caller who may send tracks.
    Composer
}

/// The member of the token that the gateway has let pass; nothing where the route needs none.
pub(crate) fn member_of(extensions: &Extensions) -> Option<MemberId> {
    let authorizer = extensions.get().and_then(RequestContext::authorizer)?;
    let subject = authorizer.jwt.as_ref()?.claims.get("sub")?;
    Some(MemberId::of_subject(subject))
}

/// The groups that a claim names for certain.
///
/// API Gateway flattens the list to one string: `[a b]`, seen also as `[a, b]` and `["a"]`.
/// Anything else, a name with odd characters included, gives no group at all.
fn parse_groups(claim: &str) -> BTreeSet<Role> {
    let names = split_group_names(claim).unwrap_or_default();
    let plain = |name: &String| {
        !name.is_empty()
            && name.chars().all(|char| char.is_ascii_alphanumeric() || "-_".contains(char))
    };
    if !names.iter().all(plain) {
        return BTreeSet::new();
    }
    names.iter().filter_map(|name| name.parse().ok()).collect()
}

fn split_group_names(claim: &str) -> Option<Vec<String>> {
    let claim = claim.trim();
    let inner = claim.strip_prefix('[')?.strip_suffix(']')?;
    if inner.contains('"') {
        return serde_json::from_str(claim).ok();
    }
    let names: Vec<String> = if inner.contains(',') {
        inner.split(',').map(|name| name.trim().to_owned()).collect()
    } else {
        inner.split_ascii_whitespace().map(str::to_owned).collect()
    };
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::{Request, StatusCode};
    use proptest::prelude::*;

    fn claims(pairs: &[(&str, &str)]) -> HashMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn every_format_of_the_groups_claim_is_understood() {
        let both = BTreeSet::from([Role::Client, Role::Composer]);
        for claim in [
            "[client composer]",
            "[client, composer]",
            "[client,composer]",
            r#"["client", "composer"]"#,
            "[ composer  client other ]",
        ] {
            assert_eq!(parse_groups(claim), both, "{claim}");
        }
        assert_eq!(parse_groups(r#"["operator"]"#), BTreeSet::from([Role::Operator]));
        assert_eq!(parse_groups("[]"), BTreeSet::new());
    }

    #[test]
    fn a_doubtful_claim_gives_no_group() {
        for claim in [
            "operator",
            "[operator",
            "operator]",
            "[operator, x y]",
            "[operator,]",
            "[oper\u{200b}ator operator]",
            r#"["operator]"#,
            r#"["operator", 1]"#,
            r#"["operator x"]"#,
            "[Operator]",
            "[[operator]]",
            "",
        ] {
            assert_eq!(parse_groups(claim), BTreeSet::new(), "{claim}");
        }
    }

    #[test]
    fn an_id_token_is_401() {
        let problem =
            Caller::from_claims(&claims(&[("sub", "s"), ("token_use", "id")])).unwrap_err();
        assert_eq!(problem.status(), StatusCode::UNAUTHORIZED);
    }

    #[test]
    fn a_token_without_its_use_or_its_subject_is_401() {
        for pairs in [
            &[("sub", "s")][..],
            &[("token_use", "access")],
            &[("token_use", "access"), ("sub", "")],
        ] {
            let problem = Caller::from_claims(&claims(pairs)).unwrap_err();
            assert_eq!(problem.status(), StatusCode::UNAUTHORIZED);
        }
    }

    #[test]
    fn a_composer_is_refused_where_an_operator_is_required() {
        let caller = Caller::from_claims(&claims(&[
            ("sub", "s"),
            ("token_use", "access"),
            ("username", "ada"),
            ("cognito:groups", "[composer]"),
        ]))
        .unwrap();
        assert_eq!(caller.username, "ada");
        assert!(caller.require(Role::Composer).is_ok());
        assert!(caller.require_any(&[Role::Composer, Role::Operator]).is_ok());
        assert_eq!(caller.require(Role::Operator).unwrap_err().status(), StatusCode::FORBIDDEN);
    }

    #[tokio::test]
    async fn a_request_that_passed_no_authorizer_is_401() {
        let (mut parts, _) = Request::new(Body::empty()).into_parts();
        let problem = Caller::from_request_parts(&mut parts, &()).await.unwrap_err();
        assert_eq!(problem.status(), StatusCode::UNAUTHORIZED);
    }

    #[tokio::test]
    async fn a_route_of_one_group_refuses_the_others() {
        let (mut parts, _) = Request::new(Body::empty()).into_parts();
        let problem = Operator::from_request_parts(&mut parts, &()).await.unwrap_err();
        assert_eq!(problem.status(), StatusCode::UNAUTHORIZED);
        let mut parts = parts_of("[composer]");
        let Composer(caller) = Composer::from_request_parts(&mut parts, &()).await.unwrap();
        assert_eq!(caller.member, MemberId::of_subject("ada"));
        let problem = Operator::from_request_parts(&mut parts, &()).await.unwrap_err();
        assert_eq!(problem.status(), StatusCode::FORBIDDEN);
        assert!(Client::from_request_parts(&mut parts, &()).await.is_err());
    }

    fn parts_of(groups: &str) -> Parts {
        let event = serde_json::json!({
            "version": "2.0", "routeKey": "GET /me", "rawPath": "/me", "rawQueryString": "",
            "headers": {}, "isBase64Encoded": false,
            "requestContext": {
                "stage": "$default", "requestId": "r1",
                "http": {"method": "GET", "path": "/me", "protocol": "HTTP/1.1",
                         "sourceIp": "127.0.0.1", "userAgent": "test"},
                "authorizer": {"jwt": {"claims": {
                    "sub": "ada", "token_use": "access", "username": "ada",
                    "cognito:groups": groups}, "scopes": null}}
            }
        });
        lambda_http::request::from_str(&event.to_string()).unwrap().into_parts().0
    }

    #[tokio::test]
    async fn the_claims_come_from_the_gateways_event() {
        let mut parts = parts_of("[composer client]");
        let caller = Caller::from_request_parts(&mut parts, &()).await.unwrap();
        assert_eq!(caller.member, MemberId::of_subject("ada"));
        assert_eq!(caller.groups, BTreeSet::from([Role::Client, Role::Composer]));
    }

    proptest! {
        #[test]
        fn the_groups_parser_never_panics(claim in ".*") {
            let _groups = parse_groups(&claim);
        }

        #[test]
        fn no_claim_gives_a_group_that_it_does_not_spell(claim in r#"[\[\] ,"a-z]{0,40}"#) {
            for group in parse_groups(&claim) {
                prop_assert!(claim.contains(&group.to_string()));
            }
        }
    }
}
