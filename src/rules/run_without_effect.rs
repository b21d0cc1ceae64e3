//! A RUN whose effect ends with it.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Code;
use crate::shell::{Invocation, Word};
use crate::syntax::Instruction;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "run-without-effect",
    codes: &["DL3003"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Every RUN starts a new shell in the directory of WORKDIR with the variables of ENV; only files outlive a \
          step",
    help: "Use WORKDIR for a directory and ENV for a variable, or do the work in the same RUN",
    page: include_str!("../../docs/rules/run_without_effect.md"),
    check,
};

const SETTINGS: &[&str] = &["alias", "set", "unset", "ulimit", "umask", "shopt", "true", ":"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        let commands: Vec<_> = code.script.effective_commands().collect();
        let Some(lost) = commands.iter().find(|it| is_lost(**it)) else { continue };
        let is_all = commands.iter().all(|it| is_lost(*it) || it.name().is_some_and(|name| SETTINGS.contains(&name)));
        if !is_all || commands.iter().any(|it| !it.command().redirections.is_empty()) {
            continue;
        }
        let name = lost.name().map_or_else(|| "the assignment".to_owned(), |name| format!("`{name}`"));
        let remark = report.at(code.range(lost.command().range), format!("The effect of {name} ends with this step"));
        let instruction = &ctx.dockerfile.tree.instructions[index];
        if commands.len() == 1 {
            remark.fixes.extend(fix(instruction, code, *lost));
        }
    }
}

/// Whether a command changes nothing but the shell that runs it.
fn is_lost(invocation: Invocation<'_>) -> bool {
    let first = invocation.arguments().first().and_then(Word::literal).unwrap_or_default();
    let changes_shell = ["activate", "rc", "profile", "/env", "nvm.sh"].iter().any(|end| first.ends_with(end));
    match invocation.name() {
        Some("cd" | "pushd") => true,
        Some("export") => !first.starts_with('-'),
        Some("source" | ".") => changes_shell,
        Some(_) => false,
        None => {
            invocation.words().is_empty() && invocation.command().assignments.iter().all(|it| !it.value.has_expansion)
        }
    }
}

/// The instruction that lasts.
fn fix(instruction: &Instruction, code: &Code, invocation: Invocation<'_>) -> Option<Fix> {
    let is_plain = instruction.flags.is_empty() && instruction.heredocs.is_empty() && !code.is_exec();
    let words: Vec<&str> = invocation.arguments().iter().filter(|it| !it.is_quoted).filter_map(Word::literal).collect();
    if !is_plain || words.len() != invocation.arguments().len() || instruction.first_line != instruction.last_line {
        return None;
    }
    let (line, caution) = match (invocation.name()?, words.as_slice()) {
        ("cd", [path]) if !path.starts_with(['~', '-']) => {
            (format!("WORKDIR {path}"), "All that follows, and the container, start in this directory then")
        }
        ("export", [_, ..]) if words.iter().all(|it| it.contains('=')) => {
            (format!("ENV {}", words.join(" ")), "All that follows, and the container, see the variable then")
        }
        _ => return None,
    };
    let edit = Edit::replace(instruction.range, &line);
    Some(Fix::unsafe_because(caution, format!("Write `{line}`"), [edit]))
}
