//! One init for every function: configuration, tracing, AWS clients and the clock.
