//! What gives a secret away: names of variables, names of files, the spelling of tokens, addresses with a password.
//!
//! Knows no Dockerfile. A name is a hint and no proof; a token of a known spelling is nearly one. What programs are given
//! in their words is [`Exposed`].

mod exposed;
mod programs;
mod value;
mod within;

use crate::text::TextRange;

pub use exposed::Exposed;
pub use value::is_placeholder;

/// Parts of a name that speak of a secret.
const SECRET: &[&str] =
    &["password", "passwd", "passphrase", "pwd", "secret", "secrets", "token", "credential", "credentials", "apikey"];

/// What stands before `KEY` in the name of a secret one.
const SECRET_KEYS: &[&str] =
    &["access", "api", "app", "auth", "deploy", "encryption", "jwt", "license", "master", "private", "signing", "ssh"];

/// Parts of a name that say that the value is no secret, but about one.
const HARMLESS: &[&str] = &[
    // Rails wants one for a build that needs none: `SECRET_KEY_BASE_DUMMY=1`.
    "dummy",
    "public",
    "publishable",
    "site",
    "anon",
    "file",
    "path",
    "dir",
    "url",
    "uri",
    "endpoint",
    "host",
    "version",
    "name",
    "id",
    "length",
    "size",
    "ttl",
    "lifetime",
    "expiry",
    "expires",
    "expiration",
    "algorithm",
    "policy",
    "header",
    "issuer",
    "audience",
    "manager",
    "enabled",
    "required",
    "min",
    "max",
    "limit",
    "limits",
    "port",
    "scheme",
    "protocol",
    "verify",
    "validation",
    "region",
    "timeout",
    "interval",
    "rotation",
    "provider",
    "backend",
    "type",
    "format",
    "prefix",
    "mount",
    "namespace",
    "role",
];

/// Values that switch something: nobody's password.
const SWITCHES: &[&str] = &["true", "false", "yes", "no", "on", "off", "none", "null", "enabled", "disabled"];

/// Whether the value of a variable with a secret name is none: nothing, a switch, a path, an address without a password;
/// and where the name goes on behind the secret word, what follows it is told: a number, a name, a duration.
pub fn is_plain_value(name: &str, value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    if value.is_empty() || SWITCHES.iter().any(|it| it.eq_ignore_ascii_case(value)) {
        return true;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let path = value.strip_prefix(['~', '.']).unwrap_or(value);
    if path.starts_with('/') && path[1..].contains(['/', '.']) && path.chars().all(is_name) {
        return true;
    }
    if value.contains("://") {
        return !value.contains('@') && passwords_in_addresses(value).is_empty();
    }
    let name = name.to_ascii_lowercase();
    let last = name.rsplit(['_', '-', '.']).next().unwrap_or_default();
    !SECRET.contains(&last)
        && last != "key"
        && value.len() <= 24
        && value.split(|c: char| !c.is_alphanumeric()).all(is_word)
}

/// Letters, a number, a number with its unit (`30s`), or a short name with a number behind it (`rs256`).
fn is_word(part: &str) -> bool {
    let letters = |text: &str| text.chars().all(char::is_alphabetic);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let behind = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let before = part.trim_end_matches(|c: char| c.is_ascii_digit());
    digits(part) && part.len() <= 8
        || letters(part)
        || behind.len() < part.len() && behind.len() <= 2 && letters(behind)
        || before.len() < part.len()
            && before.len() <= 6
            && part.len() <= 7
            && letters(before)
            && part.len() - before.len() <= 3
}

/// Whether a variable of that name holds a secret, by the words in it.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split(['_', '-', '.']).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let is_key = words.windows(2).any(|pair| pair[1] == "key" && SECRET_KEYS.contains(&pair[0]));
    (has(SECRET) || is_key) && !has(HARMLESS)
}

/// How the tokens of a service are spelled: how they begin, and how many letters, digits, `-` and `_` follow at least.
const TOKENS: &[(&str, usize, &str)] = &[
    ("ghp_", 36, "a token of GitHub"),
    ("gho_", 36, "a token of GitHub"),
    ("ghs_", 36, "a token of GitHub"),
    ("ghu_", 36, "a token of GitHub"),
    ("github_pat_", 40, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("AKIA", 16, "an access key of AWS"),
    ("ASIA", 16, "an access key of AWS"),
    ("xoxb-", 20, "a token of Slack"),
    ("xoxp-", 20, "a token of Slack"),
    ("sk_live_", 24, "a key of Stripe"),
    ("rk_live_", 24, "a key of Stripe"),
    ("sk-ant-", 40, "a key of Anthropic"),
    ("npm_", 36, "a token of npm"),
    ("pypi-AgEI", 50, "a token of PyPI"),
    ("dckr_pat_", 27, "a token of Docker Hub"),
    ("hf_", 34, "a token of Hugging Face"),
    ("AIza", 35, "a key of Google"),
];

/// No token is shorter.
const SHORTEST: usize = 20;

/// The tokens in a text whose spelling gives them away, and whose they are.
pub fn tokens(text: &str) -> Vec<(TextRange, &'static str)> {
    let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in 0..=bytes.len() {
        if bytes.get(end).is_some_and(|&byte| is_inside(byte)) {
            continue;
        }
        let range = TextRange::new(start, end);
        start = end + 1;
        // Nearly every word is shorter than every token.
        if range.len() < SHORTEST {
            continue;
        }
        let word = &bytes[range.start..range.end];
        for &(prefix, least, whose) in TOKENS {
            let is_token = word.starts_with(prefix.as_bytes()) && word.len() >= prefix.len() + least;
            // Documentation shows keys with this word in them.
            if is_token && !range.of(text).contains("EXAMPLE") {
                found.push((range, whose));
            }
        }
    }
    for (at, mark) in text.match_indices("-----BEGIN ") {
        let head: Vec<u8> = text.as_bytes()[at..].iter().copied().take(80).take_while(|&byte| byte != b'\n').collect();
        if head.windows(16).any(|it| it == b"PRIVATE KEY-----") {
            found.push((TextRange::new(at, at + mark.len() - 1), "a private key"));
        }
    }
    found.sort_by_key(|(range, _)| *range);
    found
}

/// The passwords in addresses such as `https://user:password@host`, without those that a variable gives.
pub fn passwords_in_addresses(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices("://") {
        let start = at + mark.len();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '`' | '<' | '>' | '?' | '#' | '\\');
        // No password is this long, and the time must not grow with the square of the text.
        let authority = text[start..].char_indices().take(300).take_while(|&(_, c)| !is_end(c));
        let end = start + authority.last().map_or(0, |(at, c)| at + c.len_utf8());
        let Some(sign) = text[start..end].rfind('@') else { continue };
        let Some(colon) = text[start..start + sign].find(':') else { continue };
        let range = TextRange::new(start + colon + 1, start + sign);
        let password = range.of(text);
        if !password.is_empty() && !password.contains(['$', '{', '*']) {
            found.push(range);
        }
    }
    found
}

/// Files whose whole purpose is to hold secrets, by their last component.
const FILES: &[&str] = &[
    ".env",
    ".netrc",
    ".pypirc",
    ".git-credentials",
    ".htpasswd",
    ".pgpass",
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "credentials.json",
    "service-account.json",
    "kubeconfig",
    "terraform.tfstate",
];

/// Whether a file of that path holds secrets, by its name.
pub fn is_secret_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_private = |stem: &str| !["public", "pub", "cert", "ca", "chain"].iter().any(|word| stem.contains(word));
    let is_environment = || {
        let kind = name.strip_prefix(".env.");
        kind.is_some_and(|it| !["example", "sample", "template", "dist", "defaults", "test"].contains(&it))
    };
    let ending = name.rsplit_once('.');
    FILES.contains(&name)
        || is_environment()
        || [".aws/credentials", ".docker/config.json", ".kube/config"].iter().any(|it| path.ends_with(it))
        || ending.is_some_and(|(stem, ending)| match ending {
            "key" | "p12" | "pfx" => is_private(stem),
            "pem" => stem.contains("key") && is_private(stem),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_is_shorter_than_the_shortest() {
        assert_eq!(TOKENS.iter().map(|(prefix, least, _)| prefix.len() + least).min(), Some(SHORTEST));
    }

    #[test]
    fn names() {
        for name in ["DB_PASSWORD", "NPM_TOKEN", "SECRET_KEY", "API_KEY", "aws_secret_access_key", "JWT_SECRET"] {
            assert!(is_secret_name(name), "{name}");
        }
        let harmless = ["PASSWORD_FILE", "TOKEN_TTL", "STRIPE_PUBLISHABLE_API_KEY", "KEYBOARD", "CACHE_KEY", "KEY"];
        for name in harmless.into_iter().chain(["AWS_ACCESS_KEY_ID", "SECRETS_MANAGER_ARN", "AUTHOR", "TOKENIZERS"]) {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn values_that_are_no_secrets() {
        let plain = [
            ("SECRET_KEY", ""),
            ("ALLOW_EMPTY_PASSWORD", "yes"),
            ("MYSQL_RANDOM_ROOT_PASSWORD", "true"),
            ("DB_PASSWORD", "/run/secrets/db_password"),
            ("TOKEN", "https://auth.example.com/token"),
            ("SECRETS_VAULT", "8200"),
            ("PASSWORD_HASHER", "argon2"),
            ("TOKEN_SIGNER", "RS256"),
            ("SECRET_STORE", "aws-ssm"),
            ("TOKEN_LEEWAY", "30s"),
        ];
        for (name, value) in plain {
            assert!(is_plain_value(name, value), "{name}={value}");
        }
        let secret = [
            ("DB_PASSWORD", "postgres"),
            ("PASSWORD", "12345"),
            ("TOKEN_GITHUB", "ghp_a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6"),
            ("PASSWORD_ADMIN", "hunter2secret9"),
            ("API_KEY", "abc"),
            ("SECRET_KEY", "/a+b=="),
            ("TOKEN_URL_SECRET", "https://me:s3cret@example.com"),
            ("DB_PASSWORD", "$OTHER"),
        ];
        for (name, value) in secret {
            assert!(!is_plain_value(name, value), "{name}={value}");
        }
    }

    #[test]
    fn spellings_of_tokens() {
        let found = |text: &str| tokens(text).into_iter().map(|it| it.1).collect::<Vec<_>>();
        let token = format!("ghp_{}", "a1".repeat(18));
        assert_eq!(found(&format!("curl -H 'Authorization: {token}'")), ["a token of GitHub"]);
        assert_eq!(found("npm_config_cache=/tmp/npm ghp_short AKIAIOSFODNN7EXAMPLE"), [""; 0]);
        assert_eq!(found("-----BEGIN RSA PRIVATE KEY-----\n"), ["a private key"]);
        assert_eq!(found("-----BEGIN PUBLIC KEY-----"), [""; 0]);
    }

    #[test]
    fn passwords() {
        let found = |text| passwords_in_addresses(text).into_iter().map(|it| it.of(text)).collect::<Vec<_>>();
        assert_eq!(found("git clone https://me:s3cret@example.com/a.git"), ["s3cret"]);
        assert_eq!(found("postgres://u:p@db:5432/x?y=z@w"), ["p"]);
        assert_eq!(found("https://me:$TOKEN@a https://me@a https://a:80/b@c http://a"), [""; 0]);
    }

    #[test]
    fn files() {
        for path in [".env", "a/.env.production", "id_rsa", ".ssh/id_ed25519", "tls/server.key", "private-key.pem"] {
            assert!(is_secret_file(path), "{path}");
        }
        for path in [".env.example", "id_rsa.pub", "ca.pem", "public.key", "i18n.keys", "key.py", ".envrc.py"] {
            assert!(!is_secret_file(path), "{path}");
        }
    }
}
