//! What is wrong with a single instruction, as BuildKit's `instructions` package judges it.
//!
//! Errors that need other lines (stages, variables, files) are found in `model`.

use super::arguments::Sink;
use super::directive::is_boolean;
use super::duration::nanoseconds;
use super::tree::{Arguments, CommandLine, Instruction, KeyValue, Word};
use super::{Keyword, SyntaxError, nearest};

/// Reports every error of `instruction`.
pub(super) fn check(instruction: &Instruction, sink: &mut Sink) {
    flags(instruction, sink);
    let keyword = instruction.keyword;
    let name = keyword.as_str();
    let at = instruction.keyword_word.range;
    match &instruction.arguments {
        Arguments::From(from) => stage_name(from.name.as_ref(), sink),
        Arguments::Command(CommandLine::Exec { words }) if words.is_empty() => match keyword {
            Keyword::Shell => sink.error(at, "SHELL needs at least one argument: SHELL [\"/bin/sh\", \"-c\"]"),
            Keyword::Run => sink.error(at, "RUN [] has nothing to run"),
            _ => {}
        },
        Arguments::Command(CommandLine::Shell { .. }) if keyword == Keyword::Shell => {
            sink.error(at, "SHELL takes a JSON array: SHELL [\"/bin/sh\", \"-c\"]");
        }
        Arguments::Copy(copy) => match (&copy.destination, copy.sources.is_empty()) {
            (None, _) => sink.error(at, format!("{name} needs a source and a destination")),
            (Some(word), true) => {
                sink.error(word.range, format!("{name} needs a destination after `{}`", word.text));
            }
            (Some(destination), false) => {
                if instruction.heredocs.iter().any(|heredoc| heredoc.marker == destination.range) {
                    sink.error(destination.range, "A heredoc cannot be the destination");
                }
            }
        },
        Arguments::Pairs { pairs, .. } => names(keyword, pairs, at, sink),
        Arguments::List { words, .. } if words.is_empty() => {
            sink.error(at, format!("{name} needs at least one argument"));
        }
        Arguments::List { words, .. } if keyword == Keyword::Volume => {
            for word in words.iter().filter(|word| word.text.trim().is_empty()) {
                sink.error(word.range, "VOLUME needs a path, not an empty string");
            }
        }
        Arguments::Single(word) if word.text.is_empty() => sink.error(at, format!("{name} needs an argument")),
        Arguments::Healthcheck(_) => healthcheck(instruction, sink),
        Arguments::Onbuild(inner) => onbuild(inner, sink),
        Arguments::None if keyword == Keyword::Unknown => unknown(instruction, sink),
        Arguments::None => sink.error(at, format!("{name} needs {}", what_it_needs(keyword))),
        Arguments::Command(_) | Arguments::List { .. } | Arguments::Single(_) => {}
    }
}

const fn what_it_needs(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::From => "an image: FROM image[:tag]",
        Keyword::Healthcheck => "NONE, or CMD with a command",
        _ => "an instruction to put off: ONBUILD RUN …",
    }
}

fn unknown(instruction: &Instruction, sink: &mut Sink) {
    let word = &instruction.keyword_word;
    let suggestion = nearest(&word.text, Keyword::ALL.map(Keyword::as_str)).map(|near| {
        if word.text.chars().all(char::is_lowercase) { near.to_ascii_lowercase() } else { near.to_owned() }
    });
    let mut message = format!("Unknown instruction `{}`", word.text);
    if let Some(near) = &suggestion {
        message.push_str(&format!("; did you mean {near}?"));
    }
    sink.errors.push(SyntaxError { message, range: word.range, suggestion });
}

fn flags(instruction: &Instruction, sink: &mut Sink) {
    let keyword = instruction.keyword;
    let (values, switches) = keyword.flags();
    if matches!(&instruction.arguments, Arguments::Healthcheck(it) if it.kind.text.eq_ignore_ascii_case("NONE")) {
        // BuildKit does not read the flags of HEALTHCHECK NONE.
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for flag in &instruction.flags {
        let name = flag.name.text.as_str();
        let is_switch = switches.contains(&name);
        if keyword == Keyword::Unknown {
            return;
        }
        if !is_switch && !values.contains(&name) {
            let near = nearest(name, values.iter().chain(switches).copied());
            let mut message = format!("{} has no flag --{name}", keyword.as_str());
            if let Some(near) = near {
                message.push_str(&format!("; did you mean --{near}?"));
            }
            let suggestion = near.map(str::to_owned);
            sink.errors.push(SyntaxError { message, range: flag.name.range, suggestion });
            continue;
        }
        // --mount, --exclude and --device may stand several times.
        if seen.contains(&name) && !matches!(name, "mount" | "exclude" | "device") {
            sink.error(flag.range, format!("--{name} is given twice"));
        }
        seen.push(name);
        match &flag.value {
            None if !is_switch => sink.error(flag.range, format!("--{name} needs a value: --{name}=…")),
            Some(value) if is_switch && !is_boolean(&value.text) => {
                sink.error(value.range, format!("--{name} takes true or false, not `{}`", value.text));
            }
            Some(value) => flag_value(name, value, sink),
            None => {}
        }
    }
}

fn flag_value(name: &str, value: &Word, sink: &mut Sink) {
    let allowed: &[&str] = match name {
        "network" => &["default", "none", "host"],
        "security" => &["sandbox", "insecure"],
        "mount" if value.text.is_empty() => {
            return sink.error(value.range, "--mount needs options: --mount=type=cache,target=…");
        }
        "mount" if value.text.split(',').any(is_variable_source) => {
            let message = "Variables have no effect in `from`; give the image a stage with FROM, and name that stage";
            return sink.error(value.range, message);
        }
        _ => return,
    };
    if !allowed.contains(&value.text.as_str()) {
        sink.error(value.range, format!("--{name} takes {}, not `{}`", allowed.join(", "), value.text));
    }
}

/// Whether an option of a mount is `from` with a variable.
fn is_variable_source(option: &str) -> bool {
    let from = option.split_once('=').filter(|(key, _)| key.eq_ignore_ascii_case("from"));
    from.and_then(|(_, value)| value.split_once('$')).is_some_and(|(_, name)| !name.is_empty())
}

/// Whether a stage may have the name: a letter of ASCII, then letters, digits, `-`, `_` and `.`.
pub fn is_stage_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn stage_name(name: Option<&Word>, sink: &mut Sink) {
    let Some(name) = name else { return };
    if !is_stage_name(&name.text) {
        let message = format!("`{}` is no stage name: a letter, then letters, digits, `-`, `_` and `.`", name.text);
        sink.error(name.range, message);
    }
}

fn names(keyword: Keyword, pairs: &[KeyValue], at: crate::text::TextRange, sink: &mut Sink) {
    if pairs.is_empty() {
        sink.error(at, format!("{0} needs a name: {0} NAME=value", keyword.as_str()));
    }
    for pair in pairs.iter().filter(|pair| pair.key.text.is_empty()) {
        sink.error(pair.range, "The name before `=` is missing");
    }
}

fn onbuild(inner: &Instruction, sink: &mut Sink) {
    match inner.keyword {
        Keyword::Onbuild | Keyword::From | Keyword::Maintainer => {
            sink.error(inner.keyword_word.range, format!("{} cannot be put off by ONBUILD", inner.keyword.as_str()));
        }
        // BuildKit reads the rest only when a child stage triggers it, so it is no error here.
        _ => {}
    }
}

fn healthcheck(instruction: &Instruction, sink: &mut Sink) {
    let Arguments::Healthcheck(health) = &instruction.arguments else { return };
    let kind = &health.kind;
    if kind.text.eq_ignore_ascii_case("NONE") {
        if !health.body.text().is_empty() {
            sink.error(kind.range, "HEALTHCHECK NONE takes no arguments");
        }
    } else if !kind.text.eq_ignore_ascii_case("CMD") {
        sink.error(kind.range, format!("HEALTHCHECK takes NONE or CMD, not `{}`", kind.text));
    } else {
        let empty = match &health.command {
            None => true,
            Some(CommandLine::Exec { words }) => words.is_empty(),
            Some(CommandLine::Shell { .. }) => false,
        };
        if empty {
            sink.error(kind.range, "HEALTHCHECK CMD needs a command");
        }
        for flag in &instruction.flags {
            let Some(value) = &flag.value else { continue };
            let good = match flag.name.text.as_str() {
                "retries" => value.text.is_empty() || value.text.parse::<i32>().is_ok_and(|retries| retries >= 0),
                "interval" | "timeout" | "start-period" | "start-interval" => is_duration(&value.text),
                _ => true,
            };
            if !good {
                let wanted =
                    if flag.name.text == "retries" { "a number from 0" } else { "0, or 1ms or more, as in 30s" };
                sink.error(value.range, format!("--{} takes {wanted}, not `{}`", flag.name.text, value.text));
            }
        }
    }
}

/// Whether `text` is a Go duration of 0 or at least a millisecond; empty means the default.
fn is_duration(text: &str) -> bool {
    if text.is_empty() || matches!(text, "0" | "+0" | "-0") {
        return true;
    }
    nanoseconds(text.strip_prefix('+').unwrap_or(text)).is_some_and(|time| time == 0 || time >= 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::is_duration;

    #[test]
    fn durations_as_go_reads_them() {
        for good in ["30s", "1m30s", "1.5h", "0", "0s", "1ms", ""] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["5", "x", "1us", "-1s", "s", "1d"] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
