//! `FROM … as …`: two cases in one line.

use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "FromAsCasing",
    severity: Some(Severity::Warning),
    why: "Keywords in one case are easier to tell from names",
    help: "Write AS in the case of FROM",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for instruction in &tree.instructions {
        let Some(word) = instruction.from().and_then(|from| from.as_word.as_ref()) else { continue };
        let keyword = instruction.keyword_word.text.as_str();
        // A mixed FROM is the business of ConsistentInstructionCasing.
        let wanted = if keyword == keyword.to_ascii_lowercase() {
            "as"
        } else if keyword == keyword.to_ascii_uppercase() {
            "AS"
        } else {
            continue;
        };
        if word.text != wanted {
            report
                .at(word.range, format!("`{}` is not cased like `{keyword}`", word.text))
                .fix(Fix::safe(format!("Write `{wanted}`"), [Edit::replace(word.range, wanted)]));
        }
    }
}
