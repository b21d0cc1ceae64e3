//! Compilers in the image that is shipped.

use super::{Context, Report, Rule, Severity, Thing, Topic, registry};
use crate::model::{Manager, PackageCommand, Server, Started};

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

/// Images that are made for building: the public name, and the words of a tag with which it is smaller.
const SDKS: &[(&str, &[&str])] = &[
    ("golang", &[]),
    ("rust", &[]),
    ("maven", &[]),
    ("gradle", &[]),
    ("gcc", &[]),
    ("haskell", &[]),
    ("swift", &["slim"]),
    ("dotnet/sdk", &[]),
    ("eclipse-temurin", &["jre"]),
    ("openjdk", &["jre"]),
    ("sapmachine", &["jre"]),
    ("ibm-semeru-runtimes", &["jre"]),
];

/// Those with a JDK, which is in the way only of what is compiled already.
const JDKS: &[&str] = &["eclipse-temurin", "openjdk", "sapmachine", "ibm-semeru-runtimes"];

/// The image itself, where something else than its compilers is started.
fn sdk(ctx: &Context<'_>, report: &mut Report) {
    let started = ctx.dockerfile.started();
    let (Some(image), false) = (ctx.dockerfile.shipped_image(), started.is_empty()) else { return };
    let name = registry::public_name(ctx, image);
    let is_slim = |words: &[&str]| image.tag().is_some_and(|tag| tag.split('-').any(|it| words.contains(&it)));
    let is_sdk = SDKS.iter().any(|(sdk, slim)| *sdk == name && !is_slim(slim));
    let is_jar = |it: &Started<'_>| {
        let mut words = it.program.arguments().iter().filter_map(|word| word.literal());
        it.program.name == "java" && words.any(|word| word == "-jar")
    };
    if JDKS.contains(&name) && !started.iter().all(is_jar) {
        return;
    }
    let uses_it = |it: &Started<'_>| Server::of(it.program).is_some_and(|it| it.development.is_some());
    let stages = ctx.dockerfile.target.into_iter().flat_map(|it| ctx.dockerfile.lineage(it));
    if let Some(word) = stages.last().filter(|_| is_sdk).and_then(|stage| registry::image_word(ctx, stage))
        && !started.iter().any(uses_it)
    {
        let message = format!("`{}` is shipped with its compilers, though only a build needs them", image.name());
        let unknown = "which files the program needs in an image without compilers is not known";
        report.at(word, message).for_developers_unless(Thing::Compiler, unknown);
    }
}

fn check(ctx: &Context<'_>, report: &mut Report) {
    sdk(ctx, report);
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
            let unknown = "which files a build stage would have to hand over is not known";
            report.at(code.range(first.range), message).for_developers_unless(Thing::Compiler, unknown);
        }
    }
}

fn is_tool(package: &str) -> bool {
    TOOLS.contains(&package.split(['=', '~', '<', '>', ':']).next().unwrap_or(package))
}

fn is_system(manager: Manager) -> bool {
    matches!(manager, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper)
}
