//! Python packages that every new container compiles again.

use super::rewrite::{insert_argument, remove_argument};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "dependencies-without-bytecode",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "Each new container compiles all that it imports before it can answer, and throws the result away with itself",
    help: "Compile once, while the image is built: `--compile-bytecode` or `UV_COMPILE_BYTECODE=1` of uv; pip does it \
           unless told otherwise",
    page: include_str!("../../docs/rules/dependencies_without_bytecode.md"),
    check,
};

const VARIABLE: &str = "UV_COMPILE_BYTECODE";

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (index, code) in ctx.dockerfile.run_code() {
        let is_set = ctx.dockerfile.variable(index, VARIABLE).is_some();
        let compiles = |it: &PackageCommand<'_>| it.has_flag(&["--compile-bytecode", "--compile"]);
        let is_compiled = code.script.effective_commands().any(|it| it.has_argument("compileall"));
        for command in code.package_commands().filter(|_| !is_compiled) {
            let Some(verb) = command.verb_word else { continue };
            if command.manager == Manager::Pip && command.verb == "install" {
                let Some(flag) = command.program.flag(&["--no-compile"]) else { continue };
                let remark = report.at(code.range(flag.range), "`--no-compile` leaves compiling to every start");
                let edit = remove_argument(tree, code, command.program.words, flag);
                remark.fixes.extend(edit.map(|edit| Fix::safe("Remove `--no-compile`", [edit])));
            }
            let is_uv = command.manager == Manager::Uv && matches!(command.verb, "sync" | "pip install");
            let is_given = command.invocation.assignments().any(|it| it.name == VARIABLE);
            if is_uv && !is_set && !is_given && !compiles(&command) {
                let message = format!("`{}` leaves compiling to every start", command.title());
                let remark = report.at(code.range(command.program.range()), message);
                let edit = insert_argument(tree, code, verb, "--compile-bytecode");
                remark.fixes.extend(edit.map(|edit| Fix::safe("Add `--compile-bytecode`", [edit])));
            }
        }
    }
}
