//! DL3064: variables that sound like secrets.

use super::quotes::unquoted;
use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3064",
    severity: Some(Severity::Warning),
    why: "Whoever has the image can read the values of ARG and ENV",
    help: "Hand it to the step that needs it with `RUN --mount=type=secret`",
    check,
};

/// Words in a name, in lower case, that make a secret of it.
const WORDS: [&str; 7] = ["api_key", "client_key", "password", "private", "secret", "token", "username"];

/// Names, in upper case, that services use for credentials and that have none of [`WORDS`] in them.
const NAMES: [&str; 13] = [
    "APPLICATION_KEY",
    "AWS_ACCESS_KEY_ID",
    "CI_DEPLOY_USER",
    "DOCKER_EMAIL",
    "FACEBOOK_APP_ID",
    "HEROKU_API_USER",
    "OKTA_AUTHN_GROUPID",
    "OKTA_CLIENT_ORGURL",
    "OKTA_OAUTH2_CLIENTID",
    "STRIPE_DEVICE_NAME",
    "TRAVIS_OS_NAME",
    "TRAVIS_SECURE_ENV_VARS",
    "TRAVIS_SUDO",
];

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.lines.iter().chain(&file.triggers) {
        let pairs = line.instruction.pairs();
        let pairs = match line.instruction.keyword {
            // hadolint reads one name from an ARG.
            Keyword::Arg => pairs.get(..1).unwrap_or_default(),
            Keyword::Env => pairs,
            _ => continue,
        };
        if let Some(pair) = pairs.iter().find(|pair| is_secret(&pair.key.text)) {
            let message = format!("`{}` sounds like a secret", pair.key.text);
            file.report(report, line, Some(pair.key.range), message);
        }
    }
}

fn is_secret(name: &str) -> bool {
    let upper = unquoted(name).to_ascii_uppercase();
    let lower = name.to_ascii_lowercase();
    NAMES.contains(&upper.as_str()) || WORDS.iter().any(|word| lower.contains(word))
}
