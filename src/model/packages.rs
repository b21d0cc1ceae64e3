//! Package managers: how each is told to install, and which of its words are packages.
//!
//! Knows command lines only, not which packages exist. Sources: the manual pages of apt-get, apk, dnf, yum and zypper,
//! and the documentation of pip, uv, npm, yarn, pnpm, `RubyGems`, go, cargo, Composer and conda.

use super::program::ProgramPlace;
use super::{Code, Dockerfile, Program, is_pip};
use crate::shell::{CommandId, Invocation, Script, Word};
use crate::syntax::Keyword;

/// A family of programs that install packages and read the same arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the programs")]
pub enum Manager {
    Apk,
    Apt,
    Cargo,
    Composer,
    Conda,
    Dnf,
    Gem,
    Go,
    Npm,
    Pip,
    Pipenv,
    Pipx,
    Pnpm,
    Poetry,
    Uv,
    Yarn,
    Zypper,
}

/// How a manager reads its arguments.
struct Usage {
    manager: Manager,
    programs: &'static [&'static str],
    /// Subcommands that install packages by their names.
    installs: &'static [&'static str],
    /// Flags that take the next word as their value.
    valued: &'static [&'static str],
}

const PIP_VALUED: &[&str] = &[
    "-r",
    "--requirement",
    "-c",
    "--constraint",
    "-e",
    "--editable",
    "-f",
    "--find-links",
    "-i",
    "--index-url",
    "--extra-index-url",
    "-t",
    "--target",
    "--prefix",
    "--root",
    "--python",
    "--python-version",
    "--platform",
    "--abi",
    "--implementation",
    "--no-binary",
    "--only-binary",
    "--progress-bar",
    "--proxy",
    "--src",
    "--trusted-host",
    "--upgrade-strategy",
    "--cache-dir",
    "--timeout",
    "--retries",
    "--root-user-action",
    "-p",
    "--torch-backend",
    "--group",
    "--extra",
    "--with",
];

const DNF_VALUED: &[&str] = &[
    "-x",
    "--exclude",
    "--enablerepo",
    "--disablerepo",
    "--repo",
    "--setopt",
    "--releasever",
    "--installroot",
    "--forcearch",
    "-c",
    "--config",
];

const GO_VALUED: &[&str] =
    &["-ldflags", "-tags", "-o", "-C", "-mod", "-modfile", "-gcflags", "-asmflags", "-p", "-overlay", "-toolexec"];

const CARGO_VALUED: &[&str] = &[
    "--version",
    "--vers",
    "--git",
    "--branch",
    "--tag",
    "--rev",
    "--path",
    "--root",
    "--features",
    "-F",
    "--target",
    "--target-dir",
    "--bin",
    "--profile",
    "-j",
    "--jobs",
    "--registry",
    "--index",
    "--config",
];

/// Every manager. One line each, so that the table can be read.
#[rustfmt::skip]
static USAGES: &[Usage] = &[
    Usage { manager: Manager::Apt, programs: &["apt-get", "apt", "aptitude"], installs: &["install"], valued: &["-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file"] },
    Usage { manager: Manager::Apk, programs: &["apk"], installs: &["add"], valued: &["-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch", "--keys-dir", "--cache-dir", "--repositories-file"] },
    Usage { manager: Manager::Dnf, programs: &["dnf", "yum", "microdnf", "dnf5", "tdnf"], installs: &["install", "groupinstall", "localinstall"], valued: DNF_VALUED },
    Usage { manager: Manager::Zypper, programs: &["zypper"], installs: &["install", "in"], valued: &["-R", "--root", "-r", "--repo", "--from", "-t", "--type", "-p", "--plus-repo"] },
    Usage { manager: Manager::Pip, programs: &["pip"], installs: &["install"], valued: PIP_VALUED },
    Usage { manager: Manager::Pipx, programs: &["pipx"], installs: &["install"], valued: &["--python", "--spec", "--suffix", "--pip-args", "-i", "--index-url", "--preinstall"] },
    Usage { manager: Manager::Pipenv, programs: &["pipenv"], installs: &["install"], valued: &["--python", "--pypi-mirror", "-i", "--index", "-r", "--requirements", "--categories"] },
    Usage { manager: Manager::Poetry, programs: &["poetry"], installs: &["add"], valued: &["-C", "--directory", "-P", "--project", "-E", "--extras", "--with", "--without", "--only", "-G", "--group", "--source"] },
    Usage { manager: Manager::Uv, programs: &["uv"], installs: &["pip install", "tool install", "add"], valued: PIP_VALUED },
    Usage { manager: Manager::Npm, programs: &["npm"], installs: &["install", "i", "add"], valued: &["--prefix", "--registry", "-C", "--omit", "--include", "-w", "--workspace", "--loglevel", "--cache"] },
    Usage { manager: Manager::Yarn, programs: &["yarn", "yarnpkg"], installs: &["add", "global add"], valued: &["--cwd", "--registry", "--cache-folder", "--modules-folder"] },
    Usage { manager: Manager::Pnpm, programs: &["pnpm"], installs: &["add"], valued: &["--dir", "-C", "--filter", "-F", "--registry", "--store-dir"] },
    Usage { manager: Manager::Gem, programs: &["gem"], installs: &["install", "i"], valued: &["-v", "--version", "-i", "--install-dir", "-n", "--bindir", "--platform", "-s", "--source", "-P", "--trust-policy"] },
    Usage { manager: Manager::Go, programs: &["go"], installs: &["install", "get"], valued: GO_VALUED },
    Usage { manager: Manager::Cargo, programs: &["cargo"], installs: &["install"], valued: CARGO_VALUED },
    Usage { manager: Manager::Composer, programs: &["composer", "composer.phar"], installs: &["require", "global require"], valued: &["-d", "--working-dir"] },
    Usage { manager: Manager::Conda, programs: &["conda", "mamba", "micromamba"], installs: &["install", "create"], valued: &["-c", "--channel", "-n", "--name", "-p", "--prefix", "-f", "--file"] },
];

/// Words that only together with the next one are a subcommand.
const GROUPS: &[(&str, &str)] = &[
    ("uv", "pip"),
    ("uv", "tool"),
    ("yarn", "global"),
    ("yarn", "cache"),
    ("npm", "cache"),
    ("pnpm", "store"),
    ("composer", "global"),
    ("conda", "env"),
    ("uv", "cache"),
];

/// Managers that hand what follows `--` to the build of a package (`gem help install`); others take it for packages.
const HANDS_ON: &[Manager] = &[Manager::Gem];

/// One call of a package manager.
#[derive(Clone, Copy, Debug)]
pub struct PackageCommand<'a> {
    /// Which one.
    pub manager: Manager,
    /// The program as it is named, without its path: `pip3`, `microdnf`.
    pub name: &'a str,
    /// The command as written, wrappers aside.
    pub invocation: Invocation<'a>,
    /// The program and its arguments, behind `python -m` and the like.
    pub program: Program<'a>,
    /// The subcommand, of two words where it takes two: `install`, `cache clean`; empty without one.
    pub verb: &'a str,
    /// The last word of the subcommand.
    pub verb_word: Option<&'a Word>,
    /// Whether the subcommand installs the packages that are named.
    pub installs: bool,
    operands: &'a [usize],
}

/// Where a call of a package manager stands in its script, in numbers: some thirty rules ask for the same calls, so they
/// are found once.
#[derive(Clone, Debug)]
pub(super) struct PackageCall {
    place: ProgramPlace,
    manager: Manager,
    verb: String,
    installs: bool,
    /// Indices among the words of the program.
    verb_word: Option<usize>,
    operands: Vec<usize>,
}

impl PackageCall {
    /// The call that a program is, if it is one.
    pub(super) fn of(script: &Script, place: ProgramPlace) -> Option<Self> {
        let (_, program) = place.in_script(script);
        let name = if is_pip(program.name) { "pip" } else { program.name };
        let usage = USAGES.iter().find(|it| it.programs.contains(&name))?;
        let word = |index: &usize| &program.words[*index];
        let mut operands: Vec<usize> = operands(program.arguments(), usage.valued).map(|at| at + 1).collect();
        if HANDS_ON.contains(&usage.manager)
            && let Some(end) = program.words.iter().position(|word| word.is("--"))
        {
            operands.retain(|at| *at < end);
        }
        if operands.first().map(word).is_some_and(|it| it.unquoted().starts_with('+')) {
            // `cargo +nightly install`
            operands.remove(0);
        }
        let mut verb = String::new();
        let mut verb_word = None;
        if let Some(first) = operands.first().and_then(|first| word(first).literal()) {
            let words = 1 + usize::from(GROUPS.contains(&(name, first)) && operands.len() > 1);
            verb = operands[..words].iter().map(|it| word(it).unquoted()).collect::<Vec<_>>().join(" ");
            verb_word = Some(operands[words - 1]);
            operands.drain(..words);
        }
        Some(Self {
            place,
            manager: usage.manager,
            installs: usage.installs.contains(&verb.as_str()),
            verb,
            verb_word,
            operands,
        })
    }

    fn in_script<'a>(&'a self, script: &'a Script) -> PackageCommand<'a> {
        let (invocation, program) = self.place.in_script(script);
        PackageCommand {
            manager: self.manager,
            name: program.name,
            invocation,
            program,
            verb: &self.verb,
            verb_word: self.verb_word.map(|index| &program.words[index]),
            installs: self.installs,
            operands: &self.operands,
        }
    }
}

impl<'a> PackageCommand<'a> {
    /// What follows the subcommand, flags and their values aside.
    pub fn operands(&self) -> impl Iterator<Item = &'a Word> + use<'a> {
        let words = self.program.words;
        self.operands.iter().map(|&index| &words[index])
    }

    /// Whether anything follows the subcommand but flags and their values.
    pub fn has_operands(&self) -> bool {
        !self.operands.is_empty()
    }

    /// Whether one of these flags is given, letters in bundles such as `-qy` included.
    pub fn has_flag(&self, flags: &[&str]) -> bool {
        self.invocation.has_flag_of(flags)
    }

    /// Program and subcommand, as one says it: `npm install`.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.verb).trim_end().to_owned()
    }

    /// Whether `sudo` runs it.
    pub fn has_sudo(&self) -> bool {
        let words = &self.invocation.command().words;
        self.invocation.wrappers().iter().any(|it| words[it.word].is("sudo"))
    }
}

/// The indices of the words that are neither flags nor their values; all that follows `--` are operands.
pub(super) fn operands(arguments: &[Word], valued: &[&str]) -> impl Iterator<Item = usize> {
    let mut words = arguments.iter().enumerate();
    let mut flags_ended = false;
    std::iter::from_fn(move || {
        loop {
            let (index, word) = words.next()?;
            let text = word.unquoted();
            if flags_ended {
                return Some(index);
            } else if text == "--" {
                flags_ended = true;
            } else if valued.contains(&&*text) {
                words.next();
            } else if !text.starts_with('-') {
                return Some(index);
            }
        }
    })
}

impl Code {
    /// The calls of package managers, in order.
    pub fn package_commands(&self) -> impl Iterator<Item = PackageCommand<'_>> {
        self.package_calls.iter().map(|call| call.in_script(&self.script))
    }

    /// The call of a package manager that a command is, if it is one.
    pub fn package_command(&self, command: CommandId) -> Option<PackageCommand<'_>> {
        let at = self.package_calls.binary_search_by_key(&command, |call| call.place.command).ok()?;
        Some(self.package_calls[at].in_script(&self.script))
    }

    /// Whether a command that begins at or behind `start` removes `directory` or all that is in it. A directory below
    /// a home is written `~/.cache`.
    pub fn removes(&self, directory: &str, start: usize) -> bool {
        self.script.effective_commands().filter(|it| it.command().range.start >= start).any(|invocation| {
            let removes = match invocation.base_name() {
                Some("rm") => true,
                Some("find") => invocation.has_argument("-delete") || invocation.has_argument("rm"),
                _ => false,
            };
            removes
                && invocation.operands(&[]).iter().any(|word| covers(word.unquoted().trim_end_matches('*'), directory))
        })
    }
}

impl Dockerfile<'_> {
    /// The commands of every RUN, with the index of its instruction.
    pub fn run_code(&self) -> impl Iterator<Item = (usize, &Code)> {
        self.code().filter(|(index, _)| self.tree.instructions[*index].keyword == Keyword::Run)
    }

    /// Whether a mount of the RUN at `index` holds `directory`, so that nothing of it gets into the image. A directory
    /// below a home is written `~/.cache`.
    pub fn is_mounted(&self, index: usize, directory: &str) -> bool {
        use super::MountKind::{Cache, Tmpfs};
        self.facts[index].mounts.iter().any(|mount| {
            let holds = mount.target().is_some_and(|target| covers(target, directory));
            matches!(mount.kind, Some(Cache | Tmpfs)) && holds
        })
    }
}

/// Whether `path` is `directory` or one above it.
fn covers(path: &str, directory: &str) -> bool {
    let path = path.trim_end_matches('/');
    let Some(below) = directory.strip_prefix("~/") else {
        return !path.is_empty()
            && directory.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    };
    let ends = below.match_indices('/').map(|(at, _)| at).chain([below.len()]);
    ends.map(|end| &below[..end]).any(|part| path.strip_suffix(part).is_some_and(|home| home.ends_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let script = crate::shell::parse(line);
        let mut calls = ProgramPlace::all(&script).into_iter().filter_map(|it| PackageCall::of(&script, it));
        let call = calls.next().expect("a package manager");
        let command = call.in_script(&script);
        let operands: Vec<_> = command.operands().map(|word| word.unquoted()).collect();
        let seen = format!("{:?} {}: {}", command.manager, command.verb, operands.join(" "));
        assert_eq!(seen, expected, "{line}");
        assert_eq!(command.installs, command.verb.contains("install") || command.verb.ends_with("add"), "{line}");
    }

    #[test]
    fn subcommands_and_packages() {
        check("sudo apt-get -o A=b install -yq -t stable curl=1 git", "Apt install: curl=1 git");
        check("python3 -m pip install -r a.txt --no-cache-dir flask", "Pip install: flask");
        check("uv pip install --system flask", "Uv pip install: flask");
        check("yarn global add serve", "Yarn global add: serve");
        check("cargo +nightly install --locked ripgrep --version 14.1.0", "Cargo install: ripgrep");
        check("apk add --virtual .build gcc", "Apk add: gcc");
        check("npm cache clean --force", "Npm cache clean: ");
        check("gem install a:1 -- --with-x b", "Gem install: a:1");
        check("pip install -- a b", "Pip install: a b");
    }

    #[test]
    fn directories_and_those_above() {
        assert!(covers("/var/lib/apt/lists/", "/var/lib/apt/lists") && covers("/var/lib/apt", "/var/lib/apt/lists"));
        assert!(!covers("/var/lib/ap", "/var/lib/apt/lists") && !covers("", "/var"));
        assert!(covers("/root/.cache", "~/.cache/pip") && covers("~/.cache/pip/", "~/.cache/pip"));
        assert!(!covers("/root/.npm", "~/.cache/pip"));
    }
}
