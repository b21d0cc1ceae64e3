//! DL3042: pip's downloads in the layer.

use super::call::Call;
use super::file::Line;
use super::quotes::unquoted;
use super::run::Run;
use super::stages::StageFacts;
use super::{File, Fix, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3042",
    severity: Some(Severity::Warning),
    why: "The downloaded packages stay in the layer, where nothing reads them again",
    help: "Add `--no-cache-dir`, set PIP_NO_CACHE_DIR, or mount a cache at /root/.cache/pip",
    check,
};

/// The values with which `PIP_NO_CACHE_DIR` switches the cache off.
const TRUE: [&str; 10] = ["1", "true", "True", "TRUE", "on", "On", "ON", "yes", "Yes", "YES"];

fn check(file: &File<'_>, report: &mut Report) {
    for lines in file.streams() {
        let mut without_cache = StageFacts::default();
        for line in lines {
            if let Some(base) = line.base_image() {
                without_cache.begin(&base);
            } else if switches_cache_off(line) {
                without_cache.set();
            }
            let Some(run) = &line.run else { continue };
            let is_off = without_cache.holds() || is_off_in(run) || line.mounts_cache(|it| it.contains(".cache/pip"));
            if !is_off {
                tell(file, report, line, run);
            }
        }
    }
}

fn tell(file: &File<'_>, report: &mut Report, line: &Line<'_>, run: &Run<'_>) {
    let calls: Vec<&Call> = run.calls.iter().filter(|call| keeps_cache(call)).collect();
    if calls.is_empty() {
        return;
    }
    let verbs = calls.iter().filter_map(|call| call.argument(&["install"]));
    let edits: Option<Vec<_>> = verbs.map(|verb| run.insert_after(verb.range, " --no-cache-dir")).collect();
    let remark = file.report(report, line, None, "pip leaves its cache in the layer");
    // A mount of a folder above holds the cache as well, and the flag would leave it unused.
    if let Some(edits) = edits.filter(|_| !line.mounts_cache(|it| it.contains(".cache"))) {
        remark.fix(Fix::safe("Add `--no-cache-dir`", edits));
    }
}

fn switches_cache_off(line: &Line<'_>) -> bool {
    line.instruction.keyword == Keyword::Env
        && line.instruction.pairs().iter().any(|pair| {
            let value = pair.value.as_ref().map(|value| unquoted(&value.text));
            unquoted(&pair.key.text) == "PIP_NO_CACHE_DIR" && value.is_some_and(|value| TRUE.contains(&value))
        })
}

/// Whether the text of the RUN sets the variable anywhere.
fn is_off_in(run: &Run<'_>) -> bool {
    let value = run.text.split_once("PIP_NO_CACHE_DIR=").map(|(_, value)| value);
    value.is_some_and(|value| TRUE.iter().any(|truth| value.starts_with(truth)))
}

fn keeps_cache(call: &Call) -> bool {
    let is_other_tool = call.name.contains("pipx") || has_module(call, &["-m", "pipx"]);
    is_pip_install(call) && !is_other_tool && call.argument(&["--no-cache-dir"]).is_none()
}

/// Whether the command is `pip install` in one of its spellings, or what hadolint takes for it.
pub(super) fn is_pip_install(call: &Call) -> bool {
    let is_pip = call.name.starts_with("pip") && !call.name.starts_with("pipenv");
    (is_pip && call.argument(&["install"]).is_some()) || has_module(call, &["-m", "pip", "install"])
}

/// Whether it is Python with these words in a row.
fn has_module(call: &Call, words: &[&str]) -> bool {
    call.name.starts_with("python")
        && call
            .arguments
            .windows(words.len())
            .any(|it| it.iter().map(|argument| argument.text.as_str()).eq(words.iter().copied()))
}
