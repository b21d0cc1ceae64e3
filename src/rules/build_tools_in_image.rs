//! Compilers in the image that is shipped.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "build-tools-in-image",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "Compilers and headers take hundreds of megabytes, and help whoever gets into the container more than your \
          program",
    help: "Compile in a stage of its own and copy the result",
    page: include_str!("../../docs/rules/build_tools_in_image.md"),
    check,
};

const TOOLS: &[&str] = &[
    "build-essential",
    "build-base",
    "gcc",
    "g++",
    "gcc-c++",
    "clang",
    "make",
    "cmake",
    "ninja-build",
    "automake",
    "musl-dev",
    "linux-headers",
    "libc-dev",
    "libc6-dev",
    "python3-dev",
    "libpq-dev",
    "libffi-dev",
    "libssl-dev",
    "openssl-dev",
    "default-libmysqlclient-dev",
    "postgresql-dev",
    "cargo",
    "rustc",
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.shipped_code() {
        let removes = |it: PackageCommand<'_>| matches!(it.verb, "remove" | "purge" | "autoremove" | "del" | "erase");
        if code.package_commands().any(removes) {
            continue;
        }
        for command in code.package_commands().filter(|it| it.installs && is_system(it.manager)) {
            let found: Vec<_> = command.operands().filter(|it| it.literal().is_some_and(is_tool)).collect();
            let Some(first) = found.first() else { continue };
            let name = first.literal().unwrap_or_default().split(['=', '~', '<', '>', ':']).next().unwrap_or_default();
            let message = match found.len() {
                1 => format!("`{name}` is shipped, though only a build needs it"),
                2 => format!("`{name}` and another one are shipped, though only a build needs them"),
                count => format!("`{name}` and {} more are shipped, though only a build needs them", count - 1),
            };
            report.at(code.range(first.range), message);
        }
    }
}

fn is_tool(package: &str) -> bool {
    TOOLS.contains(&package.split(['=', '~', '<', '>', ':']).next().unwrap_or(package))
}

fn is_system(manager: Manager) -> bool {
    matches!(manager, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper)
}
