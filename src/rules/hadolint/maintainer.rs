//! DL4000: an instruction of former days.

use super::quotes::unquoted;
use super::{File, Fix, Report, Rule, Severity};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL4000",
    severity: Some(Severity::Error),
    why: "MAINTAINER is deprecated; a label says the same and can be searched for",
    help: "Use the label org.opencontainers.image.authors",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.all(Keyword::Maintainer) {
        let remark = file.report(report, line, None, "MAINTAINER is deprecated");
        let Some(name) = line.instruction.single().filter(|word| !word.text.is_empty()) else { continue };
        let plain = unquoted(&name.text).replace(['"', '\\'], "");
        let label = format!("LABEL org.opencontainers.image.authors=\"{plain}\"");
        let whole = line.instruction.keyword_word.range.cover(name.range);
        remark.fix(Fix::safe("Use a label", [Edit::replace(whole, label)]));
    }
}
