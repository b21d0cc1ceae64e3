//! DL3029 and DL3065: `--platform` of FROM.

use super::file::Line;
use super::{File, Fix, Rule, Severity};
use crate::syntax::{Instruction, Keyword};
use crate::text::{Edit, TextRange};

pub(super) const FIXED: Rule = Rule {
    code: "DL3029",
    severity: Some(Severity::Warning),
    why: "A fixed platform makes the image useless on every other one",
    help: "Leave the platform to the build, or use a variable such as $BUILDPLATFORM",
    check: |file, report| {
        for (line, platform) in platforms(file) {
            if !platform.contains("BUILDPLATFORM") && !platform.contains("TARGETPLATFORM") {
                let fix = Fix::unsafe_because(
                    "The image is then built for the platform that is asked for",
                    "Remove `--platform`",
                    remove(line.instruction),
                );
                let place = line.instruction.flag("platform").map(|flag| flag.range);
                file.report(report, line, place, "The platform is fixed").fix(fix);
            }
        }
    },
};

pub(super) const DEFAULT: Rule = Rule {
    code: "DL3065",
    severity: Some(Severity::Warning),
    why: "The target platform is what FROM takes without the flag",
    help: "Remove the flag",
    check: |file, report| {
        for (line, platform) in platforms(file) {
            if matches!(platform, "$TARGETPLATFORM" | "${TARGETPLATFORM}") {
                let place = line.instruction.flag("platform").map(|flag| flag.range);
                file.report(report, line, place, "The platform is the default")
                    .fix(Fix::safe("Remove `--platform`", remove(line.instruction)));
            }
        }
    },
};

/// Every FROM with `--platform` and its value as written, quotes included.
fn platforms<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = (&'f Line<'a>, &'a str)> {
    file.all(Keyword::From).filter_map(|line| {
        let value = line.instruction.flag("platform")?.value.as_ref()?;
        let written = value.range.of(&file.tree.text);
        (!written.is_empty()).then_some((line, written))
    })
}

/// Deletes the flag and the blanks behind it.
fn remove(from: &Instruction) -> Option<Edit> {
    let flag = from.flag("platform")?.range;
    Some(Edit::delete(TextRange::new(flag.start, from.from()?.image.range.start)))
}
