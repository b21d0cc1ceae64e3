//! A user with a large number, and the login log that grows with it.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};

pub(super) const RULE: Rule = Rule {
    name: "useradd-fills-login-log",
    codes: &["DL3046"],
    topic: Topic::Packages,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "useradd writes to /var/log/lastlog at a place that depends on the number; the file has a hole, but the \
          layer stores the hole as zeros, up to gigabytes",
    help: "Add `--no-log-init`",
    page: include_str!("../../docs/rules/useradd_fills_login_log.md"),
    check,
};

/// From here on the log takes tens of megabytes: about 300 bytes a user.
const LARGE: u64 = 100_000;

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        for invocation in code.script.effective_commands().filter(|it| it.base_name() == Some("useradd")) {
            if invocation.has_flag_of(&["-l", "--no-log-init"]) {
                continue;
            }
            let Some(given) = invocation.flag_value(&["-u", "--uid"]) else { continue };
            let variable = given.text.strip_prefix('$').map(|name| name.trim_matches(['{', '}']));
            let value = variable.and_then(|name| ctx.dockerfile.variable(index, name)?.value.as_deref());
            let Some(number) = value.unwrap_or(&given.text).parse::<u64>().ok().filter(|it| *it >= LARGE) else {
                continue;
            };
            let size = number * 292 / 1_000_000;
            let message = format!("User {number} makes /var/log/lastlog {size} MB long");
            let remark = report.at(code.range(given.range), message);
            let name = invocation.name_word().expect("a command with a name has its word");
            let edit = insert_argument(ctx.dockerfile.tree, code, name, "--no-log-init");
            remark.fixes.extend(edit.map(|edit| Fix::safe("Add `--no-log-init`", [edit])));
        }
    }
}
