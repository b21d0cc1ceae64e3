//! The page of every rule: that it is there, that its examples are true, that its facts are those of the rule.
//!
//! `UPDATE_EXPECT=1 cargo test` writes the table of facts, the fixed example and the index.

use std::collections::BTreeSet;

use dockerfile_playground::convert::ready;
use dockerfile_playground::rules::{ALL, Rule, Safety, Severity};
use dockerfile_playground::{Profile, Project, Settings, analyze};

use crate::markdown::{Example, Section, path, read, sections, stem};

/// Files of `src/rules` that are no rules.
const NO_RULES: [&str; 20] = [
    "dependencies_first",
    "development",
    "environments",
    "ignore",
    "let_in",
    "mend",
    "merge",
    "mod",
    "original",
    "package_cache",
    "package_script",
    "prompt",
    "reading",
    "registry",
    "rewrite",
    "rule",
    "run",
    "undebugged",
    "unpinned",
    "wsgi",
];

/// What a page consists of, in this order.
const SECTIONS: [&str; 6] = ["In development", "In production", "Bad", "Good", "Fix", "See also"];

const PROFILES: [Profile; 2] = [Profile::Dev, Profile::Prod];

/// Stems of the files in a folder.
fn stems(folder: &str, extension: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(path(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let stems = paths.filter(|it| it.extension().is_some_and(|it| it == extension));
    stems.filter_map(|it| Some(it.file_stem()?.to_str()?.to_owned())).collect()
}

#[test]
fn every_rule_has_its_three_files_and_its_line() {
    let table: BTreeSet<String> = ALL.iter().map(stem).collect();
    let mut code = stems("src/rules", "rs");
    code.retain(|it| !NO_RULES.contains(&it.as_str()));
    let mut pages = stems("docs/rules", "md");
    pages.remove("README");
    let cases = stems("tests/rules", "md");
    let mut missing = Vec::new();
    for stem in table.iter().chain(&code).chain(&pages).chain(&cases).collect::<BTreeSet<_>>() {
        let places = [
            (code.contains(stem), format!("src/rules/{stem}.rs")),
            (pages.contains(stem), format!("docs/rules/{stem}.md")),
            (cases.contains(stem), format!("tests/rules/{stem}.md")),
            (table.contains(stem), format!("`{stem}::RULE` in ALL of src/rules/mod.rs")),
        ];
        missing.extend(places.into_iter().filter(|(is_there, _)| !is_there).map(|(_, place)| place));
    }
    assert!(missing.is_empty(), "missing: {}", missing.join(", "));
}

#[test]
fn the_table_is_in_order_of_names() {
    assert!(ALL.is_sorted_by(|a, b| a.name < b.name), "{:?}", ALL.iter().map(|it| it.name).collect::<Vec<_>>());
    for rule in ALL {
        let is_kebab = rule.name.split('-').all(|it| !it.is_empty() && it.chars().all(|c| c.is_ascii_lowercase()));
        assert!(is_kebab, "{} is not in kebab case", rule.name);
        assert!(rule.dev.or(rule.prod).is_some(), "{} never speaks", rule.name);
    }
}

/// Whoever deletes a rule deletes its three files and two lines of the table; nothing else knows it.
#[test]
fn only_its_own_file_knows_a_rule() {
    for (file, text) in crate::tidy::sources() {
        for rule in ALL {
            let is_its_own = file == format!("src/rules/{}.rs", stem(rule)) || file == "src/rules/mod.rs";
            let names = [rule.name.to_owned(), stem(rule)];
            let named = names.iter().find(|name| text.contains(name.as_str()));
            assert!(is_its_own || named.is_none(), "{file} names the rule {}", rule.name);
        }
    }
}

#[test]
fn pages_are_true() {
    for rule in ALL {
        let relative = format!("docs/rules/{}.md", stem(rule));
        let text = read(&relative);
        let (head, sections) = sections(&text);
        let titles: Vec<_> = sections.iter().map(|it| it.title).collect();
        assert_eq!(titles, SECTIONS, "{relative}: the sections of a page");
        for section in &sections {
            let prose = section.text.lines().skip(1).any(|line| !line.is_empty() && !line.starts_with("```"));
            assert!(prose, "{relative}: nothing under `{}`", section.title);
        }
        let [bad, good, fix] = [2, 3, 4].map(|index| &sections[index]);
        check_examples(rule, bad, 1);
        check_examples(rule, good, 0);
        let mut rewritten = format!("# {}\n\n{}\n\n{}\n", rule.name, summary(head), facts(rule, bad));
        for section in &sections {
            rewritten.push_str(&if section.title == "Fix" { fixed(rule, fix, bad) } else { section.text.to_owned() });
        }
        expect_test::expect_file![path(&relative)].assert_eq(&rewritten);
    }
}

/// The first sentence of a page.
fn summary(head: &str) -> &str {
    let summary = head.lines().find(|line| !line.is_empty() && !line.starts_with(['#', '|'])).unwrap_or_default();
    assert!(summary.ends_with('.'), "a page begins with a sentence: {head}");
    summary
}

#[track_caller]
fn check_examples(rule: &Rule, section: &Section<'_>, expected: usize) {
    let mut blocks = section.blocks.iter().filter(|it| it.is_dockerfile()).peekable();
    assert!(blocks.peek().is_some(), "{}: no example under `{}`", rule.name, section.title);
    for block in blocks {
        let example = Example::new(block, &section.blocks);
        for profile in PROFILES {
            let named = !example.has_profile || example.settings.profile == profile;
            if named && rule.severity(profile).is_some() {
                let found = example.findings(rule, &example.settings_for(profile));
                assert_eq!(found.len(), expected, "{}, {}, {profile:?}: {found:?}", rule.name, section.title);
            }
        }
    }
}

/// The section `Fix` with the bad examples as they are after the fix.
fn fixed(rule: &Rule, fix: &Section<'_>, bad: &Section<'_>) -> String {
    let bad_blocks = bad.blocks.iter().filter(|it| it.is_dockerfile());
    let mut text = String::new();
    let mut done = 0;
    for (block, bad_block) in fix.blocks.iter().filter(|it| it.is_dockerfile()).zip(bad_blocks) {
        let example = Example::new(bad_block, &bad.blocks);
        let profile = PROFILES.into_iter().find(|&it| rule.severity(it).is_some()).expect("a rule speaks somewhere");
        let profile = if example.has_profile { example.settings.profile } else { profile };
        text.push_str(&fix.text[done..block.end - block.body.len()]);
        text.push_str(&example.fixed(rule, &example.settings_for(profile)).replace("\r\n", "\n"));
        done = block.end;
    }
    text + &fix.text[done..]
}

/// The facts of a rule, as a table of one line.
fn facts(rule: &Rule, bad: &Section<'_>) -> String {
    let cases = read(&format!("tests/rules/{}.md", stem(rule)));
    let (_, mut examples) = sections(&cases);
    examples.push(Section { title: "Bad", text: bad.text, blocks: crate::markdown::blocks(bad.text) });
    let mut safeties = BTreeSet::new();
    for section in &examples {
        for block in section.blocks.iter().filter(|it| it.is_dockerfile()) {
            let example = Example::new(block, &section.blocks);
            let profiles = PROFILES.into_iter().filter(|it| rule.severity(*it).is_some());
            let found = profiles.flat_map(|profile| example.findings(rule, &example.settings_for(profile)));
            safeties.extend(found.flat_map(|it| it.fixes).map(|fix| fix.safety));
        }
    }
    let fix = match safeties.iter().collect::<Vec<_>>()[..] {
        [] => "none",
        [Safety::Safe] => "safe",
        [Safety::Unsafe] => "unsafe",
        _ => "safe or unsafe",
    };
    let codes = if rule.codes.is_empty() { "–".to_owned() } else { rule.codes.join(", ") };
    format!(
        "| Topic | In development | In production | Fix | Part of the conversion | Codes elsewhere |\n\
         | --- | --- | --- | --- | --- | --- |\n\
         | {} | {} | {} | {fix} | {} | {codes} |\n",
        words(&format!("{:?}", rule.topic)),
        severity(rule.dev),
        severity(rule.prod),
        if rule.converts { "yes" } else { "no" },
    )
}

fn severity(severity: Option<Severity>) -> String {
    severity.map_or("silent".to_owned(), |it| format!("{it:?}").to_ascii_lowercase())
}

/// `BaseImage` as `base image`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

#[test]
fn the_index_lists_every_rule() {
    let mut text = "# Rules\n\nThis list is written by a test, from the rules and the first sentence of each page.\n\n\
                    | Rule | In development | In production | What it finds |\n| --- | --- | --- | --- |\n"
        .to_owned();
    for rule in ALL {
        let (dev, prod, file) = (severity(rule.dev), severity(rule.prod), stem(rule));
        let summary = summary(sections(rule.page).0).to_owned();
        text.push_str(&format!("| [{}]({file}.md) | {dev} | {prod} | {summary} |\n", rule.name));
    }
    expect_test::expect_file![path("docs/rules/README.md")].assert_eq(&text);
}

#[test]
fn messages_are_short_and_no_sentences() {
    for rule in ALL {
        for text in [rule.why, rule.help] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{}: {text}", rule.name);
        }
        for relative in [format!("docs/rules/{}.md", stem(rule)), format!("tests/rules/{}.md", stem(rule))] {
            let text = read(&relative);
            for section in sections(&text).1 {
                for block in section.blocks.iter().filter(|it| it.is_dockerfile()) {
                    let example = Example::new(block, &section.blocks);
                    for profile in PROFILES {
                        for finding in analyze(&example.project, &example.settings_for(profile)).findings {
                            let message = &finding.message;
                            assert!(message.chars().count() < 90 && !message.ends_with('.'), "{relative}: {message}");
                            assert!(finding.fixes.iter().all(|it| !it.title.ends_with('.')), "{relative}: {message}");
                        }
                    }
                }
            }
        }
    }
}

/// The table of samples, with the number of problems in each.
#[test]
fn samples_are_listed_with_their_problems() {
    let mut text = "# Samples\n\nWhat the page offers to start from; `src/page/samples.rs` gives their order. \
                    This list is written by a test.\n\n\
                    | File | Refused by a build | Findings in development | Findings in production | Left when made ready |\n\
                    | --- | --- | --- | --- | --- |\n"
        .to_owned();
    for stem in stems("static/samples", "Dockerfile") {
        let project = Project::new(read(&format!("static/samples/{stem}.Dockerfile")));
        let [dev, prod] = PROFILES.map(|profile| analyze(&project, &Settings { profile, ..Settings::default() }));
        let (errors, dev, prod) = (dev.syntax_errors.len(), dev.findings.len(), prod.findings.len());
        let made = Project::new(ready(&project, &Settings::default()).text);
        let left = analyze(&made, &Settings::default());
        let left = left.syntax_errors.len() + left.findings.len();
        text.push_str(&format!("| [{stem}]({stem}.Dockerfile) | {errors} | {dev} | {prod} | {left} |\n"));
    }
    expect_test::expect_file![path("static/samples/README.md")].assert_eq(&text);
}

/// The file that shows how it is done.
#[test]
fn nothing_is_to_be_said_of_the_modern_sample() {
    let project = Project::new(read("static/samples/flask-modern.Dockerfile"));
    assert_eq!(analyze(&project, &Settings::default()).findings, []);
}
