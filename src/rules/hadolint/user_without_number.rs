//! DL3066: a user by name.

use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3066",
    severity: Some(Severity::Info),
    why: "Kubernetes cannot tell whether a name is root and may refuse to start the container",
    help: "Use the number of the user",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut arguments: Vec<&str> = Vec::new();
    for line in &file.lines {
        if line.instruction.keyword == Keyword::Arg {
            arguments.extend(line.instruction.pairs().first().map(|pair| pair.key.text.as_str()));
        }
        if line.instruction.keyword != Keyword::User {
            continue;
        }
        let user = line.untrimmed(file.tree).unwrap_or_default();
        let id = user.split_once(':').map_or(user, |(id, _)| id);
        if !id.chars().all(char::is_numeric) && !arguments.iter().any(|name| mentions(user, name)) {
            let place = line.instruction.single().map(|word| word.range);
            file.report(report, line, place, "The user is given by name, not by number");
        }
    }
}

/// Whether `$name` or `${name}` stands in the text; hadolint does not look at what follows the name.
fn mentions(text: &str, name: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let rest = &text[at + 1..];
        rest.starts_with(name)
            || rest
                .strip_prefix('{')
                .is_some_and(|rest| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('}')))
    })
}
