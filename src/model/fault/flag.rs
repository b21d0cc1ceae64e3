//! Flags of an instruction behind its arguments.

use super::{Fault, FaultKind, Line, array};
use crate::shell;
use crate::syntax::json::{self, Json};
use crate::syntax::{Arguments, Instruction, Keyword, Word, nanoseconds};
use crate::text::{Edit, TextRange};

/// Programs that have a flag `--mount` of their own.
const CONTAINER_TOOLS: &[&str] = &["docker", "podman", "nerdctl", "buildah", "docker-compose", "ctr"];

pub(super) fn find(line: Line<'_>) -> Option<Fault> {
    let inner = line.inner;
    match &inner.arguments {
        Arguments::Copy(copy) => {
            if let Some(range) = behind_array(line) {
                return Some(moved(line, range));
            }
            let words: Vec<&Word> = copy.sources.iter().chain(&copy.destination).collect();
            if copy.json {
                let word = words.iter().find(|word| is_flag(inner, &word.text))?;
                return Some(line.fault(word.range, FaultKind::Flag(name(&word.text).to_owned())));
            }
            let word = words.iter().skip(1).find(|word| is_flag(inner, &word.text))?;
            Some(moved(line, word.range))
        }
        Arguments::From(_) => {
            let text = inner.body.text();
            let at =
                text.match_indices("--platform=").map(|(at, _)| at).find(|&at| text[..at].ends_with([' ', '\t']))?;
            let length = text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
            Some(moved(line, inner.body.source_range(TextRange::new(at, at + length))))
        }
        Arguments::Command(_) if inner.keyword == Keyword::Run => of_run(line),
        Arguments::Healthcheck(_) => of_healthcheck(line),
        _ => None,
    }
}

fn name(flag: &str) -> &str {
    flag.trim_start_matches('-').split('=').next().unwrap_or_default()
}

fn is_flag(instruction: &Instruction, word: &str) -> bool {
    let (values, switches) = instruction.keyword.flags();
    let is_known = |name: &str| values.contains(&name) || name == "from";
    word.strip_prefix("--").is_some_and(|flag| match flag.split_once('=') {
        Some((name, value)) => !value.is_empty() && is_known(name) || switches.contains(&name),
        None => switches.contains(&flag),
    })
}

/// `["a", "b/"] --from=x`
fn behind_array(line: Line<'_>) -> Option<TextRange> {
    let body = array::candidate(line)?;
    let text = body.text();
    let bracket =
        text.match_indices(']').map(|(at, _)| at).find(|&at| text[at + 1..].trim_start().starts_with("--"))?;
    let at = text.len() - text[bracket + 1..].trim_start().len();
    let is_array = matches!(json::read(&text[..=bracket]), Json::Strings(_));
    let is_one = is_flag(line.inner, &text[at..]) && !text[at..].contains(char::is_whitespace);
    (is_array && is_one).then(|| body.source_range(TextRange::new(at, text.len())))
}

/// The flag goes behind the keyword and the flags that are there.
fn moved(line: Line<'_>, range: TextRange) -> Fault {
    let text = line.text();
    let flag = range.of(text);
    let inner = line.inner;
    let fault = line.fault(range, FaultKind::Flag(name(flag).to_owned()));
    let (values, switches) = inner.keyword.flags();
    let is_known = values.contains(&name(flag)) || switches.contains(&name(flag));
    if !is_known || inner.flag(name(flag)).is_some() && name(flag) != "mount" {
        return fault;
    }
    let place = inner.flags.last().map_or(inner.keyword_word.range.end, |last| last.range.end);
    let Some(removed) = cut(line, range) else { return fault };
    fault.meant(vec![Edit::insert(place, format!(" {flag}")), Edit::delete(removed)])
}

/// A word with the blanks in front of it; alone on a line, with what continues the line above or this one. `None` where
/// comments stand in between.
fn cut(line: Line<'_>, range: TextRange) -> Option<TextRange> {
    let tree = line.dockerfile.tree;
    let kept = tree.text[..range.start].trim_end();
    if tree.lines.line(kept.len()) == tree.lines.line(range.start) {
        return Some(TextRange::new(kept.len(), range.end));
    }
    let above = kept.strip_suffix(tree.escape)?;
    let own = tree.lines.line_range(tree.lines.line(range.start));
    let behind = TextRange::new(range.end, own.end).of(&tree.text).trim();
    match behind.chars().next() {
        None => Some(TextRange::new(above.trim_end().len(), range.end)),
        Some(first) if first == tree.escape && behind.len() == first.len_utf8() => Some(own),
        Some(_) => Some(TextRange::new(
            range.start,
            own.end - TextRange::new(range.end, own.end).of(&tree.text).trim_start().len(),
        )),
    }
}

/// `RUN make --mount=type=cache,target=/c`
fn of_run(line: Line<'_>) -> Option<Fault> {
    let code = line.shell_code()?;
    let commands = code.script.plain_commands();
    let word = commands.filter(|it| !it.unwrapped().base_name().is_some_and(|name| CONTAINER_TOOLS.contains(&name)));
    let is_mount = |word: &&shell::Word| {
        let raw = word.raw();
        raw.starts_with("--mount=type=") || raw == "--security=insecure"
    };
    let word = word.flat_map(shell::Command::arguments).find(is_mount)?;
    let range = code.range(word.range);
    // A word over several lines stays where it is.
    (range.of(line.text()) == word.raw()).then(|| moved(line, range))
}

/// `HEALTHCHECK CMD curl x --interval=30s`; a program may have flags of these names, but hardly with times of Go.
fn of_healthcheck(line: Line<'_>) -> Option<Fault> {
    let code = line.code?;
    let arguments: Vec<&shell::Word> = code.script.commands.iter().flat_map(shell::Command::arguments).collect();
    let option = |word: &shell::Word| {
        let (name, value) = word.raw().strip_prefix("--")?.split_once('=')?;
        let is_time = !value.chars().all(|c| c.is_ascii_digit()) && nanoseconds(value).is_some();
        let is_own = matches!(name, "interval" | "start-period" | "start-interval" | "timeout") && is_time;
        (is_own || (name == "retries" && value.parse::<u32>().is_ok())).then(|| name.to_owned())
    };
    let found: Vec<_> = arguments.iter().filter(|word| option(word).is_some()).collect();
    let is_sure = |name: &str| matches!(name, "interval" | "start-period" | "start-interval");
    if found.len() < 2 && !found.iter().any(|word| option(word).is_some_and(|name| is_sure(&name))) {
        return None;
    }
    let first = found.first()?;
    let place = line.inner.flags.last().map_or(line.inner.keyword_word.range.end, |last| last.range.end);
    let fault = line.fault(code.range(first.range), FaultKind::Flag(option(first)?));
    let text = line.text();
    let is_plain = |word: &shell::Word| code.range(word.range).of(text) == word.raw();
    let removed: Option<Vec<_>> =
        found.iter().map(|word| cut(line, code.range(word.range)).map(Edit::delete)).collect();
    let names: std::collections::HashSet<_> = found.iter().filter_map(|word| option(word)).collect();
    let is_new = names.len() == found.len() && names.iter().all(|name| line.inner.flag(name).is_none());
    if code.is_exec() || !found.iter().all(|it| is_plain(it)) || !is_new {
        return Some(fault);
    }
    let flags = found.iter().fold(String::new(), |flags, word| flags + " " + word.raw());
    let Some(removed) = removed.filter(|all| all.windows(2).all(|it| it[0].range.end <= it[1].range.start)) else {
        return Some(fault);
    };
    Some(fault.meant(std::iter::once(Edit::insert(place, flags)).chain(removed).collect()))
}
