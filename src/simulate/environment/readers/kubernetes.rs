//! Kubernetes: `envFrom` and `env` of a container, with the `ConfigMap`s and `Secret`s of the same files.
//!
//! Sources: <https://kubernetes.io/docs/tasks/inject-data-application/>, "Define Environment Variables for a Container"
//! and "Define Dependent Environment Variables".

use super::super::document::{self, Kind, Node};
use super::super::files::{Files, decode_base64};
use super::super::image;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;

const BEATS_IMAGE: &str = "What the pod sets beats the image's ENV, which is only a default.";
const LAST_SOURCE_WINS: &str = "Of several sources in envFrom, the last one wins.";
const ENV_WINS: &str = "env beats envFrom; of several entries with one name, the last wins.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    *ladder = image::ladder(scenario, files);
    let mut documents = Vec::new();
    for name in scenario.files.keys().filter(|name| is_manifest(name) && !is_compose(name)) {
        match files.read(name) {
            Ok(file) => {
                let nodes = document::parse(&file.text, Some(name), &mut ladder.problems);
                let nodes = nodes.into_iter().flat_map(listed);
                documents.extend(nodes.map(|node| (name.as_str(), node)));
            }
            Err(problem) => ladder.problems.push(problem),
        }
    }
    let found = documents.iter().find_map(|(file, node)| Some((*file, container(node, scenario.service.as_deref())?)));
    let Some((file, container)) = found else {
        let message = "no pod with such a container: expected spec.containers in a .yaml file";
        ladder.problems.push(Problem::error(documents.first().map(|(file, _)| *file), None, message));
        return;
    };
    let pod = Pod { documents: &documents, file };
    for source in container.get("envFrom").map_or(&[][..], Node::items) {
        pod.env_from(source, ladder);
    }
    for entry in container.get("env").map_or(&[][..], Node::items) {
        pod.env(entry, ladder);
    }
}

fn is_optional(reference: &Node) -> bool {
    reference.text_of("optional") == Some("true")
}

fn is_compose(name: &str) -> bool {
    super::compose::DEFAULT_FILES.contains(&name)
}

/// The objects of a `List`, or the document itself.
fn listed(mut document: Node) -> Vec<Node> {
    let items = (document.text_of("kind") == Some("List")).then(|| document.take("items")).flatten();
    match items.map(|items| items.kind) {
        Some(Kind::List(items)) => items,
        _ => vec![document],
    }
}

fn is_manifest(name: &str) -> bool {
    [".yaml", ".yml", ".json"].iter().any(|ending| name.ends_with(ending))
}

/// The named (or first) container of a pod or of the pod template of a `Deployment`, `Job`, `CronJob` and so on.
fn container<'n>(document: &'n Node, name: Option<&str>) -> Option<&'n Node> {
    let containers = containers(document)?;
    containers.iter().find(|container| name.is_none() || container.text_of("name") == name)
}

/// The containers of a pod or of a pod template.
pub(in super::super) fn containers(document: &Node) -> Option<&[Node]> {
    let mut spec = document.get("spec")?;
    for _ in 0..2 {
        let inner = spec.get("template").or_else(|| spec.get("jobTemplate")).and_then(|template| template.get("spec"));
        spec = inner.unwrap_or(spec);
    }
    Some(spec.get("containers")?.items())
}

struct Pod<'a> {
    documents: &'a [(&'a str, Node)],
    file: &'a str,
}

impl<'a> Pod<'a> {
    fn object(&self, kind: &str, name: &str) -> Option<(&'a str, &'a Node)> {
        let wanted = |node: &Node| {
            node.text_of("kind") == Some(kind) && node.get("metadata").and_then(|m| m.text_of("name")) == Some(name)
        };
        self.documents.iter().find(|(_, node)| wanted(node)).map(|(file, node)| (*file, node))
    }

    /// Key, value, file and line of everything in a `ConfigMap` or `Secret`.
    fn data(&self, kind: &str, name: &str) -> Option<Vec<(&'a str, String, &'a str, usize)>> {
        let (file, object) = self.object(kind, name)?;
        let mut all = Vec::new();
        for (part, encoded) in [("data", kind == "Secret"), ("stringData", false)] {
            for entry in object.get(part).map_or(&[][..], Node::entries) {
                let text = entry.value.text().unwrap_or_default();
                let value =
                    if encoded { String::from_utf8_lossy(&decode_base64(text)).into_owned() } else { text.to_owned() };
                all.push((entry.key.as_str(), value, file, entry.line));
            }
        }
        Some(all)
    }

    /// Whatever the cluster knows and the files do not.
    fn missing(&self, reference: &Node, kind: &str, ladder: &mut Ladder) {
        if !is_optional(reference) {
            let name = reference.text_of("name").unwrap_or_default();
            let message = format!(
                "{kind} {name} is not among the files: its values are not known, and without it the container does not start"
            );
            ladder.problems.push(Problem::warning(Some(self.file), Some(reference.line), message));
        }
    }

    fn env_from(&self, source: &Node, ladder: &mut Ladder) {
        let prefix = source.text_of("prefix").unwrap_or_default();
        for (reference, kind) in [("configMapRef", "ConfigMap"), ("secretRef", "Secret")] {
            let Some(reference) = source.get(reference) else { continue };
            let Some(data) = self.data(kind, reference.text_of("name").unwrap_or_default()) else {
                self.missing(reference, kind, ladder);
                continue;
            };
            for (key, value, file, line) in data {
                let candidate = Candidate::new(format!("Kubernetes envFrom {kind}"), value, When::Run).at(file, line);
                let name = format!("{prefix}{key}");
                let over_image = ladder.winner(&name).is_some_and(|winner| winner.when == When::Image);
                ladder.set(&name, candidate, if over_image { BEATS_IMAGE } else { LAST_SOURCE_WINS });
            }
        }
    }

    fn env(&self, entry: &Node, ladder: &mut Ladder) {
        let Some(name) = entry.text_of("name") else {
            let message = "an entry of env has no name: expected `name:` and `value:` or `valueFrom:`";
            ladder.problems.push(Problem::error(Some(self.file), Some(entry.line), message));
            return;
        };
        let from = entry.get("valueFrom").map(|from| self.value_from(from, ladder));
        let Some((source, value)) = from.unwrap_or_else(|| Some(self.literal(entry, name, ladder))) else { return };
        let over_image = ladder.winner(name).is_some_and(|winner| winner.when == When::Image);
        let candidate = Candidate::new(source, value, When::Run).at(self.file, entry.line);
        ladder.set(name, candidate, if over_image { BEATS_IMAGE } else { ENV_WINS });
    }

    fn literal(&self, entry: &Node, name: &str, ladder: &mut Ladder) -> (String, String) {
        if let Some(Kind::Plain(text)) = entry.get("value").map(|value| &value.kind) {
            let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
            if is_number || matches!(text.as_str(), "true" | "false") {
                let message = format!("the value of {name} must be text: write \"{text}\" in quotes");
                ladder.problems.push(Problem::error(Some(self.file), Some(entry.line), message));
            }
        }
        ("Kubernetes env".to_owned(), dependent(entry.text_of("value").unwrap_or_default(), ladder))
    }

    fn value_from(&self, from: &Node, ladder: &mut Ladder) -> Option<(String, String)> {
        for (reference, kind) in [("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")] {
            let Some(reference) = from.get(reference) else { continue };
            let data = self.data(kind, reference.text_of("name").unwrap_or_default()).unwrap_or_default();
            let key = reference.text_of("key").unwrap_or_default();
            let Some((_, value, ..)) = data.into_iter().rfind(|(found, ..)| *found == key) else {
                self.missing(reference, kind, ladder);
                let name = reference.text_of("name").unwrap_or_default();
                let place = format!("(value of {key} in {kind} {name})");
                return (!is_optional(reference)).then(|| (format!("Kubernetes env valueFrom {kind}"), place));
            };
            return Some((format!("Kubernetes env valueFrom {kind}"), value));
        }
        let field = from.get("fieldRef").and_then(|field| field.text_of("fieldPath"));
        let resource = from.get("resourceFieldRef").and_then(|field| field.text_of("resource"));
        let place = field.or(resource).unwrap_or("the cluster");
        Some(("Kubernetes env valueFrom".to_owned(), format!("(value of {place})")))
    }
}

/// Replaces `$(NAME)` by variables that are set already; `$$(NAME)` and unknown names stay.
fn dependent(text: &str, ladder: &Ladder) -> String {
    // Linux hands no longer variable to a process, so nothing is lost by stopping there.
    const LONGEST: usize = 128 * 1024;
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        // Names are short: looking no further keeps long texts without a closing bracket quick.
        let inner = after.strip_prefix('(').and_then(|inner| {
            let end = inner.char_indices().take(256).find(|(_, c)| *c == ')')?.0;
            Some(&inner[..end])
        });
        let known = |name: &str| ladder.winner(name).filter(|winner| winner.when != When::Image);
        if let Some(after) = after.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(value) = inner.and_then(|name| known(name)?.value.as_deref()).filter(|_| out.len() < LONGEST)
        {
            out.push_str(value);
            rest = &after[inner.map_or(0, str::len) + 2..];
        } else {
            out.push('$');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}
