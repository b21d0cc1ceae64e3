use crate::shell::{CommandId, Invocation, Script, Word, base_name};
use crate::text::TextRange;

/// What a command line really starts, behind `python -m`, `npx`, `poetry run` and the like.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// Name without its path.
    pub name: &'a str,
    /// The word of the name, and then its arguments.
    pub words: &'a [Word],
}

/// Where a program stands in its script, in numbers: most rules ask for the same programs, so they are found once.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProgramPlace {
    pub(super) command: CommandId,
    /// The number of the words before it, `sudo python -m` and the like.
    before: usize,
}

impl ProgramPlace {
    fn of(invocation: Invocation<'_>) -> Option<Self> {
        let program = Program::of(invocation)?;
        let command = invocation.command();
        Some(Self { command: command.id, before: command.words.len() - program.words.len() })
    }

    /// Every program in a script, in order.
    pub(super) fn all(script: &Script) -> Vec<Self> {
        script.effective_commands().filter_map(Self::of).collect()
    }

    /// The program, and the command that starts it.
    pub(super) fn in_script(self, script: &Script) -> (Invocation<'_>, Program<'_>) {
        let command = script.command(self.command);
        let program = Program::named(&command.words[self.before..]).expect("a place is that of a literal name");
        (command.unwrapped(), program)
    }
}

/// Commands that start the program in their arguments: name, and the word that must come next, if any.
const RUNNERS: &[(&str, Option<&str>)] = &[
    ("npx", None),
    ("bunx", None),
    ("uvx", None),
    ("npm", Some("exec")),
    ("pnpm", Some("exec")),
    ("yarn", Some("dlx")),
    ("poetry", Some("run")),
    ("pipenv", Some("run")),
    ("pdm", Some("run")),
    ("uv", Some("run")),
    ("hatch", Some("run")),
    ("bundle", Some("exec")),
    ("dumb-init", None),
    ("tini", None),
];

/// Debuggers that run a script of Python, or with `-m` a module, and their flags with a value. (debugpy wiki, "Command
/// line reference"; ptvsd 4, `--help`; Python documentation, "pdb".)
const PYTHON_DEBUGGERS: &[(&str, &[&str])] = &[
    ("debugpy", &["--listen", "--connect", "--log-to", "--configure-qt", "--configure-subProcess"]),
    ("ptvsd", &["--host", "--port", "--log-dir"]),
    ("pdb", &["-c"]),
    ("ipdb", &["-c"]),
    ("pudb", &[]),
];

impl<'a> Program<'a> {
    /// The program behind an invocation; `None` where its name is not a literal.
    pub fn of(invocation: Invocation<'a>) -> Option<Self> {
        Self::layers(invocation).last()
    }

    /// What is called, and then each program that the one before starts.
    pub fn layers(invocation: Invocation<'a>) -> impl Iterator<Item = Self> {
        // Each step takes at least one word away.
        std::iter::successors(Self::named(invocation.words()), |program| program.started())
    }

    /// What a debugger of Python runs: the words from the script, or from `-m`, on.
    pub fn debugged(self) -> Option<&'a [Word]> {
        let (_, valued) = PYTHON_DEBUGGERS.iter().find(|(name, _)| *name == self.name)?;
        let mut at = 1;
        loop {
            match self.words.get(at)?.literal()? {
                flag if valued.contains(&flag) => at += 2,
                // Code and a running process are no program to start.
                "-c" | "--pid" => return None,
                flag if flag.starts_with('-') && flag != "-m" => at += 1,
                _ => return self.words.get(at..),
            }
        }
    }

    fn named(words: &'a [Word]) -> Option<Self> {
        let name = words.first()?.literal()?;
        Some(Self { name: base_name(name), words })
    }

    /// The program that this one starts, if that is all it is for.
    fn started(self) -> Option<Self> {
        if is_python(self.name) {
            let module = self.words.iter().position(|word| word.literal() == Some("-m"))?;
            let only_flags =
                self.words[1..module].iter().all(|word| word.literal().is_some_and(|it| it.starts_with('-')));
            return only_flags.then(|| Self::named(self.words.get(module + 1..)?)).flatten();
        }
        if let Some(words) = self.debugged() {
            return Self::named(&words[usize::from(words[0].is("-m"))..]);
        }
        let (_, next) = RUNNERS.iter().find(|(name, _)| *name == self.name)?;
        let skipped = match next {
            Some(next) => 1 + usize::from(self.words.get(1)?.literal() == Some(next)),
            None => 1,
        };
        if skipped == 1 && next.is_some() {
            return None;
        }
        let rest = &self.words[skipped..];
        let first = rest.iter().position(|word| !word.literal().is_some_and(|it| it.starts_with('-')))?;
        Self::named(&rest[first..])
    }

    /// The words after the name.
    pub fn arguments(self) -> &'a [Word] {
        self.words.get(1..).unwrap_or_default()
    }

    /// The first argument that is no flag.
    pub fn subcommand(self) -> Option<&'a str> {
        self.subcommand_behind(&[])
    }

    /// The first argument that is neither a flag nor the value of one of `valued`.
    pub fn subcommand_behind(self, valued: &[&str]) -> Option<&'a str> {
        let mut words = self.arguments().iter();
        while let Some(word) = words.next() {
            let word = word.literal()?;
            if valued.contains(&word) {
                words.next();
            } else if !word.starts_with('-') {
                return Some(word);
            }
        }
        None
    }

    /// The word of the first of `flags` that is given: alone, as `--flag=value` or as `-fvalue`.
    pub fn flag(self, flags: &[&str]) -> Option<&'a Word> {
        self.arguments().iter().find(|word| flag_in(&word.unquoted(), flags).is_some())
    }

    /// The value of the first of `flags` that is given: in its word, or the next word; `None` also where only the
    /// running shell knows it.
    pub fn flag_value(self, flags: &[&str]) -> Option<(&'a str, &'a Word)> {
        let at = self.arguments().iter().position(|word| flag_in(&word.unquoted(), flags).is_some())?;
        let word = &self.arguments()[at];
        let value = flag_in(word.literal()?, flags)?;
        if !value.is_empty() {
            return Some((value.trim_start_matches('='), word));
        }
        let next = self.arguments().get(at + 1)?;
        Some((next.literal()?, next))
    }

    /// From the name to the last argument.
    pub fn range(self) -> TextRange {
        let first = self.words[0].range;
        self.words.last().map_or(first, |last| first.cover(last.range))
    }
}

/// What follows the one of `flags` that `word` begins with: nothing, `=value`, or the value of a flag of one letter.
fn flag_in<'w>(word: &'w str, flags: &[&str]) -> Option<&'w str> {
    flags.iter().find_map(|flag| {
        let rest = word.strip_prefix(flag)?;
        (rest.is_empty() || rest.starts_with('=') || !flag.starts_with("--")).then_some(rest)
    })
}

pub(super) fn is_python(name: &str) -> bool {
    name.strip_prefix("python").is_some_and(|version| version.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let script = crate::shell::parse(line);
        let invocation = script.effective_commands().next().expect("a command");
        let program = Program::of(invocation).expect("a literal name");
        let words: Vec<_> =
            std::iter::once(program.name).chain(program.arguments().iter().filter_map(Word::literal)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn looks_behind_starters() {
        check("python3 -u -m flask run --debug", &["flask", "run", "--debug"]);
        check("exec poetry run /usr/bin/gunicorn app:app", &["gunicorn", "app:app"]);
        check("npx --yes vite --host", &["vite", "--host"]);
        check("tini -- npm start", &["npm", "start"]);
        check("python3 app.py -m flask", &["python3", "app.py", "-m", "flask"]);
        check("poetry install", &["poetry", "install"]);
        check("python -Xfrozen_modules=off -m debugpy --listen 0.0.0.0:5678 -m flask run", &["flask", "run"]);
        check("debugpy --listen 5678 --wait-for-client app.py -m", &["app.py", "-m"]);
        check("python -m pdb -c continue -m uvicorn a:b", &["uvicorn", "a:b"]);
        check("python -m debugpy --listen 5678 --pid 1", &["debugpy", "--listen", "5678", "--pid", "1"]);
        check("python -m debugpy --listen", &["debugpy", "--listen"]);
        check("python -m debugpy --listen 5678 -m", &["debugpy", "--listen", "5678", "-m"]);
    }

    #[test]
    fn flags_have_values_in_three_ways() {
        let value = |line: &str| {
            let script = crate::shell::parse(line);
            let program = Program::of(script.effective_commands().next().expect("a command")).expect("a name");
            program.flag(&["--bind", "-b"]).map(|_| program.flag_value(&["--bind", "-b"]).map(|it| it.0.to_owned()))
        };
        for line in ["g --bind :80", "g --bind=:80", "g -b :80", "g -b:80", "g '--bind=:80'"] {
            assert_eq!(value(line), Some(Some(":80".to_owned())), "{line}");
        }
        for line in ["g --bind=:$PORT", "g -b $BIND", "g -b"] {
            assert_eq!(value(line), Some(None), "{line}");
        }
        assert_eq!(value("g --binding :80"), None);
    }
}
