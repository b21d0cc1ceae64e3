//! A file from the network that nothing verifies.

use super::{Context, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "remote-file-without-checksum",
    codes: &[],
    topic: Topic::Security,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "Whatever the address serves gets into the image, today one file and tomorrow another",
    help: "Add `--checksum=sha256:…`, which also lets BuildKit keep it in the cache",
    page: include_str!("../../docs/rules/remote_file_without_checksum.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, add) in ctx.dockerfile.all(Keyword::Add) {
        if add.flag("checksum").is_some() {
            continue;
        }
        for source in add.copied_paths() {
            let address = ctx.dockerfile.expand(index, source).trim_matches(['"', '\'']);
            let is_file = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
            // A repository has commits of its own to name.
            let path = address.split(['#', '?']).next().unwrap_or(address);
            if is_file && path.strip_suffix(".git").is_none() {
                report.at(source.range, "Nothing verifies what this address serves");
            }
        }
    }
}
