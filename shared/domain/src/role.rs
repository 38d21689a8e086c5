//! What a member may be in the studio, as it stands on their record: which roles, since when, and
//! by whom.

use std::collections::BTreeSet;

use crate::change::Change;
use crate::id::MemberId;
use crate::string_enum::string_enum;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// What a member may be. A co-producer is a composer with a record of their own, not a role.
    pub enum Role {
        /// Posts briefs.
        Client => "client",
        /// Sends tracks.
        Composer => "composer",
        /// Runs the studio: decides disputes, appoints, plans and pays months.
        Operator => "operator",
    }
}

/// A role that a member has.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct HeldRole {
    /// What the member may do.
    pub role: Role,
    /// When the studio first learned of it; anew where it was lost in between.
    pub since: Timestamp,
    /// Who gave it: the issuer of the token that said so.
    pub by: String,
}

/// The roles of one member, as their latest sign-in had them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRoles {
    pub member: MemberId,
    /// One entry a role, in the order of [`Role`].
    pub held: Vec<HeldRole>,
}

impl MemberRoles {
    /// Somebody who has never signed in.
    pub const fn none(member: MemberId) -> Self {
        Self { member, held: Vec::new() }
    }

    pub fn has(&self, role: Role) -> bool {
        self.held.iter().any(|held| held.role == role)
    }

    /// When they became an operator, if they are one.
    pub fn operator_since(&self) -> Option<Timestamp> {
        self.held.iter().find(|held| held.role == Role::Operator).map(|held| held.since)
    }

    /// What the token of a sign-in says replaces what stood there; a role that stays keeps its
    /// time and its source.
    pub fn signed_in(&self, roles: &BTreeSet<Role>, by: &str, at: Timestamp) -> Change<Self> {
        let held = roles.iter().map(|role| {
            let before = self.held.iter().find(|held| held.role == *role);
            let new = || HeldRole { role: *role, since: at, by: by.to_owned() };
            before.cloned().unwrap_or_else(new)
        });
        let roles = Self { member: self.member, held: held.collect() };
        if roles == *self { Change::AlreadyApplied } else { Change::Applied(roles) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_replaces_the_roles_and_keeps_when_those_that_stay_began() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let both = BTreeSet::from([Role::Composer, Role::Operator]);
        let nobody = MemberRoles::none(MemberId::of_subject("ada"));
        assert_eq!(nobody.signed_in(&BTreeSet::new(), "pool", at(0)), Change::AlreadyApplied);
        let Change::Applied(first) = nobody.signed_in(&both, "pool", at(1)) else { panic!() };
        assert!(first.has(Role::Composer) && !first.has(Role::Client));
        assert_eq!(first.operator_since(), Some(at(1)));
        assert_eq!(first.signed_in(&both, "another", at(2)), Change::AlreadyApplied);
        let composer = BTreeSet::from([Role::Composer]);
        let Change::Applied(left) = first.signed_in(&composer, "pool", at(3)) else { panic!() };
        assert_eq!((left.operator_since(), left.held[0].since), (None, at(1)));
        let Change::Applied(back) = left.signed_in(&both, "pool", at(4)) else { panic!() };
        assert_eq!(back.operator_since(), Some(at(4)));
    }
}
