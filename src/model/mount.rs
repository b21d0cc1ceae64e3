use crate::syntax::{Flag, Instruction};
use crate::text::TextRange;

/// One `--mount` of a `RUN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// What is mounted; `None` for a type that does not exist.
    pub kind: Option<MountKind>,
    /// The options in their order, `type` included.
    pub options: Vec<MountOption>,
    /// The value of the flag, or the flag where it has none.
    pub range: TextRange,
}

/// The types of mounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MountKind {
    /// Files of the build context, a stage or an image.
    Bind,
    /// A directory that outlives the build.
    Cache,
    /// A file system in memory.
    Tmpfs,
    /// A secret of the build.
    Secret,
    /// The agent of SSH.
    Ssh,
}

/// `key=value` or `key` of a mount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MountOption {
    /// The key in lower case, one of several spellings turned into the longest: `target`, `source`, `readonly`,
    /// `readwrite`.
    pub key: String,
    /// The key as written.
    pub written: String,
    /// The value, where there is one.
    pub value: Option<String>,
    /// Where key and value stand; the whole value of the flag where quotes, escapes or a line break are in it.
    pub range: TextRange,
}

impl MountKind {
    /// Every type, in alphabetical order.
    pub const ALL: [Self; 5] = [Self::Bind, Self::Cache, Self::Secret, Self::Ssh, Self::Tmpfs];

    /// The type of that name; letter case does not count.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(name))
    }

    /// The name, as after `type=`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bind => "bind",
            Self::Cache => "cache",
            Self::Secret => "secret",
            Self::Ssh => "ssh",
            Self::Tmpfs => "tmpfs",
        }
    }
}

impl Mount {
    /// The mounts of `instruction`, in order.
    pub fn all(instruction: &Instruction) -> impl Iterator<Item = Self> + '_ {
        instruction.flags.iter().filter(|flag| flag.name.text == "mount").map(Self::read)
    }

    fn read(flag: &Flag) -> Self {
        let range = flag.value.as_ref().map_or(flag.range, |value| value.range);
        let text = flag.value.as_ref().map_or("", |value| value.text.as_str());
        Self { range: flag.range, ..Self::parse(text, range) }
    }

    /// Reads the value of the flag, such as `type=cache,target=/root/.cache`, which stands at `range`.
    pub fn parse(text: &str, range: TextRange) -> Self {
        // A text as long as its place stands there as it is.
        let is_plain = range.len() == text.len() && !text.contains('"');
        let place = |field: TextRange| {
            if is_plain { TextRange::new(range.start + field.start, range.start + field.end) } else { range }
        };
        let options: Vec<MountOption> =
            fields(text).iter().map(|(field, at)| MountOption::read(field, place(*at))).collect();
        let written = options.iter().rev().find(|option| option.key == "type");
        let kind = match written.map(|option| option.value.as_deref().unwrap_or_default()) {
            None => Some(MountKind::Bind),
            Some(name) => MountKind::of(name),
        };
        Self { kind, options, range }
    }

    /// The value of the last option of that name.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.options.iter().rev().find(|option| option.key == key)?.value.as_deref()
    }

    /// Where it is mounted, as written.
    pub fn target(&self) -> Option<&str> {
        self.value("target")
    }

    /// The stage or image that `from` names.
    pub fn from(&self) -> Option<&str> {
        self.value("from")
    }
}

impl MountOption {
    fn read(field: &str, range: TextRange) -> Self {
        let (key, value) = match field.split_once('=') {
            Some((key, value)) => (key, Some(value.to_owned())),
            None => (field, None),
        };
        let written = key.to_owned();
        let key = key.to_ascii_lowercase();
        let key = match key.as_str() {
            "dst" | "destination" => "target",
            "src" => "source",
            "ro" => "readonly",
            "rw" => "readwrite",
            key => key,
        };
        Self { key: key.to_owned(), written, value, range }
    }
}

/// The fields of a CSV line and where each stands in it; a quoted field may hold commas, and `""` in it stands for a
/// quote.
fn fields(line: &str) -> Vec<(String, TextRange)> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut start = 0;
    let mut quoted = false;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if quoted && chars.peek().is_some_and(|&(_, next)| next == '"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted || field.is_empty() => quoted = !quoted,
            ',' if !quoted => {
                fields.push((std::mem::take(&mut field), TextRange::new(start, at)));
                start = at + 1;
            }
            _ => field.push(c),
        }
    }
    fields.push((field, TextRange::new(start, line.len())));
    fields
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[track_caller]
    fn check(line: &str, expected: &[(&str, &str)]) {
        let fields = fields(line);
        let seen: Vec<_> = fields.iter().map(|(text, range)| (text.as_str(), range.of(line))).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn fields_as_in_csv() {
        check(
            "type=bind,\"source=a,b\",ro",
            &[("type=bind", "type=bind"), ("source=a,b", "\"source=a,b\""), ("ro", "ro")],
        );
        check("\"a\"\"b\"", &[("a\"b", "\"a\"\"b\"")]);
        check("", &[("", "")]);
    }
}
