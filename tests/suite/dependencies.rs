//! The fix of source-before-dependencies, one package manager after another, held to what the cache simulator says.

use dockerfile_playground::rules::{Fix, Safety};
use dockerfile_playground::simulate::cache::{Options, Outcome, simulate};
use dockerfile_playground::text::apply;
use dockerfile_playground::{Project, Settings, analyze};

/// One way to install, with the files of a small project.
struct Way {
    command: &'static str,
    /// Each with its text; the first one is the list of dependencies.
    files: &'static [(&'static str, &'static str)],
    /// The command that runs before the source is there.
    first: &'static str,
}

/// Everything else is a file of the source.
const SOURCE: &str = "app/main.x";

const PACKAGE: (&str, &str) = ("package.json", "{\"dependencies\": {\"left-pad\": \"1\"}}");
const PYPROJECT: (&str, &str) = ("pyproject.toml", "[project]\nname = \"a\"\n");
const POM: (&str, &str) = ("pom.xml", "<project></project>");
const GO_MOD: (&str, &str) = ("go.mod", "module a\n");
const GO_SUM: (&str, &str) = ("go.sum", "b v1.0.0 h1:c\n");
const CARGO: (&str, &str) = ("Cargo.toml", "[package]\nname = \"a\"\n");
const CSPROJ: (&str, &str) = ("App.csproj", "<Project></Project>");

#[rustfmt::skip]
const WAYS: &[Way] = &[
    Way { command: "pip install -r requirements.txt", files: &[("requirements.txt", "flask\n")], first: "pip install -r requirements.txt" },
    Way { command: "uv pip install --system -r requirements.txt", files: &[("requirements.txt", "flask\n")], first: "uv pip install --system -r requirements.txt" },
    Way { command: "uv pip sync requirements.txt", files: &[("requirements.txt", "flask\n")], first: "uv pip sync requirements.txt" },
    Way { command: "npm ci", files: &[PACKAGE, ("package-lock.json", "{}")], first: "npm ci" },
    Way { command: "npm ci --omit dev", files: &[PACKAGE, ("package-lock.json", "{}"), (".npmrc", "a=b")], first: "npm ci --omit dev" },
    Way { command: "npm ci && npm run build", files: &[PACKAGE, ("package-lock.json", "{}")], first: "npm ci" },
    Way { command: "corepack enable && pnpm install && pnpm build", files: &[PACKAGE, ("pnpm-lock.yaml", "")], first: "corepack enable && pnpm install" },
    Way { command: "npm --prefix web ci", files: &[("web/package.json", "{}"), ("web/package-lock.json", "{}")], first: "npm --prefix web ci" },
    Way { command: "yarn install --frozen-lockfile", files: &[PACKAGE, ("yarn.lock", "")], first: "yarn install --frozen-lockfile" },
    Way { command: "pnpm install --frozen-lockfile", files: &[PACKAGE, ("pnpm-lock.yaml", "packages:\n")], first: "pnpm install --frozen-lockfile" },
    Way { command: "bun install --frozen-lockfile", files: &[PACKAGE, ("bun.lock", "{}")], first: "bun install --frozen-lockfile" },
    Way { command: "deno install", files: &[("deno.json", "{}"), ("deno.lock", "{}")], first: "deno install" },
    Way { command: "go mod download", files: &[GO_MOD, GO_SUM], first: "go mod download" },
    Way { command: "CGO_ENABLED=0 go build -o /out ./...", files: &[GO_MOD, GO_SUM], first: "go mod download" },
    Way { command: "bundle install", files: &[("Gemfile", "gem \"rake\"\n"), ("Gemfile.lock", "")], first: "bundle install" },
    Way { command: "composer install --no-dev", files: &[("composer.json", "{}"), ("composer.lock", "{}")], first: "composer install --no-dev --no-scripts --no-autoloader" },
    Way { command: "composer install --no-scripts", files: &[("composer.json", "{}"), ("composer.lock", "{}")], first: "composer install --no-scripts" },
    Way { command: "pipenv install --deploy --system", files: &[("Pipfile", "[packages]\n"), ("Pipfile.lock", "{}")], first: "pipenv install --deploy --system" },
    Way { command: "poetry install --only main", files: &[PYPROJECT, ("poetry.lock", "")], first: "poetry install --only main --no-root" },
    Way { command: "poetry install --no-root", files: &[PYPROJECT, ("poetry.lock", "")], first: "poetry install --no-root" },
    Way { command: "pip install poetry && poetry config virtualenvs.create false && poetry install", files: &[PYPROJECT, ("poetry.lock", "")], first: "pip install poetry && poetry config virtualenvs.create false && poetry install --no-root" },
    Way { command: "uv sync --locked", files: &[PYPROJECT, ("uv.lock", "version = 1\n")], first: "uv sync --locked --no-install-project" },
    Way { command: "pdm install --prod", files: &[PYPROJECT, ("pdm.lock", "")], first: "pdm install --prod --no-self" },
    Way { command: "cargo build --release", files: &[CARGO, ("Cargo.lock", "")], first: "mkdir -p src && touch src/main.rs && cargo fetch" },
    Way { command: "cargo chef cook --release --recipe-path recipe.json", files: &[("recipe.json", "{}")], first: "cargo chef cook --release --recipe-path recipe.json" },
    Way { command: "mvn --batch-mode clean package", files: &[POM], first: "mvn dependency:go-offline" },
    Way { command: "mvn dependency:go-offline", files: &[POM], first: "mvn dependency:go-offline" },
    Way { command: "./mvnw package", files: &[POM, ("mvnw", "#!/bin/sh\n"), (".mvn/wrapper/maven-wrapper.properties", "a=b\n")], first: "./mvnw dependency:go-offline" },
    Way { command: "mvn package", files: &[("api/pom.xml", "<project></project>"), ("pom.xml", "<project><modules><module>api</module></modules></project>")], first: "mvn dependency:go-offline" },
    Way { command: "dotnet restore", files: &[CSPROJ], first: "dotnet restore" },
    Way { command: "dotnet publish -c Release -o /out", files: &[CSPROJ, ("NuGet.config", "<configuration/>")], first: "dotnet restore" },
    Way { command: "dotnet publish src/App/App.csproj -c Release", files: &[("src/App/App.csproj", "<Project><ProjectReference Include='..\\Lib\\Lib.csproj'/></Project>"), ("src/Lib/Lib.csproj", "<Project/>")], first: "dotnet restore src/App/App.csproj" },
    Way { command: "mix deps.get", files: &[("mix.exs", "[]"), ("mix.lock", "")], first: "mix deps.get" },
    Way { command: "swift build -c release", files: &[("Package.swift", ""), ("Package.resolved", "{}")], first: "swift package resolve" },
    Way { command: "swift package resolve", files: &[("Package.swift", ""), ("Package.resolved", "{}")], first: "swift package resolve" },
];

fn project(way: &Way, dockerfile: &str) -> Project {
    let files =
        way.files.iter().copied().chain([(SOURCE, "1"), ("app/other/b.x", "2"), ("src/main.rs", "fn main() {}")]);
    let files = files.map(|(path, text)| (path.to_owned(), text.into())).collect();
    Project { files, ..Project::new(dockerfile) }
}

/// The fix that the rule offers for the Dockerfile.
fn fix(project: &Project) -> Option<Fix> {
    let findings = analyze(project, &Settings::default()).findings;
    let found = findings.into_iter().find(|it| it.rule == "source-before-dependencies")?;
    found.fixes.into_iter().next()
}

/// What happens to the RUN instructions, and the copies, after an edit of a file.
fn outcome(project: &Project, edited: &str) -> Vec<(String, Outcome)> {
    let mut after = project.clone();
    after.files.insert(edited.to_owned(), "edited".into());
    let steps = simulate(project, &after, Options::default()).steps;
    let lines: Vec<&str> = project.dockerfile.lines().collect();
    let runs = steps.into_iter().filter(|it| it.instruction == "RUN");
    runs.map(|it| (lines[it.line - 1].trim_start_matches("RUN ").to_owned(), it.outcome)).collect()
}

#[test]
fn dependencies_are_installed_again_only_when_their_list_changes() {
    for way in WAYS {
        for (copy, root) in [
            ("COPY . .", ""),
            ("COPY . .\nENV A=b\nUSER app", ""),
            ("COPY backend/ ./", "backend/"),
            ("COPY --link backend/ /app\nWORKDIR /app", "backend/"),
            ("COPY . /app/\nWORKDIR /app", ""),
        ] {
            let text = format!("FROM a\nWORKDIR /srv\n{copy}\nRUN {}\nCMD [\"a\"]\n", way.command);
            let mut before = project(way, &text);
            let files = before.files.into_iter().map(|(path, entry)| (format!("{root}{path}"), entry)).collect();
            before.files = files;
            let source = format!("{root}{SOURCE}");
            let list = format!("{root}{}", way.files[0].0);
            let name = format!("{}, {copy:?}", way.command);

            let seen = outcome(&before, &source);
            assert!(seen.iter().all(|it| it.1 == Outcome::Executed), "{name}: {seen:?} before the fix");

            let fix = fix(&before).unwrap_or_else(|| panic!("{name}: no fix"));
            assert_eq!(fix.safety, Safety::Safe, "{name}: {:?}", fix.caution);
            let fixed = apply(&before.dockerfile, &fix.edits).expect("edits that fit");
            let after = Project { dockerfile: fixed.clone(), ..before.clone() };
            let first = |edited: &str| outcome(&after, edited).into_iter().next().expect("a RUN");
            assert_eq!(first(&source), (way.first.to_owned(), Outcome::Cached), "{name}:\n{fixed}");
            assert_eq!(first(&list), (way.first.to_owned(), Outcome::Executed), "{name}:\n{fixed}");
            // Every list counts, not only the first one.
            for (path, _) in way.files {
                assert_eq!(first(&format!("{root}{path}")).1, Outcome::Executed, "{name}: {path}\n{fixed}");
            }
            // What is built is all there at the end, as every file was copied again behind.
            assert!(fixed.contains(copy.lines().next().unwrap_or(copy)), "{name}:\n{fixed}");
            assert!(self::fix(&after).is_none(), "{name} is still found:\n{fixed}");
        }
    }
}

/// Flags may lead to lists that only the author knows.
#[test]
fn where_no_order_works_there_is_no_fix() {
    for command in ["npm ci --workspace api", "dotnet restore All.sln", "pnpm install --filter web"] {
        let text = format!("FROM a\nCOPY . .\nRUN {command}\n");
        let findings = analyze(&Project::new(text), &Settings::default()).findings;
        let found = findings.iter().find(|it| it.rule == "source-before-dependencies");
        assert!(found.is_some_and(|it| it.fixes.is_empty()), "{command}: {found:?}");
    }
}

/// What a build downloads may stay in a mount, where no order works as well.
#[test]
fn downloads_of_a_build_may_stay_in_a_mount() {
    for (image, command, place) in [
        ("gradle:9", "gradle bootJar", "/home/gradle/.gradle"),
        ("eclipse-temurin:21", "./gradlew bootJar", "/root/.gradle"),
        ("maven:3.9", "mvn -f other.xml package", "/root/.m2"),
        ("rust:1.90", "cargo build", "/usr/local/cargo/registry"),
        ("debian:13", "cargo build", "/root/.cargo/registry"),
        ("golang:1.26", "go build", "/go/pkg/mod"),
        ("mcr.microsoft.com/dotnet/sdk:10.0", "dotnet publish", "/root/.nuget/packages"),
    ] {
        let before = Project::new(format!("FROM {image}\nWORKDIR /srv\nCOPY . .\nRUN {command}\n"));
        let findings = analyze(&before, &Settings::default()).findings;
        let found = findings.into_iter().find(|it| it.rule == "source-before-dependencies").expect("a finding");
        let fix = found.fixes.last().expect("a fix");
        let fixed = apply(&before.dockerfile, &fix.edits).expect("edits that fit");
        assert!(fixed.ends_with(&format!("RUN --mount=type=cache,target={place} {command}\n")), "{fixed}");
        assert!(self::fix(&Project::new(fixed)).is_none(), "{command} is still found");
    }
    let other = "FROM gradle:9\nUSER gradle\nCOPY . .\nRUN gradle build\n";
    assert_eq!(fix(&Project::new(other)), None, "another user may not write to the mount");
}

/// The right order in its usual forms, and what builds something else.
#[test]
fn nothing_is_to_be_said_of_the_right_order() {
    for lines in [
        "COPY Cargo.toml Cargo.lock ./\nRUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build\nCOPY . .\nRUN cargo build",
        "COPY --from=plan /recipe.json .\nRUN cargo chef cook\nCOPY . .\nRUN cargo build",
        "COPY . .\nRUN --mount=type=cache,target=/root/.m2 mvn package",
        "COPY *.csproj ./\nRUN dotnet restore\nCOPY . .\nRUN dotnet publish",
        "RUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync --no-install-project\nCOPY . .\nRUN uv sync",
        "COPY . .\nRUN go install example.org/tool@latest",
        "COPY . .\nRUN cargo install cargo-chef",
        "COPY . .\nRUN cargo chef prepare",
        "COPY src/ ./src/\nRUN npm ci",
        "COPY src/ /lib\nWORKDIR /app\nRUN npm ci",
        "COPY Package.swift .\nRUN swift package resolve\nCOPY . .\nRUN cp $(swift build --package-path /srv)/a .",
    ] {
        let project = Project::new(format!("FROM a AS plan\nFROM b\nWORKDIR /srv\n{lines}\n"));
        let findings = analyze(&project, &Settings::default()).findings;
        assert!(!findings.iter().any(|it| it.rule == "source-before-dependencies"), "{lines}");
    }
}
