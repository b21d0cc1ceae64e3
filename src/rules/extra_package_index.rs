//! A second index of Python packages, where the higher version wins.

use super::rewrite::replace_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::is_pip;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "extra-package-index",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "pip asks all indexes and takes the highest version, wherever it is: whoever publishes a package on PyPI under \
          the name of one of yours gets into the image (dependency confusion)",
    help: "Name one index with `--index-url` that has everything, such as a mirror with your own packages; or pin every \
           package with `--require-hashes`",
    page: include_str!("../../docs/rules/extra_package_index.md"),
    check,
};

const FLAG: &str = "--extra-index-url";

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        for (_, pip) in code.programs().filter(|(_, it)| is_pip(it.name)) {
            let Some(word) = pip.flag(&[FLAG]).filter(|_| pip.flag(&["--require-hashes"]).is_none()) else { continue };
            let message = format!("`{}` takes packages from whichever index has the highest version", pip.name);
            let remark = report.at(code.range(word.range), message);
            let is_only = pip.arguments().iter().filter(|it| it.unquoted().starts_with(FLAG)).count() == 1;
            if !is_only || pip.flag(&["--index-url", "-i"]).is_some() {
                continue;
            }
            let text = word.raw().replacen(FLAG, "--index-url", 1);
            let edit = replace_argument(ctx.dockerfile.tree, code, word, &text);
            let caution = "The index must have every package, those of PyPI too";
            remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, "Use `--index-url`", [edit])));
        }
    }
    for keyword in [Keyword::Env, Keyword::Arg] {
        let pairs = ctx.dockerfile.all(keyword).flat_map(|(_, instruction)| instruction.pairs());
        for pair in pairs.filter(|it| it.key.text == "PIP_EXTRA_INDEX_URL" && it.value.is_some()) {
            report.at(pair.range, "pip takes packages from whichever index has the highest version");
        }
    }
}
