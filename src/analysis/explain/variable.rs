//! Variables: which value one has at its place, and who set it.

use super::part::Parts;
use crate::model::expand::{Operator, Reference, references};
use crate::model::{Assignment, AssignmentKind};
use crate::shell::ParameterReference;
use crate::syntax::{Keyword, Word};
use crate::text::TextRange;

/// Which variables a word sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those before the first FROM and those that the builder sets.
    Global,
    /// Those of the stage.
    Stage,
    /// None yet: the instruction is put off.
    Later,
}

/// Adds the variables in a word that the builder expands.
pub(super) fn explain(parts: &mut Parts<'_>, word: &Word, scope: Scope) {
    explain_text(parts, &word.text, word.range, scope);
}

/// Adds the variables in `text`, which stands at `range`.
pub(super) fn explain_text(parts: &mut Parts<'_>, text: &str, range: TextRange, scope: Scope) {
    if !text.contains('$') {
        return;
    }
    let is_plain = range.of(parts.text()) == text;
    for reference in references(text, parts.dockerfile.tree.escape) {
        let name = reference.name.of(text);
        let meaning = format!("{}{}", value(parts, name, scope), operator(&reference, text));
        let since = since(&reference);
        if is_plain {
            let place = TextRange::new(range.start + reference.range.start, range.start + reference.range.end);
            parts.add_since("variable", place, meaning, since);
        } else {
            parts.add_spelled("variable", range, reference.range.of(text), meaning, since);
        }
    }
}

const fn since(reference: &Reference) -> Option<&'static str> {
    match reference.operator {
        Some(Operator::RemovePrefix { .. } | Operator::RemoveSuffix { .. } | Operator::Replace { .. }) => Some("1.7"),
        Some(Operator::Required { .. }) => Some("1.2"),
        _ => None,
    }
}

/// What the builder finds for a name.
fn value(parts: &Parts<'_>, name: &str, scope: Scope) -> String {
    let dockerfile = parts.dockerfile;
    let declared = |name: &str| dockerfile.global_arguments.iter().rev().find(|it| it.name == name);
    match scope {
        Scope::Later => format!("`{name}`, with the value that it has in the build that this is put off to."),
        Scope::Global => {
            let before = |it: &&Assignment| it.instruction.is_some_and(|at| at < parts.index);
            match (dockerfile.global(name), declared(name).filter(before)) {
                (value, Some(argument)) => is(name, value, &origin(parts, argument)),
                (Some(value), None) => is(name, Some(value), "set by the builder"),
                (None, None) => match dockerfile.nearest_global(name) {
                    Some(near) => format!("`{name}` is not set here, so nothing; did you mean `{near}`?"),
                    None => {
                        format!("`{name}` is not set here, so nothing. Only an ARG before the first FROM would set it.")
                    }
                },
            }
        }
        Scope::Stage => match dockerfile.variable(parts.index, name) {
            Some(assignment) => is(name, assignment.value.as_deref(), &origin(parts, assignment)),
            None => match declared(name) {
                Some(argument) => {
                    let line = argument.instruction.map_or(0, |at| parts.line_of(at));
                    format!(
                        "`{name}` is not set in this stage, so nothing: the ARG on line {line} counts in FROM only, unless \
                         the stage says `ARG {name}`."
                    )
                }
                None => format!("`{name}` is not set here, so nothing."),
            },
        },
    }
}

fn is(name: &str, value: Option<&str>, origin: &str) -> String {
    match value {
        None => format!("`{name}` has no value: {origin}."),
        Some("") => format!("`{name}` is empty: {origin}."),
        Some(value) => format!("`{name}` is `{value}`: {origin}."),
    }
}

/// Who set the variable, as the end of a sentence.
pub(super) fn origin(parts: &Parts<'_>, assignment: &Assignment) -> String {
    described(assignment, assignment.instruction.map(|index| parts.line_of(index)))
}

/// As [`origin`], given the line.
pub(super) fn described(assignment: &Assignment, line: Option<usize>) -> String {
    let line = line.unwrap_or_default();
    match assignment.kind {
        AssignmentKind::Image if assignment.name == "PATH" => {
            "comes with the base image, usually in this form".to_owned()
        }
        AssignmentKind::Image => "comes with the base image".to_owned(),
        AssignmentKind::Env => format!("ENV on line {line}"),
        AssignmentKind::Arg => format!("default of the ARG on line {line}"),
        AssignmentKind::BuildArg => format!("`--build-arg`, for the ARG on line {line}"),
        AssignmentKind::GlobalArg if assignment.value.is_none() => {
            format!("the ARG on line {line} has no default and the build gives it none")
        }
        AssignmentKind::GlobalArg => {
            format!("ARG on line {line}, with the value from before the first FROM or of the builder")
        }
    }
}

/// What the operator of a reference does, as a further sentence.
fn operator(reference: &Reference, text: &str) -> String {
    let operand = reference.operand.map_or("", |range| range.of(text));
    let unset = |empty: bool| if empty { "not set or empty" } else { "not set" };
    match reference.operator {
        None => String::new(),
        Some(Operator::Default { empty_counts_as_unset: empty }) => {
            format!(" `{operand}` takes its place where it is {}.", unset(empty))
        }
        Some(Operator::Alternative { empty_counts_as_unset: empty }) => {
            format!(" It gives `{operand}`, or nothing where it is {}.", unset(empty))
        }
        Some(Operator::Required { empty_counts_as_unset: empty }) => {
            format!(" The build stops where it is {}.", unset(empty))
        }
        Some(Operator::RemovePrefix { longest }) => {
            format!(" The {} start that matches `{operand}` is cut off.", if longest { "longest" } else { "shortest" })
        }
        Some(Operator::RemoveSuffix { longest }) => {
            format!(" The {} end that matches `{operand}` is cut off.", if longest { "longest" } else { "shortest" })
        }
        Some(Operator::Replace { all }) => {
            let by = reference.replacement.map_or("", |range| range.of(text));
            format!(" {} match of `{operand}` becomes `{by}`.", if all { "Every" } else { "The first" })
        }
    }
}

/// Whether an `ARG` before the instruction declares the name, with or without a value.
fn is_declared(parts: &Parts<'_>, name: &str) -> bool {
    parts.dockerfile.assignments_before(parts.index).any(|it| it.name == name)
}

/// What a shell finds for a parameter when the command of `keyword` runs; `own` are the variables that the command sets.
pub(super) fn in_shell(parts: &Parts<'_>, parameter: &ParameterReference, keyword: Keyword, own: &[&str]) -> String {
    let name = parameter.name.as_str();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return format!("`${name}`, a value that the shell itself knows.");
    }
    if own.contains(&name) {
        return format!("`{name}`, which the command itself sets; the shell expands it.");
    }
    let found = parts.dockerfile.variable(parts.index, name);
    match (keyword, found) {
        (Keyword::Run, Some(it)) => {
            format!("The shell expands it. {}", is(name, it.value.as_deref(), &origin(parts, it)))
        }
        (Keyword::Run, None) if is_declared(parts, name) => {
            format!("The shell expands it. `{name}` is a build argument without a value here.")
        }
        (Keyword::Run, None) => {
            format!("The shell expands it. Nothing in this file sets `{name}` here; the base image may.")
        }
        (_, Some(it)) if it.kind.is_kept() => format!(
            "The shell expands it when the container runs. {} `docker run -e` can change it.",
            is(name, it.value.as_deref(), &origin(parts, it))
        ),
        (_, Some(_)) => format!(
            "The shell expands it when the container runs. `{name}` is a build argument, which is gone by then."
        ),
        (_, None) => format!("The shell expands it when the container runs; this file sets no `{name}`."),
    }
}
