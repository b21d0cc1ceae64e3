//! Programs that can do nothing while an image is built.

use super::{Context, Report, Rule, Severity, Topic};
use crate::shell::Invocation;

pub(super) const RULE: Rule = Rule {
    name: "program-useless-in-build",
    codes: &["DL3001"],
    topic: Topic::Process,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "There is no terminal, no machine to stop, and no process outlives the step",
    help: "Remove it, or start it in CMD or ENTRYPOINT if it is a service",
    page: include_str!("../../docs/rules/program_useless_in_build.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        let commands: Vec<_> = code.script.effective_commands().collect();
        for (at, &invocation) in commands.iter().enumerate() {
            let is_last = at + 1 == commands.len();
            if let Some((name, reason)) = invocation.base_name().and_then(|name| reason(name, invocation, is_last)) {
                report.at(code.range(invocation.range()), format!("`{name}` {reason}"));
            }
        }
    }
}

/// What is wrong with the program; services are of use to the commands behind them.
fn reason<'n>(name: &'n str, invocation: Invocation<'_>, is_last: bool) -> Option<(&'n str, &'static str)> {
    let is_scripted = invocation.arguments().iter().any(|word| word.unquoted().starts_with(['-', '+']));
    let starts = || ["start", "restart"].iter().any(|verb| invocation.has_argument(verb));
    let reason = match name {
        "vim" | "vi" | "nano" | "emacs" | "top" | "htop" | "less" if !is_scripted => "waits for somebody at a terminal",
        "shutdown" | "reboot" | "poweroff" | "halt" => "has no machine to stop here",
        "service" | "systemctl" | "rc-service" if is_last && starts() => "starts something that ends with this step",
        _ => return None,
    };
    Some((name, reason))
}
