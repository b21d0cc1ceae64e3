//! RUN.

use super::{Build, BuiltInput, BuiltStep, Files, Part, RerunOutput, State, forced_key, step_key};
use crate::model::Dockerfile;
use crate::simulate::cache::Builder;
use crate::simulate::cache::commands::KeyedCommand;
use crate::simulate::cache::digest::Digest;
use crate::simulate::cache::effect::{Effect, effects};
use crate::simulate::cache::layers::{Change, Entry, LayerId};
use crate::simulate::cache::mounts::{KeyedMount, MountSource, Mounts};
use crate::simulate::cache::selection::{Selector, base_name, file_digest, join};
use crate::syntax::Instruction;

/// Inputs of a RUN while its mounts are wired up.
struct Wiring {
    /// Files and what is taken of them.
    inputs: Vec<(Files, Vec<Selector>)>,
    /// The mounts with the numbers of their inputs.
    digest: Digest,
    /// A mount shares the input that is the root of the container.
    shares_root: bool,
}

impl Build<'_> {
    pub(super) fn run_step(&mut self, stage: usize, index: usize, instruction: &Instruction, state: &mut State) {
        let command = KeyedCommand::of(&self.dockerfile, index, instruction, &state.platform);
        let mut mounts = Mounts::of(&self.dockerfile, index, instruction);
        if let Some(script) = command.script {
            mounts.add_script(script);
        }
        let wiring = self.wire(stage, &mounts, state);
        let facts = &self.dockerfile.facts[index];
        let environment = match self.options.builder {
            Builder::Buildkit => state.environment.digest(),
            Builder::Legacy => self.arguments(index),
        };
        let text = |kind: &str, text: &str| Digest::of(kind).text(text).finish();
        let parts = vec![
            (Part::Command, Digest::of("words").texts(command.words.iter().map(String::as_str)).finish()),
            (Part::Shell, Digest::of("shell").texts(command.shell.iter().map(String::as_str)).finish()),
            (Part::Environment, environment),
            (Part::User, text("user", &facts.user)),
            (Part::Workdir, text("workdir", &state.workdir)),
            (Part::Platform, text("platform", &state.platform)),
            (Part::Flags, flags(&self.dockerfile, index, instruction)),
            (Part::Mounts, wiring.digest),
        ];
        // Shell and exec form of one command are the same words.
        let own = Digest::of("run").texts(command.words()).digests(parts[2..].iter().map(|(_, part)| *part)).finish();
        let parent = if wiring.shares_root {
            // BuildKit then asks for the content of the root too (`exec.go`, 358).
            state.id.map(|_| self.content(Files::Stage(stage, state.layer), &[Selector::plain("")]))
        } else {
            state.id
        };
        let mut inputs = Vec::with_capacity(wiring.inputs.len());
        for (files, selectors) in wiring.inputs {
            inputs.push(BuiltInput { content: self.content(files, &selectors), files, selectors });
        }
        let contents: Vec<_> = inputs.iter().map(|input| input.content).collect();
        let is_forced = self.is_forced(stage);
        let id = step_key(own, parent, &contents);
        let id = if is_forced { forced_key(id) } else { id };
        let output = self.output(index, id);
        let above = state.above;
        self.steps[index] =
            Some(BuiltStep { id, own, parts, parent, above, is_linked: false, is_forced, inputs, output });
        let layer = self.effect_layer(index, &command, &mounts, state);
        let layer = layer.unwrap_or_else(|| self.layers.push(Some(state.layer), Change::Run(output)));
        state.advance(index, id, layer);
    }

    /// Gives every mount the number of its input. The root is input 0; files from one place are one input.
    fn wire(&mut self, stage: usize, mounts: &Mounts, state: &State) -> Wiring {
        let mut inputs: Vec<(Files, Vec<Selector>)> = Vec::new();
        let mut shares_root = false;
        let mut digest = Digest::of("mounts");
        for KeyedMount { target, options, from } in &mounts.sorted {
            let (files, selector) = match from {
                MountSource::None => (None, None),
                MountSource::Own(own) => (Some(Files::Own(*own)), None),
                MountSource::Files { from, selector } => {
                    (Some(self.files(stage, from.as_deref(), &state.platform)), Some(selector))
                }
            };
            let number = files.map_or(u64::MAX, |files| {
                if state.id.is_some() && files.layer() == Some(state.layer) {
                    shares_root = true;
                    return 0;
                }
                let known = inputs.iter().position(|(known, _)| known.is_same_input(files));
                let number = known.unwrap_or_else(|| {
                    inputs.push((files, Vec::new()));
                    inputs.len() - 1
                });
                inputs[number].1.extend(selector.cloned());
                number as u64 + 1
            });
            digest = digest.number(number).text(target).digest(*options);
        }
        let digest = digest.number(mounts.sorted.len() as u64).digests(mounts.ordered.iter().copied()).finish();
        Wiring { inputs, digest, shares_root }
    }

    /// What stands for the files that the RUN leaves.
    fn output(&self, index: usize, id: Digest) -> Digest {
        if self.options.rerun_output == RerunOutput::Same && !self.is_cached(id) {
            let earlier = self.counterparts.get(&index).and_then(|run| self.earlier?.steps[*run].as_ref());
            return earlier.map_or(id, |earlier| earlier.output);
        }
        let same = self.earlier.and_then(|earlier| earlier.steps[*earlier.results.get(&id)?].as_ref());
        same.map_or(id, |same| same.output)
    }

    /// The layer of a RUN whose effect is known: simple commands of root in a plain container.
    fn effect_layer(
        &mut self,
        index: usize,
        command: &KeyedCommand,
        mounts: &Mounts,
        state: &State,
    ) -> Option<LayerId> {
        let facts = &self.dockerfile.facts[index];
        let is_root = matches!(&*facts.user, "" | "0" | "root" | "0:0" | "root:root");
        let is_posix =
            command.shell.first().is_some_and(|shell| matches!(base_name(shell), "sh" | "bash" | "ash" | "dash"));
        if !is_root || !is_posix || !mounts.is_empty() {
            return None;
        }
        let mut layer = state.layer;
        for effect in effects(facts.code.as_ref()?, &facts.workdir)? {
            let (path, entry) = match effect {
                Effect::File(path, text) => (path, Entry::file(file_digest(0o644, text.as_bytes()))),
                Effect::Directory(path) => (path, Entry::directory()),
                Effect::Copy(from, to) => {
                    let view = self.layers.view(layer, &from, &self.contexts);
                    let is_into = state.directories.contains(&to);
                    let to = if is_into { join(&to, base_name(&from)) } else { to };
                    (to, Entry::file(view.is_one_file().then(|| view.digest())?))
                }
            };
            layer = self.layers.push(Some(layer), Change::Write(vec![(path, entry)]));
        }
        // A layer of its own, even without any effect: the root of the next step is not that of this one.
        Some(self.layers.push(Some(layer), Change::Write(Vec::new())))
    }
}

/// The flags beside mounts; `--network=default` and `--security=sandbox` are what goes without saying.
fn flags(dockerfile: &Dockerfile, index: usize, instruction: &Instruction) -> Digest {
    let value = |name: &str, default: &str| {
        let value = instruction.flag(name).and_then(|flag| flag.value.as_ref());
        value.map(|value| dockerfile.expand(index, value)).filter(|value| *value != default)
    };
    let devices = instruction.flags.iter().filter(|flag| flag.name.text == "device");
    let devices = devices.filter_map(|flag| flag.value.as_ref()).map(|value| value.text.as_str());
    let hasher = Digest::of("flags").optional(value("network", "default")).optional(value("security", "sandbox"));
    hasher.texts(devices).finish()
}
