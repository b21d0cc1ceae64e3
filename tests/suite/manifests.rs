//! What an installation needs besides its own list, one ecosystem after another: the fix of source-before-dependencies
//! copies exactly that, each file at its place, or there is none.
//!
//! What the real tools answered, run in empty folders with the copies of the fix and without some of them:
//!
//! - cargo 1.95.0: `cargo fetch` works with the manifests and empty sources. It fails without the manifest of a member
//!   ("failed to read `…/a/Cargo.toml`"), without any source ("no targets specified in the manifest"), without the file
//!   of a `[[bench]]` that has no path ("can't find `b` bench at `benches/b.rs`"), and with a `default-run` that names no
//!   target. It asks for no file of a target with a `path`.
//! - npm 11.19.1: with the package.json of each workspace and local package, `npm ci` installs all six packages. Without
//!   them it says "added 2 packages", ends with 0 and has left out what only the workspaces need. A program (`bin`) whose
//!   file is missing is not linked, without a word.
//! - pnpm 10.34.9: as npm, but a local package (`file:`) is packed, so that with only its package.json there is nothing
//!   else in `node_modules`; of a missing program it warns "Failed to create bin".
//! - Yarn 4.18.1: fails where a script of the project runs a file that is not there.
//! - pip 23.2.1: "Could not open requirements file: … 'req/base.txt'" without the list that the list names; installs with
//!   it, the constraints and the whole folder of the local package.
//! - uv 0.13.9: `--no-install-project` with members of a workspace builds those ("Build failures usually indicate a
//!   problem with the package"), `--no-install-workspace` installs all others; without the pyproject.toml of a member
//!   "references a workspace … but is not a workspace member", without a local package "Distribution not found".
//! - Poetry 2.5.1: `--no-root` installs without readme and source; "Path …/libs/z for z does not exist" without a local
//!   package.
//! - Go 1.19.8: `go mod download` says "reading y/go.mod: no such file or directory" without the go.mod of a replacement
//!   in a folder; it reads no source of it.
//! - Maven 3.8.7: "Child module … does not exist" without the pom.xml of a module.
//!
//! Bundler, Composer, .NET, Mix and `SwiftPM` were not run; they follow their documentation.

use dockerfile_playground::rules::{Fix, Safety};
use dockerfile_playground::text::apply;
use dockerfile_playground::{Project, Settings, analyze};

/// A build context with the text of those files that are read.
type Files = &'static [(&'static str, &'static str)];

fn fix(command: &str, files: Files) -> Option<(Fix, String)> {
    let mut project = Project::new(format!("FROM a\nWORKDIR /srv\nCOPY . .\nRUN {command}\n"));
    project.files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).into())).collect();
    let findings = analyze(&project, &Settings::default()).findings;
    let found = findings.into_iter().find(|it| it.rule == "source-before-dependencies")?;
    let fix = found.fixes.into_iter().find(|it| !it.title.starts_with("Mount a cache"))?;
    let text = apply(&project.dockerfile, &fix.edits).expect("edits that fit");
    Some((fix, text))
}

/// The lines that the fix puts in front of the copy of everything.
#[track_caller]
fn copies(command: &str, files: Files, expected: &[&str]) {
    let (fix, text) = fix(command, files).unwrap_or_else(|| panic!("no fix for {command} with {files:?}"));
    assert_eq!(fix.safety, Safety::Safe, "{:?}", fix.caution);
    let lines: Vec<&str> = text.lines().skip(2).take_while(|it| *it != "COPY . .").collect();
    assert_eq!(lines, expected, "{text}");
}

#[track_caller]
fn stays_silent(command: &str, files: Files) {
    let found = fix(command, files);
    assert!(found.is_none(), "{command} with {files:?}: {}", found.expect("a fix").1);
}

const LIB: &str = "[package]\nname = \"a\"\n";

#[test]
fn cargo_takes_members_and_path_dependencies() {
    copies(
        "cargo build --release",
        &[
            ("Cargo.toml", "[workspace]\nmembers = [\"a\", \"tools/*\"]\nexclude = [\"tools/old\"]\n"),
            ("Cargo.lock", ""),
            ("a/Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nx = { path = \"../lib/x\" }\n"),
            ("a/src/main.rs", "fn main() {}"),
            ("lib/x/Cargo.toml", LIB),
            ("lib/x/src/lib.rs", ""),
            ("tools/t/Cargo.toml", "[package]\nname = \"t\"\n[[bench]]\nname = \"b\"\n"),
            ("tools/t/src/lib.rs", ""),
            ("tools/t/benches/b.rs", ""),
            ("tools/old/Cargo.toml", LIB),
            ("rust-toolchain.toml", "[toolchain]\nchannel = \"1.90\"\n"),
        ],
        &[
            "COPY Cargo.toml Cargo.lock rust-toolchain.toml ./",
            "COPY a/Cargo.toml ./a/",
            "COPY lib/x/Cargo.toml ./lib/x/",
            "COPY tools/t/Cargo.toml ./tools/t/",
            "RUN mkdir -p a/src lib/x/src tools/t/benches tools/t/src && touch a/src/main.rs lib/x/src/lib.rs \
             tools/t/src/lib.rs tools/t/benches/b.rs && cargo fetch",
        ],
    );
    // A member that is not there, a package above the context, a manifest that nobody can read, vendored sources.
    stays_silent("cargo build", &[("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n")]);
    stays_silent(
        "cargo build",
        &[("Cargo.toml", "[package]\nname=\"a\"\n[dependencies]\nx={path=\"../x\"}\n"), ("src/lib.rs", "")],
    );
    stays_silent("cargo build", &[("Cargo.toml", "[package\n"), ("src/lib.rs", "")]);
    stays_silent("cargo build", &[("Cargo.toml", LIB), ("README.md", "")]);
    stays_silent(
        "cargo build",
        &[
            ("Cargo.toml", LIB),
            ("src/lib.rs", ""),
            (".cargo/config.toml", "[source.vendored]\ndirectory = \"vendor\"\n"),
        ],
    );
}

#[test]
fn node_takes_workspaces_local_packages_programs_and_scripts() {
    const ROOT: &str = r#"{"workspaces": ["packages/*", "!packages/old"], "dependencies": {"a": "file:./libs/a"},
        "scripts": {"postinstall": "node scripts/hello.js", "prepare": "husky"}}"#;
    const FILES: Files = &[
        ("package.json", ROOT),
        ("package-lock.json", "{}"),
        ("yarn.lock", ""),
        ("packages/ui/package.json", r#"{"bin": {"ui": "cli.js"}}"#),
        ("packages/ui/cli.js", ""),
        ("packages/ui/src/index.js", ""),
        ("packages/old/package.json", "{}"),
        ("libs/a/package.json", "{}"),
        ("libs/a/index.js", ""),
        ("scripts/hello.js", "console.log('hello')\n"),
    ];
    let ui = "COPY packages/ui/package.json packages/ui/cli.js ./packages/ui/";
    let script = "COPY scripts/hello.js ./scripts/";
    copies("npm ci", FILES, &["COPY package*.json ./", "COPY libs/a/package.json ./libs/a/", script, ui, "RUN npm ci"]);
    let yarn = "yarn install --frozen-lockfile";
    let run = format!("RUN {yarn}");
    copies(yarn, FILES, &["COPY package.json yarn.lock ./", "COPY libs/a ./libs/a/", script, ui, &run]);
    // With its settings, Yarn needs its own program, plugins and patches.
    copies(
        "yarn install --immutable",
        &[
            ("package.json", r#"{"resolutions": {"b": "patch:b@npm:1#~/.yarn/patches/b.patch"}}"#),
            ("yarn.lock", ""),
            (
                ".yarnrc.yml",
                "yarnPath: .yarn/releases/yarn-4.cjs\nplugins:\n  - path: .yarn/plugins/p.cjs\n    spec: p\n",
            ),
            (".yarn/releases/yarn-4.cjs", ""),
            (".yarn/plugins/p.cjs", ""),
            (".yarn/patches/b.patch", ""),
            ("src/a.js", ""),
        ],
        &[
            "COPY package.json yarn.lock .yarnrc.yml ./",
            "COPY .yarn/releases/yarn-4.cjs ./.yarn/releases/",
            "COPY .yarn/plugins/p.cjs ./.yarn/plugins/",
            "COPY .yarn/patches ./.yarn/patches/",
            "RUN yarn install --immutable",
        ],
    );
    copies(
        "pnpm install --frozen-lockfile",
        &[
            ("package.json", r#"{"pnpm": {"patchedDependencies": {"x@1": "patches/x.patch"}}}"#),
            ("pnpm-lock.yaml", ""),
            ("pnpm-workspace.yaml", "packages:\n  - apps/**\n"),
            ("apps/web/package.json", "{}"),
            ("apps/web/e2e/package.json", "{}"),
            ("patches/x.patch", ""),
        ],
        &[
            "COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./",
            "COPY patches/x.patch ./patches/",
            "COPY apps/web/e2e/package.json ./apps/web/e2e/",
            "COPY apps/web/package.json ./apps/web/",
            "RUN pnpm install --frozen-lockfile",
        ],
    );
    // Scripts that build, or read who knows what; a manifest that cannot be read; one that is not there.
    for package in [
        r#"{"scripts": {"postinstall": "tsc -p ."}}"#,
        r#"{"scripts": {"prepare": "npm run build", "build": "vite build"}}"#,
        r#"{"scripts": {"install": "node tools/gone.js"}}"#,
        r#"{"scripts": {"postinstall": "node scripts/reads.js"}}"#,
        r#"{"workspaces": ["packages/{a,b}"]}"#,
        r#"{"dependencies": {"b": "file:../b"}}"#,
        "{",
    ] {
        let files = Vec::leak(vec![
            ("package.json", package),
            ("package-lock.json", "{}"),
            ("scripts/reads.js", "require('./other')"),
        ]);
        stays_silent("npm ci", files);
    }
    stays_silent("npm ci", &[("src/index.js", "")]);
    let ignored = &[("package.json", r#"{"scripts": {"postinstall": "tsc"}}"#), ("package-lock.json", "{}")];
    copies("npm ci --ignore-scripts", ignored, &["COPY package*.json ./", "RUN npm ci --ignore-scripts"]);
}

#[test]
fn python_takes_lists_constraints_and_packages_in_folders() {
    let pip = "pip install -r requirements.txt";
    copies(
        pip,
        &[
            ("requirements.txt", "-r req/base.txt\n-c constraints.txt\n-e ./libs/x\nflask==3 --hash=sha256:a\n"),
            ("req/base.txt", "-r more.txt\n"),
            ("req/more.txt", "idna\n"),
            ("constraints.txt", "idna<4\n"),
            ("libs/x/pyproject.toml", "[project]\nname = \"x\"\n"),
            ("libs/x/src/x.py", ""),
            ("app.py", ""),
        ],
        &[
            "COPY requirements.txt constraints.txt ./",
            "COPY libs/x ./libs/x/",
            "COPY req/base.txt req/more.txt ./req/",
            "RUN pip install -r requirements.txt",
        ],
    );
    for list in ["-e .\n", "-r gone.txt\n", "../lib\n", "x @ file:///x\n"] {
        stays_silent(pip, Vec::leak(vec![("requirements.txt", list), ("app.py", "")]));
    }
    copies(
        "uv sync --locked",
        &[
            (
                "pyproject.toml",
                "[project]\nname = \"a\"\n[tool.uv.sources]\nz = { path = \"libs/z\" }\n[tool.uv.workspace]\nmembers = [\"packages/*\"]\n",
            ),
            ("uv.lock", ""),
            ("packages/p/pyproject.toml", "[project]\nname = \"p\"\n"),
            ("packages/p/src/p.py", ""),
            ("libs/z/pyproject.toml", "[project]\nname = \"z\"\n"),
            ("libs/z/z.py", ""),
        ],
        &[
            "COPY pyproject.toml uv.lock ./",
            "COPY libs/z ./libs/z/",
            "COPY packages/p/pyproject.toml ./packages/p/",
            "RUN uv sync --locked --no-install-workspace",
        ],
    );
    stays_silent("uv sync", &[("pyproject.toml", "[project]\nname = \"a\"\ndynamic = [\"version\"]\n"), ("a.py", "")]);
    copies(
        "poetry install --only main",
        &[
            ("pyproject.toml", "[tool.poetry.dependencies]\nz = { path = \"libs/z\", develop = true }\n"),
            ("poetry.lock", ""),
            ("libs/z/z.py", ""),
        ],
        &["COPY pyproject.toml poetry.lock ./", "COPY libs/z ./libs/z/", "RUN poetry install --only main --no-root"],
    );
    stays_silent(
        "pipenv install",
        &[("Pipfile", "[packages]\na = {path = \".\", editable = true}\n"), ("Pipfile.lock", "")],
    );
}

#[test]
fn go_takes_replacements_and_workspaces() {
    copies(
        "go build ./...",
        &[
            ("go.mod", "module a\nreplace (\n\tb => ./b // here\n\tc => d v1.0.0\n)\n"),
            ("go.sum", ""),
            ("b/go.mod", "module b\n"),
            ("b/b.go", ""),
        ],
        &["COPY go.mod go.sum ./", "COPY b/go.mod ./b/", "RUN go mod download"],
    );
    copies(
        "go build ./a",
        &[
            ("go.work", "go 1.26\nuse ./a\nuse ./b\n"),
            ("a/go.mod", "module a\n"),
            ("a/go.sum", ""),
            ("b/go.mod", "module b\n"),
            ("a/a.go", ""),
        ],
        &["COPY go.work .", "COPY a/go.mod a/go.sum ./a/", "COPY b/go.mod ./b/", "RUN go mod download"],
    );
    stays_silent("go build", &[("go.mod", "module a\nreplace b => ../b\n"), ("go.sum", ""), ("a.go", "")]);
}

#[test]
fn maven_and_dotnet_take_every_project() {
    const POM: &str = "<project><modules><module>api</module></modules></project>";
    const WEB: &str = "<project><artifactId>web</artifactId><dependencies><dependency><artifactId>api</artifactId></dependency></dependencies></project>";
    const BOTH: &str = "<project><modules><module>api</module><module>web</module></modules></project>";
    const API: &str = "<project><parent><artifactId>p</artifactId></parent><artifactId>api</artifactId></project>";
    copies(
        "mvn -B package",
        &[
            ("pom.xml", POM),
            ("api/pom.xml", API),
            ("old/pom.xml", "<project/>"),
            (".mvn/jvm.config", "-Xmx1g"),
            ("api/src/A.java", ""),
        ],
        &["COPY pom.xml .", "COPY .mvn ./.mvn/", "COPY api/pom.xml ./api/", "RUN mvn dependency:go-offline"],
    );
    // One module needs another, which no repository has yet; a module that is not there.
    stays_silent("mvn package", &[("pom.xml", BOTH), ("api/pom.xml", API), ("web/pom.xml", WEB)]);
    stays_silent("mvn package", &[("pom.xml", POM), ("src/A.java", "")]);
    copies(
        "dotnet publish src/App/App.csproj -c Release",
        &[
            (
                "src/App/App.csproj",
                r#"<Project><ItemGroup><ProjectReference Include="..\Lib\Lib.csproj" /></ItemGroup></Project>"#,
            ),
            ("src/Lib/Lib.csproj", "<Project/>"),
            ("test/T.csproj", "<Project/>"),
            ("Directory.Packages.props", "<Project/>"),
            ("src/Directory.Build.props", r#"<Project><Import Project="..\common.props" /></Project>"#),
            ("common.props", "<Project/>"),
            ("nuget.config", "<configuration/>"),
        ],
        &[
            "COPY src/App/App.csproj ./src/App/",
            "COPY src/Lib/Lib.csproj ./src/Lib/",
            "COPY src/Directory.Build.props ./src/",
            "COPY common.props nuget.config Directory.Packages.props ./",
            "RUN dotnet restore src/App/App.csproj",
        ],
    );
    stays_silent("dotnet restore", &[("A.csproj", "<Project/>"), ("B.csproj", "<Project/>")]);
}

#[test]
fn the_others_follow_what_can_be_read() {
    copies(
        "bundle install",
        &[
            ("Gemfile", "ruby file: \".ruby-version\"\ngem \"a\", path: \"engines/a\"\ngem 'b' # path: x\n"),
            ("Gemfile.lock", ""),
            (".ruby-version", "3"),
            ("engines/a/a.gemspec", ""),
        ],
        &["COPY Gemfile Gemfile.lock .ruby-version ./", "COPY engines/a ./engines/a/", "RUN bundle install"],
    );
    stays_silent("bundle install", &[("Gemfile", "source 'x'\ngemspec\n"), ("Gemfile.lock", ""), ("a.gemspec", "")]);
    copies(
        "composer install --no-scripts",
        &[
            ("composer.json", r#"{"repositories": [{"type": "path", "url": "packages/*"}]}"#),
            ("composer.lock", ""),
            ("packages/a/composer.json", "{}"),
            ("packages/a/A.php", ""),
        ],
        &["COPY composer.json composer.lock ./", "COPY packages/a ./packages/a/", "RUN composer install --no-scripts"],
    );
    copies(
        "mix deps.get",
        &[("mix.exs", "[apps_path: \"apps\"]"), ("mix.lock", ""), ("apps/a/mix.exs", "[]"), ("config/config.exs", "")],
        &["COPY mix.exs mix.lock ./", "COPY config ./config/", "COPY apps/a/mix.exs ./apps/a/", "RUN mix deps.get"],
    );
    copies(
        "swift build",
        &[
            ("Package.swift", ".package(name: \"L\", path: \"L\"), .target(name: \"A\", path: \"Sources\")"),
            ("Package.resolved", ""),
            ("L/Package.swift", ""),
        ],
        &["COPY Package.swift Package.resolved ./", "COPY L ./L/", "RUN swift package resolve"],
    );
    copies(
        "deno install",
        &[
            ("deno.json", r#"{"workspace": ["./a"], "importMap": "./import_map.json"}"#),
            ("deno.lock", ""),
            ("a/deno.json", "{}"),
            ("import_map.json", "{}"),
        ],
        &["COPY deno.json* deno.lock import_map.json ./", "COPY a/deno.json ./a/", "RUN deno install"],
    );
}

#[test]
fn what_the_builder_does_not_see_cannot_be_copied() {
    stays_silent("npm ci", &[("package.json", "{}"), (".dockerignore", "*.json\n"), ("a.js", "")]);
    stays_silent(
        "npm ci",
        &[
            ("package.json", r#"{"workspaces": ["a"], "dependencies": {"b": "file:b"}}"#),
            ("b/package.json", "{}"),
            (".dockerignore", "b\n"),
        ],
    );
}

/// Without a build context nothing is sure; behind a `cd`, the lists are elsewhere.
#[test]
fn without_files_there_is_a_caution() {
    let (fix, _) = fix("cargo build", &[]).expect("a fix");
    assert_eq!((fix.safety, fix.caution.is_some()), (Safety::Unsafe, true));
    stays_silent("cd web && npm ci && npm run build", &[]);
    stays_silent("cd srv && go build", &[("go.mod", "module a\n"), ("go.sum", "")]);
}

/// A cache mount hides what other steps have fetched, so all steps of a program get it, or none.
#[test]
fn mounts_go_on_all_steps_or_on_none() {
    let mounted = |text: &str| {
        let project = Project::new(text);
        let found = analyze(&project, &Settings::default()).findings;
        let fixes = found.into_iter().find(|it| it.rule == "source-before-dependencies")?.fixes;
        let fix = fixes.into_iter().find(|it| it.title.starts_with("Mount a cache"))?;
        apply(&project.dockerfile, &fix.edits).ok()
    };
    let text =
        "FROM gradle:9 AS build\nCOPY . .\nRUN gradle build\nRUN gradle test\nFROM build AS report\nRUN gradle check\n";
    let fixed = mounted(text).expect("a fix");
    assert_eq!(fixed.matches("--mount=type=cache,target=/home/gradle/.gradle").count(), 3, "{fixed}");
    for text in [
        "FROM gradle:9\nCOPY . .\nRUN gradle build\nUSER gradle\nRUN gradle test\n",
        "FROM gradle:9\nCOPY . .\nRUN gradle build\nCMD [\"gradle\", \"bootRun\"]\n",
        "FROM maven:3 AS b\nCOPY . .\nRUN mvn package\nFROM b AS c\nRUN x\nFROM maven:3\nCOPY --from=c /root/.m2 /root/.m2\n",
        "FROM gradle:9\nCOPY build.gradle gradlew ./\nRUN ./gradlew dependencies\nCOPY . .\nRUN ./gradlew bootJar\n",
    ] {
        assert_eq!(mounted(text), None, "{text}");
    }
}
