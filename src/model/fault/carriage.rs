//! Scripts whose lines end in a carriage return, which shells and the kernel take for a letter.

use std::collections::HashMap;

use super::{Fault, FaultKind};
use crate::model::Dockerfile;
use crate::model::context::ContextEntry;
use crate::shell::{self, Dialect};
use crate::syntax::{Heredoc, Instruction, Keyword};
use crate::text::{Edit, TextRange};

/// Programs that mend line ends.
const MENDERS: &[&str] = &["dos2unix", "fromdos"];

pub(super) fn find(dockerfile: &Dockerfile<'_>, faults: &mut Vec<Fault>) {
    let tree = dockerfile.tree;
    if tree.text.contains("\r\n") {
        for (index, instruction) in tree.instructions.iter().enumerate() {
            for document in instruction.heredocs.iter().filter(|it| is_script(dockerfile, index, instruction, it)) {
                let lines = document.body.of(&tree.text).match_indices("\r\n");
                let edits: Vec<_> = lines
                    .map(|(at, _)| document.body.start + at)
                    .map(|at| Edit::delete(TextRange::new(at, at + 1)))
                    .collect();
                if !edits.is_empty() {
                    let fault = Fault::new(index, document.marker, FaultKind::CarriageReturns(None));
                    faults.push(fault.meant(edits));
                }
            }
        }
    }
    in_context(dockerfile, faults);
}

/// Whether a shell or the kernel reads the document as a script.
fn is_script(dockerfile: &Dockerfile<'_>, index: usize, instruction: &Instruction, document: &Heredoc) -> bool {
    let text = document.body.of(&dockerfile.tree.text);
    if text.starts_with("#!") {
        return true;
    }
    let Some(code) = dockerfile.facts[index].code.as_ref().filter(|_| instruction.keyword == Keyword::Run) else {
        let to = instruction.copy().and_then(|it| it.destination.as_ref()).map_or("", |it| it.text.as_str());
        return [".sh", ".bash"].iter().any(|ending| to.ends_with(ending));
    };
    let body = instruction.body.source_range(TextRange::new(0, instruction.body.text().len()));
    let is_whole = document.marker == body;
    let is_read = || {
        code.script.commands.iter().any(|it| {
            let is_shell =
                it.unwrapped().name().is_some_and(|name| shell::dialect(&[name.to_owned()]) == Dialect::Posix);
            is_shell && it.redirections.iter().any(|to| code.range(to.range).overlaps(document.marker))
        })
    };
    code.dialect == Dialect::Posix && (is_whole || is_read())
}

/// Scripts of the build context that are copied and started.
fn in_context(dockerfile: &Dockerfile<'_>, faults: &mut Vec<Fault>) {
    let context = dockerfile.project.context();
    let mut scripts: HashMap<&str, &str> = context
        .nodes()
        .iter()
        .filter_map(|node| match &node.entry {
            ContextEntry::File { content, .. } => {
                Some((node.path.as_str(), std::str::from_utf8(content.as_ref()).ok()?))
            }
            _ => None,
        })
        .filter(|(_, text)| text.starts_with("#!") && text.lines().next().is_some() && first_line(text).ends_with('\r'))
        .map(|(path, _)| (last_part(path), path))
        .collect();
    let renamed = dockerfile.tree.instructions.iter().filter_map(|it| {
        let copy = it.copy()?;
        let [source] = copy.sources.as_slice() else { return None };
        let path = scripts.get(last_part(&source.text))?;
        Some((last_part(&copy.destination.as_ref()?.text), *path))
    });
    let renamed: Vec<_> = renamed.filter(|(name, _)| !matches!(*name, "" | "." | "..")).collect();
    scripts.extend(renamed);
    if scripts.is_empty() || dockerfile.code().any(|(_, code)| mends(code)) {
        return;
    }
    for (index, code) in dockerfile.code() {
        for command in code.script.effective_commands() {
            // The script itself, or the one that a shell is given.
            let words = command.words();
            let is_shell = command.name().is_some_and(|name| shell::dialect(&[name.to_owned()]) == Dialect::Posix);
            let word =
                if is_shell { words.iter().skip(1).find(|it| !it.raw().starts_with('-')) } else { words.first() };
            let Some(word) = word else { continue };
            let Some(name) = word.literal() else { continue };
            let Some(path) = scripts.get(last_part(name)) else { continue };
            if name.contains('/') || is_shell {
                let kind = FaultKind::CarriageReturns(Some((*path).to_owned()));
                faults.push(Fault::new(index, code.range(word.range), kind));
            }
        }
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn mends(code: &crate::model::Code) -> bool {
    code.script.effective_commands().any(|it| {
        let is_mender = it.base_name().is_some_and(|name| MENDERS.contains(&name));
        is_mender || it.words().iter().any(|word| word.raw().contains("\\r"))
    })
}
