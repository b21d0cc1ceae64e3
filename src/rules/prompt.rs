//! Package managers that ask a question, which nobody answers while an image is built.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report};
use crate::model::{Manager, PackageCommand};
use crate::shell::Script;

/// How a manager is kept from asking.
pub(super) struct Prompt {
    pub(super) manager: Manager,
    /// Subcommands that ask.
    pub(super) verbs: &'static [&'static str],
    /// Flags that answer; the first one is the fix.
    pub(super) answers: &'static [&'static str],
    /// Other ways to answer.
    pub(super) is_answered: fn(&PackageCommand<'_>) -> bool,
}

/// Reports every command that asks.
pub(super) fn check(ctx: &Context<'_>, report: &mut Report, prompt: &Prompt) {
    for (_, code) in ctx.dockerfile.run_code() {
        for command in code.package_commands().filter(|it| it.manager == prompt.manager) {
            let asks = prompt.verbs.contains(&command.verb)
                && !command.has_flag(prompt.answers)
                && !(prompt.is_answered)(&command)
                && !has_input(&code.script, &command);
            let Some(verb) = command.verb_word.filter(|_| asks) else { continue };
            let message = format!("`{}` asks, and nobody can answer", command.title());
            let remark = report.at(code.range(command.program.range()), message);
            let flag = prompt.answers[0];
            let edit = insert_argument(ctx.dockerfile.tree, code, verb, flag);
            remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Add `{flag}`"), [edit])));
        }
    }
}

/// Whether a pipe or a file gives the answers: `yes | apt-get install curl`.
fn has_input(script: &Script, command: &PackageCommand<'_>) -> bool {
    use crate::shell::RedirectionKind::{HereDocument, HereString, Read};
    let written = command.invocation.command();
    let reads = written.redirections.iter().any(|it| matches!(it.kind, Read | HereString | HereDocument));
    let xargs = command.invocation.wrappers().iter().any(|it| written.words[it.word].is("xargs"));
    reads || (script.pipeline_of(written).length > 1 && written.place.position > 0 && !xargs)
}
