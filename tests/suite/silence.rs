//! Comments that silence findings, the fixes that write them, and what is said once although several tools say it.

use std::collections::BTreeSet;

use dockerfile_playground::rules::{Finding, fix_all};
use dockerfile_playground::settings::RuleSet;
use dockerfile_playground::text::apply;
use dockerfile_playground::{Profile, Project, Settings, analyze};

use crate::markdown::files;

const SETS: [RuleSet; 4] = [RuleSet::Recommended, RuleSet::Hadolint, RuleSet::Buildkit, RuleSet::All];

fn findings(text: &str, rules: RuleSet) -> Vec<Finding> {
    analyze(&Project::new(text), &Settings { rules, ..Settings::default() }).findings
}

/// Names of the rules that speak, in order.
fn names(text: &str, rules: RuleSet) -> Vec<&'static str> {
    findings(text, rules).iter().map(|it| it.rule).collect()
}

/// A file of two findings with a comment above its second line.
fn with(comment: &str) -> String {
    format!("FROM alpine:3.22 AS base\n{comment}\nCMD flask run\n")
}

#[test]
fn our_rules_heed_the_comments_of_both_tools() {
    let said = findings(&with("#"), RuleSet::Recommended);
    let shell = said.iter().find(|it| it.codes.contains(&"DL3025")).expect("the shell form is found").rule;
    for comment in [
        "# hadolint ignore=DL3025",
        "# hadolint ignore=DL3000,DL3025 # for a reason",
        "# check=skip=JSONArgsRecommended",
        "# check=skip=all",
        &format!("# dockerfile-playground ignore={shell}"),
        &format!("# hadolint ignore={shell}"),
    ] {
        assert!(!names(&with(comment), RuleSet::Recommended).contains(&shell), "{comment}");
        assert!(!names(&with(comment), RuleSet::All).contains(&shell), "{comment}");
    }
    for comment in ["# hadolint ignore=DL3000", "# hadolint: ignore=DL3025", "# DL3025", "# check=error=true"] {
        assert!(names(&with(comment), RuleSet::Recommended).contains(&shell), "{comment}");
    }
    for head in ["# hadolint global ignore=DL3025\n", "# check=skip=JSONArgsRecommended\n", "# check=skip=all\n"] {
        assert!(!names(&format!("{head}{}", with("#")), RuleSet::Recommended).contains(&shell), "{head}");
    }
    let stage = format!("# hadolint stage ignore=DL3025\n{}", with("#"));
    assert!(!names(&stage, RuleSet::Recommended).contains(&shell));
}

/// What the comment that a finding offers does: its rule is silent there, and nothing else changes.
#[test]
fn an_offered_comment_silences_its_finding_and_nothing_else() {
    let mut offered = 0;
    for (name, text) in files() {
        for (rules, profile) in SETS.into_iter().flat_map(|set| [(set, Profile::Dev), (set, Profile::Prod)]) {
            let settings = Settings { rules, profile, ..Settings::default() };
            let before = analyze(&Project::new(text.as_str()), &settings).findings;
            for finding in &before {
                let Some(fix) = &finding.ignore else { continue };
                let after = apply(&text, &fix.edits).unwrap_or_else(|error| panic!("{name}: {error:?}"));
                let left = analyze(&Project::new(after.as_str()), &settings).findings;
                let count = |list: &[Finding]| list.iter().filter(|it| same_place(it, finding)).count();
                let here = before.iter().filter(|it| same_place(it, finding)).count();
                let line = |it: &Finding| it.span.start.line.saturating_sub(1);
                let near = |it: &&Finding| line(it) == finding.span.start.line && it.rule == finding.rule;
                // Two tools may name two lines for one matter; where one of them is silenced, the other names its own.
                let is_part = |it: &Finding| {
                    let fewer = it.codes.len() < finding.codes.len();
                    it.rule == finding.rule && fewer && it.codes.iter().all(|code| finding.codes.contains(code))
                };
                let is_gone = left.len() < before.len() || left.iter().any(is_part);
                assert!(is_gone, "{name}, {rules:?}: `{}` stays:\n{after}", finding.rule);
                let others = |list: &[Finding]| -> BTreeSet<_> {
                    list.iter().filter(|it| it.rule != finding.rule).map(|it| it.message.clone()).collect()
                };
                assert!(here > 0 && count(&left) <= before.len() && left.iter().filter(near).count() < here + 1);
                assert_eq!(others(&left).len(), others(&before).len(), "{name}, {rules:?}, {}:\n{after}", finding.rule);
                offered += 1;
            }
        }
    }
    assert!(offered > 200, "only {offered} comments were tried");
}

fn same_place(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.span == other.span
}

#[test]
fn a_comment_is_extended_or_put_where_both_are_heard() {
    let fixed = |text: &str, code: &str, rules| {
        let finding = findings(text, rules).into_iter().find(|it| it.codes.contains(&code)).expect(code);
        let edits = finding.ignore.map(|fix| fix.edits);
        edits.map(|edits| apply(text, &edits).expect("the edits fit"))
    };
    let shell = |above: &str, below: &str| format!("FROM alpine:3\n{above}CMD {below}\n");
    for (above, expected) in [
        ("", "# hadolint ignore=DL3025\n"),
        ("# note\n", "# note\n# hadolint ignore=DL3025\n"),
        ("# hadolint ignore=DL3000\n", "# hadolint ignore=DL3000,DL3025\n"),
        ("# hadolint ignore=DL3000 # why\n", "# hadolint ignore=DL3000,DL3025 # why\n"),
    ] {
        let after = fixed(&shell(above, "a b"), "DL3025", RuleSet::Hadolint);
        assert_eq!(after.as_deref(), Some(shell(expected, "a b").as_str()));
    }
    for (above, expected) in [
        ("", "# check=skip=JSONArgsRecommended\n"),
        ("# check=skip=UndefinedVar why\n", "# check=skip=UndefinedVar,JSONArgsRecommended why\n"),
        ("# check=skip=A;error=true\n", "# check=skip=A,JSONArgsRecommended;error=true\n"),
        ("# hadolint ignore=DL3025\n", "# check=skip=JSONArgsRecommended\n# hadolint ignore=DL3025\n"),
    ] {
        let after = fixed(&shell(above, "a b"), "JSONArgsRecommended", RuleSet::Buildkit);
        assert_eq!(after.as_deref(), Some(shell(expected, "a b").as_str()));
    }
    // At the very top the comment would be a directive, and of checks of the whole file BuildKit hears nowhere else.
    assert_eq!(fixed("FROM alpine AS A\n", "StageNameCasing", RuleSet::Buildkit), None);
    assert_eq!(fixed("FROM alpine\nrun x\n", "ConsistentInstructionCasing", RuleSet::Buildkit), None);
}

#[test]
fn nothing_but_a_person_takes_the_comment() {
    for (name, text) in files() {
        for rules in SETS {
            let settings = Settings { rules, ..Settings::default() };
            let (fixed, _) = fix_all(&Project::new(text.as_str()), &settings, |_, _| true);
            let count = |text: &str| text.matches("ignore=").count() + text.matches("check=skip").count();
            assert!(count(&fixed) <= count(&text), "{name}, {rules:?}");
        }
    }
}

#[test]
fn one_finding_for_one_matter() {
    let text = "FROM alpine:3.22 AS base\nWORKDIR app\nMAINTAINER ada\nCMD flask run\n";
    let all = findings(text, RuleSet::All);
    for (code, other) in
        [("WorkdirRelativePath", "DL3000"), ("MaintainerDeprecated", "DL4000"), ("JSONArgsRecommended", "DL3025")]
    {
        let found: Vec<_> = all.iter().filter(|it| it.codes.contains(&code) || it.codes.contains(&other)).collect();
        let [one] = found.as_slice() else { panic!("one finding for {code}, not {found:?}") };
        assert!(one.codes.contains(&code) && one.codes.contains(&other), "{:?}", one.codes);
    }
    // What only one of them says is there too.
    let twice = "FROM alpine:3.22\nRUN pip install a && pip install b\nWORKDIR /a\nWORKDIR b\n";
    assert!(findings(twice, RuleSet::All).iter().any(|it| it.codes == ["DL3000"]));
}

/// hadolint names the later of two CMDs, BuildKit the earlier; both are of one matter.
#[test]
fn an_overridden_command_is_told_once() {
    let text = "FROM alpine:3\nCMD [\"a\"]\nENTRYPOINT [\"x\"]\nCMD [\"b\"]\nENTRYPOINT [\"y\"]\nCMD [\"c\"]\n";
    let all = findings(text, RuleSet::All);
    let told: Vec<_> = all.iter().filter(|it| it.rule == "overridden-command").collect();
    assert_eq!(told.iter().map(|it| it.span.start.line).collect::<Vec<_>>(), [2, 3, 4]);
    for finding in told {
        for code in ["MultipleInstructionsDisallowed", "DL4003"] {
            assert!(finding.codes.contains(&code), "{finding:?}");
        }
    }
    let hadolint = findings(text, RuleSet::Hadolint);
    let lines = hadolint.iter().filter(|it| it.rule == "overridden-command").map(|it| it.span.start.line);
    assert_eq!(lines.collect::<Vec<_>>(), [4, 5, 6]);
}
