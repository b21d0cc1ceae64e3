//! The simulators: what a build would reuse, and which environment value a program would see.

pub mod environment;
