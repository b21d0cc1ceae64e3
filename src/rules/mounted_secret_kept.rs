//! A mounted secret that is copied into a layer.

use std::collections::{HashMap, HashSet};

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{Code, Mount, MountKind};
use crate::shell::{BlockId, Invocation, RedirectionKind, Word};

pub(super) const RULE: Rule = Rule {
    name: "mounted-secret-kept",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Error),
    converts: false,
    why: "The mount keeps the secret out of the image, and the copy puts it in: everybody who has the image has the secret",
    help: "Mount it where it is read: `--mount=type=secret,id=…,target=PATH`, or remove the copy in the same RUN",
    page: include_str!("../../docs/rules/mounted_secret_kept.md"),
    check,
};

/// How many copies of one RUN are looked at: for each, the commands behind it are read.
const MOST: usize = 20;

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        let mounts = &ctx.dockerfile.facts[index].mounts;
        let paths: HashSet<String> = mounts.iter().filter_map(path).collect();
        if paths.is_empty() {
            continue;
        }
        let reads = |word: &Word| word.literal().is_some_and(|it| paths.contains(it));
        let read = code.script.commands.iter().filter(|it| it.name() == Some("cat"));
        let read = read.filter_map(|it| Some((it.parent, it.arguments().iter().find(|word| reads(word))?)));
        let read: HashMap<BlockId, &Word> = read.collect();
        let copies = code.script.effective_commands().filter_map(|it| Some((it, kept(it, &reads, &read)?)));
        for (invocation, (secret, copy)) in copies.take(MOST) {
            let target = copy.unquoted();
            let is_kept = !ctx.dockerfile.is_mounted(index, &target)
                && !["/dev/", "/proc/", "/run/"].iter().any(|it| target.starts_with(it))
                && !is_removed(code, &target, secret, invocation.command().range.start);
            if is_kept {
                let shown: String = target.chars().take(40).collect();
                report.at(code.range(copy.range), format!("The layer keeps the secret in `{shown}`"));
            }
        }
    }
}

/// Where a secret is mounted as a file.
fn path(mount: &Mount) -> Option<String> {
    if mount.kind != Some(MountKind::Secret) || mount.value("env").is_some() && mount.target().is_none() {
        return None;
    }
    mount.target().map(str::to_owned).or_else(|| Some(format!("/run/secrets/{}", mount.value("id")?)))
}

/// The word of the secret and that of the file which a command writes it to; `read` has the substitutions that print it.
fn kept<'a>(
    invocation: Invocation<'a>,
    reads: &impl Fn(&Word) -> bool,
    read: &HashMap<BlockId, &'a Word>,
) -> Option<(&'a Word, &'a Word)> {
    let command = invocation.command();
    let output = || {
        let writes = |kind| matches!(kind, RedirectionKind::Write | RedirectionKind::Append | RedirectionKind::Clobber);
        let mut files =
            command.redirections.iter().filter(|it| writes(it.kind) && it.descriptor.is_none_or(|it| it == 1));
        files.next_back()?.target.as_ref()
    };
    match invocation.base_name()? {
        "cp" | "mv" | "install" => {
            let operands = invocation.operands(&["-m", "-o", "-g", "--mode", "--owner", "--group"]);
            let (last, sources) = operands.split_last()?;
            Some((sources.iter().find(|it| reads(it))?, last))
        }
        "cat" => Some((invocation.arguments().iter().find(|it| reads(it))?, output()?)),
        // `echo "token=$(cat /run/secrets/token)" > file`
        "echo" | "printf" => {
            let mut blocks = invocation.arguments().iter().flat_map(|it| &it.substitutions);
            let secret = *blocks.find_map(|block| read.get(block))?;
            Some((secret, output()?))
        }
        _ => None,
    }
}

/// Whether the same RUN removes the copy, which stands in the target if that is a folder.
fn is_removed(code: &Code, target: &str, secret: &Word, start: usize) -> bool {
    let name = secret.unquoted();
    let inside = format!("{}/{}", target.trim_end_matches('/'), name.rsplit('/').next().unwrap_or_default());
    let mut commands = code.script.effective_commands().filter(|it| it.command().range.start > start);
    commands.any(|it| {
        let removes = matches!(it.base_name(), Some("rm" | "shred" | "unlink"));
        removes
            && it.arguments().iter().any(|word| matches!(&*word.unquoted(), text if text == target || text == inside))
    }) || code.removes(target, start)
}
