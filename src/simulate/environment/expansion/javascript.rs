//! dotenv-expand in its generations, and the copies of it inside Next and Vite.
//!
//! Sources: the published packages dotenv-expand 5.1.0, 11.0.7, 12.0.3 and 1000.0.0, @next/env 12, 14 and 16, vite 5,
//! 7 and 8. Each algorithm keeps the original's quirks, because they decide values: which occurrence is replaced,
//! `$&` in a replacement, an empty text that counts as absent.

use std::collections::BTreeMap;

use super::{Budget, Exhausted};
use crate::simulate::environment::version::Version;

mod generations;

/// The generations, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Algorithm {
    /// dotenv-expand up to 5, inside Create React App.
    Five,
    /// `@next/env` up to 12.
    NextTwelve,
    /// dotenv-expand 6 to 10 and `@next/env` since 13: the last `$` first.
    RightmostFirst,
    /// dotenv-expand 11.
    Eleven,
    /// The copy of dotenv-expand 11 in Vite up to 5, which keeps a value that refers to itself.
    ViteFive,
    /// dotenv-expand 12: earlier lines only.
    Twelve,
    /// The copy of dotenv-expand 12 in Vite since 6, which also sees later lines.
    ViteSix,
    /// dotenv-expand 1000, which also runs `$(command)`.
    Thousand,
}

impl Algorithm {
    pub(in super::super) fn of_dotenv_expand(version: Version) -> Self {
        match version.0 {
            0..=5 => Self::Five,
            6..=10 => Self::RightmostFirst,
            11 => Self::Eleven,
            12..=999 => Self::Twelve,
            _ => Self::Thousand,
        }
    }

    pub(in super::super) fn of_next(version: Version) -> Self {
        if version < Version(13, 0, 0) { Self::NextTwelve } else { Self::RightmostFirst }
    }

    pub(in super::super) fn of_vite(version: Version) -> Self {
        if version < Version(6, 0, 0) { Self::ViteFive } else { Self::ViteSix }
    }
}

/// Why the real tool fails on a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Failure {
    /// The variable whose value was being expanded.
    pub(in super::super) name: String,
    /// What happens in the real tool.
    pub(in super::super) message: &'static str,
}

const ENDLESS: &str = "the references never come to an end: the real tool hangs or stops with a stack overflow";

const COMMAND: &str = "this release runs the command in $(…) while it reads the file; its output cannot be known here";

/// The arguments of dotenv-expand's `expand`, which changes both.
#[derive(Clone, Debug)]
pub(in super::super) struct Expansion<'a> {
    pub(in super::super) algorithm: Algorithm,
    /// The names of the file, in its order.
    pub(in super::super) order: &'a [String],
    /// The values of the file; afterwards the expanded ones.
    pub(in super::super) parsed: BTreeMap<String, String>,
    /// `process.env`; afterwards it holds every expanded value, whoever had set the name.
    pub(in super::super) process: BTreeMap<String, String>,
    /// Values that the real tool expands and this simulation cannot.
    pub(in super::super) notes: Vec<Failure>,
}

impl Expansion<'_> {
    /// Expands every value. After a failure the values before it are expanded and `process` is as it was.
    pub(in super::super) fn run(&mut self) -> Result<(), Failure> {
        let bytes = self.parsed.values().map(String::len).sum();
        let mut budget = Budget::for_input(bytes);
        let raw = self.parsed.clone();
        let mut running = BTreeMap::new();
        for name in self.order {
            let value = self.one(name, &raw, &running, &mut budget).map_err(|message| {
                let name = name.clone();
                Failure { name, message }
            })?;
            if self.algorithm == Algorithm::Thousand && value.contains("$(") {
                self.notes.push(Failure { name: name.clone(), message: COMMAND });
            }
            running.insert(name.clone(), value.clone());
            self.parsed.insert(name.clone(), value);
        }
        self.process.extend(self.parsed.iter().map(|(name, value)| (name.clone(), value.clone())));
        Ok(())
    }

    fn one(
        &self,
        name: &str,
        raw: &BTreeMap<String, String>,
        running: &BTreeMap<String, String>,
        budget: &mut Budget,
    ) -> Result<String, &'static str> {
        let in_file = self.parsed.get(name).map_or("", String::as_str);
        let in_process = self.process.get(name).map(String::as_str);
        let mut generation =
            generations::Generation { process: &self.process, parsed: &self.parsed, running, raw, budget };
        match self.algorithm {
            Algorithm::Five => generation.five(in_process.unwrap_or(in_file), 0),
            Algorithm::NextTwelve => generation.next_twelve(in_process.unwrap_or(in_file), 0),
            Algorithm::RightmostFirst => {
                generation.rightmost_first(in_process.unwrap_or(in_file)).map(|value| value.replace("\\$", "$"))
            }
            Algorithm::Eleven | Algorithm::ViteFive => {
                let keeps_self = self.algorithm == Algorithm::ViteFive;
                let value = match in_process {
                    Some(value) if value != in_file => value.to_owned(),
                    _ => generation.eleven(in_file, keeps_self, 0)?,
                };
                Ok(value.replace("\\$", "$"))
            }
            Algorithm::Twelve | Algorithm::ViteSix | Algorithm::Thousand => {
                let value = match in_process {
                    Some(value) if !value.is_empty() && value != in_file => value.to_owned(),
                    _ => match self.algorithm {
                        Algorithm::Twelve => generation.twelve(in_file, running)?,
                        Algorithm::ViteSix => generation.twelve(in_file, &self.parsed)?,
                        _ => generation.thousand(in_file)?,
                    },
                };
                Ok(value.replace("\\$", "$"))
            }
        }
    }
}

impl From<Exhausted> for &'static str {
    fn from(_: Exhausted) -> Self {
        ENDLESS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(algorithm: Algorithm, file: &[(&str, &str)], process: &[(&str, &str)]) -> Result<String, Failure> {
        let owned = |pairs: &[(&str, &str)]| -> BTreeMap<_, _> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let order: Vec<_> = file.iter().map(|(name, _)| (*name).to_owned()).collect();
        let (parsed, process) = (owned(file), owned(process));
        let mut expansion = Expansion { algorithm, order: &order, parsed, process, notes: Vec::new() };
        expansion.run().map(|()| expansion.parsed["K"].clone())
    }

    #[test]
    fn defaults_differ_between_the_generations() {
        let cases: &[(Algorithm, &str, &str)] = &[
            (Algorithm::Five, "${N:-d}", ":-d}"),
            (Algorithm::NextTwelve, "${N:-d}", "d"),
            (Algorithm::RightmostFirst, "${B:-d}", "d"),
            (Algorithm::Eleven, "${N-d}", "d"),
            (Algorithm::Eleven, "${B:+d}", "1:+d}"),
            (Algorithm::Twelve, "${B:+d}", "d"),
            (Algorithm::Thousand, "${E-d}", ""),
            (Algorithm::Twelve, "${E-d}", "d"),
        ];
        for (algorithm, value, want) in cases {
            let file = [("E", ""), ("B", "1"), ("K", *value)];
            assert_eq!(expanded(*algorithm, &file, &[]).as_deref(), Ok(*want), "{algorithm:?} {value}");
        }
    }

    #[test]
    fn circles_end_with_a_message() {
        let circle = [("B", "${K}x"), ("K", "${B}y")];
        for algorithm in [Algorithm::Five, Algorithm::RightmostFirst, Algorithm::ViteFive] {
            assert_eq!(
                expanded(algorithm, &circle, &[]).map_err(|failure| failure.message),
                Err(ENDLESS),
                "{algorithm:?}"
            );
        }
        let own = [("K", "${K}/x")];
        assert_eq!(expanded(Algorithm::Thousand, &own, &[("K", "${K}/x")]).map_err(|f| f.message), Err(ENDLESS));
        let doubling: Vec<_> = (0..60).map(|n| (format!("V{n}"), format!("$V{0}$V{0}", n + 1))).collect();
        let mut doubling: Vec<_> = doubling.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        doubling.extend([("V60", "xx"), ("K", "$V0")]);
        for algorithm in [Algorithm::Five, Algorithm::Eleven, Algorithm::RightmostFirst, Algorithm::ViteSix] {
            assert!(expanded(algorithm, &doubling, &[]).is_err(), "{algorithm:?}");
        }
    }

    #[test]
    fn a_process_value_is_expanded_only_by_the_old_ones() {
        let file = [("B", "1"), ("K", "file")];
        let process = [("K", "x$B")];
        assert_eq!(expanded(Algorithm::Five, &file, &process).as_deref(), Ok("x1"));
        assert_eq!(expanded(Algorithm::RightmostFirst, &file, &process).as_deref(), Ok("x1"));
        assert_eq!(expanded(Algorithm::Eleven, &file, &process).as_deref(), Ok("x$B"));
        assert_eq!(expanded(Algorithm::Twelve, &file, &process).as_deref(), Ok("x$B"));
    }
}
