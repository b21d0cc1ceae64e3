//! One file in compose's `.env` format, or in the raw format of `docker run`, with its references replaced.

use std::collections::BTreeMap;

use super::super::super::expansion::Budget;
use super::super::super::expansion::compose::Interpolation;
use super::super::super::file_layer::FileLayer;
use super::super::super::files::Files;
use super::super::super::grammar::{self, Assignment, Parsed, literal};
use super::super::super::ladder::Candidate;
use super::super::super::resolution::{Problem, When};
use super::LATER_FILE;

/// How many variables without a value are named per file.
const MOST_WARNINGS: usize = 100;

/// Reading one file.
pub(super) struct EnvReading<'a> {
    pub(super) file: &'a str,
    /// The layer's name.
    pub(super) source: &'a str,
    /// Asked before the file's own values.
    pub(super) lookup: &'a dyn Fn(&str) -> Option<String>,
    pub(super) budget: &'a mut Budget,
    pub(super) problems: &'a mut Vec<Problem>,
}

type Values = BTreeMap<String, String>;

impl EnvReading<'_> {
    /// Reads compose's format. References also see `known`, what earlier files said; it grows by this file's values.
    pub(super) fn read(mut self, files: Files<'_>, known: &mut Values) -> FileLayer {
        let mut layer = FileLayer::default();
        let mut warned = Vec::new();
        for assignment in self.parsed(files, grammar::compose::parse) {
            let mut candidate = Candidate::absent(self.source, When::Run).at(self.file, assignment.line);
            candidate.value = match &assignment.value {
                None => (self.lookup)(&assignment.name),
                Some(written) if assignment.expands && written.contains('$') => {
                    let Some(value) = self.interpolated(&assignment, written, known, &mut warned) else { break };
                    candidate.written = Some(written.clone());
                    Some(value)
                }
                Some(value) => Some(value.clone()),
            };
            if let Some(value) = candidate.value.clone() {
                known.insert(assignment.name.clone(), value);
                layer.put(&assignment.name, candidate, LATER_FILE);
            }
        }
        layer
    }

    /// Reads the raw format: values as they stand.
    pub(super) fn read_raw(mut self, files: Files<'_>, known: &mut Values) -> FileLayer {
        let mut layer = FileLayer::default();
        for assignment in self.parsed(files, literal::parse_docker) {
            let Some(value) = assignment.value.or_else(|| (self.lookup)(&assignment.name)) else { continue };
            known.insert(assignment.name.clone(), value.clone());
            let candidate = Candidate::new(self.source, value, When::Run).at(self.file, assignment.line);
            layer.put(&assignment.name, candidate, LATER_FILE);
        }
        layer
    }

    fn parsed(&mut self, files: Files<'_>, parse: fn(&str) -> Parsed) -> Vec<Assignment> {
        let text = match files.read(self.file) {
            Ok(file) => file.text,
            Err(problem) => {
                self.problems.push(problem);
                return Vec::new();
            }
        };
        let parsed = parse(&text);
        for bad in parsed.bad_lines {
            let message = format!("{}; compose stops", bad.message);
            self.problems.push(Problem::error(Some(self.file), Some(bad.line), message));
        }
        parsed.assignments
    }

    /// The value with its references replaced; nothing where compose stops.
    fn interpolated(
        &mut self,
        assignment: &Assignment,
        written: &str,
        known: &Values,
        warned: &mut Vec<String>,
    ) -> Option<String> {
        let lookup = |name: &str| (self.lookup)(name).or_else(|| known.get(name).cloned());
        let mut interpolation = Interpolation::new(&lookup, self.budget);
        let outcome = interpolation.substitute(written);
        for name in interpolation.missing {
            if warned.len() < MOST_WARNINGS && !warned.contains(&name) {
                let message = format!("The \"{name}\" variable is not set. Defaulting to a blank string.");
                self.problems.push(Problem::warning(Some(self.file), Some(assignment.line), message));
                warned.push(name);
            }
        }
        match outcome {
            Ok(value) => Some(value),
            Err(failure) => {
                let message = format!("{}: {}; compose stops", assignment.name, failure.message());
                self.problems.push(Problem::error(Some(self.file), Some(assignment.line), message));
                None
            }
        }
    }
}
