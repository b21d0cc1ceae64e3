//! `npm start` as the first process of a container.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::shell::{Connector, Script};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "package-manager-as-first-process",
    codes: &[],
    topic: Topic::Process,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "npm or yarn, and a shell, stand between Docker and the program: they take memory, and the signal that asks the \
          container to stop may not reach the program",
    help: "Start the program itself, as `CMD [\"node\", \"server.js\"]`",
    page: include_str!("../../docs/rules/package_manager_as_first_process.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let all = ctx.dockerfile.started();
    let is_init = |name: &str| matches!(name, "tini" | "dumb-init" | "catatonit" | "s6-svscan" | "init");
    if all.iter().any(|it| it.invocation.command().base_name().is_some_and(is_init)) {
        return;
    }
    for started in all {
        let Some(script) = ctx.dockerfile.package_script(started.program) else { continue };
        let is_start = script.name == "start" || script.name.starts_with("start:prod");
        // Whatever is in front of it is the first process.
        let is_first = started.invocation.wrappers().is_empty() && started.code.script.commands.len() == 1;
        if !is_start || !is_first || started.program.words.len() != started.invocation.words().len() {
            continue;
        }
        let title = format!("{} {}", started.program.name, script.name);
        let range = started.code.range(started.program.range());
        let remark = report.at(range, format!("`{title}` is the first process, not the program that it starts"));
        let Some(words) = script.command.as_deref().and_then(|it| plain(ctx, script.name, it)) else { continue };
        let instruction = &ctx.dockerfile.tree.instructions[started.instruction];
        let is_alone = started.program.arguments().iter().all(|it| !it.unquoted().starts_with("--"));
        if is_alone && instruction.first_line == instruction.last_line && instruction.command().is_some() {
            let body = instruction.body.source_range(crate::text::TextRange::new(0, instruction.body.text().len()));
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let edit = Edit::replace(body, format!("[{}]", words.join(", ")));
            let caution = "The variables that npm sets, `npm_package_version` and others, are missing then";
            remark.fix(Fix::unsafe_because(caution, "Start `node` itself", [edit]));
        }
    }
}

/// The words of a script that does nothing but start node on a file.
fn plain(ctx: &Context<'_>, name: &str, command: &str) -> Option<Vec<String>> {
    let manifest = ctx.project.text_of("package.json")?;
    // What stands around the script would not run any more.
    if ["pre", "post"].iter().any(|it| manifest.contains(&format!("\"{it}{name}\""))) {
        return None;
    }
    let script: Script = crate::shell::parse(command);
    let [only] = script.commands.as_slice() else { return None };
    let is_plain = only.assignments.is_empty() && only.redirections.is_empty() && only.wrappers.is_empty();
    let is_simple = is_plain && only.place.connector == Connector::Start && script.errors.is_empty();
    let words: Option<Vec<String>> = only.words.iter().map(|it| Some(it.literal()?.to_owned())).collect();
    let words = words.filter(|_| is_simple && only.name() == Some("node") && script.blocks.len() == 1)?;
    let is_free = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '=' | ':' | '@');
    words.iter().all(|word| !word.is_empty() && word.chars().all(is_free)).then_some(words)
}
