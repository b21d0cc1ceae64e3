//! RUN: its mounts and devices.

use super::super::path::clean;
use super::super::resolve::join;
use super::super::{Dockerfile, Mount, MountKind, MountOption};
use super::Refusals;
use crate::syntax::{Instruction, nearest, parse_boolean};

/// The keys of a mount, for suggestions.
const KEYS: &[&str] = &[
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "env",
    "src",
    "dst",
    "destination",
    "ro",
    "rw",
    "readwrite",
];

/// The ways to share a cache.
const SHARING: &[&str] = &["shared", "private", "locked"];

/// Judges a RUN.
pub(super) fn check(dockerfile: &Dockerfile<'_>, index: usize, instruction: &Instruction, refusals: &mut Refusals<'_>) {
    let directives = &dockerfile.tree.directives;
    let is_labs = directives.iter().any(|it| it.name == "syntax" && it.value.text.contains("labs"));
    if let Some(device) = instruction.flag("device").filter(|_| !is_labs) {
        let message = "--device needs the preview syntax: `# syntax=docker/dockerfile:1-labs` on the first line";
        refusals.at(device.range, message);
    }
    let facts = &dockerfile.facts[index];
    for mount in &facts.mounts {
        // What is wrong with the whole follows from what is wrong with a part.
        let before = refusals.errors.len();
        let mut kind = MountKind::Bind;
        for option in &mount.options {
            one(option, &mut kind, refusals);
        }
        if refusals.errors.len() == before {
            together(mount, kind, refusals);
        }
        if refusals.errors.len() == before {
            target(mount, kind, &facts.workdir, refusals);
        }
    }
}

/// One option; what it may be can depend on the type, if that stands before it.
fn one(option: &MountOption, kind: &mut MountKind, refusals: &mut Refusals<'_>) {
    let (key, range) = (option.key.as_str(), option.range);
    let Some(value) = option.value.as_deref() else {
        match key {
            "readonly" | "readwrite" => {}
            "required" => is_for(*kind, option, &[MountKind::Secret, MountKind::Ssh], refusals),
            _ => {
                let near = nearest(key, ["readonly", "readwrite", "required"]);
                let message = format!("`{}` needs a value: {0}=…", option.written);
                refusals.hint(range, message, near.map(str::to_owned));
            }
        }
        return;
    };
    let is_octal = |text: &str| text.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    let is_decimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let wanted = match key {
        "type" => {
            if let Some(found) = MountKind::of(value) {
                *kind = found;
                return;
            }
            let near = nearest(value, MountKind::ALL.map(MountKind::as_str)).map(|near| format!("type={near}"));
            let message = format!("`{value}` is no type of mount; expected bind, cache, tmpfs, secret or ssh");
            return refusals.hint(range, message, near);
        }
        "sharing" if !SHARING.contains(&value.to_ascii_lowercase().as_str()) => {
            let near = nearest(value, SHARING.iter().copied()).map(|near| format!("sharing={near}"));
            let message = format!("`{value}` is no way to share a cache; expected shared, private or locked");
            return refusals.hint(range, message, near);
        }
        "required" => {
            is_for(*kind, option, &[MountKind::Secret, MountKind::Ssh], refusals);
            if parse_boolean(value).is_some() { None } else { Some("true or false") }
        }
        "size" => {
            is_for(*kind, option, &[MountKind::Tmpfs], refusals);
            if is_size(value) { None } else { Some("a size such as 64m") }
        }
        "readonly" | "readwrite" if parse_boolean(value).is_none() => Some("true or false"),
        "mode" if !is_octal(value) || u32::from_str_radix(value, 8).is_err() => Some("octal digits such as 0755"),
        "uid" | "gid" if !is_decimal(value) || value.parse::<u32>().is_err() => Some("a number"),
        _ if KEYS.contains(&option.written.to_ascii_lowercase().as_str()) => None,
        _ => {
            let near = nearest(key, KEYS.iter().copied()).map(|near| format!("{near}={value}"));
            return refusals.hint(range, format!("A mount has no option `{}`", option.written), near);
        }
    };
    if let Some(wanted) = wanted {
        refusals.at(range, format!("`{}` takes {wanted}, not `{value}`", option.written));
    }
}

fn is_for(kind: MountKind, option: &MountOption, kinds: &[MountKind], refusals: &mut Refusals<'_>) {
    if !kinds.contains(&kind) {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let wanted = kinds.join(" or ");
        let message = format!("`{}` is for mounts of type {wanted}, not {}", option.written, kind.as_str());
        refusals.at(option.range, message);
    }
}

/// Options that go together or not.
fn together(mount: &Mount, kind: MountKind, refusals: &mut Refusals<'_>) {
    let option = |key: &str| mount.options.iter().rev().find(|option| option.key == key);
    let filled = |key: &str| option(key).filter(|option| option.value.as_deref().is_some_and(|it| !it.is_empty()));
    for key in ["mode", "uid", "gid"] {
        if let Some(option) = option(key) {
            is_for(kind, option, &[MountKind::Secret, MountKind::Ssh, MountKind::Cache], refusals);
        }
    }
    if let Some(option) = filled("sharing") {
        is_for(kind, option, &[MountKind::Cache], refusals);
    }
    match kind {
        MountKind::Secret => {
            if let Some(from) = filled("from") {
                refusals.at(from.range, "A secret comes from outside of the build; it has no `from`");
            }
            if let (Some(source), Some(_)) = (filled("source"), filled("id")) {
                refusals.at(source.range, "`source` and `id` both name the secret; one of them must go");
            }
            if ["source", "target", "id"].into_iter().all(|key| filled(key).is_none()) {
                refusals.at(mount.range, "A secret needs an `id`, or a `target` that names it");
            }
        }
        MountKind::Ssh => {
            if let Some(source) = filled("source") {
                refusals.at(source.range, "A mount of type ssh has no `source`; `id` names the agent");
            }
        }
        MountKind::Bind | MountKind::Cache | MountKind::Tmpfs => {}
    }
}

/// Files cannot be mounted over all of the image.
fn target(mount: &Mount, kind: MountKind, workdir: &str, refusals: &mut Refusals<'_>) {
    if matches!(kind, MountKind::Secret | MountKind::Ssh) {
        return;
    }
    let target = mount.target().unwrap_or_default();
    let full = if clean(target).starts_with('/') { clean(target) } else { join(workdir, target) };
    if full == "/" {
        let message = match target {
            "" => "The mount has no `target`, and the working directory is /".to_owned(),
            target => format!("`{target}` is the root directory, where nothing can be mounted"),
        };
        let option = mount.options.iter().rev().find(|option| option.key == "target");
        refusals.at(option.map_or(mount.range, |option| option.range), message);
    }
}

/// A size as docker/go-units reads it: a number, then perhaps a unit of 1024.
fn is_size(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = text[digits.len()..].trim_start_matches(' ').to_ascii_lowercase();
    let unit = unit.strip_suffix('b').map_or(unit.as_str(), |rest| rest.strip_suffix('i').unwrap_or(rest));
    is_number(digits) && (unit.is_empty() || (unit.len() == 1 && "kmgtp".contains(unit)))
}

/// Whether it reads as `64`, `1.5` or `1e3`.
fn is_number(text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    [whole, exponent].iter().all(|it| !it.is_empty() && are_digits(it)) && are_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::is_size;

    #[test]
    fn sizes() {
        for good in ["1", "64m", "1.5G", "10 kb", "2GiB", "0", "5b", "1e3k", "2."] {
            assert!(is_size(good), "{good}");
        }
        for bad in ["x", "", "-1", "1q", "m", "1ki", "1.2.3", "1e", "."] {
            assert!(!is_size(bad), "{bad}");
        }
    }
}
