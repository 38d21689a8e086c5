//! Event function: royalties.
