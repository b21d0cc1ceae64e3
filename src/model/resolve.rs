//! From instructions to stages and facts, in one pass.
//!
//! Follows BuildKit's order: what stands on a line is expanded with the values from before the line; the last ENV or ARG
//! of a name in file order wins.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::dockerfile::{Expanded, Values, command};
use super::expand::{ExpandError, Expansion, expand_heredoc, expand_word};
use super::image::ImageReference;
use super::path::LONGEST_PATH;
use super::variable::{is_proxy, platform_argument};
use super::{
    Assignment, AssignmentKind, Base, Code, DEFAULT_PATH, Dependency, DependencyKind, Facts, Mount, Setting, Stage,
};
use crate::project::{ImageConfig, Project};
use crate::shell::{self, Dialect};
use crate::syntax::{
    Arguments, CommandLine, Copy, From, Instruction, KeyValue, Keyword, SyntaxError, SyntaxTree, Word,
};
use crate::text::TextRange;

pub(super) struct Resolver<'a> {
    tree: &'a SyntaxTree,
    project: &'a Project,
    pub(super) global_arguments: Vec<Assignment>,
    pub(super) stages: Vec<Stage>,
    pub(super) facts: Vec<Facts>,
    pub(super) errors: Vec<SyntaxError>,
    /// Values of the arguments before the first FROM, and of those that BuildKit predefines.
    pub(super) globals: Values,
    /// The same as they are without `--build-arg`; `None` once a default cannot be expanded.
    defaults: Option<Values>,
    /// What the current stage knows, and what each finished one knew at its end.
    state: State,
    finished: Vec<State>,
    /// The finished stages by name, the last one of each.
    finished_names: HashMap<String, usize>,
    /// Names of the arguments before the first FROM.
    global_names: Rc<HashSet<String>>,
}

/// What a stage hands on from line to line, and to stages built on it.
#[derive(Clone)]
struct State {
    values: Values,
    /// Those of `values` that are in the image, where an `ARG` of the same name does not hide them.
    kept: Values,
    /// Names of `ARG`s, with or without a value.
    declared: Rc<HashSet<String>>,
    workdir: Rc<str>,
    user: Rc<str>,
    shell: Option<Rc<[String]>>,
    /// Whether the image is one of Windows.
    is_windows: bool,
}

impl Default for State {
    fn default() -> Self {
        let (values, kept, declared) = (Values::default(), Values::default(), Rc::default());
        Self { values, kept, declared, workdir: Rc::from("/"), user: Rc::from(""), shell: None, is_windows: false }
    }
}

impl State {
    /// The language of commands in shell form.
    fn dialect(&self) -> Dialect {
        match &self.shell {
            Some(words) => shell::dialect(words),
            None if self.is_windows => Dialect::Cmd,
            None => Dialect::Posix,
        }
    }

    fn setting(&self) -> Setting {
        let Self { workdir, user, shell, .. } = self;
        Setting { workdir: Rc::clone(workdir), user: Rc::clone(user), shell: shell.clone() }
    }

    /// A stage sets the variables of the image that it starts from again, over any ARG of the stage that made it.
    fn set_kept_again(&mut self) {
        for (name, value) in self.kept.iter() {
            if self.values.get(name) != Some(value) {
                Rc::make_mut(&mut self.values).insert(name.clone(), value.clone());
            }
        }
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn run(tree: &'a SyntaxTree, project: &'a Project) -> Self {
        let globals = Rc::new(predefined(tree, project));
        let mut resolver = Self {
            tree,
            project,
            global_arguments: Vec::new(),
            stages: Vec::new(),
            facts: Vec::with_capacity(tree.instructions.len()),
            errors: Vec::new(),
            defaults: Some(Rc::clone(&globals)),
            globals,
            state: State::default(),
            finished: Vec::new(),
            finished_names: HashMap::new(),
            global_names: Rc::default(),
        };
        for (index, instruction) in tree.instructions.iter().enumerate() {
            resolver.instruction(index, instruction);
        }
        resolver
    }

    fn instruction(&mut self, index: usize, instruction: &Instruction) {
        if let Arguments::From(from) = &instruction.arguments {
            return self.from(index, instruction, from);
        }
        let mut facts = Facts::new(self.stages.len().checked_sub(1));
        let Some(stage) = self.stages.last_mut() else {
            if instruction.keyword == Keyword::Arg {
                self.global_argument(index, instruction);
            }
            facts.code = code(instruction, &self.tree.text, Dialect::Posix);
            self.facts.push(facts);
            return;
        };
        stage.instructions.end = index + 1;
        stage.range.end = instruction.range.end;
        facts.assignments = stage.assignments.len();
        facts.workdir = Rc::clone(&self.state.workdir);
        facts.user = Rc::clone(&self.state.user);
        facts.shell.clone_from(&self.state.shell);
        facts.code = code(instruction, &self.tree.text, self.state.dialect());
        let mut expanded = Vec::new();
        if instruction.keyword == Keyword::Run {
            facts.mounts = self.mounts(index, instruction, &mut expanded);
        }
        self.effect(index, instruction, &mut expanded);
        facts.set_expanded(expanded);
        facts.after = self.state.setting();
        self.facts.push(facts);
    }

    /// Expands the words of an instruction in a stage, and does to the state what the instruction does.
    fn effect(&mut self, index: usize, instruction: &Instruction, expanded: &mut Vec<Expanded>) {
        match (instruction.keyword, &instruction.arguments) {
            (Keyword::Env, Arguments::Pairs { pairs, .. }) => self.env(index, pairs, expanded),
            (Keyword::Arg, Arguments::Pairs { pairs, .. }) => self.argument(index, pairs, expanded),
            (Keyword::Label, Arguments::Pairs { pairs, .. }) => {
                self.expand_all(
                    pairs.iter().flat_map(|pair| [Some(&pair.key), pair.value.as_ref()]).flatten(),
                    expanded,
                );
            }
            (Keyword::Workdir, Arguments::Single(word)) => {
                let path = self.expand(word, expanded);
                let joined = join(&self.state.workdir, &path);
                // Nothing can make a longer one, and every line would copy it again.
                if joined.len() <= LONGEST_PATH {
                    self.state.workdir = Rc::from(joined);
                }
            }
            (Keyword::User, Arguments::Single(word)) => self.state.user = Rc::from(self.expand(word, expanded)),
            (Keyword::Stopsignal, Arguments::Single(word)) => self.expand_all([word], expanded),
            (Keyword::Shell, Arguments::Command(CommandLine::Exec { words })) => {
                self.state.shell = Some(words.iter().map(|word| word.text.clone()).collect());
            }
            (Keyword::Expose | Keyword::Volume, Arguments::List { words, .. }) => self.expand_all(words, expanded),
            (Keyword::Copy | Keyword::Add, Arguments::Copy(copy)) => self.copy(index, instruction, copy, expanded),
            _ => {}
        }
    }

    /// Reads COPY and ADD: their flags, paths and documents, and the stage that they need.
    fn copy(&mut self, index: usize, instruction: &Instruction, copy: &Copy, expanded: &mut Vec<Expanded>) {
        let flags = ["chown", "chmod", "checksum"].into_iter().filter_map(|name| instruction.flag(name));
        self.expand_all(flags.filter_map(|flag| flag.value.as_ref()), expanded);
        self.expand_all(instruction.copied_paths().chain(&copy.destination), expanded);
        for document in instruction.heredocs.iter().filter(|document| !document.quoted) {
            let body = document.body.of(&self.tree.text);
            if body.contains('$') {
                let values = Rc::clone(&self.state.values);
                let expansion = expand_heredoc(body, &|name| values.get(name).map(String::as_str));
                self.remember(document.body, body, expansion, expanded);
            }
        }
        if instruction.keyword == Keyword::Copy {
            self.depend(index, instruction.flag_value("from"), DependencyKind::Copy);
        }
    }

    /// Reads the mounts of a RUN; the builder expands each value by itself.
    fn mounts(&mut self, index: usize, instruction: &Instruction, expanded: &mut Vec<Expanded>) -> Vec<Mount> {
        let mut mounts: Vec<Mount> = Mount::all(instruction).collect();
        for mount in &mut mounts {
            self.depend(index, mount.from(), DependencyKind::Mount);
            for option in &mut mount.options {
                let Some(text) = option.value.take() else { continue };
                let word = Word { text, range: option.range };
                option.value = Some(self.expand(&word, expanded));
            }
        }
        mounts
    }

    /// Adds the stage that `from` names to what the current stage needs.
    fn depend(&mut self, index: usize, from: Option<&str>, kind: DependencyKind) {
        let (Some(current), Some(from)) = (self.stages.last_mut(), from) else { return };
        let by_number = || from.parse().ok().filter(|number| *number < current.index);
        if let Some(stage) = self.finished_names.get(&from.to_ascii_lowercase()).copied().or_else(by_number) {
            current.dependencies.push(Dependency { stage, instruction: index, kind });
        }
    }

    /// The expansion of a word with the values before its line. Remembers it where it differs from the text.
    fn expand(&mut self, word: &Word, expanded: &mut Vec<Expanded>) -> String {
        let values = Rc::clone(&self.state.values);
        self.expand_with(word, &values, expanded)
    }

    fn expand_all<'w>(&mut self, words: impl IntoIterator<Item = &'w Word>, expanded: &mut Vec<Expanded>) {
        for word in words {
            self.expand(word, expanded);
        }
    }

    fn expand_with(&mut self, word: &Word, values: &Values, expanded: &mut Vec<Expanded>) -> String {
        if !word.text.contains(['$', '\'', '"', self.tree.escape]) {
            return word.text.clone();
        }
        let expansion = expand_word(&word.text, self.tree.escape, &|name| values.get(name).map(String::as_str));
        self.remember(word.range, &word.text, expansion, expanded)
    }

    /// Notes an expansion or what is wrong with it; gives what the builder goes on with.
    fn remember(
        &mut self,
        range: TextRange,
        written: &str,
        expansion: Result<Expansion, ExpandError>,
        expanded: &mut Vec<Expanded>,
    ) -> String {
        match expansion {
            Ok(Expansion { text, mut unset, .. }) => {
                unset.retain(|name| !self.state.declared.contains(name));
                expanded.push(Expanded { range, text: text.clone(), unset });
                text
            }
            Err(error) => {
                // Text that stands in the file as it was read allows to point into it.
                let is_plain = range.of(&self.tree.text) == written;
                let start = if is_plain { range.start + error.offset } else { range.start };
                let end =
                    range.of(&self.tree.text)[start - range.start..].find('\n').map_or(range.end, |at| start + at);
                let message = error.to_string();
                self.errors.push(SyntaxError { message, range: TextRange::new(start, end), suggestion: None });
                written.to_owned()
            }
        }
    }

    fn from(&mut self, index: usize, instruction: &Instruction, from: &From) {
        let before = std::mem::take(&mut self.state);
        if let Some(last) = self.stages.last() {
            self.finished.push(before);
            self.finished_names.extend(last.name.clone().map(|name| (name, last.index)));
        }
        self.state.declared = Rc::clone(&self.global_names);
        let number = self.stages.len();
        let mut expanded = Vec::new();
        let globals = Rc::clone(&self.globals);
        let base_text = self.expand_with(&from.image, &globals, &mut expanded);
        let platform = instruction.flag("platform").and_then(|flag| flag.value.as_ref());
        let platform = platform.map(|value| self.expand_with(value, &globals, &mut expanded));
        let default_base_text = self.defaults.as_ref().and_then(|defaults| {
            let lookup = |name: &str| defaults.get(name).map(String::as_str);
            Some(expand_word(&from.image.text, self.tree.escape, &lookup).ok()?.text)
        });
        let base = match self.finished_names.get(&base_text.to_ascii_lowercase()) {
            Some(&stage) => Base::Stage(stage),
            None if base_text == "scratch" => Base::Scratch,
            None => ImageReference::parse(&base_text).map_or(Base::Invalid, Base::Image),
        };
        let mut assignments = Vec::new();
        let mut dependencies = Vec::new();
        if let Base::Stage(stage) = base {
            self.state = self.finished[stage].clone();
            self.state.set_kept_again();
            dependencies.push(Dependency { stage, instruction: index, kind: DependencyKind::From });
        } else {
            self.image(&base_text, &mut assignments);
            let platform = platform.as_deref().or(self.project.platform.as_deref());
            self.state.is_windows = is_windows(&base, platform);
        }
        let mut facts = Facts::new(Some(number));
        facts.set_expanded(expanded);
        facts.after = self.state.setting();
        self.facts.push(facts);
        self.stages.push(Stage {
            index: number,
            name: from.name.as_ref().map(|name| name.text.to_ascii_lowercase()),
            instructions: index..index + 1,
            base,
            base_text,
            default_base_text,
            platform,
            dependencies,
            assignments,
            is_windows: self.state.is_windows,
            range: instruction.range,
        });
    }

    /// Starts a stage with what the configuration of its image says.
    fn image(&mut self, name: &str, assignments: &mut Vec<Assignment>) {
        let unknown = ImageConfig::default();
        let config = self.project.images.get(name).unwrap_or(&unknown);
        let mut env = config.env.clone();
        if env.iter().all(|(name, _)| name != "PATH") {
            env.push(("PATH".to_owned(), DEFAULT_PATH.to_owned()));
        }
        assignments.extend(env.iter().map(|(name, value)| Assignment {
            name: name.clone(),
            value: Some(value.clone()),
            kind: AssignmentKind::Image,
            instruction: None,
            range: TextRange::default(),
        }));
        let workdir = if config.workdir.is_empty() { "/" } else { &config.workdir };
        let values: Values = Rc::new(env.into_iter().collect());
        self.state = State {
            kept: Rc::clone(&values),
            values,
            declared: Rc::default(),
            workdir: Rc::from(workdir),
            user: Rc::from(config.user.as_str()),
            shell: None,
            is_windows: false,
        };
    }

    fn env(&mut self, index: usize, pairs: &[KeyValue], expanded: &mut Vec<Expanded>) {
        let new: Vec<(String, String, TextRange)> = pairs
            .iter()
            .map(|pair| {
                let name = self.expand(&pair.key, expanded);
                let value = pair.value.as_ref().map(|value| self.expand(value, expanded)).unwrap_or_default();
                (name, value, pair.range)
            })
            .collect();
        for (name, value, range) in new {
            self.assign(index, name, Some(value), AssignmentKind::Env, range);
        }
    }

    /// Unlike ENV, each word of an ARG sees the words before it, and a default that a build argument replaces is not
    /// even read.
    fn argument(&mut self, index: usize, pairs: &[KeyValue], expanded: &mut Vec<Expanded>) {
        for pair in pairs {
            let name = pair.key.text.clone();
            let (value, kind) = match (self.project.build_args.get(&name), &pair.value) {
                (Some(given), _) => (Some(given.clone()), AssignmentKind::BuildArg),
                (None, Some(default)) => (Some(self.expand(default, expanded)), AssignmentKind::Arg),
                (None, None) => (self.globals.get(&name).cloned(), AssignmentKind::GlobalArg),
            };
            Rc::make_mut(&mut self.state.declared).insert(name.clone());
            self.assign(index, name, value, kind, pair.range);
        }
    }

    fn assign(&mut self, index: usize, name: String, value: Option<String>, kind: AssignmentKind, range: TextRange) {
        if let Some(value) = &value {
            Rc::make_mut(&mut self.state.values).insert(name.clone(), value.clone());
        }
        if let Some(stage) = self.stages.last_mut() {
            if let Some(value) = value.as_ref().filter(|_| kind.is_kept()) {
                Rc::make_mut(&mut self.state.kept).insert(name.clone(), value.clone());
            }
            stage.assignments.push(Assignment { name, value, kind, instruction: Some(index), range });
        }
    }

    fn global_argument(&mut self, index: usize, instruction: &Instruction) {
        for pair in instruction.pairs() {
            let globals = Rc::clone(&self.globals);
            let name = pair.key.text.clone();
            let (value, kind) = match (self.project.build_args.get(&name), &pair.value) {
                (Some(given), _) => (Some(given.clone()), AssignmentKind::BuildArg),
                (None, Some(value)) => (Some(self.expand_with(value, &globals, &mut Vec::new())), AssignmentKind::Arg),
                (None, None) => (globals.get(&name).cloned(), AssignmentKind::GlobalArg),
            };
            drop(globals);
            self.global_default(pair);
            Rc::make_mut(&mut self.global_names).insert(name.clone());
            if let Some(value) = &value {
                Rc::make_mut(&mut self.globals).insert(name.clone(), value.clone());
            }
            self.global_arguments.push(Assignment { name, value, kind, instruction: Some(index), range: pair.range });
        }
    }

    /// What the argument would be without `--build-arg`.
    fn global_default(&mut self, pair: &KeyValue) {
        let (Some(defaults), Some(value)) = (&mut self.defaults, &pair.value) else { return };
        let expansion = expand_word(&value.text, self.tree.escape, &|name| defaults.get(name).map(String::as_str));
        match expansion {
            Ok(expansion) => {
                Rc::make_mut(defaults).insert(pair.key.text.clone(), expansion.text);
            }
            Err(_) => self.defaults = None,
        }
    }
}

/// The arguments that have a value without being set: the platforms, and proxies that the build is given.
fn predefined(tree: &SyntaxTree, project: &Project) -> HashMap<String, String> {
    let platform = project.platform.as_deref().unwrap_or("linux/amd64");
    let last = tree.instructions.iter().rev().find_map(Instruction::from);
    let last = last.and_then(|from| from.name.as_ref()).map(|name| name.text.to_ascii_lowercase());
    let target = project.target.as_deref().or(last.as_deref()).unwrap_or("default");
    let proxies = project.build_args.iter().filter(|(name, _)| is_proxy(name));
    let mut values: HashMap<_, _> = proxies.map(|(name, value)| (name.clone(), value.clone())).collect();
    for side in ["TARGET", "BUILD"] {
        for part in ["PLATFORM", "OS", "ARCH", "VARIANT", "OSVERSION", "STAGE"] {
            let name = format!("{side}{part}");
            let given = project.build_args.get(&name).cloned();
            let value = platform_argument(&name, platform, target);
            values.extend(value.map(|value| (name, given.unwrap_or(value))));
        }
    }
    values
}

/// Whether an image holds Windows: as its platform says, or Microsoft's names and the tags of official images.
fn is_windows(base: &Base, platform: Option<&str>) -> bool {
    if platform.is_some_and(|platform| platform.to_ascii_lowercase().starts_with("windows")) {
        return true;
    }
    let Base::Image(image) = base else { return false };
    let is_named = image.registry() == Some("mcr.microsoft.com")
        && ["windows", "dotnet/framework"].iter().any(|it| image.path().starts_with(it));
    is_named || image.tag().is_some_and(|tag| tag.contains("windowsservercore") || tag.contains("nanoserver"))
}

fn code(instruction: &Instruction, file: &str, dialect: Dialect) -> Option<Code> {
    if !instruction.heredocs.is_empty() && instruction.keyword == Keyword::Run {
        return Some(Code::of_heredocs(instruction, file, dialect));
    }
    let (command, body) = command(instruction)?;
    Some(Code::of_command(command, body, dialect))
}

/// `path` taken from `directory`, with `.` and `..` resolved and no slash at the end.
pub(super) fn join(directory: &str, path: &str) -> String {
    let full = if path.starts_with('/') { path.to_owned() } else { format!("{directory}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in full.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_joined_and_cleaned() {
        assert_eq!(join("/", "app"), "/app");
        assert_eq!(join("/a/b", "../c/./d/"), "/a/c/d");
        assert_eq!(join("/a", "/"), "/");
        assert_eq!(join("/", "../.."), "/");
    }
}
