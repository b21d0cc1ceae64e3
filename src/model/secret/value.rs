//! Values: which ones only stand for a secret.

/// Words of placeholders that say that something is to be put there.
const MARKS: &[&str] = &[
    "change",
    "changeme",
    "changeit",
    "dummy",
    "enter",
    "example",
    "fake",
    "here",
    "insert",
    "placeholder",
    "put",
    "build",
    "collectstatic",
    "precompile",
    "redacted",
    "replace",
    "sample",
    "temp",
    "temporary",
    "todo",
    "unused",
    "your",
];

/// Other words of placeholders.
const FILLERS: &[&str] = &[
    "a",
    "access",
    "an",
    "and",
    "api",
    "apikey",
    "app",
    "auth",
    "be",
    "client",
    "code",
    "credential",
    "credentials",
    "database",
    "db",
    "goes",
    "id",
    "in",
    "it",
    "key",
    "login",
    "me",
    "my",
    "name",
    "of",
    "or",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "pat",
    "private",
    "production",
    "pw",
    "pwd",
    "real",
    "secret",
    "some",
    "string",
    "strong",
    "super",
    "assets",
    "for",
    "needed",
    "not",
    "only",
    "static",
    "time",
    "used",
    "the",
    "this",
    "to",
    "token",
    "user",
    "username",
    "value",
    "with",
];

/// Values that switch something, or say that there is none.
const SWITCHES: &[&str] =
    &["true", "false", "yes", "no", "on", "off", "0", "1", "none", "null", "nil", "undefined", "disabled", "enabled"];

/// Whether a value is no secret: empty, a switch, a variable, the path of a file, or a placeholder such as `changeme`
/// or `<your-password>`.
///
/// What contains such a word is a secret nevertheless: `example-42-hunter`.
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let is_pair = |open: char, close: char| value.len() > 1 && value.starts_with(open) && value.ends_with(close);
    value.is_empty()
        || SWITCHES.contains(&lower.as_str())
        || is_pair('<', '>')
        || is_pair('%', '%')
        || is_pair('[', ']')
        || value.starts_with("{{")
        || is_variable(value)
        || is_path(value)
        || lower.bytes().all(|byte| matches!(byte, b'x' | b'*' | b'.' | b'-' | b'_'))
        || is_made_of_placeholders(&lower)
}

/// Whether a value begins with a use of a variable or of a command's output.
fn is_variable(value: &str) -> bool {
    value.starts_with('`')
        || value.strip_prefix('$').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '{' | '(' | '@' | '#'))
                && !rest.starts_with("2a$")
        })
}

/// `/run/secrets/db`, `file:…`, `@file`: plain names between slashes, at least two of them.
fn is_path(value: &str) -> bool {
    let path = value.trim_start_matches('@').trim_start_matches("file:").trim_start_matches('~');
    let is_plain = |part: &str| {
        let lower = part.bytes().filter(u8::is_ascii_lowercase).count();
        part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
            && lower * 2 >= part.len()
    };
    path.strip_prefix('/').is_some_and(|rest| rest.contains('/') && rest.split('/').all(is_plain))
        || value.strip_prefix('@').is_some_and(is_plain)
}

fn is_made_of_placeholders(lower: &str) -> bool {
    let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut is_marked = false;
    let all = words.all(|word| {
        let own = word.strip_prefix("your").is_some_and(|rest| FILLERS.contains(&rest));
        is_marked |= own || MARKS.contains(&word);
        own || MARKS.contains(&word) || FILLERS.contains(&word)
    });
    all && is_marked
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders() {
        for value in [
            "",
            "changeme",
            "change-me",
            "CHANGE_ME",
            "<token>",
            "your-password",
            "yourpassword",
            "YOUR_API_KEY_HERE",
            "$PASS",
            "${PASS:-}",
            "$(cat /run/secrets/x)",
            "`cat x`",
            "%PASS%",
            "{{ password }}",
            "xxxx",
            "***",
            "true",
            "0",
            "/run/secrets/db_password",
            "@password.txt",
            "example",
            "replace with the password",
            "insert_token_here",
            "build-time-dummy",
            "precompile_placeholder",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn secrets() {
        for value in [
            "hunter2",
            "password",
            "secret",
            "root",
            "my-example-42",
            "yourmom",
            "/x9Jk+L2==",
            "pa$$word",
            "{not-json",
            "$2a$10$abcdefghijk",
            "$6$salt$hash",
            "changeme123",
            "1234",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }
}
