//! CloudFormation: a template's task definitions, spelled as Amazon ECS spells them.
//!
//! A template writes `ContainerDefinitions` where the API writes `containerDefinitions`, and may compute a value by an
//! intrinsic function (`!Ref`, `{"Fn::Sub": …}`). What a function gives is known to AWS only, so the value is shown as the
//! function, in brackets. Conditions are not evaluated, and macros and nested stacks are not followed.
//!
//! Source: "`AWS::ECS::TaskDefinition`" and "Intrinsic function reference" of the CloudFormation documentation.

use super::super::document::{Entry, Kind, Node};
use super::super::resolution::Problem;

const TASK_DEFINITION: &str = "AWS::ECS::TaskDefinition";

/// The containers of all task definitions of a template as one `{"containerDefinitions": […]}`; anything else as it is.
pub(super) fn task_definition(mut document: Node, file: Option<&str>, problems: &mut Vec<Problem>) -> Node {
    if let Some(resources) = document.take("Resources") {
        let containers = containers_of(resources);
        if containers.is_empty() {
            let message = format!("the template has no {TASK_DEFINITION} with ContainerDefinitions");
            problems.push(Problem::error(file, (document.line > 0).then_some(document.line), message));
        }
        let list = Node { line: document.line, tag: None, kind: Kind::List(containers) };
        let entry = Entry { key: "containerDefinitions".to_owned(), line: document.line, value: list };
        return Node { line: document.line, tag: None, kind: Kind::Map(vec![entry]) };
    }
    // The properties alone, as people paste them.
    if document.get("ContainerDefinitions").is_some() { spelled_as_in_ecs(document) } else { document }
}

fn containers_of(resources: Node) -> Vec<Node> {
    let Kind::Map(entries) = resources.kind else { return Vec::new() };
    let mut containers = Vec::new();
    for Entry { mut value, .. } in entries {
        if value.text_of("Type") != Some(TASK_DEFINITION) {
            continue;
        }
        let list = value.take("Properties").and_then(|mut properties| properties.take("ContainerDefinitions"));
        if let Some(Node { kind: Kind::List(list), .. }) = list {
            containers.extend(list.into_iter().map(spelled_as_in_ecs));
        }
    }
    containers
}

/// Keys with a small first letter, intrinsic functions as texts. Documents are not deeper than their readers follow.
fn spelled_as_in_ecs(mut node: Node) -> Node {
    if let Some(function) = intrinsic(&node) {
        node.kind = Kind::Text(format!("(value of {function})"));
        return node;
    }
    node.kind = match node.kind {
        Kind::List(items) => Kind::List(items.into_iter().map(spelled_as_in_ecs).collect()),
        Kind::Map(entries) => Kind::Map(entries.into_iter().map(entry_as_in_ecs).collect()),
        scalar => scalar,
    };
    node
}

fn entry_as_in_ecs(entry: Entry) -> Entry {
    let mut letters = entry.key.chars();
    let key = letters
        .next()
        .map_or_else(String::new, |first| [first.to_ascii_lowercase()].into_iter().chain(letters).collect());
    Entry { key, value: spelled_as_in_ecs(entry.value), ..entry }
}

/// How an intrinsic function reads, short: `!Ref Name`, `Fn::GetAtt Database.Address`.
fn intrinsic(node: &Node) -> Option<String> {
    let (name, argument) = match (&node.tag, node.entries()) {
        (Some(tag), _) => (format!("!{tag}"), node),
        (None, [only]) if only.key == "Ref" || only.key.starts_with("Fn::") => (only.key.clone(), &only.value),
        _ => return None,
    };
    // `!Sub` without anything to put in gives its own text.
    if name.ends_with("Sub") && argument.text().is_some_and(|text| !text.contains("${")) {
        return None;
    }
    let words: Vec<&str> = argument.text().into_iter().chain(argument.items().iter().filter_map(Node::text)).collect();
    Some(format!("{name} {}", words.join(".")).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::ecs;
    use super::*;

    /// The variables of the first container as `name=value`, and the problems.
    fn variables(template: &str) -> (Vec<String>, Vec<Problem>) {
        let mut problems = Vec::new();
        let document = ecs::parse(template, None, &mut problems);
        let container = ecs::containers(&document).and_then(<[Node]>::first).cloned().unwrap_or_default();
        let pairs = container.get("environment").map_or(&[][..], Node::items).iter().map(|entry| {
            format!("{}={}", entry.text_of("name").unwrap_or_default(), entry.text_of("value").unwrap_or_default())
        });
        (pairs.collect(), problems)
    }

    const WANT: [&str; 5] =
        ["A=1", "B=(value of !Ref Stage)", "C=(value of !Sub ${X}/y)", "D=plain", "E=(value of !GetAtt Db.Host)"];

    #[test]
    fn yaml_template_or_its_properties_alone() {
        let properties = "ContainerDefinitions:\n  - Name: app\n    Environment:\n      - {Name: A, Value: 1}\n      \
            - {Name: B, Value: !Ref Stage}\n      - {Name: C, Value: !Sub '${X}/y'}\n      - {Name: D, Value: !Sub plain}\n      \
            - {Name: E, Value: !GetAtt Db.Host}\n";
        let indented: Vec<String> = properties.lines().map(|line| format!("      {line}\n")).collect();
        let template = format!(
            "AWSTemplateFormatVersion: 2010-09-09\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n  Task:\n    \
             Type: AWS::ECS::TaskDefinition\n    Properties:\n{}",
            indented.concat()
        );
        for text in [properties, &template] {
            let (pairs, problems) = variables(text);
            assert_eq!(pairs, WANT);
            assert_eq!(problems, []);
        }
    }

    #[test]
    fn json_template() {
        let (pairs, problems) = variables(
            r#"{"Resources": {"Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [
                {"Name": "app", "Environment": [{"Name": "A", "Value": {"Ref": "Stage"}},
                                                {"Name": "B", "Value": {"Fn::GetAtt": ["Db", "Host"]}}]}]}}}}"#,
        );
        assert_eq!(pairs, ["A=(value of Ref Stage)", "B=(value of Fn::GetAtt Db.Host)"]);
        assert_eq!(problems, []);
    }

    #[test]
    fn a_template_without_a_task_definition_says_so() {
        let (pairs, problems) = variables("Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n");
        assert_eq!(pairs, Vec::<String>::new());
        assert!(problems.iter().any(|problem| problem.message.contains(TASK_DEFINITION)), "{problems:?}");
    }
}
