//! What a Dockerfile means: stages, scopes, variables, images, the build context.
//!
//! Facts are computed once, when a tree is resolved, and read by rules and simulators. Judges nothing.

mod code;
pub mod context;
mod dockerfile;
pub mod expand;
pub mod ignore;
pub mod image;
mod install;
mod mount;
mod naming;
pub mod path;
pub mod platform;
pub mod port;
mod program;
pub mod remote;
mod resolve;
mod selection;
mod server;
mod stage;
mod started;
mod validate;
mod variable;

pub use code::Code;
pub use dockerfile::{Dockerfile, Expanded, Facts, Setting};
pub use install::Install;
pub(crate) use install::is_pip;
pub use mount::{Mount, MountKind, MountOption};
pub use program::Program;
pub use selection::{ContextSources, IgnoredFile, Selection};
pub use server::Server;
pub use stage::{Base, DEFAULT_SHELL, Dependency, DependencyKind, Source, Stage};
pub use started::{Serving, Started};
pub use variable::{Assignment, AssignmentKind, DEFAULT_PATH, is_predefined};
