//! What the author switches: the `check` directive, the build argument of the same grammar, and check comments.
//!
//! Source: moby/buildkit (`frontend/dockerfile/linter/linter.go`).

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
pub(super) struct CheckOptions {
    skip: Vec<String>,
    experimental: Vec<String>,
    /// Whether a single finding fails the build.
    pub(super) is_error: bool,
}

impl CheckOptions {
    /// The options of a file: those of the build argument, else those of the directive.
    pub(super) fn of(context: &Context<'_>) -> Self {
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
        let names = |value: &str| value.split(',').map(|name| name.trim().to_owned()).collect();
        for part in text.splitn(3, ';') {
            let (key, value) = part.split_once('=')?;
            match key.trim() {
                "skip" => options.skip = names(value),
                "experimental" => options.experimental = names(value),
                "error" => options.is_error = parse_boolean(value.trim())?,
                _ => return None,
            }
        }
        Some(options)
    }

    /// Whether the options let a check speak. Experimental ones speak only when asked to, and nothing skips them then.
    pub(super) fn allow(&self, code: &str, is_experimental: bool) -> bool {
        let names = |list: &[String]| list.iter().any(|name| name == code) || matches!(list, [all] if all == "all");
        if is_experimental { names(&self.experimental) } else { !names(&self.skip) }
    }

    /// Whether the check may speak of what stands at `range`, with the comment above the instruction there.
    pub(super) fn allow_at(
        &self,
        dockerfile: &Dockerfile<'_>,
        code: &str,
        is_experimental: bool,
        range: TextRange,
    ) -> bool {
        let is_allowed = self.allow(code, is_experimental);
        if WHOLE_FILE.contains(&code) {
            return is_allowed;
        }
        let after = dockerfile.tree.instructions.partition_point(|it| it.range.start <= range.start);
        let Some(index) = after.checked_sub(1) else { return is_allowed };
        let local = Self::above(dockerfile, &dockerfile.tree.instructions[index]);
        if is_experimental { is_allowed || local.allow(code, true) } else { is_allowed && local.allow(code, false) }
    }
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
