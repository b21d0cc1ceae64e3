//! The one test binary beside the unit tests, a module a layer.

mod buildkit;
mod cache;
#[cfg(feature = "cli")]
mod cli;
mod convert;
mod differential;
mod docs;
mod effort;
mod export;
mod hadolint;
mod hostile;
mod markdown;
mod prefixes;
mod refused;
mod rules;
mod silence;
mod syntax;
mod tidy;
