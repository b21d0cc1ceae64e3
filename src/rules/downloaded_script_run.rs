//! A script that is run as it comes from the network.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Code;
use crate::shell::{BlockKind, Command};

pub(super) const RULE: Rule = Rule {
    name: "downloaded-script-run",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever controls the address, or answers in its place, runs commands as root in your build, and another \
          script tomorrow gives another image",
    help: "Download it to a file, check its sum, then run it; or install the program as a package or with `COPY \
           --from`",
    page: include_str!("../../docs/rules/downloaded_script_run.md"),
    check,
};

const DOWNLOADS: &[&str] = &["curl", "wget", "fetch", "http", "aria2c"];
const INTERPRETERS: &[&str] =
    &["sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        for command in code.script.commands.iter().filter(|it| is(it, INTERPRETERS)) {
            if is_piped(code, command) || is_substituted(code, command) {
                let name = command.unwrapped().base_name().unwrap_or_default();
                let message = format!("`{name}` runs what comes from the network, unchecked");
                report.at(code.range(command.unwrapped().range()), message);
            }
        }
    }
}

fn is(command: &Command, names: &[&str]) -> bool {
    command.unwrapped().base_name().is_some_and(|name| names.contains(&name))
}

/// `curl … | sh`
fn is_piped(code: &Code, command: &Command) -> bool {
    let first = command.id.0.saturating_sub(command.place.position);
    let before = &code.script.commands[first..command.id.0];
    let is_same = |it: &&Command| it.place.pipeline == command.place.pipeline;
    command.place.position > 0 && before.iter().filter(is_same).any(|it| is(it, DOWNLOADS))
}

/// `sh -c "$(curl …)"` and `bash <(curl …)`
fn is_substituted(code: &Code, command: &Command) -> bool {
    let inside = code.script.commands[command.id.0 + 1..].iter().take_while(|it| it.range.start < command.range.end);
    inside.filter(|it| is(it, DOWNLOADS)).any(|it| {
        let block = code.script.block(it.parent);
        let kinds = [BlockKind::Substitution, BlockKind::ProcessSubstitution];
        kinds.contains(&block.kind) && block.owner == Some(command.id)
    })
}
