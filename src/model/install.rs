use super::{Dockerfile, Program};
use crate::project::Project;
use crate::shell::Word;

/// A command that installs the dependencies of a program from a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Install {
    /// Program and first argument, as written.
    pub command: String,
    /// The files that it reads, as paths of the build context.
    pub manifests: Vec<String>,
    /// Whether those files are all that it needs, and not the source too.
    pub needs_only_manifests: bool,
    /// Whether the files are at hand and refer to no others.
    pub is_known: bool,
}

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
    Manager { program: "go", subcommands: &["mod"], manifests: &["go.mod", "go.sum"] },
    Manager { program: "bundle", subcommands: &["install", ""], manifests: &["Gemfile", "Gemfile.lock"] },
    Manager { program: "composer", subcommands: &["install"], manifests: &["composer.json", "composer.lock"] },
    Manager { program: "pipenv", subcommands: &["install", "sync"], manifests: &["Pipfile", "Pipfile.lock"] },
];

impl Dockerfile<'_> {
    /// The installations in the RUN at `index`, in order.
    pub fn installs(&self, index: usize) -> Vec<Install> {
        let Some(code) = &self.facts[index].code else { return Vec::new() };
        let programs = code.script.effective_commands().filter_map(Program::of);
        programs.filter_map(|program| Install::of(program, self.project)).collect()
    }
}

impl Install {
    fn of(program: Program<'_>, project: &Project) -> Option<Self> {
        let subcommand = program.subcommand().unwrap_or_default();
        let command = format!("{} {subcommand}", program.name).trim_end().to_owned();
        if program.name.starts_with("pip")
            && program.name.trim_start_matches("pip").chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            return (subcommand == "install").then(|| Self::pip(command, program, project)).flatten();
        }
        let manager = MANAGERS.iter().find(|it| it.program == program.name && it.subcommands.contains(&subcommand))?;
        let operands = program.arguments().iter().filter_map(Word::literal).filter(|it| !it.starts_with('-'));
        let wanted = usize::from(!subcommand.is_empty()) + usize::from(program.name == "go");
        let manifests = manager.manifests.iter().map(|&name| name.to_owned()).collect();
        Some(Self { command, manifests, needs_only_manifests: operands.count() == wanted, is_known: false })
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
