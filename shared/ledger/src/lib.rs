//! The steps of a month: reduce, freeze, plan, approve, post, statement.
