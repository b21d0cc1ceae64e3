//! The builder before BuildKit: every instruction is a step with an image of its own.
//!
//! The key of a step is the image before it and the container that the step would run, so that a changed `LABEL` or
//! `ENV` changes all that follow. Source: moby/moby, daemon/builder/dockerfile (`dispatchers.go`, `internals.go`,
//! `imageprobe.go`) and daemon/internal/image/cache (`compare.go`).

use std::collections::BTreeMap;

use super::{Build, BuiltStep, Part, State, forced_key, step_key};
use crate::simulate::cache::Builder;
use crate::simulate::cache::digest::Digest;
use crate::syntax::{CommandLine, Instruction, Keyword};

impl<'a> Build<'a> {
    /// An instruction that only changes the configuration is committed like any other.
    pub(super) fn commit(&mut self, stage: usize, index: usize, instruction: &Instruction, state: &mut State) {
        match instruction.keyword {
            Keyword::Unknown => return,
            Keyword::Env | Keyword::Arg => self.assign(stage, index, state),
            Keyword::Workdir => {
                self.workdir(index, instruction, state);
                if self.steps[index].is_some() {
                    return;
                }
            }
            _ => {}
        }
        let text = self.committed(index, instruction);
        let own = Digest::of("commit").text(instruction.keyword.as_str()).digest(text).finish();
        let is_forced = self.is_forced(stage);
        let id = step_key(own, state.id, &[]);
        let id = if is_forced { forced_key(id) } else { id };
        self.steps[index] = Some(BuiltStep {
            id,
            own,
            parts: vec![(Part::Text, text)],
            parent: state.id,
            above: state.above,
            is_linked: false,
            is_forced,
            inputs: Vec::new(),
            output: id,
        });
        state.advance(index, id, state.layer);
    }

    /// What the instruction sets, with its variables expanded. The value of `--build-arg` is not part of an ARG.
    fn committed(&self, index: usize, instruction: &Instruction) -> Digest {
        let hasher = Digest::of("committed");
        let pairs = instruction.pairs();
        if !pairs.is_empty() {
            let texts = pairs.iter().flat_map(|pair| {
                let value = pair.value.as_ref().map(|value| self.dockerfile.expand(index, value));
                [Some(pair.key.text.as_str()), Some("="), value]
            });
            return hasher.texts(texts.flatten()).finish();
        }
        if let Some(CommandLine::Exec { words }) = instruction.command() {
            return hasher.texts(words.iter().map(|word| word.text.as_str())).finish();
        }
        let expanded = self.dockerfile.facts[index].expanded().iter().map(|it| it.text.as_str());
        hasher.text(instruction.body.text()).texts(expanded).finish()
    }

    /// The build arguments that a RUN gets: those of its stage with a value, by name. `ENV` always wins over `ARG`.
    pub(super) fn arguments(&self, index: usize) -> Digest {
        let facts = &self.dockerfile.facts[index];
        let Some(stage) = facts.stage else { return Digest::of("arguments").finish() };
        let is_env = |name: &str| self.dockerfile.variable(index, name).is_some_and(|it| it.kind.is_kept());
        let seen = &self.dockerfile.stages[stage].assignments[..facts.assignments];
        let given: BTreeMap<&str, &str> = seen
            .iter()
            .filter(|it| !it.kind.is_kept() && !seen.iter().any(|other| other.name == it.name && other.kind.is_kept()))
            .filter_map(|it| Some((it.name.as_str(), it.value.as_deref()?)))
            .filter(|(name, _)| !is_env(name))
            .collect();
        Digest::of("arguments").texts(given.into_iter().flat_map(|(name, value)| [name, value])).finish()
    }

    /// What of an instruction the builder before BuildKit refuses, if it is the one that builds.
    pub(in crate::simulate::cache) fn refused(&self, instruction: &'a Instruction) -> Option<&'a str> {
        let known: &[&str] = match instruction.keyword {
            _ if self.options.builder == Builder::Buildkit => return None,
            Keyword::Copy => &["from", "chown"],
            Keyword::Add => &["chown"],
            Keyword::Run => &[],
            _ => return None,
        };
        let flag = instruction.flags.iter().find(|flag| !known.contains(&flag.name.text.as_str()));
        let heredoc = instruction.heredocs.first().map(|_| "<<");
        flag.map(|flag| flag.range.of(&self.dockerfile.tree.text)).or(heredoc)
    }
}
