//! The one test binary beside the unit tests, a module a layer.

mod buildkit;
mod cache;
mod convert;
mod docs;
mod markdown;
mod prefixes;
mod refused;
mod rules;
mod syntax;
mod tidy;
