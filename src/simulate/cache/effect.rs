//! What the simplest commands leave behind, so that a RUN made of them is no unknown.
//!
//! Knows `echo`, `printf`, `mkdir` and `cp` of literal words as root, and commands that write nothing. One word that is
//! not understood makes the whole RUN an unknown: a wrong guess would be worse.

use crate::model::Code;
use crate::model::path::clean_in_root;
use crate::shell::{BlockKind, Command, Connector, RedirectionKind};

/// A change to the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// A file with that content, mode 644, of user 0.
    File(String, String),
    /// A directory.
    Directory(String),
    /// A file is copied: from, to.
    Copy(String, String),
}

/// Commands that only print, whatever their arguments.
const SILENT: &[&str] = &[
    ":", "[", "cat", "date", "echo", "env", "false", "head", "id", "ls", "printf", "pwd", "sleep", "stat", "tail",
    "test", "true", "uname", "wc", "which", "whoami",
];

/// All changes that a RUN in shell form makes, in order; `None` if they are not known.
pub(super) fn effects(code: &Code, workdir: &str) -> Option<Vec<Effect>> {
    let script = &code.script;
    let is_flat = script.blocks.iter().all(|block| block.kind == BlockKind::Script);
    if code.is_exec() || !script.errors.is_empty() || !is_flat {
        return None;
    }
    let mut effects = Vec::new();
    for command in &script.commands {
        let joined = matches!(
            command.place.connector,
            Connector::Start | Connector::And | Connector::Semicolon | Connector::Newline
        );
        let pipeline = script.pipeline_of(command);
        let is_plain = pipeline.length == 1 && !pipeline.negated && command.assignments.is_empty();
        if !joined || !is_plain || pipeline.followed_by == Some(Connector::Background) {
            return None;
        }
        effects.extend(effect(command, workdir)?);
    }
    Some(effects)
}

fn effect(command: &Command, workdir: &str) -> Option<Vec<Effect>> {
    let mut words = Vec::with_capacity(command.words.len());
    for word in &command.words {
        let is_certain = !word.has_pattern && !word.raw().starts_with('~');
        words.push(word.literal().filter(|_| is_certain)?);
    }
    let (name, arguments) = words.split_first()?;
    let path =
        |path: &str| clean_in_root(&if path.starts_with('/') { path.to_owned() } else { format!("{workdir}/{path}") });
    match output(command)? {
        Output::File(target) => {
            let text = match *name {
                "echo" => echo(arguments)?,
                "printf" => printf(arguments)?,
                _ => return None,
            };
            Some(vec![Effect::File(path(target), text)])
        }
        Output::None if SILENT.contains(name) => Some(Vec::new()),
        Output::None if *name == "mkdir" => {
            let directories = arguments.iter().filter(|argument| **argument != "-p");
            directories
                .map(|argument| (!argument.starts_with('-')).then(|| Effect::Directory(path(argument))))
                .collect()
        }
        Output::None if *name == "cp" => match arguments {
            [from, to] if !from.starts_with('-') && !to.ends_with('/') => {
                Some(vec![Effect::Copy(path(from), path(to))])
            }
            _ => None,
        },
        Output::None => None,
    }
}

enum Output<'a> {
    /// Nothing goes to a file.
    None,
    /// Standard output goes to that file, which is emptied before.
    File(&'a str),
}

fn output(command: &Command) -> Option<Output<'_>> {
    let mut output = Output::None;
    for redirection in &command.redirections {
        let target = redirection.target.as_ref()?.literal()?;
        match redirection.kind {
            RedirectionKind::Read => {}
            RedirectionKind::DuplicateOutput if target.bytes().all(|byte| byte.is_ascii_digit()) => {}
            RedirectionKind::Write | RedirectionKind::Clobber | RedirectionKind::Append if target == "/dev/null" => {}
            RedirectionKind::Write | RedirectionKind::Clobber
                if matches!(redirection.descriptor, None | Some(1)) && matches!(output, Output::None) =>
            {
                output = Output::File(target);
            }
            _ => return None,
        }
    }
    Some(output)
}

/// Shells disagree about backslashes in `echo`, so a text with one is not known.
fn echo(arguments: &[&str]) -> Option<String> {
    let (arguments, end) = match arguments {
        ["-n", rest @ ..] => (rest, ""),
        _ => (arguments, "\n"),
    };
    let is_certain = !arguments.iter().any(|argument| argument.contains('\\'));
    let is_option = arguments.first().is_some_and(|first| first.starts_with('-'));
    (is_certain && !is_option).then(|| arguments.join(" ") + end)
}

fn printf(arguments: &[&str]) -> Option<String> {
    let [format] = arguments else { return None };
    if format.starts_with('-') || format.contains('%') {
        return None;
    }
    let mut text = String::with_capacity(format.len());
    let mut chars = format.chars();
    while let Some(char) = chars.next() {
        let char = match char {
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                '\\' => '\\',
                _ => return None,
            },
            char => char,
        };
        text.push(char);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dockerfile;
    use crate::project::Project;
    use crate::syntax::parse;

    fn of(run: &str) -> Option<Vec<Effect>> {
        let project = Project::new(format!("FROM a\nRUN {run}\n"));
        let tree = parse(&project.dockerfile);
        let dockerfile = Dockerfile::resolve(&tree, &project);
        effects(dockerfile.facts[1].code.as_ref().expect("a RUN has code"), "/w")
    }

    #[test]
    fn simple_commands_are_known() {
        let file = |path: &str, text: &str| Effect::File(path.to_owned(), text.to_owned());
        let directory = |path: &str| Effect::Directory(path.to_owned());
        let cases = [
            ("echo one", vec![]),
            ("echo one 2>&1 > /dev/null; true", vec![]),
            ("echo one  'two  three' > /f", vec![file("f", "one two  three\n")]),
            ("printf 'a\\n' > f", vec![file("w/f", "a\n")]),
            ("mkdir -p /x /y && echo -n c > /x/f", vec![directory("x"), directory("y"), file("x/f", "c")]),
            ("cp /in out", vec![Effect::Copy("in".to_owned(), "w/out".to_owned())]),
            ("test -f /x && cat < /x", vec![]),
        ];
        for (run, expected) in cases {
            assert_eq!(of(run), Some(expected), "{run}");
        }
    }

    #[test]
    fn all_else_is_not() {
        for run in [
            "make",
            "echo $A > /f",
            "echo `x`",
            "echo x >> /f",
            "echo x | tee /f",
            "false || echo x > /f",
            "sleep 1 & echo x > /f",
            "echo 'a\\n' > /f",
            "printf '%s' x > /f",
            "cat /a > /f",
            "ls 2> /f",
            "cp -r /a /b",
            "cp /a/* /b",
            "mkdir -m 700 /x",
            "(echo x > /f)",
            "A=1 echo x",
            "[\"echo\", \"x\"]",
            "echo ~ > ~/f",
            "if true; then echo x; fi",
        ] {
            assert_eq!(of(run), None, "{run}");
        }
    }
}
