//! What each package manager reads when it installs the dependencies of a program, and how it does so before the source
//! is there.
//!
//! Sources: the documentation of npm, yarn, pnpm, Bun, Deno, go, Bundler, Composer, pipenv, Poetry ("install"), uv ("Using
//! uv in Docker"), PDM, Cargo ("cargo fetch"), cargo-chef, Maven ("dependency:go-offline"), Gradle, .NET ("dotnet
//! restore"), Mix and `SwiftPM`.

use crate::model::manifest::Ecosystem;

/// How a package manager is told to install what its manifests list.
#[derive(Debug, PartialEq, Eq)]
pub struct Manager {
    /// Its name, and others that read the same arguments.
    pub programs: &'static [&'static str],
    /// What it is told; the empty text stands for nothing.
    pub(super) subcommands: &'static [&'static str],
    /// Files that it reads; a `*` stands for "whatever is there".
    pub(super) manifests: &'static [&'static str],
    /// Files that it reads where they exist, which most projects do without.
    pub(super) beside: &'static [&'static str],
    /// Flags after which the manifests are others; only the author knows which.
    pub(super) elsewhere: &'static [&'static str],
    /// Whose manifests they are, and so how they refer to other files.
    pub(super) ecosystem: Ecosystem,
    pub(super) way: Way,
    /// Where root finds the downloads, by the name of the image; the empty name stands for all others.
    pub(super) downloads: &'static [(&'static str, &'static str)],
    /// What to do where there is more to say than "copy the list first".
    pub help: Option<&'static str>,
}

/// Commands that fetch dependencies without being told by their manifests alone: a later step of the same program finds
/// them there. Program and subcommand; of Maven's goals, the last part.
pub(super) const FETCHES: &[(&str, &[&str])] = &[
    ("cargo", &["vendor", "chef"]),
    ("go", &["get", "mod"]),
    ("mix", &["deps.compile"]),
    ("pnpm", &["fetch"]),
    (
        "mvn",
        &[
            "go-offline",
            "resolve",
            "resolve-plugins",
            "resolve-dependencies",
            "copy-dependencies",
            "sources",
            "tree",
            "list",
        ],
    ),
];

/// How dependencies come before the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The command needs no source.
    Alone,
    /// It needs none with the first of these, nor with any of the others.
    Flags(&'static [&'static str]),
    /// It builds the program; this command fetches what the program needs. `{}` stands for the manager as it is
    /// called. `None` where there is no such command.
    Builds(Option<&'static str>),
}

/// Flags of any of them that take the next word as their value.
pub(super) const VALUED: &[&str] = &[
    "--omit",
    "--include",
    "--loglevel",
    "--cache",
    "--registry",
    "--store-dir",
    "--cache-folder",
    "--network-timeout",
    "--prefix",
    "--cwd",
    "--dir",
    "--directory",
    "--project",
    "--working-dir",
    "-C",
    "--workspace",
    "-w",
    "--filter",
    "-F",
    "--gemfile",
    "--manifest-path",
    "--file",
    "--package",
    "-p",
    "-c",
    "--configuration",
    "-o",
    "--output",
    "-r",
    "--runtime",
    "-f",
    "--framework",
    "--verbosity",
    "--with",
    "--without",
    "--only",
    "-E",
    "--extras",
    "--extra",
    "--group",
    "-G",
    "--target",
    "--features",
    "--profile",
    "--bin",
    "-j",
    "--jobs",
    "--path",
    "--recipe-path",
    "-ldflags",
    "-tags",
    "-gcflags",
    "-P",
    "-T",
    "-s",
    "--settings",
    "-x",
    "--build-path",
    "--product",
];

/// Flags whose value is the folder of the manifests.
pub(super) const FOLDERS: &[&str] = &["--prefix", "--cwd", "--dir", "--directory", "--project", "--working-dir", "-C"];

const PLAIN: Manager = Manager {
    programs: &[],
    subcommands: &["install"],
    manifests: &[],
    beside: &[],
    elsewhere: &[],
    ecosystem: Ecosystem::Plain,
    way: Way::Alone,
    downloads: &[],
    help: None,
};

const WORKSPACES: &[&str] = &["--workspace", "-w", "--workspaces", "--filter", "-F"];

const CARGO: Manager = Manager {
    programs: &["cargo"],
    subcommands: &["build", "b", "test", "check", "rustc", "install", "fetch"],
    manifests: &["Cargo.toml", "Cargo.lock"],
    beside: &["rust-toolchain.toml", "rust-toolchain", ".cargo/config.toml", ".cargo/config"],
    elsewhere: &["--manifest-path", "-C"],
    ecosystem: Ecosystem::Cargo,
    downloads: &[
        ("rust", "/usr/local/cargo/registry"),
        ("cargo-chef", "/usr/local/cargo/registry"),
        ("", "/root/.cargo/registry"),
    ],
    way: Way::Builds(Some("{} fetch")),
    help: Some(
        "Fetch the crates before the source is copied; to have them compiled before it too, use `cargo chef cook`, or \
         keep them in cache mounts",
    ),
};

const GO: Manager = Manager {
    programs: &["go"],
    subcommands: &["mod download"],
    manifests: &["go.mod", "go.sum"],
    beside: &["go.work", "go.work.sum"],
    elsewhere: &["-modfile"],
    ecosystem: Ecosystem::Go,
    downloads: &[("golang", "/go/pkg/mod"), ("", "/root/go/pkg/mod")],
    ..PLAIN
};

const MAVEN: Manager = Manager {
    programs: &["mvn"],
    subcommands: &["dependency:go-offline", "dependency:resolve"],
    manifests: &["pom.xml"],
    elsewhere: &["-f", "--file", "-pl", "--projects", "-s", "--settings"],
    ecosystem: Ecosystem::Maven,
    downloads: &[("", "/root/.m2")],
    ..PLAIN
};

const MAVEN_WRAPPER: Manager =
    Manager { programs: &["mvnw"], manifests: &["pom.xml", "mvnw", ".mvn/wrapper/*"], ..MAVEN };

const MAVEN_BUILDS: &[&str] = &["compile", "test", "package", "verify", "install", "deploy"];

const OFFLINE: Way = Way::Builds(Some("{} dependency:go-offline"));

const DOTNET: Manager = Manager {
    programs: &["dotnet"],
    subcommands: &["restore"],
    manifests: &["*.csproj"],
    elsewhere: &["--configfile", "--source", "-s"],
    ecosystem: Ecosystem::Dotnet,
    downloads: &[("", "/root/.nuget/packages")],
    ..PLAIN
};

const SWIFT: Manager = Manager {
    programs: &["swift"],
    subcommands: &["package resolve"],
    manifests: &["Package.swift", "Package.resolved"],
    elsewhere: &["--package-path"],
    ecosystem: Ecosystem::Swift,
    ..PLAIN
};

/// One line each, so that the table can be read.
#[rustfmt::skip]
pub(super) static MANAGERS: &[Manager] = &[
    Manager { programs: &["npm"], subcommands: &["ci", "install", "i", "clean-install"], manifests: &["package*.json"], beside: &["npm-shrinkwrap.json", ".npmrc"], elsewhere: WORKSPACES, ecosystem: Ecosystem::Npm, ..PLAIN },
    Manager { programs: &["yarn"], subcommands: &["install", ""], manifests: &["package.json", "yarn.lock"], beside: &[".npmrc", ".yarnrc", ".yarnrc.yml"], elsewhere: WORKSPACES, ecosystem: Ecosystem::Yarn, ..PLAIN },
    Manager { programs: &["pnpm"], subcommands: &["install", "i"], manifests: &["package.json", "pnpm-lock.yaml"], beside: &[".npmrc", "pnpm-workspace.yaml", ".pnpmfile.cjs"], elsewhere: WORKSPACES, ecosystem: Ecosystem::Pnpm, ..PLAIN },
    Manager { programs: &["bun"], subcommands: &["install", "i", "ci"], manifests: &["package.json", "bun.lock*"], beside: &[".npmrc", "bunfig.toml"], elsewhere: WORKSPACES, ecosystem: Ecosystem::Bun, ..PLAIN },
    Manager { programs: &["deno"], manifests: &["deno.json*", "deno.lock"], beside: &["package.json"], elsewhere: &["--entrypoint", "-e"], ecosystem: Ecosystem::Deno, ..PLAIN },
    GO,
    Manager { subcommands: &["build", "install", "test", "vet"], elsewhere: &["-modfile", "-C"], way: Way::Builds(Some("{} mod download")), ..GO },
    Manager { programs: &["bundle"], subcommands: &["install", ""], manifests: &["Gemfile", "Gemfile.lock"], beside: &[".ruby-version", ".bundle/config"], elsewhere: &["--gemfile"], ecosystem: Ecosystem::Bundler, ..PLAIN },
    Manager { programs: &["composer"], manifests: &["composer.json", "composer.lock"], beside: &["auth.json", "symfony.lock"], elsewhere: &["-d"], ecosystem: Ecosystem::Composer, way: Way::Flags(&["--no-scripts --no-autoloader", "--no-scripts"]), ..PLAIN },
    Manager { programs: &["pipenv"], subcommands: &["install", "sync"], manifests: &["Pipfile", "Pipfile.lock"], ecosystem: Ecosystem::Pipenv, ..PLAIN },
    Manager { programs: &["poetry"], subcommands: &["install", "sync"], manifests: &["pyproject.toml", "poetry.lock"], beside: &["poetry.toml"], elsewhere: &["-P"], ecosystem: Ecosystem::Poetry, way: Way::Flags(&["--no-root"]), ..PLAIN },
    Manager { programs: &["uv"], subcommands: &["sync"], manifests: &["pyproject.toml", "uv.lock"], beside: &["uv.toml", ".python-version"], elsewhere: &["--package", "--all-packages"], ecosystem: Ecosystem::Uv, way: Way::Flags(&["--no-install-project", "--no-install-workspace"]), ..PLAIN },
    Manager { programs: &["pdm"], subcommands: &["install", "sync"], manifests: &["pyproject.toml", "pdm.lock"], beside: &["pdm.toml"], elsewhere: &["-p"], ecosystem: Ecosystem::Pdm, way: Way::Flags(&["--no-self"]), ..PLAIN },
    CARGO,
    Manager { subcommands: &["chef cook"], manifests: &["recipe.json"], ecosystem: Ecosystem::Plain, way: Way::Alone, help: None, ..CARGO },
    MAVEN,
    MAVEN_WRAPPER,
    Manager { subcommands: MAVEN_BUILDS, way: OFFLINE, ..MAVEN },
    Manager { subcommands: MAVEN_BUILDS, way: OFFLINE, ..MAVEN_WRAPPER },
    Manager { programs: &["gradle", "gradlew"], subcommands: &["build", "assemble", "bootJar", "bootWar", "jar", "war", "shadowJar", "installDist", "test", "check", "classes", "dependencies", "downloadDependencies", "resolveDependencies"], way: Way::Builds(None), downloads: &[("gradle", "/home/gradle/.gradle"), ("", "/root/.gradle")], help: Some("No command of Gradle only downloads, so keep its home in a cache mount"), ..PLAIN },
    DOTNET,
    Manager { subcommands: &["publish", "build", "test", "pack"], way: Way::Builds(Some("{} restore")), ..DOTNET },
    Manager { programs: &["mix"], subcommands: &["deps.get"], manifests: &["mix.exs", "mix.lock"], ecosystem: Ecosystem::Mix, ..PLAIN },
    SWIFT,
    Manager { subcommands: &["build"], way: Way::Builds(Some("{} package resolve")), ..SWIFT },
];
