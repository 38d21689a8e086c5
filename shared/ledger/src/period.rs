//! A month from its first revenue to its closing: frozen, planned, posted, closed; in one
//! invocation each, or as the steps of a state machine. What is paid of it is `payments`.

pub(crate) mod awards;
pub(crate) mod close;
pub(crate) mod contributions;
pub(crate) mod corrections;
pub(crate) mod machines;
pub(crate) mod own_month;
pub(crate) mod plan;
pub(crate) mod post;
pub(crate) mod transitions;
