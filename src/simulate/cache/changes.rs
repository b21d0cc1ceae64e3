//! What exactly differs between two builds: files of a context, variables of an environment.

use std::collections::{BTreeMap, HashMap};

use super::build::{Build, BuiltInput, Files};
use super::reason::{FileChange, FileChangeKind, Reason, VariableChange};
use super::selection::Selected;
use crate::model::context::{ContextEntry, ContextNode};

/// The files that differ between two inputs of one step.
pub(super) fn changed_files(before: &Build, earlier: &BuiltInput, after: &Build, now: &BuiltInput) -> Vec<FileChange> {
    let (old, new) = (nodes(before, earlier), nodes(after, now));
    let mut changes = Vec::new();
    for (path, node) in &new {
        let change = match old.get(path) {
            Some(earlier) => compare(&earlier.entry, &node.entry),
            None if has_same(before, earlier.files, node) => Some(FileChangeKind::NoLongerIgnored),
            None => Some(FileChangeKind::Added),
        };
        changes.extend(change.map(|change| (*path, change, node.entry.is_directory())));
    }
    for (path, node) in old.iter().filter(|(path, _)| !new.contains_key(*path)) {
        let change = if has_same(after, now.files, node) { FileChangeKind::Ignored } else { FileChangeKind::Removed };
        changes.push((*path, change, node.entry.is_directory()));
    }
    // A directory is worth telling only where no file is.
    let is_only_directories = changes.iter().all(|(_, _, is_directory)| *is_directory);
    changes.retain(|(_, _, is_directory)| is_only_directories || !is_directory);
    changes.sort_unstable_by_key(|(path, ..)| *path);
    changes.into_iter().map(|(path, change, _)| FileChange { path: path.to_owned(), change }).collect()
}

/// What an input selects in a build context, by path.
fn nodes<'b>(build: &'b Build, input: &BuiltInput) -> BTreeMap<&'b str, &'b ContextNode> {
    let Files::Context(context) = input.files else { return BTreeMap::new() };
    let mut nodes = BTreeMap::new();
    for selector in &input.selectors {
        let selected = match build.contexts[context].select(selector) {
            Selected::Missing => Vec::new(),
            Selected::File(node) => vec![node],
            Selected::Directory(_, below) => below.iter().collect(),
            Selected::Some(_, selected) => selected,
        };
        nodes.extend(selected.into_iter().map(|node| (node.path.as_str(), node)));
    }
    nodes
}

fn compare(old: &ContextEntry, new: &ContextEntry) -> Option<FileChangeKind> {
    match (old, new) {
        _ if old == new => None,
        // The builder does not notice another mode of a directory.
        (ContextEntry::Directory { .. }, ContextEntry::Directory { .. }) => None,
        (ContextEntry::File { content: old, .. }, ContextEntry::File { content: new, .. }) if old == new => {
            Some(FileChangeKind::Permissions)
        }
        _ => Some(FileChangeKind::Changed),
    }
}

/// Whether the folder behind the context has the file, though the context may not.
fn has_same(build: &Build, files: Files, node: &ContextNode) -> bool {
    let project = build.dockerfile.project;
    let Files::Context(context) = files else { return false };
    let folder = match build.context_name(context) {
        Some(name) => project.contexts.get(name),
        None => Some(&project.files),
    };
    folder.is_some_and(|files| files.contains_key(&node.path))
        && build.contexts[context].context().get(&node.path).is_none()
}

/// The first variable that differs between what two RUNs see.
pub(super) fn changed_variable(before: &Build, earlier: usize, after: &Build, now: usize) -> Reason {
    let (old, new) = (variables(before, earlier), variables(after, now));
    let reason = |build: &Build, name: &str, variable: &Variable, change| {
        let instruction = variable.instruction.map(|index| &build.dockerfile.tree.instructions[index]);
        Reason::Variable {
            name: name.to_owned(),
            line: variable.instruction.map(|index| build.recipe.lines[index]),
            instruction: instruction.map(|it| it.keyword.as_str().to_owned()),
            change,
        }
    };
    let changed = new.iter().filter_map(|(name, variable)| match old.get(name) {
        None => Some((VariableChange::Added, name, variable)),
        Some(earlier) if earlier.value != variable.value => Some((VariableChange::Changed, name, variable)),
        Some(_) => None,
    });
    if let Some((change, name, variable)) = changed.min_by_key(|(_, _, variable)| variable.order) {
        return reason(after, name, variable, change);
    }
    let gone = old.iter().filter(|(name, _)| !new.contains_key(*name)).min_by_key(|(_, variable)| variable.order);
    if let Some((name, variable)) = gone {
        return reason(before, name, variable, VariableChange::Removed);
    }
    let moved = in_order(&old).into_iter().zip(in_order(&new)).find(|(old, new)| old != new);
    let moved = moved.and_then(|(_, name)| new.get_key_value(name));
    let name = moved.map_or("", |(name, _)| *name);
    let unknown = Variable { value: "", order: 0, instruction: None };
    reason(after, name, moved.map_or(&unknown, |(_, variable)| variable), VariableChange::Order)
}

struct Variable<'b> {
    value: &'b str,
    /// Position of the last assignment among all.
    order: usize,
    instruction: Option<usize>,
}

fn in_order<'v>(variables: &HashMap<&'v str, Variable>) -> Vec<&'v str> {
    let mut names: Vec<_> = variables.iter().map(|(name, variable)| (variable.order, *name)).collect();
    names.sort_unstable();
    names.into_iter().map(|(_, name)| name).collect()
}

/// What the RUN at `index` sees, by the rules of [`super::environment::Environment`].
fn variables<'b>(build: &'b Build, index: usize) -> HashMap<&'b str, Variable<'b>> {
    let dockerfile = &build.dockerfile;
    let mut variables = HashMap::new();
    let mut config: Vec<(&str, &str, Option<usize>)> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut order = 0;
    let mut set = |variables: &mut HashMap<_, _>, name, value, instruction| {
        order += 1;
        variables.insert(name, Variable { value, order, instruction });
    };
    let Some(stage) = dockerfile.facts[index].stage else { return variables };
    let lineage: Vec<_> = dockerfile.lineage(stage).collect();
    for ancestor in lineage.into_iter().rev() {
        for (name, value, instruction) in &config {
            set(&mut variables, *name, *value, *instruction);
        }
        let seen = ancestor
            .assignments
            .iter()
            .filter(|it| ancestor.index != stage || it.instruction.is_none_or(|it| it < index));
        for assignment in seen {
            let (Some(value), name) = (assignment.value.as_deref(), assignment.name.as_str()) else { continue };
            set(&mut variables, name, value, assignment.instruction);
            if assignment.kind.is_kept() {
                let position = *positions.entry(name).or_insert(config.len());
                if position == config.len() {
                    config.push((name, value, assignment.instruction));
                } else {
                    config[position] = (name, value, assignment.instruction);
                }
            }
        }
    }
    variables
}
