//! Commands that install the dependencies of a program from a list of them, and what they need of the build context.
//!
//! Knows command lines and the names of manifests; what those name in turn is followed by `manifest`, where their texts
//! are at hand.

mod managers;
mod prepared;

use super::manifest::{self, Ecosystem, Manifests, Question};
use super::packages::operands;
use super::{Code, Dockerfile, Program};
use crate::project::Project;
use crate::shell::Word;
use crate::text::TextRange;

pub use managers::Manager as DependencyManager;
use managers::{FOLDERS, MANAGERS, VALUED, Way};
pub use prepared::Prepared;

/// A command that installs the dependencies of a program from a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Install {
    /// Program and subcommand, as written.
    pub command: String,
    /// Where the command stands, in the script of its RUN.
    pub range: TextRange,
    /// The files that it reads, as paths below the working directory; a `*` stands for whatever is there.
    pub manifests: Vec<String>,
    /// What it needs besides.
    pub needs: Needs,
    /// The manager; `None` for pip, which has a list of any name.
    pub manager: Option<&'static DependencyManager>,
    /// The folder of the manifests below the working directory, with its slash; empty for the directory itself.
    folder: String,
    /// It runs no scripts of the project.
    ignores_scripts: bool,
}

/// What an installation needs besides its manifests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// The source, but not with these flags.
    SourceWithoutFlags(&'static str),
    /// The source, as it builds the program; this command fetches the dependencies without it, if there is one.
    SourceToBuild(Option<String>),
    /// The manifests are in a place that flags tell.
    OtherManifests,
    /// The source.
    Source,
}

/// Programs that work without the source of the project.
const INDIFFERENT: &[&str] =
    &["apk", "apt", "apt-get", "corepack", "dnf", "echo", "microdnf", "rm", "set", "true", "yum"];

impl Dockerfile<'_> {
    /// The installations in the RUN at `index`, in order.
    pub fn installs(&self, index: usize) -> Vec<Install> {
        let workdir = &*self.facts[index].workdir;
        let mut has_moved = false;
        let mut installs = Vec::new();
        for program in self.programs(index) {
            has_moved |= matches!(program.name, "cd" | "pushd");
            installs.extend(Install::of(program, workdir).map(|it| if has_moved { it.elsewhere() } else { it }));
        }
        installs
    }

    /// Whether the RUN at `index` does nothing for which it needs more of the build context than the manifests of its
    /// installations.
    pub fn runs_on_manifests(&self, index: usize) -> bool {
        let commands = self.facts[index].code.iter().flat_map(|code| code.script.effective_commands()).count();
        let mut seen = 0;
        let all = self.programs(index).all(|program| {
            seen += 1;
            let is_installation =
                Install::of(program, &self.facts[index].workdir).is_some_and(|it| it.needs == Needs::Nothing);
            is_installation || INDIFFERENT.contains(&program.name) || adds_packages_by_name(program)
        });
        all && seen == commands
    }

    fn programs(&self, index: usize) -> impl Iterator<Item = Program<'_>> {
        let code = self.facts[index].code.iter();
        code.flat_map(Code::programs).map(|(_, program)| program)
    }
}

/// Whether it is `pip install --upgrade pip`, `npm install -g pnpm`, `poetry config …` and the like.
pub(crate) fn adds_packages_by_name(program: Program<'_>) -> bool {
    let has = |wanted: &str| program.arguments().iter().any(|word| word.is(wanted));
    let is_path = |word: &Word| word.unquoted().starts_with(['.', '/']);
    match program.subcommand() {
        Some("cache" | "config" | "local.hex" | "local.rebar") => true,
        Some("install" | "i") if is_pip(program.name) => !program.arguments().iter().any(is_path),
        Some("install" | "i") => program.name == "gem" || has("-g") || has("--global"),
        _ => false,
    }
}

/// Whether it is pip, of whatever version.
pub(crate) fn is_pip(name: &str) -> bool {
    name.strip_prefix("pip").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

impl Install {
    /// The installation that a program is, if it is one, in a working directory.
    fn of(program: Program<'_>, workdir: &str) -> Option<Self> {
        if !is_pip(program.name)
            && program.name != "uv"
            && !MANAGERS.iter().any(|it| it.programs.contains(&program.name))
        {
            return None;
        }
        let words = program.arguments();
        let operands = operands(words, VALUED).map(|index| words[index].unquoted());
        let operands: Vec<_> = operands.filter(|it| !it.starts_with('+')).collect();
        let operands: Vec<&str> = operands.iter().map(|it| &**it).collect();
        match (program.name, operands.as_slice()) {
            (name, ["install", ..]) if is_pip(name) => return Self::pip("install", program, workdir),
            ("uv", ["pip", verb @ ("install" | "sync"), ..]) => {
                return Self::pip(&format!("pip {verb}"), program, workdir);
            }
            _ => {}
        }
        let (manager, verb, rest) = MANAGERS.iter().find_map(|it| it.told(program, &operands))?;
        let has = |flag: &&str| words.iter().any(|word| word.unquoted() == *flag);
        let folder = match program.flag(FOLDERS).map(|_| program.flag_value(FOLDERS)) {
            None => Some(String::new()),
            Some(value) => value.and_then(|(path, _)| folder(path)),
        };
        // `dotnet restore src/App/App.csproj`
        let (named, rest): (Vec<&str>, Vec<&str>) = rest.into_iter().partition(|it| manager.is_manifest(it));
        let is_elsewhere = folder.is_none() || manager.elsewhere.iter().any(has);
        let needs = match manager.way {
            Way::Builds(_) if is_elsewhere => Needs::SourceToBuild(None),
            _ if is_elsewhere => Needs::OtherManifests,
            Way::Alone if rest.is_empty() => Needs::Nothing,
            Way::Alone if matches!(manager.ecosystem, Ecosystem::Maven | Ecosystem::Dotnet) => Needs::OtherManifests,
            Way::Flags(flags) if rest.is_empty() && flags.iter().any(has) => Needs::Nothing,
            Way::Flags(flags) if rest.is_empty() => Needs::SourceWithoutFlags(flags[0]),
            Way::Alone | Way::Flags(_) => Needs::Source,
            Way::Builds(first) => {
                let first = first.filter(|_| folder.as_deref() == Some(""));
                let line =
                    |it: &str| [&[&*it.replace("{}", program.words[0].raw())], named.as_slice()].concat().join(" ");
                Needs::SourceToBuild(first.map(line))
            }
        };
        let folder = folder.unwrap_or_default();
        let names = if named.is_empty() { manager.manifests } else { named.as_slice() };
        let manifests = names.iter().map(|it| format!("{folder}{}", it.trim_start_matches("./"))).collect();
        let command = format!("{} {verb}", program.name).trim_end().to_owned();
        let ignores_scripts = has(&"--ignore-scripts");
        Some(Self {
            command,
            range: program.range(),
            manifests,
            needs,
            manager: Some(manager),
            folder,
            ignores_scripts,
        })
    }

    /// The same behind a `cd`: whatever it reads is there.
    fn elsewhere(mut self) -> Self {
        self.needs = match self.needs {
            Needs::Source => Needs::Source,
            Needs::SourceToBuild(_) => Needs::SourceToBuild(None),
            _ => Needs::OtherManifests,
        };
        self
    }

    fn pip(verb: &str, program: Program<'_>, workdir: &str) -> Option<Self> {
        let mut manifests = Vec::new();
        let mut needs = Needs::Nothing;
        let verb_words = verb.split(' ').count();
        let mut words = program.arguments().iter().filter_map(Word::literal);
        let mut operands = 0;
        while let Some(word) = words.next() {
            match word {
                "-r" | "--requirement" | "-c" | "--constraint" => manifests.extend(words.next()),
                "-e" | "--editable" => needs = Needs::Source,
                _ if word.starts_with('.') || word.starts_with('/') => needs = Needs::Source,
                _ if word.starts_with('-') => manifests.extend(
                    ["-r", "-c", "--requirement=", "--constraint="]
                        .into_iter()
                        .find_map(|flag| word.strip_prefix(flag).filter(|_| !word.starts_with("--") || flag.len() > 2)),
                ),
                _ => {
                    operands += 1;
                    // `uv pip sync` takes lists as they are.
                    manifests.extend(Some(word).filter(|_| operands > verb_words && verb == "pip sync"));
                }
            }
        }
        // Below the working directory, whichever way it is written.
        let root = format!("{}/", workdir.trim_end_matches('/'));
        let below = |path: &str| path.strip_prefix(&root).unwrap_or(path).trim_start_matches("./").to_owned();
        let manifests: Vec<String> = manifests.into_iter().map(below).collect();
        if manifests.is_empty() || manifests.iter().any(|path| path.starts_with('/') || path.contains("..")) {
            return None;
        }
        let command = format!("{} {verb}", program.name);
        let (range, folder) = (program.range(), String::new());
        Some(Self { command, range, manifests, needs, manager: None, folder, ignores_scripts: false })
    }

    /// Whether a build has anything to fetch, as far as the build context tells: Go says so with `go.sum`, and takes
    /// what is vendored.
    pub fn fetches(&self, project: &Project) -> bool {
        let files = &project.files;
        let is_go = self.manager.is_some_and(|it| it.programs == ["go"]);
        !is_go
            || !files.contains_key("go.mod")
            || (files.contains_key("go.sum") && !files.contains_key("vendor/modules.txt"))
    }

    /// Where root finds what the manager has downloaded, in an image of that name.
    pub fn downloads(&self, image: &str) -> Option<&'static str> {
        let places = self.manager?.downloads;
        places.iter().find(|(name, _)| *name == image || name.is_empty()).map(|(_, place)| *place)
    }

    /// The files to copy before it, of a build context whose folder `root` (with its slash, or empty) is copied to the
    /// working directory.
    pub fn manifests_in(&self, project: &Project, root: &str) -> Manifests {
        let question = Question {
            project,
            root,
            folder: &self.folder,
            manifests: &self.manifests,
            beside: self.manager.map_or(&[], |it| it.beside),
            ignores_scripts: self.ignores_scripts,
        };
        manifest::follow(self.manager.map_or(Ecosystem::Pip, |it| it.ecosystem), question)
    }
}

impl DependencyManager {
    /// Whether an operand is one of its manifests, by a path below the working directory.
    fn is_manifest(&self, operand: &str) -> bool {
        let is_plain = !operand.contains(['$', ' ', '*', '\\']) && folder(operand).is_some();
        let ends = self.manifests.iter().filter_map(|it| it.strip_prefix('*'));
        is_plain && ends.into_iter().any(|end| operand.ends_with(end))
    }

    /// Whether the program is this one, told to install: with its subcommand, and the operands behind it.
    fn told<'a>(
        &'static self,
        program: Program<'_>,
        operands: &[&'a str],
    ) -> Option<(&'static Self, String, Vec<&'a str>)> {
        if !self.programs.contains(&program.name) {
            return None;
        }
        let is_told = |verb: &str| self.subcommands.contains(&verb);
        let (verb, rest) = match (self.way, operands) {
            (Way::Builds(_), _) => {
                // `gradle :app:build`, `mvn clean package`
                let task = |it: &&str| is_told(it.rsplit(':').next().unwrap_or(it));
                let at = operands.iter().position(task)?;
                (operands[at].to_owned(), &operands[at + 1..])
            }
            (_, [first, rest @ ..]) if is_told(first) => ((*first).to_owned(), rest),
            (_, [first, second, rest @ ..]) if is_told(&format!("{first} {second}")) => {
                (format!("{first} {second}"), rest)
            }
            (_, []) if is_told("") => (String::new(), operands),
            _ => return None,
        };
        // `go install example.org/tool@latest` and `cargo install tool` build something else.
        let is_named = rest.iter().any(|it| it.contains('@'))
            || (program.name == "cargo" && verb == "install" && !rest.is_empty());
        let is_local = program.name != "cargo" || verb != "install" || program.flag(&["--path"]).is_some();
        (!is_named && is_local).then(|| (self, verb, rest.to_vec()))
    }
}

/// The folder that a flag names, with its slash; `None` for one outside the working directory.
fn folder(path: &str) -> Option<String> {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let is_below = !path.starts_with(['/', '~']) && !path.split('/').any(|it| it == "..");
    is_below.then(|| if matches!(path, "" | ".") { String::new() } else { format!("{path}/") })
}
