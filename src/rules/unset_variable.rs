//! A variable that the builder replaces by nothing.

use std::collections::HashSet;

use super::buildkit::{Unset, unset};
use super::{Context, Fix, Remark, Report, Rule, Severity, Topic};
use crate::model::{Base, PLATFORM_ARGUMENTS};
use crate::syntax::Instruction;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "unset-variable",
    codes: &["UndefinedVar"],
    topic: Topic::Environment,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "A variable that nothing sets is blank, and the builder goes on",
    help: "Set it with ARG or ENV above, in the same stage",
    page: include_str!("../../docs/rules/unset_variable.md"),
    check,
};

/// Images that set no variable but PATH. Source: their configurations on Docker Hub.
const BARE: &[&str] =
    &["almalinux", "alpine", "amazonlinux", "busybox", "centos", "debian", "fedora", "rockylinux", "ubuntu"];

/// For how many variables another is looked for that was perhaps meant; a file with more has other troubles.
const MOST_SEARCHES: usize = 100;

fn check(ctx: &Context<'_>, report: &mut Report) {
    let globals: HashSet<&str> = ctx.dockerfile.global_arguments.iter().map(|it| it.name.as_str()).collect();
    let mut searches = 0..MOST_SEARCHES;
    for unset in unset(ctx).filter(|it| !it.is_foreseen) {
        let is_global = globals.contains(unset.name);
        let is_open = may_come_from_base(ctx, &unset);
        let near = if is_global || searches.next().is_none() { None } else { unset.near(ctx) };
        let near = near.filter(|near| !is_open || is_slip(unset.name, near));
        if is_global || near.is_some() || !is_open {
            let remark = unset.report(ctx, report, near);
            if is_global {
                let name = unset.name;
                remark.why(format!("The ARG {name} above the first FROM is for FROM; a stage has to ask for it again"));
                remark.help(format!("Write `ARG {name}` in this stage; it takes the value of the one above"));
            } else if PLATFORM_ARGUMENTS.contains(&unset.name) {
                let name = unset.name;
                remark.why(format!("The builder knows {name}, but a stage sees it only after asking for it"));
                remark
                    .help(format!("Write `ARG {name}` in this stage, without a default: the builder gives the value"));
            } else {
                literal(&ctx.dockerfile.tree.instructions[unset.index], unset.name, remark);
            }
        }
    }
}

/// In a document that COPY writes, the variable is often meant for the program that reads the file.
fn literal(instruction: &Instruction, name: &str, remark: &mut Remark) {
    let Some(heredoc) = instruction.heredocs.iter().find(|it| it.body.encloses(remark.range)) else { return };
    let delimiter = &heredoc.name;
    remark.why(format!("The builder writes nothing in the place of `${name}` into the file"));
    remark.help(format!("Quote the delimiter to keep `$` as it stands: `<<'{delimiter}'`; or set {name} above"));
    if delimiter.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        let range = TextRange::new(heredoc.marker.end - delimiter.len(), heredoc.marker.end);
        let edit = Edit::replace(range, format!("'{delimiter}'"));
        let caution = "No variable of the document is replaced any more";
        remark.fixes.insert(0, Fix::unsafe_because(caution, "Quote the delimiter", [edit]));
    }
}

/// Whether a name is so near to another that it cannot well be a variable of its own, as `GOPATH` is beside `PATH`.
fn is_slip(name: &str, near: &str) -> bool {
    name.bytes().next() == near.bytes().next() && name.len().abs_diff(near.len()) <= 1 && name.len() > 4
}

/// Whether an image that is not known here may set the variable; such names are in capital letters.
fn may_come_from_base(ctx: &Context<'_>, unset: &Unset<'_>) -> bool {
    let stage = ctx.dockerfile.facts[unset.index].stage;
    let root = stage.and_then(|stage| ctx.dockerfile.lineage(stage).last());
    let is_open = root.is_some_and(|root| match &root.base {
        Base::Image(image) => {
            let is_bare = image.is_official() && BARE.contains(&image.name());
            !is_bare && !ctx.project.images.contains_key(&root.base_text)
        }
        Base::Invalid => true,
        Base::Scratch | Base::Stage(_) => false,
    });
    is_open && !unset.name.contains(|c: char| c.is_ascii_lowercase())
}
