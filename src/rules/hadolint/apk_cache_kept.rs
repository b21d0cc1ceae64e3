//! DL3019: the package index of Alpine in a layer.

use super::call::Call;
use super::run::Run;
use super::{File, Fix, Report, Rule, Severity};
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    code: "DL3019",
    severity: Some(Severity::Info),
    why: "apk leaves its index in the layer, where nothing reads it again",
    help: "Add `--no-cache`, which also fetches a fresh index, or mount a cache at /var/cache/apk",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let keeps = |call: &&Call| call.is("apk", &["add"]) && !call.has_flag(&["no-cache"]);
        let calls: Vec<&Call> = run.calls.iter().filter(keeps).collect();
        if calls.is_empty() || line.mounts_cache(|target| target.starts_with("/var/cache/apk")) {
            continue;
        }
        let edits: Option<Vec<Edit>> = calls.iter().flat_map(|call| without_cache(run, call)).collect();
        let remark = file.report(report, line, None, "apk leaves its index in the layer");
        if let Some(edits) = edits {
            remark.fix(Fix::safe("Add `--no-cache`", edits));
        }
    }
}

/// Adds the flag and drops the one that it makes superfluous.
fn without_cache(run: &Run<'_>, call: &Call) -> Vec<Option<Edit>> {
    let verb = call.argument(&["add"]).map(|verb| verb.range);
    let update = call.argument(&["-U", "--update", "--update-cache"]).map(|flag| flag.range);
    let mut edits: Vec<_> = verb.map(|verb| run.insert_after(verb, " --no-cache")).into_iter().collect();
    if let Some(update) = update {
        let before = run.text.get(..update.start).unwrap_or_default().trim_end().len();
        // Behind `add` the insertion would touch the gap: the flag then is replaced instead.
        if verb.is_some_and(|verb| verb.end == before) {
            return vec![run.replace(update, "--no-cache")];
        }
        edits.push(run.replace(TextRange::new(before, update.end), ""));
    }
    edits
}
