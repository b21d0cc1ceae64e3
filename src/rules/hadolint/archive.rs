//! Which files ADD unpacks, by their name.

use super::quotes::unquoted;

const EXTENSIONS: [&str; 15] = [
    ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tar", ".tb2", ".tbz", ".tbz2", ".tgz", ".tlz", ".tpz", ".txz", ".xz",
];

/// Whether the path, quotes around it aside, ends like an archive.
pub(super) fn is_archive(path: &str) -> bool {
    EXTENSIONS.iter().any(|extension| unquoted(path).ends_with(extension))
}
