//! Event function: sweep.
