//! Bringing the tools: each module knows one kind, where it may already be, and how to get it otherwise.

pub(crate) mod browser;
pub(crate) mod cargo_tools;
mod debian;
pub(crate) mod documentation;
pub(crate) mod npm;
pub(crate) mod wasm_target;

use crate::process::Result;

/// Brings everything that building, serving and testing the page needs.
pub(crate) fn everything() -> Result<()> {
    wasm_target::bring()?;
    cargo_tools::trunk()?;
    cargo_tools::wasm_bindgen()?;
    npm::modules()?;
    browser::bring()?;
    documentation::bring()?;
    println!("All tools are ready in {}.", crate::cache::root()?.display());
    Ok(())
}
