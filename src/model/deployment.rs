//! Where the image will run, as far as files of the project tell.
//!
//! Looks for the words that only such files have; reads no JSON and no YAML, and does not know which of several images
//! a file means.

use crate::project::Project;

/// What runs containers in the place of Docker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Orchestrator {
    /// Amazon ECS.
    Ecs,
    /// Kubernetes.
    Kubernetes,
}

/// A file that says where the image runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deployment<'a> {
    /// Where.
    pub orchestrator: Orchestrator,
    /// The path of the file.
    pub path: &'a str,
    /// Whether it has a health check of its own.
    pub has_health_check: bool,
}

/// Larger files are not looked through.
const LARGEST: usize = 200_000;

/// Words of task definitions: in JSON, in `CloudFormation`, in Terraform.
const ECS: &[&str] = &["\"containerDefinitions\"", "AWS::ECS::TaskDefinition", "\"aws_ecs_task_definition\""];

/// Kinds of manifests that have containers.
const KINDS: &[&str] = &["Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Rollout"];

impl<'a> Deployment<'a> {
    /// Every file of the project that says so, in the order of their paths.
    pub fn all(project: &'a Project) -> impl Iterator<Item = Self> {
        project.files.iter().filter_map(|(path, entry)| {
            let text = entry.text().filter(|text| text.len() <= LARGEST)?;
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let (orchestrator, checks) = if has(ECS) {
                (Orchestrator::Ecs, &["healthCheck", "HealthCheck"][..])
            } else if matches!(path.rsplit('.').next(), Some("yaml" | "yml")) && is_manifest(text) {
                (Orchestrator::Kubernetes, &["livenessProbe", "readinessProbe", "startupProbe"][..])
            } else {
                return None;
            };
            Some(Self { orchestrator, path, has_health_check: has(checks) })
        })
    }
}

fn is_manifest(text: &str) -> bool {
    let value = |key: &'static str| text.lines().filter_map(move |line| line.strip_prefix(key)).map(str::trim);
    let mut kinds = value("kind:").map(|kind| kind.trim_matches(['"', '\'']));
    value("apiVersion:").next().is_some() && kinds.any(|kind| KINDS.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::context::ContextEntry;

    #[test]
    fn files_tell() {
        let mut project = Project::new("FROM a\n");
        for (path, text) in [
            ("a.json", "{\"containerDefinitions\": [{\"healthCheck\": {}}]}"),
            ("b.yaml", "apiVersion: apps/v1\nkind: Deployment\n"),
            ("c.yml", "apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: \"Pod\"\nlivenessProbe: {}\n"),
            ("d.yaml", "apiVersion: v1\nkind: ConfigMap\ndata:\n  kind: Pod\n"),
            ("e.tf", "resource \"aws_ecs_task_definition\" \"app\" {}"),
            ("f.md", "kind: Pod\napiVersion: v1\n"),
        ] {
            project.files.insert(path.to_owned(), ContextEntry::file(text));
        }
        let found: Vec<_> =
            Deployment::all(&project).map(|it| (it.path, it.orchestrator, it.has_health_check)).collect();
        let expected = [
            ("a.json", Orchestrator::Ecs, true),
            ("b.yaml", Orchestrator::Kubernetes, false),
            ("c.yml", Orchestrator::Kubernetes, true),
            ("e.tf", Orchestrator::Ecs, false),
        ];
        assert_eq!(found, expected);
    }
}
