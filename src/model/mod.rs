//! What a Dockerfile means: stages, scopes, variables, images, the build context.
//!
//! Facts are computed once, when a tree is resolved, and read by rules and simulators. Judges nothing.

mod dockerfile;

pub use dockerfile::{Dockerfile, Stage};
