//! What is to be said of one file of the build context: mistakes in it, and findings that name it.

use dockerfile_playground::model::ignore::IgnoreFile;
use dockerfile_playground::text::Span;

use crate::page::hooks::Snapshot;
use crate::page::level::Level;

/// One thing to say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    pub(super) level: Level,
    pub(super) message: String,
    /// The line of the file that it is about, counted from 1.
    pub(super) line: Option<usize>,
    /// The place in the Dockerfile that it is about.
    pub(super) dockerfile: Option<Span>,
}

/// What is to be said of the file at `path`.
pub(super) fn notes(snapshot: &Snapshot, path: &str) -> Vec<Note> {
    let project = &snapshot.project;
    let ignore = (project.ignore_file_path().as_deref() == Some(path)).then(|| project.ignore_file());
    let errors = ignore.iter().flat_map(IgnoreFile::errors).map(|error| Note {
        level: Level::Error,
        message: error.kind.to_string(),
        line: Some(error.line),
        dockerfile: None,
    });
    let quoted = format!("`{path}`");
    let findings = snapshot.analysis.findings.iter().filter_map(|finding| {
        let elsewhere = finding.elsewhere.as_ref();
        let here = elsewhere.filter(|it| it.path == path);
        let is_named = here.is_some()
            || finding.message.contains(&quoted)
            || elsewhere.is_some_and(|it| it.added.iter().any(|line| line == path));
        is_named.then(|| Note {
            level: finding.severity.into(),
            message: finding.message.clone(),
            line: here.and_then(|it| it.line),
            dockerfile: Some(finding.span),
        })
    });
    errors.chain(findings).collect()
}
