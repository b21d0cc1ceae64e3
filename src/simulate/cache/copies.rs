//! COPY and ADD as they count for their keys.
//!
//! Source: moby/buildkit, dockerfile2llb (`convert_copy.go`) and `solver/llbsolver/ops/file.go`: the own key holds the
//! last name of each source, the destination and the flags; where the sources come from is not in it, their files are.

use super::digest::{Digest, Hasher};
use super::selection::Selector;
use crate::model::Dockerfile;
use crate::model::expand::expand_heredoc;
use crate::model::path::{clean, clean_in_root};
use crate::syntax::{Heredoc, Instruction, Keyword, Word};

/// A COPY or ADD, ready to be keyed.
pub(super) struct KeyedCopy {
    pub(super) sources: Vec<CopySource>,
    /// Absolute; a `/` or `/.` at the end is kept, as it counts.
    pub(super) destination: String,
    /// `--from` as written.
    pub(super) from: Option<String>,
    /// `--chown`
    pub(super) owner: Option<String>,
    /// `--chmod`, an octal number in its shortest form.
    pub(super) mode: Option<String>,
    /// `--link` that takes effect where the store supports it.
    pub(super) is_link: bool,
    /// Archives among local sources are unpacked.
    unpack_local: bool,
    /// Archives among remote sources are unpacked.
    unpack_remote: bool,
}

/// One source.
pub(super) enum CopySource {
    /// Files of the context, a stage or an image.
    Files(Selector),
    /// A heredoc: its name and its text after expansion.
    Document { name: String, text: String },
    /// A file from a server: its name and its address.
    Url { name: String, url: String, checksum: Option<String> },
    /// A repository; the digest holds all that selects the files.
    Repository(Digest),
}

impl KeyedCopy {
    /// `None` if the instruction has no destination, which is an error.
    pub(super) fn of(dockerfile: &Dockerfile, index: usize, instruction: &Instruction) -> Option<Self> {
        let copy = instruction.copy()?;
        let flag = |name: &str| instruction.flag(name)?.value.as_ref().map(|value| dockerfile.expand(index, value));
        let destination = dockerfile.expand(index, copy.destination.as_ref()?);
        let is_add = instruction.keyword == Keyword::Add;
        let unpack = instruction.flag("unpack").map(|_| is_on(instruction, "unpack"));
        let mode = flag("chmod").map(|mode| octal(mode).unwrap_or_else(|| mode.to_owned()));
        let heredoc = |word: &Word| instruction.heredocs.iter().find(|heredoc| heredoc.marker == word.range);
        let mut sources = Vec::with_capacity(copy.sources.len());
        for word in copy.sources.iter().filter(|word| heredoc(word).is_none()) {
            sources.push(source(dockerfile, index, instruction, dockerfile.expand(index, word)));
        }
        // Documents come last, wherever they stand.
        for heredoc in copy.sources.iter().filter_map(heredoc) {
            let text = document(dockerfile, index, heredoc);
            sources.push(CopySource::Document { name: heredoc.name.clone(), text });
        }
        Some(Self {
            sources,
            destination: absolute(&dockerfile.facts[index].workdir, destination),
            from: instruction.flag_value("from").filter(|_| !is_add).map(str::to_owned),
            owner: flag("chown").map(str::to_owned),
            // A COPY --link with --chmod is a plain one (convert_copy.go, 331).
            is_link: is_on(instruction, "link") && mode.is_none(),
            mode,
            unpack_local: is_add && unpack.unwrap_or(true),
            unpack_remote: is_add && unpack.unwrap_or(false),
        })
    }

    /// The own key; `inputs` names for each source which of the step's inputs it comes from.
    pub(super) fn own(&self, inputs: &[usize]) -> Digest {
        let sources = self.sources.iter().zip(inputs).fold(Digest::of("copy"), |hasher, (source, input)| {
            let hasher = hasher.text(&self.destination).optional(self.owner.as_deref()).optional(self.mode.as_deref());
            source.add_to(hasher.number(*input as u64), self)
        });
        sources.number(self.sources.len() as u64).finish()
    }

    /// The sources without destination and flags, to tell what changed.
    pub(super) fn sources_digest(&self) -> Digest {
        self.sources.iter().fold(Digest::of("sources"), |hasher, source| source.add_to(hasher, self)).finish()
    }

    /// `--chown` and `--chmod`, where files are told apart by them.
    pub(super) fn attributes(&self) -> Option<Digest> {
        let has_any = self.owner.is_some() || self.mode.is_some();
        let digest =
            || Digest::of("attributes").optional(self.owner.as_deref()).optional(self.mode.as_deref()).finish();
        has_any.then(digest)
    }

    /// Path of the destination: clean, below the root, the root itself empty.
    pub(super) fn destination_path(&self) -> String {
        clean_in_root(&self.destination)
    }

    /// Whether the destination is a directory by its spelling, or by the number of sources.
    pub(super) fn is_into(&self) -> bool {
        self.destination.ends_with('/') || self.destination.ends_with("/.") || self.sources.len() > 1
    }

    /// Whether a local source of that name may be unpacked.
    pub(super) fn unpacks(&self, name: &str) -> bool {
        let archives = [".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"];
        self.unpack_local && archives.iter().any(|ending| name.ends_with(ending))
    }
}

impl CopySource {
    fn add_to(&self, hasher: Hasher, copy: &KeyedCopy) -> Hasher {
        match self {
            Self::Files(selector) => {
                let lists = [&selector.include, &selector.exclude];
                let hasher = hasher.text("files").text(selector.base_name()).flag(copy.unpack_local);
                lists.into_iter().fold(hasher, |hasher, list| hasher.texts(list.iter().map(String::as_str)))
            }
            Self::Document { name, .. } => hasher.text("made").text(name).flag(false),
            Self::Url { name, .. } => hasher.text("made").text(name).flag(copy.unpack_remote),
            Self::Repository(_) => hasher.text("made").text("/").flag(copy.unpack_remote),
        }
    }

    /// The name that its file has.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Files(selector) => selector.base_name(),
            Self::Document { name, .. } | Self::Url { name, .. } => name,
            Self::Repository(_) => "/",
        }
    }
}

fn source(dockerfile: &Dockerfile, index: usize, instruction: &Instruction, text: &str) -> CopySource {
    if instruction.keyword == Keyword::Add {
        let checksum = instruction.flag("checksum").and_then(|flag| flag.value.as_ref());
        let checksum = checksum.map(|value| dockerfile.expand(index, value).to_owned());
        if is_repository(text) {
            let keeps_history = is_on(instruction, "keep-git-dir");
            return CopySource::Repository(Digest::of("repository").text(text).flag(keeps_history).finish());
        }
        if text.starts_with("http://") || text.starts_with("https://") {
            return CopySource::Url { name: file_name(text), url: text.to_owned(), checksum };
        }
    }
    let excludes = instruction.flags.iter().filter(|flag| flag.name.text == "exclude");
    let exclude = excludes.filter_map(|flag| Some(flag.value.as_ref()?.text.clone())).collect();
    if is_on(instruction, "parents") {
        // What stands before `/./` is left out of the copied paths.
        let (parent, pattern) = text.split_once("/./").unwrap_or(("", text));
        let include = vec![clean_in_root(pattern)];
        return CopySource::Files(Selector { include, exclude, ..Selector::source(parent) });
    }
    CopySource::Files(Selector { exclude, ..Selector::source(text) })
}

/// The text of a heredoc as it is written to its file.
fn document(dockerfile: &Dockerfile, index: usize, heredoc: &Heredoc) -> String {
    let text = content(&dockerfile.tree.text, heredoc);
    if heredoc.quoted {
        return text;
    }
    let lookup = |name: &str| dockerfile.variable(index, name).and_then(|it| it.value.as_deref());
    expand_heredoc(&text, &lookup).map_or(text, |expansion| expansion.text)
}

/// The lines of a heredoc; with `<<-`, without the tabs before them.
pub(super) fn content(file: &str, heredoc: &Heredoc) -> String {
    let body = heredoc.body.of(file);
    if heredoc.strip_tabs {
        body.split_inclusive('\n').map(|line| line.trim_start_matches('\t')).collect()
    } else {
        body.to_owned()
    }
}

/// `path` taken from the working directory, clean but for a `/` or `/.` at its end.
fn absolute(workdir: &str, path: &str) -> String {
    let written = if matches!(path, "." | "") { "./" } else { path };
    let mut full = clean(&if written.starts_with('/') { written.to_owned() } else { format!("{workdir}/{written}") });
    if written.ends_with('/') && !full.ends_with('/') {
        full.push('/');
    } else if written.ends_with("/.") {
        full.push_str(if full == "/" { "." } else { "/." });
    }
    full
}

/// The shortest spelling of an octal mode; `None` if it is none.
fn octal(mode: &str) -> Option<String> {
    u32::from_str_radix(mode, 8).ok().filter(|_| !mode.starts_with('+')).map(|mode| format!("{mode:o}"))
}

/// Whether a switch is on: `--link` or `--link=true`.
fn is_on(instruction: &Instruction, name: &str) -> bool {
    let Some(flag) = instruction.flag(name) else { return false };
    !matches!(flag.value.as_ref().map(|value| value.text.as_str()), Some("false" | "0" | "f" | "F" | "FALSE" | "False"))
}

/// Whether ADD clones the source (BuildKit, `util/gitutil`).
fn is_repository(text: &str) -> bool {
    let address = text.split(['#', '?']).next().unwrap_or(text);
    let is_web = text.starts_with("http://") || text.starts_with("https://");
    let is_ssh = text.starts_with("git@") && text.contains(':');
    (is_web && address.ends_with(".git")) || is_ssh || text.starts_with("git://") || text.starts_with("ssh://")
}

/// The name under which a file from a server is stored: the last part of the path.
fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = clean(path.split_once('/').map_or("", |(_, path)| path));
    let name = path.rsplit('/').next().unwrap_or_default();
    if matches!(name, "" | ".") { "__unnamed__".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_keep_what_counts() {
        let cases = [
            ("/", ".", "/"),
            ("/app", ".", "/app/"),
            ("/app", "./", "/app/"),
            ("/app", "", "/app/"),
            ("/app", "x", "/app/x"),
            ("/app", "x/", "/app/x/"),
            ("/app", "/x/.", "/x/."),
            ("/app", "../y", "/y"),
            ("/app", "/", "/"),
        ];
        for (workdir, path, expected) in cases {
            assert_eq!(absolute(workdir, path), expected, "{path}");
        }
    }

    #[test]
    fn tells_repositories_from_files() {
        for url in ["https://x.y/z.git", "https://x.y/z.git#main:dir", "git@x.y:z", "git://x", "ssh://git@x/y"] {
            assert!(is_repository(url), "{url}");
        }
        for url in ["https://x.y/z.tar.gz", "https://x.y/.git/a", "git.txt", "git@home"] {
            assert!(!is_repository(url), "{url}");
        }
        for (url, name) in
            [("https://x.y/a/b.txt?c=d/e", "b.txt"), ("https://x.y", "__unnamed__"), ("http://x/a/", "a")]
        {
            assert_eq!(file_name(url), name, "{url}");
        }
        assert_eq!((octal("0644"), octal("u=rw")), (Some("644".to_owned()), None));
    }
}
