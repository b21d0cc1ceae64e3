//! From a parsed file to candidates: one per name, with the lines of the same file that it beat.

use std::collections::BTreeMap;

use super::files::Files;
use super::grammar::Parsed;
use super::ladder::{Candidate, Ladder};
use super::resolution::{Problem, When};

/// Why an earlier line for a name loses.
pub(super) const LAST_LINE_WINS: &str = "A later line of the same file sets it again, and the last line wins.";

/// The values of one file by name, the last line of a name winning.
#[derive(Clone, Debug, Default)]
pub(super) struct FileLayer {
    /// The names in the order of their first line.
    pub(super) order: Vec<String>,
    candidates: BTreeMap<String, Candidate>,
}

impl FileLayer {
    /// Collects what `source` says about the file `file`; bare names are candidates without a value.
    pub(super) fn new(parsed: Parsed, source: &str, file: &str, when: When) -> Self {
        let mut layer = Self::default();
        for assignment in parsed.assignments {
            let candidate = Candidate::absent(source, when).with_value(assignment.value).at(file, assignment.line);
            layer.put(&assignment.name, candidate, LAST_LINE_WINS);
        }
        layer
    }

    /// Lays a candidate over what the name had, which loses because of `because`.
    pub(super) fn put(&mut self, name: &str, mut candidate: Candidate, because: &str) {
        match self.candidates.remove(name) {
            Some(mut old) => {
                let mut earlier = std::mem::take(&mut old.earlier);
                earlier.push(old.shadowed(because));
                earlier.append(&mut candidate.earlier);
                candidate.earlier = earlier;
            }
            None => self.order.push(name.to_owned()),
        }
        self.candidates.insert(name.to_owned(), candidate);
    }

    /// Lays a whole file over this one.
    pub(super) fn put_all(&mut self, other: Self, because: &str) {
        for (name, candidate) in other.into_candidates() {
            self.put(&name, candidate, because);
        }
    }

    /// Adds the names that are missing; the others lose because of `because`.
    pub(super) fn fill_all(&mut self, other: Self, because: &str) {
        for (name, mut candidate) in other.into_candidates() {
            if let Some(winner) = self.candidates.get_mut(&name) {
                let mut earlier = std::mem::take(&mut candidate.earlier);
                earlier.push(candidate.shadowed(because));
                earlier.append(&mut winner.earlier);
                winner.earlier = earlier;
            } else {
                self.put(&name, candidate, "");
            }
        }
    }

    /// Forgets a name.
    pub(super) fn remove(&mut self, name: &str) {
        // Its place in the order stays; without a candidate it counts for nothing.
        self.candidates.remove(name);
    }

    pub(super) fn get(&self, name: &str) -> Option<&Candidate> {
        self.candidates.get(name)
    }

    /// Replaces a name's value and remembers what the file said.
    pub(super) fn expanded(&mut self, name: &str, value: &str) {
        if let Some(candidate) = self.candidates.get_mut(name) {
            let old = candidate.value.replace(value.to_owned());
            candidate.written = candidate.written.take().or(old);
        }
    }

    /// The values that are set, by name.
    pub(super) fn values(&self) -> BTreeMap<String, String> {
        let set = |(name, candidate): (&String, &Candidate)| Some((name.clone(), candidate.value.clone()?));
        self.candidates.iter().filter_map(set).collect()
    }

    /// Names and candidates in the order of the names.
    pub(super) fn into_candidates(self) -> impl Iterator<Item = (String, Candidate)> {
        let mut candidates = self.candidates;
        self.order.into_iter().filter_map(move |name| {
            let candidate = candidates.remove(&name)?;
            Some((name, candidate))
        })
    }
}

/// Reads the listed file `name`; problems go to the ladder. Bad lines do not stop the tool.
pub(super) fn read_lenient(
    files: Files<'_>,
    name: &str,
    ladder: &mut Ladder,
    parse: impl Fn(&str) -> Parsed,
) -> Parsed {
    match files.read(name) {
        Ok(file) => {
            let parsed = parse(&file.text);
            let warn =
                |bad: &super::grammar::BadLine| Problem::warning(Some(name), Some(bad.line), bad.message.clone());
            ladder.problems.extend(parsed.bad_lines.iter().map(warn));
            parsed
        }
        Err(problem) => {
            ladder.problems.push(problem);
            Parsed::default()
        }
    }
}
