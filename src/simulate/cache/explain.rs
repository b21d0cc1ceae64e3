//! From two builds to a report: what happens to every instruction, and because of what.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::build::{Build, BuiltInput, BuiltStep, Files, Part};
use super::changes::{changed_files, changed_variable};
use super::digest::Digest;
use super::pairing;
use super::reason::{FileChanges, Reason, Setting};
use super::report::{CacheReport, Outcome, Step, Summary};
use super::stop::missing_file;
use crate::model::Base;
use crate::syntax::{Instruction, Keyword};

/// What happens to every instruction of `after`.
pub(super) fn report(before: Option<&Build>, after: &Build) -> CacheReport {
    let explainer = Explainer::new(before, after);
    let steps: Vec<Step> = (0..after.steps.len()).map(|index| explainer.step(index)).collect();
    let count = |outcome| steps.iter().filter(|step| step.outcome == outcome).count();
    let stops = after.stopped.as_ref().map(|it| it.stop.clone());
    let summary = Summary { cached: count(Outcome::Cached), executed: count(Outcome::Executed), stops };
    CacheReport { steps, summary }
}

struct Explainer<'b> {
    before: Option<&'b Build<'b>>,
    after: &'b Build<'b>,
    /// Steps of the build before by what they build on and their keyword.
    children: HashMap<(Option<Digest>, Keyword), Vec<usize>>,
    /// Steps of the build before by their own fields.
    by_own: HashMap<Digest, usize>,
    /// The own fields of all steps now.
    own_now: HashSet<Digest>,
    /// For each stage the one that it was before.
    paired: Vec<Option<usize>>,
    /// What differs between two contents.
    changed_files: RefCell<HashMap<(Digest, Digest), FileChanges>>,
    /// For each instruction, whether its builds find their downloads.
    finds_downloads: Vec<bool>,
}

impl<'b> Explainer<'b> {
    fn new(before: Option<&'b Build<'b>>, after: &'b Build<'b>) -> Self {
        let mut children: HashMap<_, Vec<usize>> = HashMap::new();
        let mut by_own = HashMap::new();
        for (index, step) in before.iter().flat_map(|before| steps(before)) {
            let keyword = before.map_or(Keyword::Unknown, |before| before.dockerfile.tree.instructions[index].keyword);
            children.entry((step.parent, keyword)).or_default().push(index);
            by_own.entry(step.own).or_insert(index);
        }
        let own_now = steps(after).map(|(_, step)| step.own).collect();
        let paired = before.map(|before| pairing::stages(&before.dockerfile, &after.dockerfile)).unwrap_or_default();
        Self {
            before,
            after,
            children,
            by_own,
            own_now,
            paired,
            changed_files: RefCell::default(),
            finds_downloads: after.dockerfile.finds_downloads(),
        }
    }

    fn step(&self, index: usize) -> Step {
        let dockerfile = &self.after.dockerfile;
        let instruction = &dockerfile.tree.instructions[index];
        let stage = dockerfile.facts[index].stage.map(|stage| dockerfile.stages[stage].label()).unwrap_or_default();
        let refused = self.after.refused(instruction);
        let stopped = self.after.stopped.as_ref().filter(|it| it.behind[index]);
        let (outcome, reason) = match &self.after.steps[index] {
            step if stopped.is_some_and(|it| step.is_some() || it.behind[0]) => {
                (Outcome::None, Reason::Stopped { line: stopped.map_or(0, |it| it.stop.line) })
            }
            Some(_) if refused.is_some() => {
                (Outcome::Executed, Reason::Refused { what: refused.unwrap_or_default().to_owned() })
            }
            Some(step)
                if self.after.is_cached(step.id)
                    && missing_file(self.after, step).is_none_or(|_| self.after.stopped.is_none()) =>
            {
                (Outcome::Cached, self.why_cached(step))
            }
            Some(step) => {
                let missing = self.after.stopped.as_ref().and_then(|_| missing_file(self.after, step));
                (Outcome::Executed, missing.unwrap_or_else(|| self.why_executed(index, step)))
            }
            None => (Outcome::None, self.why_none(index, instruction)),
        };
        let keyword = match instruction.keyword {
            Keyword::Unknown => instruction.keyword_word.text.to_ascii_uppercase(),
            keyword => keyword.as_str().to_owned(),
        };
        let text = text(&dockerfile.tree.text, instruction);
        Step {
            line: self.after.recipe.lines[index],
            stage,
            because: reason.sentence(&keyword),
            instruction: keyword,
            text: if self.after.recipe.is_trigger[index] { format!("ONBUILD {text}") } else { text },
            outcome,
            reason,
            finds_downloads: self.finds_downloads.get(index).copied().unwrap_or_default(),
        }
    }

    fn why_none(&self, index: usize, instruction: &Instruction) -> Reason {
        let dockerfile = &self.after.dockerfile;
        let Some(stage) = dockerfile.facts[index].stage else { return Reason::Metadata };
        let stage = &dockerfile.stages[stage];
        if !self.after.is_built(stage.index) {
            return Reason::NotNeeded { stage: stage.label() };
        }
        if let Some(context) = self.after.stand_in(stage.index) {
            return Reason::Replaced { context: context.to_owned() };
        }
        match (instruction.keyword, &stage.base) {
            (Keyword::From, Base::Stage(base)) => Reason::Continues { stage: dockerfile.stages[*base].label() },
            (Keyword::From, Base::Scratch) => Reason::Empty,
            (Keyword::Workdir, _) => Reason::RootDirectory,
            _ => Reason::Metadata,
        }
    }

    fn why_cached(&self, step: &BuiltStep) -> Reason {
        let stages = step.inputs.iter().filter_map(|input| match input.files {
            Files::Stage(stage, _) => self.last_run_of(stage),
            _ => None,
        });
        stages.max().map_or(Reason::Unchanged, |line| Reason::SameFiles { line })
    }

    /// Line of the last step of a stage, if it runs again.
    fn last_run_of(&self, stage: usize) -> Option<usize> {
        let last = self.after.last_step(stage)?;
        let step = self.after.steps[last].as_ref()?;
        (!self.after.is_cached(step.id)).then(|| self.after.recipe.lines[last])
    }

    fn why_executed(&self, index: usize, step: &BuiltStep) -> Reason {
        let Some(before) = self.before else { return Reason::FirstBuild };
        if let Some(stopped) = before.stopped.as_ref().filter(|it| it.lost.contains(&step.id)) {
            return Reason::NotKept { line: stopped.stop.line };
        }
        let keyword = self.after.dockerfile.tree.instructions[index].keyword;
        if step.is_forced {
            return Reason::NoCache { stage: self.filtered(index) };
        }
        if keyword == Keyword::From {
            return self.other_image(before, index);
        }
        let siblings = self.children.get(&(step.parent, keyword)).map(Vec::as_slice).unwrap_or_default();
        let earlier = |index: &usize| before.steps[*index].as_ref();
        if let Some(same) = siblings.iter().filter_map(earlier).find(|sibling| sibling.own == step.own) {
            return self.other_files(before, same, step);
        }
        if let Some(reason) = self.other_input(before, step) {
            return reason;
        }
        // A step whose like is still there was not edited into this one: this one was put in.
        let edited = siblings.iter().find(|index| {
            earlier(index).is_some_and(|sibling| !self.own_now.contains(&sibling.own) && !sibling.parts.is_empty())
        });
        edited.map_or(Reason::New, |sibling| self.other_fields(before, *sibling, index, step))
    }

    /// The stage of an instruction, where the cache is off for stages by name.
    fn filtered(&self, index: usize) -> Option<String> {
        let stage = self.after.dockerfile.facts[index].stage.map(|stage| self.after.dockerfile.stages[stage].label());
        stage.filter(|_| !self.after.is_without_cache())
    }

    fn other_image(&self, before: &Build, index: usize) -> Reason {
        let dockerfile = &self.after.dockerfile;
        let stage = dockerfile.facts[index].stage;
        let after = stage.map(|stage| dockerfile.stages[stage].base_text.clone()).unwrap_or_default();
        let earlier = stage.and_then(|stage| self.paired.get(stage).copied().flatten());
        let earlier = earlier.map(|stage| &before.dockerfile.stages[stage]);
        let earlier = earlier.filter(|stage| !matches!(stage.base, Base::Stage(_)));
        Reason::Image { before: earlier.map(|stage| stage.base_text.clone()), after }
    }

    /// The step that this one builds on runs again.
    fn other_input(&self, before: &Build, step: &BuiltStep) -> Option<Reason> {
        if step.is_linked {
            return None;
        }
        let mut above = step.above?;
        let mut parent = self.after.steps[above].as_ref()?;
        while self.after.is_cached(parent.id) {
            // What a linked COPY is laid over may be new all the same.
            above = parent.above.filter(|_| parent.is_linked)?;
            parent = self.after.steps[above].as_ref()?;
        }
        let same = self.by_own.get(&step.own).and_then(|index| before.steps[*index].as_ref());
        let files = match same.map(|same| self.other_files(before, same, step)) {
            Some(Reason::Files { files, .. }) => files,
            _ => FileChanges::default(),
        };
        let instruction = self.after.dockerfile.tree.instructions[above].keyword.as_str().to_owned();
        Some(Reason::Input { line: self.after.recipe.lines[above], instruction, files })
    }

    /// Two steps with the same fields that take in other files.
    fn other_files(&self, before: &Build, earlier: &BuiltStep, step: &BuiltStep) -> Reason {
        let mut pairs = earlier.inputs.iter().zip(&step.inputs);
        let Some((earlier, now)) = pairs.find(|(earlier, now)| earlier.content != now.content) else {
            return Reason::Unchanged;
        };
        match now.files {
            Files::Context(context) => {
                let files = self.changed_files(before, earlier, now);
                Reason::Files { files, context: self.after.context_name(context).map(str::to_owned) }
            }
            Files::Stage(stage, _) => {
                let label = self.after.dockerfile.stages[stage].label();
                Reason::Stage { stage: label, line: self.last_run_of(stage) }
            }
            Files::Image(_) => Reason::Source,
            Files::Own(_) => Reason::Files { files: FileChanges::default(), context: None },
        }
    }

    /// [`changed_files`], once for all steps that take the same.
    fn changed_files(&self, before: &Build, earlier: &BuiltInput, now: &BuiltInput) -> FileChanges {
        let mut known = self.changed_files.borrow_mut();
        let changes = known.entry((earlier.content, now.content));
        changes.or_insert_with(|| changed_files(before, earlier, self.after, now)).clone()
    }

    /// Two steps on the same result with other fields.
    fn other_fields(&self, before: &Build, earlier: usize, now: usize, step: &BuiltStep) -> Reason {
        let Some(sibling) = before.steps[earlier].as_ref() else { return Reason::New };
        let pairs = sibling.parts.iter().zip(&step.parts);
        let part = pairs.filter(|(earlier, now)| earlier.1 != now.1).map(|(_, (part, _))| *part).next();
        let line = |keyword| self.line_before(now, keyword);
        let (setting, line) = match part {
            Some(Part::Environment) => return changed_variable(before, earlier, self.after, now),
            Some(Part::Command) => (Setting::Command, None),
            Some(Part::Shell) => (Setting::Shell, line(Keyword::Shell)),
            Some(Part::User) => (Setting::User, line(Keyword::User)),
            Some(Part::Workdir) if self.after.dockerfile.tree.instructions[now].keyword == Keyword::Workdir => {
                (Setting::Workdir, None)
            }
            Some(Part::Workdir) => (Setting::Workdir, line(Keyword::Workdir)),
            Some(Part::Platform) => (Setting::Platform, None),
            Some(Part::Flags) => (Setting::Flags, None),
            Some(Part::Mounts) => (Setting::Mounts, None),
            Some(Part::Sources) => (Setting::Sources, None),
            Some(Part::Destination) => (Setting::Destination, None),
            Some(Part::Owner) => (Setting::Owner, None),
            Some(Part::Timestamp) => (Setting::Timestamp, None),
            Some(Part::Text) => (Setting::Text, None),
            None => (Setting::Instruction, None),
        };
        Reason::Setting { setting, line }
    }

    /// Line of the last instruction of that kind that the one at `index` sees.
    fn line_before(&self, index: usize, keyword: Keyword) -> Option<usize> {
        let dockerfile = &self.after.dockerfile;
        dockerfile.lineage(dockerfile.facts[index].stage?).find_map(|stage| {
            let mut instructions = stage.instructions.clone().rev().filter(|it| *it < index);
            let found = instructions.find(|it| dockerfile.tree.instructions[*it].keyword == keyword)?;
            Some(self.after.recipe.lines[found])
        })
    }
}

fn steps<'b>(build: &'b Build<'_>) -> impl Iterator<Item = (usize, &'b BuiltStep)> {
    build.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.as_ref()?)))
}

/// The instruction as it is written, on one line.
fn text(file: &str, instruction: &Instruction) -> String {
    let mut text = instruction.keyword_word.text.clone();
    for flag in &instruction.flags {
        text.push(' ');
        text.push_str(flag.range.of(file));
    }
    if !instruction.body.text().is_empty() {
        text.push(' ');
        text.push_str(instruction.body.text());
    }
    text
}
