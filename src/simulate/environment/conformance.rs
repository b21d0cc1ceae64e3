//! Comparison with recorded behaviour of the real tools, where the recordings are at hand.

use std::path::Path;

use serde_json::{Value, json};

use super::{Resolution, Scenario, resolve};

/// The recordings, or nothing with a note.
fn recordings(name: &str) -> Vec<Value> {
    for folder in ["../shared/conformance", "../../shared/conformance"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name);
        if let Ok(text) = std::fs::read_to_string(path) {
            return serde_json::from_str(&text).expect("the recordings are JSON");
        }
    }
    println!("{name} is not at hand: nothing is compared");
    Vec::new()
}

/// Counts cases and remembers the first that differ.
#[derive(Default)]
struct Count {
    passed: usize,
    total: usize,
    differ: Vec<String>,
}

impl Count {
    fn compare(&mut self, case: &Value, version: &str, got: Option<&str>, want: Option<&str>) {
        self.total += 1;
        if got == want {
            self.passed += 1;
        } else {
            self.differ.push(format!("{} at {version}: {got:?}, not {want:?}", case["id"]));
        }
    }

    fn assert_at_most(&self, name: &str, allowed: usize) {
        println!("{name}: {}/{}", self.passed, self.total);
        assert!(self.differ.len() <= allowed, "{name}: {:#?}", self.differ);
    }
}

/// The version that was run and those that behaved the same.
fn versions(case: &Value) -> Vec<&str> {
    let same = case["same_in"].as_array().into_iter().flatten().filter_map(Value::as_str);
    case["version"].as_str().into_iter().chain(same).collect()
}

fn usable(case: &Value) -> bool {
    case["error"].as_str().unwrap_or_default().is_empty()
        && matches!(case["state"].as_str(), Some("set" | "unset" | "empty"))
}

fn run(mut scenario: Value, case: &Value, version: &str) -> Resolution {
    scenario["version"] = version.into();
    for key in ["files", "process_env"] {
        if scenario[key].is_null() && case["inputs"][key].is_object() {
            scenario[key] = case["inputs"][key].clone();
        }
    }
    let scenario: Scenario = serde_json::from_value(scenario).expect("the scenario is well-formed");
    resolve(&scenario)
}

fn value<'r>(resolution: &'r Resolution, name: &str) -> Option<&'r str> {
    resolution.variables.get(name)?.value.as_deref()
}

fn words(text: &str) -> Vec<&str> {
    text.split_ascii_whitespace().collect()
}

#[test]
fn files_in_every_recorded_version() {
    let readers = [
        ("python-dotenv", "python-dotenv"),
        ("dotenv (node)", "dotenv"),
        ("dotenv+dotenv-expand (node)", "dotenv-expand"),
        ("node --env-file", "node-env-file"),
        ("vite loadEnv", "vite"),
        ("@next/env", "next"),
    ];
    let mut count = Count::default();
    for case in recordings("env.json") {
        let reader = readers.iter().find(|(tool, _)| case["tool"] == *tool);
        let Some((_, reader)) =
            reader.filter(|_| matches!(case["group"].as_str(), Some("grammar" | "interpolation" | "precedence")))
        else {
            continue;
        };
        // Bytes that are no text were not recorded, so these inputs are empty.
        if !usable(&case) || case["inputs"]["files"].as_object().is_none_or(serde_json::Map::is_empty) {
            continue;
        }
        for version in versions(&case) {
            let resolution = run(json!({"reader": reader, "mode": "production", "prefixes": [""]}), &case, version);
            let name = case["variable"].as_str().unwrap_or_default();
            count.compare(&case, version, value(&resolution, name), case["observed"].as_str());
        }
    }
    count.assert_at_most("files in every version", 0);
}

#[test]
fn flask() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(|case| case["group"] == "flask" && usable(case)) {
        let options = &case["inputs"]["options"];
        let late = options["when"] == "module import" && case["inputs"]["process_env"]["A"].is_null();
        let variable = case["variable"].as_str().unwrap_or_default();
        if late || variable.starts_with("use_") {
            continue;
        }
        let command = options["command"].as_str().unwrap_or_default();
        let arguments = words(command.strip_prefix("flask ").unwrap_or(command));
        for version in versions(&case) {
            let scenario =
                json!({"reader": "flask", "arguments": arguments, "cwd": options["cwd"].as_str().unwrap_or("")});
            let resolution = run(scenario, &case, version);
            let setting = resolution.settings.get(variable.trim_start_matches("app."));
            let got = setting.and_then(|setting| setting.value.as_deref()).or_else(|| value(&resolution, variable));
            let want = case["observed"].as_str().map(|text| match text {
                "True" => "true",
                "False" => "false",
                other => other,
            });
            count.compare(&case, version, got, want);
        }
    }
    count.assert_at_most("flask", 0);
}

#[test]
fn gunicorn() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(|case| case["group"] == "gunicorn" && usable(case)) {
        let options = &case["inputs"]["options"];
        let loads = options["app_calls"].as_str().is_some_and(|calls| calls.contains("load_dotenv"));
        let paths = if loads { vec![".env"] } else { Vec::new() };
        let arguments = words(options["args"].as_str().unwrap_or_default());
        let resolution = run(json!({"reader": "gunicorn", "arguments": arguments, "paths": paths}), &case, "23.0.0");
        let variable = case["variable"].as_str().unwrap_or_default();
        let setting = variable.strip_prefix("setting ").and_then(|name| resolution.settings.get(name)?.value.clone());
        let want = case["observed"].as_str().map(|text| text.trim_matches(['[', ']', '\'']));
        count.compare(&case, "23.0.0", setting.as_deref().or_else(|| value(&resolution, variable)), want);
    }
    count.assert_at_most("gunicorn", 0);
}

/// The strings in quotes within a line of Python.
fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

#[test]
fn pydantic_settings() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(|case| case["group"] == "pydantic-settings" && usable(case)) {
        let options = &case["inputs"]["options"];
        let (config, field) =
            (options["model_config"].as_str().unwrap_or_default(), options["field"].as_str().unwrap_or_default());
        if !field.contains(": str") || case["observed"] == "'default'" {
            continue;
        }
        let (files, secrets) = config.split_once("secrets_dir").unwrap_or((config, ""));
        let scenario = json!({
            "reader": "pydantic-settings", "paths": quoted(files), "secrets_dir": quoted(secrets).first(), "fields": ["a"]
        });
        let resolution = run(scenario, &case, "2.16.3");
        let got = value(&resolution, "A").or_else(|| value(&resolution, "a"));
        count.compare(&case, "2.16.3", got, case["observed"].as_str().map(|text| text.trim_matches('\'')));
    }
    count.assert_at_most("pydantic-settings", 0);
}

#[test]
fn calls_of_python_dotenv() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(|case| case["group"] == "python-dotenv-api" && usable(case)) {
        let options = &case["inputs"]["options"];
        let code = options["code"].as_str().unwrap_or_default();
        let command = options["command"].as_str().unwrap_or_default();
        let cwd = options["cwd"].as_str().unwrap_or_default();
        let script = command.strip_prefix("python ").map(|script| super::files::join(cwd, script));
        let script = script.filter(|_| !case["name"].as_str().is_some_and(|name| name.contains("usecwd")));
        let scenario = json!({
            "reader": "python-dotenv", "override": code.contains("override=True"), "paths": quoted(code), "script": script,
            "interpolate": !code.contains("interpolate=False"), "cwd": cwd,
        });
        let resolution = run(scenario, &case, "1.2.4");
        count.compare(&case, "1.2.4", value(&resolution, "A"), case["observed"].as_str());
    }
    count.assert_at_most("python-dotenv calls", 0);
}

#[test]
fn containers() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(usable) {
        let options = &case["inputs"]["options"];
        let pairs = options["image_ENV"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let image: serde_json::Map<_, _> = pairs
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        let scenario = match case["group"].as_str() {
            Some("docker run") => {
                let line = options["args"].as_str().unwrap_or_default();
                let mut arguments = words(line.trim_start_matches("docker run").trim_end_matches("img"));
                if case["variable"] == "A B" {
                    arguments = vec!["-e", "A B=1"];
                }
                let mut scenario = json!({"reader": "docker-run", "arguments": arguments, "image_env": image});
                if options["config.json"].is_object() {
                    scenario["files"] = json!({"~/.docker/config.json": options["config.json"].to_string()});
                }
                scenario
            }
            Some("ecs") => {
                let entries = |list: &Value| -> Vec<Value> {
                    let pairs = list.as_object().into_iter().flatten();
                    pairs.map(|(name, value)| json!({"name": name, "value": value})).collect()
                };
                json!({"reader": "ecs", "image_env": image, "task_definition": {
                    "environment": entries(&options["environment"]), "secrets": entries(&options["secrets"]),
                    "environmentFiles": options["environmentFiles"]
                }})
            }
            _ => continue,
        };
        let resolution = run(scenario, &case, "");
        let name = case["variable"].as_str().unwrap_or_default();
        count.compare(&case, "", value(&resolution, name), case["observed"].as_str());
    }
    count.assert_at_most("containers", 0);
}

#[test]
fn bundles() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(|case| case["group"] == "bundle build" && usable(case)) {
        let tool = case["tool"].as_str().unwrap_or_default();
        let command = case["inputs"]["options"]["command"].as_str().unwrap_or_default();
        let mode = command.split_once("--mode ").map_or("production", |(_, mode)| mode);
        let reader = match tool {
            "vite build" => "vite",
            "react-scripts build" => "create-react-app",
            _ => continue,
        };
        let resolution =
            run(json!({"reader": reader, "mode": mode}), &case, case["version"].as_str().unwrap_or_default());
        let variable = case["variable"].as_str().unwrap_or_default();
        let in_page = variable.starts_with('%');
        let name = variable.trim_start_matches("import.meta.env.").trim_start_matches("process.env.");
        let name = name.split(' ').next().unwrap_or_default().trim_matches('%');
        let setting = resolution.settings.get(name).and_then(|setting| setting.value.as_deref());
        let got = setting.or_else(|| value(&resolution, name));
        let got = if variable.contains("present in bundle text") {
            Some(if got.is_some() { "True" } else { "False" })
        } else {
            got.or(Some(if in_page { variable.split(' ').next().unwrap_or_default() } else { "undefined" }))
        };
        count.compare(&case, "", got, case["observed"].as_str());
    }
    count.assert_at_most("bundles", 0);
}

#[test]
fn compose_services() {
    let mut count = Count::default();
    for case in recordings("env-compose.json").into_iter().filter(|case| case["kind"] == "compose") {
        let mut case = case;
        // The name that Docker gives a container is not known beforehand.
        if case["cmd"].is_string() || case["config_args"].is_array() || case["observed"]["run"]["rc"] != 0 {
            continue;
        }
        let compose = case["files"]["compose.yaml"].as_str().unwrap_or_default();
        let image = if compose.contains("oracle-env") { json!({"FOO": "image"}) } else { json!({}) };
        let list = |value: &Value| if value.is_array() { value.clone() } else { json!([]) };
        let scenario = json!({
            "reader": "compose", "files": case["files"], "process_env": case["shell"], "cwd": case["cwd"],
            "arguments": list(&case["gargs"]), "run_arguments": list(&case["run_args"]), "service": case["service"],
            "image_env": image
        });
        case["id"] = case["name"].clone();
        let resolution = run(scenario, &case, "");
        for name in case["watch"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            count.compare(&case, "", value(&resolution, name), case["observed"]["run"]["env"][name].as_str());
        }
    }
    count.assert_at_most("compose services", 0);
}

#[test]
fn docker_run_with_a_daemon() {
    let mut count = Count::default();
    for mut case in recordings("env-compose.json").into_iter().filter(|case| case["kind"] == "docker-run") {
        let image = if case["image"] == "oracle-env:1" { json!({"FOO": "image"}) } else { json!({}) };
        let arguments = if case["args"].is_array() { case["args"].clone() } else { json!([]) };
        let scenario = json!({
            "reader": "docker-run", "files": case["files"], "process_env": case["shell"], "arguments": arguments,
            "image_env": image
        });
        case["id"] = case["name"].clone();
        let resolution = run(scenario, &case, "");
        if case["observed"]["run"]["rc"] != 0 {
            let seen = (!resolution.errors.is_empty()).then_some("refused");
            count.compare(&case, "", seen, Some("refused"));
            continue;
        }
        for name in case["watch"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            // The container's identifier, and the PATH of an image that is not part of the recording.
            if !matches!(name, "HOSTNAME" | "PATH") {
                count.compare(&case, "", value(&resolution, name), case["observed"]["run"]["env"][name].as_str());
            }
        }
    }
    count.assert_at_most("docker run", 0);
}

#[test]
fn dockerfiles() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(|case| case["group"] == "dockerfile") {
        let options = &case["inputs"]["options"];
        let variable = case["variable"].as_str().unwrap_or_default();
        // What labels, commands and lints become is not about the environment.
        let (reader, name) = match (variable.strip_suffix(" in RUN"), variable.strip_suffix(" in image Config.Env")) {
            (Some(name), _) => ("docker-build", name),
            (_, Some(name)) => ("dockerfile", name),
            _ if variable == "build error" => ("dockerfile", ""),
            _ => continue,
        };
        let pairs = options["build_args"].as_object().into_iter().flatten();
        let mut arguments: Vec<String> = pairs
            .flat_map(|(name, value)| {
                ["--build-arg".to_owned(), format!("{name}={}", value.as_str().unwrap_or_default())]
            })
            .collect();
        arguments.extend(options["target"].as_str().map(|target| format!("--target={target}")));
        let uses_base =
            case["inputs"]["files"]["Dockerfile"].as_str().is_some_and(|text| text.contains("FROM baseenv"));
        let image = if uses_base { json!({"X": "base"}) } else { json!({}) };
        let resolution = run(json!({"reader": reader, "build_arguments": arguments, "image_env": image}), &case, "");
        if name.is_empty() {
            let seen = (!resolution.errors.is_empty()).then_some("refused");
            count.compare(&case, "", seen, Some("refused"));
        } else {
            count.compare(&case, "", value(&resolution, name), case["observed"].as_str());
        }
    }
    count.assert_at_most("Dockerfiles", 0);
}

#[test]
fn next_builds_and_starts() {
    let mut count = Count::default();
    for case in recordings("env.json").into_iter().filter(|case| case["tool"] == "next build/start") {
        let of = |prefix: &str| -> serde_json::Map<String, Value> {
            let pairs = case["inputs"]["process_env"].as_object().into_iter().flatten();
            pairs.filter_map(|(name, value)| Some((name.strip_prefix(prefix)?.to_owned(), value.clone()))).collect()
        };
        let phase = &case["inputs"]["options"];
        let built = if phase["phase"] == "build" { of("") } else { of("build:") };
        let rendering = if phase["page"] == "force-dynamic page" { "request" } else { "build" };
        let scenario = json!({"reader": "next", "rendering": rendering, "process_env": built, "run_env": of("run:")});
        let resolution = run(scenario, &case, "16.4.6");
        let variable = case["variable"].as_str().unwrap_or_default();
        let name = variable.split(' ').next().unwrap_or_default();
        let is_in_scripts = !variable.contains("client .js") || name.starts_with("NEXT_PUBLIC_");
        let got = value(&resolution, name).filter(|_| is_in_scripts);
        count.compare(&case, "", got, case["observed"].as_str());
    }
    count.assert_at_most("next build and next start", 0);
}

#[test]
fn ladders_of_bundlers() {
    let mut count = Count::default();
    let cases: Vec<_> = recordings("env.json")
        .into_iter()
        .filter(|case| usable(case) && matches!(case["group"].as_str(), Some("vite" | "create-react-app" | "next")))
        .collect();
    let group = |case: &Value| case["group"].as_str().unwrap_or_default().to_owned();
    // A ladder was recorded by taking the winning file away, again and again; the recording lists what was left at the
    // very end. So each step gets back its own file and those of the steps below.
    let file_of = |case: &Value| {
        let mut parts = case["name"].as_str()?.splitn(3, '-');
        let (kind, mode, file) = (parts.next()?, parts.next()?.to_owned(), parts.next()?.to_owned());
        (kind == "ladder" && file.starts_with(".env")).then_some((mode, file))
    };
    for (index, case) in cases.iter().enumerate() {
        let options = &case["inputs"]["options"];
        let mode = options["mode"].as_str().or_else(|| options["NODE_ENV"].as_str());
        let name = case["variable"].as_str().unwrap_or_default();
        let mut files = case["inputs"]["files"].clone();
        if file_of(case).is_some() {
            for (step_mode, file) in cases[index..].iter().filter(|it| group(it) == group(case)).filter_map(file_of) {
                if Some(step_mode.as_str()) == mode {
                    files[&file] = json!(format!("{name}={}\n", file.trim_start_matches('.')));
                }
            }
        }
        for version in versions(case) {
            let resolution = run(json!({"reader": group(case), "mode": mode, "files": files}), case, version);
            count.compare(case, version, value(&resolution, name), case["observed"].as_str());
        }
    }
    count.assert_at_most("ladders of bundlers", 0);
}
