//! Packages for developers in the image that users reach.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};
use crate::model::{Code, Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "development-dependencies-in-image",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "Test runners, compilers and linters are often the larger half of all packages; nothing uses them, and \
          each can have a hole",
    help: "Leave them out: `--omit=dev` (npm), `--production` (yarn), `--prod` (pnpm), `--no-dev` (Composer, uv)",
    page: include_str!("../../docs/rules/development_dependencies_in_image.md"),
    check,
};

/// How a manager leaves them out.
struct Omission {
    manager: Manager,
    verbs: &'static [&'static str],
    /// The first one is the fix.
    flags: &'static [&'static str],
    /// A variable that does the same, and the value that it needs, if any.
    variable: (&'static str, &'static str),
}

#[rustfmt::skip]
const OMISSIONS: &[Omission] = &[
    Omission { manager: Manager::Npm, verbs: &["ci", "install", "i", "clean-install"], flags: &["--omit=dev", "--omit", "--production", "--only", "-g", "--global"], variable: ("NODE_ENV", "production") },
    Omission { manager: Manager::Yarn, verbs: &["install", ""], flags: &["--production", "--prod", "--version"], variable: ("NODE_ENV", "production") },
    Omission { manager: Manager::Pnpm, verbs: &["install", "i"], flags: &["--prod", "-P", "--production"], variable: ("NODE_ENV", "production") },
    Omission { manager: Manager::Composer, verbs: &["install"], flags: &["--no-dev"], variable: ("COMPOSER_NO_DEV", "1") },
    Omission { manager: Manager::Uv, verbs: &["sync"], flags: &["--no-dev", "--no-default-groups", "--only-group"], variable: ("UV_NO_DEV", "1") },
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let shipped: Vec<(usize, &Code)> = ctx.dockerfile.shipped_code().collect();
    let is_for_developers = ctx.dockerfile.is_named_for_developers()
        || ctx.dockerfile.servers().iter().any(|it| it.server.development.is_some());
    if is_for_developers || shipped.iter().any(|(_, code)| needs_all(code)) {
        return;
    }
    let tools = ctx.dockerfile.stages_with_other_users();
    for (index, code) in shipped {
        // Another stage goes on from here, or takes what is installed here.
        if ctx.dockerfile.facts[index].stage.is_some_and(|stage| tools[stage]) {
            continue;
        }
        for command in code.package_commands().filter(|it| !it.has_operands()) {
            let fits = |it: &&Omission| it.manager == command.manager && it.verbs.contains(&command.verb);
            let Some(omission) = OMISSIONS.iter().find(fits).filter(|it| !is_told(ctx, index, it, &command)) else {
                continue;
            };
            let message = format!("`{}` installs what only developers need", command.title());
            let remark = report.at(code.range(command.invocation.range()), message);
            let unknown = "whether the program starts without them is not known";
            remark.for_developers_unless(Thing::Dependencies, unknown);
            let word = command.verb_word.unwrap_or(&command.program.words[0]);
            let flag = omission.flags[0];
            let edit = insert_argument(ctx.dockerfile.tree, code, word, flag);
            let caution = "The program must start without the packages for developers";
            remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, format!("Add `{flag}`"), [edit])));
        }
    }
}

fn is_told(ctx: &Context<'_>, index: usize, omission: &Omission, command: &PackageCommand<'_>) -> bool {
    let (name, value) = omission.variable;
    let set = ctx.dockerfile.variable(index, name).and_then(|it| it.value.as_deref());
    let is_set_here = command.invocation.assignments().any(|it| it.name == name && it.value.is(value));
    command.has_flag(omission.flags) || set == Some(value) || is_set_here
}

/// Whether a step builds, tests or prunes: it needs all packages, and may remove some.
fn needs_all(code: &Code) -> bool {
    let needs = |it: &PackageCommand<'_>| match it.manager {
        Manager::Npm => matches!(it.verb, "run" | "run-script" | "prune" | "test" | "t" | "exec"),
        Manager::Yarn => !matches!(it.verb, "" | "install" | "add" | "global add" | "config" | "set" | "cache clean"),
        Manager::Pnpm => !matches!(it.verb, "" | "install" | "i" | "add" | "fetch" | "config" | "store prune"),
        Manager::Uv => it.verb == "run",
        _ => false,
    };
    code.package_commands().any(|it| needs(&it)) || code.programs().any(|(_, it)| it.builds())
}
