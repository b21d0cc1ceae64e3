//! The command of a RUN as it counts for its key.
//!
//! Source: moby/buildkit, dockerfile2llb (`convert.go`, 1363-1403 and 1912-1920).

use super::copies::content;
use super::digest::Digest;
use crate::model::Dockerfile;
use crate::syntax::{CommandLine, Instruction};
use crate::text::TextRange;

/// What a shell form is handed to without a `SHELL`.
const DEFAULT_SHELL: [&str; 2] = ["/bin/sh", "-c"];

/// The same on Windows.
const DEFAULT_WINDOWS_SHELL: [&str; 3] = ["cmd", "/S", "/C"];

/// The words that are run, in two parts.
pub(super) struct KeyedCommand {
    /// The words of the shell; none for the exec form.
    pub(super) shell: Vec<String>,
    /// The words of the exec form, or the one text for the shell.
    pub(super) words: Vec<String>,
    /// The file that a script with `#!` is run from: its content, mounted at `/dev/pipes/`.
    pub(super) script: Option<Digest>,
}

impl KeyedCommand {
    pub(super) fn of(dockerfile: &Dockerfile, index: usize, instruction: &Instruction, platform: &str) -> Self {
        if let Some(CommandLine::Exec { words }) = instruction.command() {
            let words = words.iter().map(|word| word.text.clone()).collect();
            return Self { shell: Vec::new(), words, script: None };
        }
        let shell = match &dockerfile.facts[index].shell {
            Some(words) => words.to_vec(),
            None if platform.starts_with("windows") => DEFAULT_WINDOWS_SHELL.map(str::to_owned).to_vec(),
            None => DEFAULT_SHELL.map(str::to_owned).to_vec(),
        };
        let (text, script) = text(&dockerfile.tree.text, instruction);
        Self { shell, words: vec![text], script }
    }

    /// All words that are run.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.shell.iter().chain(&self.words).map(String::as_str)
    }
}

/// What the shell gets to see.
fn text(file: &str, instruction: &Instruction) -> (String, Option<Digest>) {
    let body = &instruction.body;
    let whole = body.source_range(TextRange::new(0, body.text().len()));
    match instruction.heredocs.as_slice() {
        [] => (body.text().to_owned(), None),
        [only] if only.marker == whole => {
            let script = content(file, only);
            if script.starts_with("#!") {
                let digest = Digest::of("script").text(&only.name).text(&script).finish();
                (format!("/dev/pipes/{}", only.name), Some(digest))
            } else {
                (script, None)
            }
        }
        documents => {
            let mut text = body.text().to_owned();
            for document in documents {
                text.push('\n');
                text.push_str(document.body.of(file));
                text.push_str(&document.name);
            }
            (text, None)
        }
    }
}
