//! The commands of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`.

use super::part::Parts;
use super::variable;
use crate::model::Code;
use crate::shell::{self, BlockKind, Command, Dialect, RedirectionKind};
use crate::syntax::{Keyword, Word};
use crate::text::TextRange;

/// Adds the commands of the instruction, as far as they are understood.
pub(super) fn explain(parts: &mut Parts<'_>, keyword: Keyword, body: TextRange) {
    let dockerfile = parts.dockerfile;
    let Some(code) = &dockerfile.facts[parts.index].code else { return };
    match code.dialect {
        Dialect::Posix => {}
        Dialect::PowerShell => return parts.add("script", body, "A text for PowerShell; it is not taken apart here."),
        Dialect::Cmd => {
            return parts.add("script", body, "A text for the Windows command line; it is not taken apart here.");
        }
        Dialect::Other => {
            return parts.add(
                "script",
                body,
                "A text for another interpreter than a shell; it is not taken apart here.",
            );
        }
    }
    if code.is_exec() {
        return;
    }
    let own: Vec<&str> = code.script.assigned().take(100).collect();
    let who = who(parts, keyword);
    for (nth, block) in code.script.blocks.iter().enumerate().skip(1) {
        if let Some(meaning) = block_meaning(block.kind).filter(|_| nth > 0 && !block.range.is_empty()) {
            parts.add("shell construct", code.range(block.range), meaning);
        }
        for redirection in &block.redirections {
            parts.add("redirection", code.range(redirection.range), redirection_meaning(redirection.kind));
        }
    }
    for command in &code.script.commands {
        explain_command(parts, code, command, keyword, &who, &own);
    }
    for &comment in &code.script.comments {
        parts.add("comment", code.range(comment), "A comment of the shell, up to the end of its line.");
    }
}

/// As whom, where and by what the command runs, as the end of a sentence.
fn who(parts: &Parts<'_>, keyword: Keyword) -> String {
    let dockerfile = parts.dockerfile;
    let facts = &dockerfile.facts[parts.index];
    let user = if facts.user.is_empty() { "root" } else { &facts.user };
    let stage = facts.stage.map(|stage| &dockerfile.stages[stage]);
    let shell = match (&facts.shell, stage) {
        (Some(words), _) => words.join(" "),
        (None, Some(stage)) => stage.default_shell().join(" "),
        (None, None) => crate::model::DEFAULT_SHELL.join(" "),
    };
    let when = if keyword == Keyword::Run { "" } else { " when the container runs" };
    format!("`{shell}` runs it as `{user}` in `{}`{when}", facts.workdir)
}

fn explain_command(parts: &mut Parts<'_>, code: &Code, command: &Command, keyword: Keyword, who: &str, own: &[&str]) {
    // A line break says nothing that could be pointed at.
    let operator = command.place.operator.map(|it| code.range(it));
    if let Some(range) = operator.filter(|it| !it.of(parts.text()).trim().is_empty()) {
        let meaning = operator_meaning(range.of(parts.text()));
        parts.add("operator", range, meaning);
    }
    for assignment in &command.assignments {
        let meaning = if command.words.is_empty() {
            format!("Sets the shell variable `{}`; it is gone when this instruction ends.", assignment.name)
        } else {
            format!("Sets `{}` for this one command.", assignment.name)
        };
        parts.add("assignment", code.range(assignment.range), meaning);
        parameters(parts, code, &assignment.value, keyword, own);
    }
    let inner = command.unwrapped().name_word().map(|word| word.range);
    let name = command.unwrapped().base_name().or(command.base_name()).unwrap_or("the command").to_owned();
    for (nth, word) in command.words.iter().enumerate() {
        let is_wrapper = command.wrappers.iter().any(|wrapper| wrapper.word == nth);
        let (kind, meaning) = match word.literal() {
            Some(text) if is_wrapper => ("command", format!("`{text}` runs the command behind it.")),
            _ if Some(word.range) == inner => ("command", format!("The command: {who}.")),
            Some(text) if text.starts_with('-') && text.len() > 1 => ("option", format!("An option of `{name}`.")),
            _ if nth == 0 => ("command", format!("The command: {who}.")),
            _ => ("argument", format!("An argument of `{name}`.")),
        };
        parts.add(kind, code.range(word.range), meaning);
        parameters(parts, code, word, keyword, own);
    }
    for redirection in &command.redirections {
        parts.add("redirection", code.range(redirection.range), redirection_meaning(redirection.kind));
        if let Some(target) = &redirection.target {
            parameters(parts, code, target, keyword, own);
        }
    }
}

fn parameters(parts: &mut Parts<'_>, code: &Code, word: &shell::Word, keyword: Keyword, own: &[&str]) {
    for parameter in &word.parameters {
        let meaning = variable::in_shell(parts, parameter, keyword, own);
        parts.add("variable", code.range(parameter.range), meaning);
    }
}

/// Adds the words of an exec form.
pub(super) fn exec(parts: &mut Parts<'_>, keyword: Keyword, words: &[Word]) {
    if keyword == Keyword::Shell {
        for (nth, word) in words.iter().enumerate() {
            let meaning = if nth == 0 {
                "The shell."
            } else {
                "A word before the command; the last one makes the shell read it."
            };
            parts.add("string", word.range, meaning);
        }
        return;
    }
    let dockerfile = parts.dockerfile;
    let index = parts.index;
    let adds = keyword == Keyword::Cmd
        && dockerfile.facts[index]
            .stage
            .is_some_and(|stage| dockerfile.effective(stage, Keyword::Entrypoint).is_some());
    for (nth, word) in words.iter().enumerate() {
        let mut meaning = match (nth, adds) {
            (0, false) => "The program. No shell stands between: it gets the words as they are.".to_owned(),
            (_, true) => format!("Argument {} for the program of the ENTRYPOINT.", nth + 1),
            (_, false) => format!("Argument {nth} of the program, as it stands."),
        };
        if word.text.contains('$') && !words[..nth].iter().any(|it| it.text == "-c") {
            meaning.push_str(" Nobody expands the `$` in it.");
        }
        parts.add("string", word.range, meaning);
    }
}

fn operator_meaning(operator: &str) -> &'static str {
    match operator {
        "&&" => "What follows runs only if what stands before succeeds.",
        "||" => "What follows runs only if what stands before fails.",
        ";" => "What follows runs next, even if what stands before fails.",
        "|" => {
            "What stands before writes into what follows; only the last command's failure counts, unless `pipefail` is set."
        }
        "|&" => "What stands before writes its output and its errors into what follows.",
        "&" => "What stands before runs in the background.",
        _ => "What follows runs next.",
    }
}

const fn redirection_meaning(kind: RedirectionKind) -> &'static str {
    match kind {
        RedirectionKind::Read => "Reads from the file.",
        RedirectionKind::Write | RedirectionKind::Clobber => "Writes into the file, in the place of what was there.",
        RedirectionKind::Append => "Writes to the end of the file.",
        RedirectionKind::ReadWrite => "Opens the file for reading and writing.",
        RedirectionKind::DuplicateInput | RedirectionKind::DuplicateOutput => {
            "Sends one stream where another one goes."
        }
        RedirectionKind::WriteBoth => "Writes output and errors into the file.",
        RedirectionKind::AppendBoth => "Writes output and errors to the end of the file.",
        RedirectionKind::HereString => "Reads from this text.",
        RedirectionKind::HereDocument => "Reads from the lines that follow, up to the word.",
        RedirectionKind::HereDocumentTabs => {
            "Reads from the lines that follow, up to the word; tabs at their start are cut."
        }
    }
}

const fn block_meaning(kind: BlockKind) -> Option<&'static str> {
    Some(match kind {
        BlockKind::Subshell => "Runs in a shell of its own: `cd` and variables in it are gone at the end.",
        BlockKind::Group => "Commands as one, in the same shell.",
        BlockKind::Substitution => "The shell puts the output of these commands here.",
        BlockKind::ProcessSubstitution => "The shell puts the name of a file here that these commands read or write.",
        BlockKind::ShellString => "A script of its own, read by another shell.",
        BlockKind::If => "Runs the first branch whose condition succeeds.",
        BlockKind::For => "Runs its commands once for each word.",
        BlockKind::While => "Runs its commands as long as the condition succeeds.",
        BlockKind::Until => "Runs its commands until the condition succeeds.",
        BlockKind::Case => "Runs the branch whose pattern fits.",
        BlockKind::Function => "Defines a function; it runs where its name is called.",
        BlockKind::Test => "A test of bash: succeeds if it is true.",
        BlockKind::Arithmetic => "Arithmetic of bash: succeeds if the result is not zero.",
        BlockKind::Script
        | BlockKind::Condition
        | BlockKind::Then
        | BlockKind::Else
        | BlockKind::LoopBody
        | BlockKind::CaseArm => return None,
    })
}
