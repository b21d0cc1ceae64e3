//! Where things lie on this machine.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the project.
fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The built page.
pub fn dist() -> PathBuf {
    std::env::var_os("PAGE_DIST").map_or_else(|| project().join("dist"), PathBuf::from)
}

/// Copies everything below `from` into the folder `to`, which exists.
pub fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())).flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("the target folder can be written");
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("the target folder can be written");
        }
    }
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
