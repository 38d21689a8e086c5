//! Event function: revenue.
