//! SARIF 2.1.0, the format of code scanning, with fixes.
//!
//! Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS standard, section 3.

use serde_json::{Value, json};

use super::json::ENGINE;
use crate::analysis::{Analysis, Problem};
use crate::rules::{self, Finding, Fix, Severity};
use crate::text::{LineIndex, Span};

/// Where the schema of the format is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The rule under which syntax errors are reported.
const SYNTAX_ERROR: &str = "syntax-error";

/// The log of one run: everything that `analysis` found in `text`, the file at `path`, which is relative to the root of
/// the repository or absolute.
pub fn log(analysis: &Analysis, text: &str, path: &str) -> String {
    let writer = Writer { text, lines: LineIndex::new(text), uri: uri(path) };
    let mut reported: Vec<&str> = analysis.findings.iter().map(|finding| finding.rule).collect();
    if !analysis.syntax_errors.is_empty() {
        reported.push(SYNTAX_ERROR);
    }
    reported.sort_unstable();
    reported.dedup();
    let rules: Vec<Value> = reported.iter().map(|name| rule(name)).collect();
    let errors = analysis.syntax_errors.iter().map(|it| writer.error(it, &reported));
    let findings = analysis.findings.iter().map(|it| writer.finding(it, &reported));
    let results: Vec<Value> = errors.chain(findings).collect();
    let driver = json!({
        "name": "dockerfile-playground",
        "version": ENGINE,
        "semanticVersion": ENGINE,
        "rules": rules,
    });
    let run = json!({
        "tool": {"driver": driver},
        "artifacts": [{"location": {"uri": writer.uri}, "sourceLanguage": "dockerfile"}],
        "columnKind": "utf16CodeUnits",
        "results": results,
    });
    let log = json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]});
    format!("{log:#}\n")
}

/// The description of a rule (3.49).
fn rule(name: &str) -> Value {
    let Some(rule) = rules::find(name) else {
        return json!({
            "id": name,
            "shortDescription": {"text": "The builder refuses the file"},
            "defaultConfiguration": {"level": "error"},
        });
    };
    let severity = rule.prod.or(rule.dev).unwrap_or(Severity::Info);
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.name.replace('-', " ")},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.help, "markdown": rule.page},
        "defaultConfiguration": {"level": level(severity)},
        "properties": {"tags": [rule.topic], "codes": rule.codes},
    })
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
    uri: String,
}

impl Writer<'_> {
    /// A result (3.27) for a syntax error.
    fn error(&self, error: &Problem, rules: &[&str]) -> Value {
        let mut result = self.result(SYNTAX_ERROR, "error", &error.message, error.span, rules);
        if let Some(suggestion) = &error.suggestion {
            let replacement = replacement(error.span, suggestion);
            result["fixes"] = json!([self.fix(&format!("Write `{suggestion}`"), &[replacement])]);
        }
        result
    }

    fn finding(&self, finding: &Finding, rules: &[&str]) -> Value {
        let message = format!("{}. {}. {}.", finding.message, finding.why, finding.help);
        let mut result = self.result(finding.rule, level(finding.severity), &message, finding.span, rules);
        if !finding.fixes.is_empty() {
            let fixes: Vec<Value> = finding.fixes.iter().map(|fix| self.offered(fix)).collect();
            result["fixes"] = Value::Array(fixes);
        }
        result
    }

    fn result(&self, rule: &str, level: &str, message: &str, span: Span, rules: &[&str]) -> Value {
        let mut region = region(span);
        region["snippet"] = json!({"text": span.range().of(self.text)});
        json!({
            "ruleId": rule,
            "ruleIndex": rules.binary_search(&rule).unwrap_or_default(),
            "level": level,
            "message": {"text": message},
            "locations": [{"physicalLocation": {"artifactLocation": self.location(), "region": region}}],
        })
    }

    fn offered(&self, fix: &Fix) -> Value {
        let title = match &fix.caution {
            Some(caution) => format!("{} (look first: {caution})", fix.title),
            None => fix.title.clone(),
        };
        let replacements = fix.edits.iter().map(|edit| {
            let span = self.lines.span(self.text, edit.range);
            replacement(span, &edit.text)
        });
        let mut value = self.fix(&title, &replacements.collect::<Vec<_>>());
        value["properties"] = json!({"safety": fix.safety});
        value
    }

    /// A fix (3.55).
    fn fix(&self, title: &str, replacements: &[Value]) -> Value {
        let change = json!({"artifactLocation": self.location(), "replacements": replacements});
        json!({"description": {"text": title}, "artifactChanges": [change]})
    }

    fn location(&self) -> Value {
        json!({"uri": self.uri, "index": 0})
    }
}

/// A replacement (3.57); an empty region inserts.
fn replacement(span: Span, text: &str) -> Value {
    json!({"deletedRegion": region(span), "insertedContent": {"text": text}})
}

/// A region (3.30): the end column is that of the character behind the region, as in a [`Span`].
fn region(Span { start, end }: Span) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
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
