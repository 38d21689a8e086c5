//! HTTP only: the caller from the JWT claims, problem+json, cursors, idempotency key, ETag, strict bodies.
