//! What a build and a start would do, without doing them.

pub mod advice;
pub mod cache;
pub mod environment;
