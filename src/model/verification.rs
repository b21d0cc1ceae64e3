//! How programs are told to trust whoever answers: flags, settings and variables.
//!
//! Knows command lines only, not whether a secure connection carries something that matters. Sources: the manual pages
//! of curl, wget, git-config, apt-get, apt.conf, apk, dnf, yum, zypper and rpm, and the documentation of pip, uv, npm,
//! Yarn, Composer, conda, Go, the AWS CLI, Helm, Node.js, `CPython` (PEP 493) and LWP.

use super::{Program, is_pip};
use crate::shell::{Invocation, Word};

/// What a program does not look at any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trust {
    /// The certificate of the server, or whether there is one at all.
    Server,
    /// The signature, or the checksum, of what is downloaded.
    Package,
}

/// One way in which a command switches a check off.
#[derive(Clone, Debug)]
pub struct SwitchedOff<'a> {
    /// What is not looked at.
    pub trust: Trust,
    /// Name of the program.
    pub program: &'a str,
    /// The words that say so, in order.
    pub words: Vec<&'a Word>,
    /// The letter alone, where others stand in the same word, as in `-fsSLk`.
    pub letter: Option<char>,
    /// Whether the command does nothing else, as `npm config set strict-ssl false`.
    pub is_whole: bool,
}

/// How a check is switched off.
enum Form {
    /// A flag without a value.
    Flag,
    /// A flag with any value.
    Valued,
    /// A flag with one of these values, in lower case.
    With(&'static [&'static str]),
    /// A name given to the subcommand that writes the configuration, with one of these values; in lower case.
    Setting(&'static [&'static str]),
}

/// What is not looked at, what a program is told, and how.
type Switch = (Trust, &'static str, Form);

const NPM: &[&str] = &["npm", "pnpm", "yarn"];
const APT: &[&str] = &["apt-get", "apt", "aptitude"];
const DNF: &[&str] = &["dnf", "yum", "microdnf", "dnf5", "tdnf", "yum-config-manager"];
const CONDA: &[&str] = &["conda", "mamba", "micromamba"];
const NO: &[&str] = &["false", "no", "0"];

/// Options of apt.conf, with their values.
const APT_SERVER: &[&str] = &["acquire::https::verify-peer=false", "acquire::https::verify-host=false"];
const APT_PACKAGE: &[&str] = &["apt::get::allowunauthenticated=true", "acquire::allowinsecurerepositories=true"];

/// Programs and their switches. One line each, so that the table can be read.
#[rustfmt::skip]
static SWITCHES: &[(&[&str], &[Switch])] = &[
    (&["curl"], &[
        (Trust::Server, "-k", Form::Flag),
        (Trust::Server, "--insecure", Form::Flag),
        (Trust::Server, "--proxy-insecure", Form::Flag),
    ]),
    (&["wget"], &[(Trust::Server, "--no-check-certificate", Form::Flag)]),
    (&["pip", "uv"], &[(Trust::Server, "--trusted-host", Form::Valued)]),
    (&["uv"], &[(Trust::Server, "--allow-insecure-host", Form::Valued)]),
    (&["pip"], &[(Trust::Server, "global.trusted-host", Form::Setting(&[]))]),
    (NPM, &[
        (Trust::Server, "--strict-ssl", Form::With(NO)),
        (Trust::Server, "--no-strict-ssl", Form::Flag),
        (Trust::Server, "strict-ssl", Form::Setting(NO)),
        (Trust::Server, "enablestrictssl", Form::Setting(NO)),
    ]),
    (&["git"], &[
        (Trust::Server, "-c", Form::With(&["http.sslverify=false", "http.sslverify=0"])),
        (Trust::Server, "http.sslverify", Form::Setting(NO)),
    ]),
    (APT, &[
        (Trust::Server, "-o", Form::With(APT_SERVER)),
        (Trust::Package, "--allow-unauthenticated", Form::Flag),
        (Trust::Package, "--allow-insecure-repositories", Form::Flag),
        (Trust::Package, "--force-yes", Form::Flag),
        (Trust::Package, "-o", Form::With(APT_PACKAGE)),
    ]),
    (DNF, &[
        (Trust::Server, "--setopt", Form::With(&["sslverify=false", "sslverify=0", "sslverify=no"])),
        (Trust::Package, "--nogpgcheck", Form::Flag),
        (Trust::Package, "--no-gpgchecks", Form::Flag),
        (Trust::Package, "--setopt", Form::With(&["gpgcheck=false", "gpgcheck=0"])),
    ]),
    (&["composer"], &[
        (Trust::Server, "disable-tls", Form::Setting(&["true", "1"])),
        (Trust::Server, "secure-http", Form::Setting(NO)),
    ]),
    (&["php", "composer-setup.php"], &[(Trust::Server, "--disable-tls", Form::Flag)]),
    (CONDA, &[
        (Trust::Server, "ssl_verify", Form::Setting(NO)),
        (Trust::Server, "--insecure", Form::Flag),
    ]),
    (&["aws"], &[(Trust::Server, "--no-verify-ssl", Form::Flag)]),
    (&["helm", "kubectl"], &[(Trust::Server, "--insecure-skip-tls-verify", Form::Flag)]),
    (&["apk"], &[(Trust::Package, "--allow-untrusted", Form::Flag)]),
    (&["zypper"], &[
        (Trust::Package, "--no-gpg-checks", Form::Flag),
        (Trust::Package, "--allow-unsigned-rpm", Form::Flag),
    ]),
    (&["rpm"], &[(Trust::Package, "--nosignature", Form::Flag)]),
];

/// Variables that switch a check off, with the values that do so; any value but an empty one where none is given.
#[rustfmt::skip]
const VARIABLES: &[(Trust, &str, &[&str])] = &[
    (Trust::Server, "NODE_TLS_REJECT_UNAUTHORIZED", &["0"]),
    (Trust::Server, "PYTHONHTTPSVERIFY", &["0"]),
    (Trust::Server, "GIT_SSL_NO_VERIFY", &[]),
    (Trust::Server, "PIP_TRUSTED_HOST", &[]),
    (Trust::Server, "UV_INSECURE_HOST", &[]),
    (Trust::Server, "NPM_CONFIG_STRICT_SSL", NO),
    (Trust::Server, "YARN_ENABLE_STRICT_SSL", NO),
    (Trust::Server, "CONDA_SSL_VERIFY", NO),
    (Trust::Server, "PERL_LWP_SSL_VERIFY_HOSTNAME", &["0"]),
    (Trust::Server, "GOINSECURE", &[]),
    (Trust::Package, "GOSUMDB", &["off"]),
    (Trust::Package, "GONOSUMDB", &["*"]),
    (Trust::Package, "GONOSUMCHECK", &[]),
];

/// A command that switches off more than this says nothing new.
const MOST: usize = 20;

/// Letters of curl that take the rest of their word, or the next word, as a value.
const CURL_VALUED: &str = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

/// What a variable of that name and value switches off.
pub fn variable_trusts(name: &str, value: &str) -> Option<Trust> {
    let (trust, _, off) = VARIABLES.iter().find(|(_, it, _)| it.eq_ignore_ascii_case(name))?;
    let is_off = if off.is_empty() { !value.is_empty() } else { off.iter().any(|it| it.eq_ignore_ascii_case(value)) };
    is_off.then_some(*trust)
}

/// Whether a command talks with its own container only, where nobody stands between.
pub fn asks_itself(invocation: Invocation<'_>) -> bool {
    let mut addresses = invocation.arguments().iter().filter_map(|word| {
        let text = word.unquoted().into_owned();
        let is_bare = |it: &str| ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| it.starts_with(host));
        match text.split_once("://") {
            Some((_, rest)) => Some(rest.to_owned()),
            None => is_bare(&text).then_some(text),
        }
    });
    let is_own = |address: String| {
        let authority = address.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
        let host = host
            .strip_prefix('[')
            .and_then(|it| it.split(']').next())
            .unwrap_or_else(|| host.split(':').next().unwrap_or_default());
        matches!(host, "localhost" | "::1" | "0.0.0.0") || host.starts_with("127.") || host.ends_with(".localhost")
    };
    let first = addresses.next().is_some_and(is_own);
    first && addresses.all(is_own)
}

impl<'a> SwitchedOff<'a> {
    /// The letter, the name of a long flag, or the value that says it all.
    pub fn name(&self) -> String {
        let text = |word: Option<&&Word>| word.map(|word| word.unquoted().into_owned()).unwrap_or_default();
        let (first, last) = (text(self.words.first()), text(self.words.last()));
        match self.letter {
            Some(letter) => format!("-{letter}"),
            None if first.starts_with("--") || first == last => first.split('=').next().unwrap_or(&first).to_owned(),
            None => last,
        }
    }

    /// Everything that a program switches off.
    pub fn all(program: Program<'a>) -> Vec<Self> {
        let name = if is_pip(program.name) { "pip" } else { program.name.trim_end_matches(".phar") };
        let writes = program.arguments().iter().any(|it| it.is("config") || it.is("set"));
        let mut found: Vec<Self> = Vec::new();
        let switches = SWITCHES.iter().filter(|(programs, _)| programs.contains(&name));
        for (trust, switch, form) in switches.flat_map(|(_, switches)| *switches) {
            for (at, word) in program.arguments().iter().enumerate() {
                let next = program.arguments().get(at + 1);
                let (words, letter) = match form {
                    Form::Flag if *switch == "-k" => match curl_letter(word) {
                        Some(is_alone) => (vec![word], (!is_alone).then_some('k')),
                        None => continue,
                    },
                    Form::Flag if word.is(switch) => (vec![word], None),
                    Form::Valued => match valued(switch, word, next) {
                        Some((words, _)) => (words, None),
                        None => continue,
                    },
                    Form::With(values) => match valued(switch, word, next) {
                        Some((words, value)) if values.iter().any(|it| is_option(&value, it)) => (words, None),
                        _ => continue,
                    },
                    Form::Setting(values) if writes && is_setting(switch, values, word, next) => (vec![word], None),
                    Form::Flag | Form::Setting(_) => continue,
                };
                let is_whole = matches!(form, Form::Setting(_));
                if found.len() == MOST {
                    return found;
                }
                found.push(Self { trust: *trust, program: program.name, words, letter, is_whole });
            }
        }
        found
    }
}

/// Whether the word has the `-k` of curl, and if so, whether it is nothing else.
fn curl_letter(word: &Word) -> Option<bool> {
    let text = word.literal()?;
    let letters = text.strip_prefix('-').filter(|it| !it.starts_with('-'))?;
    let end = letters.find(|letter| CURL_VALUED.contains(letter)).unwrap_or(letters.len());
    letters[..end].contains('k').then_some(letters == "k")
}

/// Whether a value is this option, or that of one repository, as `epel.sslverify=0`.
fn is_option(value: &str, option: &str) -> bool {
    value.strip_suffix(option).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The words of a flag and its value, the value in lower case.
fn valued<'a>(flag: &str, word: &'a Word, next: Option<&'a Word>) -> Option<(Vec<&'a Word>, String)> {
    let text = word.unquoted();
    let rest = text.strip_prefix(flag)?;
    if rest.is_empty() {
        let value = next?;
        return Some((vec![word, value], value.unquoted().to_ascii_lowercase()));
    }
    let value = rest.strip_prefix('=').or_else(|| (!flag.starts_with("--")).then_some(rest))?;
    Some((vec![word], value.to_ascii_lowercase()))
}

/// Whether the word is the name of the setting, followed by one of the values, or `name=value`.
fn is_setting(name: &str, values: &[&str], word: &Word, next: Option<&Word>) -> bool {
    let text = word.unquoted().to_ascii_lowercase();
    let Some(rest) = text.strip_prefix(name) else { return false };
    let value = match rest.strip_prefix('=') {
        Some(value) => value.to_owned(),
        None => next.filter(|_| rest.is_empty()).map_or_else(String::new, |it| it.unquoted().to_ascii_lowercase()),
    };
    if values.is_empty() { !value.is_empty() } else { values.contains(&value.as_str()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let script = crate::shell::parse(line);
        let found = script.effective_commands().filter_map(Program::of).flat_map(SwitchedOff::all);
        let words: Vec<String> =
            found.map(|it| it.words.iter().map(|word| word.raw()).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(words, expected, "{line}");
    }

    #[test]
    fn flags_settings_and_values() {
        check("curl -fsSLk https://a && curl -o k -ukey:k https://a", &["-fsSLk"]);
        check(
            "pip3 install --trusted-host a -i https://a/ --trusted-host=b c",
            &["--trusted-host a", "--trusted-host=b"],
        );
        check("git -c http.sslVerify=false clone https://a", &["-c http.sslVerify=false"]);
        check("git config --global http.sslVerify false; git config http.sslVerify true", &["http.sslVerify"]);
        check(
            "npm config set strict-ssl=false && npm set strict-ssl false && npm ci",
            &["strict-ssl=false", "strict-ssl"],
        );
        check("apt-get -oAcquire::https::Verify-Peer=false update", &["-oAcquire::https::Verify-Peer=false"]);
        check("yum --setopt=sslverify=0 install a && dnf install --setopt sslverify=1 a", &["--setopt=sslverify=0"]);
        check("yum-config-manager --save --setopt=sslverify=false", &["--setopt=sslverify=false"]);
        check("dnf config-manager --setopt=epel.sslverify=0 --save", &["--setopt=epel.sslverify=0"]);
        check("yum-config-manager --setopt=sslverify=true --add-repo https://a/b.repo", &[]);
        check("composer config -g -- disable-tls true && npm run strict-ssl false", &["disable-tls"]);
    }

    #[test]
    fn variables() {
        assert_eq!(variable_trusts("npm_config_strict_ssl", "False"), Some(Trust::Server));
        assert_eq!(variable_trusts("GONOSUMDB", "example.com/private"), None);
        assert_eq!(variable_trusts("NODE_TLS_REJECT_UNAUTHORIZED", "1"), None);
        assert_eq!(variable_trusts("PIP_TRUSTED_HOST", ""), None);
    }
}
