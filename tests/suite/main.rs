//! The one test binary beside the unit tests, a module a layer.

mod cache;
mod convert;
mod docs;
mod markdown;
mod prefixes;
mod rules;
mod syntax;
mod tidy;
