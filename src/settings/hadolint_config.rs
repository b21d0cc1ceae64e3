//! What `.hadolint.yaml` says, so that users of hadolint can keep their file.
//!
//! Knows the keys of hadolint 2.15 and what their values may be. What a rule does with them is the rule's business.
//!
//! Source: the configuration section of hadolint's README and its `Hadolint.Config`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde::{Deserialize, Serialize};

use crate::syntax::nearest;

/// The settings of a `.hadolint.yaml`. What the file does not say is at its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HadolintConfig {
    /// From which level on hadolint fails; hadolint's own default is `info`.
    pub failure_threshold: Option<HadolintThreshold>,
    /// Codes that stay silent.
    pub ignored: BTreeSet<String>,
    /// Codes with another severity than their own; this switches rules on that are off by default.
    pub overrides: BTreeMap<String, HadolintLevel>,
    /// Registries whose images may be used, each with at most one `*` at its start or end; every one if empty.
    pub trusted_registries: Vec<String>,
    /// Labels that an image must have, and what their values must be.
    pub label_schema: BTreeMap<String, LabelType>,
    /// Whether labels outside of the schema are findings.
    pub strict_labels: bool,
    /// Whether `# hadolint ignore=…` comments have no effect.
    pub disable_ignore_pragma: bool,
    /// Whether findings leave the exit status at 0.
    pub no_fail: bool,
}

/// A severity in hadolint's words, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HadolintLevel {
    /// Broken or dangerous.
    Error,
    /// Probably not meant.
    Warning,
    /// Worth knowing.
    Info,
    /// A matter of taste.
    Style,
    /// Not shown.
    Ignore,
}

/// From which level on hadolint fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HadolintThreshold {
    /// From this level on.
    Level(HadolintLevel),
    /// Never.
    None,
}

/// What the value of a label must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LabelType {
    /// Any text that is not empty.
    Text,
    /// A time such as `2024-05-01T10:00:00Z`.
    Rfc3339,
    /// A semantic version.
    Semver,
    /// An absolute address.
    Url,
    /// A git hash of 7 or 40 digits.
    Hash,
    /// An SPDX licence identifier.
    Spdx,
    /// An e-mail address.
    Email,
}

/// Something in the file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ConfigProblem {}

type Node<'a> = MarkedYaml<'a>;

/// A line may begin this far to the right. What is nested in blocks is indented, and the parser, which bounds the
/// depth of brackets itself, follows blocks as deep as the stack goes.
const DEEPEST_COLUMN: usize = 200;

/// The first line that begins too far to the right, counted from 1.
fn too_deep(text: &str) -> Option<usize> {
    let is_deep = |line: &str| line.bytes().take_while(|byte| b" \t-?:".contains(byte)).count() > DEEPEST_COLUMN;
    text.lines().position(is_deep).map(|index| index + 1)
}

/// The keys that are known, as the documentation writes them. Those of hadolint's own output mean nothing here and
/// are passed over in silence.
const KEYS: [&str; 11] = [
    "failure-threshold",
    "ignored",
    "override",
    "trustedRegistries",
    "label-schema",
    "strict-labels",
    "disable-ignore-pragma",
    "no-fail",
    "format",
    "no-color",
    "verbose",
];

/// The severities that `override` may name.
const LEVELS: [(&str, HadolintLevel); 5] = [
    ("error", HadolintLevel::Error),
    ("warning", HadolintLevel::Warning),
    ("info", HadolintLevel::Info),
    ("style", HadolintLevel::Style),
    ("ignore", HadolintLevel::Ignore),
];

/// The types that `label-schema` may name.
const LABEL_TYPES: [(&str, LabelType); 8] = [
    ("", LabelType::Text),
    ("text", LabelType::Text),
    ("rfc3339", LabelType::Rfc3339),
    ("semver", LabelType::Semver),
    ("url", LabelType::Url),
    ("hash", LabelType::Hash),
    ("spdx", LabelType::Spdx),
    ("email", LabelType::Email),
];

impl HadolintConfig {
    /// Reads the text of a `.hadolint.yaml`.
    ///
    /// Keys that are not known are passed over and listed beside the result. A text that is no YAML, or a value of the
    /// wrong kind, is an error. Letter case and dashes in the name of a key do not count.
    pub fn parse(text: &str) -> Result<(Self, Vec<ConfigProblem>), ConfigProblem> {
        if let Some(line) = too_deep(text) {
            let message = format!("more than {DEEPEST_COLUMN} columns before the first word");
            return Err(ConfigProblem { line, message });
        }
        let documents = Node::load_from_str(text)
            .map_err(|error| ConfigProblem { line: error.marker().line(), message: error.info().to_owned() })?;
        let mut config = Self::default();
        let mut unknown = Vec::new();
        let Some(root) = documents.first() else { return Ok((config, unknown)) };
        for (key, value) in entries(root, "the file")? {
            let name = text_of(key, "a key")?;
            match KEYS.into_iter().find(|known| is_same_key(known, name)) {
                Some(known) => config.set(known, value)?,
                None => unknown.push(unknown_key(key, name)),
            }
        }
        Ok((config, unknown))
    }

    fn set(&mut self, key: &str, value: &Node<'_>) -> Result<(), ConfigProblem> {
        match key {
            "failure-threshold" => self.failure_threshold = Some(threshold(value)?),
            "ignored" => self.ignored = texts(value, key)?.into_iter().collect(),
            "override" => {
                for (level, codes) in entries(value, key)? {
                    let level = choice(level, "a severity", &LEVELS)?;
                    self.overrides.extend(texts(codes, key)?.into_iter().map(|code| (code, level)));
                }
            }
            "trustedRegistries" => self.trusted_registries = texts(value, key)?,
            "label-schema" => {
                for (label, kind) in entries(value, key)? {
                    let label = text_of(label, "the name of a label")?.to_owned();
                    self.label_schema.insert(label, choice(kind, "the type of a label", &LABEL_TYPES)?);
                }
            }
            "strict-labels" => self.strict_labels = switch(value, key)?,
            "disable-ignore-pragma" => self.disable_ignore_pragma = switch(value, key)?,
            "no-fail" => self.no_fail = switch(value, key)?,
            _ => {}
        }
        Ok(())
    }
}

fn is_same_key(known: &str, written: &str) -> bool {
    let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    plain(known) == plain(written)
}

fn unknown_key(key: &Node<'_>, name: &str) -> ConfigProblem {
    let hint = nearest(name, KEYS).map_or_else(String::new, |known| format!("; did you mean `{known}`?"));
    problem(key, format!("`{name}` is no key of a hadolint configuration and is passed over{hint}"))
}

fn problem(node: &Node<'_>, message: String) -> ConfigProblem {
    ConfigProblem { line: node.span.start.line(), message }
}

/// The pairs of a mapping; none for a value that is left out.
fn entries<'n, 'a>(node: &'n Node<'a>, what: &str) -> Result<Vec<(&'n Node<'a>, &'n Node<'a>)>, ConfigProblem> {
    match &node.data {
        YamlData::Mapping(pairs) => Ok(pairs.iter().collect()),
        YamlData::Value(Scalar::Null) => Ok(Vec::new()),
        _ => Err(problem(node, format!("{what} must be a mapping (`name: value`)"))),
    }
}

fn texts(node: &Node<'_>, what: &str) -> Result<Vec<String>, ConfigProblem> {
    match &node.data {
        YamlData::Sequence(items) => items.iter().map(|item| Ok(text_of(item, what)?.to_owned())).collect(),
        YamlData::Value(Scalar::Null) => Ok(Vec::new()),
        _ => Err(problem(node, format!("`{what}` must be a list (`- item`)"))),
    }
}

fn text_of<'n>(node: &'n Node<'_>, what: &str) -> Result<&'n str, ConfigProblem> {
    match &node.data {
        YamlData::Value(Scalar::String(text)) => Ok(text),
        _ => Err(problem(node, format!("{what} must be a text"))),
    }
}

fn switch(node: &Node<'_>, what: &str) -> Result<bool, ConfigProblem> {
    match &node.data {
        YamlData::Value(Scalar::Boolean(value)) => Ok(*value),
        _ => Err(problem(node, format!("`{what}` must be `true` or `false`"))),
    }
}

fn choice<T: Copy>(node: &Node<'_>, what: &str, choices: &[(&str, T)]) -> Result<T, ConfigProblem> {
    let name = text_of(node, what)?;
    let found = choices.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<_> = choices.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
        problem(node, format!("`{name}` is not {what}; expected one of {}", known.join(", ")))
    })
}

fn threshold(node: &Node<'_>) -> Result<HadolintThreshold, ConfigProblem> {
    if let YamlData::Value(Scalar::String(name)) = &node.data
        && name.eq_ignore_ascii_case("none")
    {
        return Ok(HadolintThreshold::None);
    }
    choice(node, "a severity", &LEVELS).map(HadolintThreshold::Level)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "\
failure-threshold: warning
ignored:
  - DL3008
  - SC2086
override:
  error: [DL3001]
  style:
    - DL3015
trustedRegistries: [docker.io, '*.example.com']
label-schema:
  author: text
  created: rfc3339
  empty: ''
strict-labels: true
disable-ignore-pragma: false
no-fail: true
format: tty
";

    #[test]
    fn reads_every_key() {
        let (config, problems) = HadolintConfig::parse(FULL).expect("a valid file");
        assert_eq!(problems, []);
        assert_eq!(config.failure_threshold, Some(HadolintThreshold::Level(HadolintLevel::Warning)));
        assert_eq!(config.ignored, ["DL3008", "SC2086"].map(str::to_owned).into());
        assert_eq!(config.overrides["DL3001"], HadolintLevel::Error);
        assert_eq!(config.overrides["DL3015"], HadolintLevel::Style);
        assert_eq!(config.trusted_registries, ["docker.io", "*.example.com"]);
        assert_eq!(config.label_schema["created"], LabelType::Rfc3339);
        assert_eq!(config.label_schema["empty"], LabelType::Text);
        assert!(config.strict_labels && config.no_fail && !config.disable_ignore_pragma);
    }

    #[test]
    fn json_and_other_spellings_are_fine() {
        let (config, problems) =
            HadolintConfig::parse(r#"{"labelSchema": {"a": "url"}, "strictLabels": true}"#).expect("valid");
        assert_eq!(problems, []);
        assert_eq!(config.label_schema["a"], LabelType::Url);
        assert!(config.strict_labels);
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        for text in ["", "# nothing\n", "---\n", "ignored:\n"] {
            assert_eq!(HadolintConfig::parse(text), Ok((HadolintConfig::default(), Vec::new())), "{text:?}");
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let (_, problems) = HadolintConfig::parse("# c\nignroed: [DL3008]\n").expect("valid YAML");
        assert_eq!(
            problems[0].to_string(),
            "line 2: `ignroed` is no key of a hadolint configuration and is passed over; did you mean `ignored`?"
        );
        for (text, message) in [
            ("ignored: DL3008\n", "line 1: `ignored` must be a list (`- item`)"),
            ("\nstrict-labels: maybe\n", "line 2: `strict-labels` must be `true` or `false`"),
            (
                "failure-threshold: fatal\n",
                "line 1: `fatal` is not a severity; expected one of error, warning, info, style, ignore",
            ),
            ("- a\n", "line 1: the file must be a mapping (`name: value`)"),
        ] {
            assert_eq!(HadolintConfig::parse(text).expect_err(text).to_string(), message);
        }
        assert_eq!(HadolintConfig::parse("a: 1\nb: [\n").expect_err("no YAML").line, 3);
    }

    #[test]
    fn depth_is_bounded() {
        for piece in ["[", "- ", "{a: ", "? ", "? - ", " "] {
            let text = format!("{}x", piece.repeat(50_000));
            assert!(HadolintConfig::parse(&text).is_err(), "{piece:?}");
        }
    }
}
