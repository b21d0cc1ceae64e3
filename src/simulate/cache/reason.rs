use std::fmt;

use serde::Serialize;

/// Why a step runs, or need not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// Nothing that the step depends on changed.
    Unchanged,
    /// Steps that its files come from ran again, but left the same files.
    SameFiles {
        /// Line of the last of them.
        line: usize,
    },
    /// Nothing was built before.
    FirstBuild,
    /// The instruction only edits the image's metadata, or what later instructions see.
    Metadata,
    /// FROM goes on from an earlier stage.
    Continues {
        /// Name or number of that stage.
        stage: String,
    },
    /// The stage starts with nothing.
    Empty,
    /// The working directory is the root, which is there already.
    RootDirectory,
    /// The target does not need the stage.
    NotNeeded {
        /// Name or number of the stage.
        stage: String,
    },
    /// A named context stands in for the stage.
    Replaced {
        /// Its name.
        context: String,
    },
    /// The image of a FROM is another one.
    Image {
        /// The image as written before, perhaps the same with another digest or platform; `None` if there was none.
        before: Option<String>,
        /// The image as written now.
        after: String,
    },
    /// Files changed that are copied or mounted.
    Files {
        /// The changes; none are listed if only it is known that there are some.
        files: FileChanges,
        /// The named context that they are in; `None` for the build context.
        context: Option<String>,
    },
    /// Files changed that are copied or mounted from a stage.
    Stage {
        /// Name or number of the stage.
        stage: String,
        /// Line of the last step there that runs again.
        line: Option<usize>,
    },
    /// A file is not there, so the build stops.
    Missing {
        /// Its path in the context.
        path: String,
    },
    /// The build stops before it gets here.
    Stopped {
        /// Line where it stops.
        line: usize,
    },
    /// The build before stopped before it got here, so that there is no result.
    NotKept {
        /// Line where it stopped.
        line: usize,
    },
    /// The build was told not to use the cache for the step.
    NoCache {
        /// The stage that was named; `None` if it was told for all.
        stage: Option<String>,
    },
    /// The builder before BuildKit does not know something of the instruction, so the build stops.
    Refused {
        /// The flag as written, or `<<` for a heredoc.
        what: String,
    },
    /// Files are taken from another image or address.
    Source,
    /// The step that it builds on runs again.
    Input {
        /// Line of that step.
        line: usize,
        /// Its keyword.
        instruction: String,
        /// Files that changed besides.
        files: FileChanges,
    },
    /// A variable changed, and RUN sees all of them.
    Variable {
        /// Its name.
        name: String,
        /// The line that sets it, or that set it before; `None` if it comes with the image.
        line: Option<usize>,
        /// `ENV` or `ARG`; `None` if it comes with the image.
        instruction: Option<String>,
        /// How.
        change: VariableChange,
    },
    /// Something that holds for the step changed.
    Setting {
        /// What.
        setting: Setting,
        /// The line that sets it, if it is another one.
        line: Option<usize>,
    },
    /// The build before had no such step at this place.
    New,
}

/// Files that differ between two builds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileChanges {
    /// The first of them by path, at most [`LISTED_FILES`].
    pub listed: Vec<FileChange>,
    /// How many there are.
    pub count: usize,
    /// What all of them have in common; `None` if they differ in different ways.
    pub change: Option<FileChangeKind>,
}

/// How many files [`FileChanges`] lists.
pub const LISTED_FILES: usize = 100;

impl FileChanges {
    pub(super) fn new(changes: Vec<FileChange>) -> Self {
        let first = changes.first().map(|file| file.change);
        let change = first.filter(|first| changes.iter().all(|file| file.change == *first));
        let count = changes.len();
        let mut listed = changes;
        listed.truncate(LISTED_FILES);
        Self { listed, count, change }
    }
}

/// One file that differs between two builds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Its path in the context.
    pub path: String,
    /// How it differs.
    pub change: FileChangeKind,
}

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileChangeKind {
    /// Other bytes, another link, or a file in the place of a directory.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Only its permissions differ.
    Permissions,
    /// It was left out of the context before.
    NoLongerIgnored,
    /// It is left out of the context now.
    Ignored,
}

/// How a variable differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VariableChange {
    /// Another value.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// The same variables were set in another order.
    Order,
}

/// What holds for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are those of the instructions and flags")]
pub enum Setting {
    Command,
    Shell,
    User,
    Workdir,
    Platform,
    Mounts,
    Flags,
    Sources,
    Destination,
    Owner,
    Timestamp,
    Text,
    Instruction,
}

impl Reason {
    /// The sentence for an instruction with that keyword.
    pub(super) fn sentence(&self, keyword: &str) -> String {
        match self {
            Self::Unchanged if keyword == "FROM" => "the image is the same as before".to_owned(),
            Self::Unchanged => "nothing that it depends on changed".to_owned(),
            Self::SameFiles { line } => format!(
                "line {line} ran again, but the files taken from there are the same as before, so nothing behind this step \
                 runs again"
            ),
            Self::FirstBuild => "the cache is empty: nothing was built before".to_owned(),
            Self::Metadata if matches!(keyword, "ENV" | "ARG") => "only sets a variable: no build step".to_owned(),
            Self::Metadata => "only metadata: no build step".to_owned(),
            Self::Continues { stage } => format!("goes on from stage `{stage}`: no build step of its own"),
            Self::Empty => "starts with no files at all: no build step".to_owned(),
            Self::RootDirectory => "the root directory is there already: no build step".to_owned(),
            Self::NotNeeded { stage } => format!("stage `{stage}` is not needed for the target"),
            Self::Replaced { context } => format!("the build context `{context}` stands in for this stage"),
            Self::Image { before: Some(before), after } if before == after => {
                format!("the image {after} has another digest or platform than before")
            }
            Self::Image { before: Some(before), after } => format!("the image is {after}, and was {before} before"),
            Self::Image { before: None, after } => format!("the build before did not use the image {after}"),
            Self::Files { files, context } => {
                let mut sentence = describe(files);
                if let Some(context) = context {
                    sentence.push_str(&format!(" in the build context `{context}`"));
                }
                sentence
            }
            Self::Stage { stage, line: Some(line) } => {
                format!("the files that it takes from stage `{stage}` changed: line {line} runs again")
            }
            Self::Stage { stage, line: None } => format!("the files that it takes from stage `{stage}` are others"),
            Self::Missing { path } => format!("{path} is not in the build context, so the build stops here"),
            Self::Stopped { line } => format!("the build stops in line {line}"),
            Self::NotKept { line } => format!("the build before stopped in line {line} and never got here"),
            Self::NoCache { stage: None } => {
                "`--no-cache` tells the builder to run it, whatever was built before".to_owned()
            }
            Self::NoCache { stage: Some(stage) } => {
                format!("`--no-cache-filter {stage}` tells the builder to run it, whatever was built before")
            }
            Self::Refused { what } => {
                format!("the builder before BuildKit does not know `{what}`, so the build stops here")
            }
            Self::Source => "it takes its files from somewhere else than before".to_owned(),
            Self::Input { line, instruction, files } => {
                let mut sentence = if instruction == "FROM" {
                    format!("its base image, the FROM in line {line}, changed")
                } else {
                    format!("its input, the {instruction} in line {line}, changed")
                };
                if files.count > 0 {
                    sentence.push_str(&format!("; {} too", describe(files)));
                }
                sentence
            }
            Self::Variable { name, line, instruction, change } => {
                variable(name, *line, instruction.as_deref(), *change)
            }
            Self::Setting { setting, line } => {
                let line = line.map(|line| format!(" (line {line})")).unwrap_or_default();
                format!("{setting}{line} changed")
            }
            Self::New => "it is new at this place: the build before had no such step here".to_owned(),
        }
    }
}

fn variable(name: &str, line: Option<usize>, instruction: Option<&str>, change: VariableChange) -> String {
    let subject = match (instruction, line) {
        (Some(instruction), Some(line)) => format!("{instruction} {name} (line {line})"),
        _ => format!("the image's variable {name}"),
    };
    let what = match change {
        VariableChange::Changed => "changed",
        VariableChange::Added => "is new",
        VariableChange::Removed => "is gone",
        VariableChange::Order => "is set in another order",
    };
    format!("{subject} {what} and RUN sees every variable")
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Command => "its command",
            Self::Shell => "the shell that runs it",
            Self::User => "the user",
            Self::Workdir => "the working directory",
            Self::Platform => "the platform",
            Self::Mounts => "what is mounted",
            Self::Flags => "one of its flags",
            Self::Sources => "the list of what it copies",
            Self::Destination => "its destination",
            Self::Owner => "the owner of the copied files",
            Self::Timestamp => "the build argument SOURCE_DATE_EPOCH",
            Self::Text => "what it sets",
            Self::Instruction => "the instruction",
        })
    }
}

/// `a.py and b.py changed`, with the first two by name.
fn describe(files: &FileChanges) -> String {
    let (subject, is_many) = match files.listed.as_slice() {
        [] => ("the files that it takes".to_owned(), true),
        [only] => (only.path.clone(), false),
        [first, second] => (format!("{} and {}", first.path, second.path), true),
        [first, second, third] => (format!("{}, {} and {}", first.path, second.path, third.path), true),
        [first, second, ..] => (format!("{}, {} and {} more files", first.path, second.path, files.count - 2), true),
    };
    let (be, have) = if is_many { ("are", "were") } else { ("is", "was") };
    match files.change.unwrap_or(FileChangeKind::Changed) {
        FileChangeKind::Changed => format!("{subject} changed"),
        FileChangeKind::Added => format!("{subject} {have} added"),
        FileChangeKind::Removed => format!("{subject} {be} gone"),
        FileChangeKind::Permissions => format!("the permissions of {subject} changed"),
        FileChangeKind::NoLongerIgnored => format!("{subject} {be} no longer ignored"),
        FileChangeKind::Ignored => format!("{subject} {be} ignored now"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_two_files_and_counts_the_rest() {
        let files = |paths: &[&str], change| {
            FileChanges::new(paths.iter().map(|path| FileChange { path: (*path).to_owned(), change }).collect())
        };
        let mut mixed = files(&["a", "b"], FileChangeKind::Added).listed;
        mixed[0].change = FileChangeKind::Removed;
        let cases = [
            (files(&["a"], FileChangeKind::Changed), "a changed"),
            (files(&["a", "b"], FileChangeKind::Added), "a and b were added"),
            (files(&["a", "b", "c"], FileChangeKind::Removed), "a, b and c are gone"),
            (files(&["a", "b", "c", "d"], FileChangeKind::Changed), "a, b and 2 more files changed"),
            (files(&["run.sh"], FileChangeKind::Permissions), "the permissions of run.sh changed"),
            (files(&["a"], FileChangeKind::Ignored), "a is ignored now"),
            (FileChanges::new(mixed), "a and b changed"),
            (FileChanges::default(), "the files that it takes changed"),
        ];
        for (files, expected) in cases {
            assert_eq!(describe(&files), expected);
        }
    }
}
