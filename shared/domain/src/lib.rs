//! The pure rules of the studio: no async, no AWS, no clock, no environment, no randomness, no
//! float.
//!
//! Architecture invariant: a rule takes all it needs as arguments, the time included, and returns a
//! decision; nothing here reads, writes or waits.

pub mod activity;
pub mod application;
pub mod assignment;
pub mod audio;
pub mod awarded;
pub mod brief;
pub mod calibration;
pub mod change;
pub mod coproducer;
pub mod coproducer_standing;
pub mod credit;
pub mod digest;
pub mod duplicate;
pub mod erasure;
pub mod fingerprint;
pub mod forgotten;
pub mod heard;
pub mod id;
pub mod invitation;
pub mod lexicon;
pub mod licence;
pub mod licence_terms;
pub mod likeness;
pub mod link;
pub mod member;
pub mod money;
pub mod notice;
mod numbers;
pub mod open_entries;
pub mod operator_word;
pub mod own_matter;
pub mod point_derivation;
pub mod points;
pub mod policy;
pub mod prize;
pub mod question;
pub mod reference_media;
pub mod reminder;
mod reminder_stage;
pub mod review;
pub mod role;
pub mod roster;
pub mod rules;
pub mod score;
pub mod secret;
pub mod shape;
pub mod status;
pub mod string_enum;
pub mod taste_alignment;
pub mod text;
pub mod track;
pub mod trial;
pub mod verdict;
pub mod version;
pub mod words;
