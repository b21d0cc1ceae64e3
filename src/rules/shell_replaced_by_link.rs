//! `/bin/sh` replaced by a link.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "shell-replaced-by-link",
    codes: &["DL4005"],
    topic: Topic::Style,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Scripts of the distribution are tested with the shell that it ships; they get another one for good, and \
          the next update puts the link back",
    help: "Use `SHELL`, which changes the shell of the following steps only",
    page: include_str!("../../docs/rules/shell_replaced_by_link.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        let commands: Vec<_> = code.script.effective_commands().collect();
        for invocation in commands.iter().filter(|it| it.base_name() == Some("ln")) {
            let operands = invocation.operands(&[]);
            let [source, link] = operands.as_slice() else { continue };
            if !link.is("/bin/sh") && !link.is("/usr/bin/sh") {
                continue;
            }
            let remark = report.at(code.range(invocation.range()), "`/bin/sh` becomes another shell for everybody");
            let instruction = &ctx.dockerfile.tree.instructions[index];
            let is_alone = commands.iter().all(|it| matches!(it.base_name(), Some("ln" | "rm")));
            let is_plain = instruction.first_line == instruction.last_line && instruction.flags.is_empty();
            let Some(shell) = source.literal().filter(|_| is_alone && is_plain) else { continue };
            let path = if shell.starts_with('/') { shell.to_owned() } else { format!("/bin/{shell}") };
            let line = format!("SHELL [\"{path}\", \"-c\"]");
            let caution = "Scripts that start with `#!/bin/sh` keep the old shell";
            let edit = Edit::replace(instruction.range, &line);
            remark.fix(Fix::unsafe_because(caution, format!("Write `{line}`"), [edit]));
        }
    }
}
