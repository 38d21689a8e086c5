//! The laptop cloud: what its gateway refuses, how browsers sign in, what it makes of the template, its tools,
//! and the demo story told on it.

mod gateway;
mod sign_in;
mod story;
mod template;
mod tools;
