use std::collections::HashSet;

use super::{Completion, CompletionKind, Completions};
use crate::model::{Dockerfile, PLATFORM_ARGUMENTS};
use crate::syntax::Keyword;
use crate::text::TextRange;

/// The place that is completed and what has been found for it.
pub(super) struct Place<'a> {
    before: &'a str,
    behind: &'a str,
    found: Completions,
}

impl<'a> Place<'a> {
    /// The place between two texts.
    pub(super) fn new(before: &'a str, behind: &'a str) -> Self {
        let found = Completions { range: TextRange::empty(before.len()), items: Vec::new() };
        Self { before, behind, found }
    }

    pub(super) fn finish(self) -> Completions {
        self.found
    }

    /// The items take the place of the letters right before that fit.
    pub(super) fn start_at(&mut self, fits: fn(char) -> bool) {
        self.start_before(self.before.len() - self.before.trim_end_matches(fits).len());
    }

    /// The items take the place of so many bytes.
    pub(super) fn start_before(&mut self, count: usize) {
        self.found.range.start = self.before.len().saturating_sub(count);
    }

    pub(super) fn add(&mut self, kind: CompletionKind, label: &str, detail: &str, insert: &str) {
        let (label, detail, insert) = (label.to_owned(), detail.to_owned(), insert.to_owned());
        self.found.items.push(Completion { label, kind, detail, insert });
    }

    /// Adds values that explain themselves; what has been typed of one starts behind a blank or a mark.
    pub(super) fn values(&mut self, values: &[&str]) {
        self.start_at(|c| !c.is_whitespace() && !matches!(c, '=' | ',' | ';' | '/'));
        for value in values {
            self.add(CompletionKind::Value, value, "", value);
        }
    }

    /// Adds the stages before that of the instruction at `index`; those without a name by number, where a number names
    /// a stage.
    pub(super) fn stages(&mut self, dockerfile: &Dockerfile<'_>, index: usize, numbers: bool) {
        let own = dockerfile.facts[index].stage.unwrap_or_default();
        // The nearest stage is the likeliest.
        for stage in dockerfile.stages[..own].iter().rev() {
            let from = dockerfile.tree.instructions[stage.instructions.start].from();
            let name = match from.and_then(|from| from.name.as_ref()) {
                Some(name) => name.text.clone(),
                None if numbers => stage.index.to_string(),
                None => continue,
            };
            self.add(CompletionKind::Stage, &name, &format!("stage from {}", stage.base_text), &name);
        }
    }

    /// How long the name behind `$` or `${` right before the place is, and whether there is a brace.
    fn variable(&self) -> Option<(usize, bool)> {
        let rest = self.before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let is_braced = rest.ends_with("${");
        (is_braced || rest.ends_with('$')).then_some((self.before.len() - rest.len(), is_braced))
    }

    /// Whether the name of a variable is being typed.
    pub(super) fn is_variable(&self, escape: char) -> bool {
        self.variable().is_some_and(|(length, is_braced)| {
            let dollar = self.before.len() - length - 1 - usize::from(is_braced);
            !self.before[..dollar].ends_with(escape)
        })
    }

    /// Adds the variables that the instruction at `index`, a `keyword`, can use, if the name of one is being typed.
    pub(super) fn variables(&mut self, dockerfile: &Dockerfile<'_>, index: usize, keyword: Keyword) {
        let Some((length, is_braced)) = self.variable() else { return };
        self.start_before(length);
        let close = if is_braced && !self.behind.starts_with('}') { "}" } else { "" };
        let mut seen = HashSet::new();
        let mut add = |place: &mut Self, name: &str, detail: &str| {
            if seen.insert(name.to_owned()) {
                place.add(CompletionKind::Variable, name, detail, &format!("{name}{close}"));
            }
        };
        if keyword == Keyword::From {
            for argument in dockerfile.global_arguments.iter().rev() {
                add(self, &argument.name, argument.value.as_deref().unwrap_or("build argument"));
            }
            for name in PLATFORM_ARGUMENTS {
                add(self, name, dockerfile.global(name).unwrap_or_default());
            }
            return;
        }
        // What runs in a container does not see what only the build knows.
        let in_container = matches!(keyword, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck);
        let visible: Vec<_> = dockerfile.assignments_before(index).collect();
        for assignment in visible.into_iter().rev().filter(|it| !in_container || it.kind.is_kept()) {
            add(self, &assignment.name, assignment.value.as_deref().unwrap_or("build argument"));
        }
    }

    /// Adds the arguments that a stage may take over by `ARG name`.
    pub(super) fn arguments(&mut self, dockerfile: &Dockerfile<'_>) {
        self.start_at(|c| c.is_ascii_alphanumeric() || c == '_');
        for argument in dockerfile.global_arguments.iter().rev() {
            self.add(CompletionKind::Variable, &argument.name, "from before the first FROM", &argument.name);
        }
        for name in PLATFORM_ARGUMENTS {
            self.add(CompletionKind::Variable, name, "set by the builder", name);
        }
    }
}
