//! What a Dockerfile means: stages, scopes, variables, images, the build context.
//!
//! Facts are computed once, when a tree is resolved, and read by rules and simulators. Judges nothing.

pub mod context;
mod dockerfile;
pub mod expand;
pub mod ignore;
pub mod image;
pub mod path;

pub use dockerfile::{Dockerfile, Stage};
