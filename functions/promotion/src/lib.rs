//! Event function: promotion.
