//! DL3020: ADD where COPY would do.

use super::archive::is_archive;
use super::quotes::unquoted;
use super::{File, Fix, Report, Rule, Severity};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL3020",
    severity: Some(Severity::Error),
    why: "ADD unpacks archives and fetches addresses, which surprises where plain files are meant",
    help: "Use COPY",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.all(Keyword::Add).filter(|line| line.instruction.heredocs.is_empty()) {
        let Some(copy) = line.instruction.copy().filter(|copy| copy.destination.is_some()) else { continue };
        let is_for_add = |path: &str| is_archive(path) || is_web_address(path);
        if copy.sources.iter().all(|source| is_for_add(&source.text)) {
            continue;
        }
        let keyword = line.instruction.keyword_word.range;
        let remark = file.report(report, line, None, "ADD is used to copy plain files");
        let is_plain = |path: &str| !path.contains(['$', ':', '*', '?', '[']) && !is_for_add(path);
        let has_own_flags = ["checksum", "keep-git-dir", "unpack"].iter().any(|it| line.instruction.flag(it).is_some());
        if copy.sources.iter().all(|source| is_plain(&source.text)) && !has_own_flags {
            remark.fix(Fix::safe("Use COPY", [Edit::replace(keyword, "COPY")]));
        }
    }
}

fn is_web_address(path: &str) -> bool {
    let path = unquoted(path);
    path.starts_with("http://") || path.starts_with("https://")
}
