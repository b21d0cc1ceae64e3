//! DL4006: a pipe that hides failures.

use super::call;
use super::run::exec_words;
use super::{File, Fix, Report, Rule, Severity};
use crate::rules::rewrite::insert_line_after;
use crate::shell;
use crate::syntax::{Instruction, Keyword};

pub(super) const RULE: Rule = Rule {
    code: "DL4006",
    severity: Some(Severity::Warning),
    why: "Only the last command of a pipe decides whether the step fails",
    help: "Set a SHELL with `-o pipefail` above",
    check,
};

/// How shells begin that have no pipes of this kind.
const OTHER_SHELLS: [&str; 3] = ["pwsh", "powershell", "cmd"];

fn check(file: &File<'_>, report: &mut Report) {
    for stage in file.stages() {
        let mut is_safe = false;
        for line in stage {
            match line.instruction.keyword {
                Keyword::Shell => is_safe = stops_at_failures(line.instruction),
                Keyword::Run if !is_safe && line.run.as_ref().is_some_and(|run| run.has_pipe) => {
                    let remark = file.report(report, line, None, "A failure before the pipe goes unnoticed");
                    let from = stage[0].instruction;
                    let has_shell = stage.iter().any(|line| line.instruction.keyword == Keyword::Shell);
                    if from.keyword == Keyword::From && !has_shell {
                        let shell = "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]";
                        let edit = insert_line_after(file.tree, from, shell);
                        remark.fix(Fix::unsafe_because("bash must be in the image", "Set a SHELL", [edit]));
                    }
                }
                _ => {}
            }
        }
    }
}

fn stops_at_failures(instruction: &Instruction) -> bool {
    let Some(command) = instruction.command() else { return false };
    let words = exec_words(command, instruction.body.text());
    let text = words.map_or_else(|| instruction.body.text().to_owned(), |words| words.join(" "));
    let script = shell::parse(&text);
    let has_pipefail = |call: &call::Call| {
        let name = call.name.strip_prefix("/bin/").unwrap_or(&call.name);
        matches!(name, "bash" | "zsh" | "ash") && call.has_flag(&["o"]) && call.argument(&["pipefail"]).is_some()
    };
    OTHER_SHELLS.iter().any(|shell| text.starts_with(shell))
        || call::read(&script, call::readable_end(&script, &text)).iter().any(has_pipefail)
}
