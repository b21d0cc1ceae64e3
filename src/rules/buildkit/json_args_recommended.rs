//! CMD or ENTRYPOINT that a shell runs.

use super::place::on_first_line;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::{Arguments, CommandLine, Instruction, Keyword};
use crate::text::{Edit, TextRange};

pub(super) const CHECK: Original = Original {
    code: "JSONArgsRecommended",
    severity: Some(Severity::Warning),
    why: "The shell form puts a shell in front of the program, and the shell does not pass signals on",
    help: "Write the command as a JSON array, or choose the shell with SHELL",
    check,
};

/// First words that only a shell understands.
const BUILTINS: &[&str] =
    &[".", "alias", "cd", "eval", "exec", "export", "read", "set", "source", "trap", "ulimit", "umask", "unset"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (_, index, instruction) in ctx.dockerfile.judged() {
        let is_shell = matches!(instruction.arguments, Arguments::Command(CommandLine::Shell { .. }));
        let is_command = matches!(instruction.keyword, Keyword::Cmd | Keyword::Entrypoint);
        if !is_shell || !is_command || ctx.dockerfile.facts[index].shell.is_some() {
            continue;
        }
        let body = instruction.body.source_range(TextRange::new(0, instruction.body.text().len()));
        let keyword = &instruction.keyword_word.text;
        let remark = report.at(
            on_first_line(tree, instruction, instruction.keyword_word.range),
            format!("`{keyword}` is no JSON array: a shell stands between the container and its program"),
        );
        if let Some(array) = array(instruction).filter(|_| body.of(&tree.text) == instruction.body.text()) {
            remark.fix(Fix::unsafe_because(
                "Without a shell the program gets signals itself, and it must be found without one",
                format!("Write `{array}`"),
                [Edit::replace(body, array)],
            ));
        }
    }
}

/// The JSON array of a command of plain words; `None` where the shell has something to do.
fn array(instruction: &Instruction) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    let words: Vec<&str> = instruction.body.text().split_whitespace().collect();
    let first = words.first()?;
    let is_simple = words.iter().all(|word| word.chars().all(is_plain));
    if !is_simple || first.contains('=') || BUILTINS.contains(first) {
        return None;
    }
    Some(format!("[\"{}\"]", words.join("\", \"")))
}
