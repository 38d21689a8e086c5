//! The laptop cloud: what its gateway refuses, what it makes of the template, and the demo story
//! told on it.

mod gateway;
mod story;
mod template;
