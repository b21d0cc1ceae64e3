//! DL3010: an archive that is copied and then unpacked.

use std::collections::BTreeMap;

use super::archive::is_archive;
use super::call::Call;
use super::file::Line;
use super::quotes::unquoted;
use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3010",
    severity: Some(Severity::Info),
    why: "ADD unpacks a local archive by itself; this way the archive stays in a layer of its own",
    help: "Use ADD with the directory to unpack to, and drop the command that unpacks",
    check,
};

const UNPACKERS: [&str; 9] = ["bunzip2", "gunzip", "gzcat", "uncompress", "unlzma", "unxz", "unzip", "zcat", "zgz"];

fn check(file: &File<'_>, report: &mut Report) {
    // Only the last stage is looked at: hadolint forgets everything at a FROM.
    let Some(stage) = file.stages().last() else { return };
    let mut copied: Vec<(&Line<'_>, String)> = Vec::new();
    // Where in `copied` the archives of a name are that nothing has unpacked yet.
    let mut packed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut found: BTreeMap<usize, (&Line<'_>, String)> = BTreeMap::new();
    for line in stage {
        for name in archives(line) {
            packed.entry(name.clone()).or_default().push(copied.len());
            copied.push((line, name));
        }
        for call in line.run.iter().flat_map(|run| &run.calls).filter(|call| unpacks(call)) {
            let names = call.operands().map(|argument| base_name(&argument.text));
            let mut unpacked: Vec<usize> = names.filter_map(|name| packed.remove(name)).flatten().collect();
            unpacked.sort_unstable();
            for (line, name) in unpacked.into_iter().map(|at| &copied[at]) {
                found.entry(line.number()).or_insert((line, name.clone()));
            }
        }
    }
    for (line, name) in found.values() {
        file.report(report, line, None, format!("`{name}` is copied and then unpacked"));
    }
}

/// The names of the archives that a COPY brings from the build context: the target if that names one, else the sources.
fn archives<'l>(line: &'l Line<'_>) -> impl Iterator<Item = String> + 'l {
    let is_local = line.instruction.keyword == Keyword::Copy && line.instruction.flag("from").is_none();
    let copy = line.instruction.copy().filter(|_| is_local);
    let target = copy.and_then(|copy| copy.destination.as_ref()).filter(|target| is_archive(&target.text));
    let sources = copy.filter(|_| target.is_none()).map(|copy| copy.sources.iter()).into_iter().flatten();
    target.into_iter().chain(sources).filter(|path| is_archive(&path.text)).map(|path| base_name(&path.text).to_owned())
}

fn unpacks(call: &Call) -> bool {
    let is_extraction =
        |text: &str| text == "--extract" || text == "--get" || (text.starts_with('-') && text.contains('x'));
    UNPACKERS.contains(&call.name.as_str())
        || (call.name == "tar" && call.arguments.iter().any(|argument| is_extraction(&argument.text)))
}

fn base_name(path: &str) -> &str {
    let path = unquoted(path);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
