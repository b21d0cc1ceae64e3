//! `apt-key`, which newer releases no longer have.

use super::{Context, Report, Rule, Severity, Topic};

pub(super) const RULE: Rule = Rule {
    name: "apt-key-in-build",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever owns the key can replace any package of the system, and with a newer base image the step fails",
    help: "Store the key in a file of its own and name it in the source: `[signed-by=/etc/apt/keyrings/vendor.asc]`",
    page: include_str!("../../docs/rules/apt_key_in_build.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        for invocation in code.script.effective_commands().filter(|it| it.base_name() == Some("apt-key")) {
            report.at(code.range(invocation.range()), "`apt-key` is no longer part of Debian 13");
        }
    }
}
