//! The files of a scenario: paths, search and bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::resolution::Problem;
use super::scenario::FileContent;

/// Larger files are not read: no tool's environment needs them, and an answer must come at once.
pub(super) const LARGEST: usize = 1 << 20;

/// The files that one reader can see, below one folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Files<'a> {
    all: &'a BTreeMap<String, FileContent>,
}

/// What was wrong with the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadByte {
    pub(super) line: usize,
    pub(super) offset: usize,
    pub(super) byte: u8,
}

/// A file's text and, when it is not UTF-8, the first byte that is not.
#[derive(Clone, Debug)]
pub(super) struct FileText<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) bad_byte: Option<BadByte>,
}

impl<'a> Files<'a> {
    pub(super) const fn new(all: &'a BTreeMap<String, FileContent>) -> Self {
        Self { all }
    }

    /// The bytes of all text files.
    pub(super) fn total_bytes(self) -> usize {
        let size = |file: &FileContent| match file {
            FileContent::Text(text)
            | FileContent::Detailed { content: text }
            | FileContent::Encoded { base64: text } => text.len(),
            FileContent::Other(_) => 0,
        };
        self.all.values().map(size).sum()
    }

    /// The name under which the file `path`, seen from `folder`, is listed.
    pub(super) fn find(self, folder: &str, path: &str) -> Option<&'a str> {
        let wanted = join(folder, path);
        if let Some((name, _)) = self.all.get_key_value(wanted.as_str()) {
            return self.is_file(name).then_some(name);
        }
        let same = |name: &&String| join("", name) == wanted && self.is_file(name);
        self.all.keys().find(same).map(String::as_str)
    }

    /// The nearest file of this name in `folder` or above it.
    pub(super) fn find_upwards(self, folder: &str, name: &str) -> Option<&'a str> {
        let mut folder = join("", folder);
        loop {
            if let Some(found) = self.find(&folder, name) {
                return Some(found);
            }
            if folder.is_empty() || folder == "/" {
                return None;
            }
            folder.truncate(parent(&folder).len());
        }
    }

    fn is_file(self, name: &str) -> bool {
        !matches!(self.all.get(name), None | Some(FileContent::Other(_)))
    }

    /// The text of a listed file; bytes that are not UTF-8 become U+FFFD.
    pub(super) fn read(self, name: &str) -> Result<FileText<'a>, Problem> {
        let text: FileText<'a> = match self.all.get(name) {
            Some(FileContent::Text(text) | FileContent::Detailed { content: text }) => {
                FileText { text: Cow::Borrowed(text), bad_byte: None }
            }
            Some(FileContent::Encoded { base64 }) => decoded(base64),
            Some(FileContent::Other(_)) | None => {
                return Err(Problem::error(Some(name), None, format!("there is no file {name}")));
            }
        };
        if text.text.len() > LARGEST {
            return Err(too_large(name, text.text.len()));
        }
        Ok(text)
    }
}

/// What is said about a file that is not read.
pub(super) fn too_large(name: &str, bytes: usize) -> Problem {
    let size = bytes.div_ceil(1 << 20);
    Problem::error(Some(name), None, format!("{name} has up to {size} MB; at most 1 MB is read"))
}

/// `folder/path` without `.`, `..` and doubled slashes; a path that starts with `/` stands alone.
pub(super) fn join(folder: &str, path: &str) -> String {
    let absolute = path.starts_with('/') || folder.starts_with('/');
    let folder = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if absolute => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if absolute { format!("/{joined}") } else { joined }
}

/// The folder of a path; empty for the folder that all paths start from.
pub(super) fn parent(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) => "/",
        Some(at) => &path[..at],
        None => "",
    }
}

fn decoded(base64: &str) -> FileText<'static> {
    let bytes = decode_base64(base64);
    let bad_byte = std::str::from_utf8(&bytes).err().map(|error| {
        let offset = error.valid_up_to();
        let line = bytes[..offset].split(|byte| *byte == b'\n').count();
        BadByte { line, offset, byte: bytes.get(offset).copied().unwrap_or_default() }
    });
    FileText { text: Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()), bad_byte }
}

/// The bytes of Base64 text; characters outside the alphabet are passed over.
pub(super) fn decode_base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for symbol in text.bytes() {
        let value = match symbol {
            b'A'..=b'Z' => symbol - b'A',
            b'a'..=b'z' => symbol - b'a' + 26,
            b'0'..=b'9' => symbol - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_cleaned() {
        assert_eq!(join("", "./.env"), ".env");
        assert_eq!(join("a/b", "../c.env"), "a/c.env");
        assert_eq!(join(".", "a//b"), "a/b");
        assert_eq!(join("a", "/etc/x"), "/etc/x");
        assert_eq!(join("/app", "../../x"), "/x");
        assert_eq!(join("a", "../../x"), "../x");
    }

    #[test]
    fn files_are_found_in_the_folder_or_above() {
        let files = [("sub/.env".to_owned(), "A=1".into()), ("./.flaskenv".to_owned(), "A=2".into())].into();
        let files = Files::new(&files);
        assert_eq!(files.find_upwards("sub/deep", ".env"), Some("sub/.env"));
        assert_eq!(files.find_upwards("sub/deep", ".flaskenv"), Some("./.flaskenv"));
        assert_eq!(files.find_upwards("other", ".env"), None);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_reported() {
        let files = [(".env".to_owned(), FileContent::Encoded { base64: "QT0xCkI96Qo=".to_owned() })].into();
        let read = Files::new(&files).read(".env").expect("the file is listed");
        assert_eq!(read.text, "A=1\nB=\u{fffd}\n");
        assert_eq!(read.bad_byte, Some(BadByte { line: 2, offset: 6, byte: 0xe9 }));
    }
}
