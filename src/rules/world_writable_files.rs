//! Files that everybody in the container may change.

use super::rewrite::replace_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "world-writable-files",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever gets into the container as any user can replace the program, and the next start runs what they put \
          there",
    help: "Give the files to the user that needs them, with `--chown` of COPY or `chown`, and leave the rest to read",
    page: include_str!("../../docs/rules/world_writable_files.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let caution = "A program that writes there as another user than the owner cannot any more";
    for (_, code) in ctx.dockerfile.run_code() {
        for invocation in code.script.effective_commands().filter(|it| it.base_name() == Some("chmod")) {
            let operands = invocation.operands(&[]);
            let Some((word, mode)) = operands.first().and_then(|word| Some((*word, word.literal()?))) else { continue };
            if !is_open(mode) {
                continue;
            }
            let shown = if mode.len() < 20 { format!(" {mode}") } else { String::new() };
            let message = format!("`chmod{shown}` lets everybody change the files");
            let remark = report.at(code.range(invocation.range()), message);
            let fixed = closed(mode).and_then(|it| Some((replace_argument(ctx.dockerfile.tree, code, word, &it)?, it)));
            remark.fixes.extend(fixed.map(|(edit, it)| Fix::unsafe_because(caution, format!("Use {it}"), [edit])));
        }
    }
    for (_, copy) in ctx.dockerfile.all(Keyword::Copy).chain(ctx.dockerfile.all(Keyword::Add)) {
        let Some(value) = copy.flag("chmod").and_then(|flag| flag.value.as_ref()) else { continue };
        if is_open(&value.text) {
            let remark = report.at(value.range, "`--chmod` lets everybody change the files");
            let fixed = closed(&value.text).map(|it| (Edit::replace(value.range, it.as_str()), it));
            remark.fixes.extend(fixed.map(|(edit, it)| Fix::unsafe_because(caution, format!("Use {it}"), [edit])));
        }
    }
}

/// Whether the mode lets others write. The sticky bit protects what they do not own, as in /tmp.
fn is_open(mode: &str) -> bool {
    if let Some(bits) = bits(mode) {
        return bits & 0o2 != 0 && bits & 0o1000 == 0;
    }
    let mut clauses = mode.split(',').map(|clause| clause.split_once(['+', '=']).unwrap_or_default());
    let is_sticky = mode.split(',').any(|clause| clause.contains(['+', '=']) && clause.ends_with('t'));
    // Without a class, the umask keeps the bit for others away.
    clauses.any(|(who, what)| who.contains(['a', 'o']) && what.contains('w')) && !is_sticky
}

/// The mode without the right of group and others to write; `None` for one in letters.
fn closed(mode: &str) -> Option<String> {
    let closed = bits(mode)? & !0o22;
    Some(format!("{closed:0width$o}", width = mode.len()))
}

fn bits(mode: &str) -> Option<u32> {
    (mode.len() >= 3).then(|| u32::from_str_radix(mode, 8).ok()).flatten().filter(|bits| *bits <= 0o7777)
}
