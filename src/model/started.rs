use super::{Assignment, Code, Dockerfile, Program, Server};
use crate::shell::{Invocation, Word};
use crate::syntax::{CommandLine, KeyValue, Keyword};

/// A program that the built image starts: the first command of its ENTRYPOINT or CMD.
#[derive(Clone, Copy, Debug)]
pub struct Started<'a> {
    /// Index of the ENTRYPOINT or CMD; of the CMD where both make one command.
    pub instruction: usize,
    /// Its commands.
    pub code: &'a Code,
    /// The command as written.
    pub invocation: Invocation<'a>,
    /// What it really starts.
    pub program: Program<'a>,
}

/// A server that the built image starts.
#[derive(Clone, Copy, Debug)]
pub struct Serving<'a> {
    /// The command.
    pub started: Started<'a>,
    /// What it really starts.
    pub program: Program<'a>,
    /// The commands around it.
    pub code: &'a Code,
    /// What is known of it.
    pub server: &'static Server,
}

/// Programs that are written in Python and started by their own name.
const PYTHON_PROGRAMS: &[&str] =
    &["flask", "gunicorn", "uvicorn", "hypercorn", "granian", "fastapi", "django-admin", "celery", "waitress-serve"];

impl Started<'_> {
    /// Whether a Python interpreter runs it.
    pub fn is_python(&self) -> bool {
        let first = self.invocation.base_name().unwrap_or_default();
        super::program::is_python(first) || PYTHON_PROGRAMS.contains(&self.program.name)
    }

    /// Whether the Python interpreter itself is given the flag of one letter, as in `python -u app.py`.
    pub fn has_interpreter_flag(&self, letter: char) -> bool {
        let is_python = self.invocation.base_name().is_some_and(super::program::is_python);
        let words = self.invocation.words().iter().skip(1).map_while(Word::literal);
        // What follows a script, `-m` or `-c` belongs to the program.
        let mut flags = words.take_while(|word| word.starts_with('-') && !matches!(*word, "-m" | "-c"));
        is_python && flags.any(|word| !word.starts_with("--") && word.contains(letter))
    }
}

impl Serving<'_> {
    /// The port that it listens on; `None` where that is known only when the image runs.
    pub fn port(&self, dockerfile: &Dockerfile<'_>) -> Option<u16> {
        let variable = |name: &str| dockerfile.kept_variable(name).pop().map(|(_, value)| value);
        self.server.listens_on(self.program, variable)
    }
}

fn started_by(instruction: usize, code: &Code) -> impl Iterator<Item = Started<'_>> {
    code.programs().map(move |(invocation, program)| Started { instruction, code, invocation, program })
}

impl Dockerfile<'_> {
    /// The programs that the image of the target starts, by ENTRYPOINT and CMD, whichever are in force. An ENTRYPOINT
    /// that is a known server without its arguments is one command with the CMD; behind any other one, the CMD is
    /// taken for a command of its own, which a script usually runs.
    pub fn started(&self) -> Vec<Started<'_>> {
        let (entrypoint, cmd) = self.in_force();
        if let (Some(joined), Some(cmd)) = (&self.joined, cmd) {
            let started: Vec<_> = started_by(cmd, joined).collect();
            if started.iter().any(|it| Server::of(it.program).is_some()) {
                return started;
            }
        }
        let lines = [entrypoint, cmd].into_iter().flatten();
        let code = lines.filter_map(|index| Some((index, self.facts[index].code.as_ref()?)));
        code.flat_map(|(index, code)| started_by(index, code)).collect()
    }

    /// The ENTRYPOINT and the CMD of the target's image that take effect. An ENTRYPOINT resets the CMD of the image
    /// below, and one in shell form ignores any (Dockerfile reference, "Understand how CMD and ENTRYPOINT interact").
    fn in_force(&self) -> (Option<usize>, Option<usize>) {
        let Some(target) = self.target else { return (None, None) };
        let entrypoint = self.effective(target, Keyword::Entrypoint).map(|(index, _)| index);
        let cmd = self.effective(target, Keyword::Cmd).map(|(index, _)| index);
        let is_reached = |cmd: &usize| {
            entrypoint.is_none_or(|index| {
                let is_shell = matches!(self.tree.instructions[index].command(), Some(CommandLine::Shell { .. }));
                !is_shell && self.facts[*cmd].stage >= self.facts[index].stage
            })
        };
        (entrypoint, cmd.filter(is_reached))
    }

    /// ENTRYPOINT and CMD as the one command that they make, where both are in exec form.
    pub(super) fn join(&self) -> Option<Code> {
        let (Some(entrypoint), Some(cmd)) = self.in_force() else { return None };
        let words = |index: usize| match self.tree.instructions[index].command()? {
            CommandLine::Exec { words } => Some(words.iter().cloned()),
            CommandLine::Shell { .. } => None,
        };
        Some(Code::of_exec(words(entrypoint)?.chain(words(cmd)?)))
    }

    /// The known servers among [`Self::started`].
    pub fn servers(&self) -> Vec<Serving<'_>> {
        let serving = self.started().into_iter().filter_map(|started| {
            let Started { program, code, .. } = started;
            Some(Serving { started, program, code, server: Server::of(program)? })
        });
        serving.collect()
    }

    /// The settings of a variable by ENV that end up in the image of the target, with their expanded values, in the
    /// order in which they take effect.
    pub fn kept_variable(&self, name: &str) -> Vec<(&KeyValue, String)> {
        let Some(target) = self.target else { return Vec::new() };
        let mut found = Vec::new();
        let lineage: Vec<_> = self.lineage(target).collect();
        for stage in lineage.into_iter().rev() {
            for (index, instruction) in self.instructions(stage).filter(|(_, it)| it.keyword == Keyword::Env) {
                let pairs = instruction.pairs().iter().filter(|pair| pair.key.text == name);
                found.extend(pairs.map(|pair| {
                    let value = pair.value.as_ref().map_or("", |value| self.expand(index, value));
                    (pair, value.to_owned())
                }));
            }
        }
        found
    }

    /// The settings of a variable by ENV, ARG or the base image that the RUNs of the target's image see, in the order
    /// of the file.
    pub fn shipped_settings(&self, name: &str) -> Vec<&Assignment> {
        let mut stages: Vec<_> = self.target.into_iter().flat_map(|it| self.lineage(it)).collect();
        stages.reverse();
        stages.into_iter().flat_map(|it| &it.assignments).filter(|it| it.name == name && it.value.is_some()).collect()
    }

    /// The commands of the RUNs whose files are in the image of the target: those of its stage and the stages below.
    pub fn shipped_code(&self) -> impl Iterator<Item = (usize, &Code)> {
        let mut is_shipped = vec![false; self.stages.len()];
        for stage in self.target.into_iter().flat_map(|it| self.lineage(it)) {
            is_shipped[stage.index] = true;
        }
        self.code().filter(move |(index, _)| {
            let run = self.tree.instructions[*index].keyword == Keyword::Run;
            run && self.facts[*index].stage.is_some_and(|stage| is_shipped[stage])
        })
    }
}
