//! The arguments of each instruction.

use super::part::Parts;
use super::variable::{self, Scope};
use super::{command, flags, image, texts};
use crate::model::port::Port;
use crate::model::remote::Remote;
use crate::model::{ContextSources, Source};
use crate::syntax::{Arguments, CommandLine, Copy, Heredoc, Instruction, KeyValue, Keyword, Word, nearest};
use crate::text::TextRange;

/// Longest list of names in a sentence.
const MOST_NAMES: usize = 4;

/// How the arguments are written, where there is more than one way.
pub(super) fn form(instruction: &Instruction) -> Option<&'static str> {
    if !instruction.heredocs.is_empty() {
        return Some("heredoc");
    }
    match &instruction.arguments {
        Arguments::Command(CommandLine::Exec { .. }) => Some("exec form"),
        Arguments::Command(CommandLine::Shell { malformed_json: true }) => Some("shell form, as it is not valid JSON"),
        Arguments::Command(CommandLine::Shell { .. }) => Some("shell form"),
        Arguments::Copy(copy) => Some(if copy.json { "JSON form" } else { "words" }),
        Arguments::List { json, .. } if instruction.keyword == Keyword::Volume => {
            Some(if *json { "JSON form" } else { "words" })
        }
        Arguments::Pairs { legacy, .. } if instruction.keyword != Keyword::Arg => {
            Some(if *legacy { "old form without `=`" } else { "name=value" })
        }
        Arguments::Healthcheck(health) => match health.command {
            Some(CommandLine::Exec { .. }) => Some("exec form"),
            Some(CommandLine::Shell { .. }) => Some("shell form"),
            None => None,
        },
        Arguments::Onbuild(inner) => form(inner),
        _ => None,
    }
}

/// Adds everything that stands in the instruction.
pub(super) fn explain(parts: &mut Parts<'_>, instruction: &Instruction) {
    let scope = if parts.dockerfile.facts[parts.index].stage.is_some() { Scope::Stage } else { Scope::Global };
    explain_in(parts, instruction, scope);
}

fn explain_in(parts: &mut Parts<'_>, instruction: &Instruction, scope: Scope) {
    let keyword = instruction.keyword;
    let mut meaning = texts::instruction(keyword).to_owned();
    if keyword == Keyword::Unknown {
        let near = nearest(&instruction.keyword_word.text, Keyword::ALL.map(Keyword::as_str));
        meaning.extend(near.map(|near| format!(" Did you mean `{near}`?")));
    }
    parts.add("instruction", instruction.keyword_word.range, meaning);
    flags::explain(parts, instruction, scope);
    let body = instruction.body.source_range(TextRange::new(0, instruction.body.text().len()));
    match &instruction.arguments {
        Arguments::From(from) => image::explain(parts, from),
        Arguments::Command(CommandLine::Exec { words }) => command::exec(parts, keyword, words),
        Arguments::Command(CommandLine::Shell { .. }) if scope == Scope::Later => {
            parts.add("command", body, "The command, run in the build that this is put off to.");
        }
        Arguments::Command(CommandLine::Shell { .. }) => command::explain(parts, keyword, body),
        Arguments::Copy(copy) => self::copy(parts, instruction, copy, scope),
        Arguments::Pairs { pairs, .. } => pairs.iter().for_each(|it| pair(parts, keyword, it, scope)),
        Arguments::List { words, .. } => words.iter().for_each(|word| list_word(parts, keyword, word, scope)),
        Arguments::Single(word) => single(parts, keyword, word, scope),
        Arguments::Healthcheck(health) => {
            let is_none = health.kind.text.eq_ignore_ascii_case("NONE");
            let meaning =
                if is_none { "No check, whatever the base image says." } else { "The command that checks follows." };
            parts.add("keyword", health.kind.range, meaning);
            match &health.command {
                Some(CommandLine::Exec { words }) => command::exec(parts, keyword, words),
                Some(CommandLine::Shell { .. }) if scope != Scope::Later => command::explain(parts, keyword, body),
                _ => {}
            }
        }
        Arguments::Onbuild(inner) => explain_in(parts, inner, Scope::Later),
        Arguments::None => {}
    }
    for document in &instruction.heredocs {
        heredoc(parts, keyword, document, scope);
    }
}

fn heredoc(parts: &mut Parts<'_>, keyword: Keyword, document: &Heredoc, scope: Scope) {
    let name = &document.name;
    let is_command = keyword == Keyword::Run;
    let mut marker = if is_command {
        format!("The lines up to `{name}` are the command's.")
    } else {
        format!("The lines up to `{name}` become a file.")
    };
    if document.strip_tabs {
        marker.push_str(" Tabs at the start of each are cut.");
    }
    marker.push_str(match (document.quoted, is_command) {
        (true, _) => " The quotes keep variables in them as they are.",
        (false, true) => " The shell expands variables in them.",
        (false, false) => " The builder expands variables in them.",
    });
    parts.add_since("heredoc", document.marker, marker, Some("1.4"));
    // What the shell was taken apart from says more than the lines as a whole.
    let meaning = if is_command { "The lines that the command gets." } else { "The content of the file." };
    parts.add("heredoc body", document.body, meaning);
    if !is_command && !document.quoted {
        variable::explain_text(parts, document.body.of(parts.text()), document.body, scope);
    }
    if let Some(end) = document.terminator {
        parts.add("heredoc end", end, format!("The end of the document `{name}`."));
    }
}

fn copy(parts: &mut Parts<'_>, instruction: &Instruction, copy: &Copy, scope: Scope) {
    let dockerfile = parts.dockerfile;
    let sources = ContextSources::of(dockerfile.project);
    let stage = dockerfile.facts[parts.index].stage;
    let from = stage.map(|stage| dockerfile.source(stage, instruction.flag_value("from")));
    for word in &copy.sources {
        if instruction.heredocs.iter().any(|document| document.marker == word.range) {
            continue;
        }
        let path = if scope == Scope::Stage { dockerfile.expand(parts.index, word) } else { &word.text };
        let is_add = instruction.keyword == Keyword::Add;
        let mut meaning = match (&from, Remote::of(path).filter(|_| is_add)) {
            (_, Some(Remote::Web)) => "A download from this address.".to_owned(),
            (_, Some(Remote::Git(_))) => "A Git repository, cloned by the builder.".to_owned(),
            (Some(Source::Stage(number)), _) => {
                format!("A path in the stage `{}`.", dockerfile.stages[*number].label())
            }
            (Some(Source::Image(name)), _) => format!("A path in `{name}`."),
            _ => match sources.as_ref().filter(|_| scope == Scope::Stage) {
                Some(sources) => selected(&sources.select(path)),
                None => "A path in the build context.".to_owned(),
            },
        };
        becomes(&mut meaning, word, path);
        parts.add("source", word.range, meaning);
        variable::explain(parts, word, scope);
    }
    if let Some(word) = &copy.destination {
        let path = if scope == Scope::Stage { dockerfile.expand(parts.index, word) } else { &word.text };
        let workdir = dockerfile.facts[parts.index].workdir.trim_end_matches('/');
        let is_directory = path.ends_with('/') || matches!(path, "." | "..") || copy.sources.len() > 1;
        let what = if is_directory { "directory" } else { "file or directory" };
        let meaning = if path.starts_with('/') || path.contains(':') || path.starts_with('\\') {
            format!("Where it goes: the {what} `{path}` of the image.")
        } else {
            format!("Where it goes: the {what} `{path}`, taken from the working directory `{workdir}/`.")
        };
        parts.add("destination", word.range, meaning);
        variable::explain(parts, word, scope);
    }
}

fn selected(selection: &crate::model::Selection) -> String {
    let names = |paths: &mut dyn Iterator<Item = String>, count: usize| {
        let mut names: Vec<String> = paths.take(MOST_NAMES).collect();
        if count > MOST_NAMES {
            names.push(format!("{} more", count - MOST_NAMES));
        }
        names.join(", ")
    };
    let kept = selection.files.len();
    let mut text = match kept {
        0 => "Nothing of the build context.".to_owned(),
        _ => format!("Of the build context: {}.", names(&mut selection.files.iter().map(|it| format!("`{it}`")), kept)),
    };
    let ignored = selection.ignored.len();
    if ignored > 0 {
        let told = selection.ignored.iter().map(|it| format!("`{}` (line {})", it.path, it.line));
        text.push_str(&format!(" The ignore file keeps away {}.", names(&mut { told }, ignored)));
    }
    text
}

fn becomes(meaning: &mut String, word: &Word, text: &str) {
    if word.text != text {
        meaning.push_str(&format!(" It becomes `{text}`."));
    }
}

fn pair(parts: &mut Parts<'_>, keyword: Keyword, pair: &KeyValue, scope: Scope) {
    let dockerfile = parts.dockerfile;
    let name = &pair.key.text;
    let meaning = match keyword {
        Keyword::Arg if scope == Scope::Global => "The name of a build argument for the FROMs of this file.".to_owned(),
        Keyword::Arg if crate::model::is_predefined(name) => {
            "The name of a build argument that the builder knows.".to_owned()
        }
        Keyword::Arg => "The name of a build argument, known from here to the end of the stage.".to_owned(),
        Keyword::Label => "The key of a label.".to_owned(),
        _ => match dockerfile.variable(parts.index, name) {
            Some(before) if scope == Scope::Stage => {
                let origin = variable::origin(parts, before);
                let value = before.value.as_deref().unwrap_or_default();
                format!("The name of the variable. Before this line it is `{value}`: {origin}.")
            }
            _ => "The name of the variable.".to_owned(),
        },
    };
    parts.add("name", pair.key.range, meaning);
    let Some(word) = &pair.value else { return };
    let given = dockerfile.project.build_args.get(name).filter(|_| keyword == Keyword::Arg);
    let value = if scope == Scope::Stage { dockerfile.expand(parts.index, word) } else { &word.text };
    let mut meaning = match (keyword, given) {
        (Keyword::Arg, Some(given)) => format!("The default. `--build-arg` gives `{given}` in its place."),
        (Keyword::Arg, None) => "The default, unless `--build-arg` gives another value.".to_owned(),
        _ => "The value.".to_owned(),
    };
    becomes(&mut meaning, word, value);
    parts.add("value", word.range, meaning);
    variable::explain(parts, word, scope);
}

fn list_word(parts: &mut Parts<'_>, keyword: Keyword, word: &Word, scope: Scope) {
    let dockerfile = parts.dockerfile;
    if keyword == Keyword::Volume {
        let mut meaning = "A directory of the container that is a volume.".to_owned();
        becomes(&mut meaning, word, dockerfile.expand(parts.index, word));
        parts.add("path", word.range, meaning);
    } else {
        let ports = dockerfile.ports(parts.index, word);
        let told: Vec<String> = ports.iter().map(|port| port_meaning(port)).collect();
        let meaning = if told.is_empty() { "No port.".to_owned() } else { told.join(" ") };
        parts.add("port", word.range, meaning);
    }
    variable::explain(parts, word, scope);
}

fn port_meaning(text: &str) -> String {
    match Port::parse(text) {
        Err(error) => format!("`{text}`: {}.", error.kind),
        Ok(port) => {
            let protocol = port.protocol.as_deref().unwrap_or("tcp").to_ascii_uppercase();
            if port.first == port.last {
                format!("Port {} of the container, {protocol}.", port.first)
            } else {
                format!("Ports {} to {} of the container, {protocol}.", port.first, port.last)
            }
        }
    }
}

fn single(parts: &mut Parts<'_>, keyword: Keyword, word: &Word, scope: Scope) {
    let facts = &parts.dockerfile.facts[parts.index];
    let text = if scope == Scope::Stage { parts.dockerfile.expand(parts.index, word) } else { &word.text };
    let mut meaning = match keyword {
        Keyword::Workdir if scope == Scope::Stage && !text.starts_with('/') => {
            format!("Taken from `{}`, so `{}`.", facts.workdir, facts.after.workdir)
        }
        Keyword::Workdir => "The working directory.".to_owned(),
        Keyword::User => {
            let (user, group) = text.split_once(':').map_or((text, None), |(user, group)| (user, Some(group)));
            let is_number = !user.is_empty() && user.chars().all(|c| c.is_ascii_digit());
            let user = if is_number {
                format!("User number {user}")
            } else {
                format!("User `{user}`, who must exist in the image")
            };
            match group {
                Some(group) => format!("{user}; group `{group}`."),
                None => format!("{user}; with the user's own group."),
            }
        }
        Keyword::Stopsignal => "The signal, by name or number.".to_owned(),
        _ => "The author.".to_owned(),
    };
    becomes(&mut meaning, word, text);
    let kind = match keyword {
        Keyword::Workdir => "path",
        Keyword::User => "user",
        Keyword::Stopsignal => "signal",
        _ => "text",
    };
    parts.add(kind, word.range, meaning);
    if keyword != Keyword::Maintainer {
        variable::explain(parts, word, scope);
    }
}
