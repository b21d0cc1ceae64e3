//! Scripts of `package.json` that only developers start, and the ones that take their place.

use super::rewrite::replace_arguments;
use super::{Context, Fix, Report, Thing};
use crate::model::{Started, developing};

/// Reports each script for developers that the image starts: by its command, else by its name.
pub(super) fn check(ctx: &Context<'_>, report: &mut Report) {
    for started in ctx.dockerfile.started() {
        let Some(script) = ctx.dockerfile.package_script(started.program) else { continue };
        let command = written(started.program.name, script.name).join(" ");
        let known = script.command.as_deref().and_then(developing);
        let message = match &known {
            Some(what) => format!("`{command}` starts `{what}`, which is for development"),
            None if is_for_developers(script.name) => format!("`{command}` is what developers start"),
            None => continue,
        };
        let remark = report.at(started.code.range(started.program.range()), message);
        remark.help("Start the script that serves what was built");
        match serving(ctx, &started, script.name) {
            Ok(fix) => remark.for_developers(Thing::Server).fix(fix),
            Err(unknown) => remark.for_developers_unless(Thing::Server, unknown),
        };
    }
}

/// Names that developers give to what only they start.
fn is_for_developers(script: &str) -> bool {
    let is_word = |it| matches!(it, "dev" | "develop" | "development" | "watch" | "debug" | "local" | "hot");
    script.split([':', '-', '.']).any(is_word)
}

/// How a script is started.
fn written<'a>(manager: &'a str, script: &'a str) -> Vec<&'a str> {
    if script == "start" && manager != "bun" { vec![manager, script] } else { vec![manager, "run", script] }
}

/// Starts the script that serves users instead; else says what is not known.
fn serving(ctx: &Context<'_>, started: &Started<'_>, script: &str) -> Result<Fix, String> {
    let program = started.program;
    let is_plain = program.arguments().iter().all(|it| it.is("run") || it.is("run-script") || it.is(script));
    if !is_plain {
        return Err("its arguments may not fit the script for users".to_owned());
    }
    let name = ctx.dockerfile.serving_script()?;
    let new = written(program.name, name);
    let edit = replace_arguments(ctx.dockerfile.tree, started.code, program.words, &new);
    let edit = edit.ok_or("its words do not stand together in one instruction")?;
    let caution = "What it serves must have been built in the image before";
    Ok(Fix::unsafe_because(caution, format!("Start `{}` instead", new.join(" ")), [edit]))
}
