//! Development to production and back, with the tutorial's own files.

use dockerfile_playground::convert::convert;
use dockerfile_playground::settings::Registry;
use dockerfile_playground::{Profile, Project, Settings};

const DEVELOPMENT: &str = include_str!("../../static/samples/flask-dev.Dockerfile");
const COPY_ALL: &str = include_str!("../../static/samples/flask-copy-all.Dockerfile");
const REGISTRY: &str = "257394477950.dkr.ecr.us-east-1.amazonaws.com";

/// What the tutorial's production file says, instruction by instruction.
const PRODUCTION: [&str; 9] = [
    "FROM 257394477950.dkr.ecr.us-east-1.amazonaws.com/cruddur-python:3.10-slim-buster",
    "WORKDIR /backend-flask",
    "COPY requirements.txt .",
    "RUN pip3 install --no-cache-dir -r requirements.txt",
    "COPY . .",
    "ENV FLASK_ENV=production",
    "ENV PYTHONUNBUFFERED=1",
    "EXPOSE 5000",
    "CMD [ \"python3\", \"-m\", \"flask\", \"run\", \"--host=0.0.0.0\", \"--port=5000\" ]",
];

fn settings() -> Settings {
    let images = [("python".to_owned(), "cruddur-python".to_owned())].into();
    Settings { registry: Some(Registry { host: REGISTRY.to_owned(), images }), ..Settings::default() }
}

fn to(profile: Profile, dockerfile: &str) -> String {
    let project = Project { dockerfile: dockerfile.to_owned(), ..Project::default() };
    convert(&project, &settings(), profile).text
}

/// Instructions without comments and blank lines; blanks inside a JSON array do not count.
fn instructions(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| if line.contains('[') { line.replace(' ', "") } else { line.to_owned() }).collect()
}

#[track_caller]
fn is_production(text: &str) {
    let wanted: Vec<_> = instructions(&PRODUCTION.join("\n"));
    assert_eq!(instructions(text), wanted, "{text}");
}

#[test]
fn the_development_file_becomes_the_tutorials_production_file() {
    is_production(&to(Profile::Prod, DEVELOPMENT));
    is_production(&to(Profile::Prod, COPY_ALL));
}

#[test]
fn there_and_back_and_there_again() {
    for sample in [DEVELOPMENT, COPY_ALL] {
        let production = to(Profile::Prod, sample);
        let development = to(Profile::Dev, &production);
        assert_ne!(development, production);
        assert!(development.contains("FROM python:3.10-slim-buster") && development.contains("--reload"));
        assert_eq!(to(Profile::Prod, &development), production);
        assert_eq!(to(Profile::Prod, &production), production);
    }
}
