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
fn files_for_one_run_of_compose_beat_its_environment() {
    let files = serde_json::json!({
        "compose.yaml": "services:\n  app:\n    image: a\n    environment: {A: env, B: env, C: env}\n",
        "one.env": "A=one\nB=one\n",
        "two.env": "A=two\nD=$A\n"
    });
    let words = ["--env-from-file", "one.env", "--env-from-file=two.env", "-e", "B=flag", "app"];
    let resolution = compose(&files, &serde_json::json!({"run_arguments": words}));
    let seen = ["A", "B", "C", "D"].map(|name| value(&resolution, name));
    assert_eq!(seen, [Some("one"), Some("flag"), Some("env"), Some("one")]);
    let missing = compose(&files, &serde_json::json!({"run_arguments": ["--env-from-file", "none.env", "app"]}));
    assert_eq!(missing.errors[0].severity, Severity::Error);
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
        "dockerfile",
        "docker-build",
        "layered",
    ];
    let odd = ["", "=", "\u{feff}", "A", "A=\"", "A=${", "\0", "é=\u{2028}'\\", "a: &a [*a]", "- - -", "A=$\nB=\\$"];
    for reader in readers {
        for text in odd {
            let files: BTreeMap<&str, &str> =
                [".env", "compose.yaml", "task.json", "pod.yaml", "gunicorn.conf.py", "Dockerfile"]
                    .into_iter()
                    .map(|name| (name, text))
                    .collect();
            for world in ["local", "docker-run", "compose", "ecs", "kubernetes", "static-front-end"] {
                answer(serde_json::json!({
                    "reader": reader, "world": world, "files": files, "image_files": files, "paths": [".env"],
                    "task_definition": "task.json", "overrides": text, "process_env": {"A": "$A"},
                    "arguments": ["-e", "=", "--env-file", ".env", "-e"], "build_arguments": ["--build-arg", "=", "--build-arg"]
                }));
                if reader != "layered" {
                    break;
                }
            }
        }
    }
}

#[test]
fn ecs_overrides_of_a_call_have_their_own_lines() {
    let task = "{\"containerDefinitions\": [\n {\"name\": \"app\", \"environment\": [\n  {\"name\": \"A\", \"value\": \"task\"}]}]}";
    let overrides =
        "{\"containerOverrides\": [\n {\"name\": \"app\", \"environment\": [{\"name\": \"A\", \"value\": \"run\"}]}]}";
    let resolution = answer(serde_json::json!({"reader": "ecs", "task_definition": task, "overrides": overrides}));
    let a = &resolution.variables["A"];
    assert_eq!((a.value.as_deref(), a.file.as_deref(), a.line), (Some("run"), Some("overrides.json"), Some(2)));
    assert_eq!((a.shadowed[0].file.as_deref(), a.shadowed[0].line), (Some("task-definition.json"), Some(3)));
}

#[test]
fn ecs_warns_of_names_that_it_sets_itself() {
    let task = "{\"environment\": [\n {\"name\": \"ECS_AGENT_URI\", \"value\": \"mine\"}, {\"name\": \"A\", \"value\": \"1\"}]}";
    let resolution = answer(serde_json::json!({"reader": "ecs", "task_definition": task}));
    let seen: Vec<_> = resolution.errors.iter().map(|problem| (problem.severity, problem.line)).collect();
    assert_eq!(seen, [(Severity::Warning, Some(2))], "{:?}", resolution.errors);
}

#[test]
fn a_pasted_cloud_formation_template_is_a_task_definition() {
    let template = "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        \
        - Name: app\n          Environment:\n            - Name: A\n              Value: task\n          Secrets:\n            \
        - {Name: S, ValueFrom: !Ref Secret}\n";
    let resolution = answer(serde_json::json!({"reader": "ecs", "service": "app", "task_definition": template}));
    let seen = ["A", "S"].map(|name| value(&resolution, name));
    assert_eq!(seen, [Some("task"), Some("(value of !Ref Secret)")]);
    assert_eq!(resolution.variables["A"].line, Some(8));
    assert_eq!(resolution.errors, []);
}

#[test]
fn a_broken_task_definition_still_shows_what_it_says() {
    let task = "{\"containerDefinitions\": [{\"name\": \"app\",\n\"environment\": [\n {\"name\": \"A\", \"value\": \"1\"}\n {\"name\": \"B\", \"value\": \"2\"},\n]}]}";
    let resolution = answer(serde_json::json!({"reader": "ecs", "task_definition": task}));
    assert_eq!((value(&resolution, "A"), value(&resolution, "B")), (Some("1"), Some("2")));
    let lines: Vec<_> = resolution.errors.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(4), Some(5)], "{:?}", resolution.errors);
}

#[test]
fn compose_builds_the_image_with_its_arguments() {
    let files = serde_json::json!({
        "compose.yaml": "services:\n  app:\n    build:\n      context: api\n      args: {V: \"${V:-1}\"}\n    environment: {A: 2}\n  db:\n    image: postgres\n",
        "api/Dockerfile": "FROM python\nARG V\nENV A=$V B=$V\n"
    });
    let resolution = compose(&files, &serde_json::Value::Null);
    assert_eq!((value(&resolution, "A"), value(&resolution, "B")), (Some("2"), Some("1")));
    let b = &resolution.variables["B"];
    assert_eq!((b.file.as_deref(), b.line), (Some("api/Dockerfile"), Some(3)));
    let other = compose(&files, &serde_json::json!({"service": "db"}));
    assert_eq!(value(&other, "B"), None);
}

#[test]
fn kubernetes_values_of_the_cluster_are_placeholders() {
    let manifest = "kind: Pod\nspec:\n  containers:\n    - name: app\n      env:\n        - name: A\n          valueFrom: {secretKeyRef: {name: keys, key: K}}\n        - name: B\n          value: x-$(A)\n";
    let resolution = answer(serde_json::json!({"reader": "kubernetes", "files": {"pod.yaml": manifest}}));
    assert_eq!(value(&resolution, "A"), Some("(value of K in Secret keys)"));
    assert_eq!(value(&resolution, "B"), Some("x-(value of K in Secret keys)"));
    assert_eq!(resolution.errors.len(), 1);
    assert_eq!(resolution.errors[0].severity, Severity::Warning);
}

#[test]
fn circles_and_growth_end_quickly_in_every_document() {
    let doubling: Vec<_> = (1..60).map(|n| format!("A{n}=${{A{0}}}${{A{0}}}\n", n - 1)).collect();
    let dotenv = format!("A0=xxxxxxxxxx\nB=${{B}}\n{}", doubling.concat());
    let entries: Vec<_> =
        (1..60).map(|n| format!("        - {{name: A{n}, value: \"$(A{0})$(A{0})\"}}\n", n - 1)).collect();
    let pod =
        format!("spec:\n  containers:\n    - env:\n        - {{name: A0, value: xxxxxxxxxx}}\n{}", entries.concat());
    let lines: Vec<_> = (1..60).map(|n| format!("ENV A{n}=$A{0}$A{0}\n", n - 1)).collect();
    let dockerfile = format!("FROM a\nENV A0=xxxxxxxxxx\n{}", lines.concat());
    let files = serde_json::json!({
        ".env": dotenv, "pod.yaml": pod, "Dockerfile": dockerfile, "compose.yaml": "services: {app: {env_file: .env}}"
    });
    for reader in ["python-dotenv", "dotenv-expand", "compose", "kubernetes", "docker-run"] {
        let resolution = answer(serde_json::json!({"reader": reader, "files": files}));
        let longest = resolution.variables.values().filter_map(|it| it.value.as_ref()).map(String::len).max();
        assert!(longest.is_some_and(|bytes| bytes < 64 << 20), "{reader}: {longest:?}");
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
    let names =
        [(Reader::Compose, "compose.yaml"), (Reader::Kubernetes, "pod.yaml"), (Reader::DockerRun, "Dockerfile")];
    for (reader, name) in names {
        let files = [(name.to_owned(), text.as_str().into())].into();
        let resolution = resolve(&Scenario { reader, files, ..Scenario::default() });
        assert!(resolution.errors.iter().any(|problem| problem.message.contains("at most 1 MB")), "{reader:?}");
    }
    let task_definition = serde_json::Value::from(format!("[{}]", "1,".repeat(5_000_000)));
    let resolution = resolve(&Scenario { reader: Reader::Ecs, task_definition, ..Scenario::default() });
    assert!(resolution.errors.iter().any(|problem| problem.message.contains("at most 1 MB")));
}
