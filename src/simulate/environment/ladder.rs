//! The ladder: layers applied one after the other to a map, with a memory of everything that lost.
//!
//! A layer *sets* (overwrites), *fills* (only what is absent; an empty text counts as present) or *removes*. Readers
//! say which, and why; nothing here knows a tool.

use std::collections::BTreeMap;

use super::resolution::{Loss, Problem, Resolution, Shadowed, Variable, When};

/// One layer's offer for one variable.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) value: Option<String>,
    pub(super) written: Option<String>,
    pub(super) source: String,
    pub(super) file: Option<String>,
    pub(super) line: Option<usize>,
    pub(super) when: When,
    /// What the candidate beat before it came here (earlier lines, weaker files), weakest first.
    pub(super) earlier: Vec<Shadowed>,
}

impl Candidate {
    pub(super) fn new(source: impl Into<String>, value: impl Into<String>, when: When) -> Self {
        Self::absent(source, when).with_value(Some(value.into()))
    }

    /// An offer without a value: a bare name, or a layer that removes.
    pub(super) fn absent(source: impl Into<String>, when: When) -> Self {
        Self { value: None, written: None, source: source.into(), file: None, line: None, when, earlier: Vec::new() }
    }

    pub(super) fn with_value(mut self, value: Option<String>) -> Self {
        self.value = value;
        self
    }

    /// Says where the value stands; line 0 means unknown.
    pub(super) fn at(mut self, file: &str, line: usize) -> Self {
        self.file = Some(file.to_owned());
        self.line = (line > 0).then_some(line);
        self
    }

    pub(super) fn shadowed(&self, because: &str) -> Shadowed {
        Shadowed {
            source: self.source.clone(),
            value: self.value.clone(),
            file: self.file.clone(),
            line: self.line,
            when: self.when,
            because: because.to_owned(),
            loss: Loss::Outranked,
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Rung {
    winner: Option<Candidate>,
    removed_by: Option<Candidate>,
    /// What was overwritten, weakest first, so that overwriting costs nothing.
    overwritten: Vec<Shadowed>,
    /// What never had a chance, strongest first: all of it weaker than what was overwritten.
    refused: Vec<Shadowed>,
}

impl Rung {
    fn losers(&self) -> impl Iterator<Item = &Shadowed> {
        self.overwritten.iter().chain(&self.refused)
    }
}

/// All variables with their layers so far, and the problems met on the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Ladder {
    rungs: BTreeMap<String, Rung>,
    settings: BTreeMap<String, Rung>,
    pub(super) problems: Vec<Problem>,
}

impl Ladder {
    /// A ladder whose lowest layer is `environment`.
    pub(super) fn starting_with(environment: &BTreeMap<String, String>, source: &str, when: When) -> Self {
        let mut ladder = Self::default();
        for (name, value) in environment {
            ladder.set(name, Candidate::new(source, value, when), "");
        }
        ladder
    }

    /// An empty ladder with a problem.
    pub(super) fn with_problem(problem: Problem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }

    /// The value as it stands.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.rungs.get(name)?.winner.as_ref()?.value.as_deref()
    }

    /// The winner as it stands.
    pub(super) fn winner(&self, name: &str) -> Option<&Candidate> {
        self.rungs.get(name)?.winner.as_ref()
    }

    /// Whether any layer has spoken about the name.
    pub(super) fn mentions(&self, name: &str) -> bool {
        self.rungs.contains_key(name)
    }

    /// Whether a layer has made a losing offer for the name.
    pub(super) fn has_offer(&self, name: &str, source: &str) -> bool {
        self.rungs.get(name).is_some_and(|rung| rung.losers().any(|loser| loser.source == source))
    }

    /// Every name that a layer has spoken about.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.rungs.keys().map(String::as_str)
    }

    /// All variables that are set.
    pub(super) fn environment(&self) -> BTreeMap<String, String> {
        let set = |(name, rung): (&String, &Rung)| Some((name.clone(), rung.winner.as_ref()?.value.clone()?));
        self.rungs.iter().filter_map(set).collect()
    }

    /// Overwrites; whatever stood there loses because of `because`.
    pub(super) fn set(&mut self, name: &str, mut candidate: Candidate, because: &str) {
        let rung = self.rungs.entry(name.to_owned()).or_default();
        rung.overwritten.extend(rung.winner.take().map(|old| old.shadowed(because)));
        rung.overwritten.append(&mut candidate.earlier);
        rung.removed_by = None;
        rung.winner = Some(candidate);
    }

    /// Sets what is absent; otherwise the candidate loses because of `because`.
    pub(super) fn fill(&mut self, name: &str, candidate: Candidate, because: &str) {
        if self.value(name).is_some() {
            self.lose(name, candidate, because);
        } else {
            self.set(name, candidate, "");
        }
    }

    /// Notes an offer that never had a chance.
    pub(super) fn lose(&mut self, name: &str, candidate: Candidate, because: &str) {
        self.lose_by(Loss::Outranked, name, candidate, because);
    }

    /// As [`Self::lose`], for any kind of reason.
    pub(super) fn lose_by(&mut self, loss: Loss, name: &str, mut candidate: Candidate, because: &str) {
        let earlier = std::mem::take(&mut candidate.earlier);
        let rung = self.rungs.entry(name.to_owned()).or_default();
        rung.refused.push(Shadowed { loss, ..candidate.shadowed(because) });
        rung.refused.extend(earlier.into_iter().rev());
    }

    /// Removes the variable; whatever stood there loses because of `because`.
    pub(super) fn remove(&mut self, name: &str, mut candidate: Candidate, because: &str) {
        candidate.value = None;
        self.set(name, candidate, because);
        if let Some(rung) = self.rungs.get_mut(name) {
            rung.removed_by = rung.winner.take();
        }
    }

    /// Changes the winner's value in place and remembers what it was.
    pub(super) fn rewrite(&mut self, name: &str, value: String, because: &str) {
        let Some(winner) = self.rungs.get_mut(name).and_then(|rung| rung.winner.as_mut()) else { return };
        if winner.value.as_deref() != Some(&value) {
            let old = winner.shadowed(because);
            winner.value = Some(value);
            winner.earlier.clear();
            if let Some(rung) = self.rungs.get_mut(name) {
                rung.overwritten.push(old);
            }
        }
    }

    /// Changes what the variables that pass `which` say about the moment they are fixed.
    pub(super) fn fixed_at(&mut self, when: When, which: impl Fn(&str) -> bool) {
        for (_, rung) in self.rungs.iter_mut().filter(|(name, _)| which(name)) {
            for candidate in rung.winner.iter_mut().chain(rung.removed_by.as_mut()) {
                candidate.when = when;
            }
        }
    }

    /// Takes away what the program cannot see; a file's variables stay as *not set* with `because`, the rest goes.
    pub(super) fn hide(&mut self, visible: impl Fn(&str) -> bool, because: &str) {
        self.rungs.retain(|name, rung| {
            if visible(name) {
                return true;
            }
            let Some(winner) = rung.winner.take().filter(|winner| winner.file.is_some()) else { return false };
            rung.overwritten.push(winner.shadowed(because));
            true
        });
    }

    /// A setting of the tool, lower layers first.
    pub(super) fn setting(&mut self, name: &str, candidate: Candidate, because: &str) {
        std::mem::swap(&mut self.rungs, &mut self.settings);
        self.set(name, candidate, because);
        std::mem::swap(&mut self.rungs, &mut self.settings);
    }

    /// The finished answer.
    pub(super) fn finish(self) -> Resolution {
        let variables = |rungs: BTreeMap<String, Rung>| {
            rungs.into_iter().map(|(name, rung)| (name, variable(rung))).collect::<BTreeMap<_, _>>()
        };
        Resolution { variables: variables(self.rungs), settings: variables(self.settings), errors: self.problems }
    }
}

fn variable(rung: Rung) -> Variable {
    let shadowed = rung.overwritten.into_iter().rev().chain(rung.refused).collect();
    let winner = rung.winner.or(rung.removed_by).unwrap_or_else(|| Candidate::absent("not set", When::Process));
    Variable {
        written: winner.written.filter(|written| Some(written) != winner.value.as_ref()),
        value: winner.value,
        source: winner.source,
        file: winner.file,
        line: winner.line,
        when: winner.when,
        changes: winner.when.changes().to_owned(),
        shadowed,
    }
}
