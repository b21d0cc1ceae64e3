//! The environment as it counts for the key of a RUN: its pairs in the order of their last assignment.

use std::collections::HashMap;
use std::rc::Rc;

use super::digest::Digest;

/// Variables of a stage while its instructions pass.
///
/// BuildKit keeps two lists. The *state*, which is part of every RUN's key, moves a name to its end whenever the name
/// is set again; the *image configuration* keeps the first position (client/llb/meta.go, `addEnv` in dockerfile2llb).
/// A stage built on another starts with the state of that one and sets all names of its configuration again.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment {
    state: LastAssigned,
    config: Vec<(Rc<str>, Digest)>,
    config_positions: HashMap<Rc<str>, usize>,
}

impl Environment {
    /// A variable that comes with an image, or that `ENV` sets.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let name: Rc<str> = Rc::from(name);
        let pair = pair(&name, value);
        self.state.assign(&name, pair);
        if let Some(&position) = self.config_positions.get(&name) {
            self.config[position].1 = pair;
        } else {
            self.config_positions.insert(Rc::clone(&name), self.config.len());
            self.config.push((name, pair));
        }
    }

    /// A variable that `ARG` gives a value: it counts like any other, but is not in the image.
    pub(super) fn set_argument(&mut self, name: &str, value: &str) {
        // Two arguments that steer how BuildKit scans a build never reach a command.
        if !matches!(name, "BUILDKIT_SBOM_SCAN_CONTEXT" | "BUILDKIT_SBOM_SCAN_STAGE") {
            self.state.assign(&Rc::from(name), pair(name, value));
        }
    }

    /// What a stage built on this one starts with.
    pub(super) fn inherit(&self) -> Self {
        let mut child = self.clone();
        for (name, pair) in &self.config {
            child.state.assign(name, *pair);
        }
        child
    }

    /// Stands for all pairs in their order.
    pub(super) fn digest(&self) -> Digest {
        Digest::of("environment").wide(self.state.sum).finish()
    }
}

fn pair(name: &str, value: &str) -> Digest {
    Digest::of("variable").text(name).text(value).finish()
}

/// A list of pairs with different names in which setting a name again moves it to the end, in constant time.
///
/// The sum of the digests of all neighbours stands for the list: as no name stands twice, the neighbours tell the order.
#[derive(Clone, Debug, Default)]
struct LastAssigned {
    slots: Vec<Slot>,
    positions: HashMap<Rc<str>, usize>,
    last: Option<usize>,
    sum: u128,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    pair: Digest,
    previous: Option<usize>,
    next: Option<usize>,
}

impl LastAssigned {
    fn assign(&mut self, name: &Rc<str>, pair: Digest) {
        let slot = if let Some(&slot) = self.positions.get(name) {
            self.remove(slot);
            slot
        } else {
            self.positions.insert(Rc::clone(name), self.slots.len());
            self.slots.push(Slot { pair, previous: None, next: None });
            self.slots.len() - 1
        };
        self.slots[slot] = Slot { pair, previous: self.last, next: None };
        if let Some(last) = self.last {
            self.slots[last].next = Some(slot);
        }
        self.sum = self.sum.wrapping_add(self.neighbours(self.last, Some(slot)));
        self.last = Some(slot);
    }

    fn remove(&mut self, slot: usize) {
        let Slot { previous, next, .. } = self.slots[slot];
        self.sum = self.sum.wrapping_sub(self.neighbours(previous, Some(slot)));
        if let Some(next) = next {
            self.sum = self.sum.wrapping_sub(self.neighbours(Some(slot), Some(next)));
            self.sum = self.sum.wrapping_add(self.neighbours(previous, Some(next)));
            self.slots[next].previous = previous;
        } else {
            self.last = previous;
        }
        if let Some(previous) = previous {
            self.slots[previous].next = next;
        }
    }

    fn neighbours(&self, left: Option<usize>, right: Option<usize>) -> u128 {
        let pairs = [left, right].into_iter().flatten().map(|slot| self.slots[slot].pair);
        Digest::of("neighbours").digests(pairs).finish().value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `A=1` is an `ENV`, `a=1` an `ARG` of the name in upper case.
    fn environment(settings: &[&str]) -> Environment {
        let mut environment = Environment::default();
        for setting in settings {
            let (name, value) = setting.split_once('=').expect("a setting has a value");
            if name == name.to_ascii_uppercase() {
                environment.set(name, value);
            } else {
                environment.set_argument(&name.to_ascii_uppercase(), value);
            }
        }
        environment
    }

    #[test]
    fn the_order_of_the_last_assignment_counts() {
        let cases: [(&[&str], &[&str], bool); 8] = [
            (&["A=1", "B=2"], &["A=1", "B=2"], true),
            (&["A=1", "B=2"], &["B=2", "A=1"], false),
            (&["A=1", "B=2", "A=1"], &["B=2", "A=1"], true),
            (&["A=1", "B=2", "C=3", "B=2"], &["A=1", "C=3", "B=2"], true),
            (&["A=1", "A=2", "A=3"], &["A=3"], true),
            (&["A=1"], &["a=1"], true),
            (&["A=1", "a=2"], &["A=2"], true),
            (&["A=1"], &["A="], false),
        ];
        for (left, right, same) in cases {
            assert_eq!(environment(left).digest() == environment(right).digest(), same, "{left:?} {right:?}");
        }
    }

    #[test]
    fn a_child_sets_the_configuration_again() {
        // The state is B, A; the configuration A, B.
        let parent = environment(&["A=1", "B=2", "A=3"]);
        assert_eq!(parent.digest(), environment(&["B=2", "A=3"]).digest());
        assert_eq!(parent.inherit().digest(), environment(&["A=3", "B=2"]).digest());
        // An argument of the parent is seen, but loses against its ENV.
        assert_eq!(environment(&["A=1", "a=2", "x=5"]).inherit().digest(), environment(&["x=5", "A=1"]).digest());
    }
}
