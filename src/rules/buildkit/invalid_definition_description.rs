//! A comment above FROM or ARG that does not describe it.

use super::comments::comments_above;
use crate::rules::rewrite::{line_break, line_start};
use crate::rules::{Context, Fix, Original, Report};
use crate::syntax::{Instruction, Keyword};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "InvalidDefinitionDescription",
    // Experimental: off until it is switched on.
    severity: None,
    why: "`docker build --call` shows the comment above a stage or an argument as its description if it starts with the name",
    help: "Start the comment with the name, or put an empty comment between",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for instruction in &tree.instructions {
        let names = names(instruction);
        let Some(example) = names.first() else { continue };
        let comments = comments_above(tree, instruction);
        let Some(comment) = comments.last() else { continue };
        if comment.split(' ').next().is_some_and(|word| names.iter().any(|name| name == word)) {
            continue;
        }
        let what = if names.len() == 1 { format!("`{example}`") } else { "one of the names".to_owned() };
        let start = line_start(tree, instruction.range.start);
        report.at(instruction.keyword_word.range, format!("The comment above does not start with {what}")).fix(
            Fix::unsafe_because(
                "The comment is no description any more; perhaps it should be one",
                "Separate the comment by an empty one",
                [Edit::insert(start, format!("#{}", line_break(tree)))],
            ),
        );
    }
}

/// What a description may start with.
fn names(instruction: &Instruction) -> Vec<String> {
    match instruction.keyword {
        Keyword::From => {
            let name = instruction.from().and_then(|from| from.name.as_ref());
            name.map(|name| name.text.to_ascii_lowercase()).into_iter().collect()
        }
        Keyword::Arg => instruction.pairs().iter().map(|pair| pair.key.text.clone()).collect(),
        _ => Vec::new(),
    }
}
