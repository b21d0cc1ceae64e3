//! Parser directives: `# syntax=`, `# escape=` and `# check=` at the top of the file.

use super::SyntaxError;
use crate::text::TextRange;

/// The name and the value of a line `# name=value`, blanks around both cut; ranges are within `line`.
pub(super) fn read(line: &str) -> Option<(TextRange, TextRange)> {
    let after = line.strip_prefix('#')?;
    let name_start = line.len() - after.trim_start().len();
    let name_len = line[name_start..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = TextRange::new(name_start, name_start + name_len);
    if !name.of(line).starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let value = line[name.end..].trim_start().strip_prefix('=')?;
    let value_start = line.len() - value.trim_start().len();
    let value = TextRange::new(value_start, value_start + value.trim().len());
    (!value.is_empty()).then_some((name, value))
}

/// Whether `name`, in lower case, is a directive.
pub(super) fn is_known(name: &str) -> bool {
    matches!(name, "syntax" | "escape" | "check")
}

/// What BuildKit refuses in the value of a directive.
pub(super) fn check(name: &str, value: &str, range: TextRange) -> Option<SyntaxError> {
    let error = |message: String| Some(SyntaxError { message, range, suggestion: None });
    match name {
        "escape" if !matches!(value, "\\" | "`") => {
            error(format!("The escape character must be \\ or `, not `{value}`"))
        }
        // What follows a blank is a remark.
        "check" => error(wrong_check_option(value.split(' ').next()?)?),
        _ => None,
    }
}

/// What BuildKit refuses in the options of its checks, `skip=…;error=…;experimental=…` without remarks.
pub fn wrong_check_option(options: &str) -> Option<String> {
    if options.trim().is_empty() {
        return None;
    }
    options.splitn(3, ';').find_map(|option| {
        match option.split_once('=').map(|(key, value)| (key.trim(), value.trim())) {
            Some(("skip" | "experimental", _)) => None,
            Some(("error", value)) if is_boolean(value) => None,
            Some(("error", value)) => Some(format!("`error` takes true or false, not `{value}`")),
            _ => Some(format!("`{option}` is no check option; expected skip=…, error=… or experimental=…")),
        }
    })
}

/// The spellings that Go's `strconv.ParseBool` takes.
pub(super) fn is_boolean(value: &str) -> bool {
    parse_boolean(value).is_some()
}

/// The truth value of a text as Go's `strconv.ParseBool` reads it; builder options are written so.
pub fn parse_boolean(value: &str) -> Option<bool> {
    match value {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_name_and_value() {
        let parts = |line: &'static str| read(line).map(|(name, value)| (name.of(line), value.of(line)));
        assert_eq!(parts("# syntax = docker/dockerfile:1 "), Some(("syntax", "docker/dockerfile:1")));
        assert_eq!(parts("#ESCAPE=`"), Some(("ESCAPE", "`")));
        assert_eq!(parts("# escape="), None);
        assert_eq!(parts("# a comment"), None);
        assert_eq!(parts("# = x"), None);
    }

    #[test]
    fn refuses_bad_values() {
        let bad = |name, value| check(name, value, TextRange::default()).is_some();
        assert!(bad("escape", "x") && !bad("escape", "`"));
        assert!(bad("check", "foo=bar") && bad("check", "error=x") && bad("check", "skip"));
        assert!(!bad("check", "skip=A,B;error=true and a remark"));
    }
}
