//! What a build refuses on its way from instructions to steps.

use dockerfile_playground::Project;
use dockerfile_playground::project::ImageConfig;

use crate::buildkit::{look, recorded};

/// `line: place -> suggestion` of every error.
fn errors(project: &Project) -> Vec<String> {
    let line = |error: dockerfile_playground::analysis::Problem| {
        let place = error.span.range().of(&project.dockerfile);
        let suggestion = error.suggestion.map(|it| format!(" -> {it}")).unwrap_or_default();
        format!("{}: {place}{suggestion}", error.span.start.line)
    };
    look(project).syntax_errors.into_iter().map(line).collect()
}

#[track_caller]
fn refused(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(errors(&Project::new(*text)), *expected, "{text}");
    }
}

#[test]
fn refused_files_and_bases() {
    refused(&[
        ("RUN x\nRUN y", &["1: RUN"]),
        ("ARG a\nARG b", &["2: ARG"]),
        ("FORM a\nRUN x", &["1: FORM -> FROM"]),
        ("FROM ${X}", &["1: ${X}"]),
        ("FROM Foo/bar:1", &[]),
        ("FROM library/Foo", &["1: library/Foo -> library/foo"]),
        ("FROM --platform=linux/am*d64 a", &["1: linux/am*d64 -> linux/amd64"]),
        ("FROM --platform=$NOPE a", &["1: $NOPE"]),
        ("FROM later\nFROM a AS later", &["1: later"]),
        ("FROM node\nFROM a AS node", &[]),
        ("FROM a AS Base\nFROM Base", &["2: Base -> base"]),
        ("FROM a AS scratch\nFROM scratch", &[]),
        ("ARG A=${\nFROM a", &["1: ${"]),
    ]);
    let mut project = Project::new("FROM a AS build\n");
    project.target = Some("biuld".into());
    let problems = look(&project).syntax_errors;
    assert!(problems[0].message.contains("did you mean `build`"), "{problems:?}");
    project.target = Some("BUILD".into());
    assert!(errors(&project).is_empty());
    project.build_args.insert("BUILDKIT_DOCKERFILE_CHECK".into(), "zzz".into());
    assert_eq!(errors(&project), ["1: "]);
}

#[test]
fn refused_sources() {
    refused(&[
        ("FROM a\nCOPY --from=5 x y", &["2: 5"]),
        ("FROM a\nCOPY --from=-1 x y", &["2: -1"]),
        ("FROM a\nCOPY --from=0 x y", &["2: 0"]),
        ("FROM a AS b\nCOPY --from=B x y", &["2: B"]),
        ("FROM a AS b\nCOPY --from=c x y\nFROM a AS c", &["2: c"]),
        ("FROM a\nCOPY --from=$X x y", &["2: $X"]),
        ("FROM a\nCOPY --from=no/Image x y", &["2: no/Image"]),
        ("FROM a\nCOPY --from=some/image x y\nCOPY --from= x y\nCOPY --from=scratch x y", &[]),
        ("FROM a AS b\nRUN --mount=from=c,target=/x y\nFROM a AS c", &["2: from=c"]),
        ("FROM a\nRUN --mount=from=$X,target=/x y", &["2: from=$X,target=/x"]),
        ("FROM a\nCOPY http://x/y git@x:y /", &["2: http://x/y", "2: git@x:y"]),
        ("FROM a\nCOPY --chmod=999 --chown=1 x y", &["2: 999"]),
        ("FROM a\nARG M=u=rwX\nCOPY --chmod=$M,go=rX x y", &[]),
        ("FROM a\nADD --checksum=sha256:aa x y", &["2: sha256:aa"]),
        ("FROM a\nADD --checksum=sha256:aa http://x/y z", &["2: sha256:aa"]),
        ("FROM a\nADD --checksum=abc https://x/y.git z", &[]),
        ("FROM a\nADD --keep-git-dir=false https://x/y.git?keep-git-dir=1 z", &["2: https://x/y.git?keep-git-dir=1"]),
        ("FROM a\nADD https://x/y.git?brnach=1 z", &["2: https://x/y.git?brnach=1"]),
    ]);
}

#[test]
fn refused_mounts() {
    refused(&[
        ("FROM a\nRUN --mount=type=cahce,target=/a x", &["2: type=cahce -> type=cache"]),
        ("FROM a\nRUN --mount=type=bind,foo x", &["2: foo"]),
        ("FROM a\nRUN --mount=type=bind,tagret=/x y", &["2: tagret=/x -> target=/x"]),
        ("FROM a\nRUN --mount=ro=maybe,target=/a x", &["2: ro=maybe"]),
        ("FROM a\nRUN --mount=type=cache,mode=9,uid=x,target=/a x", &["2: mode=9", "2: uid=x"]),
        ("FROM a\nRUN --mount=type=bind,mode=0700,target=/a x", &["2: mode=0700"]),
        ("FROM a\nRUN --mount=type=cache,sharing=lock,target=/a x", &["2: sharing=lock -> sharing=locked"]),
        ("FROM a\nRUN --mount=type=bind,sharing=locked,target=/a x", &["2: sharing=locked"]),
        ("FROM a\nRUN --mount=type=tmpfs,size=64q,target=/a x", &["2: size=64q"]),
        ("FROM a\nRUN --mount=type=secret x", &["2: --mount=type=secret"]),
        ("FROM a\nRUN --mount=type=secret,id=a,source=b x", &["2: source=b"]),
        ("FROM a\nRUN --mount=type=secret,id=a,required,env=A,mode=0400 x", &[]),
        ("FROM a\nRUN --mount=type=cache x", &["2: --mount=type=cache"]),
        ("FROM a\nWORKDIR /w\nRUN --mount=type=cache x", &[]),
        ("FROM a\nRUN --mount=type=cache,target=. x", &["2: target=."]),
        ("FROM a\nRUN --mount=type=ssh,source=a x", &["2: source=a"]),
        ("FROM a\nRUN --mount=type=$T,target=/a x\nARG T=cache\nRUN --mount=type=$T,target=/a x", &["2: type=$T"]),
        ("FROM a\nRUN --device=gpu x", &["2: --device=gpu"]),
        ("# syntax=docker/dockerfile:1-labs\nFROM a\nRUN --device=gpu x", &[]),
    ]);
}

#[test]
fn refused_values() {
    refused(&[
        ("FROM a\nEXPOSE abc 80/tpc 90-80", &["2: abc", "2: tpc -> tcp", "2: 90-80"]),
        ("FROM a\nEXPOSE $NOPE 0 1-65535", &[]),
        ("FROM a\nARG P=\"80 x\"\nEXPOSE $P", &["3: $P"]),
        ("FROM a\nVOLUME $NOPE /x", &["2: $NOPE"]),
        ("FROM a\nSTOPSIGNAL SIGTREM", &["2: SIGTREM -> SIGTERM"]),
        ("FROM a\nSTOPSIGNAL 0", &["2: 0"]),
        ("FROM a\nARG S=9\nSTOPSIGNAL $S", &[]),
        ("FROM a\nENV A=\"b", &["2: \"b"]),
        ("FROM a\nENV A=x${B?missing}", &["2: ${B?missing}"]),
        ("FROM a\nHEALTHCHECK --whatever NONE", &[]),
    ]);
}

#[test]
fn refused_triggers() {
    refused(&[
        ("FROM a AS b\nONBUILD FOO x\nFROM b", &["3: b"]),
        ("FROM a AS b\nONBUILD EXPOSE x\nFROM b", &["3: b"]),
        ("FROM a AS b\nONBUILD FOO x\nFROM b AS c\nFROM c", &["3: b"]),
        ("FROM a AS b\nONBUILD FOO x\nFROM b AS c\nFROM a", &[]),
        ("FROM a AS b\nONBUILD COPY --from=z $X /y\nFROM b", &[]),
        ("FROM a AS b\nONBUILD COPY <<E /x\nhi\nE\nFROM b", &[]),
    ]);
    let mut project = Project::new("FROM a\n");
    let onbuild = vec!["RUN x".to_owned(), "COPY x".to_owned()];
    project.images.insert("a".into(), ImageConfig { onbuild, ..ImageConfig::default() });
    assert_eq!(errors(&project), ["1: a"]);
}

/// Recorded texts that build, when they are at hand.
#[test]
fn texts_that_build_have_no_errors() {
    for case in recorded::cases("syntax-errors") {
        let plain = case["attrs"].as_object().is_none_or(serde_json::Map::is_empty);
        if let Some(text) = case["dockerfile"].as_str().filter(|_| plain && case["ok"] == true) {
            assert_eq!(errors(&Project::new(text)), [""; 0], "{}", case["id"]);
        }
    }
}
