//! Sources of `ADD` that are no files of the build context: web addresses and Git repositories.
//!
//! Knows what the builder takes for which, and the options in the address of a repository. Asks no network.
//!
//! Source: moby/buildkit (`util/gitutil`, `frontend/dockerfile/dfgitutil`, `dockerfile2llb/convert_copy.go`).

use std::fmt;

/// A source that is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remote {
    /// A file, downloaded by HTTP.
    Web,
    /// A Git repository, with the options that its address holds.
    Git(GitOptions),
}

/// What stands in the address of a repository behind its path: `?keep-git-dir=true#ref:directory`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GitOptions {
    /// Branch, tag or commit.
    pub reference: Option<String>,
    /// Directory of the repository.
    pub directory: Option<String>,
    /// The commit that must be found.
    pub checksum: Option<String>,
    /// Whether `.git` is kept.
    pub keep_git_dir: Option<bool>,
    /// What the builder refuses in the options.
    pub error: Option<GitOptionError>,
}

/// What is wrong with the options of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitOptionError {
    /// An option that does not exist.
    Unknown(String),
    /// An option without a value.
    NoValue(String),
    /// An option that stands twice.
    Twice(String),
    /// A switch whose value is neither true nor false.
    NoBoolean(String),
    /// Two options that contradict each other.
    Conflict(&'static str, &'static str),
}

impl fmt::Display for GitOptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(key) => write!(f, "the address of a Git repository has no option `{key}`"),
            Self::NoValue(key) => write!(f, "`{key}` needs a value: `?{key}=…`"),
            Self::Twice(key) => write!(f, "`{key}` stands twice in the address"),
            Self::NoBoolean(key) => write!(f, "`{key}` takes true or false"),
            Self::Conflict(left, right) => write!(f, "{left} and {right} contradict each other"),
        }
    }
}

/// The options that the address of a repository may have.
pub const GIT_OPTIONS: &[&str] =
    &["ref", "tag", "branch", "subdir", "checksum", "commit", "keep-git-dir", "submodules"];

impl Remote {
    /// What a source, variables expanded, is fetched from; `None` for a path of the build context.
    pub fn of(source: &str) -> Option<Self> {
        let (address, fragment) = cut(source, '#');
        let (path, query) = cut(address, '?');
        let git = || Some(Self::Git(GitOptions::read(query, fragment)));
        if let Some((scheme, _)) = path.split_once("://") {
            return match scheme.to_ascii_lowercase().as_str() {
                "git" | "ssh" => git(),
                "http" | "https" if path.strip_suffix(".git").is_some() => git(),
                "http" | "https" if matches!(scheme, "http" | "https") => Some(Self::Web),
                _ => None,
            };
        }
        if is_secure_copy_address(path) { git() } else { None }
    }
}

fn cut(text: &str, mark: char) -> (&str, &str) {
    text.split_once(mark).unwrap_or((text, ""))
}

/// `user@host:path`
fn is_secure_copy_address(text: &str) -> bool {
    let parts = text.split_once('@').and_then(|(user, rest)| Some((user, rest.split_once(':')?.0)));
    parts.is_some_and(|(user, host)| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !user.is_empty()
            && user.chars().all(|c| is_word(c) || c == '_')
            && !host.is_empty()
            && host.chars().all(|c| is_word(c) || c == '.')
    })
}

impl GitOptions {
    fn read(query: &str, fragment: &str) -> Self {
        let (reference, directory) = cut(fragment, ':');
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut options = Self { reference: text(reference), directory: text(directory), ..Self::default() };
        options.error = options.read_query(query).err();
        options
    }

    fn read_query(&mut self, query: &str) -> Result<(), GitOptionError> {
        let mut seen: Vec<&str> = Vec::new();
        let (mut tag, mut branch) = (None, None);
        for option in query.split('&').filter(|option| !option.is_empty()) {
            let (key, value) = cut(option, '=');
            if seen.contains(&key) {
                return Err(GitOptionError::Twice(key.to_owned()));
            }
            seen.push(key);
            let is_switch = matches!(key, "keep-git-dir" | "submodules");
            if value.is_empty() && !is_switch {
                return Err(GitOptionError::NoValue(key.to_owned()));
            }
            match key {
                "ref" => settle(&mut self.reference, value, "the option `ref`", "what follows `#`")?,
                "subdir" => settle(&mut self.directory, value, "the option `subdir`", "what follows `:`")?,
                "tag" => tag = Some(qualified(value, "refs/tags/")),
                "branch" => branch = Some(qualified(value, "refs/heads/")),
                "checksum" | "commit" => self.checksum = Some(value.to_owned()),
                "keep-git-dir" | "submodules" => {
                    let switch = if value.is_empty() { Some(true) } else { crate::syntax::parse_boolean(value) };
                    let switch = switch.ok_or_else(|| GitOptionError::NoBoolean(key.to_owned()))?;
                    if key == "keep-git-dir" {
                        self.keep_git_dir = Some(switch);
                    }
                }
                _ => return Err(GitOptionError::Unknown(key.to_owned())),
            }
        }
        match (tag, branch) {
            (Some(_), Some(_)) => Err(GitOptionError::Conflict("a tag", "a branch")),
            (Some(tag), None) => settle(&mut self.reference, &tag, "the tag", "the reference"),
            (None, Some(branch)) => settle(&mut self.reference, &branch, "the branch", "the reference"),
            (None, None) => Ok(()),
        }
    }
}

fn qualified(name: &str, prefix: &str) -> String {
    if name.starts_with(prefix) { name.to_owned() } else { format!("{prefix}{name}") }
}

/// Sets what is not set yet; anything else that is set already must be the same.
fn settle(
    slot: &mut Option<String>,
    value: &str,
    left: &'static str,
    right: &'static str,
) -> Result<(), GitOptionError> {
    match slot {
        Some(old) if old != value => Err(GitOptionError::Conflict(left, right)),
        _ => {
            *slot = Some(value.to_owned());
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_files_web_and_git_apart() {
        let web = ["http://a/b", "https://example.com/a.tar.gz?x=.git", "https://github.com/a/b"];
        let git = [
            "https://github.com/a/b.git",
            "https://github.com/a/b.git?tag=v1#:docs",
            "git@github.com:a/b.git",
            "git://x/y",
            "ssh://git@x/y",
        ];
        let files = ["a", "./a", "github.com/a/b", "ftp://a/b", "a@b", "dir/x@y:z", ""];
        for source in web {
            assert_eq!(Remote::of(source), Some(Remote::Web), "{source}");
        }
        for source in git {
            assert!(matches!(Remote::of(source), Some(Remote::Git(_))), "{source}");
        }
        for source in files {
            assert_eq!(Remote::of(source), None, "{source}");
        }
    }

    #[test]
    fn reads_the_options_of_a_repository() {
        let options = |query: &str| match Remote::of(&format!("https://x/y.git{query}")) {
            Some(Remote::Git(options)) => options,
            other => panic!("a repository, not {other:?}"),
        };
        let read = options("?keep-git-dir=true&tag=v1#:docs");
        assert_eq!((read.keep_git_dir, read.reference.as_deref()), (Some(true), Some("refs/tags/v1")));
        assert_eq!((read.directory.as_deref(), read.error), (Some("docs"), None));
        let errors = [
            ("?foo=1", GitOptionError::Unknown("foo".into())),
            ("?ref=", GitOptionError::NoValue("ref".into())),
            ("?ref=a&ref=a", GitOptionError::Twice("ref".into())),
            ("?submodules=x", GitOptionError::NoBoolean("submodules".into())),
            ("?ref=a#b", GitOptionError::Conflict("the option `ref`", "what follows `#`")),
            ("?tag=a&branch=b", GitOptionError::Conflict("a tag", "a branch")),
        ];
        for (query, error) in errors {
            assert_eq!(options(query).error, Some(error), "{query}");
        }
    }
}
