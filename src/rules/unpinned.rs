//! Packages that are installed in whatever version is the newest.

use super::{Context, Report};
use crate::model::{Manager, PackageCommand};

/// What pins the packages of some managers.
pub(super) struct Unpinned {
    pub(super) managers: &'static [Manager],
    /// Flags that choose the versions, or other sources, of all packages of a command.
    pub(super) flags: &'static [&'static str],
    /// Whether a package, as the command names it, has a version, or is no package of a registry.
    pub(super) is_pinned: fn(&str) -> bool,
}

/// Reports each command with such packages at the first of them.
pub(super) fn check(ctx: &Context<'_>, report: &mut Report, rule: &Unpinned) {
    for (_, code) in ctx.dockerfile.run_code() {
        for command in code.package_commands().filter(|it| it.installs && rule.managers.contains(&it.manager)) {
            if command.has_flag(rule.flags) {
                continue;
            }
            let open = unpinned(&command, rule);
            let Some((range, first)) = open.first() else { continue };
            let message = match open.len() {
                1 => format!("`{first}` is installed in whatever version is the newest"),
                2 => format!("`{first}` and another one are installed in their newest versions"),
                more => format!("`{first}` and {} more are installed in their newest versions", more - 1),
            };
            report.at(code.range(*range), shorten(message, first));
        }
    }
}

fn unpinned<'a>(command: &PackageCommand<'a>, rule: &Unpinned) -> Vec<(crate::text::TextRange, &'a str)> {
    let literals = command.operands().filter_map(|word| Some((word.range, word.literal()?)));
    // A word that the shell expands may hold a version.
    literals.filter(|(_, package)| !(rule.is_pinned)(package)).collect()
}

/// The message without the name of a package that is too long for it.
fn shorten(message: String, package: &str) -> String {
    if message.chars().count() < 90 { message } else { message.replace(&format!("`{package}`"), "A package") }
}

/// Whether a package is the path of a file with this extension.
pub(super) fn is_file(package: &str, extension: &str) -> bool {
    package.ends_with(extension)
}
