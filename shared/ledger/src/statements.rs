//! What payees read of a month: statements, the totals of all of them, the breakdown beside the
//! plan, and the trace from a line to the bytes of the revenue files.

pub(crate) mod breakdown;
pub(crate) mod statement;
pub(crate) mod totals;
pub(crate) mod trace;
pub(crate) mod waiting;
