//! The one test binary beside the unit tests, a module a layer.

mod advice;
mod buildkit;
mod cache;
#[cfg(feature = "cli")]
mod cli;
mod comparison;
mod convert;
mod dependencies;
mod differential;
mod docs;
mod effort;
mod export;
mod fixes;
mod hadolint;
mod hostile;
mod lessons;
mod linear;
mod manifests;
mod markdown;
mod mutation;
mod prefixes;
mod refused;
mod rules;
mod silence;
mod syntax;
mod texts;
mod tidy;
mod wide_characters;
