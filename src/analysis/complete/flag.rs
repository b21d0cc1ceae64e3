//! Flags, their values, and the options of mounts.

use super::place::Place;
use super::{CompletionKind, TYPED, tables, texts};
use crate::model::{Dockerfile, Mount, MountKind};
use crate::syntax::{Instruction, Keyword};
use crate::text::TextRange;

/// Flags that may stand on an instruction more than once.
const REPEATED: [&str; 3] = ["mount", "exclude", "device"];

/// The flags that the instruction knows and does not have yet.
pub(super) fn names(place: &mut Place<'_>, instruction: &Instruction) {
    let (values, switches) = instruction.keyword.flags();
    let is_free = |name: &str| REPEATED.contains(&name) || instruction.flag(name).is_none();
    place.start_at(|c| !c.is_whitespace());
    for (names, equals) in [(values, "="), (switches, "")] {
        for name in names.iter().filter(|name| is_free(name)) {
            let (what, since) = texts::flag(instruction.keyword, name);
            let detail = match since {
                Some(version) => format!("{what} Since {version}."),
                None => what.to_owned(),
            };
            let end = if equals.is_empty() { " " } else { equals };
            place.add(CompletionKind::Flag, &format!("--{name}"), &detail, &format!("--{name}{end}"));
        }
    }
}

/// The values of a flag, of which `typed` and [`TYPED`] stands there.
pub(super) fn value(
    place: &mut Place<'_>,
    dockerfile: &Dockerfile<'_>,
    index: usize,
    keyword: Keyword,
    name: &str,
    typed: &str,
) {
    match (keyword, name) {
        _ if place.is_variable(dockerfile.tree.escape) => place.variables(dockerfile, index, keyword),
        (Keyword::Run, "mount") => mount(place, dockerfile, index, typed),
        (Keyword::Copy, "from") => {
            place.values(&[]);
            place.stages(dockerfile, index, true);
        }
        _ => {
            let known = tables::FLAG_VALUES.iter().find(|(flag, _)| *flag == name);
            place.values(known.map_or(&[][..], |(_, values)| values));
        }
    }
}

/// The options of a mount, and what the last one may be.
fn mount(place: &mut Place<'_>, dockerfile: &Dockerfile<'_>, index: usize, typed: &str) {
    let mount = Mount::parse(typed, TextRange::new(0, typed.len()));
    let kind = mount.kind.unwrap_or(MountKind::Bind);
    let Some((last, earlier)) = mount.options.split_last() else { return };
    place.values(&[]);
    match (last.key.as_str(), &last.value) {
        (_, None) => {
            let is_new = |key: &str| earlier.iter().all(|it| it.key != key);
            let keys = tables::mount_keys(kind).iter().filter(|key| is_new(key));
            for key in std::iter::once(&"type").filter(|key| is_new(key)).chain(keys) {
                let end = if tables::MOUNT_SWITCHES.contains(key) { "" } else { "=" };
                let what = match *key {
                    "type" => "What is mounted.",
                    key => texts::mount_option(kind.as_str(), key).0,
                };
                place.add(CompletionKind::Flag, key, what, &format!("{key}{end}"));
            }
        }
        ("type", Some(_)) => {
            for kind in MountKind::ALL.map(MountKind::as_str) {
                place.add(CompletionKind::Value, kind, texts::mount_option(kind, "type").0, &format!("{kind},"));
            }
        }
        ("from", Some(_)) => place.stages(dockerfile, index, true),
        ("sharing", Some(_)) => place.values(&["shared", "private", "locked"]),
        ("target", Some(value)) if kind == MountKind::Cache => {
            place.start_before(value.len() - TYPED.len());
            for (directory, of) in tables::CACHES {
                place.add(CompletionKind::Value, directory, of, directory);
            }
        }
        _ => {}
    }
}
