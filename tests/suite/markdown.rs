//! Markdown as rule pages and case files use it: sections, fenced blocks, and Dockerfiles with their settings.
//!
//! Words after `dockerfile` say what the block is for: `dev` or `prod`, `crlf` for its line breaks, `open` for no line
//! break at the end, `registry=host` with `image=private-name` for a registry, `build-arg=NAME=value` for the build. A block `file:path` is a file of the
//! build context.

use std::collections::BTreeMap;
use std::path::PathBuf;

use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::rules::{self, Finding, Rule};
use dockerfile_playground::{Profile, Project, Settings};

/// A path inside the package.
pub(crate) fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The text of a file of the package.
#[track_caller]
pub(crate) fn read(relative: &str) -> String {
    std::fs::read_to_string(path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// Every sample and every file of the corpus.
pub(crate) fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["static/samples", "tests/corpus"] {
        for entry in std::fs::read_dir(path(folder)).expect("a folder of Dockerfiles") {
            let name = entry.expect("a readable folder").file_name().into_string().expect("a name in UTF-8");
            if name.ends_with(".Dockerfile") {
                let text = std::fs::read_to_string(path(folder).join(&name)).expect("a text in UTF-8");
                files.push((name, text));
            }
        }
    }
    files.sort();
    assert!(files.len() > 20, "the files were not found");
    files
}

/// The stem of a rule's files.
pub(crate) fn stem(rule: &Rule) -> String {
    rule.name.replace('-', "_")
}

/// What follows a heading of the second level, the heading with it.
pub(crate) struct Section<'t> {
    pub(crate) title: &'t str,
    pub(crate) text: &'t str,
    pub(crate) blocks: Vec<Block<'t>>,
}

/// A fenced block.
pub(crate) struct Block<'t> {
    pub(crate) info: &'t str,
    pub(crate) body: &'t str,
    /// Where the body ends in the text of the section.
    pub(crate) end: usize,
}

/// The text before the first section, and the sections.
pub(crate) fn sections(text: &str) -> (&str, Vec<Section<'_>>) {
    let mut starts = Vec::new();
    let mut at = 0;
    let mut is_fenced = false;
    for line in text.split_inclusive('\n') {
        is_fenced ^= line.starts_with("```");
        if line.starts_with("## ") && !is_fenced {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let sections = starts.iter().zip(ends).map(|(&start, end)| {
        let text = &text[start..end];
        let title = text.lines().next().unwrap_or_default().trim_start_matches("## ");
        Section { title, text, blocks: blocks(text) }
    });
    (&text[..starts.first().copied().unwrap_or(text.len())], sections.collect())
}

/// The fenced blocks of a text.
pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(info) = line.strip_prefix("```") {
            open = match open {
                None => Some((info.trim_end(), at + line.len())),
                Some((info, start)) => {
                    blocks.push(Block { info, body: &text[start..at], end: at });
                    None
                }
            };
        }
        at += line.len();
    }
    assert!(open.is_none(), "a fenced block is not closed:\n{text}");
    blocks
}

impl Block<'_> {
    /// Whether it is a Dockerfile.
    pub(crate) fn is_dockerfile(&self) -> bool {
        self.info.split(' ').next() == Some("dockerfile")
    }

    /// Whether it is a file of the build context.
    pub(crate) fn is_file(&self) -> bool {
        self.info.starts_with("file:")
    }
}

/// A Dockerfile with what its block says of it.
pub(crate) struct Example {
    pub(crate) project: Project,
    pub(crate) settings: Settings,
    /// Whether the block names a profile.
    pub(crate) has_profile: bool,
    /// Whether its lines end with `\r\n`.
    pub(crate) is_crlf: bool,
}

impl Example {
    /// Reads a block; files of the build context are taken from `blocks`.
    pub(crate) fn new(dockerfile: &Block<'_>, blocks: &[Block<'_>]) -> Self {
        let mut text = dockerfile.body.to_owned();
        let mut settings = Settings::default();
        let mut has_profile = false;
        let mut is_crlf = false;
        let mut build_args = BTreeMap::new();
        for word in dockerfile.info.split_whitespace().skip(1) {
            match (word, word.split_once('=')) {
                ("dev" | "prod", _) => {
                    has_profile = true;
                    settings.profile = if word == "dev" { Profile::Dev } else { Profile::Prod };
                }
                ("crlf", _) => is_crlf = true,
                ("open", _) => text.truncate(text.trim_end_matches('\n').len()),
                (_, Some(("build-arg", pair))) => {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    build_args.insert(name.to_owned(), value.to_owned());
                }
                (_, Some(("registry", host))) => settings.registry.get_or_insert_default().host = host.into(),
                (_, Some((image, private))) => {
                    let images = &mut settings.registry.get_or_insert_default().images;
                    images.insert(image.to_owned(), private.to_owned());
                }
                _ => panic!("`{word}` after `dockerfile` says nothing"),
            }
        }
        if is_crlf {
            text = text.replace('\n', "\r\n");
        }
        let files = blocks.iter().filter_map(|it| Some((it.info.strip_prefix("file:")?, it.body)));
        let files = files.map(|(path, body)| (path.to_owned(), ContextEntry::file(body))).collect();
        let project = Project { files, build_args, ..Project::new(text) };
        Self { project, settings, has_profile, is_crlf }
    }

    /// The same for one profile.
    pub(crate) fn settings_for(&self, profile: Profile) -> Settings {
        Settings { profile, ..self.settings.clone() }
    }

    /// What `rule` says of it.
    pub(crate) fn findings(&self, rule: &Rule, settings: &Settings) -> Vec<Finding> {
        let findings = dockerfile_playground::analyze(&self.project, settings).findings;
        findings.into_iter().filter(|it| it.rule == rule.name).collect()
    }

    /// The text after taking every fix of `rule`.
    pub(crate) fn fixed(&self, rule: &Rule, settings: &Settings) -> String {
        rules::fix_all(&self.project, settings, |finding, _| finding.rule == rule.name).0
    }
}
