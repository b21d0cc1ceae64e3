//! What the engine says of the file as it stands and of the same file in a better order.

use dockerfile_playground::Project;
use dockerfile_playground::convert::{Advice, Question};
use dockerfile_playground::simulate::advice::Mix;
use dockerfile_playground::simulate::cache::{CacheReport, Options, Step, first_build, simulate};

use super::change::Change;
use super::seconds::{self, Seconds};
use crate::page::files::{Files, entries};
use crate::page::hooks::Snapshot;

/// What the file costs with that build context, and what costs less.
pub(super) fn advice(snapshot: &Snapshot, project: &Project, mix: Mix, typed: &Seconds) -> Advice {
    let seconds = |step: &Step| seconds::of(step, typed);
    let is_guessed = is_guessed(snapshot);
    let question = Question { project, is_guessed, settings: &snapshot.settings, mix, seconds: &seconds };
    question.advice(&snapshot.analysis.findings)
}

/// The same file with everything that the rules and the advisor would change in it.
pub(super) fn improved(snapshot: &Snapshot, project: &Project, text: &str, mix: Mix, typed: &Seconds) -> String {
    let seconds = |step: &Step| seconds::of(step, typed);
    let project = Project { dockerfile: text.to_owned(), ..project.clone() };
    let is_guessed = is_guessed(snapshot);
    Question { project: &project, is_guessed, settings: &snapshot.settings, mix, seconds: &seconds }.improved()
}

/// Whether what the findings know has no files, so that those shown are guessed.
fn is_guessed(snapshot: &Snapshot) -> bool {
    snapshot.project.files.is_empty()
}

/// What happens to the steps of the second build. `earlier` is the text that typing is compared with.
pub(super) fn rebuild(project: &Project, change: &Change, earlier: &str, has_more_files: bool) -> CacheReport {
    // Of a guessed context nobody knows what is missing.
    let options = Options { has_more_files, ..Options::default() };
    match change.builds(project, earlier) {
        (Some(before), after) => simulate(&before, &after, options),
        (None, after) => first_build(&after, options),
    }
}

/// The project with the build context that it probably has.
pub(super) fn with_guess(project: &Project) -> Project {
    Project { files: entries(&Files::guessed(&project.dockerfile), &project.dockerfile), ..project.clone() }
}
