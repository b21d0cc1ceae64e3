//! Packages installed with lists that an earlier step has fetched.

use super::rewrite::{delete_instruction, prepend_command};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Code, Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "stale-package-lists",
    codes: &[],
    topic: Topic::Cache,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The step that fetches the lists is taken from the cache for as long as its text stays; then the new step \
          looks for versions that the mirror no longer has",
    help: "Fetch the lists in the step that installs",
    page: include_str!("../../docs/rules/stale_package_lists.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let dockerfile = ctx.dockerfile;
    for stage in &dockerfile.stages {
        let mut fetched: Option<(usize, &Code)> = None;
        for (index, _) in dockerfile.instructions(stage) {
            let Some(code) = dockerfile.facts[index].code.as_ref() else { continue };
            let is_kept = dockerfile.is_mounted(index, "/var/lib/apt/lists");
            let mut commands = code.package_commands().filter(|it| it.manager == Manager::Apt && !is_kept);
            match (commands.next(), fetched) {
                (Some(first), _) if updates(&first) => fetched = Some((index, code)),
                // A script from the network may well fetch the lists: those that set up a repository do.
                (Some(first), Some(_)) if first.installs && follows_script(code, &first) => {}
                (Some(first), Some(update)) if first.installs => tell(ctx, report, update, (index, code), &first),
                _ => {}
            }
        }
    }
}

fn updates(command: &PackageCommand<'_>) -> bool {
    command.verb == "update"
}

fn follows_script(code: &Code, install: &PackageCommand<'_>) -> bool {
    let start = install.invocation.range().start;
    code.downloaded_scripts().iter().any(|it| it.interpreter.range.start < start)
}

fn tell(
    ctx: &Context<'_>,
    report: &mut Report,
    (update, update_code): (usize, &Code),
    (index, code): (usize, &Code),
    install: &PackageCommand<'_>,
) {
    let tree = ctx.dockerfile.tree;
    let line = tree.instructions[update].first_line;
    let message = format!("`{}` uses the package lists of line {line}", install.title());
    let remark = report.at(code.range(install.invocation.range()), message);
    // Behind sudo, both commands would need it.
    let prepended = prepend_command(code, install.invocation, "apt-get update").filter(|_| !install.has_sudo());
    let Some(prepended) = prepended else { return };
    let is_alone = update_code.script.effective_commands().count() == 1 && update + 1 == index;
    let deleted = is_alone.then(|| delete_instruction(tree, &tree.instructions[update]));
    let edits: Vec<_> = deleted.into_iter().chain([prepended]).collect();
    remark.fix(Fix::safe("Fetch the lists in this step", edits));
}
