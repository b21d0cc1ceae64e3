//! Half-typed text: nothing panics, bytes stay tiled, fixes stay applicable, and what is finished keeps its findings.
//!
//! The *finished part* of a text is everything up to the line that is being typed, or up to the instruction that
//! reaches into it. A rule is *steady* in a file if its findings in the finished part are the same wherever the file
//! is cut after a line: such a rule must not take anything back while the next line is being typed, nor add anything if
//! it is steady in every file. A half-typed FROM may change what is built, so there only those are held to it.

use std::collections::BTreeSet;
use std::time::Duration;

use dockerfile_playground::analysis::{complete, folds, name_at};
use dockerfile_playground::convert::convert;
use dockerfile_playground::rules::{ALL, Finding};
use dockerfile_playground::settings::{Registry, RuleSet};
use dockerfile_playground::syntax::{self, Keyword};
use dockerfile_playground::text::apply;
use dockerfile_playground::{Profile, Project, Settings, analyze};

use crate::effort::effort;
use crate::markdown::files;

/// How many places of a file are tried.
const MOST_PLACES: usize = 40;

fn settings(profile: Profile, rules: RuleSet) -> Settings {
    let images = [("python".to_owned(), "cruddur-python".to_owned())].into();
    let registry = Some(Registry { host: "registry.example.com/base".to_owned(), images });
    Settings { profile, rules, registry, ..Settings::default() }
}

fn findings(text: &str, profile: Profile) -> Vec<Finding> {
    analyze(&Project::new(text), &settings(profile, RuleSet::Recommended)).findings
}

/// Offsets of characters, as many as are tried, spread over the whole text.
fn places(text: &str) -> Vec<usize> {
    let all: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let step = all.len().div_ceil(MOST_PLACES).max(1);
    all.into_iter().step_by(step).collect()
}

/// What holds for every text.
fn check(name: &str, text: &str) {
    let project = Project::new(text);
    let mut end = 0;
    for token in &syntax::parse(text).tokens {
        assert!(token.range.start == end && token.range.end > end, "{name}: tokens have a gap:\n{text}");
        end = token.range.end;
    }
    assert_eq!(end, text.len(), "{name}: tokens do not reach the end:\n{text}");
    let typed = complete(text, text.len()).range;
    assert!(text.get(typed.start..typed.end).is_some(), "{name}: {typed:?}\n{text}");
    let places = name_at(text, text.len()).into_iter().flat_map(|name| name.places).chain(folds(text));
    for place in places {
        assert!(text.get(place.start..place.end).is_some(), "{name}: {place:?}\n{text}");
    }
    for profile in [Profile::Dev, Profile::Prod] {
        for finding in analyze(&project, &settings(profile, RuleSet::All)).findings {
            for fix in finding.fixes {
                assert!(apply(text, &fix.edits).is_ok(), "{name}: {fix:?}\n{text}");
            }
        }
        convert(&project, &settings(Profile::Prod, RuleSet::Recommended), profile);
    }
}

#[test]
fn nothing_breaks_on_half_a_text() {
    for (name, text) in files() {
        check(&name, &text);
        for at in places(&text) {
            let next = at + text[at..].chars().next().map_or(0, char::len_utf8);
            check(&name, &text[..at]);
            check(&name, &format!("{}{}", &text[..at], &text[next..]));
        }
    }
}

/// What a rule says of a text before `end`.
fn said(findings: &[Finding], rule: &str, end: usize) -> Vec<(usize, usize, String)> {
    let own = findings.iter().filter(|it| it.rule == rule && it.span.end.offset <= end);
    own.map(|it| (it.span.start.offset, it.span.end.offset, it.message.clone())).collect()
}

/// The end of the finished part.
fn finished(text: &str) -> usize {
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    // Whatever takes in the next letter is still open: a continued line, a heredoc.
    let tree = syntax::parse(&format!("{text}x"));
    tree.instructions.iter().find(|it| it.range.end > line && it.range.start < line).map_or(line, |it| it.range.start)
}

/// Rules whose findings in the finished part do not depend on the lines behind it.
fn steady(text: &str, profile: Profile) -> BTreeSet<&'static str> {
    let whole = findings(text, profile);
    let mut steady: BTreeSet<_> = ALL.iter().map(|rule| rule.name).collect();
    for (at, _) in text.match_indices('\n') {
        let end = finished(&text[..=at]);
        let cut = findings(&text[..end], profile);
        steady.retain(|rule| said(&cut, rule, end) == said(&whole, rule, end));
    }
    steady
}

#[test]
fn what_is_finished_keeps_its_findings() {
    let mut compared = 0;
    for profile in [Profile::Dev, Profile::Prod] {
        let files: Vec<_> = files().into_iter().map(|(name, text)| (steady(&text, profile), name, text)).collect();
        let everywhere = files.iter().fold(None, |all: Option<BTreeSet<_>>, (steady, ..)| match all {
            Some(all) => Some(&all & steady),
            None => Some(steady.clone()),
        });
        let everywhere = everywhere.expect("there are files");
        for (steady, name, text) in &files {
            for at in places(text) {
                let half = &text[..at];
                let end = finished(half);
                let is_stage = syntax::parse(&half[end..]).instructions.iter().any(|it| it.keyword == Keyword::From);
                let (now, before) = (findings(half, profile), findings(&half[..end], profile));
                for rule in if is_stage { &everywhere } else { steady } {
                    let (now, before) = (said(&now, rule, end), said(&before, rule, end));
                    let is_kept = before.iter().all(|it| now.contains(it));
                    let is_same = is_kept && (now.len() == before.len() || !everywhere.contains(rule));
                    assert!(is_same, "{name}, {profile:?}: {rule} said {before:?}, now {now:?}:\n{half}");
                    compared += before.len();
                }
            }
        }
    }
    assert!(compared > 500, "only {compared} findings were compared");
}

fn time(text: &str) -> Duration {
    let project = Project::new(text);
    let settings = settings(Profile::Prod, RuleSet::Recommended);
    effort(|| drop(analyze(&project, &settings)))
}

/// Makes a text of that many lines.
type Shape = fn(usize) -> String;

#[test]
fn time_is_linear_in_the_text() {
    let shapes: [(&str, Shape); 6] = [
        ("steps", |n| {
            let line = |i| format!("ENV A{i}=$A{}\nRUN pip install x{i} && make\nCOPY a{i} b\nEXPOSE {i}\n", i / 2);
            format!("FROM a\n{}CMD flask run --reload\n", (0..n / 4).map(line).collect::<String>())
        }),
        ("stages", |n| {
            let stage = |i: usize| {
                let base = if i == 0 { "a".to_owned() } else { format!("s{}", i - 1) };
                format!("FROM {base} AS s{i}\nRUN pip install -r r.txt\nENV FLASK_DEBUG=1\nCOPY --from=s{i} a b\n")
            };
            (0..n / 4).map(stage).collect()
        }),
        ("one long instruction", |n| format!("FROM a\nRUN x{}\n", " && \\\n  # note\n  pip install y".repeat(n / 2))),
        ("one long line", |n| format!("FROM a\nRUN x{}\n", " && pip install y".repeat(n / 2))),
        ("a heredoc", |n| format!("FROM a\nRUN <<EOF\n{}EOF\n", "pip install x\n".repeat(n))),
        ("broken lines", |n| format!("FROM a\n{}", "RNU \"x ${y\nCMD [\"a\", b]\n".repeat(n / 2))),
    ];
    for (name, shape) in shapes {
        let (short, long) = (time(&shape(2_000)), time(&shape(8_000)));
        let factor = long.as_secs_f64() / short.as_secs_f64();
        assert!(factor < 10.0, "{name}: 4 times the lines take {factor:.1} times as long ({short:?}, {long:?})");
    }
}
