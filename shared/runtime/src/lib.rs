//! One `init` for every function: configuration read once from the environment, structured logs,
//! AWS clients over one shared HTTP client, and the studio's clock.
//!
//! Architecture invariant: this is the only crate that reads the environment or the system clock.
//! The laptop cloud builds the very same [`Runtime`] with another HTTP client and another clock.

mod clients;
mod clock;
mod config;
mod random;
mod serve;

pub use clients::{Endpoints, Machines, Runtime, clients, system_http_client};
pub use clock::Clock;
pub use config::{Config, ConfigError, Secret};
pub use random::random_bytes;
pub use serve::{StartError, serve_event, serve_http};
