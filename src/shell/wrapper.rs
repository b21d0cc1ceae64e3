//! Commands that run another command: which they are, and where in their words the other one begins.
//!
//! Facts are from the manual pages of sudo 1.9, doas, GNU coreutils 9, findutils 4.9, util-linux 2.38, bash 5.2,
//! gosu, su-exec, tini and dumb-init. `find -exec`, `parallel`, `flock -c` and `env -S` are not understood.

use super::command::{self, Wrapper};
use super::{Assignment, Word};

/// How a wrapper reads its arguments up to the command that it runs.
struct Usage {
    name: &'static str,
    /// Letters of the short flags that take a value.
    value_letters: &'static str,
    /// Long flags that take the next word as their value.
    value_flags: &'static [&'static str],
    /// Operands of its own before the command.
    operands: usize,
    /// Whether `NAME=value` may stand before the command.
    assigns: bool,
    /// Letters of flags with which it runs nothing.
    query_letters: &'static str,
}

const fn usage(name: &'static str, value_letters: &'static str, value_flags: &'static [&'static str]) -> Usage {
    Usage { name, value_letters, value_flags, operands: 0, assigns: false, query_letters: "" }
}

const SUDO_FLAGS: &[&str] = &[
    "--user",
    "--group",
    "--prompt",
    "--close-from",
    "--chdir",
    "--host",
    "--chroot",
    "--role",
    "--command-timeout",
    "--type",
    "--other-user",
];

const XARGS_FLAGS: &[&str] =
    &["--arg-file", "--delimiter", "--max-args", "--max-procs", "--max-chars", "--process-slot-var"];

/// Every wrapper. One line each, so that the table can be read.
#[rustfmt::skip]
const WRAPPERS: &[Usage] = &[
    Usage { assigns: true, query_letters: "le", ..usage("sudo", "ugpCDhRrTtU", SUDO_FLAGS) },
    usage("doas", "uC", &[]),
    Usage { assigns: true, ..usage("env", "uCS", &["--unset", "--chdir", "--split-string"]) },
    usage("time", "of", &["--output", "--format"]),
    usage("exec", "a", &[]),
    Usage { query_letters: "vV", ..usage("command", "", &[]) },
    usage("builtin", "", &[]),
    usage("nice", "n", &["--adjustment"]),
    usage("ionice", "cn", &["--class", "--classdata"]),
    usage("nohup", "", &[]),
    usage("setsid", "", &[]),
    usage("stdbuf", "ioe", &["--input", "--output", "--error"]),
    Usage { operands: 1, ..usage("timeout", "ks", &["--kill-after", "--signal"]) },
    usage("xargs", "aEILdnPs", XARGS_FLAGS),
    Usage { operands: 1, ..usage("chroot", "", &[]) },
    Usage { operands: 1, ..usage("gosu", "", &[]) },
    Usage { operands: 1, ..usage("su-exec", "", &[]) },
    usage("tini", "pe", &[]),
    usage("dumb-init", "r", &["--rewrite"]),
    usage("fakeroot", "lsib", &[]),
    usage("busybox", "", &[]),
];

/// What a command runs as a script.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ScriptArgument {
    /// The word of this index.
    Word(usize),
    /// The words from this index on, joined by blanks.
    Joined(usize),
    /// Its standard input.
    Input,
}

/// The wrappers at the start of `words`, and the index of the command behind them.
pub(super) fn unwrap(words: &[Word]) -> (Vec<Wrapper>, usize) {
    let mut wrappers = Vec::new();
    let mut first = 0;
    while let Some((inner, assignments)) = wrapped(&words[first..]) {
        wrappers.push(Wrapper { word: first, assignments });
        first += inner;
    }
    (wrappers, first)
}

/// When `words` is a wrapper with a command behind it: the index of that command and the variables that are set.
fn wrapped(words: &[Word]) -> Option<(usize, Vec<Assignment>)> {
    let name = base_name(words.first()?)?;
    let usage = WRAPPERS.iter().find(|usage| usage.name == name)?;
    let mut operands = usage.operands;
    let mut assignments = Vec::new();
    let mut index = 1;
    let mut flags_ended = false;
    loop {
        let word = words.get(index)?;
        let text = word.unquoted();
        if !flags_ended && text == "--" {
            flags_ended = true;
        } else if !flags_ended && text.starts_with('-') {
            if is_query(&text, usage) {
                return None;
            }
            index += usize::from(takes_value(&text, usage));
        } else if let Some(assignment) = word.as_assignment().filter(|_| usage.assigns) {
            assignments.push(assignment);
        } else if operands > 0 {
            operands -= 1;
        } else {
            return Some((index, assignments));
        }
        index += 1;
    }
}

fn is_query(flag: &str, usage: &Usage) -> bool {
    let letters = flag.strip_prefix('-').filter(|letters| !letters.starts_with('-'));
    // Letters after one that takes a value are that value.
    letters.is_some_and(|letters| {
        let mut own = letters.chars().take_while(|&letter| !usage.value_letters.contains(letter));
        own.any(|letter| usage.query_letters.contains(letter))
    })
}

fn takes_value(flag: &str, usage: &Usage) -> bool {
    if flag.starts_with("--") {
        return usage.value_flags.contains(&flag);
    }
    let at = flag.char_indices().skip(1).find(|&(_, letter)| usage.value_letters.contains(letter));
    at.is_some_and(|(at, letter)| at + letter.len_utf8() == flag.len())
}

/// What the command `words`, without wrappers, runs as a script.
pub(super) fn script_argument(words: &[Word]) -> Option<ScriptArgument> {
    match base_name(words.first()?)? {
        "eval" => {
            let first = if words.get(1).is_some_and(|word| word.is("--")) { 2 } else { 1 };
            (words.len() > first).then_some(ScriptArgument::Joined(first))
        }
        "sh" | "bash" | "dash" | "ash" | "ksh" | "mksh" | "zsh" => shell_script(words),
        "su" | "runuser" => user_script(words),
        _ => None,
    }
}

/// A shell runs its first operand when it has `-c`, and standard input when there is no operand (or `-s`).
fn shell_script(words: &[Word]) -> Option<ScriptArgument> {
    let mut runs_operand = false;
    let mut reads_input = false;
    let mut index = 1;
    while let Some(word) = words.get(index) {
        let text = word.unquoted();
        if text == "--" || text == "-" {
            index += 1;
            break;
        } else if text.starts_with("--") {
            index += usize::from(matches!(&*text, "--rcfile" | "--init-file"));
        } else if text.starts_with(['-', '+']) {
            runs_operand |= text.contains('c');
            reads_input |= text.contains('s');
            index += usize::from(text.contains(['o', 'O']));
        } else {
            break;
        }
        index += 1;
    }
    match (index < words.len(), runs_operand) {
        (true, true) => Some(ScriptArgument::Word(index)),
        (false, false) => Some(ScriptArgument::Input),
        (true, false) => reads_input.then_some(ScriptArgument::Input),
        (false, true) => None,
    }
}

/// `su` and `runuser` run the value of `-c` or `--command`.
fn user_script(words: &[Word]) -> Option<ScriptArgument> {
    let index = words.iter().skip(1).position(|word| {
        let text = word.unquoted();
        text == "--command" || (text.starts_with('-') && !text.starts_with("--") && text.ends_with('c'))
    })?;
    (index + 2 < words.len()).then_some(ScriptArgument::Word(index + 2))
}

fn base_name(word: &Word) -> Option<&str> {
    word.literal().map(command::base_name)
}

impl Word {
    /// Reads the word as `NAME=value`, as `env`, `export`, `ARG` and their like do.
    pub fn as_assignment(&self) -> Option<Assignment> {
        let text = self.unquoted();
        let (name, value) = text.split_once('=')?;
        if !is_name(name) {
            return None;
        }
        let name_range = self.part(0, name.len());
        let value_range = self.part(name.len() + 1, text.len());
        let value = self.tail(value, value_range);
        Some(Assignment {
            name: name.to_owned(),
            name_range,
            value,
            elements: Vec::new(),
            appends: false,
            range: self.range,
        })
    }
}

/// Whether the text is a name in the sense of POSIX: letters, digits, `_`, not starting with a digit.
pub(super) fn is_name(text: &str) -> bool {
    !text.starts_with(|first: char| first.is_ascii_digit())
        && !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
