//! DL3025: the command of the container in shell form.

use super::run::exec_words;
use super::{File, Fix, Report, Rule, Severity};
use crate::rules::rewrite::{comments_in, exec_form};
use crate::syntax::json;
use crate::syntax::{Arguments, CommandLine, Logical};
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    code: "DL3025",
    severity: Some(Severity::Warning),
    why: "A shell then is process 1 and does not pass signals on: the program is killed instead of stopped",
    help: "Write the command as a JSON array",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in &file.lines {
        let Some((command, body)) = started(&line.instruction.arguments, &line.instruction.body) else { continue };
        if line.instruction.keyword == crate::syntax::Keyword::Run
            || line.instruction.keyword == crate::syntax::Keyword::Shell
            || exec_words(command, body.text()).is_some()
        {
            continue;
        }
        let place = body.source_range(TextRange::new(0, body.text().len()));
        let remark = file.report(report, line, Some(place), "The command is in shell form");
        if *command == (CommandLine::Shell { malformed_json: false })
            && line.instruction.heredocs.is_empty()
            && comments_in(file.tree, place).is_empty()
        {
            let caution = "No shell expands variables or reads profiles any more, and signals reach the program";
            let array = exec_form(body.text()).unwrap_or_else(|| json::array(&["/bin/sh", "-c", body.text()]));
            remark.fix(Fix::unsafe_because(caution, "Write a JSON array", [Edit::replace(place, array)]));
        }
    }
}

fn started<'a>(arguments: &'a Arguments, body: &'a Logical) -> Option<(&'a CommandLine, &'a Logical)> {
    match arguments {
        Arguments::Command(command) => Some((command, body)),
        Arguments::Healthcheck(health) => Some((health.command.as_ref()?, &health.body)),
        _ => None,
    }
}
