//! What may be chosen in a document: the services of a compose file, the containers of a task definition or a manifest.

use super::document::{self, Node};
use super::files::LARGEST;
use super::readers::{ecs, kubernetes};

/// The services of a compose file, in its order.
pub fn services(compose: &str) -> Vec<String> {
    let document = first(documents(compose));
    document.get("services").map_or(&[][..], Node::entries).iter().map(|entry| entry.key.clone()).collect()
}

/// The containers of an ECS task definition or of a CloudFormation template, in its order.
pub fn task_containers(task_definition: &str) -> Vec<String> {
    let document = ecs::parse(task_definition, None, &mut Vec::new());
    names(ecs::containers(&document).unwrap_or_default())
}

/// The containers of the first pod, or pod template, of a Kubernetes manifest.
pub fn pod_containers(manifest: &str) -> Vec<String> {
    documents(manifest).iter().find_map(kubernetes::containers).map(names).unwrap_or_default()
}

fn documents(text: &str) -> Vec<Node> {
    if text.len() > LARGEST { Vec::new() } else { document::parse(text, None, &mut Vec::new()) }
}

fn first(documents: Vec<Node>) -> Node {
    documents.into_iter().next().unwrap_or_default()
}

fn names(containers: &[Node]) -> Vec<String> {
    containers.iter().filter_map(|container| container.text_of("name")).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_order_of_the_document() {
        assert_eq!(services("services:\n  web: {image: x}\n  db: {image: y}\n"), ["web", "db"]);
        let containers = r#""containerDefinitions": [{"name": "app"}, {"name": "proxy"}]"#;
        assert_eq!(task_containers(&format!("{{{containers}}}")), ["app", "proxy"]);
        assert_eq!(task_containers(&format!("{{\"taskDefinition\": {{{containers}}}}}")), ["app", "proxy"]);
        assert_eq!(pod_containers("kind: ConfigMap\n---\nspec:\n  containers:\n  - name: app\n"), ["app"]);
        for text in ["", "{", "[", "services: 1", "\u{feff}"] {
            assert!(services(text).is_empty() && task_containers(text).is_empty() && pod_containers(text).is_empty());
        }
    }
}
