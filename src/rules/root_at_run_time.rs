//! A container for production that runs as root.

use super::rewrite::{insert_line_after, insert_line_before, line_break};
use super::{Context, Fix, Report, Rule, Severity, Topic, registry};
use crate::model::Base;
use crate::model::user::{is_root, runs_as_root};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "root-at-run-time",
    codes: &["DL3002", "DF020"],
    topic: Topic::Security,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever takes over the program may change everything in the container, and a hole in the kernel or a mounted \
          socket makes them root of the machine",
    help: "End the stage with a `USER` that is not root, behind the steps that need root",
    page: include_str!("../../docs/rules/root_at_run_time.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(target) = ctx.dockerfile.target.filter(|it| !ctx.dockerfile.stages[*it].is_windows) else { return };
    let found = match ctx.dockerfile.effective(target, Keyword::User) {
        Some((index, user)) => {
            let range = user.single().map_or(user.range, |word| word.range);
            let is_set = is_root(&ctx.dockerfile.facts[index].after.user);
            is_set.then_some((range, "The last `USER` is root, so the container runs as root"))
        }
        // What starts nothing is for others to build on.
        None => ctx.dockerfile.started().first().filter(|_| is_known_as_root(ctx, target)).map(|first| {
            let range = ctx.dockerfile.tree.instructions[first.instruction].keyword_word.range;
            (range, "No `USER` is set, so the container runs as root")
        }),
    };
    if let Some((range, message)) = found.filter(|_| !ctx.dockerfile.gives_root_up()) {
        report.at(range, message).fixes.extend(fix(ctx, target));
    }
}

/// Whether the image below runs as root; of most private ones that is not known.
fn is_known_as_root(ctx: &Context<'_>, target: usize) -> bool {
    let Some(lowest) = ctx.dockerfile.lineage(target).last() else { return false };
    let told = ctx.project.images.get(&lowest.base_text).map(|it| it.user.is_empty() || is_root(&it.user));
    told.unwrap_or_else(|| match &lowest.base {
        Base::Scratch => true,
        Base::Image(image) => runs_as_root(image, registry::public_name(ctx, image)),
        Base::Stage(_) | Base::Invalid => false,
    })
}

/// Another user behind the last step, and in front of what is started if that stands behind it.
fn fix(ctx: &Context<'_>, target: usize) -> Option<Fix> {
    let name = ctx.dockerfile.shipped_image().map(|image| registry::public_name(ctx, image));
    let lines = ctx.dockerfile.unprivileged(name.unwrap_or_default())?;
    let tree = ctx.dockerfile.tree;
    let stage = &tree.instructions[ctx.dockerfile.stages[target].instructions.clone()];
    let is_step = |keyword| {
        use Keyword::{Add, Copy, From, Run, User, Workdir};
        matches!(keyword, From | Run | Copy | Add | Workdir | User)
    };
    let behind = stage.iter().rposition(|it| is_step(it.keyword))? + 1;
    let command = stage[behind..].iter().find(|it| matches!(it.keyword, Keyword::Cmd | Keyword::Entrypoint));
    let text = lines.join(line_break(tree));
    let edit = match command {
        Some(command) => insert_line_before(tree, command, &text),
        None => insert_line_after(tree, stage.last()?, &text),
    };
    let caution = "What the program writes must belong to that user, and ports below 1024 may be closed to it";
    let title = format!("Run as `{}`", lines.last()?.trim_start_matches("USER "));
    Some(Fix::unsafe_because(caution, title, [edit]))
}
