//! Secrets that can be told by their own form.

use super::Suspect;
use crate::text::TextRange;

/// A token that its issuer made recognisable.
struct Token {
    /// What it begins with.
    prefix: &'static str,
    /// How many characters follow at least.
    least: usize,
    what: &'static str,
    placeholder: &'static str,
}

const fn token(prefix: &'static str, least: usize, what: &'static str, placeholder: &'static str) -> Token {
    Token { prefix, least, what, placeholder }
}

/// Prefixes as their issuers publish them: AWS IAM "Unique identifiers", GitHub "Behind GitHub's new authentication
/// token formats", GitLab "Token overview", Slack "Token types", Stripe "API keys", npm and `PyPI` "About access tokens",
/// Docker Hub "Access tokens", Hugging Face, Anthropic and `OpenAI` key pages, `SendGrid` "API Keys", RFC 7519.
const TOKENS: &[Token] = &[
    token("AKIA", 16, "an access key of AWS", "YOUR_AWS_ACCESS_KEY_ID"),
    token("ASIA", 16, "a temporary access key of AWS", "YOUR_AWS_ACCESS_KEY_ID"),
    token("ghp_", 30, "a token of GitHub", "YOUR_GITHUB_TOKEN"),
    token("gho_", 30, "a token of GitHub", "YOUR_GITHUB_TOKEN"),
    token("ghu_", 30, "a token of GitHub", "YOUR_GITHUB_TOKEN"),
    token("ghs_", 30, "a token of GitHub", "YOUR_GITHUB_TOKEN"),
    token("ghr_", 30, "a token of GitHub", "YOUR_GITHUB_TOKEN"),
    token("github_pat_", 40, "a token of GitHub", "YOUR_GITHUB_TOKEN"),
    token("glpat-", 20, "a token of GitLab", "YOUR_GITLAB_TOKEN"),
    token("xoxb-", 20, "a token of Slack", "YOUR_SLACK_TOKEN"),
    token("xoxp-", 20, "a token of Slack", "YOUR_SLACK_TOKEN"),
    token("xapp-", 20, "a token of Slack", "YOUR_SLACK_TOKEN"),
    token("sk_live_", 16, "a key of Stripe", "YOUR_STRIPE_KEY"),
    token("rk_live_", 16, "a key of Stripe", "YOUR_STRIPE_KEY"),
    token("sk-ant-", 20, "a key of Anthropic", "YOUR_ANTHROPIC_API_KEY"),
    token("sk-proj-", 20, "a key of OpenAI", "YOUR_OPENAI_API_KEY"),
    token("AIza", 35, "a key of Google", "YOUR_GOOGLE_API_KEY"),
    token("npm_", 36, "a token of npm", "YOUR_NPM_TOKEN"),
    token("pypi-", 50, "a token of PyPI", "YOUR_PYPI_TOKEN"),
    token("dckr_pat_", 20, "a token of Docker Hub", "YOUR_DOCKER_TOKEN"),
    token("hf_", 30, "a token of Hugging Face", "YOUR_HUGGING_FACE_TOKEN"),
    token("SG.", 60, "a key of SendGrid", "YOUR_SENDGRID_API_KEY"),
    token("eyJ", 60, "a signed token (JWT)", "YOUR_TOKEN"),
];

/// What a token is made of.
const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// Tokens of known issuers in one line.
pub(super) fn tokens(line: &str) -> Vec<Suspect> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let length = bytes[start..].iter().take_while(|byte| is_token(**byte)).count();
        let word = &line[start..start + length];
        let token = TOKENS.iter().find(|token| {
            word.strip_prefix(token.prefix).is_some_and(|rest| rest.len() >= token.least && !is_uniform(rest))
        });
        if let Some(token) = token {
            found.push(Suspect::new(token.what, TextRange::new(start, start + length), token.placeholder));
        }
        start += length.max(1);
        while !line.is_char_boundary(start) {
            start += 1;
        }
    }
    found
}

/// Whether a text is made of one character, as in `xxxxxxxx`: an example.
fn is_uniform(text: &str) -> bool {
    text.bytes().all(|byte| Some(byte) == text.bytes().next())
}

/// The user's password in addresses such as `postgres://user:password@host`.
pub(super) fn passwords_in_addresses(line: &str) -> Vec<Suspect> {
    let mut found = Vec::new();
    for (at, separator) in line.match_indices("://") {
        let start = at + separator.len();
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '?' | '#' | '`' | '<' | '>');
        let authority = &line[start..start + line[start..].find(ends).unwrap_or(line.len() - start)];
        let Some((user, _)) = authority.rsplit_once('@') else { continue };
        let Some(colon) = user.find(':') else { continue };
        let password = &user[colon + 1..];
        if !super::assignment::is_harmless(password) {
            let range = TextRange::new(start + colon + 1, start + user.len());
            found.push(Suspect::new("the password in an address", range, "YOUR_PASSWORD"));
        }
    }
    found
}

/// Private keys in PEM (RFC 7468), from their first line to their last.
pub(super) fn private_keys(text: &str) -> Vec<Suspect> {
    const BEGIN: &str = "-----BEGIN ";
    const END: &str = "-----END ";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(BEGIN).map(|it| at + it) {
        at = start + BEGIN.len();
        let label = text[at..].lines().next().unwrap_or_default();
        let Some(label) = label.find("-----").map(|end| &label[..end]) else { continue };
        if !label.ends_with("PRIVATE KEY") && !label.ends_with("PRIVATE KEY BLOCK") {
            continue;
        }
        let first = at + label.len() + "-----".len();
        let last = text[first..].find(END).map_or(text.len(), |it| first + it);
        // Between the two lines there is nothing but the key.
        let inner = text[first..last].trim();
        if !super::assignment::is_harmless(inner) {
            let begin = first + text[first..last].find(inner).unwrap_or(0);
            let range = TextRange::new(begin, begin + inner.len());
            found.push(Suspect::new("a private key", range, "YOUR_PRIVATE_KEY"));
        }
        at = last;
    }
    found
}
