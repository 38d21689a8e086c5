//! The pure rules of the studio: no async, no AWS, no clock, no environment, no randomness, no float.
