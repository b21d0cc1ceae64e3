use std::fmt;
use std::sync::Arc;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::base64;

/// Permission bits of a file that gives none.
pub const DEFAULT_FILE_MODE: u32 = 0o644;

/// Permission bits of a directory that gives none.
pub const DEFAULT_DIRECTORY_MODE: u32 = 0o755;

/// One entry of a build context: a file, a symbolic link or a directory.
///
/// In JSON, a plain string is a text file with mode 644; otherwise an object with `content`, `base64`, `symlink` or
/// `directory`, and for files and directories perhaps a `mode` of octal digits.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::model::context::ContextEntry;
///
/// let entry: ContextEntry = serde_json::from_str(r##"{"content": "#!/bin/sh\n", "mode": "755"}"##).unwrap();
/// assert_eq!(entry, ContextEntry::file("#!/bin/sh\n").with_mode(0o755));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum ContextEntry {
    /// A regular file. Clones share the content.
    File {
        /// The bytes.
        content: Arc<[u8]>,
        /// Permission bits with setuid, setgid and sticky: at most `0o7777`.
        mode: u32,
    },
    /// A symbolic link.
    Symlink {
        /// The text of the link, as written.
        target: String,
    },
    /// A directory; its entries are listed by their own paths.
    Directory {
        /// Permission bits with setuid, setgid and sticky: at most `0o7777`.
        mode: u32,
    },
}

impl ContextEntry {
    /// A file with the default mode.
    pub fn file(content: impl AsRef<[u8]>) -> Self {
        Self::File { content: content.as_ref().into(), mode: DEFAULT_FILE_MODE }
    }

    /// A file of which only the size in bytes and a hash are known. They stand for its content: two are equal if both
    /// are. It has no text.
    pub fn unread(size: u64, hash: &str) -> Self {
        // No UTF-8 has such a byte.
        Self::file([b"\xff", format!("{size} bytes, {hash}").as_bytes()].concat())
    }

    /// A symbolic link.
    pub fn symlink(target: impl Into<String>) -> Self {
        Self::Symlink { target: target.into() }
    }

    /// A directory with the default mode.
    pub const fn directory() -> Self {
        Self::Directory { mode: DEFAULT_DIRECTORY_MODE }
    }

    /// The same entry with other permission bits; symbolic links have none and stay as they are.
    #[must_use]
    pub fn with_mode(mut self, new: u32) -> Self {
        if let Self::File { mode, .. } | Self::Directory { mode } = &mut self {
            *mode = new;
        }
        self
    }

    /// The bytes of a file.
    pub fn content(&self) -> Option<&[u8]> {
        match self {
            Self::File { content, .. } => Some(content),
            _ => None,
        }
    }

    /// How many bytes a file has.
    pub fn size(&self) -> Option<usize> {
        let content = self.content()?;
        let known = content.strip_prefix(b"\xff").and_then(|it| std::str::from_utf8(it).ok()?.split_once(" bytes, "));
        Some(known.and_then(|(size, _)| size.parse().ok()).unwrap_or(content.len()))
    }

    /// The text of a file, if it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.content()?).ok()
    }

    /// The permission bits; a symbolic link has all of `0o777`, as Linux shows it.
    pub const fn mode(&self) -> u32 {
        match self {
            Self::File { mode, .. } | Self::Directory { mode } => *mode,
            Self::Symlink { .. } => 0o777,
        }
    }

    /// Whether it is a directory.
    pub const fn is_directory(&self) -> bool {
        matches!(self, Self::Directory { .. })
    }
}

impl From<&str> for ContextEntry {
    fn from(text: &str) -> Self {
        Self::file(text)
    }
}

impl fmt::Debug for ContextEntry {
    /// Shows text, but of other files only the length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { content, mode } => match self.text() {
                Some(text) => write!(f, "File({mode:o}, {text:?})"),
                None => write!(f, "File({mode:o}, {} bytes)", content.len()),
            },
            Self::Symlink { target } => write!(f, "Symlink({target:?})"),
            Self::Directory { mode } => write!(f, "Directory({mode:o})"),
        }
    }
}

impl Serialize for ContextEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mode, default) = (self.mode(), self.default_mode());
        if let (Some(text), true) = (self.text(), mode == default) {
            return serializer.serialize_str(text);
        }
        let has_mode = mode != default;
        let mut fields = serializer.serialize_struct("ContextEntry", 1 + usize::from(has_mode))?;
        match self {
            Self::File { content, .. } => match self.text() {
                Some(text) => fields.serialize_field("content", text)?,
                None => fields.serialize_field("base64", &base64::encode(content))?,
            },
            Self::Symlink { target } => fields.serialize_field("symlink", target)?,
            Self::Directory { .. } => fields.serialize_field("directory", &true)?,
        }
        if has_mode {
            fields.serialize_field("mode", &format!("{mode:o}"))?;
        }
        fields.end()
    }
}

impl ContextEntry {
    const fn default_mode(&self) -> u32 {
        match self {
            Self::File { .. } => DEFAULT_FILE_MODE,
            Self::Symlink { .. } => 0o777,
            Self::Directory { .. } => DEFAULT_DIRECTORY_MODE,
        }
    }
}

impl<'de> Deserialize<'de> for ContextEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntryVisitor)
    }
}

/// The object form; exactly one of the first four says what the entry is.
#[derive(Deserialize)]
struct EntryFields {
    content: Option<String>,
    base64: Option<String>,
    symlink: Option<String>,
    directory: Option<bool>,
    mode: Option<String>,
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = ContextEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or an object with `content`, `base64`, `symlink` or `directory`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<ContextEntry, E> {
        Ok(ContextEntry::file(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ContextEntry, A::Error> {
        let fields = EntryFields::deserialize(MapAccessDeserializer::new(map))?;
        let entry = match (fields.content, fields.base64, fields.symlink, fields.directory) {
            (Some(text), None, None, None | Some(false)) => ContextEntry::file(text),
            (None, Some(code), None, None | Some(false)) => {
                ContextEntry::file(base64::decode(&code).ok_or_else(|| A::Error::custom("`base64` is not valid"))?)
            }
            (None, None, Some(target), None | Some(false)) => ContextEntry::symlink(target),
            (None, None, None, Some(true)) => ContextEntry::directory(),
            _ => {
                return Err(A::Error::custom(
                    "exactly one of `content`, `base64`, `symlink` and `directory: true` must be given",
                ));
            }
        };
        match fields.mode {
            None => Ok(entry),
            Some(mode) => {
                let mode =
                    parse_mode(&mode).ok_or_else(|| A::Error::custom("`mode` must be octal, such as \"755\""))?;
                Ok(entry.with_mode(mode))
            }
        }
    }
}

fn parse_mode(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("0o").unwrap_or(text);
    // `from_str_radix` would take a sign.
    let mode = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| u32::from_str_radix(digits, 8).ok())?;
    mode.filter(|mode| *mode <= 0o7777)
}
