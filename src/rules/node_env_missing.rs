//! Node.js in production without `NODE_ENV`.

use super::rewrite::insert_behind_steps;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Base;

pub(super) const RULE: Rule = Rule {
    name: "node-env-missing",
    codes: &[],
    topic: Topic::Environment,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "Express, React and many libraries take a missing `NODE_ENV` for development: no caches, more checks, stack \
          traces in answers",
    help: "Set `NODE_ENV=production` behind the installation, which leaves development packages out once it is set",
    page: include_str!("../../docs/rules/node_env_missing.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(target) = ctx.dockerfile.target else { return };
    let is_node_image = ctx.dockerfile.lineage(target).any(|stage| match &stage.base {
        Base::Image(image) => image.is_official() && image.name() == "node",
        _ => false,
    });
    // Other starters, such as `next start`, set the variable themselves.
    let started =
        ctx.dockerfile.started().into_iter().find(|it| it.program.name == "node" || is_start(it.program.words));
    let Some(started) = started.filter(|_| is_node_image) else { return };
    let sets_it = |name: &str| !ctx.dockerfile.kept_variable(name).is_empty();
    if sets_it("NODE_ENV") || started.invocation.assignments().any(|it| it.name == "NODE_ENV") {
        return;
    }
    let script = ctx.dockerfile.package_script(started.program).and_then(|it| it.command);
    if script.is_some_and(|command| ["NODE_ENV", "next", "nuxt"].iter().any(|word| command.contains(word))) {
        return;
    }
    let tree = ctx.dockerfile.tree;
    let range = tree.instructions[started.instruction].keyword_word.range;
    let remark = report.at(range, "`NODE_ENV` is not set, which libraries take for development");
    let stage = &tree.instructions[ctx.dockerfile.stages[target].instructions.clone()];
    let edit = insert_behind_steps(tree, stage, "ENV NODE_ENV=production");
    remark.fixes.extend(edit.map(|edit| Fix::safe("Set `NODE_ENV` to production", [edit])));
}

/// `npm start` and the like.
fn is_start(words: &[crate::shell::Word]) -> bool {
    let [manager, rest @ ..] = words else { return false };
    let is_manager = ["npm", "yarn", "pnpm"].iter().any(|name| manager.is(name));
    is_manager && rest.iter().any(|word| word.is("start"))
}
