//! Both variants in one file: what they share once, then a stage for each, chosen by `--target`.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::{settings_for, variant};
use crate::model::{Base, Dockerfile, Mount};
use crate::project::Project;
use crate::settings::{Profile, Settings};
use crate::syntax::{self, Arguments, Instruction, Keyword, SyntaxTree};
use crate::text::{Edit, TextRange, apply};

/// The names of the two targets.
pub const TARGETS: [&str; 2] = ["dev", "prod"];

/// What the stage is called that both targets start from.
const BASE: &str = "base";

/// Why a file cannot hold both variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetsError {
    /// It has no stage.
    NoStage,
    /// A stage has the name of a target already.
    Taken(&'static str),
    /// The file takes something from an image or a build context that has the name of a target.
    Outside(&'static str),
    /// What stands before the first FROM differs between the variants.
    Head,
    /// An instruction is not finished, so nothing can follow it.
    Open,
}

impl fmt::Display for TargetsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoStage => f.write_str("the file has no FROM, so there is nothing to divide"),
            Self::Taken(name) => write!(f, "a stage is called `{name}` already: the file has targets of its own"),
            Self::Outside(name) => {
                write!(f, "`{name}` names an image or a build context here, which a target of that name would hide")
            }
            Self::Open => f.write_str("an instruction or a heredoc is not finished, so nothing can follow it"),
            Self::Head => f.write_str("the variants differ before the first FROM, which all stages share"),
        }
    }
}

impl std::error::Error for TargetsError {}

/// One file with the development variant of `project`'s Dockerfile as the target `dev` and the production variant as
/// the target `prod`, which is built without `--target`.
///
/// Stages that both need stand in it once. Of the last stage, what both start with becomes a stage of its own; a CMD or
/// an ENTRYPOINT always stands in the targets, since an image's CMD goes when a stage on it sets an ENTRYPOINT
/// (Dockerfile reference, "Understand how CMD and ENTRYPOINT interact").
///
/// # Errors
///
/// See [`TargetsError`].
///
/// # Examples
///
/// ```
/// use dockerfile_playground::convert::multi_target;
/// use dockerfile_playground::{Project, Settings};
///
/// let project = Project::new("FROM python:3.12\nWORKDIR /app\nCMD [\"flask\", \"run\", \"--reload\"]\n");
/// let text = multi_target(&project, &Settings::default()).unwrap();
/// assert!(text.contains("FROM python:3.12 AS base\nWORKDIR /app\n") && text.contains("FROM base AS dev\n"));
/// ```
pub fn multi_target(project: &Project, settings: &Settings) -> Result<String, TargetsError> {
    let texts = [Profile::Dev, Profile::Prod].map(|profile| variant(project, &settings_for(settings, profile)).0);
    for text in &texts {
        refuse(text, project)?;
    }
    let shared = {
        let [dev, prod] = [&texts[0], &texts[1]].map(|text| syntax::parse(text));
        if head(&dev) != head(&prod) {
            return Err(TargetsError::Head);
        }
        shared_stages(&dev, &prod)
    };
    let mut nth = 0;
    let texts = texts.map(|text| {
        nth += 1;
        apart(&text, project, shared, TARGETS[nth - 1])
    });
    let used = texts.iter().flat_map(|text| names_in_use(text, project)).collect();
    Ok(joined(&texts, shared, &used))
}

/// Says why `text` cannot be divided.
fn refuse(text: &str, project: &Project) -> Result<(), TargetsError> {
    let tree = syntax::parse(text);
    let mut stages = tree.instructions.iter().filter_map(Instruction::from).peekable();
    if stages.peek().is_none() {
        return Err(TargetsError::NoStage);
    }
    let followed = syntax::parse(&format!("{text}\nFROM scratch\n"));
    let is_unclosed = tree.instructions.iter().flat_map(|it| &it.heredocs).any(|it| it.terminator.is_none());
    if is_unclosed || followed.instructions.len() == tree.instructions.len() {
        return Err(TargetsError::Open);
    }
    let names = stages.filter_map(|from| from.name.as_ref());
    let taken = names.filter_map(|name| TARGETS.into_iter().find(|target| target.eq_ignore_ascii_case(&name.text)));
    if let Some(name) = taken.into_iter().next() {
        return Err(TargetsError::Taken(name));
    }
    let used = names_in_use(text, project);
    let outside = TARGETS.into_iter().find(|target| used.contains(*target));
    outside.map_or(Ok(()), |name| Err(TargetsError::Outside(name)))
}

/// Every name, in lower case, that is a stage's or that the file takes for an image, a stage or a build context: a new
/// stage of that name would come in its place.
fn names_in_use(text: &str, project: &Project) -> HashSet<String> {
    let tree = syntax::parse(text);
    let project = Project { dockerfile: text.to_owned(), target: None, ..project.clone() };
    let dockerfile = Dockerfile::resolve(&tree, &project);
    let mut used: HashSet<String> = project.contexts.keys().map(|name| name.to_ascii_lowercase()).collect();
    for stage in &dockerfile.stages {
        used.extend(stage.name.clone());
        used.extend([&stage.base_text].into_iter().chain(&stage.default_base_text).map(|it| it.to_ascii_lowercase()));
    }
    for instruction in &tree.instructions {
        // What ONBUILD puts off takes its files among the stages of another file, and of this one.
        let put_off = match &instruction.arguments {
            Arguments::Onbuild(inner) => Some(&**inner),
            _ => None,
        };
        for instruction in [instruction].into_iter().chain(put_off) {
            used.extend(instruction.flag_value("from").map(str::to_ascii_lowercase));
            used.extend(Mount::all(instruction).filter_map(|mount| Some(mount.from()?.to_ascii_lowercase())));
        }
    }
    used
}

/// The instructions before the first FROM, as they are written.
fn head(tree: &SyntaxTree) -> Vec<&str> {
    let before = tree.instructions.iter().take_while(|it| it.keyword != Keyword::From);
    before.map(|it| it.range.of(&tree.text)).collect()
}

/// Where stages start, and the end.
fn starts(tree: &SyntaxTree) -> Vec<usize> {
    let all = tree.instructions.iter().enumerate().filter(|(_, it)| it.keyword == Keyword::From);
    all.map(|(index, _)| index).chain([tree.instructions.len()]).collect()
}

/// How many stages from the first one on are the same; the last one of either is none of them.
fn shared_stages(dev: &SyntaxTree, prod: &SyntaxTree) -> usize {
    let stage = |tree: &SyntaxTree, starts: &[usize], nth: usize| -> Vec<String> {
        tree.instructions[starts[nth]..starts[nth + 1]].iter().map(|it| it.range.of(&tree.text).to_owned()).collect()
    };
    let (old, new) = (starts(dev), starts(prod));
    let most = old.len().min(new.len()) - 2;
    (0..most).take_while(|&nth| stage(dev, &old, nth) == stage(prod, &new, nth)).count()
}

/// `text` with stages that only the target needs called after it, wherever they are named.
fn apart(text: &str, project: &Project, shared: usize, target: &str) -> String {
    let tree = syntax::parse(text);
    let project = Project { dockerfile: text.to_owned(), target: None, ..project.clone() };
    let dockerfile = Dockerfile::resolve(&tree, &project);
    let last = dockerfile.stages.len() - 1;
    let mut taken = names_in_use(text, &project);
    let mut edits = Vec::new();
    let mut names = HashMap::new();
    for stage in &dockerfile.stages[shared.min(last)..last] {
        let from = tree.instructions[stage.instructions.start].from();
        let named = from.and_then(|from| from.name.as_ref());
        let name = named.map_or_else(|| format!("stage-{}", stage.index), |name| name.text.clone());
        let mut name = format!("{name}-{target}");
        while !taken.insert(name.to_ascii_lowercase()) {
            name.push('x');
        }
        match (named, from) {
            (Some(word), _) => edits.push(Edit::replace(word.range, name.clone())),
            (None, Some(from)) => edits.push(Edit::insert(from.image.range.end, format!(" AS {name}"))),
            (None, None) => {}
        }
        names.insert(stage.index, name);
    }
    for stage in &dockerfile.stages {
        let (Base::Stage(base), Some(from)) = (&stage.base, tree.instructions[stage.instructions.start].from()) else {
            continue;
        };
        edits.extend(names.get(base).map(|name| Edit::replace(from.image.range, name.clone())));
    }
    for index in 0..tree.instructions.len() {
        let sources = dockerfile.stage_sources(index);
        edits.extend(sources.filter_map(|(of, range, _)| Some(Edit::replace(range, names.get(&of)?.clone()))));
    }
    edits.sort_by_key(|edit| edit.range);
    apply(text, &edits).unwrap_or_else(|_| text.to_owned())
}

/// A variant cut into pieces: each instruction with the comments and blank lines above it.
struct Pieces<'a> {
    tree: &'a SyntaxTree,
    starts: Vec<usize>,
}

impl<'a> Pieces<'a> {
    fn new(tree: &'a SyntaxTree) -> Self {
        Self { tree, starts: starts(tree) }
    }

    /// The start of the last stage.
    fn last(&self) -> usize {
        self.starts[self.starts.len() - 2]
    }

    /// What stands above the first instruction.
    fn top(&self) -> &'a str {
        let end = self.tree.instructions.first().map_or(0, |it| it.range.start);
        &self.tree.text[..end]
    }

    /// Where instructions from one to before another stand, with what is above the first, unless that is the top.
    fn range(&self, from: usize, to: usize) -> TextRange {
        let text = &self.tree.text;
        let end_of = |index: usize| match index.checked_sub(1).map(|before| self.tree.instructions[before].range.end) {
            None => self.top().len(),
            Some(end) => end + text[end..].find('\n').map_or(text.len() - end, |at| at + 1),
        };
        let is_end = to == self.tree.instructions.len();
        TextRange::new(end_of(from), if is_end { text.len() } else { end_of(to) })
    }

    fn text(&self, from: usize, to: usize) -> &'a str {
        self.range(from, to).of(&self.tree.text)
    }

    fn instruction(&self, index: usize) -> Option<&'a Instruction> {
        self.tree.instructions.get(index)
    }

    /// What the last stage says of its base; the name that it gives itself and what stands above are left out.
    fn base(&self) -> (&'a str, Vec<&'a str>) {
        let from = &self.tree.instructions[self.last()];
        let image = from.from().map_or("", |from| from.image.text.as_str());
        (image, from.flags.iter().map(|flag| flag.range.of(&self.tree.text)).collect())
    }

    /// The last stage up to before an instruction, as `name`.
    fn named(&self, to: usize, name: &str) -> String {
        let range = self.range(self.last(), to);
        let text = range.of(&self.tree.text);
        let Some(from) = self.tree.instructions[self.last()].from() else { return text.to_owned() };
        let edit = match &from.name {
            Some(word) => {
                Edit::replace(TextRange::new(word.range.start - range.start, word.range.end - range.start), name)
            }
            None => Edit::insert(from.image.range.end - range.start, format!(" AS {name}")),
        };
        apply(text, &[edit]).unwrap_or_else(|_| text.to_owned())
    }
}

/// One text of both variants, whose stages do not clash any more.
fn joined(texts: &[String; 2], shared: usize, used: &HashSet<String>) -> String {
    let trees = [&texts[0], &texts[1]].map(|text| syntax::parse(text));
    let [dev, prod] = [Pieces::new(&trees[0]), Pieces::new(&trees[1])];
    let line_break = if texts[0].contains("\r\n") { "\r\n" } else { "\n" };
    let mut whole = Whole { text: format!("{}{}", dev.top(), dev.text(0, dev.starts[shared])), line_break };
    let mut base = BASE.to_owned();
    while used.contains(&base) {
        base.push_str("-stage");
    }
    // Nothing is gained by a stage that only repeats its base.
    let common = common(&dev, &prod);
    if common > 1 {
        whole.add("What development and production have in common", &dev.named(dev.last() + common, &base));
    }
    for (pieces, target) in [(&dev, TARGETS[0]), (&prod, TARGETS[1])] {
        let builders = pieces.text(pieces.starts[shared], pieces.last());
        if !builders.trim().is_empty() {
            whole.add(&format!("Only for the target {target}"), builders);
        }
        let end = pieces.tree.instructions.len();
        let stage = if common > 1 {
            let rest = pieces.text(pieces.last() + common, end);
            format!("FROM {base} AS {target}{line_break}{}", rest.trim_start_matches(['\r', '\n']))
        } else {
            pieces.named(end, target)
        };
        whole.add(&format!("docker build --target {target} ."), &stage);
    }
    whole.text
}

/// How many instructions of their last stage both variants start with, FROM included, up to what has to stand in the
/// targets.
fn common(dev: &Pieces<'_>, prod: &Pieces<'_>) -> usize {
    if dev.base() != prod.base() {
        return 0;
    }
    let text = |pieces: &Pieces<'_>, nth: usize| {
        let instruction = pieces.instruction(pieces.last() + nth)?;
        // What ONBUILD puts off must not run in the targets.
        let stays = matches!(instruction.keyword, Keyword::Cmd | Keyword::Entrypoint | Keyword::Onbuild);
        (!stays).then(|| instruction.range.of(&pieces.tree.text).to_owned())
    };
    1 + (1..=dev.tree.instructions.len())
        .take_while(|&nth| text(dev, nth).is_some_and(|it| text(prod, nth) == Some(it)))
        .count()
}

struct Whole {
    text: String,
    line_break: &'static str,
}

impl Whole {
    /// Adds stages after a blank line, below a comment that says what they are for.
    fn add(&mut self, comment: &str, stages: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str(self.line_break);
        }
        let is_open = self.text.is_empty() || self.text.ends_with("\n\n") || self.text.ends_with("\n\r\n");
        if !is_open {
            self.text.push_str(self.line_break);
        }
        let stages = stages.trim_start_matches(['\r', '\n']);
        self.text.push_str(&format!("# {comment}{}{stages}", self.line_break));
    }
}

#[cfg(test)]
mod tests;
