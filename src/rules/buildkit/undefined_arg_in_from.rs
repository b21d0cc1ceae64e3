//! FROM uses a variable that no ARG before it declares.

use super::place::{MOST_SEARCHES, uses};
use crate::rules::rewrite::insert_line_before;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "UndefinedArgInFrom",
    severity: Some(Severity::Warning),
    why: "FROM sees only the ARGs above the first stage; any other variable is blank",
    help: "Declare it with ARG above the first FROM",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    let Some(first) = ctx.dockerfile.stages.first().map(|stage| &tree.instructions[stage.instructions.start]) else {
        return;
    };
    for stage in &ctx.dockerfile.stages {
        let index = stage.instructions.start;
        for expanded in ctx.dockerfile.facts[index].expanded() {
            let uses = uses(tree, expanded.range);
            for name in &expanded.unset {
                let used = uses.get(name.as_str());
                let place = used.map(|it| it.place);
                let is_searched = report.remarks.len() < MOST_SEARCHES;
                let near = if is_searched { ctx.dockerfile.nearest_global(name) } else { None };
                let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                let range = place.unwrap_or(expanded.range);
                let remark = report.at(range, format!("No ARG above the first FROM declares {name}{hint}"));
                if let Some((near, place)) = near.zip(place) {
                    remark.fix(Fix::unsafe_because(
                        "Another variable may give another image",
                        format!("Use {near}"),
                        [Edit::replace(place, near)],
                    ));
                }
                let is_foreseen = used.is_some_and(|it| it.is_foreseen);
                if is_foreseen {
                    remark.why(format!(
                        "The default always stands: FROM does not hear of --build-arg {name} without an ARG"
                    ));
                }
                let caution = if is_foreseen {
                    format!("--build-arg {name} then chooses the image")
                } else {
                    format!("{name} stays blank until it gets a default or --build-arg")
                };
                remark.fix(Fix::unsafe_because(
                    caution,
                    format!("Declare {name}"),
                    [insert_line_before(tree, first, &format!("ARG {name}"))],
                ));
            }
        }
    }
}
