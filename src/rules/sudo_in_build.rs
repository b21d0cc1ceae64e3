//! `sudo` in a RUN.

use super::rewrite::remove_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};

pub(super) const RULE: Rule = Rule {
    name: "sudo-in-build",
    codes: &["DL3004"],
    topic: Topic::Security,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Steps run as root unless USER says otherwise; with sudo in the image, whoever gets into the container \
          becomes root the same way",
    help: "Call the command itself, and set `USER` behind the steps that need root",
    page: include_str!("../../docs/rules/sudo_in_build.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        let user = &*ctx.dockerfile.facts[index].user;
        let is_root = matches!(user.split(':').next(), None | Some("" | "root" | "0"));
        for command in &code.script.commands {
            let sudo = command.wrappers.iter().find(|it| command.words[it.word].is("sudo"));
            let Some(word) = sudo.map(|it| &command.words[it.word]) else { continue };
            if !is_root {
                let message = format!("`sudo` takes back what `USER {user}` has given up");
                report.at(code.range(word.range), message).help("Move the step in front of `USER`");
                continue;
            }
            let next = command.words.iter().find(|it| it.range.start > word.range.start);
            let switches =
                next.is_some_and(|it| it.unquoted().starts_with("-u") || it.unquoted().starts_with("--user"));
            let reason =
                if switches { "switches users, as `USER` does" } else { "has nothing to do: this step runs as root" };
            let remark = report.at(code.range(word.range), format!("`sudo` {reason}"));
            // Flags of sudo choose another user or another environment.
            if next.is_some_and(|it| !it.unquoted().starts_with('-') && !it.unquoted().contains('=')) {
                let edit = remove_argument(ctx.dockerfile.tree, code, &command.words, word);
                let caution = "The base image may set another user than root";
                remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, "Remove `sudo`", [edit])));
            }
        }
    }
}
