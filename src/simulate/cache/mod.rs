//! Which steps of a build come from the cache, and because of what the others run.
//!
//! Both builds are gone through as a graph of steps with the keys that BuildKit would give them; a step whose key the
//! build before has seen is taken from the cache. Nothing is built: files that COPY places are known from the project,
//! what an image holds or a RUN leaves is an unknown with an identity (`layers.rs`), and [`RerunOutput`] says
//! what to assume of a RUN that runs again.
//!
//! Knows the built-in Dockerfile frontend of BuildKit 0.32, its quirks included: swapped sources of one name are not
//! noticed, nor is a changed mode of a directory. The builder before BuildKit is a mode of its own (`build/legacy.rs`). Does not know
//! times of files, what servers have at an address, layers that two images share, and imported caches.

mod build;
mod changes;
mod commands;
mod copies;
mod digest;
mod effect;
mod environment;
mod explain;
mod layers;
mod mounts;
mod pairing;
mod placement;
mod reason;
mod recipe;
mod report;
mod selection;
mod stop;

pub use reason::{FileChange, FileChangeKind, FileChanges, LISTED_FILES, Reason, Setting, VariableChange};
pub use report::{Builder, CacheReport, NoCache, Options, Outcome, RerunOutput, Step, Stop, Store, Summary};

use crate::project::Project;
use build::Build;
use recipe::Recipe;

/// The builder has built `before` once with an empty cache; now it builds `after`.
///
/// Time is linear in instructions and files.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::Project;
/// use dockerfile_playground::simulate::cache::{Options, Outcome, simulate};
///
/// let mut before = Project::new("FROM python:3.10\nCOPY . .\nRUN pip install flask\n");
/// before.files.insert("app.py".to_owned(), "print(1)\n".into());
/// let mut after = before.clone();
/// after.files.insert("app.py".to_owned(), "print(2)\n".into());
///
/// let report = simulate(&before, &after, Options::default());
/// assert_eq!(report.steps[1].outcome, Outcome::Executed);
/// assert_eq!(report.steps[1].because, "app.py changed");
/// assert_eq!(report.steps[2].because, "its input, the COPY in line 2, changed");
/// ```
pub fn simulate(before: &Project, after: &Project, options: Options) -> CacheReport {
    let (before_recipe, after_recipe) = (Recipe::of(before), Recipe::of(after));
    let first = Options { no_cache: NoCache::Nothing, ..options.clone() };
    let before = Build::run(&before_recipe, before, first, None);
    let after = Build::run(&after_recipe, after, options, Some(&before));
    explain::report(Some(&before), &after)
}

/// The first build of a project: every step runs that the target needs.
pub fn first_build(project: &Project, options: Options) -> CacheReport {
    let recipe = Recipe::of(project);
    explain::report(None, &Build::run(&recipe, project, options, None))
}
