//! MAINTAINER.

use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

pub(in crate::rules) const CHECK: Original = Original {
    code: "MaintainerDeprecated",
    severity: Some(Severity::Warning),
    why: "MAINTAINER was given up long ago; tools look for the label",
    help: "Use LABEL org.opencontainers.image.authors instead",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for instruction in tree.instructions.iter().filter(|it| it.keyword == Keyword::Maintainer) {
        let keyword = &instruction.keyword_word;
        let remark = report.at(keyword.range, "MAINTAINER is deprecated");
        let Some(who) = instruction.single().filter(|word| !word.text.is_empty() && instruction.flags.is_empty())
        else {
            continue;
        };
        // A label expands variables, which MAINTAINER does not.
        let mut value = String::new();
        for c in who.text.chars() {
            if c == '"' || c == '$' || c == tree.escape {
                value.push(tree.escape);
            }
            value.push(c);
        }
        let label = if keyword.text == keyword.text.to_ascii_lowercase() { "label" } else { "LABEL" };
        let edit = Edit::replace(
            TextRange::new(keyword.range.start, who.range.end),
            format!("{label} org.opencontainers.image.authors=\"{value}\""),
        );
        remark.fix(Fix::safe("Turn it into a label", [edit]));
    }
}
