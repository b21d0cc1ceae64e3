//! TOML as far as manifests use it, into the tree that JSON has. Numbers and dates stay as they are written.

use serde_json::{Map, Value};

/// Tables within tables deeper than this are not read, nor longer names.
const DEEPEST: usize = 32;
const LONGEST_KEY: usize = 256;

/// The document; `None` where something in it is not understood.
pub(super) fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}'), depth: 0 };
    let mut root = Map::new();
    let mut section: Vec<String> = Vec::new();
    loop {
        reader.skip_lines();
        if reader.rest.is_empty() {
            return Some(Value::Object(root));
        }
        if reader.takes("[[") {
            section = reader.keys()?;
            reader.expect("]]")?;
            let (last, above) = section.split_last()?;
            let list = table(&mut root, above)?.entry(last.clone()).or_insert_with(|| Value::Array(Vec::new()));
            list.as_array_mut()?.push(Value::Object(Map::new()));
        } else if reader.takes("[") {
            section = reader.keys()?;
            reader.expect("]")?;
            table(&mut root, &section)?;
        } else {
            let keys = reader.keys()?;
            reader.expect("=")?;
            let value = reader.value()?;
            let (last, above) = keys.split_last()?;
            let place = table(table(&mut root, &section)?, above)?;
            place.insert(last.clone(), value);
        }
        reader.ends_line()?;
    }
}

/// The table at a path; of a list of tables, the last.
fn table<'m>(root: &'m mut Map<String, Value>, path: &[String]) -> Option<&'m mut Map<String, Value>> {
    let mut place = root;
    for key in path {
        let next = place.entry(key.clone()).or_insert_with(|| Value::Object(Map::new()));
        place = match next {
            Value::Object(map) => map,
            Value::Array(items) => items.last_mut()?.as_object_mut()?,
            _ => return None,
        };
    }
    (path.len() <= DEEPEST).then_some(place)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn takes(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    fn expect(&mut self, token: &str) -> Option<()> {
        self.skip_blanks();
        self.takes(token).then_some(())
    }

    /// Blanks, line breaks and comments.
    fn skip_lines(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
            if !self.rest.starts_with('#') {
                return;
            }
            self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
        }
    }

    fn ends_line(&mut self) -> Option<()> {
        self.skip_blanks();
        let is_end = self.rest.is_empty() || self.rest.starts_with(['#', '\n', '\r']);
        is_end.then_some(())
    }

    /// `a."b.c".d`
    fn keys(&mut self) -> Option<Vec<String>> {
        let mut keys = Vec::new();
        loop {
            self.skip_blanks();
            let key = if self.rest.starts_with(['"', '\'']) {
                self.string()?
            } else {
                let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
                let end = self.rest.find(|c| !is_bare(c)).unwrap_or(self.rest.len());
                let (key, rest) = self.rest.split_at(end);
                self.rest = rest;
                (!key.is_empty()).then(|| key.to_owned())?
            };
            if key.len() > LONGEST_KEY || keys.len() == DEEPEST {
                return None;
            }
            keys.push(key);
            self.skip_blanks();
            if !self.takes(".") {
                return Some(keys);
            }
        }
    }

    fn value(&mut self) -> Option<Value> {
        self.skip_blanks();
        if self.rest.starts_with(['"', '\'']) {
            return self.string().map(Value::String);
        }
        if !self.rest.starts_with(['[', '{']) {
            let end = self.rest.find([',', ']', '}', '#', '\n', '\r']).unwrap_or(self.rest.len());
            let (written, rest) = self.rest.split_at(end);
            self.rest = rest;
            let written = written.trim_end();
            return match written {
                "" => None,
                "true" | "false" => Some(Value::Bool(written == "true")),
                _ => Some(Value::String(written.to_owned())),
            };
        }
        self.depth += 1;
        let value = if self.depth > DEEPEST {
            None
        } else if self.takes("[") {
            self.array()
        } else {
            self.takes("{");
            self.inline_table()
        };
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Option<Value> {
        let mut items = Vec::new();
        loop {
            self.skip_lines();
            if self.takes("]") {
                return Some(Value::Array(items));
            }
            items.push(self.value()?);
            self.skip_lines();
            if !self.takes(",") && !self.rest.starts_with(']') {
                return None;
            }
        }
    }

    fn inline_table(&mut self) -> Option<Value> {
        let mut map = Map::new();
        loop {
            self.skip_lines();
            if self.takes("}") {
                return Some(Value::Object(map));
            }
            let keys = self.keys()?;
            self.expect("=")?;
            let value = self.value()?;
            let (last, above) = keys.split_last()?;
            table(&mut map, above)?.insert(last.clone(), value);
            self.skip_lines();
            if !self.takes(",") && !self.rest.starts_with('}') {
                return None;
            }
        }
    }

    /// A string of any of the four kinds.
    fn string(&mut self) -> Option<String> {
        let (quote, is_raw) = if self.rest.starts_with('\'') { ("'", true) } else { ("\"", false) };
        let long = quote.repeat(3);
        let end = if self.rest.starts_with(&long) { long.as_str() } else { quote };
        self.rest = &self.rest[end.len()..];
        if end.len() == 3 {
            self.rest = self.rest.strip_prefix("\r\n").or(self.rest.strip_prefix('\n')).unwrap_or(self.rest);
        }
        let mut text = String::new();
        loop {
            let at = self.rest.find(|c| matches!(c, '\\' | '\n') || quote.starts_with(c))?;
            text.push_str(&self.rest[..at]);
            self.rest = &self.rest[at..];
            if self.takes(end) {
                return Some(text);
            }
            let escaped = !is_raw && self.takes("\\");
            let next = self.rest.chars().next()?;
            self.rest = &self.rest[next.len_utf8()..];
            match next {
                '\n' if end.len() == 1 => return None,
                // A line that goes on.
                '\n' | '\r' | ' ' if escaped => self.rest = self.rest.trim_start(),
                'n' if escaped => text.push('\n'),
                't' if escaped => text.push('\t'),
                '"' | '\\' if escaped => text.push(next),
                // No manifest spells a path with one of the others.
                _ if escaped => text.push('\u{fffd}'),
                next => text.push(next),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn manifests_become_trees() {
        let text = "# a\nname = 'a' # b\n[workspace]\nmembers = [\n  \"a\", # one\n  'b',\n]\n[dependencies]\n\
                    x = { path = \"../x\", version = \"1\" }\ny.path = \"y\"\n[target.'cfg(unix)'.dependencies]\nz = \"1\"\n\
                    [[bin]]\nname = \"p\"\n[[bin]]\nname = \"q\\n\"\nn = 1\nt = true\nd = 1979-05-27T07:32:00Z\n\
                    s = \"\"\"\none \\\n   two\"\"\"\n[a.\"b.c\"]\n";
        let expected = json!({
            "name": "a",
            "workspace": {"members": ["a", "b"]},
            "dependencies": {"x": {"path": "../x", "version": "1"}, "y": {"path": "y"}},
            "target": {"cfg(unix)": {"dependencies": {"z": "1"}}},
            "bin": [{"name": "p"}, {"name": "q\n", "n": "1", "t": true, "d": "1979-05-27T07:32:00Z", "s": "one two"}],
            "a": {"b.c": {}}
        });
        assert_eq!(parse(text), Some(expected));
    }

    #[test]
    fn what_is_not_understood_is_nothing() {
        for text in ["a", "a =", "a = [1", "a = {b", "[a", "a = \"x\ny\"", "a = 1\na.b = 2", "a = 'x' y", "= 1"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&format!("a = {}", "[".repeat(100_000))), None);
        assert_eq!(parse(&format!("[{}]", "a.".repeat(100_000))), None);
    }
}
