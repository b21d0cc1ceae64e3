//! The one test binary beside the unit tests, a module a layer.

#[cfg(feature = "cli")]
mod cli;
mod convert;
mod export;
mod syntax;
