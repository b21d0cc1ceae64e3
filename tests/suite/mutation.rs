//! Good files with one line broken, in twenty ways: the line is named for what it is, and fix-all changes no other one
//! because of it.
//!
//! The whole run takes every file: `MUTATION=all cargo test --test suite mutation -- --nocapture` prints its figures.

use std::collections::HashSet;

use dockerfile_playground::rules::{ALL, Safety, Severity, fix_all};
use dockerfile_playground::syntax::{self, Arguments, CommandLine, Instruction, Keyword, SyntaxTree};
use dockerfile_playground::{Profile, Project, Settings, analyze};

use crate::markdown::{Example, files, path, sections, stem};

/// Of so many files, the short run takes one.
const SHORT_RUN: usize = 16;

/// Breaks a line: its first line, and the text of the file then; `None` where the instruction is not of the kind.
type Way = fn(&SyntaxTree, usize) -> Option<String>;

const WAYS: [(&str, Way); 20] = [
    ("escape character at the end", |tree, at| joined(tree, at, " \\")),
    ("escape character and a blank line", |tree, at| joined(tree, at, " \\\n")),
    ("escape character behind an operator", |tree, at| {
        let is_shell = matches!(of(tree, at, &[Keyword::Run])?.command(), Some(CommandLine::Shell { .. }));
        if is_shell { joined(tree, at, " && \\") } else { None }
    }),
    ("RUN twice", |tree, at| {
        let run = of(tree, at, &[Keyword::Run]).filter(|it| it.flags.is_empty() && it.heredocs.is_empty())?;
        let is_shell = matches!(run.command(), Some(CommandLine::Shell { .. }));
        is_shell.then(|| inserted(tree, run.keyword_word.range.end, " RUN"))
    }),
    ("RUN behind an operator", |tree, at| {
        let run = of(tree, at, &[Keyword::Run]).filter(|it| it.heredocs.is_empty())?;
        let operator = run.range.of(&tree.text).find(" && ")?;
        let is_plain = !run.range.of(&tree.text)[..operator].contains(['"', '\'', '#']);
        is_plain.then(|| inserted(tree, run.range.start + operator + 4, "RUN "))
    }),
    ("comment behind COPY", |tree, at| behind(tree, at, &[Keyword::Copy, Keyword::Add], " # all of it")),
    ("comment behind USER", |tree, at| behind(tree, at, &[Keyword::User, Keyword::Workdir], " # note")),
    ("comment behind an array", |tree, at| {
        exec_form(tree, at).and_then(|it| behind(tree, at, &[it.keyword], " # run"))
    }),
    ("comment behind EXPOSE", |tree, at| {
        let kinds = [Keyword::Expose, Keyword::Env, Keyword::Arg, Keyword::Stopsignal, Keyword::From];
        let is_legacy = matches!(of(tree, at, &kinds)?.arguments, Arguments::Pairs { legacy: true, .. });
        if is_legacy { None } else { behind(tree, at, &kinds, " # why") }
    }),
    ("flag behind COPY", |tree, at| {
        let copy = of(tree, at, &[Keyword::Copy, Keyword::Add]).filter(|it| it.heredocs.is_empty())?;
        let flag = copy.flags.last()?.range;
        let mut text = tree.text.clone();
        text.insert_str(copy.range.end, &format!(" {}", flag.of(&tree.text)));
        text.replace_range(flag.start..=flag.end, "");
        Some(text)
    }),
    ("mount behind RUN", |tree, at| {
        let run = of(tree, at, &[Keyword::Run]).filter(|it| it.heredocs.is_empty())?;
        let is_shell = matches!(run.command(), Some(CommandLine::Shell { .. }));
        // Docker's own client has an option of that name.
        let is_client = run.body.text().contains("docker");
        let is_plain = !is_client && !run.body.text().contains(['"', '\'', '#', '(', '>', ';']);
        is_shell.then(|| behind(tree, at, &[Keyword::Run], " --mount=type=cache,target=/c")).filter(|_| is_plain)?
    }),
    ("single quotes", |tree, at| array(tree, at, |it| Some(it.replace('"', "'")))),
    ("comma behind the last string", |tree, at| array(tree, at, |it| Some(it.replacen(']', ",]", 1)))),
    ("comma missing", |tree, at| array(tree, at, |it| it.contains(", ").then(|| it.replacen(',', "", 1)))),
    ("bracket missing", |tree, at| array(tree, at, |it| Some(it.trim_end_matches(']').to_owned()))),
    ("typographic quotes", |tree, at| array(tree, at, |it| Some(it.replace('"', "”")))),
    ("no-break space behind the keyword", |tree, at| {
        let end = tree.instructions.get(at)?.keyword_word.range.end;
        let mut text = tree.text.clone();
        text.replace_range(end..=end, "\u{a0}");
        Some(text)
    }),
    ("no-break space in a command", |tree, at| {
        let run = of(tree, at, &[Keyword::Run]).filter(|it| it.heredocs.is_empty() && it.flags.is_empty())?;
        let body = run.body.text();
        let first =
            body.find(' ').filter(|&end| body[..end].bytes().all(|it| it.is_ascii_lowercase() || it == b'-'))?;
        let place = run.body.source_start(first);
        let mut text = tree.text.clone();
        text.replace_range(place..=place, "\u{a0}");
        (!matches!(&body[..first], "echo" | "printf")).then_some(text)
    }),
    ("misspelled keyword", |tree, at| {
        let word = tree.instructions.get(at)?.keyword_word.range;
        Some(inserted(tree, word.start + 1, &tree.text[word.start..=word.start]))
    }),
    ("heredoc not closed", |tree, at| {
        let end = tree.instructions.get(at)?.heredocs.last()?.terminator?;
        let mut text = tree.text.clone();
        text.replace_range(end.start..end.end, "");
        Some(text)
    }),
];

/// The instruction, if it is of one of the kinds.
fn of<'a>(tree: &'a SyntaxTree, at: usize, kinds: &[Keyword]) -> Option<&'a Instruction> {
    tree.instructions.get(at).filter(|it| kinds.contains(&it.keyword))
}

fn inserted(tree: &SyntaxTree, at: usize, text: &str) -> String {
    format!("{}{text}{}", &tree.text[..at], &tree.text[at..])
}

/// The instruction with `text` at its end, above another one in upper case.
fn joined(tree: &SyntaxTree, at: usize, text: &str) -> Option<String> {
    let (own, next) = (tree.instructions.get(at)?, tree.instructions.get(at + 1)?);
    let is_upper = next.keyword_word.text == next.keyword.as_str() && next.keyword != Keyword::Maintainer;
    // A word in quotes, a comment of the shell and text for people take in anything.
    let is_open =
        own.body.text().contains(['#']) || own.body.text().contains("echo") || own.body.text().contains("printf");
    // What is no instruction by itself is none behind another one.
    let is_named = next.head.of(&tree.text).is_ascii() && tree.escape == '\\' && next.heredocs.is_empty();
    let is_fit = is_upper && !is_open && is_named && own.heredocs.is_empty() && own.keyword != Keyword::Maintainer;
    let text = if tree.text.contains("\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
    is_fit.then(|| inserted(tree, own.range.end, &text))
}

/// The instruction with `text` at its end.
fn behind(tree: &SyntaxTree, at: usize, kinds: &[Keyword], text: &str) -> Option<String> {
    let own = of(tree, at, kinds).filter(|it| it.heredocs.is_empty())?;
    Some(inserted(tree, own.range.end, text))
}

fn exec_form(tree: &SyntaxTree, at: usize) -> Option<&Instruction> {
    let own = of(tree, at, &[Keyword::Run, Keyword::Cmd, Keyword::Entrypoint])?;
    matches!(own.command(), Some(CommandLine::Exec { words }) if !words.is_empty()).then_some(own)
}

/// The array of an exec form on one line, and of strings without escapes, as another text.
fn array(tree: &SyntaxTree, at: usize, change: fn(&str) -> Option<String>) -> Option<String> {
    let own =
        exec_form(tree, at).filter(|it| it.first_line == it.head_line && !it.body.text().contains(['\\', '\'']))?;
    let start = own.range.end - own.body.text().len();
    let changed = change(own.body.text()).filter(|it| it != own.body.text())?;
    let mut text = tree.text.clone();
    (own.range.of(&tree.text).ends_with(own.body.text())).then(|| {
        text.replace_range(start..own.range.end, &changed);
        text
    })
}

/// What the broken text has that the good one has not, blanks aside; empty where it is not one insertion.
fn added<'t>(good: &str, broken: &'t str) -> &'t str {
    let same = good.bytes().zip(broken.bytes()).take_while(|(a, b)| a == b).count();
    let rest = good.len() - same;
    match broken.len().checked_sub(rest).and_then(|end| broken.get(same..end)) {
        Some(added) if broken.get(broken.len() - rest..) == good.get(same..) => added.trim(),
        _ => "",
    }
}

/// The instructions as they are written.
fn written(text: &str) -> HashSet<String> {
    let tree = syntax::parse(text);
    tree.instructions.iter().map(|it| it.range.of(text).trim_end().to_owned()).collect()
}

/// Files without a fault of their own, from samples, corpus, comparison and the good examples of every rule.
fn good_files() -> Vec<(String, Project)> {
    let of_rules = ALL.iter().flat_map(|rule| {
        let relative = format!("docs/rules/{}.md", stem(rule));
        let text = std::fs::read_to_string(path(&relative)).unwrap_or_else(|error| panic!("{relative}: {error}"));
        let good = sections(&text).1.into_iter().filter(|it| it.title == "Good" || it.title == "Fix");
        let blocks = good.filter_map(|section| {
            let block = section.blocks.iter().find(|it| it.is_dockerfile())?;
            Some((format!("{relative}, {}", section.title), Example::new(block, &section.blocks).project))
        });
        blocks.collect::<Vec<_>>()
    });
    let all = files().into_iter().map(|(name, text)| (name, Project::new(text))).chain(of_rules);
    let settings = Settings::default();
    all.filter(|(_, project)| {
        let analysis = analyze(project, &settings);
        analysis.syntax_errors.is_empty() && analysis.findings.iter().all(|it| it.breaks.is_none())
    })
    .collect()
}

#[test]
fn one_broken_line_is_named_and_no_other_one_changes() {
    let is_whole = std::env::var("MUTATION").is_ok_and(|it| it == "all");
    let step = if is_whole { 1 } else { SHORT_RUN };
    let (mut broken_files, mut cases, mut unnamed, mut changed) = (0, 0, Vec::new(), Vec::new());
    for (nth, (name, project)) in good_files().into_iter().enumerate().filter(|(nth, _)| nth % step == 0) {
        let tree = syntax::parse(&project.dockerfile);
        let count = tree.instructions.len();
        let before = written(&project.dockerfile);
        broken_files += 1;
        for (number, (way, make)) in WAYS.iter().enumerate() {
            // Which instruction is broken differs from file to file.
            let mut places = (0..count).map(|it| (it + nth + number) % count);
            let Some((at, text)) = places.find_map(|at| Some((at, make(&tree, at)?))) else { continue };
            let broken = Project { dockerfile: text.clone(), ..project.clone() };
            cases += 1;
            let own = &tree.instructions[at];
            let lines = own.first_line..=own.last_line + 2;
            let analysis = analyze(&broken, &Settings::default());
            let errors = analysis.syntax_errors.iter().map(|it| it.span.start.line);
            let old = analyze(&project, &Settings::default()).findings;
            let new = analysis.findings.iter().filter(|it| it.severity == Severity::Error && !old.contains(it));
            if !errors.chain(new.map(|it| it.span.start.line)).any(|line| lines.contains(&line)) {
                unnamed.push(format!("{name}, {way}:\n{text}"));
            }
            for (profile, most) in
                [(Profile::Prod, Safety::Safe), (Profile::Prod, Safety::Unsafe), (Profile::Dev, Safety::Unsafe)]
            {
                let settings = Settings { profile, ..Settings::default() };
                let (meant, _) = fix_all(&project, &settings, |_, safety| safety <= most);
                let (fixed, _) = fix_all(&broken, &settings, |_, safety| safety <= most);
                let (meant, after, as_broken) = (written(&meant), written(&fixed), written(&text));
                let original = own.range.of(&project.dockerfile).trim_end();
                let next = tree.instructions.get(at + 1).map(|it| it.range.of(&project.dockerfile).trim_end());
                let is_known = |it: &&String| before.contains(*it) || meant.contains(*it) || as_broken.contains(*it);
                let is_own = |it: &&String| it.as_str() == original || Some(it.as_str()) == next;
                // What was mended may be taken apart then, as it would be without the fault.
                let added = added(&project.dockerfile, &text);
                let is_part =
                    |it: &&String| !added.is_empty() && meant.contains(&it.replacen(&format!(" {added}"), "", 1));
                let strange: Vec<_> = after.iter().filter(|it| !is_known(it) && !is_part(it)).collect();
                let lost: Vec<_> =
                    before.iter().filter(|it| meant.contains(*it) && !after.contains(*it) && !is_own(it)).collect();
                // A line that could be mended is another one than before; that is one.
                if strange.len() > 1 || !lost.is_empty() {
                    changed.push(format!(
                        "{name}, {way}, {profile:?}, {most:?}: {strange:?}, lost {lost:?}:\n{text}\n->\n{fixed}"
                    ));
                }
            }
        }
    }
    println!("{broken_files} files, {cases} broken lines, {} unnamed, {} others changed", unnamed.len(), changed.len());
    assert!(cases > broken_files * 5, "only {cases} cases of {broken_files} files");
    assert!(unnamed.is_empty(), "{} are not named:\n{}", unnamed.len(), unnamed.join("\n\n"));
    assert!(changed.is_empty(), "{} change other lines:\n{}", changed.len(), changed.join("\n\n"));
}
