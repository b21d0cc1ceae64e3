//! A base that is no image unless `--build-arg` says more.

use crate::model::expand::references;
use crate::model::image::ImageReference;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "InvalidDefaultArgInFrom",
    severity: Some(Severity::Warning),
    why: "Without --build-arg the build fails at this line",
    help: "Give the ARG above the first FROM a default that makes a valid image",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for stage in &ctx.dockerfile.stages {
        let instruction = &tree.instructions[stage.instructions.start];
        // BuildKit looks no further once an expansion fails.
        let (Some(text), Some(from)) = (&stage.default_base_text, instruction.from()) else { return };
        let Err(error) = ImageReference::parse(text) else { continue };
        let written = &from.image.text;
        let message = if text == written {
            format!("`{text}` is no image")
        } else {
            format!("`{written}` is no image by default")
        };
        let remark = report.at(from.image.range, message);
        remark.why(format!("In `{text}`, {}; without --build-arg the build fails at this line", error.kind));
        // What the author builds with is a default that works.
        let names = references(written, tree.escape);
        let without = ctx.dockerfile.global_arguments.iter().find_map(|argument| {
            let pairs = argument.instruction.map_or(&[][..], |index| tree.instructions[index].pairs());
            let pair = pairs.iter().find(|pair| pair.range == argument.range && pair.value.is_none())?;
            let is_used = names.iter().any(|it| it.name.of(written) == argument.name);
            let given = argument.value.as_ref().filter(|value| is_used && is_plain(value))?;
            Some((pair, given))
        });
        if let Some((pair, value)) = without {
            remark.fix(Fix::unsafe_because(
                "The value of this build becomes that of every build that gives none",
                format!("Make `{value}` the default of {}", pair.key.text),
                [Edit::insert(pair.range.end, format!("={value}"))],
            ));
        }
    }
}

/// Whether a value needs no quotes.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:@".contains(c))
}
