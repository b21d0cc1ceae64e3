use super::*;
use crate::settings::Registry;

fn divided(text: &str) -> String {
    let text = multi_target(&Project::new(text), &Settings::default()).expect("it can be divided");
    let again = syntax::parse(&text);
    assert!(again.errors.is_empty(), "{:?}\n{text}", again.errors);
    text
}

#[track_caller]
fn check(text: &str, expected: &expect_test::Expect) {
    expected.assert_eq(&divided(text));
}

#[test]
fn what_both_start_with_stands_once() {
    check(
        "# syntax=docker/dockerfile:1\n# The service\nARG V=3.12\n\n# Small\nFROM python:$V AS run\nWORKDIR /app\n\n# Last\nCMD [\"flask\", \"run\", \"--reload\"]\n",
        &expect_test::expect![[r##"
            # syntax=docker/dockerfile:1
            # The service
            ARG V=3.12

            # What development and production have in common
            # Small
            FROM python:$V AS base
            WORKDIR /app

            # docker build --target dev .
            FROM base AS dev
            # Last
            CMD ["flask", "run", "--reload"]

            # docker build --target prod .
            FROM base AS prod
            ENV PYTHONUNBUFFERED=1

            # Last
            CMD ["flask", "run"]
        "##]],
    );
}

#[test]
fn builders_that_differ_are_doubled() {
    check(
        "FROM node:22 AS same\nRUN npm ci\nFROM python:3.12 AS build\nRUN pip install ./app\nFROM python:3.12\nCOPY --from=same /a /a\nCOPY --from=build /b /b\nCOPY --from=1 /c /c\nCMD [\"flask\", \"run\", \"--reload\"]",
        &expect_test::expect![[r#"
            FROM node:22 AS same
            RUN npm ci
            FROM python:3.12 AS build
            RUN pip install ./app

            # What development and production have in common
            FROM python:3.12 AS base
            COPY --from=same /a /a
            COPY --from=build /b /b
            COPY --from=1 /c /c

            # docker build --target dev .
            FROM base AS dev
            CMD ["flask", "run", "--reload"]

            # docker build --target prod .
            FROM base AS prod
            ENV PYTHONUNBUFFERED=1
            CMD ["flask", "run"]"#]],
    );
}

#[test]
fn other_base_images_share_nothing() {
    let registry =
        Some(Registry { host: "registry.example.com".to_owned(), images: std::collections::BTreeMap::new() });
    let settings = Settings { registry, ..Settings::default() };
    let text = multi_target(&Project::new("FROM python:3.12\r\nCMD [\"flask\", \"run\"]\r\n"), &settings);
    expect_test::expect![[r##"
        # docker build --target dev .␍
        FROM python:3.12 AS dev␍
        CMD ["flask", "run", "--reload"]␍
        ␍
        # docker build --target prod .␍
        FROM registry.example.com/python:3.12 AS prod␍
        ENV PYTHONUNBUFFERED=1␍
        CMD ["flask", "run"]␍
    "##]]
    .assert_eq(&text.expect("it can be divided").replace('\r', "␍"));
}

#[test]
fn what_cannot_be_divided() {
    let refused = |text: &str| multi_target(&Project::new(text), &Settings::default()).expect_err("it is refused");
    assert_eq!(refused("# nothing\n"), TargetsError::NoStage);
    assert_eq!(refused("FROM a AS Dev\nFROM b\n"), TargetsError::Taken("dev"));
    assert_eq!(refused("FROM a\nRUN b \\\n# c"), TargetsError::Open);
    assert!(refused("FROM a AS prod\n").to_string().contains("`prod`"));
}

#[test]
fn put_off_instructions_stay_in_the_targets() {
    let text = divided("FROM a\nWORKDIR /a\nONBUILD RUN b\nCMD [\"flask\", \"run\", \"--reload\"]\n");
    assert_eq!(text.matches("ONBUILD").count(), 2);
}
