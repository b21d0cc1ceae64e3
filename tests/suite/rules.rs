//! The cases of every rule: what it says of a file, and what the file is after its fixes.
//!
//! `tests/rules/<rule>.md` holds them; `UPDATE_EXPECT=1 cargo test` writes what follows the input of each.

use std::collections::HashMap;

use dockerfile_playground::rules::{ALL, Finding, Rule, Safety, Severity};
use dockerfile_playground::syntax::{self, SyntaxTree};
use dockerfile_playground::text::apply;
use dockerfile_playground::{Project, analyze};

use crate::markdown::{Example, Section, path, read, sections, stem};

#[test]
fn cases_say_what_rules_say() {
    for rule in ALL {
        let relative = format!("tests/rules/{}.md", stem(rule));
        let text = read(&relative);
        let (head, sections) = sections(&text);
        let mut rewritten = head.to_owned();
        for section in &sections {
            rewritten.push_str(&rewrite(rule, section));
        }
        expect_test::expect_file![path(&relative)].assert_eq(&format!("{}\n", rewritten.trim_end()));
    }
}

/// The section up to its last input, and what the rule makes of it.
fn rewrite(rule: &Rule, section: &Section<'_>) -> String {
    let Some(dockerfile) = section.blocks.iter().find(|it| it.is_dockerfile()) else { return section.text.to_owned() };
    let example = Example::new(dockerfile, &section.blocks);
    let findings = example.findings(rule, &example.settings);
    let input = section.blocks.iter().rfind(|it| it.is_dockerfile() || it.is_file()).map_or(0, |it| it.end);
    let mut text = format!("{}```\n\n```findings\n", &section.text[..input]);
    for finding in &findings {
        text.push_str(&render(&example.project.dockerfile, finding));
    }
    text.push_str(if findings.is_empty() { "none\n```\n\n" } else { "```\n\n" });
    if findings.iter().any(|it| !it.fixes.is_empty()) {
        let fixed = check_fixes(rule, &example, &findings, &format!("{}, {}", rule.name, section.title));
        text.push_str(&format!("```fixed\n{}\n```\n\n", fixed.replace("\r\n", "\n").trim_end_matches('\n')));
    }
    text
}

/// The lines of a finding, what it covers underlined, and the fixes that it offers.
fn render(text: &str, finding: &Finding) -> String {
    let (start, end) = (finding.span.start, finding.span.end);
    let mut rendered = String::new();
    for (index, line) in text.lines().enumerate().skip(start.line - 1).take(end.line - start.line + 1) {
        let units: Vec<char> = line.chars().flat_map(|c| std::iter::repeat_n(c, c.len_utf16())).collect();
        let indent = line.chars().take_while(|it| it.is_whitespace()).count();
        let from = if index + 1 == start.line { start.column - 1 } else { indent };
        let to = if index + 1 == end.line { end.column - 1 } else { units.len() };
        let carets = "^".repeat(to.saturating_sub(from).max(1));
        rendered.push_str(&format!("{:3} | {line}\n    | {}{carets}", index + 1, " ".repeat(from)));
        rendered.push_str(if index + 1 == end.line { " " } else { "\n" });
    }
    let severity = format!("{:?}", finding.severity).to_ascii_lowercase();
    rendered.push_str(&format!("{severity} {}: {}\n", finding.rule, finding.message));
    for fix in &finding.fixes {
        let kind = if fix.safety == Safety::Safe { "fix" } else { "unsafe fix" };
        let caution = fix.caution.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
        rendered.push_str(&format!("    = {kind}: {}{caution}\n", fix.title));
    }
    rendered
}

/// The text after every fix, and what holds for every fix.
#[track_caller]
fn check_fixes(rule: &Rule, example: &Example, findings: &[Finding], case: &str) -> String {
    let before = &example.project.dockerfile;
    for fix in findings.iter().flat_map(|it| &it.fixes) {
        assert!(apply(before, &fix.edits).is_ok_and(|text| text != *before), "{case}: cannot be applied: {fix:?}");
    }
    // Those that fix-all leaves to a person, one by one.
    for fix in findings.iter().flat_map(|it| it.fixes.iter().skip(1)) {
        let dockerfile = apply(before, &fix.edits).unwrap_or_default();
        let project = Project { dockerfile, ..example.project.clone() };
        let after = analyze(&project, &example.settings).findings;
        let left = after.iter().filter(|it| it.rule == rule.name).count();
        assert!(left < findings.len(), "{case}: `{}` does not remove its finding:\n{}", fix.title, project.dockerfile);
    }
    let fixed = example.fixed(rule, &example.settings);
    let after = Example {
        project: Project { dockerfile: fixed.clone(), ..example.project.clone() },
        settings: example.settings.clone(),
        ..*example
    };
    let (left, wanted) = (after.findings(rule, &after.settings), findings.iter().filter(|it| it.fixes.is_empty()));
    assert_eq!(left.len(), wanted.count(), "{case}: a fix does not remove its finding:\n{fixed}");
    assert_eq!(after.fixed(rule, &after.settings), fixed, "{case}: a second run changes the text again");

    let (old, new) = (analyze(&example.project, &example.settings), analyze(&after.project, &after.settings));
    assert!(new.syntax_errors.len() <= old.syntax_errors.len(), "{case}: {:?}\n{fixed}", new.syntax_errors);
    let errors = |findings: Vec<Finding>| findings.into_iter().filter(|it| it.severity == Severity::Error).count();
    assert!(errors(new.findings) <= errors(old.findings), "{case}: a fix brings an error:\n{fixed}");

    let (old, new) = (syntax::parse(before), syntax::parse(&fixed));
    let kept = comments(&new);
    for (comment, count) in comments(&old) {
        assert!(kept.get(comment) >= Some(&count), "{case}: `#{comment}` is lost:\n{fixed}");
    }
    // What takes carriage returns out of a script, and nothing else, leaves those of the file around it.
    let takes_returns = fixed.replace('\r', "") == before.replace('\r', "");
    if example.is_crlf && !takes_returns {
        assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count(), "{case}: line breaks are mixed");
    }
    fixed
}

fn comments(tree: &SyntaxTree) -> HashMap<&str, usize> {
    let mut comments = HashMap::new();
    for comment in &tree.comments {
        *comments.entry(comment.text.as_str()).or_default() += 1;
    }
    comments
}
