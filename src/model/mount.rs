use crate::syntax::{Flag, Instruction};
use crate::text::TextRange;

/// One `--mount` of a `RUN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// What is mounted; `None` for a type that does not exist.
    pub kind: Option<MountKind>,
    /// The options in their order, `type` included.
    pub options: Vec<MountOption>,
    /// The whole flag.
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
    /// The value, where there is one.
    pub value: Option<String>,
}

impl Mount {
    /// The mounts of `instruction`, in order.
    pub fn all(instruction: &Instruction) -> impl Iterator<Item = Self> + '_ {
        instruction.flags.iter().filter(|flag| flag.name.text == "mount").map(Self::read)
    }

    fn read(flag: &Flag) -> Self {
        Self::parse(flag.value.as_ref().map_or("", |value| value.text.as_str()), flag.range)
    }

    /// Reads the value of the flag, such as `type=cache,target=/root/.cache`, which stands at `range`.
    pub fn parse(text: &str, range: TextRange) -> Self {
        let options: Vec<MountOption> = fields(text).iter().map(|field| MountOption::read(field)).collect();
        let kind = match options.iter().rev().find(|option| option.key == "type").map(|option| option.value.as_deref())
        {
            None | Some(Some("bind")) => Some(MountKind::Bind),
            Some(Some("cache")) => Some(MountKind::Cache),
            Some(Some("tmpfs")) => Some(MountKind::Tmpfs),
            Some(Some("secret")) => Some(MountKind::Secret),
            Some(Some("ssh")) => Some(MountKind::Ssh),
            Some(_) => None,
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
    fn read(field: &str) -> Self {
        let (key, value) = match field.split_once('=') {
            Some((key, value)) => (key, Some(value.to_owned())),
            None => (field, None),
        };
        let key = key.to_ascii_lowercase();
        let key = match key.as_str() {
            "dst" | "destination" => "target",
            "src" => "source",
            "ro" => "readonly",
            "rw" => "readwrite",
            key => key,
        };
        Self { key: key.to_owned(), value }
    }
}

/// The fields of a CSV line; a quoted field may hold commas, and `""` in it stands for a quote.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let field = fields.last_mut().expect("there is always a field");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted || field.is_empty() => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => field.push(c),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn fields_as_in_csv() {
        assert_eq!(fields("type=bind,\"source=a,b\",ro"), ["type=bind", "source=a,b", "ro"]);
        assert_eq!(fields("\"a\"\"b\""), ["a\"b"]);
        assert_eq!(fields(""), [""]);
    }
}
