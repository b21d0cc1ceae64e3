//! Comments that silence a rule where they stand: how they are read, and the one that a fix would add.
//!
//! hadolint's (`# hadolint ignore=DL3042`, with `global` and `stage`) and BuildKit's (`# check=skip=FromAsCasing`) are
//! heeded by our rules too, whichever name they give. `# dockerfile-playground ignore=rule` is for rules that
//! neither of them has. How the originals read their own comments is their business, below `hadolint` and
//! `buildkit`.

use std::collections::{BTreeMap, BTreeSet};

use super::buildkit::{self, CheckOptions};
use super::rewrite::{line_break, line_start};
use super::{Context, Finding, Fix};
use crate::settings::RuleSet;
use crate::syntax::{Comment, Instruction, SyntaxTree};
use crate::text::Edit;

/// What begins a comment with rules to ignore.
const HADOLINT: &str = "hadolint";
const OUR_OWN: &str = "dockerfile-playground";

/// How many comments above an instruction are looked at for one that can be extended.
const MOST_COMMENTS: usize = 50;

/// What the comments and directives of a file silence.
#[derive(Debug, Default)]
pub(super) struct Ignored<'a> {
    everywhere: BTreeSet<String>,
    /// By the index of the FROM of the stage.
    stages: BTreeMap<usize, BTreeSet<&'a str>>,
    /// By the index of the instruction.
    instructions: BTreeMap<usize, BTreeSet<&'a str>>,
}

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Instruction,
    Stage,
    File,
}

impl<'a> Ignored<'a> {
    pub(super) fn read(context: &Context<'a>) -> Self {
        let tree = context.dockerfile.tree;
        let (skipped, is_all) = CheckOptions::of(context).skipped();
        let mut ignored = Self { everywhere: skipped, ..Self::default() };
        if is_all {
            ignored.everywhere.extend(buildkit::ALL.iter().map(|check| check.code.to_owned()));
        }
        for comment in &tree.comments {
            let Some((reach, names)) = read(&comment.text) else { continue };
            // A comment between the lines of an instruction is about that one, any other about the next.
            let next = tree.instructions.partition_point(|it| it.first_line < comment.line);
            let index = if comment.inside { next.saturating_sub(1) } else { next };
            match reach {
                Reach::Instruction => ignored.instructions.entry(index).or_default().extend(names),
                Reach::Stage => ignored.stages.entry(index).or_default().extend(names),
                Reach::File => ignored.everywhere.extend(names.map(str::to_owned)),
            }
        }
        ignored
    }

    /// Whether the author wants to hear nothing of the finding.
    pub(super) fn silence(&self, context: &Context<'_>, finding: &Finding) -> bool {
        if self.everywhere.is_empty() && self.stages.is_empty() && self.instructions.is_empty() {
            return false;
        }
        // An original has dropped its own half of a finding that two of them share, and with it the name.
        let shared = super::find(finding.rule).map_or(&[][..], |rule| rule.codes);
        let mut names = std::iter::once(&finding.rule).chain(&finding.codes).chain(shared).copied();
        let index = index_at(context.dockerfile.tree, finding.span.start.offset);
        let stage = index.and_then(|index| context.dockerfile.facts[index].stage);
        let stage = stage.map(|stage| context.dockerfile.stages[stage].instructions.start);
        let in_stage = stage.and_then(|from| self.stages.get(&from));
        let in_instruction = index.and_then(|index| self.instructions.get(&index));
        names.any(|name| {
            let here = in_instruction.into_iter().chain(in_stage);
            self.everywhere.contains(name)
                || here.into_iter().any(|names| names.contains(name) || names.contains("all"))
        })
    }
}

/// How far a comment, without its `#`, reaches, and the names in it.
fn read(comment: &str) -> Option<(Reach, impl Iterator<Item = &str>)> {
    let (reach, list) = if let Some(value) = value_of(comment, "check") {
        let value = value.split(' ').next().unwrap_or_default();
        (Reach::Instruction, value.split(';').find_map(|part| value_of(part, "skip"))?)
    } else {
        let rest = word(comment, HADOLINT).or_else(|| word(comment, OUR_OWN))?;
        let wider = [("global", Reach::File), ("stage", Reach::Stage)];
        let (reach, rest) = wider
            .into_iter()
            .find_map(|(name, reach)| Some((reach, word(rest, name)?)))
            .unwrap_or((Reach::Instruction, rest));
        (reach, value_of(rest, "ignore")?)
    };
    // What follows `#` is a remark.
    let list = list.split('#').next().unwrap_or_default();
    Some((reach, list.split(',').map(str::trim).filter(|name| !name.is_empty())))
}

/// What follows `name` and at least one blank.
fn word<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(name)?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

/// What follows `name` and `=`.
fn value_of<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    Some(text.trim_start().strip_prefix(name)?.trim_start().strip_prefix('=')?.trim_start())
}

fn index_at(tree: &SyntaxTree, offset: usize) -> Option<usize> {
    tree.instructions.partition_point(|it| it.range.start <= offset).checked_sub(1)
}

/// A change that keeps the finding silent from now on: a comment above the instruction, in the words of the tool that
/// the author follows; `None` where that tool has none.
pub(super) fn offer(context: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let tree = context.dockerfile.tree;
    let index = index_at(tree, finding.span.start.offset)?;
    let instruction = &tree.instructions[index];
    let comments = comments_above(tree, index);
    let is_check = |code: &&&str| buildkit::ALL.iter().any(|it| it.code == **code);
    let checks: Vec<_> = finding.codes.iter().filter(is_check).collect();
    let rules: Vec<_> = finding.codes.iter().filter(|code| code.starts_with("DL")).collect();
    let can_skip = |code: &str| !buildkit::is_about_file(code) && (index > 0 || !comments.is_empty());
    let (start, name) = match (context.settings.rules, rules.as_slice(), checks.as_slice()) {
        // This rule is about such comments.
        (_, [code], _) if **code == "DL1001" => return None,
        (RuleSet::Buildkit, ..) => ("check=skip", finding.codes.first().filter(|code| can_skip(code))?),
        (_, [code], _) => ("hadolint ignore", *code),
        (RuleSet::Recommended | RuleSet::All, [], [code]) if can_skip(code) => ("check=skip", *code),
        _ => ("dockerfile-playground ignore", &finding.rule),
    };
    let edit = extend(tree, instruction, comments, start, name)
        .or_else(|| insert(tree, instruction, comments, start, name))?;
    Some(Fix::safe(format!("Ignore `{name}` here with a comment"), [edit]))
}

/// The last comments between an instruction and the one before it.
fn comments_above(tree: &SyntaxTree, index: usize) -> &[Comment] {
    let above = index.checked_sub(1).map_or(0, |before| tree.instructions[before].last_line);
    let first = tree.comments.partition_point(|comment| comment.line <= above);
    let end = tree.comments.partition_point(|comment| comment.line < tree.instructions[index].first_line);
    &tree.comments[first.max(end.saturating_sub(MOST_COMMENTS)).min(end)..end]
}

/// Adds the name to a comment of that kind above the instruction, if there is one. hadolint's must be next to it.
fn extend(tree: &SyntaxTree, instruction: &Instruction, comments: &[Comment], start: &str, name: &str) -> Option<Edit> {
    let is_near = |it: &Comment| !start.starts_with(HADOLINT) || it.line + 1 == instruction.first_line;
    let comment = comments.iter().rev().find(|it| it.text.starts_with(start) && is_near(it))?;
    let written = comment.range.of(&tree.text);
    let behind = written.find(start)? + start.len();
    let list = behind + written[behind..].find('=')? + 1;
    let is_end = |c: char| c == ';' || c == '#' || (c == ' ' && start.starts_with("check"));
    let list_end = written[list..].find(is_end).map_or(written.len(), |end| list + end);
    let end = list + written[list..list_end].trim_end().len();
    Some(Edit::insert(comment.range.start + end, format!(",{name}")))
}

/// Adds a comment right above the instruction; hadolint's own must stay next to the instruction.
fn insert(tree: &SyntaxTree, instruction: &Instruction, comments: &[Comment], start: &str, name: &str) -> Option<Edit> {
    // Of several check comments, BuildKit hears only the first.
    if start.starts_with("check") && comments.iter().any(|it| value_of(&it.text, "check").is_some()) {
        return None;
    }
    let is_next = |it: &&Comment| it.line + 1 == instruction.first_line && !it.inside;
    let pragma = comments.last().filter(is_next).filter(|it| word(&it.text, HADOLINT).is_some());
    let below = match pragma {
        Some(pragma) if !start.starts_with(HADOLINT) => pragma.range.start,
        Some(pragma) if word(&pragma.text, HADOLINT)?.starts_with("stage") => return None,
        _ => instruction.range.start,
    };
    Some(Edit::insert(line_start(tree, below), format!("# {start}={name}{}", line_break(tree))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_their_reach() {
        let read = |text| read(text).map(|(reach, names)| (reach, names.collect::<Vec<_>>().join(" ")));
        let some = |reach, names: &str| Some((reach, names.to_owned()));
        assert_eq!(read("hadolint ignore=DL3042, DL3008 # why"), some(Reach::Instruction, "DL3042 DL3008"));
        assert_eq!(read("hadolint global ignore = DL3042"), some(Reach::File, "DL3042"));
        assert_eq!(read("dockerfile-playground stage ignore=a-b"), some(Reach::Stage, "a-b"));
        assert_eq!(read("check=skip=A,B;error=true"), some(Reach::Instruction, "A B"));
        assert_eq!(read("check=error=true;skip=A because"), some(Reach::Instruction, "A"));
        for other in ["hadolint shell=bash", "hadolintignore=DL1", "ignore=DL3042", "check=error=true", ""] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
