//! What a function's role may do, and which rights one call to AWS needs. Only identity policies
//! are evaluated: the template has no others that matter on a laptop.

pub mod dynamodb;
pub mod s3;
pub mod states;

use std::str::Chars;

/// A function's inline policies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IamPolicy {
    /// All statements of all documents.
    pub statements: Vec<IamStatement>,
}

/// Whether a statement gives or takes a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Gives it.
    Allow,
    /// An explicit denial, which wins over every permission.
    Deny,
}

/// One statement of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IamStatement {
    /// Whether it gives or takes.
    pub effect: Effect,
    /// Actions, `*` and `?` as wildcards, without regard to case.
    pub actions: Vec<String>,
    /// ARNs, `*` and `?` as wildcards.
    pub resources: Vec<String>,
    /// All must hold.
    pub conditions: Vec<IamCondition>,
}

/// A condition on something that comes with the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IamCondition {
    key: ContextKey,
    has_wildcards: bool,
    patterns: Vec<String>,
}

/// What a condition can ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContextKey {
    /// `s3:prefix`: the prefix of a listing.
    S3Prefix,
    /// `dynamodb:EnclosingOperation`: the transaction that a write belongs to.
    EnclosingOperation,
}

impl IamCondition {
    /// A condition as the template writes it; `None` if operator or key are not understood.
    pub fn new(operator: &str, key: &str, patterns: Vec<String>) -> Option<Self> {
        let has_wildcards = match operator {
            "StringEquals" => false,
            "StringLike" => true,
            _ => return None,
        };
        let key = match key {
            "s3:prefix" => ContextKey::S3Prefix,
            "dynamodb:EnclosingOperation" => ContextKey::EnclosingOperation,
            _ => return None,
        };
        Some(Self { key, has_wildcards, patterns })
    }

    fn holds(&self, access: &Access) -> bool {
        let Some((_, value)) = access.context.iter().find(|(key, _)| *key == self.key) else {
            return false;
        };
        self.patterns.iter().any(|pattern| {
            if self.has_wildcards { matches(pattern, value) } else { pattern == value }
        })
    }
}

/// One right that a call needs: an action on a resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Access {
    /// The IAM action, such as `dynamodb:PutItem`.
    pub action: String,
    pub resource: String,
    /// What conditions can ask about.
    pub context: Vec<(ContextKey, String)>,
}

impl Access {
    fn new(action: impl Into<String>, resource: impl Into<String>) -> Self {
        Self { action: action.into(), resource: resource.into(), context: Vec::new() }
    }

    fn with(mut self, key: ContextKey, value: impl Into<String>) -> Self {
        self.context.push((key, value.into()));
        self
    }
}

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// What the policy does not give.
    pub access: Access,
    /// Whether a statement takes the right explicitly.
    pub is_explicit: bool,
}

impl Denial {
    /// What `function` lacks in the template, as a person would look for it.
    pub fn finding(&self, function: &str) -> String {
        let Access { action, resource, .. } = &self.access;
        let says = if self.is_explicit { "denies" } else { "does not allow" };
        format!("{function} needs {action} on {resource}; its policy in template.yaml {says} that")
    }

    /// The sentence that AWS answers with.
    pub fn message(&self, principal: &str) -> String {
        let Access { action, resource, .. } = &self.access;
        let reason = if self.is_explicit {
            "with an explicit deny in an identity-based policy".to_owned()
        } else {
            format!("because no identity-based policy allows the {action} action")
        };
        format!(
            "User: {principal} is not authorized to perform: {action} on resource: {resource} \
             {reason}"
        )
    }
}

impl IamPolicy {
    /// The first right in `accesses` that the policy does not give.
    pub fn denies(&self, accesses: &[Access]) -> Option<Denial> {
        accesses.iter().find_map(|access| self.denies_one(access))
    }

    /// Whether the policy gives this right.
    pub fn allows(&self, access: &Access) -> bool {
        self.denies_one(access).is_none()
    }

    fn denies_one(&self, access: &Access) -> Option<Denial> {
        let has = |effect| {
            self.statements
                .iter()
                .any(|statement| statement.effect == effect && statement.covers(access))
        };
        let is_explicit = has(Effect::Deny);
        if !is_explicit && has(Effect::Allow) {
            return None;
        }
        Some(Denial { access: access.clone(), is_explicit })
    }
}

impl IamStatement {
    /// Whether the statement speaks about this access.
    pub fn covers(&self, access: &Access) -> bool {
        let action = access.action.to_lowercase();
        self.actions.iter().any(|pattern| matches(&pattern.to_lowercase(), &action))
            && self.resources.iter().any(|pattern| matches(pattern, &access.resource))
            && self.conditions.iter().all(|condition| condition.holds(access))
    }
}

/// Whether `text` is `pattern`, in which `*` stands for any text and `?` for any one character.
/// Every call of every function asks this for many statements: it allocates nothing.
fn matches(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    // What follows the last `*`, and the text of which that `*` may take one character more.
    let mut star: Option<(Chars<'_>, Chars<'_>)> = None;
    loop {
        let mut rest = text.clone();
        match (pattern.next(), rest.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                star = Some((pattern.clone(), text.clone()));
                continue;
            }
            (Some(symbol), Some(next)) if symbol == '?' || symbol == next => {
                text = rest;
                continue;
            }
            (Some(_), _) | (None, Some(_)) => {}
        }
        let Some((after, mut taken)) = star else { return false };
        if taken.next().is_none() {
            return false;
        }
        (pattern, text) = (after.clone(), taken.clone());
        star = Some((after, taken));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(action: &str, resource: &str) -> IamPolicy {
        let statement = IamStatement {
            effect: Effect::Allow,
            actions: vec![action.to_owned()],
            resources: vec![resource.to_owned()],
            conditions: Vec::new(),
        };
        IamPolicy { statements: vec![statement] }
    }

    const TABLE: &str = "arn:aws:dynamodb:eu-west-1:000000000000:table/t";

    #[test]
    fn what_no_statement_allows_is_denied_with_the_sentence_of_aws() {
        let policy = policy("dynamodb:GetItem", TABLE);
        assert!(policy.allows(&Access::new("dynamodb:GetItem", TABLE)));
        let denial = policy.denies(&[Access::new("dynamodb:PutItem", TABLE)]).unwrap();
        assert_eq!(
            denial.message("arn:aws:sts::0:assumed-role/r/f"),
            format!(
                "User: arn:aws:sts::0:assumed-role/r/f is not authorized to perform: \
                 dynamodb:PutItem on resource: {TABLE} because no identity-based policy allows \
                 the dynamodb:PutItem action"
            )
        );
    }

    #[test]
    fn a_table_is_not_its_index() {
        let policy = policy("dynamodb:Query", TABLE);
        assert!(!policy.allows(&Access::new("dynamodb:Query", format!("{TABLE}/index/GSI1"))));
    }

    #[test]
    fn wildcards_stand_for_any_text_and_actions_ignore_case() {
        let policy = policy("S3:Get*", "arn:aws:s3:::b?cket/raw/*");
        assert!(policy.allows(&Access::new("s3:GetObjectVersion", "arn:aws:s3:::bucket/raw/a/b")));
        assert!(!policy.allows(&Access::new("s3:GetObject", "arn:aws:s3:::bucket/other")));
        assert!(matches("*", "") && matches("a*b*c", "a--b--bc") && !matches("a*b", "ab-"));
        assert!(matches("a*bc?e", "abcbcde") && !matches("a*bc?", "abc") && !matches("", "a"));
    }

    #[test]
    fn a_deny_outweighs_every_allow() {
        let mut policy = policy("*", "*");
        let mut deny = policy.statements.first().cloned().unwrap();
        deny.effect = Effect::Deny;
        deny.actions = vec!["dynamodb:DeleteItem".to_owned()];
        policy.statements.push(deny);
        assert!(policy.allows(&Access::new("dynamodb:PutItem", TABLE)));
        assert!(policy.denies(&[Access::new("dynamodb:DeleteItem", TABLE)]).unwrap().is_explicit);
    }

    #[test]
    fn a_condition_on_the_prefix_limits_a_listing() {
        let mut policy = policy("s3:ListBucket", "arn:aws:s3:::b");
        let condition = IamCondition::new("StringLike", "s3:prefix", vec!["raw/*".to_owned()]);
        policy.statements.first_mut().unwrap().conditions.extend(condition);
        let listing = Access::new("s3:ListBucket", "arn:aws:s3:::b");
        assert!(!policy.allows(&listing));
        assert!(policy.allows(&listing.with(ContextKey::S3Prefix, "raw/x")));
        assert!(IamCondition::new("StringLike", "aws:SourceIp", Vec::new()).is_none());
    }
}
