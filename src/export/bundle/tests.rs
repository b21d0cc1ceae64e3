use expect_test::{Expect, expect};

use super::*;

const FLASK: &str = r#"FROM python:3.10-slim-buster
WORKDIR /backend-flask
COPY requirements.txt requirements.txt
RUN pip3 install -r requirements.txt
COPY . .
ENV FLASK_ENV=development
EXPOSE 5000
CMD ["python3", "-m", "flask", "run", "--host=0.0.0.0", "--port=5000", "--reload"]
"#;

const EVERYTHING: &str = r#"ARG TAG
FROM node:$TAG AS build
ARG VERSION
ARG LOG=info
RUN --mount=type=secret,id=npmrc --mount=type=ssh npm ci
COPY dist ./dist

FROM node:22-slim AS base
ENV PRICE='1$' PATH=/x:$PATH LOG=warn

FROM base
COPY --from=build /dist /dist
ENV LOG=error DB_PASSWORD=hunter2 NOTE="a \"b\": c"
EXPOSE 8080 9000-9002/udp $NONE
USER node
HEALTHCHECK --interval=1m --timeout=500ms --retries=20 CMD curl -f "http://localhost:8080/" || exit 1
"#;

#[track_caller]
fn check(text: &str, artifact: Artifact, wanted: &Expect) {
    wanted.assert_eq(&Bundle::new(&Project::new(text), &Settings::default()).text(artifact));
}

#[test]
fn compose_for_flask() {
    check(
        FLASK,
        Artifact::Compose,
        &expect![[r##"
        # Start it with: docker compose -f docker-compose.prod.yml up --build --detach
        services:
          backend-flask:
            build:
              context: .
              dockerfile: "Dockerfile.prod"
            ports:
              - "5000:5000"
            # The image sets these already; a value here wins over it.
            environment:
              FLASK_ENV: "production"
              PYTHONUNBUFFERED: "1"
            init: true
            restart: unless-stopped
    "##]],
    );
}

#[test]
fn compose_with_everything() {
    check(
        EVERYTHING,
        Artifact::Compose,
        &expect![[r##"
        # Start it with: docker compose -f docker-compose.prod.yml up --build --detach
        services:
          app:
            build:
              context: .
              dockerfile: "Dockerfile.prod"
              # The build needs these; their values come from the shell that calls Compose, or from .env.
              args:
                - "VERSION"
                - "TAG"
              secrets:
                - "npmrc"
              ssh:
                - "default"
            ports:
              - "8080:8080"
              - "9000-9002:9000-9002/udp"
            # The image sets these already; a value here wins over it.
            environment:
              PRICE: "1$$"
              LOG: "error"
              DB_PASSWORD: "${DB_PASSWORD:?set DB_PASSWORD in the shell or in .env}"
              NOTE: "a \"b\": c"
            # The HEALTHCHECK of the image counts here, too.
            init: true
            restart: unless-stopped
        # Files that hold the secrets of the build; keep them out of version control.
        secrets:
          npmrc:
            file: "./npmrc"
    "##]],
    );
}

#[test]
fn task_definition_with_everything() {
    check(
        EVERYTHING,
        Artifact::TaskDefinition,
        &expect![[r#"
        {
          "family": "app",
          "networkMode": "awsvpc",
          "containerDefinitions": [
            {
              "name": "app",
              "image": "ACCOUNT.dkr.ecr.REGION.amazonaws.com/app:TAG",
              "essential": true,
              "user": "node",
              "portMappings": [
                {
                  "containerPort": 8080,
                  "protocol": "tcp"
                },
                {
                  "containerPortRange": "9000-9002",
                  "protocol": "udp"
                }
              ],
              "environment": [
                {
                  "name": "PRICE",
                  "value": "1$"
                },
                {
                  "name": "LOG",
                  "value": "error"
                },
                {
                  "name": "NOTE",
                  "value": "a \"b\": c"
                }
              ],
              "secrets": [
                {
                  "name": "DB_PASSWORD",
                  "valueFrom": "arn:aws:secretsmanager:REGION:ACCOUNT:secret:DB_PASSWORD"
                }
              ],
              "healthCheck": {
                "command": [
                  "CMD-SHELL",
                  "curl -f \"http://localhost:8080/\" || exit 1"
                ],
                "interval": 60,
                "timeout": 2,
                "retries": 10
              }
            }
          ]
        }
    "#]],
    );
}

#[test]
fn build_command_with_everything() {
    check(
        EVERYTHING,
        Artifact::BuildCommand,
        &expect![[r#"
        docker build --file Dockerfile.prod --tag app --build-arg VERSION --build-arg TAG --secret id=npmrc,src=npmrc --ssh default .
    "#]],
    );
}

#[test]
fn a_build_command_quotes_what_a_shell_would_read() {
    let mut project = Project::new("FROM a\n");
    project.build_args.insert("A".to_owned(), "it's $5".to_owned());
    project.target = Some("x y".to_owned());
    let bundle = Bundle::new(&project, &Settings::default());
    let wanted = "docker build --file Dockerfile.prod --tag app --build-arg 'A=it'\\''s $5' --target 'x y' .\n";
    assert_eq!(bundle.text(Artifact::BuildCommand), wanted);
}

#[test]
fn an_ignore_file_leaves_out_nothing_that_is_copied() {
    check(
        FLASK,
        Artifact::Dockerignore,
        &expect![[r#"
        # What the image does not need: it would make the build slower, and the image bigger.
        .git
        .gitignore
        .github
        .dockerignore
        Dockerfile*
        docker-compose*.yml
        compose*.yaml
        **/.env
        **/.DS_Store
        **/__pycache__
        **/*.pyc
        .venv
        venv
        .pytest_cache
        .mypy_cache
        .ruff_cache
        .coverage
    "#]],
    );
    check(
        EVERYTHING,
        Artifact::Dockerignore,
        &expect![[r#"
        # What the image does not need: it would make the build slower, and the image bigger.
        .git
        .gitignore
        .github
        .dockerignore
        Dockerfile*
        docker-compose*.yml
        compose*.yaml
        **/.env
        **/.DS_Store
        **/node_modules
        npm-debug.log*
        yarn-error.log
        build
        .next
        coverage
    "#]],
    );
}

#[test]
fn a_project_keeps_its_own_ignore_file() {
    let mut project = Project::new(FLASK);
    project.files.insert(".dockerignore".to_owned(), "mine\n".into());
    assert_eq!(Bundle::new(&project, &Settings::default()).text(Artifact::Dockerignore), "mine\n");
}

#[test]
fn a_health_check_may_be_switched_off_or_come_from_below() {
    let health = |text: &str| {
        let tree = syntax::parse(text);
        let project = Project::new(text);
        Shipped::of(&Dockerfile::resolve(&tree, &project)).health.map(|it| it.test)
    };
    assert_eq!(health("FROM a\nHEALTHCHECK CMD x\nHEALTHCHECK NONE\n"), None);
    let below = health("FROM a AS b\nHEALTHCHECK CMD [\"x\", \"y\"]\nFROM b\n");
    assert_eq!(below, Some(vec!["CMD".to_owned(), "x".to_owned(), "y".to_owned()]));
}

#[test]
fn nothing_in_gives_something_whole_out() {
    for text in ["", "FROM", "RUN x", "FROM a\nEXPOSE\nENV\nHEALTHCHECK\nUSER\n"] {
        let bundle = Bundle::new(&Project::new(text), &Settings::default());
        for artifact in Artifact::ALL {
            let text = bundle.text(artifact);
            let may_be_open = matches!(artifact, Artifact::Patch | Artifact::Dockerfile | Artifact::MultiTarget);
            assert!(may_be_open || text.ends_with('\n'), "{artifact:?}: {text}");
        }
        assert!(bundle.archive().len() > 500);
    }
}

#[test]
fn a_dockerfile_in_a_folder_below_is_built_from_the_context_above() {
    let project = Project { dockerfile_path: "sub/app.Dockerfile".to_owned(), ..Project::new("FROM nginx:1.29\n") };
    let bundle = Bundle::new(&project, &Settings::default());
    assert_eq!(bundle.text(Artifact::BuildCommand), "docker build --file sub/Dockerfile.prod --tag app .\n");
    assert!(bundle.text(Artifact::Compose).contains("dockerfile: \"sub/Dockerfile.prod\"\n"));
    assert_eq!(bundle.path(Artifact::Dockerignore), ".dockerignore");
}
