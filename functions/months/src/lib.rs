//! HTTP function: months.
