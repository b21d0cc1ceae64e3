//! Which stages mean the same variable by one name.

use super::variable::global;
use crate::model::{AssignmentKind, Base, Dockerfile};
use crate::syntax::Keyword;

/// Where one name means what: every group of stages that hand the variable to each other has a number.
pub(super) struct Reach {
    /// For what stands before the first FROM, and then for each stage, a lower one of its group; the lowest leads to
    /// itself.
    next: Vec<usize>,
    /// For each stage, whether the variable is known in it, and whether containers see it.
    known: Vec<(bool, bool)>,
}

/// The group of what stands before the first FROM.
pub(super) const GLOBAL: usize = 0;

impl Reach {
    pub(super) fn of(dockerfile: &Dockerfile<'_>, name: &str) -> Self {
        let is_global = global(dockerfile, name).is_some();
        let count = dockerfile.stages.len();
        let mut reach = Self { next: (0..=count).collect(), known: Vec::with_capacity(count) };
        for stage in &dockerfile.stages {
            let (mut is_known, mut is_kept) = (false, false);
            if let Base::Stage(base) = stage.base {
                (is_known, is_kept) = reach.known[base];
                if is_known {
                    reach.join(stage.index + 1, base + 1);
                }
            }
            for assignment in stage.assignments.iter().filter(|it| it.name == name) {
                is_known = true;
                is_kept |= assignment.kind.is_kept();
                if is_global && assignment.kind == AssignmentKind::GlobalArg {
                    reach.join(stage.index + 1, GLOBAL);
                }
            }
            reach.known.push((is_known, is_kept));
        }
        reach
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.last(one), self.last(other));
        self.next[one.max(other)] = one.min(other);
    }

    /// The lowest of its group.
    fn last(&self, mut at: usize) -> usize {
        while self.next[at] != at {
            at = self.next[at];
        }
        at
    }

    /// The group of a stage; `None` where the name means nothing.
    pub(super) fn stage(&self, stage: usize) -> Option<usize> {
        self.known[stage].0.then(|| self.last(stage + 1))
    }

    /// The group that the instruction at `index` asks for the name.
    pub(super) fn at(&self, dockerfile: &Dockerfile<'_>, index: usize) -> Option<usize> {
        let keyword = dockerfile.tree.instructions[index].keyword;
        let stage = dockerfile.facts[index].stage.filter(|_| keyword != Keyword::From);
        let Some(stage) = stage else { return Some(GLOBAL) };
        let in_container = matches!(keyword, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck);
        self.stage(stage).filter(|_| self.known[stage].1 || !in_container)
    }
}
