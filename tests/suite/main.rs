//! The one test binary beside the unit tests, a module a layer.

mod cache;
#[cfg(feature = "cli")]
mod cli;
mod convert;
mod docs;
mod export;
mod markdown;
mod prefixes;
mod rules;
mod syntax;
mod tidy;
