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

/// A stage would hide an image or a build context of its name.
#[test]
fn names_of_stages_are_used_by_nothing_else() {
    let rest = "WORKDIR /a\nCMD [\"flask\", \"run\", \"--reload\"]\n";
    for head in [
        "FROM a\nRUN --mount=type=cache,target=/b,from=base x\n",
        "FROM a\nRUN --mount=\"type=bind,from=base\",target=/b x\n",
        "FROM a\nCOPY --from=Base /x /x\n",
        "FROM a\nRUN x\nONBUILD COPY --from=base /x /x\n",
        "FROM a\nRUN x\nONBUILD RUN --mount=from=base,target=/b x\n",
        "FROM base AS first\nRUN x\nFROM a\n",
        "FROM base\n",
        "ARG OF=base\nFROM $OF\n",
    ] {
        let text = divided(&format!("{head}{rest}"));
        assert!(text.contains(" AS base-stage\n") && text.contains("FROM base-stage AS dev\n"), "{text}");
    }
    let contexts = |name: &str| {
        let contexts = [(name.to_owned(), std::collections::BTreeMap::new())].into();
        multi_target(&Project { contexts, ..Project::new(format!("FROM a\n{rest}")) }, &Settings::default())
    };
    assert!(contexts("base").is_ok_and(|text| text.contains("FROM base-stage AS prod\n")));
    assert_eq!(contexts("prod"), Err(TargetsError::Outside("prod")));
    for head in ["FROM dev\n", "FROM a\nCOPY --from=dev /x /x\n", "FROM a\nRUN --mount=from=dev,target=/b x\n"] {
        let text = format!("{head}{rest}");
        let refused = multi_target(&Project::new(text.as_str()), &Settings::default());
        assert_eq!(refused, Err(TargetsError::Outside("dev")), "{text}");
    }
    // Of the builders of one target, too.
    let text = divided(&format!(
        "FROM python:3 AS b\nRUN pip install ./x\nFROM a\nCOPY --from=b-prod /x /x\nCOPY --from=b /y /y\n{rest}"
    ));
    assert!(!text.contains(" AS b-prod\n"), "{text}");
}

#[test]
fn put_off_instructions_stay_in_the_targets() {
    let text = divided("FROM a\nWORKDIR /a\nONBUILD RUN b\nCMD [\"flask\", \"run\", \"--reload\"]\n");
    assert_eq!(text.matches("ONBUILD").count(), 2);
}
