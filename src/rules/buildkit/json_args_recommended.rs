//! CMD or ENTRYPOINT that a shell runs.

use crate::rules::rewrite::exec_form;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::json::{self, Json};
use crate::syntax::{Arguments, CommandLine, Keyword};
use crate::text::{Edit, TextRange};

pub(in crate::rules) const CHECK: Original = Original {
    code: "JSONArgsRecommended",
    severity: Some(Severity::Warning),
    why: "The shell form puts a shell in front of the program, and the shell does not pass signals on",
    help: "Write the command as a JSON array, or choose the shell with SHELL",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (_, index, instruction) in ctx.dockerfile.judged() {
        let Arguments::Command(CommandLine::Shell { malformed_json }) = instruction.arguments else { continue };
        let is_command = matches!(instruction.keyword, Keyword::Cmd | Keyword::Entrypoint);
        if !is_command || ctx.dockerfile.facts[index].shell.is_some() {
            continue;
        }
        let body = instruction.body.source_range(TextRange::new(0, instruction.body.text().len()));
        let keyword = &instruction.keyword_word.text;
        let remark = report.at(
            instruction.keyword_word.range,
            format!("`{keyword}` is no JSON array: a shell stands between the container and its program"),
        );
        let text = instruction.body.text();
        let array = if malformed_json { repaired(text) } else { exec_form(text) };
        if let Some(array) = array.filter(|_| body.of(&tree.text) == text) {
            remark.fix(Fix::unsafe_because(
                "Without a shell the program gets signals itself, and it must be found without one",
                format!("Write `{array}`"),
                [Edit::replace(body, array)],
            ));
        }
    }
}

/// An array whose strings stand in the wrong quotes.
fn repaired(text: &str) -> Option<String> {
    let array = text.replace('\'', "\"");
    matches!(json::read(&array), Json::Strings(_)).then_some(array)
}
