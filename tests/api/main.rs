//! What people can do over HTTP, with tokens, on the whole studio: who may do what, which rules are
//! kept, the stories of a brief and of its people, what each request costs.

mod briefs;
mod contract;
mod erasure;
mod flows;
mod hostile;
mod idempotency;
mod matrix;
mod permissions;
mod round_trips;
mod rules;
mod submissions;
mod uploads;
