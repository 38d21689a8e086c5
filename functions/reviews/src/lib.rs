//! HTTP function: reviews.
