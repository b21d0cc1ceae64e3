//! What needs the tools of developers: the programs that build, and the stages that go on from others.

use super::purpose::of_name;
use super::{DependencyKind, Dockerfile, Program};
use crate::settings::Profile;

/// Programs that developers install to build, test and check, and those that start such.
const BUILDERS: &[&str] = &[
    "astro",
    "ava",
    "babel",
    "cypress",
    "ember",
    "esbuild",
    "eslint",
    "gatsby",
    "grunt",
    "gulp",
    "jest",
    "just",
    "lerna",
    "make",
    "mocha",
    "nest",
    "next",
    "ng",
    "node",
    "nuxi",
    "nuxt",
    "nx",
    "parcel",
    "phing",
    "phpstan",
    "phpunit",
    "playwright",
    "pytest",
    "quasar",
    "react-scripts",
    "remix",
    "rollup",
    "rsbuild",
    "rush",
    "swc",
    "task",
    "tsc",
    "tsup",
    "turbo",
    "vite",
    "vitest",
    "vue-cli-service",
    "webpack",
    "wp-scripts",
];

impl Program<'_> {
    /// Whether it builds, tests or checks, or is a script that may: it needs the tools of developers.
    pub fn builds(self) -> bool {
        let is_shell = matches!(self.name, "sh" | "bash");
        let is_script = self.words[0].literal().is_some_and(|it| it.starts_with("./"));
        BUILDERS.contains(&self.name) || is_shell && self.subcommand().is_some() || is_script
    }
}

impl Dockerfile<'_> {
    /// Whether the target is named for developers, while another stage is named for production.
    pub fn is_named_for_developers(&self) -> bool {
        let names = |wanted: &dyn Fn(&str) -> bool| {
            let stages = self.stages.iter().filter(|it| Some(it.index) != self.target);
            stages.filter_map(|it| it.name.as_deref()).any(wanted)
        };
        let target = self.target.and_then(|it| self.stages[it].name.as_deref());
        let is_such =
            target.is_some_and(|it| of_name(it) == Some(Profile::Dev) || matches!(it, "test" | "tests" | "ci" | "e2e"));
        is_such && names(&|it| of_name(it) == Some(Profile::Prod) || matches!(it, "runtime" | "final" | "runner"))
    }

    /// For each stage whether one that is not shipped is built on it or takes files of it.
    pub fn stages_with_other_users(&self) -> Vec<bool> {
        let mut shipped = vec![false; self.stages.len()];
        for stage in self.target.into_iter().flat_map(|it| self.lineage(it)) {
            shipped[stage.index] = true;
        }
        let mut used = vec![false; shipped.len()];
        // Whoever is built on a stage that is used so is later in the file.
        for stage in self.stages.iter().rev() {
            for needed in &stage.dependencies {
                let goes_on = needed.kind == DependencyKind::From && used[stage.index];
                used[needed.stage] |= !shipped[stage.index] || goes_on;
            }
        }
        used
    }
}
