use super::{Code, Dockerfile, Program, Server};
use crate::shell::Invocation;
use crate::syntax::{KeyValue, Keyword};

/// A program that the built image starts: the first command of its ENTRYPOINT or CMD.
#[derive(Clone, Copy, Debug)]
pub struct Started<'a> {
    /// Index of the ENTRYPOINT or CMD.
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
}

impl Dockerfile<'_> {
    /// The programs that the image of the target starts, by ENTRYPOINT and CMD, whichever are in force.
    pub fn started(&self) -> Vec<Started<'_>> {
        let Some(target) = self.target else { return Vec::new() };
        let lines = [Keyword::Entrypoint, Keyword::Cmd].into_iter().filter_map(|it| self.effective(target, it));
        let code = lines.filter_map(|(index, _)| Some((index, self.facts[index].code.as_ref()?)));
        let started = code.flat_map(|(instruction, code)| {
            code.script.effective_commands().filter_map(move |invocation| {
                Some(Started { instruction, code, invocation, program: Program::of(invocation)? })
            })
        });
        started.collect()
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

    /// The commands of the RUNs whose files are in the image of the target: those of its stage and the stages below.
    pub fn shipped_code(&self) -> impl Iterator<Item = (usize, &Code)> {
        let lineage: Vec<usize> = self.target.into_iter().flat_map(|it| self.lineage(it)).map(|it| it.index).collect();
        self.code().filter(move |(index, _)| {
            let run = self.tree.instructions[*index].keyword == Keyword::Run;
            run && self.facts[*index].stage.is_some_and(|stage| lineage.contains(&stage))
        })
    }
}
