//! Commands whose form does not do what is written: an instruction word as a command, shell syntax without a shell, a
//! program in the background, a CMD that nobody reads.

use std::collections::HashSet;

use super::plausible::{Likeness, likeness};
use super::{Fault, FaultKind, Line};
use crate::model::{Base, Dockerfile};
use crate::shell::{Connector, Dialect, Script};
use crate::syntax::{CommandLine, Keyword, Word, json};
use crate::text::{Edit, TextRange};

/// Programs that expand variables in their arguments, run them as a script, or have `$` in a language of their own.
const READERS: &[&str] = &[
    "awk",
    "bash",
    "bun",
    "busybox",
    "caddy",
    "cmd",
    "concurrently",
    "confd",
    "dockerize",
    "envsubst",
    "expect",
    "fish",
    "foreman",
    "gawk",
    "gomplate",
    "honcho",
    "java",
    "jq",
    "make",
    "mongosh",
    "nodemon",
    "parallel",
    "perl",
    "php",
    "powershell",
    "pwsh",
    "ruby",
    "sed",
    "sh",
    "ssh",
    "su",
    "supervisord",
    "traefik",
    "watch",
    "watchexec",
    "xargs",
    "yq",
    "ash",
    "dash",
    "ksh",
    "zsh",
    "npx",
    "runuser",
    "script",
    "nginx",
    "psql",
    "mysql",
];

pub(super) fn find(line: Line<'_>) -> Option<Fault> {
    instruction_among_commands(line).or_else(|| match line.command()? {
        (CommandLine::Exec { words }, _) if line.inner.keyword != Keyword::Shell => exec_form(line, words),
        (CommandLine::Shell { .. }, _) => background(line),
        _ => None,
    })
}

/// `RUN cd /a && RUN make`
fn instruction_among_commands(line: Line<'_>) -> Option<Fault> {
    let code = line.code?;
    let text = line.text();
    for command in &code.script.commands {
        let Some(word) = command.unwrapped().name_word() else { continue };
        let keyword = Keyword::of(word.raw());
        let range = code.range(word.range);
        if keyword == Keyword::Unknown
            || keyword.as_str() != word.raw()
            || line.made.get_or_init(|| made(line.dockerfile)).contains(&keyword)
        {
            continue;
        }
        let fault = line.fault(range, FaultKind::InstructionAsCommand(keyword));
        let is_first = command.place.connector == Connector::Start && command.parent == Script::ROOT;
        let own = line.inner.keyword_word.range;
        let is_whole = code.script.commands.len() == 1
            && line.inner.flags.is_empty()
            && line.inner.heredocs.is_empty()
            && text[own.end..range.start].trim().is_empty();
        let is_written = range.of(text) == keyword.as_str();
        let next = TextRange::new(range.start, range.end + blanks(&text[range.end..]));
        return Some(if code.is_exec() || !is_written || next.end == range.end {
            fault
        } else if keyword == Keyword::Run || keyword == line.inner.keyword {
            fault.meant(vec![Edit::delete(next)])
        } else if is_first && is_whole && likeness(text[range.start..line.inner.head.end].trim_end()) > Likeness::None {
            fault.meant(vec![Edit::delete(TextRange::new(own.start, range.start))])
        } else {
            fault
        });
    }
    None
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// The instructions whose names programs or functions may have: the file says so in some other way than as a command.
fn made(dockerfile: &Dockerfile<'_>) -> Vec<Keyword> {
    let text = dockerfile.tree.text.as_str();
    let is_made = |keyword: &Keyword| {
        let name = keyword.as_str();
        text.match_indices(name).any(|(at, _)| {
            let (before, behind) = (&text[..at], &text[at + name.len()..]);
            let is_word = !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let is_file = ["/", ">", "> ", "alias ", "+x ", "755 "].iter().any(|it| before.ends_with(it));
            is_word && (is_file || behind.starts_with("()"))
        })
    };
    Keyword::ALL.into_iter().filter(is_made).collect()
}

fn exec_form(line: Line<'_>, words: &[Word]) -> Option<Fault> {
    if !is_in_force(line) {
        return None;
    }
    let first = words.first()?;
    let name = first.text.rsplit('/').next().unwrap_or_default();
    // What a CMD gives to the ENTRYPOINT of the file or of an unknown image is that one's matter.
    let is_argument = line.inner.keyword == Keyword::Cmd && has_entrypoint(line);
    if !is_argument && is_command_line(&first.text) {
        let fault = line.fault(first.range, FaultKind::CommandLineAsString);
        let is_plain = !first.text.contains(|c: char| {
            matches!(c, '"' | '\'' | '\\' | '$' | '`' | '*' | '&' | '|' | ';' | '<' | '>' | '(' | '#' | '~' | '?' | '{')
        });
        let split: Vec<&str> = first.text.split_whitespace().collect();
        let array = json::array(&split);
        let array = array.trim_start_matches('[').trim_end_matches(']').to_owned();
        return Some(if is_plain { fault.meant(vec![Edit::replace(first.range, array)]) } else { fault });
    }
    if is_argument || READERS.contains(&name) || words.iter().any(|it| is_shell(&it.text)) {
        return None;
    }
    let operator =
        words.iter().skip(1).find(|word| matches!(word.text.as_str(), "&&" | "||" | "|" | ">" | ">>" | "2>&1"));
    if let Some(word) = operator.filter(|_| !matches!(name, "echo" | "expr" | "test" | "[" | "find" | "printf")) {
        let fault = line.fault(word.range, FaultKind::OperatorInExecForm(word.text.clone()));
        return Some(by_shell(line, words, fault));
    }
    let (word, variable) = words.iter().skip(1).find_map(|word| Some((word, variable(&word.text)?)))?;
    Some(by_shell(line, words, line.fault(word.range, FaultKind::VariableInExecForm(variable.to_owned()))))
}

/// Whether no later instruction of the stage replaces it.
fn is_in_force(line: Line<'_>) -> bool {
    let keyword = line.outer.keyword;
    let stage = line.dockerfile.facts[line.index].stage;
    let last = || line.dockerfile.effective(stage?, keyword).map(|(index, _)| index);
    !matches!(keyword, Keyword::Cmd | Keyword::Entrypoint) || last() == Some(line.index)
}

fn is_shell(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or_default();
    matches!(name, "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh" | "env" | "eval")
}

/// Whether an ENTRYPOINT takes the CMD, or might: that of an image which is not known.
fn has_entrypoint(line: Line<'_>) -> bool {
    let dockerfile = line.dockerfile;
    let Some(stage) = dockerfile.facts[line.index].stage else { return true };
    let lowest = dockerfile.lineage(stage).last();
    let is_known = lowest.is_some_and(|it| match &it.base {
        Base::Image(image) => image.is_official(),
        Base::Scratch => true,
        _ => false,
    });
    !is_known || dockerfile.effective(stage, Keyword::Entrypoint).is_some()
}

/// Whether a string holds a program and its arguments.
fn is_command_line(text: &str) -> bool {
    let mut words = text.split(' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let is_program = !first.is_empty()
        && first.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+'));
    // A path may have a blank in it.
    let is_path = first.contains('/') && second.contains('/') && !second.starts_with(['/', '.', '-']);
    is_program && !second.is_empty() && !is_path && !text.contains(":\\")
}

/// The name of an environment variable in a word that could be the value of an option.
fn variable(word: &str) -> Option<&str> {
    let at = word.find('$')?;
    let rest = word[at + 1..].strip_prefix('{').unwrap_or(&word[at + 1..]);
    let length = rest.bytes().take_while(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || *it == b'_').count();
    let is_closed = !word[at + 1..].starts_with('{') || rest[length..].starts_with('}');
    let is_plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '$' | '{' | '}' | '_' | '-' | '.' | ':' | '/' | '=' | ',' | '@')
    };
    let is_name = length > 1 && !rest.as_bytes()[0].is_ascii_digit();
    (is_name && is_closed && word.chars().all(is_plain)).then(|| &rest[..length])
}

/// The same words, run by a shell; where all of them are plain.
fn by_shell(line: Line<'_>, words: &[Word], fault: Fault) -> Fault {
    let is_plain = |word: &Word| {
        let is_operator = matches!(word.text.as_str(), "&&" | "||" | "|" | ">" | ">>" | "2>&1");
        let is_letter = |c: char| c.is_ascii_alphanumeric() || "$_-./:=@,+%{}".contains(c);
        is_operator || (!word.text.is_empty() && word.text.chars().all(is_letter))
    };
    let body = &line.inner.body;
    let range = body.source_range(TextRange::new(0, body.text().len()));
    let stage = line.dockerfile.facts[line.index].stage.map(|it| &line.dockerfile.stages[it]);
    let has_shell =
        stage.is_some_and(|it| !it.is_windows && it.base != Base::Scratch && !it.base_text.contains("distroless"));
    // Behind an ENTRYPOINT come the words of CMD, which such a shell would lose.
    let is_command = matches!(line.inner.keyword, Keyword::Cmd | Keyword::Run);
    if !has_shell || !is_command || !words.iter().all(is_plain) || range.of(line.text()) != body.text() {
        return fault;
    }
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let is_one = matches!(fault.kind, FaultKind::VariableInExecForm(_)) && line.inner.keyword != Keyword::Run;
    let text = if is_one { format!("exec {text}") } else { text };
    fault.meant(vec![Edit::replace(range, json::array(&["sh", "-c", &text]))])
}

/// `CMD server &`
fn background(line: Line<'_>) -> Option<Fault> {
    if !matches!(line.inner.keyword, Keyword::Cmd | Keyword::Entrypoint) || !is_in_force(line) {
        return None;
    }
    let code = line.shell_code()?;
    let last = code.script.pipelines.iter().rev().find(|it| it.parent == Script::ROOT)?;
    let text = line.inner.body.text().trim_end();
    let is_last = last.followed_by == Some(Connector::Background) && text.ends_with('&') && !text.ends_with("&&");
    if !is_last || code.script.effective_commands().any(|it| matches!(it.base_name(), Some("wait" | "tail" | "sleep")))
    {
        return None;
    }
    let at = line.inner.body.source_end(text.len());
    let range = TextRange::new(at - 1, at);
    let kept = line.text()[..range.start].trim_end().len();
    let fault = line.fault(range, FaultKind::Background);
    Some(fault.meant(vec![Edit::delete(TextRange::new(kept, range.end))]))
}

/// CMD behind an ENTRYPOINT in shell form, in the stages that are built.
pub(super) fn without_effect(dockerfile: &Dockerfile<'_>, faults: &mut Vec<Fault>) {
    let known: HashSet<usize> = faults.iter().map(|fault| fault.instruction).collect();
    // The ENTRYPOINT of each stage, its own or that of the stage below.
    let mut entrypoints: Vec<Option<usize>> = Vec::with_capacity(dockerfile.stages.len());
    for stage in &dockerfile.stages {
        let last = |keyword| dockerfile.instructions(stage).filter(move |(_, it)| it.keyword == keyword).last();
        let inherited = match stage.base {
            Base::Stage(base) => entrypoints[base],
            _ => None,
        };
        let entrypoint = last(Keyword::Entrypoint).map(|(index, _)| index).or(inherited);
        entrypoints.push(entrypoint);
        let (Some(entrypoint), Some((cmd, instruction))) = (entrypoint, last(Keyword::Cmd)) else { continue };
        let is_known = known.contains(&cmd) || known.contains(&entrypoint);
        if !is_known && dockerfile.is_judged(stage.index) && ignores_arguments(dockerfile, entrypoint) {
            let tree = dockerfile.tree;
            let first = tree.lines.line_range(instruction.first_line);
            let last = tree.lines.line_range(instruction.last_line);
            let fault = Fault::new(cmd, instruction.keyword_word.range, FaultKind::CommandWithoutEffect(entrypoint));
            let has_comments = tree.comments.iter().any(|it| instruction.range.encloses(it.range));
            let is_whole = first.start == instruction.range.start;
            let removed = vec![Edit::delete(TextRange::new(first.start, last.end))];
            faults.push(if is_whole && !has_comments { fault.meant(removed) } else { fault });
        }
    }
}

/// Whether it is in shell form and nothing in it asks for `$0`, `$1` and so on, which the words of CMD become.
fn ignores_arguments(dockerfile: &Dockerfile<'_>, entrypoint: usize) -> bool {
    let Some(code) = dockerfile.facts[entrypoint].code.as_ref() else { return false };
    let words = code.script.commands.iter().flat_map(|it| &it.words);
    let is_position = |name: &str| matches!(name, "@" | "*" | "#") || name.bytes().all(|it| it.is_ascii_digit());
    let is_read = words.flat_map(|it| &it.parameters).any(|it| is_position(&it.name));
    !code.is_exec() && code.dialect == Dialect::Posix && !is_read
}
