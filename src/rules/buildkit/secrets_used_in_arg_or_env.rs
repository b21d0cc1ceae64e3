//! An ARG or ENV that is called like a secret.

use crate::rules::{Context, Original, Report, Severity};
use crate::syntax::Keyword;

pub(in crate::rules) const CHECK: Original = Original {
    code: "SecretsUsedInArgOrEnv",
    severity: Some(Severity::Warning),
    why: "Values of ARG and ENV stay in the image or its history, where everybody who has it can read them",
    help: "Use RUN --mount=type=secret for the build, and give the container its secrets when it starts",
    check,
};

/// Parts of a name that speak of a secret.
const SECRET: &[&str] =
    &["apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"];

/// Parts of a name that say there is none.
const HARMLESS: &[&str] = &["public", "file", "version"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, index, instruction) in ctx.dockerfile.judged() {
        if !matches!(instruction.keyword, Keyword::Arg | Keyword::Env) {
            continue;
        }
        for pair in instruction.pairs() {
            let name = ctx.dockerfile.expand(index, &pair.key);
            if is_secret(name) {
                let keyword = instruction.keyword.as_str();
                let range = pair.key.range;
                report.at(range, format!("{keyword} {name}: this looks like a secret, which the image would keep"));
            }
        }
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let has = |words: &[&str]| name.split('_').any(|part| words.contains(&part));
    has(SECRET) && !has(HARMLESS)
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn whole_parts_of_names() {
        for secret in ["API_KEY", "password", "AWS_Secret_ACCESS", "auth", "a_TOKEN", "_key_"] {
            assert!(is_secret(secret), "{secret}");
        }
        for other in ["KEYBOARD", "AUTHOR", "PUBLIC_KEY", "PASSWORD_FILE", "TOKEN_VERSION", "monkey", ""] {
            assert!(!is_secret(other), "{other}");
        }
    }
}
