//! SARIF 2.1.0, the format of code scanning, with fixes.
//!
//! The types below are the objects of the format, each with the section of the standard that tells of it, as far as
//! they are needed.
//!
//! Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS standard, section 3.

use serde::Serialize;

use super::json::ENGINE;
use crate::analysis::{Analysis, Problem};
use crate::rules::{self, Finding, Fix, Safety, Severity, Topic};
use crate::text::{LineIndex, Span};

/// Where the schema of the format is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The rule under which syntax errors are reported.
const SYNTAX_ERROR: &str = "syntax-error";

/// The log of one run: everything that `analysis` found in `text`, the file at `path`, which is relative to the root of
/// the repository or absolute.
pub fn log(analysis: &Analysis, text: &str, path: &str) -> String {
    let uri = uri(path);
    let mut reported: Vec<&str> = analysis.findings.iter().map(|finding| finding.rule).collect();
    if !analysis.syntax_errors.is_empty() {
        reported.push(SYNTAX_ERROR);
    }
    reported.sort_unstable();
    reported.dedup();
    let writer = Writer { text, lines: LineIndex::new(text), uri: &uri, rules: &reported };
    let errors = analysis.syntax_errors.iter().map(|it| writer.error(it));
    let findings = analysis.findings.iter().map(|it| writer.finding(it));
    let driver = Driver {
        name: "dockerfile-playground",
        version: ENGINE,
        semantic_version: ENGINE,
        rules: reported.iter().map(|name| descriptor(name, analysis)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        artifacts: [Artifact { location: Location { uri: &uri, index: None }, source_language: "dockerfile" }],
        column_kind: "utf16CodeUnits",
        results: errors.chain(findings).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let mut text = serde_json::to_string_pretty(&log).expect("an object with text keys can be written");
    text.push('\n');
    text
}

/// 3.13
#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

/// 3.14
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    artifacts: [Artifact<'a>; 1],
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

/// 3.18
#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

/// 3.19
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor<'a>>,
}

/// 3.24
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact<'a> {
    location: Location<'a>,
    source_language: &'static str,
}

/// 3.49
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help<'a>>,
    default_configuration: Configuration,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<RuleProperties<'a>>,
}

/// 3.50
#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// 3.12
#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<&'a str>,
}

/// 3.8, with keys of our own beside `tags`.
#[derive(Serialize)]
struct RuleProperties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<[Topic; 1]>,
    codes: &'a [&'static str],
}

/// 3.27
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Place<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Repair<'a>>,
}

/// 3.11
#[derive(Serialize)]
struct Message {
    text: String,
}

/// 3.28
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    physical_location: PhysicalLocation<'a>,
}

/// 3.29
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: Location<'a>,
    region: Region<'a>,
}

/// 3.4
#[derive(Serialize)]
struct Location<'a> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

/// 3.30; the end column is that of the character behind the region, as in a [`Span`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Content<'a>>,
}

/// 3.3
#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

/// 3.55
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Repair<'a> {
    description: Message,
    artifact_changes: [ArtifactChange<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<FixProperties>,
}

/// 3.8
#[derive(Serialize)]
struct FixProperties {
    safety: Safety,
}

/// 3.56
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: Location<'a>,
    replacements: Vec<Replacement<'a>>,
}

/// 3.57; an empty region inserts.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region<'a>,
    inserted_content: Content<'a>,
}

/// The description of a rule: its page where it has one, else what its first finding says.
fn descriptor<'a>(name: &'a str, analysis: &'a Analysis) -> Descriptor<'a> {
    if let Some(rule) = rules::find(name) {
        let severity = rule.prod.or(rule.dev).unwrap_or(Severity::Info);
        return Descriptor {
            id: rule.name,
            short_description: message(rule.name.replace('-', " ")),
            full_description: Some(message(rule.why)),
            help: Some(Help { text: rule.help, markdown: Some(rule.page).filter(|page| !page.is_empty()) }),
            default_configuration: Configuration { level: level(severity) },
            properties: Some(RuleProperties { tags: Some([rule.topic]), codes: rule.codes }),
        };
    }
    let Some(finding) = analysis.findings.iter().find(|finding| finding.rule == name) else {
        return Descriptor {
            id: name,
            short_description: message("The builder refuses the file"),
            full_description: None,
            help: None,
            default_configuration: Configuration { level: "error" },
            properties: None,
        };
    };
    Descriptor {
        id: name,
        short_description: message(name),
        full_description: Some(message(finding.why.as_str())),
        help: Some(Help { text: &finding.help, markdown: None }),
        default_configuration: Configuration { level: level(finding.severity) },
        properties: Some(RuleProperties { tags: None, codes: &finding.codes }),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Style => "note",
    }
}

/// What is the same for every result of one file.
struct Writer<'a> {
    text: &'a str,
    lines: LineIndex,
    uri: &'a str,
    /// The names of the rules that are described, sorted.
    rules: &'a [&'a str],
}

impl<'a> Writer<'a> {
    fn error(&self, error: &'a Problem) -> Outcome<'a> {
        let mut outcome = self.outcome(SYNTAX_ERROR, "error", error.message.clone(), error.span);
        if let Some(suggestion) = &error.suggestion {
            outcome.fixes = vec![Repair {
                description: message(format!("Write `{suggestion}`")),
                artifact_changes: [self.change(vec![replacement(error.span, suggestion)])],
                properties: None,
            }];
        }
        outcome
    }

    fn finding(&self, finding: &'a Finding) -> Outcome<'a> {
        let told = format!("{}. {}. {}.", finding.message, finding.why, finding.help);
        let mut outcome = self.outcome(finding.rule, level(finding.severity), told, finding.span);
        outcome.fixes = finding.fixes.iter().map(|fix| self.repair(fix)).collect();
        outcome
    }

    fn outcome(&self, rule: &'a str, level: &'static str, told: String, span: Span) -> Outcome<'a> {
        let snippet = Some(Content { text: span.range().of(self.text) });
        let region = Region { snippet, ..region(span) };
        let physical_location = PhysicalLocation { artifact_location: self.location(), region };
        Outcome {
            rule_id: rule,
            rule_index: self.rules.binary_search(&rule).unwrap_or_default(),
            level,
            message: message(told),
            locations: [Place { physical_location }],
            fixes: Vec::new(),
        }
    }

    fn repair(&self, fix: &'a Fix) -> Repair<'a> {
        let title = match &fix.caution {
            Some(caution) => format!("{} (look first: {caution})", fix.title),
            None => fix.title.clone(),
        };
        let replacements = fix.edits.iter().map(|it| replacement(self.lines.span(self.text, it.range), &it.text));
        Repair {
            description: message(title),
            artifact_changes: [self.change(replacements.collect())],
            properties: Some(FixProperties { safety: fix.safety }),
        }
    }

    fn change(&self, replacements: Vec<Replacement<'a>>) -> ArtifactChange<'a> {
        ArtifactChange { artifact_location: self.location(), replacements }
    }

    fn location(&self) -> Location<'a> {
        Location { uri: self.uri, index: Some(0) }
    }
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

fn replacement(span: Span, text: &str) -> Replacement<'_> {
    Replacement { deleted_region: region(span), inserted_content: Content { text } }
}

fn region<'a>(Span { start, end }: Span) -> Region<'a> {
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: None,
    }
}

/// A path as a reference (RFC 3986): what may not stand in one is written as `%` and two digits.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("./docker/my file"), "docker/my%20file");
        assert_eq!(uri("/a/é"), "file:///a/%C3%A9");
        assert_eq!(uri("docker\\Dockerfile"), "docker/Dockerfile");
    }
}
