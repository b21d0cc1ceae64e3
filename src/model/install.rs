use super::{Dockerfile, Program};
use crate::project::Project;
use crate::shell::Word;

/// A command that installs the dependencies of a program from a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Install {
    /// Program and first argument, as written.
    pub command: String,
    /// The files that it reads, as paths below the working directory.
    pub manifests: Vec<String>,
    /// Whether those files are all that it needs, and not the source too.
    pub needs_only_manifests: bool,
    /// Whether the files are at hand and refer to no others.
    pub is_known: bool,
}

/// Programs that work without the source of the project.
const INDIFFERENT: &[&str] =
    &["apk", "apt", "apt-get", "corepack", "dnf", "echo", "microdnf", "rm", "set", "true", "yum"];

/// How a package manager is told to install what a manifest lists.
struct Manager {
    program: &'static str,
    subcommands: &'static [&'static str],
    /// Files that it reads; a `*` at the end stands for "if there is one".
    manifests: &'static [&'static str],
}

static MANAGERS: &[Manager] = &[
    Manager { program: "npm", subcommands: &["ci", "install", "i"], manifests: &["package*.json"] },
    Manager { program: "yarn", subcommands: &["install", ""], manifests: &["package.json", "yarn.lock"] },
    Manager { program: "pnpm", subcommands: &["install", "i"], manifests: &["package.json", "pnpm-lock.yaml"] },
    Manager { program: "go", subcommands: &["mod download"], manifests: &["go.mod", "go.sum"] },
    Manager { program: "bundle", subcommands: &["install", ""], manifests: &["Gemfile", "Gemfile.lock"] },
    Manager { program: "composer", subcommands: &["install"], manifests: &["composer.json", "composer.lock"] },
    Manager { program: "pipenv", subcommands: &["install", "sync"], manifests: &["Pipfile", "Pipfile.lock"] },
];

impl Dockerfile<'_> {
    /// The installations in the RUN at `index`, in order.
    pub fn installs(&self, index: usize) -> Vec<Install> {
        self.programs(index).filter_map(|program| Install::of(program, self.project)).collect()
    }

    /// Whether the RUN at `index` does nothing for which it needs more of the build context than the manifests of its
    /// installations.
    pub fn runs_on_manifests(&self, index: usize) -> bool {
        let commands = self.facts[index].code.iter().flat_map(|code| code.script.effective_commands()).count();
        let mut seen = 0;
        let all = self.programs(index).all(|program| {
            seen += 1;
            let is_installation = Install::of(program, self.project).is_some_and(|it| it.needs_only_manifests);
            is_installation || INDIFFERENT.contains(&program.name) || adds_packages_by_name(program)
        });
        all && seen == commands
    }

    fn programs(&self, index: usize) -> impl Iterator<Item = Program<'_>> {
        let code = self.facts[index].code.iter();
        code.flat_map(|code| code.script.effective_commands().filter_map(Program::of))
    }
}

/// Whether it is `pip install --upgrade pip`, `npm install -g pnpm`, `npm cache clean` and the like.
fn adds_packages_by_name(program: Program<'_>) -> bool {
    let has = |wanted: &str| program.arguments().iter().any(|word| word.is(wanted));
    let is_path = |word: &Word| word.unquoted().starts_with(['.', '/']);
    match program.subcommand() {
        Some("cache") => true,
        Some("install" | "i") if is_pip(program.name) => !program.arguments().iter().any(is_path),
        Some("install" | "i") => has("-g") || has("--global"),
        _ => false,
    }
}

/// Whether it is pip, of whatever version.
pub(crate) fn is_pip(name: &str) -> bool {
    name.strip_prefix("pip").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

impl Install {
    fn of(program: Program<'_>, project: &Project) -> Option<Self> {
        let mut subcommand = program.subcommand().unwrap_or_default().to_owned();
        if is_pip(program.name) {
            let command = format!("{} install", program.name);
            return (subcommand == "install").then(|| Self::pip(command, program, project)).flatten();
        }
        let mut operands: Vec<_> =
            program.arguments().iter().map(Word::unquoted).filter(|it| !it.starts_with('-')).collect();
        if program.name == "go" {
            subcommand = operands.drain(..operands.len().min(2)).collect::<Vec<_>>().join(" ");
        } else if !subcommand.is_empty() {
            operands.remove(0);
        }
        let manager =
            MANAGERS.iter().find(|it| it.program == program.name && it.subcommands.contains(&subcommand.as_str()))?;
        // Without the files of the build context, all of them are taken to be there.
        let is_there =
            |name: &&&str| project.files.is_empty() || name.contains('*') || project.files.contains_key(**name);
        let manifests = manager.manifests.iter().filter(is_there).map(|&name| name.to_owned()).collect();
        let command = format!("{} {subcommand}", program.name).trim_end().to_owned();
        Some(Self { command, manifests, needs_only_manifests: operands.is_empty(), is_known: false })
    }

    fn pip(command: String, program: Program<'_>, project: &Project) -> Option<Self> {
        let mut manifests = Vec::new();
        let mut needs_only_manifests = true;
        let mut words = program.arguments().iter().filter_map(Word::literal).filter(|&it| it != "install");
        while let Some(word) = words.next() {
            match word {
                "-r" | "--requirement" | "-c" | "--constraint" => manifests.extend(words.next()),
                "-e" | "--editable" => needs_only_manifests = false,
                _ if word.starts_with('.') || word.starts_with('/') => needs_only_manifests = false,
                _ => manifests.extend(
                    ["-r", "-c", "--requirement=", "--constraint="]
                        .into_iter()
                        .find_map(|flag| word.strip_prefix(flag).filter(|_| !word.starts_with("--") || flag.len() > 2)),
                ),
            }
        }
        if manifests.is_empty() || manifests.iter().any(|path| path.starts_with('/') || path.contains("..")) {
            return None;
        }
        let manifests: Vec<String> =
            manifests.into_iter().map(|path| path.trim_start_matches("./").to_owned()).collect();
        let is_known = manifests.iter().all(|path| project.text_of(path).is_some_and(is_self_contained));
        Some(Self { command, manifests, needs_only_manifests, is_known })
    }
}

/// Whether a requirements file names no other file.
fn is_self_contained(requirements: &str) -> bool {
    requirements.lines().map(str::trim).all(|line| !line.starts_with('-') && !line.starts_with('.'))
}
