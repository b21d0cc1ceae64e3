//! The one test binary beside the unit tests, a module a layer.

mod convert;
mod syntax;
