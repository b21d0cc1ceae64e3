//! One build of a Dockerfile as keys: for every step what it is, what it takes in, and by which key its result is found.
//!
//! A step's key is made of its own digest, which holds the step's own fields, and of the key of each input. The input
//! that a step builds on counts by the key of the step that made it; sources of COPY and mounts count by their files
//! (`content`), so that the chain is cut where files come out the same.

mod copy;
mod legacy;
mod run;
mod state;

use std::collections::HashMap;
use std::rc::Rc;

use super::digest::Digest;
use super::environment::Environment;
use super::layers::{Change, ContextId, LayerId, Layers};
use super::recipe::Recipe;
use super::selection::{HashedContext, Selector, below};
use super::stop::{self, Stopped};
use super::{Builder, NoCache, Options, RerunOutput};
use crate::model::context::{BuildContext, ContextEntry};
use crate::model::image::ImageReference;
use crate::model::path::{clean, clean_in_root};
use crate::model::platform::Platform;
use crate::model::{Base, Dockerfile, Source, Stage};
use crate::project::Project;
use crate::syntax::{Instruction, Keyword};
use state::{State, USUAL_DIRECTORIES};

/// The platform of a build that names none.
const DEFAULT_PLATFORM: &str = "linux/amd64";

/// A build that was gone through.
pub(super) struct Build<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) dockerfile: Dockerfile<'a>,
    /// For each instruction the step that it is, if it is one and is built.
    pub(super) steps: Vec<Option<BuiltStep>>,
    /// The instruction of each result.
    pub(super) results: HashMap<Digest, usize>,
    pub(super) contexts: Vec<HashedContext<'a>>,
    context_names: HashMap<&'a str, ContextId>,
    layers: Layers,
    images: HashMap<Digest, LayerId>,
    /// Checksum and content of the files from servers, by address.
    urls: HashMap<String, (Option<String>, Digest)>,
    /// Where it stops, if it cannot be finished.
    pub(super) stopped: Option<Stopped>,
    /// How each stage ends; `None` for those that are not built.
    finished: Vec<Option<State>>,
    options: Options,
    earlier: Option<&'a Build<'a>>,
    /// For each RUN the one of the earlier build that it is taken to be.
    counterparts: HashMap<usize, usize>,
}

/// A step with its keys.
#[derive(Clone, Debug)]
pub(super) struct BuiltStep {
    /// The key by which the result is found.
    pub(super) id: Digest,
    /// The step's own fields.
    pub(super) own: Digest,
    /// The same in parts, to tell what changed.
    pub(super) parts: Vec<(Part, Digest)>,
    /// The key of the result that it builds on; `None` for an image, and on `scratch`.
    pub(super) parent: Option<Digest>,
    /// The instruction of the step before it in its stage, or in those that the stage goes on from.
    pub(super) above: Option<usize>,
    /// It does not build on that step; its files are laid over the result of it afterwards.
    pub(super) is_linked: bool,
    /// The cache may not be used for it.
    pub(super) is_forced: bool,
    /// What it takes in by content.
    pub(super) inputs: Vec<BuiltInput>,
    /// What stands for the files that a RUN leaves.
    output: Digest,
}

/// An input that counts by its files.
#[derive(Clone, Debug)]
pub(super) struct BuiltInput {
    pub(super) content: Digest,
    pub(super) files: Files,
    pub(super) selectors: Vec<Selector>,
}

/// A part of a step's own fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Command,
    Shell,
    Environment,
    User,
    Workdir,
    Platform,
    Flags,
    Mounts,
    Sources,
    Destination,
    Owner,
    Timestamp,
    Text,
}

/// Where files are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Files {
    Context(ContextId),
    /// The end of a stage, by its number.
    Stage(usize, LayerId),
    Image(LayerId),
    /// Files that are known by identity only.
    Own(Digest),
}

impl Files {
    const fn layer(self) -> Option<LayerId> {
        match self {
            Self::Stage(_, layer) | Self::Image(layer) => Some(layer),
            Self::Context(_) | Self::Own(_) => None,
        }
    }

    /// Whether they are one input of a step.
    fn is_same_input(self, other: Self) -> bool {
        self == other || (self.layer().is_some() && self.layer() == other.layer())
    }
}

impl<'a> Build<'a> {
    /// Goes through the build of `recipe`, after the `earlier` one if there is one.
    pub(super) fn run(
        recipe: &'a Recipe,
        project: &'a Project,
        options: Options,
        earlier: Option<&'a Build<'a>>,
    ) -> Self {
        let dockerfile = Dockerfile::resolve(&recipe.tree, project);
        let counterparts = earlier.map(|earlier| super::pairing::runs(&earlier.dockerfile, &dockerfile));
        let mut build = Self {
            steps: vec![None; recipe.tree.instructions.len()],
            recipe,
            dockerfile,
            results: HashMap::new(),
            contexts: Vec::new(),
            context_names: HashMap::new(),
            layers: Layers::new(options.rerun_output == RerunOutput::Same),
            images: HashMap::new(),
            urls: HashMap::new(),
            stopped: None,
            finished: Vec::new(),
            options,
            earlier,
            counterparts: counterparts.unwrap_or_default(),
        };
        build.open_contexts(project);
        for stage in 0..build.dockerfile.stages.len() {
            let state = build.is_built(stage).then(|| build.stage(stage));
            build.finished.push(state.flatten());
        }
        build.stopped = stop::stopped(&build, !build.options.has_more_files);
        for (index, step) in build.steps.iter().enumerate() {
            // What stops, and what is behind it, leaves no result.
            let is_kept = |step: &BuiltStep| match &build.stopped {
                Some(stopped) => !stopped.behind[index] && stop::missing_file(&build, step).is_none(),
                None => true,
            };
            if let Some(step) = step.as_ref().filter(|step| is_kept(step)) {
                build.results.entry(step.id).or_insert(index);
            }
        }
        build
    }

    fn open_contexts(&mut self, project: &'a Project) {
        let earlier = self.earlier;
        let main = earlier.and_then(|earlier| earlier.contexts.first()).map(HashedContext::context);
        // The builder is sent the Dockerfile as any other file of the context.
        let mut files = project.files.clone();
        let own = || ContextEntry::file(&project.dockerfile);
        files.entry(project.dockerfile_path.clone()).or_insert_with(own);
        let context = BuildContext::new(&files, &project.ignore_file());
        self.contexts.push(HashedContext::new(context, project.files.is_empty(), main));
        for name in project.contexts.keys() {
            let before = earlier
                .and_then(|earlier| Some(earlier.contexts[*earlier.context_names.get(name.as_str())?].context()));
            let context = project.named_context(name).unwrap_or_default();
            self.context_names.insert(name, self.contexts.len());
            self.contexts.push(HashedContext::new(context, false, before));
        }
    }

    /// Whether a stage is built: BuildKit builds what the target needs, the builder before it all up to the target.
    pub(super) fn is_built(&self, stage: usize) -> bool {
        match self.options.builder {
            Builder::Buildkit => self.dockerfile.is_reachable(stage),
            Builder::Legacy => self.dockerfile.target.is_some_and(|target| stage <= target),
        }
    }

    /// Whether the cache may not be used for the RUN, COPY and ADD of a stage.
    fn is_forced(&self, stage: usize) -> bool {
        self.options.no_cache.covers(self.dockerfile.stages[stage].name.as_deref())
    }

    /// Whether no stage may use the cache.
    pub(super) fn is_without_cache(&self) -> bool {
        self.options.no_cache == NoCache::Everything
    }

    /// Whether the build before had this result.
    pub(super) fn is_cached(&self, id: Digest) -> bool {
        self.earlier.is_some_and(|earlier| earlier.results.contains_key(&id))
    }

    /// The name of a named context.
    pub(super) fn context_name(&self, context: ContextId) -> Option<&'a str> {
        self.context_names.iter().find(|(_, id)| **id == context).map(|(name, _)| *name)
    }

    /// The instruction of the last step of a stage.
    pub(super) fn last_step(&self, stage: usize) -> Option<usize> {
        self.finished.get(stage)?.as_ref()?.above
    }

    /// The name of the context that a stage, or its base, is replaced by.
    pub(super) fn stand_in(&self, stage: usize) -> Option<&'a str> {
        self.context_name(self.finished.get(stage)?.as_ref()?.replaced_by?)
    }

    fn stage(&mut self, number: usize) -> Option<State> {
        let name = self.dockerfile.stages[number].name.clone();
        if let Some(&context) = name.and_then(|name| self.context_names.get(name.as_str())) {
            return Some(self.on_context(context));
        }
        let instructions = self.dockerfile.stages[number].instructions.clone();
        let mut state = self.from(number, instructions.start)?;
        let tree = self.dockerfile.tree;
        for index in instructions.skip(1) {
            let instruction = &tree.instructions[index];
            match instruction.keyword {
                keyword if self.options.builder == Builder::Legacy && !is_built_alike(keyword) => {
                    self.commit(number, index, instruction, &mut state);
                }
                Keyword::Env | Keyword::Arg => self.assign(number, index, &mut state),
                Keyword::Workdir => self.workdir(index, instruction, &mut state),
                Keyword::Run => self.run_step(number, index, instruction, &mut state),
                Keyword::Copy | Keyword::Add => self.copy_step(number, index, instruction, &mut state),
                _ => {}
            }
        }
        Some(state)
    }

    /// The state that a stage starts with.
    fn from(&mut self, number: usize, index: usize) -> Option<State> {
        let stage = &self.dockerfile.stages[number];
        if let Base::Stage(base) = stage.base {
            let mut state = self.finished[base].clone()?;
            state.environment = state.environment.inherit();
            state.platform = self.platform(stage).filter(|_| stage.platform.is_some()).unwrap_or(state.platform);
            state.replaced_by = None;
            return Some(state);
        }
        if let Some(&context) = self.context_names.get(stage.base_text.as_str()) {
            return Some(self.on_context(context));
        }
        let platform = self.platform(stage).unwrap_or_else(|| Rc::from(DEFAULT_PLATFORM));
        let base_text = stage.base_text.clone();
        let mut state = self.empty_state(Rc::clone(&platform));
        for assignment in self.dockerfile.stages[number].assignments.iter().filter(|it| it.instruction.is_none()) {
            state.environment.set(&assignment.name, assignment.value.as_deref().unwrap_or_default());
        }
        if self.dockerfile.stages[number].base == Base::Scratch {
            return Some(state);
        }
        let image = self.dockerfile.project.images.get(&base_text);
        if let Some(image) = image.filter(|image| !image.workdir.is_empty()) {
            state.workdir = Rc::from(image.workdir.as_str());
        }
        let id = self.image_key(&base_text, &platform);
        state.advance(index, id, self.image_layer(id));
        state.directories = Rc::new(USUAL_DIRECTORIES.iter().map(|path| (*path).to_owned()).collect());
        let output = id;
        let parts = vec![(Part::Sources, id)];
        self.steps[index] = Some(BuiltStep {
            id,
            own: id,
            parts,
            parent: None,
            above: None,
            is_linked: false,
            is_forced: false,
            inputs: Vec::new(),
            output,
        });
        Some(state)
    }

    fn empty_state(&mut self, platform: Rc<str>) -> State {
        State {
            id: None,
            above: None,
            layer: self.layers.push(None, Change::Scratch),
            environment: Environment::default(),
            workdir: Rc::from("/"),
            platform,
            directories: Rc::default(),
            replaced_by: None,
        }
    }

    /// A context in the place of an image or a stage. Its key is that of the session, so it never matches again.
    fn on_context(&mut self, context: ContextId) -> State {
        let mut state = self.empty_state(Rc::from(DEFAULT_PLATFORM));
        state.id = Some(Digest::of("session").flag(self.earlier.is_some()).number(context as u64).finish());
        state.layer = self.layers.push(None, Change::Context(context));
        state.replaced_by = Some(context);
        state
    }

    fn platform(&self, stage: &Stage) -> Option<Rc<str>> {
        let platform = stage.platform.as_ref().or(self.dockerfile.project.platform.as_ref())?;
        Some(Rc::from(normal_platform(platform)))
    }

    /// An image is known by its digest, if the project knows it, and by its full name otherwise.
    fn image_key(&self, text: &str, platform: &str) -> Digest {
        let reference = ImageReference::parse(text).ok();
        let known = self.dockerfile.project.images.get(text).and_then(|image| image.digest.clone());
        let digest = known.or_else(|| reference.as_ref()?.digest().map(str::to_owned));
        let name = digest.or_else(|| reference.map(|it| it.canonical())).unwrap_or_else(|| text.to_owned());
        Digest::of("image").text(&name).text(platform).finish()
    }

    fn image_layer(&mut self, key: Digest) -> LayerId {
        if let Some(layer) = self.images.get(&key) {
            return *layer;
        }
        let layer = self.layers.push(None, Change::Image(key));
        self.images.insert(key, layer);
        layer
    }

    fn assign(&self, stage: usize, index: usize, state: &mut State) {
        let assignments = &self.dockerfile.stages[stage].assignments;
        let own = assignments[self.dockerfile.facts[index].assignments..].iter();
        for assignment in own.take_while(|it| it.instruction == Some(index)) {
            match &assignment.value {
                Some(value) if assignment.kind.is_kept() => state.environment.set(&assignment.name, value),
                Some(value) => state.environment.set_argument(&assignment.name, value),
                None => {}
            }
        }
    }

    /// A directory is made for the working directory, with the user as its owner, unless it is the root.
    fn workdir(&mut self, index: usize, instruction: &Instruction, state: &mut State) {
        let Some(word) = instruction.single() else { return };
        let path = self.dockerfile.expand(index, word);
        let workdir = if path.starts_with('/') { path.to_owned() } else { clean(&format!("{}/{path}", state.workdir)) };
        let path = clean(&workdir);
        let is_root = workdir == "/";
        state.workdir = Rc::from(workdir);
        if is_root {
            return;
        }
        let timestamp = self.dockerfile.project.build_args.get("SOURCE_DATE_EPOCH");
        let timestamp = timestamp.filter(|_| self.options.builder == Builder::Buildkit);
        let parts = vec![
            (Part::Workdir, Digest::of("path").text(&path).finish()),
            (Part::User, Digest::of("user").text(&self.dockerfile.facts[index].user).finish()),
            (Part::Timestamp, Digest::of("time").optional(timestamp.map(String::as_str)).finish()),
        ];
        let own = Digest::of("mkdir").digests(parts.iter().map(|(_, part)| *part)).finish();
        let id = step_key(own, state.id, &[]);
        let path = clean_in_root(&path);
        let layer = self.layers.push(Some(state.layer), Change::Directory(path.clone()));
        let step = BuiltStep {
            id,
            own,
            parts,
            parent: state.id,
            above: state.above,
            is_linked: false,
            is_forced: false,
            inputs: Vec::new(),
            output: id,
        };
        self.steps[index] = Some(step);
        state.add_directory(&path);
        state.advance(index, id, layer);
    }

    /// What `from` of a COPY or a mount in `stage` names.
    fn files(&mut self, stage: usize, from: Option<&str>, platform: &str) -> Files {
        match self.dockerfile.source(stage, from) {
            Source::Context => Files::Context(0),
            Source::Stage(source) => match &self.finished[source] {
                Some(State { replaced_by: Some(context), .. }) => Files::Context(*context),
                Some(state) => Files::Stage(source, state.layer),
                None => Files::Own(Digest::of("no stage").number(source as u64).finish()),
            },
            Source::Image(name) => {
                if let Some(&context) = self.context_names.get(name.as_str()) {
                    return Files::Context(context);
                }
                let key = self.image_key(&name, platform);
                Files::Image(self.image_layer(key))
            }
        }
    }

    /// The content key of an input: over the selectors sorted by path, without those that lie in another.
    ///
    /// Which selector was meant for which target is not in it, so that swapped sources of one name are not noticed.
    /// BuildKit is the same (`file.go`, 247-280; `exec.go`, `dedupePaths`).
    fn content(&mut self, files: Files, selectors: &[Selector]) -> Digest {
        if let Files::Own(digest) = files {
            return Digest::of("own").digest(digest).finish();
        }
        let mut plain: Vec<&Selector> = selectors.iter().filter(|selector| !selector.is_filter()).collect();
        plain.sort();
        let mut sorted: Vec<&Selector> = Vec::with_capacity(selectors.len());
        for selector in plain {
            if sorted.last().is_none_or(|last| below(&selector.path, &last.path).is_none()) {
                sorted.push(selector);
            }
        }
        sorted.extend(selectors.iter().filter(|selector| selector.is_filter()));
        sorted.sort_by(|left, right| left.path.cmp(&right.path));
        let digests = sorted.into_iter().map(|selector| match files {
            Files::Context(context) => self.contexts[context].content(selector),
            Files::Stage(_, layer) | Files::Image(layer) => self.layers.content(layer, selector, &self.contexts),
            Files::Own(digest) => digest,
        });
        Digest::of("content").digests(digests).finish()
    }
}

/// Whether both builders make a step of it that takes in files or runs.
const fn is_built_alike(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Run | Keyword::Copy | Keyword::Add)
}

/// The key of a result. One that may not come from the cache has a key that no build before had; BuildKit keeps the
/// new result under the old key, which only builds after this one can tell.
fn step_key(own: Digest, parent: Option<Digest>, contents: &[Digest]) -> Digest {
    Digest::of("step").digest(own).digests(parent).digests(contents.iter().copied()).finish()
}

/// See [`step_key`].
fn forced_key(id: Digest) -> Digest {
    Digest::of("no cache").digest(id).finish()
}

/// One spelling for each platform.
fn normal_platform(platform: &str) -> String {
    Platform::parse(platform).map_or_else(|| platform.to_owned(), |platform| platform.to_string())
}
