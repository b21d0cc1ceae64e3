//! Where things lie on this machine.

use std::path::{Path, PathBuf};

/// The folder of the project.
fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    std::env::var_os("PAGE_DIST").map_or_else(|| project().join("dist"), PathBuf::from)
}

/// The script that looks for barriers.
pub(crate) fn axe_core() -> PathBuf {
    std::env::var_os("AXE_CORE").map_or_else(|| project().join("node_modules/axe-core/axe.min.js"), PathBuf::from)
}

/// The target folder, which holds all that the tests write.
pub(crate) fn target() -> PathBuf {
    // The running test lies in `target/PROFILE/deps`.
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(3).map_or_else(|| project().join("target"), Path::to_owned)
}
