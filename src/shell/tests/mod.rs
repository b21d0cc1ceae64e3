//! Tables of scripts: what is read in them, what can be asked of their commands, and that nothing breaks the reader.

mod commands;
mod outer;
mod robustness;
mod structure;

use super::parse;
use super::render::render;
use std::fmt::Write;

/// Checks the picture of each text.
fn check(cases: &[(&str, &str)]) {
    let mut failures = String::new();
    for (text, expected) in cases {
        let actual = render(&parse(text));
        if actual != *expected {
            let _ = write!(failures, "\n{text}\n  expected {expected}\n  actual   {actual}\n");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
