//! Event function: intake.
