//! A variable that is used before anything sets it.

use std::collections::HashMap;

use super::place::{MOST_SEARCHES, uses};
use crate::model::PLATFORM_ARGUMENTS;
use crate::rules::rewrite::insert_line_before;
use crate::rules::{Context, Fix, Original, Remark, Report, Severity};
use crate::syntax::{Instruction, Keyword};
use crate::text::{Edit, TextRange};

pub(in crate::rules) const CHECK: Original = Original {
    code: "UndefinedVar",
    severity: Some(Severity::Warning),
    why: "A variable that nothing sets is blank, and the builder goes on",
    help: "Set it with ARG or ENV above",
    check,
};

/// Arguments of the builder that never become variables.
const SWITCHES: &[&str] = &["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"];

/// A variable in a word that the builder expands, which nothing before sets.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Unset<'a> {
    /// Index of the instruction.
    pub(in crate::rules) index: usize,
    /// The word.
    word: TextRange,
    /// The name in the word; `None` if it cannot be told where it stands.
    place: Option<TextRange>,
    /// Whether every use of it in the word says what stands there without a value: `${NAME:-default}`.
    pub(in crate::rules) is_foreseen: bool,
    /// The variable.
    pub(in crate::rules) name: &'a str,
}

/// Every such variable in the instructions that BuildKit looks at.
pub(in crate::rules) fn unset<'a>(ctx: &Context<'a>) -> impl Iterator<Item = Unset<'a>> {
    let dockerfile = ctx.dockerfile;
    // EXPOSE expands its words too, but is not looked at.
    let looked_at = dockerfile.judged().filter(|(.., instruction)| instruction.keyword != Keyword::Expose);
    looked_at.flat_map(move |(_, index, _)| {
        dockerfile.facts[index].expanded().iter().flat_map(move |expanded| {
            let uses = if expanded.unset.is_empty() { HashMap::new() } else { uses(dockerfile.tree, expanded.range) };
            let names = expanded.unset.iter().filter(|name| !SWITCHES.contains(&name.as_str()));
            names.map(move |name| {
                let used = uses.get(name.as_str());
                let is_foreseen = used.is_some_and(|it| it.is_foreseen);
                Unset { index, word: expanded.range, name, place: used.map(|it| it.place), is_foreseen }
            })
        })
    })
}

impl<'a> Unset<'a> {
    /// The name that was perhaps meant.
    pub(in crate::rules) fn near(&self, ctx: &Context<'a>) -> Option<&'a str> {
        ctx.dockerfile.nearest_variable(self.index, self.name)
    }

    /// Reports it, with `near` as the name that was perhaps meant.
    pub(in crate::rules) fn report<'r>(
        &self,
        ctx: &Context<'_>,
        report: &'r mut Report,
        near: Option<&str>,
    ) -> &'r mut Remark {
        let Self { index, word, name, place, .. } = *self;
        let tree = ctx.dockerfile.tree;
        let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        let remark = report.at(place.unwrap_or(word), format!("Nothing sets {name} before this line{hint}"));
        if let Some((near, place)) = near.zip(place) {
            remark.fix(Fix::unsafe_because(
                "The value of another variable takes the place of nothing",
                format!("Use {near}"),
                [Edit::replace(place, near)],
            ));
        }
        if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            let caution = if PLATFORM_ARGUMENTS.contains(&name) {
                "The text has the value of the builder where it had nothing".to_owned()
            } else {
                format!("{name} stays blank until it gets a default or --build-arg")
            };
            let edit = match itself(&tree.instructions[index], word, name) {
                Some(pair) => Edit::replace(pair, name),
                None => insert_line_before(tree, &tree.instructions[index], &format!("ARG {name}")),
            };
            remark.fix(Fix::unsafe_because(caution, format!("Declare {name}"), [edit]));
        }
        remark
    }
}

/// The pair `NAME=$NAME` of an ARG with the value at `word`: it sees nothing but itself, so to ask for the name is enough.
fn itself(instruction: &Instruction, word: TextRange, name: &str) -> Option<TextRange> {
    let pairs = instruction.pairs();
    let pair = pairs.get(pairs.partition_point(|pair| pair.range.end < word.end))?;
    let value = pair.value.as_ref().map(|value| value.text.trim_matches('"'))?;
    let used = value.strip_prefix("${").and_then(|it| it.strip_suffix('}')).or_else(|| value.strip_prefix('$'));
    (instruction.keyword == Keyword::Arg && pair.key.text == name && used == Some(name)).then_some(pair.range)
}

fn check(ctx: &Context<'_>, report: &mut Report) {
    for unset in unset(ctx) {
        let is_searched = report.remarks.len() < MOST_SEARCHES;
        unset.report(ctx, report, if is_searched { unset.near(ctx) } else { None });
    }
}
