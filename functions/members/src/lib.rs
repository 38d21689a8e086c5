//! HTTP function: members.
