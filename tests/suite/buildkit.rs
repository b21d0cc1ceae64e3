//! BuildKit's build checks, each with texts where it speaks and where it is silent.

use std::collections::BTreeMap;

use dockerfile_playground::project::ImageConfig;
use dockerfile_playground::rules::{Finding, Safety};
use dockerfile_playground::settings::RuleSet;
use dockerfile_playground::text::apply;
use dockerfile_playground::{Analysis, Project, Settings, analyze};

use crate::effort::effort;

pub(crate) fn look(project: &Project) -> Analysis {
    analyze(project, &Settings { rules: RuleSet::Buildkit, ..Settings::default() })
}

/// `Code@line` of every finding, sorted by line.
fn codes(project: &Project) -> Vec<String> {
    let mut found: Vec<_> = look(project).findings.iter().map(|it| (it.span.start.line, it.codes[0])).collect();
    found.sort_unstable();
    found.into_iter().map(|(line, code)| format!("{code}@{line}")).collect()
}

/// Every text with what is found in it, in one string.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(codes(&Project::new(*text)).join(" "), *expected, "{text}");
    }
}

/// The text after the first fix of the only finding.
#[track_caller]
fn fixed(project: &Project, safety: Safety) -> String {
    let findings = look(project).findings;
    let [Finding { fixes, .. }] = findings.as_slice() else { panic!("one finding, not {findings:?}") };
    assert_eq!(fixes[0].safety, safety, "{}", project.dockerfile);
    apply(&project.dockerfile, &fixes[0].edits).expect("the edits fit")
}

#[track_caller]
fn fix(safety: Safety, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(fixed(&Project::new(*text), safety), *expected, "{text}");
    }
}

#[test]
fn names_of_stages() {
    check(&[
        ("FROM scratch AS Build", "StageNameCasing@1"),
        ("FROM scratch AS build", ""),
        ("FROM scratch AS a\nFROM scratch AS b\nFROM scratch AS A", "DuplicateStageName@3 StageNameCasing@3"),
        ("FROM scratch AS a\nFROM scratch AS a\nFROM scratch AS a", "DuplicateStageName@2 DuplicateStageName@3"),
        ("FROM alpine AS Context", "ReservedStageName@1 StageNameCasing@1"),
        ("FROM alpine AS contexts", ""),
    ]);
    fix(
        Safety::Safe,
        &[(
            "FROM alpine AS Base\nFROM alpine\nCOPY --from=Base /a /b\nRUN --mount=from=BASE,target=/m x\n",
            "FROM alpine AS base\nFROM alpine\nCOPY --from=base /a /b\nRUN --mount=from=base,target=/m x\n",
        )],
    );
    fix(
        Safety::Unsafe,
        &[(
            "FROM alpine AS context\nFROM context\nCOPY --from=context a b\n",
            "FROM alpine AS context-stage\nFROM context-stage\nCOPY --from=context-stage a b\n",
        )],
    );
}

#[test]
fn cases_of_keywords() {
    check(&[
        ("FROM alpine as a", "FromAsCasing@1"),
        ("from alpine AS a", "FromAsCasing@1"),
        ("from alpine as a", ""),
        // A mixed FROM is told once only; a tie goes to capital letters.
        ("From alpine As a", "ConsistentInstructionCasing@1"),
        ("FROM alpine\nrun x", "ConsistentInstructionCasing@2"),
        ("FROM alpine\nrun x\nuser y", "ConsistentInstructionCasing@1"),
        ("arg A=1\nFROM alpine\nONBUILD run x", ""),
    ]);
    fix(Safety::Safe, &[("FROM alpine as a", "FROM alpine AS a"), ("FROM alpine\nUser y", "FROM alpine\nUSER y")]);
}

#[test]
fn blank_lines_in_an_instruction() {
    check(&[
        ("FROM alpine\nRUN a \\\n\n  \n && b\nUSER x", "NoEmptyContinuation@5"),
        ("FROM alpine\nRUN a \\\n# why\n && b", ""),
        ("FROM alpine\nCOPY <<E \\\n\n /x\nhi\nE", "NoEmptyContinuation@4"),
    ]);
    fix(Safety::Safe, &[("FROM alpine\nRUN a \\\n\n  \\\n\n# c\n  b\n", "FROM alpine\nRUN a \\\n  \\\n# c\n  b\n")]);
}

#[test]
fn shells_in_front_of_programs() {
    check(&[
        ("FROM alpine\nCMD a b", "JSONArgsRecommended@2"),
        ("FROM alpine\nENTRYPOINT ['a']", "JSONArgsRecommended@2"),
        ("FROM alpine\nCMD", "JSONArgsRecommended@2"),
        ("FROM alpine\nCMD []", ""),
        ("FROM alpine AS a\nSHELL [\"bash\", \"-c\"]\nFROM a\nCMD x", ""),
        ("FROM alpine\nCMD x\nSHELL [\"bash\", \"-c\"]", "JSONArgsRecommended@2"),
        ("FROM alpine\nHEALTHCHECK CMD x\nRUN x", ""),
    ]);
    fix(
        Safety::Unsafe,
        &[("FROM a\nCMD python3 app.py  --port=1\n", "FROM a\nCMD [\"python3\", \"app.py\", \"--port=1\"]\n")],
    );
    for text in ["FROM a\nCMD echo $HOME", "FROM a\nCMD cd /x", "FROM a\nCMD a && b"] {
        assert!(look(&Project::new(text)).findings[0].fixes.is_empty(), "{text}");
    }
}

#[test]
fn maintainers() {
    check(&[("FROM a\nMAINTAINER me", "MaintainerDeprecated@2"), ("MAINTAINER me", "MaintainerDeprecated@1")]);
    fix(
        Safety::Safe,
        &[(
            "FROM a\nMAINTAINER Jo \"J\" Doe $5\n",
            "FROM a\nLABEL org.opencontainers.image.authors=\"Jo \\\"J\\\" Doe \\$5\"\n",
        )],
    );
}

#[test]
fn variables_in_from() {
    check(&[
        ("FROM alpine$TAG", "UndefinedArgInFrom@1"),
        ("ARG TAG\nFROM alpine$TAG", ""),
        ("FROM alpine${TAG:-3}", "UndefinedArgInFrom@1"),
        ("FROM --platform=$BUILDPLATFORM alpine", ""),
        ("FROM alpine AS a\nARG TAG=3\nFROM alpine$TAG", "UndefinedArgInFrom@3"),
        ("FROM ${A}x${B}", "UndefinedArgInFrom@1 UndefinedArgInFrom@1"),
        ("ARG TAG\nFROM alpine:$TAG", "InvalidDefaultArgInFrom@2"),
        ("ARG TAG=3\nFROM alpine:$TAG", ""),
        ("FROM UPPER", "InvalidDefaultArgInFrom@1"),
        ("FROM scratch AS a..b\nFROM a..b", "InvalidDefaultArgInFrom@2"),
        ("FROM --platform=$TARGETPLATFORM alpine", "RedundantTargetPlatform@1"),
        ("FROM --platform=$TARGETOS/$TARGETARCH alpine", ""),
        ("FROM --platform=linux/arm64 alpine", "FromPlatformFlagConstDisallowed@1"),
        ("FROM --platform=linux/x86_64 alpine AS for-amd64", ""),
        ("FROM --platform= alpine", ""),
    ]);
    fix(Safety::Safe, &[("FROM --platform=$TARGETPLATFORM alpine", "FROM alpine")]);
    fix(
        Safety::Unsafe,
        &[
            ("ARG VERSION=3\nFROM alpine:3$VERSOIN\n", "ARG VERSION=3\nFROM alpine:3$VERSION\n"),
            ("# syntax=a/b\n# Base\nFROM alpine$TAG\n", "# syntax=a/b\nARG TAG\n# Base\nFROM alpine$TAG\n"),
            ("FROM --platform=linux/arm64 alpine\n", "FROM alpine\n"),
        ],
    );
    let mut project = Project::new("ARG TAG\nFROM alpine:$TAG\n");
    project.build_args.insert("TAG".into(), "3.20".into());
    assert_eq!(fixed(&project, Safety::Unsafe), "ARG TAG=3.20\nFROM alpine:$TAG\n");
}

#[test]
fn variables_in_stages() {
    check(&[
        ("FROM a\nCOPY $X /y", "UndefinedVar@2"),
        ("FROM a\nARG X\nCOPY $X /y", ""),
        ("FROM a AS b\nARG X\nFROM b\nCOPY $X /y", ""),
        ("ARG X=1\nFROM a\nCOPY $X /y", "UndefinedVar@3"),
        ("FROM a\nENV P=$PATH:/x Q=$P", "UndefinedVar@2"),
        ("FROM a\nARG A=1 B=$A C=$D", "UndefinedVar@2"),
        ("FROM a\nENV A=$X B=$X", "UndefinedVar@2 UndefinedVar@2"),
        ("FROM a\nUSER ${X:-root}\nWORKDIR /$Y", "UndefinedVar@2 UndefinedVar@3"),
        ("FROM a\nRUN --mount=type=cache,target=/$X echo $Y", "UndefinedVar@2"),
        ("FROM a\nRUN $X\nCMD [\"$X\"]\nEXPOSE $X\nHEALTHCHECK CMD [\"$X\"]", ""),
        ("FROM a\nCOPY <<E /x\n$X\nE\nCOPY <<'E' /y\n$X\nE", "UndefinedVar@2"),
        ("FROM a\nLABEL a='$X' b=\\$X", ""),
        ("FROM a\nENV A=1 \\\n  B=$X", "UndefinedVar@2"),
    ]);
    fix(
        Safety::Unsafe,
        &[
            ("FROM a\nENV PATH=$PAHT:/x\n", "FROM a\nENV PATH=$PATH:/x\n"),
            ("FROM a\n# why\nUSER $WHOEVER\n", "FROM a\nARG WHOEVER\n# why\nUSER $WHOEVER\n"),
        ],
    );
}

#[test]
fn an_overridden_default_is_not_read() {
    let mut project = Project::new("FROM a\nARG X=$Y\nARG Z=${}\n");
    assert_eq!(codes(&project), ["UndefinedVar@2"]);
    project.build_args.extend([("X".into(), "1".into()), ("Z".into(), "2".into())]);
    let seen = look(&project);
    assert!(seen.findings.is_empty() && seen.syntax_errors.is_empty(), "{seen:?}");
}

#[test]
fn working_directories() {
    check(&[
        ("FROM a\nWORKDIR x", "WorkdirRelativePath@2"),
        ("FROM a\nWORKDIR x\nWORKDIR y", "WorkdirRelativePath@2"),
        ("FROM a AS b\nWORKDIR /x\nFROM b\nWORKDIR y", ""),
        ("FROM a AS b\nFROM b\nWORKDIR y", "WorkdirRelativePath@3"),
        ("FROM a\nARG D=/x\nWORKDIR $D", ""),
        ("FROM --platform=windows/amd64 a AS windows\nWORKDIR C:\\\\x", ""),
    ]);
    fix(Safety::Safe, &[("FROM scratch\nWORKDIR app\n", "FROM scratch\nWORKDIR /app\n")]);
    fix(Safety::Unsafe, &[("FROM a\nWORKDIR app\n", "FROM a\nWORKDIR /app\n")]);
    let mut project = Project::new("FROM a\nWORKDIR app\n");
    project.images.insert("a".into(), ImageConfig { workdir: "/srv".into(), ..ImageConfig::default() });
    assert_eq!(fixed(&project, Safety::Safe), "FROM a\nWORKDIR /srv/app\n");
}

#[test]
fn one_of_a_kind() {
    check(&[
        ("FROM a\nCMD []\nCMD []\nCMD []", "MultipleInstructionsDisallowed@2 MultipleInstructionsDisallowed@3"),
        ("FROM a AS b\nCMD []\nFROM b\nCMD []", ""),
        ("FROM a\nHEALTHCHECK NONE\nHEALTHCHECK CMD x", "MultipleInstructionsDisallowed@2"),
        // The comment that counts is the one above the later instruction.
        ("FROM a\nCMD []\n# check=skip=MultipleInstructionsDisallowed\nCMD []", ""),
        ("FROM a\n# check=skip=MultipleInstructionsDisallowed\nCMD []\nCMD []", "MultipleInstructionsDisallowed@3"),
    ]);
    fix(Safety::Safe, &[("FROM a\n  CMD [\"a\", \\\n  \"b\"]\nCMD []\n", "FROM a\nCMD []\n")]);
}

#[test]
fn pairs_without_equals() {
    check(&[
        ("FROM a\nENV a b\nLABEL c d e", "LegacyKeyValueFormat@2 LegacyKeyValueFormat@3"),
        ("FROM a\nENV a=b", ""),
    ]);
    fix(
        Safety::Safe,
        &[
            ("FROM a\nENV a b\n", "FROM a\nENV a=b\n"),
            ("FROM a\nENV a  b c\n", "FROM a\nENV a=\"b c\"\n"),
            ("FROM a\nLABEL a say \"x\"\n", "FROM a\nLABEL a=\"say x\"\n"),
            ("FROM a\nENV a b \\\n  c\n", "FROM a\nENV a=\"b   c\"\n"),
        ],
    );
}

#[test]
fn secrets() {
    check(&[
        ("FROM a\nARG TOKEN\nENV DB_PASSWORD=x PUBLIC_KEY=y", "SecretsUsedInArgOrEnv@2 SecretsUsedInArgOrEnv@3"),
        ("ARG TOKEN\nFROM a", ""),
        ("FROM a\nENV a=1 \\\n  SECRET=2", "SecretsUsedInArgOrEnv@2"),
    ]);
}

#[test]
fn ports() {
    check(&[
        ("FROM a\nEXPOSE 80/TCP 81/udp 82/Sctp", "ExposeProtoCasing@2 ExposeProtoCasing@2"),
        ("FROM a\nEXPOSE 80:80 1.2.3.4:1:2 90", "ExposeInvalidFormat@2 ExposeInvalidFormat@2"),
        ("FROM a\nARG P=\"80:80 81/TCP\"\nEXPOSE $P", "ExposeInvalidFormat@3 ExposeProtoCasing@3"),
    ]);
    fix(
        Safety::Safe,
        &[
            ("FROM a\nEXPOSE 1 80/TCP\n", "FROM a\nEXPOSE 1 80/tcp\n"),
            ("FROM a\nEXPOSE 8080:80/udp 1\n", "FROM a\nEXPOSE 80/udp 1\n"),
        ],
    );
}

#[test]
fn ignored_files() {
    let project = |dockerfile: &str, ignore: &str| {
        let mut project = Project::new(dockerfile);
        project.files = serde_json::from_value(serde_json::json!({".dockerignore": ignore})).expect("files");
        project
    };
    let cases = [
        ("FROM a\nCOPY a b /c/\nADD ./b /", "b\n", "CopyIgnoredFile@2 CopyIgnoredFile@3"),
        ("FROM a\nCOPY --from=x b /c", "b", ""),
        ("FROM a\nCOPY --from= b /c", "b", "CopyIgnoredFile@2"),
        ("FROM a\nADD https://b/b /c", "https*", ""),
        ("FROM a\nCOPY . /c", ".*", ""),
        ("FROM a\nCOPY . /c", "**", "CopyIgnoredFile@2"),
        ("FROM a\nCOPY b /c", "**\n!b", ""),
        ("FROM a\nCOPY d/b /c", "d", "CopyIgnoredFile@2"),
        ("FROM a\nCOPY <<b /c\nb\n", "*", ""),
    ];
    for (dockerfile, ignore, expected) in cases {
        assert_eq!(codes(&project(dockerfile, ignore)).join(" "), expected, "{dockerfile}");
    }
}

#[test]
fn platforms_of_images() {
    let mut project = Project::new("FROM a\nFROM --platform=linux/arm64 a AS arm64\nFROM b\nCOPY --from=a /x /y");
    let image = |platform: &str| ImageConfig { platform: Some(platform.into()), ..ImageConfig::default() };
    project.images = BTreeMap::from([("a".into(), image("linux/arm64/v8")), ("b".into(), image("linux/amd64"))]);
    assert_eq!(codes(&project), ["InvalidBaseImagePlatform@1", "InvalidBaseImagePlatform@4"]);
    project.platform = Some("linux/arm64".into());
    assert_eq!(codes(&project), ["InvalidBaseImagePlatform@3"]);
}

#[test]
fn descriptions() {
    let on = "# check=experimental=InvalidDefinitionDescription\n";
    let cases = [
        ("# Some text\nFROM a AS b", "InvalidDefinitionDescription@3"),
        ("# b is a stage\nFROM a AS B", "StageNameCasing@3"),
        ("# Some text\n\nFROM a AS b", "InvalidDefinitionDescription@4"),
        ("# Some text\n#\nFROM a AS b", ""),
        ("# Some text\nFROM a", ""),
        ("# A\n# B text\nARG A=1 B=2\nFROM x", ""),
        ("  # A text\nARG A=1\nFROM x", "InvalidDefinitionDescription@3"),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(&Project::new(format!("{on}{text}"))).join(" "), expected, "{text}");
        assert!(codes(&Project::new(text)).iter().all(|code| code.starts_with("Stage")), "{text}");
    }
    let text = format!("{on}# Some text\nARG A\nFROM x\n");
    assert_eq!(fixed(&Project::new(&*text), Safety::Unsafe), format!("{on}# Some text\n#\nARG A\nFROM x\n"));
}

#[test]
fn switches() {
    check(&[
        ("# check=skip=JSONArgsRecommended\nFROM a\nCMD x", ""),
        ("#CHECK = skip=StageNameCasing,JSONArgsRecommended\nFROM a AS B\nCMD x", ""),
        // A blank ends the options.
        ("# check=skip=StageNameCasing, JSONArgsRecommended\nFROM a AS B\nCMD x", "JSONArgsRecommended@3"),
        ("# check=skip=jsonargsrecommended\nFROM a\nCMD x", "JSONArgsRecommended@3"),
        ("# check=skip=all\nFROM a AS B\nCMD x", ""),
        ("# text\n# check=skip=all\nFROM a AS B\nCMD x", "JSONArgsRecommended@4"),
        ("FROM a\n# check=skip=JSONArgsRecommended\n\nCMD x", ""),
        ("FROM a\n# check=skip=JSONArgsRecommended\n#\nCMD x", "JSONArgsRecommended@4"),
        ("FROM a\n  # check=skip=JSONArgsRecommended\nCMD x", "JSONArgsRecommended@3"),
        ("FROM a\n# check=skip=X\n# check=skip=JSONArgsRecommended\nCMD x", "JSONArgsRecommended@4"),
        ("FROM a\n# check=foo;skip=JSONArgsRecommended\nCMD x", "JSONArgsRecommended@3"),
        // What is about the whole file is not skipped for one line.
        ("FROM a\n# check=skip=all\nrun x", "ConsistentInstructionCasing@3"),
    ]);
    let mut project = Project::new("# check=skip=all\nFROM a\nCMD x");
    project.build_args.insert("BUILDKIT_DOCKERFILE_CHECK".into(), "error=true; skip = StageNameCasing, X".into());
    let findings = look(&project).findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(serde_json::json!(findings[0].severity), "error");
}

#[test]
fn stages_that_are_not_built() {
    let mut project = Project::new("FROM a AS one\nCMD x\nEXPOSE x\nFROM a AS Two\nCMD y\n");
    assert_eq!(codes(&project), ["JSONArgsRecommended@2", "StageNameCasing@4", "JSONArgsRecommended@5"]);
    assert_eq!(look(&project).syntax_errors.len(), 1);
    project.target = Some("two".into());
    assert_eq!(codes(&project), ["StageNameCasing@4", "JSONArgsRecommended@5"]);
    assert!(look(&project).syntax_errors.is_empty());
}

/// Fixes that need no look leave a file that is no worse.
#[test]
fn safe_fixes_settle() {
    let text = "from a as Base\nMAINTAINER me\nENV a b\nEXPOSE 80/TCP 1:2\nRUN x \\\n\n y\nCMD [\"a\"]\nCMD [\"b\"]\n\
                FROM --platform=$TARGETPLATFORM Base\nUser x\n";
    let settings = Settings { rules: RuleSet::Buildkit, ..Settings::default() };
    let project = Project::new(text);
    let safe = |_: &Finding, safety| safety == Safety::Safe;
    let (fixed, applied) = dockerfile_playground::rules::fix_all(&project, &settings, safe);
    let left = look(&Project::new(&*fixed));
    assert!(left.syntax_errors.is_empty() && left.findings.is_empty(), "{fixed}\n{left:?}");
    assert!(applied.len() > 8);
}

/// What looking at a file costs.
fn time(text: &str) -> std::time::Duration {
    let project = Project::new(text);
    effort(|| drop(look(&project)))
}

/// `head` and the lines that `line` makes of the numbers below `count`.
fn lines(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(head.to_owned(), |text, number| text + &line(number))
}

#[test]
fn much_that_is_wrong_takes_linear_time() {
    type Shape = fn(usize) -> String;
    let shapes: [(&str, Shape); 5] = [
        ("undefined", |n| lines("FROM a\n", n, |i| format!("ENV A{i}=$B{i}\n"))),
        ("stages", |n| lines("", n, |i| format!("FROM a$T{i} AS S{i}\nCOPY --from=s{} a b\n", i / 2))),
        ("legacy", |n| format!("FROM a\n{}", "# a\nENV a b\nCMD x\n".repeat(n))),
        ("triggers", |n| format!("FROM a AS b\n{}{}", "ONBUILD FOO\n".repeat(n), "FROM b\n".repeat(n))),
        ("ports", |n| format!("FROM a\nEXPOSE{}\n", " 1:2/TCP".repeat(n))),
    ];
    for (name, shape) in shapes {
        let (short, long) = (time(&shape(1_000)), time(&shape(4_000)));
        let factor = long.as_secs_f64() / short.as_secs_f64();
        assert!(factor < 9.0, "{name}: 4 times the lines take {factor:.1} times as long ({short:?}, {long:?})");
    }
}

/// What BuildKit was seen to do, when the records are at hand.
pub(crate) mod recorded {
    use super::*;

    pub(crate) fn cases(name: &str) -> Vec<serde_json::Value> {
        let places = ["../shared/conformance", "../../shared/conformance"];
        let root = env!("CARGO_MANIFEST_DIR");
        let text = places.iter().find_map(|place| std::fs::read_to_string(format!("{root}/{place}/{name}.json")).ok());
        let Some(text) = text else {
            eprintln!("skipped: no recorded data at hand");
            return Vec::new();
        };
        serde_json::from_str(&text).expect("recorded data is JSON")
    }

    #[test]
    fn the_same_checks_speak() {
        for case in cases("buildkit-checks").into_iter().chain(cases("buildkit-checks-docs")) {
            let attributes = case["frontend_attrs"].as_object();
            let is_known = attributes.is_none_or(|it| it.keys().all(|key| key == "platform" || key == "target"));
            if !case["expected_error"].is_null() || !is_known {
                continue;
            }
            let mut files = case["context_files"].as_object().cloned().unwrap_or_default();
            if let Some(ignore) = case["dockerignore"].as_str() {
                files.insert(".dockerignore".into(), ignore.into());
            }
            let images = case["base_images"].as_object().into_iter().flatten();
            let images: serde_json::Map<_, _> =
                images.map(|(name, platform)| (name.clone(), serde_json::json!({"platform": platform}))).collect();
            let project: Project = serde_json::from_value(serde_json::json!({
                "dockerfile": case["dockerfile"], "files": files, "images": images,
                "build_args": case["build_args"].as_object().cloned().unwrap_or_default(),
                "target": attributes.and_then(|it| it.get("target")),
                "platform": attributes.and_then(|it| it.get("platform")),
            }))
            .expect("a project");
            let mut wanted: Vec<String> = case["expected_lint_warnings"]
                .as_array()
                .expect("a list of warnings")
                .iter()
                .filter(|warning| warning["lines"][0].is_u64())
                .map(|warning| format!("{}@{}", warning["rule"].as_str().expect("a name"), warning["lines"][0]))
                .collect();
            let mut seen = codes(&project);
            wanted.sort();
            seen.sort();
            assert_eq!(seen, wanted, "{}", case["id"]);
        }
    }
}
