//! A script that is run as it comes from the network.

use super::{Context, Report, Rule, Severity, Topic};

pub(super) const RULE: Rule = Rule {
    name: "downloaded-script-run",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever controls the address, or answers in its place, runs commands as root in your build; a download that \
          breaks off, or an error page, runs as well",
    help: "Download it to a file, check its sum, then run it; or install the program as a package or with `COPY \
           --from`",
    page: include_str!("../../docs/rules/downloaded_script_run.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        for script in code.downloaded_scripts() {
            let run = script.interpreter.unwrapped();
            let name = run.base_name().unwrap_or_default();
            let message = format!("`{name}` runs what comes from the network, unchecked");
            report.at(code.range(run.range()), message);
        }
    }
}
