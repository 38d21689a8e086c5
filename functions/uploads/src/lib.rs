//! HTTP function: uploads.
