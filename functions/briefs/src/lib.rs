//! HTTP function: briefs.
