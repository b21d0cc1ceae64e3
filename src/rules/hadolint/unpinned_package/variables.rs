//! Which variables an instruction can see, as far as hadolint follows them.

use std::collections::{BTreeSet, HashMap};

use crate::rules::hadolint::file::Line;
use crate::rules::hadolint::quotes::unquoted;
use crate::syntax::Keyword;

/// The variables known so far. ARG is never forgotten; ENV belongs to a stage and to those built on its name.
#[derive(Debug, Default)]
pub(super) struct Variables<'a> {
    arguments: BTreeSet<&'a str>,
    environment: BTreeSet<&'a str>,
    /// The name of the current stage.
    stage: Option<&'a str>,
    /// What the stages above had at their end; of two with one name the first counts.
    finished: HashMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Variables<'a> {
    /// Takes note of what the line declares.
    pub(super) fn pass(&mut self, line: &Line<'a>) {
        let names = line.instruction.pairs().iter().map(|pair| unquoted(&pair.key.text));
        match line.instruction.keyword {
            // hadolint reads one name from an ARG.
            Keyword::Arg => self.arguments.extend(names.take(1)),
            Keyword::Env => self.environment.extend(names),
            Keyword::From => {
                let Some(base) = line.base_image() else { return };
                let environment = std::mem::take(&mut self.environment);
                if let Some(stage) = self.stage {
                    self.finished.entry(stage).or_insert(environment);
                }
                self.stage = base.alias;
                self.environment = self.finished.get(base.image.name).cloned().unwrap_or_default();
            }
            _ => {}
        }
    }

    /// Whether one of them stands as `${name}` in the text.
    pub(super) fn any_in(&self, text: &str) -> bool {
        let names = text.split("${").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        names.into_iter().any(|name| self.arguments.contains(name) || self.environment.contains(name))
    }
}
