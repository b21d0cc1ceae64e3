//! Secrets in the words of commands.
//!
//! One search for all who ask: rules, and what looks at texts before they leave. Which program is given a secret where
//! is a table ([`super::programs`]); flags, settings and variables of any program are known by their names.

use std::collections::HashMap;

use super::is_secret_name;
use super::programs::{PRINTERS, PROGRAMS, PROSE, Place, READERS, Shape, VALUED_LETTERS, Way};
use super::value::is_placeholder;
use super::within::{headed, settings, statements};
use crate::model::Program;
use crate::shell::{Command, Invocation, RedirectionKind, Script, Word};
use crate::text::TextRange;

/// A secret that is written out in a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// Where it stands in the script.
    pub range: TextRange,
    /// What it is: `password`, `token`, `key`, `header`, `cookie`, or `value` of a variable or setting.
    pub what: &'static str,
    /// The program that is given it; the name of the variable or setting for a `value`.
    pub of: String,
}

/// A part of a value: from where to where.
pub(super) type Part = (usize, usize);

/// No more is told of one script: whoever reads the first ones looks at the others too.
const MOST: usize = 500;

impl Exposed {
    /// The secrets in the commands of a script, in order, each once.
    pub fn all(script: &Script) -> Vec<Self> {
        let mut search = Search { found: Vec::new() };
        let mut before: HashMap<(usize, usize), &Command> = HashMap::new();
        for command in script.commands.iter().filter(|it| PRINTERS.contains(&it.unwrapped().base_name().unwrap_or("")))
        {
            before.insert((command.place.pipeline.0, command.place.position), command);
        }
        for command in &script.commands {
            if search.found.len() > MOST {
                break;
            }
            let invocation = command.unwrapped();
            for it in invocation.assignments().filter(|it| is_secret_setting(&it.name)) {
                let name = it.name.clone();
                search.add(&it.value, whole(&it.value), ("value", &name));
            }
            if command.shell_string.is_none() {
                search.words(invocation);
            }
            search.documents(command);
            let Some(colon) = reads_secret(invocation) else { continue };
            search.input(command, colon);
            let position = command.place.position.checked_sub(1);
            if let Some(printer) = position.and_then(|it| before.get(&(command.place.pipeline.0, it))) {
                search.printed(printer.unwrapped(), invocation.base_name().unwrap_or_default(), colon);
            }
        }
        let mut found = search.found;
        found.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
        let mut end = 0;
        found.retain(|it| {
            let is_new = it.range.start >= end;
            end = end.max(it.range.end);
            is_new
        });
        found
    }
}

struct Search {
    found: Vec<Exposed>,
}

impl Search {
    /// Adds a part of a word, unless it only stands for a secret.
    fn add(&mut self, word: &Word, (start, end): Part, (what, of): (&'static str, &str)) {
        let text = word.unquoted();
        let Some(value) = text.get(start..end) else { return };
        let is_expanded = word.has_expansion && value.contains(['$', '`']);
        if !is_expanded && !is_placeholder(value) {
            self.found.push(Exposed { range: word.part(start, end), what, of: of.to_owned() });
        }
    }

    /// What stands in the words of a command.
    fn words(&mut self, invocation: Invocation<'_>) {
        let Some(program) = Program::of(invocation) else { return };
        let name = program.name;
        for way in PROGRAMS.iter().filter(|(names, _)| names.contains(&name)).flat_map(|(_, ways)| *ways) {
            self.way(program, way);
        }
        if name == "htpasswd" && program.arguments().iter().any(|it| is_bundle_with(it, 'b')) {
            self.last(program.arguments(), ("password", name));
        }
        let assigns = matches!(name, "export" | "readonly" | "declare" | "typeset" | "local" | "setx");
        let is_prose = PROSE.contains(&name) || PRINTERS.contains(&name);
        let takes_next = !PROGRAMS
            .iter()
            .any(|(names, ways)| names.contains(&name) && ways.iter().any(|it| matches!(it.place, Place::Joined(_))));
        let sets = program.arguments().iter().take(4).any(|it| it.is("set") || it.is("config"));
        for (at, word) in program.arguments().iter().enumerate().filter(|_| !is_prose) {
            let text = word.unquoted();
            for (setting, part) in settings(&text, assigns) {
                self.add(word, part, ("value", setting));
            }
            let Some(next) = program.arguments().get(at + 1).filter(|it| !it.unquoted().starts_with('-')) else {
                continue;
            };
            // `--api-key VALUE`, and `config set NAME VALUE`.
            let flag = text.strip_prefix("--").filter(|it| takes_next && !it.contains('='));
            let setting = (sets && !text.starts_with('-') && !text.contains('=')).then_some(&*text);
            if flag.or(setting).is_some_and(is_secret_setting) && !next.unquoted().contains('=') {
                self.add(next, whole(next), ("value", text.trim_start_matches('-')));
            }
        }
        for word in program.arguments().iter().filter(|it| it.is_quoted) {
            for part in statements(&word.unquoted()) {
                self.add(word, part, ("password", name));
            }
            // `git -c http.extraHeader='Authorization: …'`
            let text = word.unquoted();
            let header = text
                .to_ascii_lowercase()
                .find("uthorization:")
                .filter(|at| *at > 0)
                .and_then(|at| Some(at - 1 + headed(text.get(at - 1..)?)?));
            if let Some(start) = header {
                self.add(word, (start, text.len()), ("header", name));
            }
        }
    }

    fn way(&mut self, program: Program<'_>, way: &Way) {
        let name = program.name;
        let arguments = program.arguments();
        let mut operands = arguments.iter().filter(|it| !it.unquoted().starts_with('-'));
        let is_meant = way.subcommand.iter().all(|wanted| {
            operands.next().is_some_and(|word| match wanted.strip_suffix('.') {
                Some(_) => word.unquoted().starts_with(wanted),
                None => word.is(wanted),
            })
        });
        if !is_meant {
            return;
        }
        match way.place {
            Place::Last(least) if operands.count() >= least => {
                if let Some(word) = arguments.iter().rfind(|it| !it.unquoted().starts_with('-')) {
                    self.shaped(word, 0, way, name);
                }
            }
            Place::Behind(mark) => {
                let mut behind = arguments.iter().skip_while(|it| !it.is(mark)).skip(1);
                if let Some(word) = behind.next() {
                    self.shaped(word, 0, way, name);
                }
            }
            Place::Flag(flags) | Place::Joined(flags) => {
                let takes_next = matches!(way.place, Place::Flag(_));
                let letters = VALUED_LETTERS.iter().find(|it| it.0 == name).map_or("", |it| it.1);
                for (at, word) in arguments.iter().enumerate() {
                    match value_at(&word.unquoted(), flags, letters) {
                        Some(Given::Here(start)) => self.shaped(word, start, way, name),
                        Some(Given::Next) if takes_next => {
                            if let Some(next) = arguments.get(at + 1) {
                                self.shaped(next, 0, way, name);
                            }
                        }
                        _ => {}
                    }
                }
            }
            Place::Last(_) => {}
        }
    }

    /// The secret part of a value that begins at `start` of the word.
    fn shaped(&mut self, word: &Word, start: usize, way: &Way, name: &str) {
        let text = word.unquoted();
        let value = &text[start..];
        let part = match way.shape {
            Shape::Whole => Some((start, text.len())),
            Shape::After(sign) => user_and_password(value, sign).map(|(from, to)| (start + from, start + to)),
            Shape::Header => headed(value).map(|from| (start + from, text.len())),
            Shape::Cookie => value.contains('=').then_some((start, text.len())),
            Shape::Behind(mark) => value.starts_with(mark).then_some((start + mark.len(), text.len())),
        };
        if let Some(part) = part {
            self.add(word, part, (way.what, name));
        }
    }

    fn last(&mut self, words: &[Word], of: (&'static str, &str)) {
        if let [_, .., last] = words {
            self.add(last, whole(last), of);
        }
    }

    /// What a printer writes into a reader.
    fn printed(&mut self, printer: Invocation<'_>, reader: &str, colon: bool) {
        let is_plain = |word: &&Word| !matches!(&*word.unquoted(), "-e" | "-n" | "-ne" | "-en" | "-E");
        let words: Vec<&Word> = printer.arguments().iter().filter(is_plain).collect();
        let formats =
            printer.base_name() == Some("printf") && words.first().is_some_and(|it| it.unquoted().contains('%'));
        if formats && words.len() > 1 {
            let last = words[words.len() - 1];
            let start = if colon { last.unquoted().find(':').map_or(0, |at| at + 1) } else { 0 };
            return self.add(last, (start, last.unquoted().len()), ("password", reader));
        }
        for word in words {
            self.lines(word, reader, colon);
        }
    }

    /// The here-string or here-document of a reader.
    fn input(&mut self, command: &Command, colon: bool) {
        let reader = command.unwrapped().base_name().unwrap_or_default().to_owned();
        for it in &command.redirections {
            let word = match it.kind {
                RedirectionKind::HereString => it.target.as_ref(),
                _ => it.body.as_ref(),
            };
            if let Some(word) = word {
                self.lines(word, &reader, colon);
            }
        }
    }

    /// Every line of a word is a secret, or what stands in it behind a colon.
    fn lines(&mut self, word: &Word, reader: &str, colon: bool) {
        let text = word.unquoted();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let mut from = start;
            start += line.len();
            // `echo -e` and `printf` write a line break for `\n`.
            for part in line.split("\\n") {
                let end = from + part.trim_end_matches('\n').len();
                let secret = if colon { part.find(':').map(|at| from + at + 1) } else { Some(from) };
                if let Some(secret) = secret.filter(|it| *it < end) {
                    self.add(word, (secret, end), ("password", reader));
                }
                from += part.len() + 2;
            }
        }
    }

    /// Settings and statements in what is written to a file.
    fn documents(&mut self, command: &Command) {
        let invocation = command.unwrapped();
        let prints = PRINTERS.contains(&invocation.base_name().unwrap_or_default());
        let writes = |kind| matches!(kind, RedirectionKind::Write | RedirectionKind::Append | RedirectionKind::Clobber);
        let is_kept = command.redirections.iter().any(|it| writes(it.kind));
        let words = invocation.arguments().iter().filter(|_| prints && is_kept);
        let bodies = command.redirections.iter().filter_map(|it| it.body.as_ref());
        for word in words.chain(bodies.filter(|_| command.shell_string.is_none())) {
            let text = word.unquoted();
            for (setting, part) in settings(&text, false) {
                self.add(word, part, ("value", setting));
            }
            for part in statements(&text) {
                self.add(word, part, ("password", invocation.base_name().unwrap_or_default()));
            }
        }
    }
}

fn whole(word: &Word) -> Part {
    (0, word.unquoted().len())
}

/// Whether a variable, flag or setting of that name holds a secret; `npmAuthToken`, `--db-password`.
pub(super) fn is_secret_setting(name: &str) -> bool {
    /// Words of names that switch something about a secret, or tell where it is.
    const SWITCHES: &[&str] = &[
        "allow", "ask", "disable", "disabled", "empty", "env", "fd", "force", "generate", "mode", "no", "prompt",
        "random", "reset", "skip", "stdin", "type", "without", "port", "scheme", "verify",
    ];
    /// Names of one word that are secret only in commands.
    const SHORT: &[&str] =
        &["pgpassword", "sshpass", "rediscli_auth", "_auth", "_authtoken", "authtoken", "requirepass"];
    let bytes = name.as_bytes();
    let mut split = String::with_capacity(name.len() + 4);
    for (at, char) in name.char_indices() {
        if char.is_ascii_uppercase() && at > 0 && bytes[at - 1].is_ascii_lowercase() {
            split.push('_');
        }
        split.push(char.to_ascii_lowercase());
    }
    let is_switch = split.split(['_', '-', '.']).any(|word| SWITCHES.contains(&word));
    let last = split.rsplit(['.', ':']).next().unwrap_or_default();
    !is_switch
        && (is_secret_name(&split) || SHORT.contains(&name.to_ascii_lowercase().as_str()) || SHORT.contains(&last))
}

/// Where the value of a flag stands.
enum Given {
    /// In the same word, from here on.
    Here(usize),
    /// In the next word.
    Next,
}

/// Where the value of one of the flags stands, if the word is one of them.
fn value_at(text: &str, flags: &[&str], letters: &str) -> Option<Given> {
    flags.iter().find_map(|flag| {
        if let Some(rest) = text.strip_prefix(flag) {
            return match rest.as_bytes().first() {
                None => Some(Given::Next),
                Some(b'=') => Some(Given::Here(flag.len() + 1)),
                _ if flag.len() == 2 => Some(Given::Here(2)),
                _ => None,
            };
        }
        // `-sSu user:password`
        let letter = flag.strip_prefix('-').filter(|it| it.len() == 1 && !letters.is_empty())?;
        let bundle = text.strip_prefix('-').filter(|it| !it.starts_with('-'))?;
        let at = bundle.find(|c| letters.contains(c))?;
        let given = if at + 2 < text.len() { Given::Here(at + 2) } else { Given::Next };
        bundle[at..].starts_with(letter).then_some(given)
    })
}

/// The password behind a sign; the user, where that is a token that needs no password.
fn user_and_password(value: &str, sign: char) -> Option<Part> {
    let at = value.find(sign)?;
    let password = &value[at + sign.len_utf8()..];
    if !matches!(password, "" | "x" | "x-oauth-basic") {
        return Some((at + sign.len_utf8(), value.len()));
    }
    (at >= 16).then_some((0, at))
}

fn is_bundle_with(word: &Word, letter: char) -> bool {
    let text = word.unquoted();
    text.strip_prefix('-').is_some_and(|it| !it.starts_with('-') && it.contains(letter))
}

/// Whether a command reads a secret from its standard input, and if so, whether as `user:password`.
fn reads_secret(invocation: Invocation<'_>) -> Option<bool> {
    let words = &invocation.command().words;
    let asks_sudo = invocation.wrappers().iter().any(|it| {
        let own = words[it.word + 1..].iter().map_while(Word::literal).take_while(|word| word.starts_with('-'));
        words[it.word].is("sudo") && own.into_iter().any(|word| word == "-S" || word == "--stdin")
    });
    let name = invocation.base_name()?;
    let reader =
        READERS.iter().find(|(reader, given, _)| *reader == name && given.iter().all(|it| invocation.has_argument(it)));
    reader.map(|it| it.2).or_else(|| asks_sudo.then_some(false))
}

#[cfg(test)]
mod tests;
