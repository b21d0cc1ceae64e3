//! A variable that is used on the line of ENV that sets it.

use super::rewrite::line_break;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::expand::references;
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "variable-used-on-its-own-line",
    codes: &["DL3044"],
    topic: Topic::Environment,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "BuildKit expands the whole line first and sets the variables afterwards, so the new value is not seen \
          here",
    help: "Set it on a line of its own above",
    page: include_str!("../../docs/rules/variable_used_on_its_own_line.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (_, instruction) in ctx.dockerfile.all(Keyword::Env) {
        let pairs = instruction.pairs();
        let mut set: std::collections::HashSet<&str> = std::collections::HashSet::new();
        for (at, pair) in pairs.iter().enumerate() {
            let value = pair.value.as_ref().map_or("", |value| value.text.as_str());
            // A variable may extend itself: `PATH=/x:$PATH` is right.
            let references = if value.contains('$') { references(value, tree.escape) } else { Vec::new() };
            let mut used = references.iter().map(|it| it.name.of(value));
            let used = used.find(|name| set.contains(name) && *name != pair.key.text);
            set.insert(&pair.key.text);
            let Some(name) = used else { continue };
            let message = format!("`${name}` has its value from before this line here");
            let message =
                if message.chars().count() < 90 { message } else { "The new value is not seen here".to_owned() };
            let remark = report.at(pair.range, message);
            let gap = TextRange::new(pairs[at - 1].range.end, pair.range.start);
            let has_comment = tree.comments.iter().any(|it| gap.encloses(it.range));
            if !has_comment {
                let edit = Edit::replace(gap, format!("{}{} ", line_break(tree), instruction.keyword_word.text));
                let caution = "The variable gets another value than it has today";
                remark.fix(Fix::unsafe_because(caution, "Split the line", [edit]));
                // What follows stands on the new line.
                set.clear();
                set.insert(&pair.key.text);
            }
        }
    }
}
