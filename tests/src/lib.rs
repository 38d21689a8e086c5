//! The rings of tests: flows, policy, tidy, round trips.
