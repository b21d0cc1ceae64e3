//! A `;` behind a command whose failure matters.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Code;
use crate::shell::{Command, Connector, Script};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "failure-hidden-by-semicolon",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Only the status of the last command counts, so the build goes on without what the failed one should have \
          made",
    help: "Join the commands with `&&`, or begin with `set -e;`",
    page: include_str!("../../docs/rules/failure_hidden_by_semicolon.md"),
    check,
};

/// Commands, package managers aside, whose failure matters to what follows.
const VITAL: &[&str] = &[
    "curl",
    "wget",
    "git",
    "tar",
    "unzip",
    "make",
    "cmake",
    "configure",
    "ninja",
    "mvn",
    "gradle",
    "gradlew",
    "cd",
    "patch",
    "gcc",
    "dotnet",
    "bundle",
    "poetry",
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        let shell = ctx.dockerfile.facts[index].shell.as_deref().unwrap_or_default();
        let stops = shell.iter().skip(1).any(|it| it.starts_with('-') && it.contains('e') && !it.starts_with("--"));
        let is_line = ctx.dockerfile.tree.instructions[index].heredocs.is_empty() && !code.is_exec();
        if stops || !is_line || sets_errexit(code) {
            continue;
        }
        let own: Vec<&Command> = code.script.commands.iter().filter(|it| it.parent == Script::ROOT).collect();
        for pair in own.windows(2) {
            let (earlier, later) = (pair[0], pair[1]);
            let Some(operator) = later.place.operator.filter(|_| is_hidden(code, earlier, later)) else { continue };
            let name = earlier.unwrapped().base_name().unwrap_or_default();
            let range = code.range(operator);
            let remark = report.at(range, format!("The `;` hides a failure of `{name}`"));
            if code.script.pipeline_of(later).followed_by != Some(Connector::Or) {
                let blank = if ctx.dockerfile.tree.text[..range.start].ends_with([' ', '\t']) { "" } else { " " };
                let edit = Edit::replace(range, format!("{blank}&&"));
                let caution = "A failure that nobody has noticed so far ends the build";
                remark.fix(Fix::unsafe_because(caution, "Join with `&&`", [edit]));
            }
        }
    }
}

fn is_hidden(code: &Code, earlier: &Command, later: &Command) -> bool {
    let invocation = earlier.unwrapped();
    let name = invocation.base_name().unwrap_or_default();
    let is_vital =
        VITAL.contains(&name) || code.package_command(earlier.id).is_some_and(|it| !it.verb.contains("clean"));
    // Between the two, a compound command may stand.
    let is_next = code.script.pipeline_of(earlier).followed_by == Some(Connector::Semicolon);
    later.place.connector == Connector::Semicolon && earlier.place.connector != Connector::Or && is_vital && is_next
}

fn sets_errexit(code: &Code) -> bool {
    code.script.effective_commands().any(|it| {
        let is_errexit = |word: &str| word == "errexit" || (word.starts_with('-') && word.contains('e'));
        it.name() == Some("set") && it.arguments().iter().any(|word| is_errexit(&word.unquoted()))
    })
}
