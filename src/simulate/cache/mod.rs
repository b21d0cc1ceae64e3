//! Which steps of a build come from the cache, and because of what the others run.

mod report;

pub use report::{CacheReport, Options, Outcome, RerunOutput, Step, Store, Summary};

use crate::project::Project;

/// The builder has built `before` once with an empty cache; now it builds `after`.
pub fn simulate(_before: &Project, _after: &Project, _options: Options) -> CacheReport {
    CacheReport::default()
}
