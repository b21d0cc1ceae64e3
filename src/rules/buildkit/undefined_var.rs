//! A variable that is used before anything sets it.

use super::place::{MOST_SEARCHES, insert_line_before, on_first_line, variable};
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const CHECK: Original = Original {
    code: "UndefinedVar",
    severity: Some(Severity::Warning),
    why: "A variable that nothing sets is blank, and the builder goes on",
    help: "Set it with ARG or ENV above",
    check,
};

/// Arguments of the builder that never become variables.
const SWITCHES: &[&str] = &["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (_, index, instruction) in ctx.dockerfile.judged() {
        // EXPOSE expands its words too, but is not looked at.
        if instruction.keyword == Keyword::Expose {
            continue;
        }
        for expanded in ctx.dockerfile.facts[index].expanded() {
            for name in expanded.unset.iter().filter(|name| !SWITCHES.contains(&name.as_str())) {
                let place = variable(tree, expanded.range, name);
                let is_searched = report.remarks.len() < MOST_SEARCHES;
                let near = if is_searched { ctx.dockerfile.nearest_variable(index, name) } else { None };
                let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                let range = on_first_line(tree, instruction, place.unwrap_or(expanded.range));
                let remark = report.at(range, format!("Nothing sets {name} before this line{hint}"));
                if let Some((near, place)) = near.zip(place) {
                    remark.fix(Fix::unsafe_because(
                        "The value of another variable takes the place of nothing",
                        format!("Use {near}"),
                        [Edit::replace(place, near)],
                    ));
                }
                let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
                if is_name {
                    remark.fix(Fix::unsafe_because(
                        format!("{name} stays blank until it gets a default or --build-arg"),
                        format!("Declare {name}"),
                        [insert_line_before(tree, instruction, &format!("ARG {name}"))],
                    ));
                }
            }
        }
    }
}
