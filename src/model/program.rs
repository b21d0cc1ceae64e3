use crate::shell::{Invocation, Word};
use crate::text::TextRange;

/// What a command line really starts, behind `python -m`, `npx`, `poetry run` and the like.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// Name without its path.
    pub name: &'a str,
    /// The word of the name, and then its arguments.
    pub words: &'a [Word],
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

impl<'a> Program<'a> {
    /// The program behind an invocation; `None` where its name is not a literal.
    pub fn of(invocation: Invocation<'a>) -> Option<Self> {
        let mut program = Self::named(invocation.words())?;
        // Each round takes at least one word away.
        while let Some(inner) = program.started() {
            program = inner;
        }
        Some(program)
    }

    fn named(words: &'a [Word]) -> Option<Self> {
        let name = words.first()?.literal()?;
        Some(Self { name: name.rsplit('/').next().unwrap_or(name), words })
    }

    /// The program that this one starts, if that is all it is for.
    fn started(self) -> Option<Self> {
        if is_python(self.name) {
            let module = self.words.iter().position(|word| word.literal() == Some("-m"))?;
            let only_flags =
                self.words[1..module].iter().all(|word| word.literal().is_some_and(|it| it.starts_with('-')));
            return only_flags.then(|| Self::named(self.words.get(module + 1..)?)).flatten();
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
        self.arguments().iter().filter_map(Word::literal).find(|word| !word.starts_with('-'))
    }

    /// The word of the first of `flags` that is given, alone or as `flag=value`.
    pub fn flag(self, flags: &[&str]) -> Option<&'a Word> {
        self.arguments().iter().find(|word| word.literal().is_some_and(|it| names_flag(it, flags)))
    }

    /// The value of the first of `flags` that is given: after `=`, or the next word.
    pub fn flag_value(self, flags: &[&str]) -> Option<(&'a str, &'a Word)> {
        let at = self.arguments().iter().position(|word| word.literal().is_some_and(|it| names_flag(it, flags)))?;
        let word = &self.arguments()[at];
        if let Some((_, value)) = word.literal()?.split_once('=') {
            return Some((value, word));
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

fn names_flag(word: &str, flags: &[&str]) -> bool {
    flags.contains(&word.split('=').next().unwrap_or(word))
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
    }
}
