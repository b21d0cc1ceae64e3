//! What npm installs.

use super::is_file;
use crate::rules::hadolint::call::{Argument, Call};

/// Nothing unless `install` is the first word that is no flag.
pub(super) fn packages(call: &Call) -> Vec<&Argument> {
    if call.name != "npm" {
        return Vec::new();
    }
    let mut operands = call.operands_besides(&["loglevel", "registry"]).peekable();
    if operands.peek().is_none_or(|first| first.text != "install") {
        return Vec::new();
    }
    operands.skip_while(|argument| argument.text == "install").collect()
}

pub(super) fn is_pinned(package: &str) -> bool {
    if ["git://", "git+ssh://", "git+http://", "git+https://"].iter().any(|scheme| package.starts_with(scheme)) {
        return package.contains('#');
    }
    let is_archive = is_file(package, &[".tar", ".tar.gz", ".tgz"]);
    let is_path = ["/", "./", "../", "~/"].iter().any(|start| package.starts_with(start));
    // The first `@` of `@scope/name` is none of a version.
    is_archive || is_path || package.strip_prefix('@').unwrap_or(package).contains('@')
}
