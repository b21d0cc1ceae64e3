//! Next's standalone server, which listens on the name of its host.

use super::rewrite::insert_line_before;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "next-server-on-host-name",
    codes: &[],
    topic: Topic::Process,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The server of `output: standalone` listens on HOSTNAME, which Docker sets to the container's ID: `localhost` answers \
          nobody, and a health check there fails",
    help: "Set `ENV HOSTNAME=0.0.0.0` in the stage that starts it",
    page: include_str!("../../docs/rules/next_server_on_host_name.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let dockerfile = ctx.dockerfile;
    let Some(target) = dockerfile.target else { return };
    let brings_server = dockerfile.lineage(target).any(|stage| {
        dockerfile.instructions(stage).any(|(_, it)| {
            let is_copy = it.keyword == Keyword::Copy;
            is_copy && it.copied_paths().any(|path| path.text.contains(".next/standalone"))
        })
    });
    if !brings_server || !dockerfile.kept_variable("HOSTNAME").is_empty() {
        return;
    }
    let started = dockerfile.started();
    let [server] = started.as_slice() else { return };
    let starts = server.program.arguments().iter().any(|it| it.literal().is_some_and(|it| it.ends_with("server.js")));
    // `HOSTNAME=0.0.0.0 node server.js`
    let is_told = server.invocation.assignments().any(|it| it.name == "HOSTNAME");
    if !matches!(server.program.name, "node" | "bun") || !starts || is_told {
        return;
    }
    let message = "Next's server listens on the name of the container only";
    let remark = report.at(server.code.range(server.program.range()), message);
    let command = &dockerfile.tree.instructions[server.instruction];
    if dockerfile.facts[server.instruction].stage == Some(target) {
        let edit = insert_line_before(dockerfile.tree, command, "ENV HOSTNAME=0.0.0.0");
        let caution = "The server answers on every address of the container then";
        remark.fix(Fix::unsafe_because(caution, "Set `HOSTNAME=0.0.0.0`", [edit]));
    }
}
