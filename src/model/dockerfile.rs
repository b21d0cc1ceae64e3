use std::collections::HashMap;
use std::rc::Rc;

use super::expand::expand_words;
use super::resolve::Resolver;
use super::variable::PLATFORM_ARGUMENTS;
use super::{Assignment, Code, Dependency, Fault, Mount, Source, Stage, fault, validate};
use crate::project::Project;
use crate::syntax::{Arguments, CommandLine, Instruction, Keyword, SyntaxError, SyntaxTree, Word, nearest};
use crate::text::TextRange;

/// How many names are compared with one that nothing sets.
const MOST_NAMES: usize = 500;

/// A tree with its meaning. Instructions are named by their index in [`SyntaxTree::instructions`].
#[derive(Clone, Debug)]
pub struct Dockerfile<'a> {
    /// What was read.
    pub tree: &'a SyntaxTree,
    /// What stands around the file.
    pub project: &'a Project,
    /// `ARG`s before the first `FROM`, in order.
    pub global_arguments: Vec<Assignment>,
    /// Stages, in order.
    pub stages: Vec<Stage>,
    /// Number of the stage to build: the target, else the last one; `None` without stages.
    pub target: Option<usize>,
    /// What is known at each instruction.
    pub facts: Vec<Facts>,
    /// What a build would refuse beyond what the parser sees.
    pub errors: Vec<SyntaxError>,
    /// Lines that were surely meant otherwise, in the order of the file.
    pub faults: Vec<Fault>,
    /// Values of the global arguments and the predefined ones.
    pub(super) globals: Values,
    /// For each stage whether building the target needs it.
    reachable: Vec<bool>,
    /// ENTRYPOINT and CMD of the target as one command, where both are in exec form.
    pub(super) joined: Option<Code>,
    /// Where variables get a value: stages and positions in their assignments, in the order of name, stage, position.
    by_name: Vec<(usize, usize)>,
}

/// What is known at one instruction, before it takes effect.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Number of the stage; `None` before the first FROM.
    pub stage: Option<usize>,
    /// Working directory; `/` where nothing is known.
    pub workdir: Rc<str>,
    /// User as written; empty where nothing sets one.
    pub user: Rc<str>,
    /// Words of the `SHELL`; `None` for the default.
    pub shell: Option<Rc<[String]>>,
    /// How many of the stage's assignments come before.
    pub assignments: usize,
    /// The commands of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`.
    pub code: Option<Code>,
    /// The mounts of a `RUN`, their values expanded.
    pub mounts: Vec<Mount>,
    /// Where, as whom and in which shell commands run from the next instruction on.
    pub after: Setting,
    /// Words whose expansion differs from their text, in the order of the line.
    expanded: Vec<Expanded>,
}

/// Where, as whom and in which shell the commands of a stage run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Working directory; `/` where nothing is known.
    pub workdir: Rc<str>,
    /// User as written; empty where nothing sets one.
    pub user: Rc<str>,
    /// Words of the `SHELL`; `None` for the default.
    pub shell: Option<Rc<[String]>>,
}

/// A word that the builder expands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expanded {
    /// The word.
    pub range: TextRange,
    /// What it becomes.
    pub text: String,
    /// Names in it that are neither set nor declared by an `ARG`, each once.
    pub unset: Vec<String>,
}

impl Facts {
    pub(super) fn new(stage: Option<usize>) -> Self {
        Self {
            stage,
            workdir: Rc::from("/"),
            user: Rc::from(""),
            shell: None,
            assignments: 0,
            code: None,
            mounts: Vec::new(),
            after: Setting { workdir: Rc::from("/"), user: Rc::from(""), shell: None },
            expanded: Vec::new(),
        }
    }

    /// Every word whose expansion differs from its text, in the order of the file.
    pub fn expanded(&self) -> &[Expanded] {
        &self.expanded
    }

    /// Names in the word that are neither set nor declared.
    pub fn unset(&self, word: &Word) -> &[String] {
        self.expansion(word).map_or(&[], |it| &it.unset)
    }

    /// What is made of the word; an instruction may have very many.
    fn expansion(&self, word: &Word) -> Option<&Expanded> {
        self.expanded.binary_search_by_key(&word.range, |it| it.range).ok().map(|at| &self.expanded[at])
    }

    pub(super) fn set_expanded(&mut self, mut expanded: Vec<Expanded>) {
        expanded.sort_by_key(|it| it.range);
        self.expanded = expanded;
    }
}

impl<'a> Dockerfile<'a> {
    /// Resolves `tree` with what `project` knows beside it.
    pub fn resolve(tree: &'a SyntaxTree, project: &'a Project) -> Self {
        let Resolver { global_arguments, stages, facts, mut errors, globals, .. } = Resolver::run(tree, project);
        let target = match &project.target {
            Some(name) => find_stage(&stages, name),
            None => stages.len().checked_sub(1),
        };
        let reachable = reachable(&stages, target);
        let by_name = by_name(&stages);
        let mut dockerfile = Self {
            tree,
            project,
            global_arguments,
            stages,
            target,
            facts,
            errors: Vec::new(),
            faults: Vec::new(),
            globals,
            reachable,
            joined: None,
            by_name,
        };
        // A stage that nobody builds may hold what it wants.
        errors.retain(|error| dockerfile.is_judged_at(error.range));
        dockerfile.errors = errors;
        let refused = validate::errors(&dockerfile);
        dockerfile.errors.extend(refused);
        dockerfile.joined = dockerfile.join();
        dockerfile.faults = fault::find(&dockerfile);
        dockerfile
    }

    /// Whether the builder turns the stage into steps: those that the target needs, all without a target.
    ///
    /// BuildKit's checks read a file without a target in this way; a build leaves out what the last stage does not
    /// need.
    pub fn is_judged(&self, stage: usize) -> bool {
        self.project.target.is_none() || self.is_reachable(stage)
    }

    /// Whether the builder looks at what stands at `range`: stages that are judged, every FROM, all before the first.
    fn is_judged_at(&self, range: TextRange) -> bool {
        let after = self.stages.partition_point(|stage| stage.range.start <= range.start);
        let Some(stage) = after.checked_sub(1).map(|number| &self.stages[number]) else { return true };
        self.is_judged(stage.index) || self.tree.instructions[stage.instructions.start].range.encloses(range)
    }

    /// The instructions that the builder turns into steps, with their stages and indices; FROM is not among them.
    pub fn judged(&self) -> impl Iterator<Item = (&Stage, usize, &'a Instruction)> {
        let stages = self.stages.iter().filter(|stage| self.is_judged(stage.index));
        stages.flat_map(|stage| self.instructions(stage).skip(1).map(move |(index, it)| (stage, index, it)))
    }

    /// Whether building the target needs the stage.
    pub fn is_reachable(&self, stage: usize) -> bool {
        self.reachable.get(stage).copied().unwrap_or(false)
    }

    /// The instructions of a stage with their indices, FROM first.
    pub fn instructions(&self, stage: &Stage) -> impl Iterator<Item = (usize, &'a Instruction)> + use<'a> {
        let tree = self.tree;
        stage.instructions.clone().map(move |index| (index, &tree.instructions[index]))
    }

    /// Every instruction of that kind that stands in a stage, with its index.
    pub fn all(&self, keyword: Keyword) -> impl Iterator<Item = (usize, &'a Instruction)> + '_ {
        self.tree.instructions.iter().enumerate().filter(move |(_, it)| it.keyword == keyword)
    }

    /// What the builder makes of a word of the instruction at `index`.
    pub fn expand<'w>(&'w self, index: usize, word: &'w Word) -> &'w str {
        self.facts[index].expansion(word).map_or(word.text.as_str(), |it| it.text.as_str())
    }

    /// The words that the builder makes of a word of `EXPOSE`; none where it cannot be expanded.
    pub fn ports(&self, index: usize, word: &Word) -> Vec<String> {
        let lookup = |name: &str| self.variable(index, name)?.value.as_deref();
        expand_words(&word.text, self.tree.escape, &lookup).map_or_else(|_| Vec::new(), |expanded| expanded.words)
    }

    /// The name nearest to `name` among those that a FROM can use.
    pub fn nearest_global(&self, name: &str) -> Option<&str> {
        let declared = self.global_arguments.iter().rev().map(|argument| argument.name.as_str());
        nearest(name, declared.take(MOST_NAMES).chain(PLATFORM_ARGUMENTS.iter().copied()))
    }

    /// The name nearest to `name` among the variables that are set before the instruction at `index`; of very many, the
    /// latest are looked at.
    pub fn nearest_variable(&self, index: usize, name: &str) -> Option<&str> {
        let facts = &self.facts[index];
        let stages = facts.stage.into_iter().flat_map(|stage| self.lineage(stage)).enumerate();
        let seen = stages.flat_map(|(nth, stage)| match nth {
            0 => stage.assignments[..facts.assignments].iter().rev(),
            _ => stage.assignments.iter().rev(),
        });
        nearest(name, seen.filter(|it| it.value.is_some()).map(|it| it.name.as_str()).take(MOST_NAMES))
    }

    /// Every command in `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`, with the index of its instruction.
    pub fn code(&self) -> impl Iterator<Item = (usize, &Code)> {
        self.facts.iter().enumerate().filter_map(|(index, facts)| Some((index, facts.code.as_ref()?)))
    }

    /// The stages that a stage is built on, the nearest first; the stage itself is the first of all.
    pub fn lineage(&self, stage: usize) -> impl Iterator<Item = &Stage> {
        std::iter::successors(self.stages.get(stage), |stage| match stage.base {
            super::Base::Stage(base) => self.stages.get(base),
            _ => None,
        })
    }

    /// The setting of a variable that the instruction at `index` sees: the last one before it in its stage or the
    /// stages below, ENV and ARG alike.
    pub fn variable(&self, index: usize, name: &str) -> Option<&Assignment> {
        let named = |&(stage, at): &(usize, usize)| &self.stages[stage].assignments[at];
        let start = self.by_name.partition_point(|it| named(it).name.as_str() < name);
        // Most questions are about variables that nobody sets.
        self.by_name.get(start).filter(|it| named(it).name == name)?;
        let count = self.by_name[start..].partition_point(|it| named(it).name == name);
        let all = &self.by_name[start..][..count];
        let facts = &self.facts[index];
        let mut lineage = self.lineage(facts.stage?);
        let of_stage = |stage: &Stage, end: usize| {
            let start = all.partition_point(|it| it.0 < stage.index);
            let count = all[start..].partition_point(|it| *it < (stage.index, end));
            all[start..][..count].iter().rev().map(named)
        };
        let stage = lineage.next()?;
        if let Some(own) = of_stage(stage, facts.assignments).next() {
            return Some(own);
        }
        let mut inherited = lineage.flat_map(|stage| of_stage(stage, usize::MAX));
        // A stage sets all variables of the image that it starts from again, so that ENV wins over ARG there.
        let last = inherited.next()?;
        let kept = std::iter::once(last).chain(inherited).find(|it| it.kind.is_kept());
        Some(kept.unwrap_or(last))
    }

    /// The value that a FROM sees: that of an ARG before the first one, of the platform, or of the build's proxies.
    pub fn global(&self, name: &str) -> Option<&str> {
        self.globals.get(name).map(String::as_str)
    }

    /// The settings of variables that the instruction at `index` finds, from the lowest stage to its own, in the order
    /// of the file; before the first FROM, the global arguments.
    pub fn assignments_before(&self, index: usize) -> impl Iterator<Item = &Assignment> {
        let facts = &self.facts[index];
        let stages: Vec<&Stage> = facts.stage.into_iter().flat_map(|stage| self.lineage(stage)).collect();
        let own = stages.first().map_or(&[][..], |stage| &stage.assignments[..facts.assignments]);
        let below = stages.into_iter().skip(1).rev().flat_map(|stage| &stage.assignments);
        let global = if facts.stage.is_none() { self.global_arguments.as_slice() } else { &[] };
        let global = global.iter().take_while(move |it| it.instruction.is_some_and(|at| at < index));
        global.chain(below).chain(own)
    }

    /// What the instruction at `index` adds to [`Self::assignments_before`]; a FROM, what comes with its image.
    pub fn assignments_of(&self, index: usize) -> &[Assignment] {
        let own = |it: &Assignment| it.instruction == Some(index);
        let Some(stage) = self.facts[index].stage.map(|stage| &self.stages[stage]) else {
            let start = self.global_arguments.partition_point(|it| it.instruction < Some(index));
            let count = self.global_arguments[start..].iter().take_while(|it| own(it)).count();
            return &self.global_arguments[start..][..count];
        };
        let start = self.facts[index].assignments;
        let of_image = |it: &Assignment| stage.instructions.start == index && it.instruction.is_none();
        let count = stage.assignments[start..].iter().take_while(|it| own(it) || of_image(it)).count();
        &stage.assignments[start..][..count]
    }

    /// What `COPY --from=…` or a mount's `from=…` in `stage` names: an earlier stage by name or number, else an image.
    pub fn source(&self, stage: usize, from: Option<&str>) -> Source {
        source(&self.stages[..stage], from)
    }

    /// The dependencies of the stage.
    pub fn dependencies(&self, stage: usize) -> &[Dependency] {
        &self.stages[stage].dependencies
    }

    /// The last CMD of the stage, or of the stages below it, that takes effect when the image runs.
    pub fn effective(&self, stage: usize, keyword: Keyword) -> Option<(usize, &'a Instruction)> {
        let tree = self.tree;
        self.lineage(stage).find_map(|stage| {
            let found = stage.instructions.clone().rev().find(|&index| tree.instructions[index].keyword == keyword);
            found.map(|index| (index, &tree.instructions[index]))
        })
    }
}

/// An earlier stage by name or number, else an image; without a name, the build context.
pub(super) fn source(stages: &[Stage], from: Option<&str>) -> Source {
    let Some(from) = from else { return Source::Context };
    match find_stage(stages, from) {
        Some(stage) => Source::Stage(stage),
        None => Source::Image(from.to_owned()),
    }
}

/// The last stage of that name, letter case aside, or the stage of that number.
pub(super) fn find_stage(stages: &[Stage], name: &str) -> Option<usize> {
    let lower = name.to_ascii_lowercase();
    let by_name = stages.iter().rposition(|stage| stage.name.as_deref() == Some(lower.as_str()));
    by_name.or_else(|| name.parse().ok().filter(|&number| number < stages.len()))
}

/// See [`Dockerfile::by_name`].
fn by_name(stages: &[Stage]) -> Vec<(usize, usize)> {
    let positions = stages.iter().flat_map(|stage| (0..stage.assignments.len()).map(|at| (stage.index, at)));
    let assignment = |&(stage, at): &(usize, usize)| &stages[stage].assignments[at];
    let mut by_name: Vec<_> = positions.filter(|it| assignment(it).value.is_some()).collect();
    // They are in the order of the file, which a stable sort keeps among those of one name.
    by_name.sort_by(|a, b| assignment(a).name.cmp(&assignment(b).name));
    by_name
}

fn reachable(stages: &[Stage], target: Option<usize>) -> Vec<bool> {
    let mut reachable = vec![false; stages.len()];
    let mut open: Vec<usize> = target.into_iter().collect();
    while let Some(stage) = open.pop() {
        if !std::mem::replace(&mut reachable[stage], true) {
            open.extend(stages[stage].dependencies.iter().map(|dependency| dependency.stage));
        }
    }
    reachable
}

/// The command of an instruction that has one, and the text of its shell form.
pub(super) fn command(instruction: &Instruction) -> Option<(&CommandLine, &crate::syntax::Logical)> {
    match &instruction.arguments {
        Arguments::Command(command) if instruction.keyword != Keyword::Shell => Some((command, &instruction.body)),
        Arguments::Healthcheck(health) => Some((health.command.as_ref()?, &health.body)),
        _ => None,
    }
}

/// Values of variables while a stage is read.
pub(super) type Values = Rc<HashMap<String, String>>;
