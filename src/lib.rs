//! The engine of Dockerfile Playground: parse, understand, check, fix, convert and simulate a Dockerfile.
//!
//! Pure: no browser, no files, no clock, no threads. The page and the command line are two thin shells around it.

pub mod simulate;
pub mod text;
