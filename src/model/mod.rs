//! What a Dockerfile means: stages, scopes, variables, images, the build context.
//!
//! Facts are computed once, when a tree is resolved, and read by rules and simulators. Judges nothing.

mod broad_copy;
mod code;
pub mod context;
mod deployment;
mod distribution;
mod dockerfile;
pub mod expand;
mod front_end;
mod health;
pub mod ignore;
pub mod image;
mod install;
pub mod lifetime;
mod manifest;
mod mount;
mod naming;
mod package_script;
mod packages;
pub mod path;
pub mod platform;
pub mod port;
mod program;
pub mod purpose;
pub mod remote;
mod resolve;
pub mod secret;
mod selection;
mod server;
mod stage;
mod started;
pub mod user;
mod validate;
mod variable;
mod verification;

pub use broad_copy::BroadCopy;
pub use code::Code;
pub use deployment::{Deployment, Orchestrator};
pub use distribution::Distribution;
pub use dockerfile::{Dockerfile, Expanded, Facts, Setting};
pub use front_end::{BakedPrefix, baked_prefix};
pub use health::Health;
pub use install::{DependencyManager, Install, Needs, Prepared};
pub(crate) use install::{adds_packages_by_name, is_pip};
pub use manifest::{Followed, Manifests};
pub use mount::{Mount, MountKind, MountOption};
pub use package_script::PackageScript;
pub use packages::{Manager, PackageCommand};
pub use program::Program;
pub use selection::{ContextSources, IgnoredFile, Selection};
pub use server::Server;
pub use stage::{Base, DEFAULT_SHELL, Dependency, DependencyKind, Source, Stage};
pub use started::{Serving, Started};
pub use variable::{Assignment, AssignmentKind, DEFAULT_PATH, PLATFORM_ARGUMENTS, is_predefined};
pub use verification::{SwitchedOff, Trust, variable_trusts};
