//! Platforms: `os`, `arch`, `os/arch` or `os/arch/variant`.
//!
//! Knows the grammar and the other spellings of a name. Does not know which platforms an image exists for.
//!
//! Source: containerd/platforms (`platforms.go`, `database.go`).

use std::fmt;

/// The operating system that is meant where only an architecture is written, and the reverse.
const DEFAULT: (&str, &str) = ("linux", "amd64");

/// Operating systems that may stand alone.
const SYSTEMS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
];

/// Architectures that may stand alone.
const ARCHITECTURES: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "ppc64",
    "ppc64le",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// The platforms that people write most, for suggestions.
pub const COMMON: &[&str] = &["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/386", "windows/amd64"];

/// A platform that was read, in the builder's own spelling.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Platform {
    /// Operating system.
    pub os: String,
    /// Architecture.
    pub architecture: String,
    /// Variant of the architecture; empty for the usual one.
    pub variant: String,
}

impl Platform {
    /// Reads a platform; `None` if the builder would refuse it. Names that nobody knows are fine in `os/arch`.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('/').collect();
        let (&first, rest) = parts.split_first()?;
        let os = system(first)?;
        if !rest.iter().all(|part| is_component(part)) {
            return None;
        }
        let of = |os: String, architecture: &str, variant: &str| {
            let (architecture, variant) = normalize(architecture, variant);
            Some(Self { os, architecture, variant })
        };
        match rest {
            [] if SYSTEMS.contains(&os.as_str()) => of(os, DEFAULT.1, ""),
            [] => of(DEFAULT.0.to_owned(), first, "").filter(|it| ARCHITECTURES.contains(&it.architecture.as_str())),
            [architecture] => of(os, architecture, ""),
            [architecture, variant] => of(os, architecture, variant),
            _ => None,
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.os, self.architecture)?;
        if self.variant.is_empty() { Ok(()) } else { write!(f, "/{}", self.variant) }
    }
}

/// The operating system of `os` or `os(version+feature)`.
fn system(text: &str) -> Option<String> {
    let name = match text.split_once('(') {
        Some((name, options)) => {
            let options = options.strip_suffix(')')?;
            let is_option = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '%' | '-' | '+');
            options.chars().all(is_option).then_some(name)?
        }
        None => text,
    };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let lower = name.to_ascii_lowercase();
    is_name.then(|| if lower == "macos" { "darwin".to_owned() } else { lower })
}

fn is_component(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// The usual spelling of an architecture and its variant.
fn normalize(architecture: &str, variant: &str) -> (String, String) {
    let (architecture, variant) = (architecture.to_ascii_lowercase(), variant.to_ascii_lowercase());
    let (architecture, variant) = match (architecture.as_str(), variant.as_str()) {
        ("i386", _) => ("386", ""),
        ("x86_64" | "x86-64" | "amd64", "v1") => ("amd64", ""),
        ("x86_64" | "x86-64", other) => ("amd64", other),
        ("aarch64" | "arm64", "8" | "v8") => ("arm64", ""),
        ("aarch64", other) => ("arm64", other),
        ("arm", "5") => ("arm", "v5"),
        ("armel", _) | ("arm", "6") => ("arm", "v6"),
        ("armhf", _) | ("arm", "" | "7") => ("arm", "v7"),
        ("arm", "8") => ("arm", "v8"),
        (architecture, variant) => (architecture, variant),
    };
    (architecture.to_owned(), variant.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_builder_reads() {
        let cases = [
            ("linux/amd64", Some("linux/amd64")),
            ("Linux/x86_64", Some("linux/amd64")),
            ("linux/arm/v7", Some("linux/arm/v7")),
            ("linux/arm64/v8", Some("linux/arm64")),
            ("arm64", Some("linux/arm64")),
            ("windows", Some("windows/amd64")),
            ("windows(10.0.17763)/amd64", Some("windows/amd64")),
            ("foo/bar", Some("foo/bar")),
            ("foo", None),
            ("linux/am*d64", None),
            ("linux/", None),
            ("", None),
            ("a/b/c/d", None),
            ("linux(/amd64", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Platform::parse(text).map(|it| it.to_string()).as_deref(), expected, "{text}");
        }
    }
}
