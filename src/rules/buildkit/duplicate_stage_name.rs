//! Two stages of one name.

use std::collections::{HashMap, HashSet};

use super::place::MOST_SEARCHES;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "DuplicateStageName",
    severity: Some(Severity::Warning),
    why: "Which of the stages a name means depends on where it is used; COPY --from and --target take the last",
    help: "Give each stage its own name",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    let mut searches = 0;
    let mut lines: HashMap<&str, usize> = HashMap::new();
    let names: HashSet<&str> = ctx.dockerfile.stages.iter().filter_map(|stage| stage.name.as_deref()).collect();
    for stage in &ctx.dockerfile.stages {
        let instruction = &tree.instructions[stage.instructions.start];
        let word = instruction.from().and_then(|from| from.name.as_ref());
        let (Some(name), Some(word)) = (stage.name.as_deref(), word) else { continue };
        if let Some(line) = lines.get(name) {
            let message = format!("The stage on line {line} is called `{name}` too");
            let remark = report.at(word.range, message);
            searches += 1;
            let mut fresh = (stage.index..).map(|number| format!("{name}-{number}"));
            if searches <= MOST_SEARCHES
                && let Some(new) = fresh.find(|it| !names.contains(it.as_str()))
            {
                let places = [word.range].into_iter().chain(ctx.dockerfile.references_to(stage.index));
                remark.fix(Fix::unsafe_because(
                    format!("`--target {name}` then builds the stage on line {line}"),
                    format!("Call this stage `{new}`, also where it is used below"),
                    places.map(|range| Edit::replace(range, new.clone())),
                ));
            }
        } else {
            lines.insert(name, instruction.first_line);
        }
    }
}
