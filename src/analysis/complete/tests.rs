use super::*;

/// The labels for the place of `‸` in the text, and what is typed of them.
fn at(text: &str) -> (Completions, String) {
    let offset = text.find('‸').expect("the text marks a place");
    let text = text.replace('‸', "");
    (complete(&text, offset), text)
}

/// The first labels for a place are `expected`; nothing is expected where nothing may be offered.
#[track_caller]
fn check(text: &str, typed: &str, expected: &[&str]) {
    let (found, plain) = at(text);
    let labels: Vec<&str> = found.items.iter().map(|it| it.label.as_str()).collect();
    let most = if expected.is_empty() { labels.len() } else { expected.len() };
    assert_eq!(&labels[..most.min(labels.len())], expected, "{text}");
    assert_eq!(found.range.of(&plain), typed, "{text}");
}

/// The text after the item of that label was taken.
#[track_caller]
fn taken(text: &str, label: &str, expected: &str) {
    let (found, mut plain) = at(text);
    let item = found.items.iter().find(|it| it.label == label).expect("it is offered");
    plain.replace_range(found.range.start..found.range.end, &item.insert);
    assert_eq!(plain, expected);
}

#[test]
fn instructions_where_one_may_start() {
    check("‸", "", &["ARG", "FROM"]);
    check("FR‸", "FR", &["ARG", "FROM"]);
    check("FROM a\n  R‸\n", "R", &["ADD", "ARG", "CMD", "COPY"]);
    check("FROM a\nONBUILD R‸", "R", &["ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK"]);
    check("FROM a\nRUN make \\\n  CO‸", "", &[]);
    check("FROM a\nRUN <<EOF\nCO‸\nEOF\n", "", &[]);
    check("FROM a\nCOPY <<EOF /a\nCO‸\nEOF\n", "", &[]);
    check("FROM a\nRUN <<EOF\nmake\nEOF\nCO‸", "CO", &["ADD"]);
    check("FROM a\n# CO‸", "", &[]);
    check("FROM é\nRUN é‸", "", &[]);
    let (found, _) = at("FROM a\nONBUILD ‸");
    assert!(found.items.iter().all(|it| it.label != "FROM" && it.label != "ONBUILD"));
}

#[test]
fn instructions_are_cased_as_in_the_file() {
    taken("FROM a\nwo‸", "WORKDIR", "FROM a\nWORKDIR ");
    taken("from a\nwo‸", "workdir", "from a\nworkdir ");
}

#[test]
fn flags_of_the_instruction() {
    check("FROM a\nCOPY -‸", "-", &["--from", "--chown", "--chmod", "--exclude", "--link", "--parents"]);
    check("FROM a\nCOPY --l‸ --from=b x y", "--l", &["--from", "--chown"]);
    check("FROM a\nCOPY --from=b --link --‸", "--", &["--chown", "--chmod", "--exclude", "--parents"]);
    check("FROM a\nRUN --mount=type=ssh --‸", "--", &["--mount", "--network", "--security", "--device"]);
    check("FROM a\nRUN pip --‸", "", &[]);
    check("FROM a\nHEALTHCHECK --‸", "--", &["--interval", "--timeout"]);
    check("FROM a\nONBUILD ADD --‸", "--", &["--chown", "--chmod", "--checksum"]);
    check("FROM --‸", "--", &["--platform"]);
    taken("FROM a\nRUN --m‸ make", "--mount", "FROM a\nRUN --mount= make");
    taken("FROM a\nCOPY --l‸", "--link", "FROM a\nCOPY --link ");
}

#[test]
fn values_of_flags() {
    check("FROM a\nRUN --network=n‸", "n", &["default", "none", "host"]);
    check("FROM --platform=‸", "", &["$BUILDPLATFORM", "$TARGETPLATFORM", "linux/amd64", "linux/arm64"]);
    check("FROM --platform=$B‸", "B", &["BUILDPLATFORM", "BUILDOS"]);
    check("FROM a\nHEALTHCHECK --retries=‸", "", &["3"]);
    check("FROM a\nCOPY --chown=‸", "", &[]);
}

#[test]
fn mounts_by_type() {
    check("FROM a\nRUN --mount=‸", "", &["type", "source", "target", "from", "readwrite"]);
    check("FROM a\nRUN --mount=type=c‸", "c", &["bind", "cache", "secret", "ssh", "tmpfs"]);
    check("FROM a\nRUN --mount=type=cache,‸ make", "", &["target", "id", "sharing", "from"]);
    check("FROM a\nRUN --mount=type=tmpfs,size=1m,ta‸", "ta", &["target"]);
    check("FROM a\nRUN --mount=type=cache,dst=/x,sharing=l‸", "l", &["shared", "private", "locked"]);
    check("FROM a\nRUN --mount=type=cache,target=/root/.c‸", "/root/.c", &["/root/.cache/pip", "/root/.cache/uv"]);
    check("FROM a AS é\nFROM b\nRUN --mount=from=‸", "", &["é"]);
    taken("FROM a\nRUN --mount=type=s‸", "secret", "FROM a\nRUN --mount=type=secret,");
}

#[test]
fn stages_that_stand_before() {
    check("FROM a AS One\nFROM b\nFROM c AS three\nCOPY --from=‸\nFROM d AS four", "", &["1", "One"]);
    check("FROM a AS one\nFROM b AS two\nFROM t‸", "t", &["two", "one", "scratch", "alpine"]);
    check("FROM a\nCOPY --from=‸", "", &[]);
}

#[test]
fn images_and_their_tags() {
    check("FROM py‸", "py", &["scratch", "alpine"]);
    check("FROM nginx:1‸", "1", &["1.29-alpine", "1.29", "stable-alpine"]);
    check("FROM unknown:‸", "", &[]);
    check("FROM localhost:5000/py‸", "localhost:5000/py", &["scratch"]);
    check("FROM alpine:3 ‸", "", &["AS"]);
    check("FROM alpine:3 AS b‸", "", &[]);
    taken("FROM nod‸", "node", "FROM node:");
    taken("FROM scr‸", "scratch", "FROM scratch");
}

#[test]
fn variables_in_scope() {
    let text = "ARG TAG=3\nFROM a:$TAG\nARG X=1\nENV Y=2 X=3\n";
    check(&format!("{text}WORKDIR /$‸\nENV Z=1"), "", &["X", "Y"]);
    check(&format!("{text}RUN echo \"${{Y‸}}\""), "Y", &["X", "Y"]);
    check(&format!("{text}RUN a \\\n  && echo $‸"), "", &["X", "Y"]);
    check(&format!("{text}RUN <<EOF\necho $‸\nEOF\n"), "", &["X", "Y"]);
    check(&format!("{text}RUN echo \\$‸"), "", &[]);
    check("ARG TAG=3\nFROM a:$‸", "", &["TAG", "BUILDPLATFORM"]);
    check("FROM a\nARG S=1\nENV Y=2\nCMD echo $‸", "", &["Y"]);
    check("FROM a AS one\nENV Y=2\nFROM one\nRUN echo $‸", "", &["Y"]);
    taken("FROM a\nENV É=1 Y=2\nUSER ${‸", "Y", "FROM a\nENV É=1 Y=2\nUSER ${Y}");
    taken("FROM a\nENV Y=2\nUSER ${‸}", "Y", "FROM a\nENV Y=2\nUSER ${Y}");
    check("ARG TAG=3\nFROM a\nARG T‸", "T", &["TAG", "BUILDPLATFORM"]);
}

#[test]
fn directives_at_the_top() {
    check("# ‸", "", &["syntax", "escape", "check"]);
    check("# syntax=docker/dockerfile:1\n# e‸\nFROM a", "e", &["escape", "check"]);
    check("# syntax=‸", "", &["docker/dockerfile:1", "docker/dockerfile:1-labs"]);
    check("# escape=‸", "", &["\\", "`"]);
    check("# check=skip=All,Jso‸", "Jso", &["all", "ConsistentInstructionCasing"]);
    check("# check=e‸", "e", &["skip=", "error="]);
    check("# a remark\n# s‸", "", &[]);
    check("# a rem‸", "", &[]);
    check("FROM a\n# s‸", "", &[]);
}

#[test]
fn words_of_single_instructions() {
    check("FROM a\nHEALTHCHECK ‸", "", &["--interval"]);
    check("FROM a\nHEALTHCHECK C‸", "C", &["CMD", "NONE"]);
    check("FROM a\nSHELL ‸", "", &[r#"["/bin/bash", "-o", "pipefail", "-c"]"#]);
    check("FROM a\nSTOPSIGNAL S‸", "S", &["SIGTERM"]);
    check("FROM a\nEXPOSE 80/‸", "", &["tcp", "udp"]);
    check("FROM a\nLABEL org‸", "org", &["org.opencontainers.image.title"]);
}

#[test]
fn every_place_of_every_text_is_safe() {
    let text = "\u{feff}# é\nARG É=${a\nFROM --platform=$é a:${É AS \u{1d11e}\nRUN --mount=type=,\"é <<E \\\n\n# ü\nE\nONBUILD ONBUILD é";
    for offset in 0..=text.len() + 1 {
        let found = complete(text, offset);
        assert!(found.range.end <= text.len() && text.get(found.range.start..found.range.end).is_some());
    }
}
