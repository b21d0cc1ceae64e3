//! The corpus beside the crate `parse-dockerfile`, an independent reader of the same language: wherever it accepts a
//! text, both see the same instructions, from the same line to the same line.
//!
//! The crate refuses what `BuildKit` refuses, and some of what it takes; files that it refuses are counted, not compared.

use dockerfile_playground::syntax::{self, Instruction};
use dockerfile_playground::text::{LineIndex, TextRange};
use parse_dockerfile::{Command, HealthcheckArguments, Instruction as Other, JsonOrStringArray, Source};

use crate::markdown::files;

/// Files that the crate accepts and reads otherwise, each with the reason.
const APART: [(&str, &str); 1] =
    [("continued-comments.Dockerfile", "it counts the comment behind the last words of an instruction among them")];

/// Keyword, first line, and the last line that has words of the instruction; `None` with heredocs.
type Seen = (String, usize, Option<usize>);

fn ours(text: &str) -> Vec<Seen> {
    let tree = syntax::parse(text);
    let seen = |it: &Instruction| {
        let end = it.body.source_range(TextRange::new(0, it.body.text().len())).end;
        let last = (it.last_line == it.head_line).then(|| tree.lines.line(end.saturating_sub(1)));
        (it.keyword_word.text.to_ascii_uppercase(), it.first_line, last)
    };
    tree.instructions.iter().map(seen).collect()
}

/// What the crate reads; `None` where it refuses the text.
fn theirs(text: &str) -> Option<Vec<Seen>> {
    // Its offsets do not count a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = parse_dockerfile::parse(text).ok()?;
    let lines = LineIndex::new(text);
    let seen = |it: &Other<'_>| {
        let (start, end) = extent(it);
        let keyword = text[start.clone()].to_ascii_uppercase();
        (keyword, lines.line(start.start), end.map(|end| lines.line(end.saturating_sub(1))))
    };
    Some(file.instructions.iter().map(seen).collect())
}

/// Where the keyword stands, and where the words end unless there are heredocs.
fn extent(instruction: &Other<'_>) -> (std::ops::Range<usize>, Option<usize>) {
    let command = |command: &Command<'_>| match command {
        Command::Exec(words) => Some(words.span.end),
        Command::Shell(text) => Some(text.span.end),
        _ => None,
    };
    let destination = |sources: &[Source<'_>], end: usize| {
        sources.iter().all(|source| matches!(source, Source::Path(_))).then_some(end)
    };
    match instruction {
        Other::Add(it) => (it.add.span.clone(), destination(&it.src, it.dest.span.end)),
        Other::Arg(it) => (it.arg.span.clone(), Some(it.arguments.span.end)),
        Other::Cmd(it) => (it.cmd.span.clone(), command(&it.arguments)),
        Other::Copy(it) => (it.copy.span.clone(), destination(&it.src, it.dest.span.end)),
        Other::Entrypoint(it) => (it.entrypoint.span.clone(), command(&it.arguments)),
        Other::Env(it) => (it.env.span.clone(), Some(it.arguments.span.end)),
        Other::Expose(it) => (it.expose.span.clone(), it.arguments.last().map(|word| word.span.end)),
        Other::From(it) => {
            let last = it.as_.as_ref().map_or(&it.image, |(_, name)| name);
            (it.from.span.clone(), Some(last.span.end))
        }
        Other::Healthcheck(it) => {
            let end = match &it.arguments {
                HealthcheckArguments::Cmd { arguments, .. } => command(arguments),
                HealthcheckArguments::None { none, .. } => Some(none.span.end),
                _ => None,
            };
            (it.healthcheck.span.clone(), end)
        }
        Other::Label(it) => (it.label.span.clone(), Some(it.arguments.span.end)),
        Other::Maintainer(it) => (it.maintainer.span.clone(), Some(it.name.span.end)),
        Other::Onbuild(it) => (it.onbuild.span.clone(), extent(&it.instruction).1),
        Other::Run(it) => {
            let end = if it.here_docs.is_empty() { command(&it.arguments) } else { None };
            (it.run.span.clone(), end)
        }
        Other::Shell(it) => (it.shell.span.clone(), it.arguments.last().map(|word| word.span.end)),
        Other::Stopsignal(it) => (it.stopsignal.span.clone(), Some(it.arguments.span.end)),
        Other::User(it) => (it.user.span.clone(), Some(it.arguments.span.end)),
        Other::Volume(it) => {
            let end = match &it.arguments {
                JsonOrStringArray::Json(words) => Some(words.span.end),
                JsonOrStringArray::String(words) => words.last().map(|word| word.span.end),
            };
            (it.volume.span.clone(), end)
        }
        Other::Workdir(it) => (it.workdir.span.clone(), Some(it.arguments.span.end)),
        _ => unreachable!("the crate reads no other instruction"),
    }
}

#[test]
fn reads_the_same_instructions_on_the_same_lines() {
    let files = files();
    let mut refused = Vec::new();
    let mut different = Vec::new();
    for (name, text) in &files {
        let Some(theirs) = theirs(text) else {
            refused.push(name);
            continue;
        };
        let ours = ours(text);
        let is_same = ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(ours, theirs)| {
                // What belongs to a heredoc is told in other ways by the two.
                let ends = ours.2.zip(theirs.2).is_none_or(|(ours, theirs)| ours == theirs);
                (&ours.0, ours.1) == (&theirs.0, theirs.1) && ends
            });
        let is_apart = APART.iter().any(|(apart, _)| apart == name);
        if is_same == is_apart {
            different.push(format!("{name}:\nours   {ours:?}\ntheirs {theirs:?}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    let compared = files.len() - refused.len();
    assert!(compared >= 60, "only {compared} files were compared; refused are {refused:?}");
}
