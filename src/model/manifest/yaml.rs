//! YAML, into the tree that JSON has. Every scalar is a text.

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::{Map, Value};

/// What aliases may make of a document.
const MOST_NODES: usize = 20_000;
/// Structures that are indented further are not followed.
const DEEPEST_COLUMN: usize = 400;

/// The first document; `None` where it is none that can be read.
pub(super) fn parse(text: &str) -> Option<Value> {
    let indent = |line: &str| line.find(|c| !matches!(c, ' ' | '-' | '?' | ':')).unwrap_or(line.len());
    if text.lines().any(|line| indent(line) > DEEPEST_COLUMN) {
        return None;
    }
    let documents = MarkedYaml::load_from_str(text).ok()?;
    let mut left = MOST_NODES;
    documents.first().map_or(Some(Value::Null), |it| value(it, &mut left))
}

fn value(node: &MarkedYaml<'_>, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    Some(match &node.data {
        YamlData::Value(scalar) => scalar_value(scalar),
        YamlData::Sequence(items) => Value::Array(items.iter().map(|it| value(it, left)).collect::<Option<_>>()?),
        YamlData::Mapping(map) => {
            let mut object = Map::new();
            for (key, item) in map {
                let Some(Value::String(key)) = value(key, left) else { return None };
                object.insert(key, value(item, left)?);
            }
            Value::Object(object)
        }
        YamlData::Representation(text, ..) => Value::String(text.to_string()),
        YamlData::Tagged(_, inner) => value(inner, left)?,
        YamlData::Alias(_) | YamlData::BadValue => return None,
    })
}

fn scalar_value(scalar: &Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(value) => Value::Bool(*value),
        Scalar::String(text) => Value::String(text.to_string()),
        Scalar::Integer(number) => Value::String(number.to_string()),
        Scalar::FloatingPoint(number) => Value::String(number.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn a_workspace_becomes_a_tree() {
        let text =
            "packages:\n  - packages/* # all\n  - '!packages/old'\nyarnPath: .yarn/releases/yarn.cjs\nn: 1\nb: true\n";
        let expected = json!({"packages": ["packages/*", "!packages/old"], "yarnPath": ".yarn/releases/yarn.cjs", "n": "1", "b": true});
        assert_eq!(parse(text), Some(expected));
        assert_eq!(parse("a: [b"), None);
        assert_eq!(parse(&"- ".repeat(400_000)), None);
    }
}
