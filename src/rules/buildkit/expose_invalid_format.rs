//! `EXPOSE 8080:80`: an address or a host port where only a port can stand.

use super::place::within;
use crate::model::port::Port;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::{Arguments, Keyword};
use crate::text::{Edit, TextRange};

pub(in crate::rules) const CHECK: Original = Original {
    code: "ExposeInvalidFormat",
    severity: Some(Severity::Warning),
    why: "EXPOSE names a port of the container; addresses and ports of the host are dropped, and will be refused one day",
    help: "Keep the port of the container; publish it with `docker run -p`",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (_, index, instruction) in ctx.dockerfile.judged().filter(|(_, _, it)| it.keyword == Keyword::Expose) {
        let Arguments::List { words, .. } = &instruction.arguments else { continue };
        for (word, text) in
            words.iter().flat_map(|word| ctx.dockerfile.ports(index, word).into_iter().map(move |it| (word, it)))
        {
            let Some(port) = Port::parse(&text).ok().filter(|port| port.has_host) else { continue };
            let whole = within(tree, word, &text, TextRange::new(0, text.len()));
            let range = whole.unwrap_or(word.range);
            let remark = report.at(range, format!("`{text}` names more than a port of the container"));
            if let Some(whole) = whole {
                let kept = port.kept.of(&text);
                remark.fix(Fix::safe(format!("Write `{kept}`"), [Edit::replace(whole, kept)]));
            }
        }
    }
}
