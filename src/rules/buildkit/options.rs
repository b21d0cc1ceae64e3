//! What the author switches: the `check` directive, the build argument of the same grammar, and check comments.
//!
//! Source: moby/buildkit (`frontend/dockerfile/linter/linter.go`).

use std::collections::BTreeSet;

use super::comments::comments_above;
use crate::model::Dockerfile;
use crate::rules::Context;
use crate::syntax::{Instruction, parse_boolean};
use crate::text::TextRange;

/// The build argument that takes the place of the directive.
const BUILD_ARGUMENT: &str = "BUILDKIT_DOCKERFILE_CHECK";

/// Checks that a comment above an instruction cannot switch off: they are about the file, or about what was fetched.
/// [`super::multiple_instructions_disallowed`] looks at the comment of another instruction by itself.
const WHOLE_FILE: &[&str] = &[
    "ConsistentInstructionCasing",
    "DuplicateStageName",
    "InvalidBaseImagePlatform",
    "InvalidDefaultArgInFrom",
    "MultipleInstructionsDisallowed",
    "NoEmptyContinuation",
    "ReservedStageName",
];

/// `skip=A,B;experimental=C;error=true`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::rules) struct CheckOptions {
    skip: Names,
    experimental: Names,
    /// Whether a single finding fails the build.
    pub(super) is_error: bool,
}

/// Names of checks; a single `all` stands for every check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Names {
    names: BTreeSet<String>,
    is_all: bool,
}

impl Names {
    fn read(text: &str) -> Self {
        let names = text.split(',').map(|name| name.trim().to_owned()).collect();
        Self { names, is_all: text.trim() == "all" }
    }

    fn contain(&self, code: &str) -> bool {
        self.is_all || self.names.contains(code)
    }
}

impl CheckOptions {
    /// The options of a file: those of the build argument, else those of the directive.
    pub(in crate::rules) fn of(context: &Context<'_>) -> Self {
        let given = context.project.build_args.get(BUILD_ARGUMENT).map(String::as_str);
        let directive = context.dockerfile.tree.directives.iter().find(|directive| directive.name == "check");
        // What follows a blank in the directive is a remark.
        let written = directive.and_then(|directive| directive.value.text.split(' ').next());
        given.or(written).and_then(Self::parse).unwrap_or_default()
    }

    /// The options that a comment above `instruction` adds; only the first such comment counts, and one that is wrong
    /// counts for nothing.
    fn above(dockerfile: &Dockerfile<'_>, instruction: &Instruction) -> Self {
        let comments = comments_above(dockerfile.tree, instruction);
        let value = comments.iter().find_map(|comment| {
            let (key, value) = comment.split_once('=')?;
            key.trim_end().eq_ignore_ascii_case("check").then(|| value.trim_start())
        });
        value.and_then(|value| Self::parse(value.split(' ').next()?)).unwrap_or_default()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut options = Self::default();
        if text.trim().is_empty() {
            return Some(options);
        }
        for part in text.splitn(3, ';') {
            let (key, value) = part.split_once('=')?;
            match key.trim() {
                "skip" => options.skip = Names::read(value),
                "experimental" => options.experimental = Names::read(value),
                "error" => options.is_error = parse_boolean(value.trim())?,
                _ => return None,
            }
        }
        Some(options)
    }

    /// Names that the author skips, and whether that is every check of BuildKit.
    pub(in crate::rules) fn skipped(self) -> (BTreeSet<String>, bool) {
        (self.skip.names, self.skip.is_all)
    }

    /// Whether the options let a check speak. Experimental ones speak only when asked to, and nothing skips them then.
    pub(super) fn allow(&self, code: &str, is_experimental: bool) -> bool {
        if is_experimental { self.experimental.contain(code) } else { !self.skip.contain(code) }
    }
}

/// The options of a file with those that comments add.
#[derive(Debug)]
pub(super) struct Switches<'a> {
    dockerfile: &'a Dockerfile<'a>,
    /// Those of the file.
    pub(super) file: CheckOptions,
    /// Those above each instruction.
    above: Vec<CheckOptions>,
}

impl<'a> Switches<'a> {
    pub(super) fn read(context: &Context<'a>) -> Self {
        let dockerfile = context.dockerfile;
        let above = dockerfile.tree.instructions.iter().map(|it| CheckOptions::above(dockerfile, it)).collect();
        Self { dockerfile, file: CheckOptions::of(context), above }
    }

    /// Whether the check may speak of what stands at `range`, with the comment above the instruction there.
    pub(super) fn allow_at(&self, code: &str, is_experimental: bool, range: TextRange) -> bool {
        let is_allowed = self.file.allow(code, is_experimental);
        if is_about_file(code) {
            return is_allowed;
        }
        let after = self.dockerfile.tree.instructions.partition_point(|it| it.range.start <= range.start);
        let Some(local) = after.checked_sub(1).map(|index| &self.above[index]) else { return is_allowed };
        if is_experimental { is_allowed || local.allow(code, true) } else { is_allowed && local.allow(code, false) }
    }
}

/// Whether a comment above an instruction cannot switch the check off.
pub(in crate::rules) fn is_about_file(code: &str) -> bool {
    WHOLE_FILE.contains(&code)
}

/// Whether a comment above the instruction switches the check off.
pub(super) fn is_skipped_above(dockerfile: &Dockerfile<'_>, instruction: &Instruction, code: &str) -> bool {
    !CheckOptions::above(dockerfile, instruction).allow(code, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_any_order() {
        let options = CheckOptions::parse("error=true;skip=A, B;experimental=C").expect("valid options");
        assert!(!options.allow("A", false) && !options.allow("B", false) && options.allow("C", false));
        assert!(options.allow("C", true) && !options.allow("A", true) && options.is_error);
        let all = CheckOptions::parse("skip=all;experimental=all").expect("valid options");
        assert!(!all.allow("A", false) && all.allow("A", true));
    }

    #[test]
    fn what_is_wrong_counts_for_nothing() {
        for wrong in ["skip", "foo=bar", "error=perhaps", "skip=A;B"] {
            assert_eq!(CheckOptions::parse(wrong), None, "{wrong}");
        }
        assert_eq!(CheckOptions::parse(" "), Some(CheckOptions::default()));
    }
}
