//! Readers as a whole: small scenarios, and inputs that must end quickly.

use std::collections::BTreeMap;

use super::{Reader, Resolution, Scenario, Severity, resolve};

fn answer(scenario: serde_json::Value) -> Resolution {
    let scenario: Scenario = serde_json::from_value(scenario).expect("the scenario is well-formed");
    resolve(&scenario)
}

fn value<'r>(resolution: &'r Resolution, name: &str) -> Option<&'r str> {
    resolution.variables.get(name)?.value.as_deref()
}

fn compose(files: &serde_json::Value, more: &serde_json::Value) -> Resolution {
    let mut scenario = serde_json::json!({"reader": "compose", "files": files});
    for (key, value) in more.as_object().into_iter().flatten() {
        scenario[key] = value.clone();
    }
    answer(scenario)
}

#[test]
fn compose_extends_another_file_whose_paths_start_there() {
    let files = serde_json::json!({
        "compose.yaml": "services:\n  app:\n    extends: {file: common/base.yaml, service: base}\n    environment: [B=own]\n",
        "common/base.yaml": "services:\n  base:\n    env_file: base.env\n    environment: {A: base, B: base}\n",
        "common/base.env": "C=file\n"
    });
    let resolution = compose(&files, &serde_json::Value::Null);
    let seen = ["A", "B", "C"].map(|name| value(&resolution, name));
    assert_eq!(seen, [Some("base"), Some("own"), Some("file")]);
    let b = &resolution.variables["B"];
    assert_eq!((b.file.as_deref(), b.line), (Some("compose.yaml"), Some(4)));
    assert_eq!(b.shadowed[0].file.as_deref(), Some("common/base.yaml"));
}

#[test]
fn compose_services_that_extend_each_other_end_with_a_message() {
    let text = "services:\n  a:\n    extends: b\n    environment: {A: 1}\n  b:\n    extends: a\n";
    let resolution = compose(&serde_json::json!({"compose.yaml": text}), &serde_json::json!({"service": "a"}));
    assert_eq!(value(&resolution, "A"), Some("1"));
    assert!(
        resolution.errors.iter().any(|problem| problem.message.contains("extends itself")),
        "{:?}",
        resolution.errors
    );
}

#[test]
fn compose_merges_several_files_and_understands_reset() {
    let files = serde_json::json!({
        "a.yaml": "services:\n  app:\n    env_file: one.env\n    environment: {A: a, B: a, C: a}\n",
        "b.yaml": "services:\n  app:\n    env_file: !override [two.env]\n    environment:\n      A: !reset null\n      B: b\n",
        "one.env": "D=1\n", "two.env": "E=2\n"
    });
    let resolution = compose(&files, &serde_json::json!({"arguments": ["-f", "a.yaml", "-f", "b.yaml"]}));
    let seen = ["A", "B", "C", "D", "E"].map(|name| value(&resolution, name));
    assert_eq!(seen, [None, Some("b"), Some("a"), None, Some("2")]);
}

#[test]
fn compose_env_file_options() {
    let text = "services:\n  app:\n    env_file:\n      - {path: gone.env, required: false}\n      - {path: raw.env, format: raw}\n";
    let resolution =
        compose(&serde_json::json!({"compose.yaml": text, "raw.env": "A='$x' # c\n"}), &serde_json::Value::Null);
    assert_eq!(value(&resolution, "A"), Some("'$x' # c"));
    assert_eq!(resolution.errors, []);
}

#[test]
fn compose_includes_other_projects() {
    let files = serde_json::json!({
        "compose.yaml": "include:\n  - sub/compose.yaml\nservices:\n  web: {image: x}\n",
        "sub/compose.yaml": "services:\n  db:\n    env_file: db.env\n",
        "sub/db.env": "A=1\n"
    });
    let resolution = compose(&files, &serde_json::json!({"service": "db"}));
    assert_eq!(value(&resolution, "A"), Some("1"));
}

#[test]
fn compose_mistakes_name_their_line_and_leave_the_rest() {
    let cases = [
        ("services:\n  app:\n    environment:\n      A: 1\n      B: 2024-01-01\n", 5, "date"),
        ("services:\n  app:\n    environment:\n      A: 1\n      B: ${X:?needed}\n", 5, "needed"),
        ("services:\n  app:\n    environment:\n      A: 1\n      B: ${\n", 5, "$$"),
        ("services:\n  app:\n    environment:\n      A: 1\n    env_file: gone.env\n", 5, "not found"),
        ("services:\n  app:\n    environment:\n      A: 1\n   bad: [\n", 5, "YAML"),
    ];
    for (text, line, word) in cases {
        let resolution = compose(&serde_json::json!({"compose.yaml": text}), &serde_json::Value::Null);
        assert_eq!(value(&resolution, "A"), Some("1"), "{text}");
        let found = resolution.errors.iter().find(|problem| problem.message.contains(word));
        let found = found.unwrap_or_else(|| panic!("{text}: {:?}", resolution.errors));
        assert!(found.line.is_some_and(|seen| seen.abs_diff(line) <= 1), "{text}: {found:?}");
        assert_eq!(found.severity, Severity::Error);
    }
}

#[test]
fn compose_says_what_stays_outside_the_container() {
    let files = serde_json::json!({"compose.yaml": "services:\n  app:\n    image: x\n", ".env": "A=1\n"});
    let resolution = compose(&files, &serde_json::json!({"process_env": {"A": "shell"}}));
    let a = &resolution.variables["A"];
    assert_eq!(a.value, None);
    let sources: Vec<_> = a.shadowed.iter().map(|loser| (loser.source.as_str(), loser.line)).collect();
    assert_eq!(sources, [("compose .env", Some(1)), ("host shell", None)]);
}

#[test]
fn ecs_reads_task_definitions_as_they_are_stored() {
    let text = serde_json::json!({
        "taskDefinition": {"containerDefinitions": [
            {"name": "proxy"},
            {"name": "app",
             "environment": [{"name": "A", "value": "task"}],
             "environmentFiles": [{"value": "arn:aws:s3:::bucket/conf/one.env", "type": "s3"}, {"value": "two.env"}],
             "secrets": [{"name": "S", "valueFrom": "arn:secret"}]}
        ]},
        "overrides": {"containerOverrides": [{"name": "app", "environment": [{"name": "A", "value": "run"}]}]}
    });
    let resolution = answer(serde_json::json!({
        "reader": "ecs", "service": "app", "task_definition": "task.json",
        "files": {"task.json": text.to_string(), "one.env": "B=1\n", "two.env": "B=2\nC=2\n"}
    }));
    let seen = ["A", "B", "C", "S"].map(|name| value(&resolution, name));
    assert_eq!(seen, [Some("run"), Some("1"), Some("2"), Some("(value of arn:secret)")]);
    assert_eq!(resolution.errors, []);
}

#[test]
fn kubernetes_pods_and_deployments() {
    let manifest = "kind: ConfigMap\nmetadata: {name: conf}\ndata: {A: conf, B: conf}\n---\n\
        kind: Secret\nmetadata: {name: keys}\ndata: {K: c2VjcmV0}\nstringData: {B: keys}\n---\n\
        kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          envFrom:\n\
        \x20           - configMapRef: {name: conf}\n            - {prefix: X_, secretRef: {name: keys}}\n\
        \x20           - secretRef: {name: gone, optional: true}\n          env:\n\
        \x20           - {name: A, value: env}\n            - {name: D, value: '$(A)-$(NOPE)-$$(A)'}\n\
        \x20           - {name: E, valueFrom: {secretKeyRef: {name: keys, key: K}}}\n            - {name: F, value: 1}\n";
    let resolution = answer(serde_json::json!({"reader": "kubernetes", "files": {"app.yaml": manifest}}));
    let seen = ["A", "B", "X_B", "X_K", "D", "E", "F"].map(|name| value(&resolution, name));
    let want = ["env", "conf", "keys", "secret", "env-$(NOPE)-$(A)", "secret", "1"].map(Some);
    assert_eq!(seen, want);
    assert_eq!(resolution.errors.len(), 1, "only the number is wrong: {:?}", resolution.errors);
}

#[test]
fn every_reader_survives_empty_and_odd_input() {
    let readers = [
        "python-dotenv",
        "flask",
        "gunicorn",
        "pydantic-settings",
        "dotenv",
        "dotenv-expand",
        "node-env-file",
        "vite",
        "create-react-app",
        "next",
        "docker-run",
        "compose",
        "ecs",
        "kubernetes",
        "layered",
    ];
    let odd = ["", "=", "\u{feff}", "A", "A=\"", "A=${", "\0", "é=\u{2028}'\\", "a: &a [*a]", "- - -", "A=$\nB=\\$"];
    for reader in readers {
        for text in odd {
            let files: BTreeMap<&str, &str> = [".env", "compose.yaml", "task.json", "gunicorn.conf.py"]
                .into_iter()
                .map(|name| (name, text))
                .collect();
            answer(serde_json::json!({
                "reader": reader, "files": files, "image_files": files, "paths": [".env"], "task_definition": "task.json",
                "arguments": ["-e", "=", "--env-file", ".env", "-e"], "process_env": {"A": "$A"}
            }));
        }
    }
}

#[test]
fn large_files_are_refused_with_a_message() {
    let text = "A=1\n".repeat(2_700_000);
    for reader in [Reader::PythonDotenv, Reader::Dotenv, Reader::DockerRun, Reader::Vite] {
        let files = [(".env".to_owned(), text.as_str().into())].into();
        let arguments = ["--env-file", ".env"].map(str::to_owned).to_vec();
        let resolution = resolve(&Scenario { reader, files, arguments, ..Scenario::default() });
        assert!(resolution.errors.iter().any(|problem| problem.message.contains("at most 1 MB")), "{reader:?}");
    }
}
