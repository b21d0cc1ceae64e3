//! What holds for fixes together, of every sample, every text of the corpus and every case of every rule.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dockerfile_playground::rules::{ALL, Applied, Rule, Safety, Severity, fix_all};
use dockerfile_playground::settings::RuleSet;
use dockerfile_playground::simulate::cache::{self, Options, Outcome};
use dockerfile_playground::{Profile, Project, Settings, analyze, syntax};

use crate::markdown::{Example, files, path, read, sections, stem};

const PROFILES: [Profile; 2] = [Profile::Dev, Profile::Prod];

/// How many rules offer a fix at least.
const FEWEST_WITH_FIX: usize = 60;

/// The cases of a rule.
fn cases(rule: &Rule) -> Vec<(String, Example)> {
    let text = read(&format!("tests/rules/{}.md", stem(rule)));
    let mut cases = Vec::new();
    for section in sections(&text).1 {
        if let Some(block) = section.blocks.iter().find(|it| it.is_dockerfile()) {
            cases.push((format!("{}, {}", rule.name, section.title), Example::new(block, &section.blocks)));
        }
    }
    cases
}

/// Every text that is looked at, with what it is called.
fn texts() -> Vec<(String, Project, Settings)> {
    let files = files().into_iter().map(|(name, text)| (name, Project::new(text), Settings::default()));
    let cases = ALL.iter().flat_map(cases).map(|(name, case)| (name, case.project, case.settings));
    files.chain(cases).collect()
}

fn with(project: &Project, dockerfile: &str) -> Project {
    Project { dockerfile: dockerfile.to_owned(), ..project.clone() }
}

/// How often each comment stands in the text.
fn comments(text: &str) -> HashMap<String, usize> {
    let mut comments = HashMap::new();
    for comment in syntax::parse(text).comments {
        *comments.entry(comment.text).or_default() += 1;
    }
    comments
}

#[track_caller]
fn check(name: &str, project: &Project, settings: &Settings, most: Safety) {
    let wanted = |safety: Safety| safety <= most;
    let (fixed, applied) = fix_all(project, settings, |_, safety| wanted(safety));
    if fixed == project.dockerfile {
        return;
    }
    let name = format!("{name}, {:?}, {:?}, {most:?}", settings.profile, settings.rules);
    let after = with(project, &fixed);
    let (old, new) = (analyze(project, settings), analyze(&after, settings));
    assert!(new.syntax_errors.len() <= old.syntax_errors.len(), "{name}: {:?}\n{fixed}", new.syntax_errors);
    let done: BTreeSet<_> = applied.iter().map(|it| it.finding.rule).collect();
    for finding in &new.findings {
        let is_left = done.contains(finding.rule) && finding.fixes.iter().any(|fix| wanted(fix.safety));
        assert!(!is_left, "{name}: {} is still there: {}\n{fixed}", finding.rule, finding.message);
        let is_new = !old.findings.iter().any(|it| it.rule == finding.rule);
        assert!(!is_new || finding.severity != Severity::Error, "{name}: {} is new:\n{fixed}", finding.rule);
    }
    let (again, more) = fix_all(&after, settings, |_, safety| wanted(safety));
    assert_eq!(again, fixed, "{name}: a second run changes the text again: {more:?}");
    let kept = comments(&fixed);
    for (comment, count) in comments(&project.dockerfile) {
        assert!(kept.get(&comment) >= Some(&count), "{name}: `#{comment}` is lost:\n{fixed}");
    }
}

#[test]
fn fixing_all_ends_well() {
    for (name, project, settings) in texts() {
        for profile in PROFILES {
            for most in [Safety::Safe, Safety::Unsafe] {
                check(&name, &project, &Settings { profile, ..settings.clone() }, most);
            }
        }
    }
}

#[test]
fn fixing_all_ends_well_for_the_originals_too() {
    for (name, project, settings) in texts() {
        for rules in [RuleSet::Hadolint, RuleSet::Buildkit, RuleSet::All] {
            for most in [Safety::Safe, Safety::Unsafe] {
                check(&name, &project, &Settings { rules, ..settings.clone() }, most);
            }
        }
    }
}

/// The steps that a build runs again after the fixes of a rule, by their keywords.
fn run_again(before: &Project, after: &str) -> BTreeSet<String> {
    // That the file itself is another one counts for whoever copies everything, whatever is changed in it.
    let mut before = before.clone();
    before.files.insert(before.dockerfile_path.clone(), "the same".into());
    let options = Options { has_more_files: true, ..Options::default() };
    let report = cache::simulate(&before, &with(&before, after), options);
    let executed = report.steps.into_iter().filter(|step| step.outcome == Outcome::Executed);
    executed.map(|step| step.instruction).collect()
}

/// A title without what differs from case to case.
fn title(applied: &Applied) -> String {
    let is_quoted = |index: usize| index % 2 == 1;
    let parts = applied.fix.title.split('`').enumerate();
    parts.map(|(index, part)| if is_quoted(index) { "`…`" } else { part }).collect()
}

/// `tests/step_keys.md` lists which safe fixes change the key of a step; the rest leaves a build as it was.
#[test]
fn safe_fixes_run_no_step_again_but_for_those_that_are_listed() {
    let mut rows: BTreeMap<&str, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    let mut silent = 0;
    for rule in ALL {
        for (_, case) in cases(rule) {
            let is_safe = |finding: &dockerfile_playground::rules::Finding, safety| {
                finding.rule == rule.name && safety == Safety::Safe
            };
            let (fixed, applied) = fix_all(&case.project, &case.settings, is_safe);
            let steps = run_again(&case.project, &fixed);
            if steps.is_empty() {
                silent += usize::from(!applied.is_empty());
                continue;
            }
            let row = rows.entry(rule.name).or_default();
            row.0.extend(steps);
            row.1.extend(applied.iter().map(title));
        }
    }
    assert!(silent > 20, "only {silent} cases run nothing again");
    let mut text =
        "# Safe fixes after which a build runs steps again\n\nWritten by a test, from the cases of every rule \
                    and the cache simulator. A safe fix leaves the image as it was but for what the finding complains \
                    of; where that is what a command does, or in which order files come, the step has another key. \
                    Every other safe fix leaves every step cached.\n\n\
                    | Rule | What the fix does | Steps that run again |\n| --- | --- | --- |\n"
            .to_owned();
    for (rule, (steps, titles)) in rows {
        let join = |list: BTreeSet<String>| list.into_iter().collect::<Vec<_>>().join(", ");
        text.push_str(&format!("| {rule} | {} | {} |\n", join(titles), join(steps)));
    }
    expect_test::expect_file![path("tests/step_keys.md")].assert_eq(&text);
}

/// Counted from the cases, not from what the rules say of themselves.
#[test]
fn most_rules_offer_a_fix() {
    let has_fix = |rule: &&Rule| {
        cases(rule).into_iter().any(|(_, case)| {
            let fixes = PROFILES.into_iter().flat_map(|profile| case.findings(rule, &case.settings_for(profile)));
            fixes.into_iter().any(|finding| !finding.fixes.is_empty())
        })
    };
    let count = ALL.iter().filter(has_fix).count();
    assert!(count >= FEWEST_WITH_FIX, "only {count} rules offer a fix");
}
