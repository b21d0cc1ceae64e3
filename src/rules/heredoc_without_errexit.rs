//! A heredoc that goes on after a command that fails.

use super::rewrite::{insert_argument, line_break};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Code;
use crate::shell::{self, BlockId, Connector, Dialect, Script};
use crate::syntax::Heredoc;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "heredoc-without-errexit",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The shell reads the lines as a script, and a script stops at a failure only when it is told; the status \
          of the last line alone counts",
    help: "Begin the heredoc with `set -e`",
    page: include_str!("../../docs/rules/heredoc_without_errexit.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (index, code) in ctx.dockerfile.run_code() {
        let instruction = &tree.instructions[index];
        let [document] = instruction.heredocs.as_slice() else { continue };
        let text = document.body.of(&tree.text).trim_start_matches('\t');
        let interpreter = shell::interpreter(text).unwrap_or_default();
        let is_script = shell::dialect(&interpreter) == Dialect::Posix
            && document.marker == instruction.body.source_range(TextRange::new(0, instruction.body.text().len()));
        let shell = ctx.dockerfile.facts[index].shell.as_deref().unwrap_or_default();
        let mut flags = shell.iter().skip(1).chain(interpreter.iter().skip(1));
        let stops = flags.any(|it| sets_errexit(it)) || is_told(code);
        if !is_script {
            shell_with_input(ctx, code, report);
        } else if !stops && has_failures_to_hide(code, Script::ROOT) {
            let remark = report.at(document.marker, "This script goes on after a command that fails");
            remark.fixes.extend(first_line(&tree.text, document, line_break(tree)));
        }
    }
}

/// `bash <<EOF`: the shell that is started reads the lines.
fn shell_with_input(ctx: &Context<'_>, code: &Code, report: &mut Report) {
    for command in code.script.commands.iter().filter(|it| it.redirections.iter().any(|it| it.body.is_some())) {
        let Some(block) = command.shell_string else { continue };
        let invocation = command.unwrapped();
        let stops = invocation.arguments().iter().any(|it| sets_errexit(&it.unquoted()));
        let Some(name) = invocation.name_word().filter(|_| !stops && has_failures_to_hide(code, block)) else {
            continue;
        };
        if is_told(code) {
            continue;
        }
        let shell = invocation.base_name().unwrap_or_default();
        let remark = report.at(code.range(invocation.range()), format!("`{shell}` goes on after a line that fails"));
        let caution = "A line that only tests something stops the script then";
        let edit = insert_argument(ctx.dockerfile.tree, code, name, "-e");
        remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, format!("Start `{shell} -e`"), [edit])));
    }
}

/// Whether a flag of a shell is `-e` or has it among its letters, as in `-eux`; `-o errexit` is the long name.
fn sets_errexit(word: &str) -> bool {
    let is_short = word.starts_with('-') && !word.starts_with("--") && word.contains('e');
    is_short || word == "errexit"
}

fn is_told(code: &Code) -> bool {
    let mut commands = code.script.effective_commands();
    commands.any(|it| it.name() == Some("set") && it.arguments().iter().any(|word| sets_errexit(&word.unquoted())))
}

/// Whether a command stands on a line behind another one.
fn has_failures_to_hide(code: &Code, block: BlockId) -> bool {
    let is_next = |it: &Connector| matches!(it, Connector::Newline | Connector::Semicolon);
    let own = code.script.commands.iter().filter(|it| it.parent == block);
    own.map(|it| it.place.connector).any(|it| is_next(&it))
}

/// `set -e` as the first line, behind a `#!`.
fn first_line(text: &str, document: &Heredoc, line_break: &str) -> Option<Fix> {
    let body = document.body.of(text);
    let first = body.lines().next()?;
    let skipped = if first.trim_start().starts_with("#!") { body.find('\n')? + 1 } else { 0 };
    let next = body[skipped..].lines().next().unwrap_or_default();
    let indent = &next[..next.len() - next.trim_start().len()];
    let edit = Edit::insert(document.body.start + skipped, format!("{indent}set -e{line_break}"));
    Some(Fix::safe("Begin with `set -e`", [edit]))
}
