//! Flags and their values.

use super::part::Parts;
use super::texts;
use super::variable::{self, Scope};
use crate::model::{Mount, MountKind, Source};
use crate::syntax::{Flag, Instruction, Keyword};

pub(super) fn explain(parts: &mut Parts<'_>, instruction: &Instruction, scope: Scope) {
    for flag in &instruction.flags {
        let name = flag.name.text.as_str();
        let (values, switches) = instruction.keyword.flags();
        let is_known = values.contains(&name) || switches.contains(&name);
        let keyword = if is_known { instruction.keyword } else { Keyword::Unknown };
        let (meaning, since) = if is_known { texts::flag(keyword, name) } else { texts::flag(keyword, "") };
        parts.add_since("flag", flag.range, meaning, since);
        if let Some(value) = flag.value.as_ref().filter(|_| is_known) {
            let is_expanded = match instruction.keyword {
                Keyword::Copy | Keyword::Add => matches!(name, "chown" | "chmod" | "checksum"),
                keyword => keyword == Keyword::From,
            };
            match value_meaning(parts, instruction, name, &value.text) {
                _ if name == "mount" => mount(parts, flag, scope),
                Some((meaning, since)) => parts.add_since("value", value.range, meaning, since),
                None => parts.add("value", value.range, format!("The value of `--{name}`.")),
            }
            if is_expanded {
                variable::explain(
                    parts,
                    value,
                    if instruction.keyword == Keyword::From { Scope::Global } else { scope },
                );
            }
        }
    }
}

fn value_meaning(
    parts: &Parts<'_>,
    instruction: &Instruction,
    name: &str,
    value: &str,
) -> Option<(String, Option<&'static str>)> {
    let plain = |text: String| Some((text, None));
    match name {
        "from" => plain(source(parts, Some(value))),
        "chmod" if value.starts_with(|c: char| c.is_ascii_digit()) => plain("Permissions in octal.".to_owned()),
        "chmod" if value.contains(['+', '=', '-']) => {
            Some(("Permissions in letters, as the program `chmod` takes them.".to_owned(), Some("1.11")))
        }
        "chown" => plain(match value.split_once(':') {
            Some((user, group)) => format!("User `{user}` and group `{group}`."),
            None => format!("User `{value}` and the group of the same name or number."),
        }),
        "retries" | "interval" | "timeout" | "start-period" | "start-interval" => None,
        _ if instruction.keyword == Keyword::Run => texts::flag_value(name, value).map(|text| (text.to_owned(), None)),
        _ => None,
    }
}

/// What `--from` or `from=` names, as a sentence.
fn source(parts: &Parts<'_>, from: Option<&str>) -> String {
    let dockerfile = parts.dockerfile;
    let Some(stage) = dockerfile.facts[parts.index].stage else { return "A stage or an image.".to_owned() };
    match dockerfile.source(stage, from) {
        Source::Context => "The build context.".to_owned(),
        Source::Stage(number) => {
            let stage = &dockerfile.stages[number];
            format!("The stage `{}` that starts on line {}.", stage.label(), parts.line_of(stage.instructions.start))
        }
        Source::Image(name) if dockerfile.project.contexts.contains_key(&name) => {
            format!("The named context `{name}`.")
        }
        Source::Image(name) => format!("No earlier stage is called `{name}`, so an image or a named context."),
    }
}

fn mount(parts: &mut Parts<'_>, flag: &Flag, scope: Scope) {
    let Some(value) = &flag.value else { return };
    let mount = Mount::parse(&value.text, value.range);
    let kind = mount.kind.map_or("", MountKind::as_str);
    let expanded = parts.dockerfile.facts[parts.index].mounts.iter().find(|it| it.range == flag.range);
    for (nth, option) in mount.options.iter().enumerate() {
        let (text, since) = texts::mount_option(kind, &option.key);
        let mut meaning = text.to_owned();
        if option.key == "from" {
            meaning = source(parts, option.value.as_deref());
        }
        let becomes = expanded.and_then(|it| it.options.get(nth)?.value.clone());
        if let Some(becomes) = becomes.filter(|becomes| option.value.as_ref() != Some(becomes)) {
            meaning.push_str(&format!(" It becomes `{becomes}`."));
        }
        if option.range == value.range && mount.options.len() > 1 {
            let text = match &option.value {
                Some(value) => format!("{}={value}", option.written),
                None => option.written.clone(),
            };
            parts.add_spelled("option", option.range, &text, meaning, since);
        } else {
            parts.add_since("option", option.range, meaning, since);
        }
    }
    if scope == Scope::Stage {
        variable::explain(parts, value, scope);
    }
}
