//! What an approval looks up in a plan: which chunks have an account, and who put what in.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::digest::Sha256Hex;
use crate::id::MemberId;
use crate::money::account::Account;
use crate::money::input::Input;
use crate::money::plan::head::Plan;
use crate::money::plan::unit::Chunk;
use crate::money::track_key::TrackKey;

/// Stands beside the plan, under its own hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanIndex {
    chunks: Vec<ChunkStart>,
    /// In the order of the files, the decisions and the splits.
    pub contributions: Vec<Contribution>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChunkStart {
    first: Account,
    sha256: Sha256Hex,
}

/// One thing that somebody put into a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    pub by: MemberId,
    pub what: Contributed,
}

/// What was put in.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contributed {
    RevenueFile {
        /// Of the file's decompressed bytes.
        sha256: Sha256Hex,
    },
    /// A decision of the month, or an earlier one that moves money now.
    Decision(Input),
    /// The split that an upheld dispute has set.
    Split {
        /// What is split.
        track: TrackKey,
        /// Which split of the track, from 1.
        number: u32,
    },
}

impl PlanIndex {
    /// The index of a plan's `chunks`, which are in the order of the accounts, by their hashes.
    pub fn new(plan: &Plan, chunks: &[Chunk], contributions: Vec<Contribution>) -> Self {
        let start = |(chunk, sha256): (&Chunk, &Sha256Hex)| {
            let first = chunk.units.first()?.account.clone();
            Some(ChunkStart { first, sha256: sha256.clone() })
        };
        Self { chunks: chunks.iter().zip(&plan.chunks).filter_map(start).collect(), contributions }
    }

    /// The hashes of the chunks that may have units of this account: most often one.
    pub fn chunks_of(&self, account: &Account) -> Vec<Sha256Hex> {
        // An account that begins a chunk may have begun in the one before.
        let begin = self.chunks.partition_point(|chunk| chunk.first < *account).saturating_sub(1);
        let end = self.chunks.partition_point(|chunk| chunk.first <= *account);
        let some = self.chunks.iter().take(end).skip(begin);
        some.map(|chunk| chunk.sha256.clone()).collect()
    }

    pub fn contributors(&self) -> BTreeSet<MemberId> {
        self.contributions.iter().map(|one| one.by).collect()
    }

    /// What one member put in.
    pub fn put_in_by(&self, member: MemberId) -> impl Iterator<Item = &Contributed> {
        self.contributions.iter().filter(move |one| one.by == member).map(|one| &one.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str) -> Account {
        name.parse().unwrap()
    }

    #[test]
    fn an_account_is_found_in_its_chunk_and_where_it_may_have_begun() {
        let start = |(at, name): (u8, &&str)| ChunkStart {
            first: account(name),
            sha256: Sha256Hex::of(&[at]),
        };
        let index = |firsts: &[&str]| PlanIndex {
            chunks: (0..).zip(firsts).map(start).collect(),
            contributions: Vec::new(),
        };
        let found =
            |index: &PlanIndex, name: &str| -> Vec<Sha256Hex> { index.chunks_of(&account(name)) };
        let at = |places: &[u8]| -> Vec<Sha256Hex> {
            places.iter().map(|at| Sha256Hex::of(&[*at])).collect()
        };
        let three = index(&["mem_b", "mem_f", "mem_f", "mem_k"]);
        assert_eq!(found(&three, "mem_a"), at(&[]));
        assert_eq!(found(&three, "mem_b"), at(&[0]));
        assert_eq!(found(&three, "mem_c"), at(&[0]));
        assert_eq!(found(&three, "mem_f"), at(&[0, 1, 2]), "it may begin at the end of the first");
        assert_eq!(found(&three, "mem_g"), at(&[2]));
        assert_eq!(found(&three, "mem_z"), at(&[3]));
        assert_eq!(found(&index(&[]), "mem_a"), at(&[]));
    }
}
