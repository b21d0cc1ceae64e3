//! What pip installs.

use super::is_file;
use crate::rules::hadolint::call::{Argument, Call};
use crate::rules::hadolint::pip_cache_kept::is_pip_install;

/// Flags whose next word is no package.
const VALUE_FLAGS: [&str; 27] = [
    "abi",
    "b",
    "build",
    "e",
    "editable",
    "extra-index-url",
    "f",
    "find-links",
    "i",
    "implementation",
    "index-url",
    "no-binary",
    "only-binary",
    "platform",
    "prefix",
    "progress-bar",
    "proxy",
    "python",
    "python-version",
    "root",
    "root-user-action",
    "src",
    "t",
    "target",
    "trusted-host",
    "upgrade-strategy",
    "constraint",
];

/// How addresses of version control systems begin.
const REPOSITORIES: [&str; 12] = [
    "git",
    "hg+file",
    "hg+http",
    "hg+ssh",
    "hg+static-http",
    "svn",
    "bzr+http",
    "bzr+ssh",
    "bzr+sftp",
    "bzr+ftp",
    "bzr+lp",
    "bzr+https",
];

/// Nothing where a list of requirements, constraints or the project itself is installed.
pub(super) fn packages(call: &Call) -> Vec<&Argument> {
    let from_file = call.argument(&["-r", "--requirement", "."]).is_some() || call.has_flag(&["c", "constraint"]);
    if !is_pip_install(call) || from_file {
        return Vec::new();
    }
    let operands = call.operands_besides(&VALUE_FLAGS).skip_while(|argument| argument.text != "install");
    operands.skip_while(|argument| argument.text == "install").collect()
}

pub(super) fn is_pinned(package: &str) -> bool {
    let is_repository = REPOSITORIES.iter().any(|scheme| package.starts_with(scheme));
    let has_version = ["==", "<", ">", "!=", "~=", ">=", "<="].iter().any(|symbol| package.contains(symbol));
    has_version || is_file(package, &[".whl", ".tar.gz"]) || package.contains(if is_repository { '@' } else { '/' })
}
