//! `EXPOSE 80/TCP`: a protocol in capital letters.

use super::place::within;
use crate::model::port::Port;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::{Arguments, Keyword};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "ExposeProtoCasing",
    severity: Some(Severity::Warning),
    why: "The image keeps protocols in lower case",
    help: "Write the protocol in lower case",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (_, index, instruction) in ctx.dockerfile.judged().filter(|(_, _, it)| it.keyword == Keyword::Expose) {
        let Arguments::List { words, .. } = &instruction.arguments else { continue };
        for (word, text) in
            words.iter().flat_map(|word| ctx.dockerfile.ports(index, word).into_iter().map(move |it| (word, it)))
        {
            let Ok(Port { protocol: Some(protocol), protocol_range, .. }) = Port::parse(&text) else { continue };
            let lower = protocol.to_ascii_lowercase();
            if lower == protocol {
                continue;
            }
            let place = within(tree, word, &text, protocol_range);
            let range = place.unwrap_or(word.range);
            let remark = report.at(range, format!("The protocol of `{text}` has capital letters"));
            if let Some(place) = place {
                remark.fix(Fix::safe(format!("Write `{lower}`"), [Edit::replace(place, lower)]));
            }
        }
    }
}
