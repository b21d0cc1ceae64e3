//! Whether an answer is what its format asks for, and the environments that can be foretold from a folder.

use std::collections::BTreeMap;

use dockerfile_playground::Analysis;
use dockerfile_playground::Project;
use dockerfile_playground::export::json as documents;
use dockerfile_playground::simulate::environment::{FileContent, Reader, Scenario, resolve};
use saphyr::{LoadableYamlNode, Yaml};
use serde_json::Value;

use crate::trial::{Kind, Trial};

/// Why a text is no JSON object.
pub(crate) fn json(text: &str) -> Option<String> {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(_)) => None,
        Ok(_) => Some("the JSON is no object".to_owned()),
        Err(error) => Some(format!("no JSON: {error}")),
    }
}

/// Why a text is no log of SARIF 2.1.0, as far as the places in it go.
pub(crate) fn sarif(text: &str) -> Option<String> {
    let Ok(log) = serde_json::from_str::<Value>(text) else { return Some("no JSON".to_owned()) };
    if log["version"] != "2.1.0" {
        return Some("no version 2.1.0".to_owned());
    }
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().map_or(0, Vec::len);
    let Some(results) = log["runs"][0]["results"].as_array() else { return Some("no results".to_owned()) };
    for result in results {
        if result["ruleIndex"].as_u64().is_some_and(|index| usize::try_from(index).is_ok_and(|index| index >= rules)) {
            return Some(format!("a result names rule {} of {rules}", result["ruleIndex"]));
        }
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let place = |name: &str| region[name].as_u64().unwrap_or_default();
        let (start, end) = ((place("startLine"), place("startColumn")), (place("endLine"), place("endColumn")));
        if start.0 == 0 || start.1 == 0 || end < start {
            return Some(format!("a result stands at {region}"));
        }
        if result["message"]["text"].as_str().is_none_or(str::is_empty) {
            return Some("a result says nothing".to_owned());
        }
    }
    None
}

/// Why a text is no list of GitHub's workflow commands, one a line.
pub(crate) fn github(text: &str) -> Option<String> {
    let is_command = |line: &&str| ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
    text.lines().find(|line| !is_command(line)).map(|line| format!("no workflow command: `{line}`"))
}

/// Why a text is no YAML document.
pub(crate) fn yaml(text: &str) -> Option<String> {
    match Yaml::load_from_str(text) {
        Ok(documents) if documents.len() == 1 => None,
        Ok(documents) => Some(format!("{} YAML documents", documents.len())),
        Err(error) => Some(format!("no YAML: {error}")),
    }
}

/// A place of the analysis that the text has not, or a byte that no token or two of them have.
pub(crate) fn places(analysis: &Analysis, text: &str) -> Option<String> {
    let spans = analysis.findings.iter().map(|it| (it.rule, it.span));
    let spans = spans.chain(analysis.syntax_errors.iter().map(|it| ("a syntax error", it.span)));
    for (what, span) in spans {
        if text.get(span.start.offset..span.end.offset).is_none() {
            return Some(format!("{what} stands at {:?}, where no text is", span.range()));
        }
    }
    let mut at = 0;
    for token in &analysis.tokens {
        if token.range.start != at {
            return Some(format!("the colours leave a gap at {at}"));
        }
        at = token.range.end;
    }
    (at != text.len()).then(|| format!("the colours end at {at} of {}", text.len()))
}

/// Readers that find everything they need in a folder.
const READERS: [Reader; 9] = [
    Reader::PythonDotenv,
    Reader::Flask,
    Reader::Dotenv,
    Reader::DotenvExpand,
    Reader::Vite,
    Reader::CreateReactApp,
    Reader::Next,
    Reader::Dockerfile,
    Reader::DockerBuild,
];

/// What the image gives to its containers; with files of variables or a Compose file around it, what those make of it.
pub(crate) fn environments(trial: &mut Trial, project: &Project) {
    let mut files: BTreeMap<String, FileContent> = BTreeMap::new();
    for (path, entry) in &project.files {
        if let Some(text) = entry.text() {
            files.insert(path.clone(), text.into());
        }
    }
    files.insert("Dockerfile".to_owned(), project.dockerfile.as_str().into());
    let mut scenarios: Vec<Scenario> = READERS.map(|reader| Scenario { reader, ..Scenario::default() }).into();
    for path in files.keys().filter(|path| is_environment(path)) {
        let arguments = vec!["run".to_owned(), "--env-file".to_owned(), path.clone(), "image".to_owned()];
        scenarios.push(Scenario { reader: Reader::DockerRun, arguments, ..Scenario::default() });
        let arguments = vec![format!("--env-file={path}"), "index.js".to_owned()];
        scenarios.push(Scenario { reader: Reader::NodeEnvFile, arguments, ..Scenario::default() });
    }
    for (path, text) in project.files.iter().filter_map(|(path, entry)| Some((path, entry.text()?))) {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.contains("compose") && [".yml", ".yaml"].iter().any(|end| name.ends_with(end)) {
            for service in services(text) {
                let arguments = vec!["-f".to_owned(), path.clone(), "up".to_owned()];
                let service = Some(service);
                scenarios.push(Scenario { reader: Reader::Compose, service, arguments, ..Scenario::default() });
            }
        }
    }
    for scenario in scenarios {
        let scenario = Scenario { files: files.clone(), ..scenario };
        let call = format!("simulate env, {:?} {}", scenario.reader, scenario.arguments.join(" "));
        let text = trial.call(&call, || documents::document(&resolve(&scenario)));
        trial.claim(Kind::Invalid, &call, text.and_then(|text| json(&text)));
    }
}

/// `.env`, `.env.local`, `app.env`.
fn is_environment(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == ".env" || name.starts_with(".env.") || name.rsplit_once('.').is_some_and(|(_, end)| end == "env")
}

/// The services of a Compose file.
fn services(text: &str) -> Vec<String> {
    let Ok(documents) = Yaml::load_from_str(text) else { return Vec::new() };
    let services = documents.first().and_then(|it| it.as_mapping_get("services")).and_then(Yaml::as_mapping);
    let names = services.into_iter().flat_map(|it| it.keys());
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_valid_is_told() {
        assert_eq!((json("{}"), github("::error file=a::b\n"), yaml("a: 1\n")), (None, None, None));
        assert!(json("[]").is_some() && json("{").is_some());
        assert!(github("::error file=a::b\nc\n").is_some());
        assert!(yaml("a: [").is_some() && yaml("").is_some());
    }

    #[test]
    fn a_sarif_log_names_places_that_exist() {
        let log = |region: &str| {
            let result =
                format!(r#"{{"message":{{"text":"a"}},"locations":[{{"physicalLocation":{{"region":{region}}}}}]}}"#);
            format!(r#"{{"version":"2.1.0","runs":[{{"results":[{result}]}}]}}"#)
        };
        assert_eq!(sarif(&log(r#"{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2}"#)), None);
        assert!(sarif(&log(r#"{"startLine":0,"startColumn":1,"endLine":1,"endColumn":2}"#)).is_some());
        assert!(sarif(&log(r#"{"startLine":2,"startColumn":1,"endLine":1,"endColumn":2}"#)).is_some());
        assert!(sarif("{}").is_some());
    }

    #[test]
    fn services_and_environment_files_are_found() {
        assert_eq!(services("services:\n  web:\n    image: a\n  db: {image: b}\n"), ["web", "db"]);
        assert!(is_environment("a/.env") && is_environment(".env.local") && is_environment("web.env"));
        assert!(!is_environment("a.envrc") && !is_environment("env"));
    }
}
