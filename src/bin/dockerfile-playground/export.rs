//! `export`: what goes into production with a Dockerfile. `link`: the file as a link to the page.

use std::fs;

use dockerfile_playground::export::bundle::{Artifact, Bundle};
use dockerfile_playground::export::guard::{Located, redact_payload, redact_project, scan_dockerfile, scan_payload};
use dockerfile_playground::export::link::{self, Payload};
use dockerfile_playground::{Profile, Settings};
use serde_json::{Map, Value};

use crate::Verdict;
use crate::arguments::{ExportArguments, GuardArguments, LinkArguments};
use crate::failure::Failure;
use crate::input::{self, Damage};
use crate::{check, output};

/// The word for the archive of all.
const ALL: &str = "zip";

/// What can be asked for, in the words of the command line.
pub(crate) fn words() -> Vec<&'static str> {
    Artifact::ALL.map(Artifact::word).into_iter().chain([ALL]).collect()
}

pub(crate) fn run(arguments: &ExportArguments) -> Result<Verdict, Failure> {
    let mut project = input::project(&arguments.input, Damage::Refuse)?.project;
    if arguments.guard.redact {
        project = redact_project(&project);
    } else {
        ask(arguments.guard, &scan_dockerfile(&project.dockerfile))?;
    }
    let bundle = Bundle::new(&project, &arguments.judge.settings());
    let artifact = Artifact::ALL.into_iter().find(|it| it.word() == arguments.what);
    if artifact == Some(Artifact::MultiTarget) && bundle.text(Artifact::MultiTarget).is_empty() {
        return Err(Failure::new("one file cannot hold both variants: `convert --to multi-target` says why"));
    }
    match (artifact, &arguments.output) {
        (Some(artifact), None) => output::data(&bundle.text(artifact))?,
        (None, None) => return Err(Failure::new("an archive is no text: name a file for it with --output FILE")),
        (artifact, Some(path)) => {
            let bytes = artifact.map_or_else(|| bundle.archive(), |it| bundle.text(it).into_bytes());
            fs::write(path, bytes).map_err(|error| Failure::file("write", path, &error))?;
            output::note(&format!("wrote {}", path.display()));
        }
    }
    Ok(Verdict::Clean)
}

pub(crate) fn link(arguments: &LinkArguments) -> Result<Verdict, Failure> {
    let input = input::dockerfile(arguments.file.as_deref().unwrap_or("Dockerfile".as_ref()), Damage::Refuse)?;
    let mut judged = Settings { profile: arguments.profile.unwrap_or_default(), ..Settings::default() };
    check::propose(&mut judged, arguments.profile, &input, true);
    let project = input.project;
    let mut settings = Map::new();
    if judged.profile != Profile::default() {
        settings.insert("profile".to_owned(), serde_json::to_value(judged.profile).unwrap_or(Value::Null));
    }
    let mut payload = Payload { dockerfile: project.dockerfile, settings };
    if arguments.guard.redact {
        payload = redact_payload(&payload);
    } else {
        ask(arguments.guard, &scan_payload(&payload))?;
    }
    let fragment = link::encode(&payload).map_err(|error| Failure::new(error.to_string()))?;
    let page = arguments.page.as_deref().map(|page| page.split('#').next().unwrap_or(page)).unwrap_or_default();
    output::data(&format!("{page}#{fragment}\n"))?;
    Ok(Verdict::Clean)
}

/// Refuses to let a secret out that nobody has allowed to leave.
fn ask(guard: GuardArguments, suspects: &[Located]) -> Result<(), Failure> {
    match suspects.first().filter(|_| !guard.with_secrets) {
        None => Ok(()),
        Some(first) => Err(Failure::new(format!(
            "line {} may hold a secret ({}): take it out, or say --redact for a placeholder or --with-secrets",
            first.line, first.what
        ))),
    }
}
