//! Characters of several bytes in every place of a file: what is typed before a caret and what stands around it never
//! makes an answer of the editor, the rules, a conversion or the simulators fail, nor cuts a character in two.

use dockerfile_playground::analysis::{complete, explain, folds, highlight, name_at, rename, surroundings};
use dockerfile_playground::convert::convert;
use dockerfile_playground::export::{guard, json};
use dockerfile_playground::model::Dockerfile;
use dockerfile_playground::rules::{Safety, fix_all};
use dockerfile_playground::settings::RuleSet;
use dockerfile_playground::simulate::cache::{self, Options};
use dockerfile_playground::simulate::environment::{self, FileContent, Reader, Scenario};
use dockerfile_playground::text::{TextRange, apply};
use dockerfile_playground::{Profile, Project, Settings, analyze, syntax};

/// No-break space, ideographic space, line separator, next line, a byte order mark, a combining mark, characters of two,
/// three and four bytes, and the line break of two.
const CHARACTERS: [&str; 10] =
    ["\u{a0}", "\u{3000}", "\u{2028}", "\u{85}", "\u{feff}", "e\u{301}", "ß", "“", "𝄞", "\r\n"];

/// Texts with the character in the place of `@`: as a blank, in words and behind them, in every part of a file.
const PLACES: [&str; 30] = [
    "@",
    "@FROM a",
    "FR@OM a\nRUN x",
    "FROM@a@AS@b\n",
    "FROM a:@1@AS b@\nCOPY --from=b@ x y",
    "FROM --platform@=@x a",
    "FROM a\nRUN@apt@-get@",
    "FROM a\nRUN apt-get install@-y x@&&@cd@/a@;",
    "FROM a\nRUN --mount=type=@cache@,target=@/a@ x",
    "FROM a\nRUN --@mount@",
    "FROM a\nCOPY --chown@=@u:g@ a@ b@ c",
    "FROM a\nCOPY [@\"a@\"@,@\"b\"@]@",
    "FROM a\nCMD [\"a@\\@b\", @'c'@",
    "FROM a\nENTRYPOINT a@ b\nCMD [@\"x y\"@]",
    "FROM a\nRUN <<E@\necho@ $A@\nE@\nUSER a@",
    "FROM a\nRUN <<EOF@cat\n@#!/bin/sh@\n@EOF\nEOF\n",
    "FROM a\nCOPY <<EOF@ /x@\n@${A@}\nEOF\n",
    "FROM a\n#@comment@\n@#x\nRUN a \\@\n# b@\n c@\\\n@\n",
    "# syntax@=@docker/dockerfile:1@\n# escape@=@`@\nFROM a@",
    "#@check=skip=@all;@error=true\nFROM a\n",
    "FROM a\nARG A@=@1@\nRUN echo $A@ ${A@:-@b} \"$A@\"",
    "FROM a\nENV A@=@1 B=\"@$A@\"@C='@\nENV X@y",
    "FROM a\nLABEL a@=@b@ \"c@\"=d@\nEXPOSE 80@/@tcp@ 1",
    "FROM a\nHEALTHCHECK@--interval=1s@CMD@curl@x",
    "FROM a\nONBUILD@RUN@x@\nSHELL [\"@\"]\nUSER@a@#@b",
    "FROM a\nWORKDIR@/a@\nVOLUME@[\"/a@\"@,]\nSTOPSIGNAL@9@",
    "FROM a\nADD https://e@x.example/@a@.tgz@ /x@",
    "FROM a@b\nCOPY a@\\@\nUSER@x",
    "FROM a\nRUN echo@'a@' \"b@$(c@ `d@`)\" >@f 2>&1@| g@",
    "FROM a\nRUN for i in@a; do@x@; done@<<<@y # z@",
];

/// What a range of a text must be.
#[track_caller]
fn whole(text: &str, range: TextRange) {
    assert!(text.get(range.start..range.end).is_some(), "{range:?} cuts a character of {text:?}");
}

/// What an editor asks with the caret at a byte, in the middle of a character too.
fn ask(text: &str, offset: usize) {
    let project = Project::new(text);
    whole(text, complete(text, offset).range);
    surroundings(text, offset);
    for part in explain(&project, offset).parts {
        whole(text, part.span.range());
    }
    if let Some(name) = name_at(text, offset) {
        name.places.iter().chain(&name.definition).for_each(|&place| whole(text, place));
        if let Ok(edits) = rename(text, offset, "other").map(|it| it.edits) {
            assert!(apply(text, &edits).is_ok(), "{edits:?} in {text:?}");
        }
    }
}

/// What is told of a whole text.
fn look(text: &str) {
    let project = Project::new(text);
    let tree = syntax::parse(text);
    let dockerfile = Dockerfile::resolve(&tree, &project);
    for token in highlight(&dockerfile) {
        whole(text, token.range);
    }
    for range in folds(text) {
        whole(text, range);
    }
    for error in tree.errors.iter().chain(&dockerfile.errors) {
        whole(text, error.range);
    }
    for rules in [RuleSet::Recommended, RuleSet::All] {
        let analysis = analyze(&project, &Settings { rules, ..Settings::default() });
        for finding in &analysis.findings {
            whole(text, finding.span.range());
            for fix in finding.offers() {
                assert!(apply(text, &fix.edits).is_ok(), "{}: {fix:?} in {text:?}", finding.rule);
            }
        }
        json::document(&analysis);
    }
}

/// What makes other texts of a text, and builds it.
fn work(text: &str) {
    let project = Project::new(text);
    let settings = Settings::default();
    for profile in [Profile::Dev, Profile::Prod] {
        convert(&project, &settings, profile);
    }
    for most in [Safety::Safe, Safety::Unsafe] {
        fix_all(&project, &settings, |_, safety| safety <= most);
    }
    cache::simulate(&project, &Project::new(format!("{text}\nRUN x")), Options::default());
    guard::scan_dockerfile(text);
}

fn texts() -> impl Iterator<Item = String> {
    PLACES.iter().flat_map(|place| CHARACTERS.iter().map(move |character| place.replace('@', character)))
}

#[test]
fn every_prefix_can_be_typed() {
    for text in texts() {
        for (at, _) in text.char_indices() {
            let typed = &text[..at];
            ask(typed, at);
            // Rules look at what has just become another word.
            if !text[at..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
                look(typed);
            }
        }
        look(&text);
    }
}

#[test]
fn the_caret_may_be_anywhere() {
    for text in texts() {
        for offset in 0..=text.len() {
            ask(&text, offset);
        }
    }
}

#[test]
fn every_text_can_be_fixed_converted_and_built() {
    for text in texts() {
        work(&text);
    }
}

/// Variables of a file, read by those that have a grammar of their own.
#[test]
fn environment_files_are_read() {
    const READERS: [Reader; 11] = [
        Reader::PythonDotenv,
        Reader::Flask,
        Reader::Gunicorn,
        Reader::PydanticSettings,
        Reader::DotenvExpand,
        Reader::NodeEnvFile,
        Reader::Vite,
        Reader::Next,
        Reader::DockerRun,
        Reader::Compose,
        Reader::Ecs,
    ];
    const LINES: [&str; 6] =
        ["@A@=@b@", "export@A='@x@'@", "A=\"@${B@:-@c}@\"@#@d", "@#@", "A=@`@`@$(@)\\@", "A:@b@ - c"];
    for (character, line) in CHARACTERS.iter().flat_map(|character| LINES.map(|line| (*character, line))) {
        let line = line.replace('@', character);
        for (at, _) in line.char_indices() {
            let file = format!("{}\nB=1", &line[..at]);
            for reader in READERS {
                let service =
                    format!("services:\n  app:\n    env_file: .env\n    environment:\n      - {}", &line[..at]);
                let files = [(".env", file.clone()), ("compose.yaml", service)];
                let files = files.map(|(path, text)| (path.to_owned(), FileContent::Text(text))).into();
                let arguments = if reader == Reader::DockerRun { &["--env-file", ".env"][..] } else { &[] };
                let arguments = arguments.iter().map(|it| (*it).to_owned()).collect();
                environment::resolve(&Scenario { reader, files, arguments, ..Scenario::default() });
            }
        }
    }
}
