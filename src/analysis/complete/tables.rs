//! Common words: images with their tags, labels, directories of caches. Short on purpose, and no judgement on the rest.

use crate::model::MountKind;

/// Base images, what they are, and some of their tags, split by blanks.
pub(super) const IMAGES: &[(&str, &str, &str)] = &[
    ("scratch", "nothing at all", ""),
    ("alpine", "small Linux with musl", "3.22 3.21 latest"),
    ("debian", "Linux", "trixie-slim bookworm-slim trixie bookworm"),
    ("ubuntu", "Linux", "24.04 22.04"),
    ("busybox", "a shell and small tools", "1.37 1.37-musl"),
    ("python", "Python", "3.13-slim 3.13 3.13-alpine 3.12-slim 3.12"),
    ("node", "Node.js", "22-slim 22-alpine 22 24-slim 24-alpine"),
    ("golang", "Go", "1.25 1.25-alpine 1.24"),
    ("rust", "Rust", "1.90-slim 1.90 1.90-alpine"),
    ("ruby", "Ruby", "3.4-slim 3.4 3.4-alpine"),
    ("php", "PHP", "8.4-fpm 8.4-apache 8.4-cli 8.4-fpm-alpine"),
    ("eclipse-temurin", "Java", "21-jre 21-jdk 21-jre-alpine 17-jre 17-jdk"),
    ("maven", "Maven and Java", "3-eclipse-temurin-21"),
    ("gradle", "Gradle and Java", "9-jdk21 8-jdk21"),
    ("gcc", "C and C++", "15 14"),
    ("composer", "Composer for PHP", "2"),
    ("nginx", "web server", "1.29-alpine 1.29 stable-alpine"),
    ("httpd", "web server", "2.4-alpine 2.4"),
    ("caddy", "web server", "2-alpine 2"),
    ("postgres", "database", "17 17-alpine 16"),
    ("mysql", "database", "8.4"),
    ("mariadb", "database", "11.8"),
    ("mongo", "database", "8"),
    ("redis", "database", "8-alpine 8"),
    ("amazonlinux", "Linux of AWS", "2023"),
    ("gcr.io/distroless/static-debian12", "certificates and time zones only", "nonroot latest"),
    ("gcr.io/distroless/base-debian12", "the C library and little else", "nonroot latest"),
    ("gcr.io/distroless/python3-debian12", "Python without a shell", "nonroot latest"),
    ("gcr.io/distroless/nodejs22-debian12", "Node.js without a shell", "nonroot latest"),
    ("mcr.microsoft.com/dotnet/sdk", ".NET, to build", "9.0 8.0"),
    ("mcr.microsoft.com/dotnet/aspnet", ".NET, to run", "9.0 8.0"),
];

/// Images that read Dockerfiles.
pub(super) const SYNTAXES: &[(&str, &str)] =
    &[("docker/dockerfile:1", "the newest stable version"), ("docker/dockerfile:1-labs", "with what is still tried")];

/// The build checks, as `check=skip=` names them.
pub(super) const CHECKS: &[&str] = &[
    "all",
    "ConsistentInstructionCasing",
    "CopyIgnoredFile",
    "DuplicateStageName",
    "ExposeInvalidFormat",
    "ExposeProtoCasing",
    "FromAsCasing",
    "FromPlatformFlagConstDisallowed",
    "InvalidDefaultArgInFrom",
    "InvalidDefinitionDescription",
    "JSONArgsRecommended",
    "LegacyKeyValueFormat",
    "MaintainerDeprecated",
    "MultipleInstructionsDisallowed",
    "NoEmptyContinuation",
    "RedundantTargetPlatform",
    "ReservedStageName",
    "SecretsUsedInArgOrEnv",
    "StageNameCasing",
    "UndefinedArgInFrom",
    "UndefinedVar",
    "WorkdirRelativePath",
];

/// Flags whose values are few, or have a usual form.
pub(super) const FLAG_VALUES: &[(&str, &[&str])] = &[
    ("platform", &["$BUILDPLATFORM", "$TARGETPLATFORM", "linux/amd64", "linux/arm64"]),
    ("network", &["default", "none", "host"]),
    ("security", &["sandbox", "insecure"]),
    ("chmod", &["755", "644", "+x"]),
    ("checksum", &["sha256:"]),
    ("interval", &["30s"]),
    ("timeout", &["5s"]),
    ("start-period", &["10s"]),
    ("start-interval", &["5s"]),
    ("retries", &["3"]),
];

/// What SHELL usually says.
pub(super) const SHELLS: &[&str] = &[
    r#"["/bin/bash", "-o", "pipefail", "-c"]"#,
    r#"["/bin/sh", "-e", "-c"]"#,
    r#"["powershell", "-Command"]"#,
    r#"["cmd", "/S", "/C"]"#,
];

/// Signals that ask a program to end.
pub(super) const SIGNALS: &[&str] = &["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGWINCH", "SIGKILL"];

/// Labels below `org.opencontainers.image.`. Source: OCI image specification, "Annotations".
pub(super) const LABELS: &[(&str, &str)] = &[
    ("title", "what the image is called"),
    ("description", "what is in it"),
    ("source", "where its sources are"),
    ("url", "where to read more"),
    ("documentation", "where its manual is"),
    ("authors", "whom to ask"),
    ("vendor", "who publishes it"),
    ("licenses", "under which terms, as SPDX writes them"),
    ("version", "the version of what is in it"),
    ("revision", "the commit it was built from"),
    ("created", "when it was built"),
];

/// Directories that programs keep downloads in.
pub(super) const CACHES: &[(&str, &str)] = &[
    ("/root/.cache/pip", "pip"),
    ("/root/.cache/uv", "uv"),
    ("/root/.npm", "npm"),
    ("/usr/local/share/.cache/yarn", "yarn"),
    ("/root/.local/share/pnpm/store", "pnpm"),
    ("/go/pkg/mod", "Go modules"),
    ("/root/.cache/go-build", "Go builds"),
    ("/usr/local/cargo/registry", "Cargo"),
    ("/root/.m2", "Maven"),
    ("/home/gradle/.gradle", "Gradle"),
    ("/root/.composer/cache", "Composer"),
    ("/usr/local/bundle/cache", "Bundler"),
    ("/root/.nuget/packages", "NuGet"),
    ("/var/cache/apt", "apt"),
    ("/var/lib/apt/lists", "apt, the lists"),
    ("/var/cache/apk", "apk"),
    ("/var/cache/dnf", "dnf"),
];

/// Options of mounts that stand without a value.
pub(super) const MOUNT_SWITCHES: &[&str] = &["readonly", "readwrite", "required"];

/// The options of a kind of mount beside `type`. Source: Dockerfile reference, "RUN --mount".
pub(super) const fn mount_keys(kind: MountKind) -> &'static [&'static str] {
    match kind {
        MountKind::Bind => &["source", "target", "from", "readwrite"],
        MountKind::Cache => &["target", "id", "sharing", "from", "source", "readonly", "mode", "uid", "gid"],
        MountKind::Tmpfs => &["target", "size"],
        MountKind::Secret => &["id", "target", "env", "required", "mode", "uid", "gid"],
        MountKind::Ssh => &["id", "target", "required", "mode", "uid", "gid"],
    }
}
