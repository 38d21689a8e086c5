//! The API document: made of what the functions declare, and held to what they answer.
