//! Bundlers: the step that writes a front end into files, and the variables that it writes into them.

use std::collections::HashMap;

use super::package_script::script_name;
use super::{Assignment, Code, Dockerfile};

/// Variables that a bundler copies into what browsers load, by the beginning of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BakedPrefix {
    /// How their names begin.
    pub prefix: &'static str,
    /// Who copies them.
    pub tool: &'static str,
    /// Whether the value of the build is final; otherwise a server may give another one when it starts.
    pub is_final: bool,
}

/// Sources: the chapters on environment variables in the documentation of each tool.
static PREFIXES: &[BakedPrefix] = &[
    BakedPrefix { prefix: "REACT_APP_", tool: "Create React App", is_final: true },
    BakedPrefix { prefix: "VITE_", tool: "Vite", is_final: true },
    BakedPrefix { prefix: "NEXT_PUBLIC_", tool: "Next.js", is_final: true },
    BakedPrefix { prefix: "VUE_APP_", tool: "Vue CLI", is_final: true },
    BakedPrefix { prefix: "GATSBY_", tool: "Gatsby", is_final: true },
    BakedPrefix { prefix: "EXPO_PUBLIC_", tool: "Expo", is_final: true },
    // Nuxt and SvelteKit read these again when their server starts.
    BakedPrefix { prefix: "NUXT_PUBLIC_", tool: "Nuxt", is_final: false },
    BakedPrefix { prefix: "PUBLIC_", tool: "SvelteKit or Astro", is_final: false },
];

/// What is known of a variable by the beginning of its name.
pub fn baked_prefix(name: &str) -> Option<&'static BakedPrefix> {
    PREFIXES.iter().find(|it| name.strip_prefix(it.prefix).is_some_and(|rest| !rest.is_empty()))
}

/// Bundlers by their own name, with the subcommand that bundles, if they have others.
const BUNDLERS: &[(&str, &[&str])] = &[
    ("react-scripts", &["build"]),
    ("craco", &["build"]),
    ("vite", &["build"]),
    ("next", &["build"]),
    ("vue-cli-service", &["build"]),
    ("gatsby", &["build"]),
    ("nuxt", &["build", "generate"]),
    ("nuxi", &["build", "generate"]),
    ("astro", &["build"]),
    ("expo", &["export"]),
    ("webpack", &[]),
    ("turbo", &["build", "run"]),
    ("nx", &["build", "run"]),
];

impl Dockerfile<'_> {
    /// The `RUN`s that bundle a front end on the way to the target, in the order of the file.
    pub fn bundlings(&self) -> Vec<usize> {
        let is_needed = |index: usize| self.facts[index].stage.is_some_and(|stage| self.is_reachable(stage));
        let runs = self.all(crate::syntax::Keyword::Run).map(|(index, _)| index).filter(|&index| is_needed(index));
        runs.filter(|&index| self.bundles(index)).collect()
    }

    /// The variables that the bundlers at `bundlings` see, or would if somebody passed them, and whether the file gives
    /// them a value.
    pub fn names_for_bundlers(&self, bundlings: &[usize]) -> HashMap<&str, bool> {
        let mut names: HashMap<&str, bool> = HashMap::new();
        let mut is_read = vec![false; self.stages.len()];
        let mut last = None;
        for facts in bundlings.iter().rev().map(|&run| &self.facts[run]).filter(|it| it.stage.is_some()) {
            // The last bundler of a stage sees what those before it see.
            let Some(stage) = facts.stage.filter(|_| facts.stage != last) else { continue };
            last = facts.stage;
            let mut seen: Vec<&Assignment> = self.stages[stage].assignments[..facts.assignments].iter().collect();
            for below in self.lineage(stage).skip(1) {
                if std::mem::replace(&mut is_read[below.index], true) {
                    break;
                }
                seen.extend(&below.assignments);
            }
            for it in seen {
                *names.entry(it.name.as_str()).or_default() |= it.value.is_some();
            }
        }
        names
    }

    fn bundles(&self, index: usize) -> bool {
        let code = self.facts[index].code.iter();
        let mut programs = code.flat_map(Code::programs).map(|(_, program)| program);
        programs.any(|program| match script_name(program) {
            Some(name) => name.split(':').any(|part| matches!(part, "build" | "generate" | "export")),
            None => BUNDLERS.iter().any(|(name, subcommands)| {
                let is_given = || program.subcommand().is_some_and(|given| subcommands.contains(&given));
                *name == program.name && (subcommands.is_empty() || is_given())
            }),
        })
    }
}
