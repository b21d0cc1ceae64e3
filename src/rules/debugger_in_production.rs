//! A debugger that waits for connections in an image that users reach.

use super::rewrite::remove_argument;
use super::undebugged::undebugged;
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic, let_in};
use crate::model::Program;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "debugger-in-production",
    codes: &[],
    topic: Topic::Security,
    dev: None,
    prod: Some(Severity::Error),
    converts: true,
    why: "Whoever reaches the port of a debugger runs any code in the container; none of these protocols asks who it is",
    help: "Start the program without it, and attach it in development only",
    page: include_str!("../../docs/rules/debugger_in_production.md"),
    check,
};

/// Programs that are debuggers, behind `python -m` too.
const PROGRAMS: &[&str] =
    &["debugpy", "ptvsd", "pydevd", "pdb", "ipdb", "pudb", "dlv", "rdbg", "rdebug-ide", "gdbserver"];

/// Variables from which an interpreter takes more flags.
const VARIABLES: &[&str] = &["NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "CATALINA_OPTS"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for started in ctx.dockerfile.started() {
        let words = started.invocation.words();
        if let Some(debugger) = Program::layers(started.invocation).find(|it| PROGRAMS.contains(&it.name)) {
            let message = format!("`{}` debugs what users reach", debugger.name);
            let remark = report.at(started.code.range(debugger.range()), message);
            match undebugged(ctx, &started, debugger) {
                Some(edit) => {
                    let title = format!("Start the program without `{}`", debugger.name);
                    remark.for_developers(Thing::Debugger).fix(Fix::safe(title, [edit]));
                }
                None => {
                    remark.for_developers_unless(Thing::Debugger, "its arguments do not tell which command it runs");
                }
            }
        }
        if started.program.name.starts_with("jupyter") {
            let_in::jupyter(ctx, report, &started);
        }
        let first = started.invocation.base_name().unwrap_or_default();
        for word in words.iter().skip(1) {
            let flag = word.unquoted();
            // A script has flags of its own, so only those of the interpreter count.
            let is_own = flag.starts_with('-') || words.iter().position(|it| it.range == word.range) == Some(0);
            if !is_own && matches!(first, "node" | "java") {
                break;
            }
            if opens_debugger(&flag) {
                let message = format!("`{}` opens a port for a debugger", shortened(&flag));
                let remark = report.at(started.code.range(word.range), message);
                remark.for_developers(Thing::Debugger);
                let edit = remove_argument(ctx.dockerfile.tree, started.code, words, word);
                remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Remove `{}`", shortened(&flag)), [edit])));
            }
        }
    }
    let_in::xdebug(ctx, report);
    for name in VARIABLES {
        let Some((pair, value)) = ctx.dockerfile.kept_variable(name).pop() else { continue };
        let Some(flag) = value.split_whitespace().find(|flag| opens_debugger(flag)) else { continue };
        let remark = report
            .at(pair.range, format!("`{name}` opens a port for a debugger: `{}`", shortened(flag)))
            .for_developers(Thing::Debugger);
        let Some(word) = pair.value.as_ref().filter(|word| word.text.trim_matches(['"', '\'']) == value) else {
            continue;
        };
        let kept: Vec<&str> = value.split_whitespace().filter(|flag| !opens_debugger(flag)).collect();
        let is_plain = kept.iter().all(|flag| !flag.contains(['"', '\\', '$']));
        if is_plain {
            let title = format!("Take the debugger out of `{name}`");
            remark.fix(Fix::safe(title, [Edit::replace(word.range, format!("\"{}\"", kept.join(" ")))]));
        }
    }
}

/// Flags of Node.js and of the Java virtual machine.
fn opens_debugger(flag: &str) -> bool {
    let name = flag.split('=').next().unwrap_or(flag);
    matches!(name, "--inspect" | "--inspect-brk" | "--inspect-wait" | "--debug-brk")
        || flag.starts_with("-agentlib:jdwp")
        || flag.starts_with("-Xrunjdwp")
}

/// The part of the flag that says what it is.
fn shortened(flag: &str) -> &str {
    flag.split('=').next().unwrap_or(flag)
}
