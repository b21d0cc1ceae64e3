//! Two stages of one name.

use std::collections::HashMap;

use super::place::on_first_line;
use crate::rules::{Context, Original, Report, Severity};

pub(super) const CHECK: Original = Original {
    code: "DuplicateStageName",
    severity: Some(Severity::Warning),
    why: "Which of the stages a name means depends on where it is used; COPY --from and --target take the last",
    help: "Give each stage its own name",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    let mut lines: HashMap<&str, usize> = HashMap::new();
    for stage in &ctx.dockerfile.stages {
        let instruction = &tree.instructions[stage.instructions.start];
        let word = instruction.from().and_then(|from| from.name.as_ref());
        let (Some(name), Some(word)) = (stage.name.as_deref(), word) else { continue };
        if let Some(line) = lines.get(name) {
            let message = format!("The stage on line {line} is called `{name}` too");
            report.at(on_first_line(tree, instruction, word.range), message);
        } else {
            lines.insert(name, instruction.first_line);
        }
    }
}
