//! One command: its name and its arguments as texts, the way `ShellCheck` simplifies them.

use crate::shell::{BlockKind, Command, Connector, Script, ScriptError, Word, WordPart};
use crate::text::TextRange;

/// A command with a literal name.
#[derive(Debug)]
pub(super) struct Call {
    /// The name as written, path included, quotes removed.
    pub(super) name: String,
    /// What follows the first word. Behind `command` and its like, the name itself is the first argument.
    pub(super) arguments: Vec<Argument>,
}

/// One argument.
#[derive(Debug)]
pub(super) struct Argument {
    /// The value with quotes removed; `$X` is `${X}`, back quotes and arithmetic are `${VAR}`, `$(a b)` is `ab`.
    pub(super) text: String,
    /// Where it stands in the shell text.
    pub(super) range: TextRange,
}

impl Argument {
    /// The flags in the argument: the letters of `-yq`, the name of `--yes` or `--yes=x`.
    fn flags(&self) -> impl Iterator<Item = &str> {
        let text = self.text.as_str();
        let long = text.strip_prefix("--").filter(|name| !name.is_empty());
        let short = text.strip_prefix('-').filter(|letters| !letters.starts_with('-')).unwrap_or_default();
        let long = long.map(|name| name.split('=').next().unwrap_or(name));
        long.into_iter().chain(short.char_indices().map(|(at, letter)| &short[at..at + letter.len_utf8()]))
    }

    /// Whether it is no flag; `-` and `--` are none.
    fn is_operand(&self) -> bool {
        !self.text.starts_with('-') || self.text == "-" || self.text == "--"
    }
}

impl Call {
    /// Whether it is this program with one of these arguments, wherever they stand.
    pub(super) fn is(&self, program: &str, arguments: &[&str]) -> bool {
        self.name == program && self.argument(arguments).is_some()
    }

    /// The first argument that is one of these.
    pub(super) fn argument(&self, texts: &[&str]) -> Option<&Argument> {
        self.arguments.iter().find(|argument| texts.contains(&argument.text.as_str()))
    }

    /// Whether one of these flags, without their dashes, is given. Every word with a dash counts, also one that is the
    /// value of another flag.
    pub(super) fn has_flag(&self, names: &[&str]) -> bool {
        self.arguments.iter().any(|argument| argument.flags().any(|flag| names.contains(&flag)))
    }

    /// The arguments that follow a word with one of these flags.
    pub(super) fn following(&self, names: &[&str]) -> impl Iterator<Item = &Argument> {
        let pairs = self.arguments.iter().zip(self.arguments.iter().skip(1));
        pairs.filter(|(flag, _)| flag.flags().any(|flag| names.contains(&flag))).map(|(_, value)| value)
    }

    /// The arguments that are no flags.
    pub(super) fn operands(&self) -> impl Iterator<Item = &Argument> {
        self.operands_without_values(|_| false)
    }

    /// The arguments that are neither flags nor the word behind one of these flags; a `=` keeps the value in the word
    /// of the flag.
    pub(super) fn operands_besides(&self, value_flags: &[&str]) -> impl Iterator<Item = &Argument> {
        self.operands_without_values(|argument| {
            !argument.text.contains('=') && argument.flags().any(|flag| value_flags.contains(&flag))
        })
    }

    fn operands_without_values(&self, takes_next: impl Fn(&Argument) -> bool) -> impl Iterator<Item = &Argument> {
        let mut is_value = false;
        self.arguments.iter().filter(move |argument| {
            let is_skipped = std::mem::replace(&mut is_value, takes_next(argument));
            !is_skipped && argument.is_operand()
        })
    }
}

/// Words that close a construct.
const CLOSING: [&str; 9] = [")", "}", "fi", "done", "then", "do", "else", "elif", "esac"];

/// Operators between commands.
const OPERATORS: [&str; 7] = [";", ";;", "&", "&&", "|", "|&", "||"];

/// Up to where `ShellCheck` reads the script. It stops at a closing word that nothing has opened, at an operator right
/// behind a complete list, or where an operator is missing, and keeps what stands before it; any other mistake makes it
/// refuse the whole text.
pub(super) fn readable_end(script: &Script, text: &str) -> usize {
    if script.plain_commands().any(|command| is_open_condition(command) || is_misread(command)) {
        return 0;
    }
    // What `sh -c` runs is no script to ShellCheck.
    let strings: Vec<_> = script.blocks.iter().filter(|it| it.kind == BlockKind::ShellString).collect();
    let is_read = |error: &&ScriptError| !strings.iter().any(|string| string.range.encloses(error.range));
    let first = script.errors.iter().filter(is_read).min_by_key(|error| error.range.start);
    let Some(error) = first else { return usize::MAX };
    let start = error.range.start;
    let word = text.get(start..error.range.end).unwrap_or_default().trim();
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let waits = before.ends_with("&&") || before.ends_with('|');
    let is_complete = before.ends_with([';', '&', '\n']);
    let is_operator = OPERATORS.contains(&word) && (is_complete || word == ";;");
    let is_stray = is_operator || CLOSING.contains(&word) || word.is_empty();
    let is_nested = script.blocks.iter().skip(1).any(|it| it.range.start < start && start < it.range.end);
    if is_stray && !waits && !is_nested { start } else { 0 }
}

/// Whether it is a `[` without its `]`.
fn is_open_condition(command: &Command) -> bool {
    command.name() == Some("[") && !command.words.last().is_some_and(|word| word.is("]"))
}

/// Whether a command begins with a bracket, a brace or a pattern in parentheses and something right behind it, which
/// `ShellCheck` takes for a condition, a group or a function that is wrong.
fn is_misread(command: &Command) -> bool {
    let name = command.words.first().filter(|_| command.assignments.is_empty()).map_or("", Word::raw);
    (name.len() > 1 && name.starts_with(['[', '{'])) || name.starts_with("@(") || name.starts_with("+(")
}

/// The commands that begin before `end`.
pub(super) fn read(script: &Script, end: usize) -> Vec<Call> {
    let mut calls = Vec::new();
    for command in script.plain_commands().filter(|command| command.range.start < end) {
        let mut words = command.words.as_slice();
        while let Some(call) = call(words, script) {
            let is_prefix = call.name == "time";
            // `[ … ]` is a condition to ShellCheck, not a command.
            if call.name != "[" {
                calls.push(call);
            }
            if !is_prefix {
                break;
            }
            let flags = words[1..].iter().take_while(|word| word.raw().starts_with('-')).count();
            words = &words[1 + flags..];
        }
    }
    calls
}

fn call(words: &[Word], script: &Script) -> Option<Call> {
    let (first, rest) = words.split_first()?;
    let literal = |word: &'_ Word| word.literal().filter(|_| !is_pattern(word.raw())).map(str::to_owned);
    let name = match &*literal(first)? {
        "busybox" | "builtin" | "command" | "run" => {
            literal(rest.first().filter(|word| !word.raw().starts_with('-')).unwrap_or(first))?
        }
        "exec" => literal(executed(rest).unwrap_or(first))?,
        name => name.to_owned(),
    };
    let arguments = rest.iter().map(|word| Argument { text: text(word, script), range: word.range });
    Some(Call { name, arguments: arguments.collect() })
}

/// Whether `ShellCheck` reads a pattern or a list in the word, so that it names no command: `x*`, `x[ab]`, `x{a,b}`.
fn is_pattern(word: &str) -> bool {
    let mut quote = None;
    let mut before = ' ';
    let (mut bracket, mut brace) = (None, None);
    let mut chars = word.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote != Some('\'') => _ = chars.next(),
            '\'' | '"' if quote.is_none() => quote = Some(c),
            _ if quote.is_some() => quote = quote.filter(|quote| *quote != c),
            '*' | '?' => return true,
            '(' if matches!(before, '@' | '+' | '!') => return true,
            '[' => bracket = bracket.or(Some(at)),
            ']' if bracket.is_some_and(|open| at > open + 1) => return true,
            '{' if before != '$' => brace = Some(at),
            '}' if brace.is_some_and(|open: usize| word[open..at].contains(',') || word[open..at].contains("..")) => {
                return true;
            }
            _ => {}
        }
        before = c;
    }
    false
}

/// The command behind the flags of `exec`: `-c`, `-l` and `-a name`.
fn executed(words: &[Word]) -> Option<&Word> {
    let mut words = words.iter();
    loop {
        let word = words.next()?;
        match word.raw().strip_prefix('-') {
            None => return Some(word),
            Some(letters) if letters.ends_with('a') => _ = words.next()?,
            Some(_) => {}
        }
    }
}

fn text(word: &Word, script: &Script) -> String {
    let mut text = String::new();
    for part in word.parts() {
        match part {
            WordPart::Text(known) => text.push_str(known),
            WordPart::Expansion(raw, range) => push_expansion(&mut text, raw, range, word, script),
        }
    }
    text
}

fn push_expansion(text: &mut String, raw: &str, range: TextRange, word: &Word, script: &Script) {
    if raw.starts_with("$((") || raw.starts_with('`') {
        text.push_str("${VAR}");
    } else if raw.starts_with("$(") {
        match word.substitutions.iter().find(|&&id| script.block(id).range == range) {
            Some(&block) => {
                let inside = script.commands[script.commands.partition_point(|it| it.range.start < range.start)..]
                    .iter()
                    .take_while(|command| command.range.start < range.end);
                for command in inside.filter(|command| command.parent == block && is_alone(script, command)) {
                    text.extend(command.words.iter().map(|word| self::text(word, script)));
                }
            }
            None => text.push_str("${VAR}"),
        }
    } else if raw.starts_with("${") {
        text.push_str(raw);
    } else if let Some(name) = raw.strip_prefix('$') {
        text.extend(["${", name, "}"]);
    }
}

/// Whether neither a pipe nor `&&` nor `||` joins the command to another one.
fn is_alone(script: &Script, command: &Command) -> bool {
    let pipeline = script.pipeline_of(command);
    let joins = |connector: Connector| matches!(connector, Connector::And | Connector::Or);
    pipeline.length == 1 && !joins(command.place.connector) && !pipeline.followed_by.is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let script = crate::shell::parse(text);
        let calls = read(&script, readable_end(&script, text));
        let words = |call: &Call| call.arguments.iter().map(|it| it.text.clone()).collect::<Vec<_>>().join(" ");
        calls.iter().map(|call| format!("{}: {}", call.name, words(call)).trim_end().to_owned()).collect()
    }

    #[test]
    fn names() {
        assert_eq!(seen("sudo a b; \"c\" d; X=1 /bin/e"), ["sudo: a b", "c: d", "/bin/e:"]);
        assert_eq!(seen("command a b; exec -a n c d; command -v e"), ["a: a b", "c: -a n c d", "command: -v e"]);
        assert_eq!(seen("time -p a b; $X c; [ -f d ]"), ["time: -p a b", "a: b"]);
        assert_eq!(seen("a $(b `c`); (d)"), ["a: b${VAR}", "b: ${VAR}", "c:", "d:"]);
        assert_eq!(seen("sh -c 'a b'"), ["sh: -c a b"]);
    }

    #[test]
    fn patterns_name_no_command() {
        for text in ["x*", "x[y]", "x@(y)", "a{b,c}", "x{1..3}", "command ?x", "exec [x]"] {
            assert_eq!(seen(text), [""; 0], "{text}");
        }
        for text in ["a{b}c", "x\\*", "x\"*\"", "a[", "a[]", "::x", "a}", "'[a]'", "~/x", "%x"] {
            assert_eq!(seen(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn texts() {
        assert_eq!(seen("a \"x$Y\" ${Z:-1} '$Q' \\$R $((1+1))"), ["a: x${Y} ${Z:-1} $Q $R ${VAR}"]);
        assert_eq!(seen("a $(b c=1)")[0], "a: bc=1");
        assert_eq!(seen("a $(b | c=1)")[0], "a:");
        assert_eq!(seen("a $(b && c)")[0], "a:");
        assert_eq!(seen("a $(b; c d)")[0], "a: bcd");
    }

    #[test]
    fn mistakes() {
        assert_eq!(seen("a; )"), ["a:"]);
        assert_eq!(seen("a b )"), ["a: b"]);
        assert_eq!(seen("bash -c [[ x; a"), ["bash: -c [[ x", "a:"]);
        assert_eq!(seen("a; fi; b"), ["a:"]);
        for text in ["a; [A.B]::C = d", "a; [x", "a && {b", "a; {}", "a; [[x]]", "a; @(x)", "a $([b])"] {
            assert_eq!(seen(text), [""; 0], "{text}");
        }
        for text in ["a; echo 'x", "a &&& b", "a && ", "(a; fi)", "a; if b", "a | ", "a; [ b"] {
            assert_eq!(seen(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn flags_and_operands() {
        let call = |text| {
            let script = crate::shell::parse(text);
            read(&script, usize::MAX).remove(0)
        };
        let it = call("p -tq foo --virtual=v x -- -");
        assert!(it.has_flag(&["q"]) && it.has_flag(&["virtual"]) && !it.has_flag(&["v"]));
        let texts = |list: Vec<&Argument>| list.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(it.operands_besides(&["t", "virtual"]).collect()), ["x", "--", "-"]);
        assert_eq!(texts(it.following(&["t"]).collect()), ["foo"]);
    }
}
