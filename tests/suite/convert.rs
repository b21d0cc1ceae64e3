//! Development to production and back, with the tutorial's own files.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use dockerfile_playground::convert::{convert, multi_target, ready};
use dockerfile_playground::model::Dockerfile;
use dockerfile_playground::rules::{Finding, Severity};
use dockerfile_playground::settings::Registry;
use dockerfile_playground::syntax::parse;
use dockerfile_playground::text::{Edit, LineIndex, TextRange, apply};
use dockerfile_playground::{Profile, Project, Settings, analyze};

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

/// For every sample and every file of the corpus.
#[test]
fn a_file_made_ready_has_no_more_problems_and_stays_as_it_is() {
    for (name, text) in crate::markdown::files() {
        let settings = Settings::default();
        let made = ready(&Project::new(text.as_str()), &settings);
        let again = ready(&Project::new(made.text.as_str()), &settings);
        assert_eq!((again.text, again.steps), (made.text.clone(), vec![]), "{name}");
        assert_eq!(made.steps.is_empty(), made.text == text, "{name}");
        let [before, after] = [&text, &made.text].map(|it| analyze(&Project::new(it.as_str()), &settings));
        assert!(after.syntax_errors.len() <= before.syntax_errors.len(), "{name}");
        let is_error = |it: &&Finding| it.severity == Severity::Error;
        let errors = |found: &[Finding]| found.iter().filter(is_error).count();
        assert!(errors(&after.findings) <= errors(&before.findings), "{name}");
    }
}

/// What a stage comes to: its base image and all of its instructions with those of the stages below, where names of
/// stages stand for what those come to. Everything before the first FROM counts, too.
fn comes_to(dockerfile: &Dockerfile<'_>, stage: usize, known: &mut HashMap<usize, u64>) -> u64 {
    if let Some(hash) = known.get(&stage) {
        return *hash;
    }
    let mut hasher = DefaultHasher::new();
    let lineage: Vec<_> = dockerfile.lineage(stage).collect();
    lineage.last().map(|lowest| &lowest.base_text).hash(&mut hasher);
    for stage in lineage.iter().rev() {
        for (index, instruction) in dockerfile.instructions(stage).skip(1) {
            let mut edits = Vec::new();
            for (source, range, _) in dockerfile.stage_sources(index) {
                let text = comes_to(dockerfile, source, known).to_string();
                let place = TextRange::new(range.start - instruction.range.start, range.end - instruction.range.start);
                edits.push(Edit::replace(place, text));
            }
            edits.sort_by_key(|edit| edit.range);
            let text = instruction.range.of(&dockerfile.tree.text);
            apply(text, &edits).expect("sources are apart").hash(&mut hasher);
        }
    }
    let hash = hasher.finish();
    known.insert(stage, hash);
    hash
}

fn target_comes_to(text: &str, target: Option<&str>) -> u64 {
    let project = Project { target: target.map(str::to_owned), ..Project::new(text) };
    let tree = parse(text);
    let dockerfile = Dockerfile::resolve(&tree, &project);
    let stage = dockerfile.target.unwrap_or_else(|| panic!("{target:?} is no target of\n{text}"));
    comes_to(&dockerfile, stage, &mut HashMap::new())
}

#[test]
fn both_targets_of_one_file_are_the_variants() {
    let (mut divided, mut doubled) = (0, 0);
    for (name, text) in crate::markdown::files() {
        let project = Project::new(text.as_str());
        let Ok(one) = multi_target(&project, &settings()) else { continue };
        divided += 1;
        doubled += usize::from(one.contains("# Only for the target dev"));
        let refused = |text: &str| analyze(&Project::new(text), &settings()).syntax_errors.len();
        for (target, profile) in [("dev", Profile::Dev), ("prod", Profile::Prod)] {
            let variant = to(profile, &text);
            assert_eq!(
                target_comes_to(&one, Some(target)),
                target_comes_to(&variant, None),
                "{name}, {target}:\n{one}"
            );
            if refused(&variant) == 0 {
                assert_eq!(refused(&one), 0, "{name}:\n{one}");
            }
        }
        assert_eq!(target_comes_to(&one, None), target_comes_to(&one, Some("prod")), "{name}");
    }
    assert!(divided > 60 && doubled > 10, "only {divided} files were divided, {doubled} of them with stages doubled");
}

/// Wherever it comes from: the page keeps what is typed.
#[test]
fn a_registry_that_is_none_changes_no_image() {
    let text = "FROM python:3.12\nCOPY --from=nginx:1 /a /b\nFROM a b/python:3.12\nFROM r.example.com/my-app:1\n";
    for host in ["", "/", "a b", "é", "a\nb", "https://r.example.com", "my_host.com", "r.example.com:"] {
        let registry = Some(Registry { host: host.to_owned(), images: [("my-app".into(), "Base".into())].into() });
        for profile in [Profile::Dev, Profile::Prod] {
            let settings = Settings { registry: registry.clone(), profile, ..Settings::default() };
            assert_eq!(convert(&Project::new(text), &settings, profile).text, text, "{host:?}");
        }
    }
    let long = Registry { host: format!("r.example.com/{}", "a".repeat(250)), images: [].into() };
    let images = [("python".to_owned(), "bad name".to_owned()), ("bad key".to_owned(), "my-app".to_owned())].into();
    let odd = Registry { host: "r.example.com".to_owned(), images };
    for (registry, text) in [(long, "FROM python:3.12\n"), (odd, "FROM python:3.12\nFROM r.example.com/my-app\n")] {
        for profile in [Profile::Dev, Profile::Prod] {
            let settings = Settings { registry: Some(registry.clone()), ..Settings::default() };
            assert_eq!(convert(&Project::new(text), &settings, profile).text, text, "{registry:?}");
        }
    }
}

/// What was left of a file for production, by rule, and what stands in the variant.
fn left(dockerfile: &str, package: Option<&str>) -> (Vec<(&'static str, String)>, String) {
    let mut project = Project::new(dockerfile);
    project.files.extend(package.map(|text| ("package.json".to_owned(), text.into())));
    let conversion = convert(&project, &Settings::default(), Profile::Prod);
    assert!(!conversion.is_clear());
    for it in &conversion.left {
        assert_eq!(LineIndex::new(&conversion.text).line(it.range.start), it.line);
        assert!(!it.because.is_empty() && !it.message.is_empty(), "{it:?}");
    }
    let named = conversion.left.into_iter().map(|it| (it.rule, it.because)).collect();
    (named, conversion.text)
}

#[test]
fn what_stays_is_told_with_what_would_have_to_be_known() {
    let file = "FROM node:24\nUSER node\nENV NODE_ENV=development\nCMD [\"npm\", \"run\", \"dev\"]\n";
    let (told, text) = left(file, None);
    assert_eq!(told[0].0, "development-server-in-production");
    assert!(told[0].1.contains("`package.json` is not known: its `start` script"), "{told:?}");
    assert!(text.contains("NODE_ENV=production") && text.contains("\"dev\""), "{text}");
    let (told, text) = left(file, Some(r#"{"scripts": {"dev": "nodemon a.js", "start": "node a.js"}}"#));
    assert_eq!((told, text.contains("CMD [\"npm\", \"start\"]")), (vec![], true), "{text}");
    let (told, _) = left(file, Some(r#"{"scripts": {"dev": "vite", "start": "vite"}}"#));
    assert!(told[0].1.contains("its `start` script is for developers too: `vite`"), "{told:?}");
    let (told, _) = left(file, Some(r#"{"scripts": {"dev": "vite"}}"#));
    assert!(told[0].1.contains("has no `start` script"), "{told:?}");
}

/// `debugpy` hides a program that hides a flag, and all of it stands in one command.
#[test]
fn what_stands_behind_a_debugger_is_converted_too() {
    let file = "FROM python:3.13\nCMD [\"python\", \"-m\", \"debugpy\", \"--listen\", \"0.0.0.0:5678\", \"-m\", \"flask\", \"run\", \"--debug\"]\n";
    let (told, text) = left(file, None);
    assert!(text.contains("CMD [\"python\", \"-m\", \"flask\", \"run\"]\n"), "{text}");
    assert_eq!(told.iter().map(|it| it.0).collect::<Vec<_>>(), ["development-server-in-production"]);
    let (told, text) = left("FROM golang:1.25\nCMD [\"dlv\", \"debug\", \".\"]\n", None);
    assert!(text.contains("dlv") && told.iter().any(|it| it.0 == "debugger-in-production"), "{told:?}");
}

#[test]
fn all_is_well_only_where_nothing_is_left() {
    let is_clear = |text: &str| convert(&Project::new(text), &Settings::default(), Profile::Prod).is_clear();
    assert!(is_clear("FROM nginx:1.29\nCOPY dist /usr/share/nginx/html\n"));
    for text in [
        "FROM node:24\nCMD [\"npx\", \"vite\"]\n",
        "FROM golang:1.25\nCMD [\"go\", \"run\", \".\"]\n",
        "FROM php:8.4\nRUN pecl install xdebug\n",
        "FROM debian:13\nRUN apt-get update && apt-get install -y vim curl\n",
        "FROM nginx:1.29\nCOPY\n",
        "FROM\n",
    ] {
        assert!(!is_clear(text), "{text}");
    }
}

/// For every sample and every file of the corpus and of the comparison: a variant is a variant of itself, and what goes
/// to production and back comes to the same production file.
#[test]
fn variants_of_variants_are_the_same() {
    let mut files = crate::markdown::files();
    for entry in std::fs::read_dir(crate::markdown::path("docs/comparison")).expect("a folder of Dockerfiles") {
        let path = entry.expect("a readable folder").path();
        files.push((path.display().to_string(), std::fs::read_to_string(&path).expect("a text")));
    }
    for (name, text) in files {
        for profile in [Profile::Dev, Profile::Prod] {
            let once = to(profile, &text);
            assert_eq!(to(profile, &once), once, "{name} to {profile:?} twice");
        }
        let settled = to(Profile::Prod, &to(Profile::Dev, &to(Profile::Prod, &text)));
        assert_eq!(to(Profile::Prod, &to(Profile::Dev, &settled)), settled, "{name} there and back");
    }
}

/// Whatever the shell makes of it, a flag is not added again and again.
#[test]
fn commands_that_no_shell_can_read_stay() {
    for command in ["flask run\r`", "flask run \"", "uvicorn a:b --workers `", "flask run $("] {
        let text = format!("FROM a\nENTRYPOINT {command}\n");
        assert_eq!(to(Profile::Dev, &text), text);
    }
}
