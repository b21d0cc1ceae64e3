//! Image references: `[registry/]path[:tag][@digest]`.
//!
//! Knows the grammar, the short names of Docker Hub and the limits. Does not know which images exist, and not that
//! `scratch` or the name of an earlier stage is no image: FROM decides that.
//!
//! Source: distribution/reference (`regexp.go`, `normalize.go`, `reference.go`) and opencontainers/go-digest.

mod error;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::text::TextRange;

pub use error::{ImageError, ImageErrorKind};

/// The registry that a name without one comes from.
pub const DOCKER_HUB: &str = "docker.io";

/// The tag of a reference with neither tag nor digest.
pub const DEFAULT_TAG: &str = "latest";

/// The namespace of Docker Hub's official images, which short names leave out.
const OFFICIAL_NAMESPACE: &str = "library/";

/// The former name of Docker Hub, still understood.
const LEGACY_HUB: &str = "index.docker.io";

/// The longest path of a repository, in bytes, with the namespace of official images.
pub const MAX_PATH_LENGTH: usize = 255;

/// The longest tag, in bytes.
pub const MAX_TAG_LENGTH: usize = 128;

/// A valid reference to an image, with its text as written.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::model::image::ImageReference;
///
/// let image = ImageReference::parse("python:3.10-slim").unwrap();
/// assert_eq!(image.canonical(), "docker.io/library/python:3.10-slim");
/// assert_eq!((image.path(), image.tag(), image.digest()), ("python", Some("3.10-slim"), None));
///
/// let mirrored = image.with_registry_and_name("registry.example.com:5000", "team/python").unwrap();
/// assert_eq!(mirrored.to_string(), "registry.example.com:5000/team/python:3.10-slim");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageReference {
    text: String,
    registry: Option<TextRange>,
    path: TextRange,
    tag: Option<TextRange>,
    digest: Option<TextRange>,
}

impl ImageReference {
    /// Reads a reference as Docker does: what stands before the first `/` is a registry if it holds a `.`, a `:` or a
    /// capital letter, or is `localhost`.
    pub fn parse(text: &str) -> Result<Self, ImageError> {
        let whole = TextRange::new(0, text.len());
        if text.is_empty() {
            return Err(ImageError::new(ImageErrorKind::Empty, whole));
        }
        if text.len() == 64 && text.bytes().all(is_lower_hex) {
            return Err(ImageError::new(ImageErrorKind::Identifier, whole));
        }
        let path_start = registry_length(text).map_or(0, |length| length + 1);
        let path_end = text[path_start..].find(':').map_or(text.len(), |at| path_start + at);
        if has_upper(&text[path_start..path_end]) {
            // Docker looks no further here, even if a digest follows.
            let name = text[path_start..path_end].find('@').map_or(path_end, |at| path_start + at);
            return Err(ImageError::new(ImageErrorKind::Uppercase, TextRange::new(path_start, name)));
        }

        let name_end = text.find('@').unwrap_or(text.len());
        let digest = (name_end < text.len()).then(|| TextRange::new(name_end + 1, text.len()));
        let after_slash = text[..name_end].rfind('/').map_or(0, |at| at + 1);
        let path_end = text[after_slash..name_end].find(':').map_or(name_end, |at| after_slash + at);
        let tag = (path_end < name_end).then(|| TextRange::new(path_end + 1, name_end));
        let (registry, path) = split_name(text, path_start, path_end)?;
        let reference = Self { text: text.to_owned(), registry, path, tag, digest };
        reference.check_parts()?;
        Ok(reference)
    }

    fn check_parts(&self) -> Result<(), ImageError> {
        if let Some(tag) = self.tag
            && !is_tag(tag.of(&self.text))
        {
            return Err(ImageError::new(ImageErrorKind::BadTag, tag));
        }
        if let Some(digest) = self.digest {
            check_digest(digest.of(&self.text)).map_err(|kind| ImageError::new(kind, digest))?;
        }
        if self.canonical_path_length() > MAX_PATH_LENGTH {
            return Err(ImageError::new(ImageErrorKind::PathTooLong, self.path));
        }
        Ok(())
    }

    /// The reference as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The registry as written, port included; `None` for a short name of Docker Hub.
    pub fn registry(&self) -> Option<&str> {
        self.registry.map(|range| range.of(&self.text))
    }

    /// The path of the repository as written, without registry, tag and digest.
    pub fn path(&self) -> &str {
        self.path.of(&self.text)
    }

    /// The last component of the path: `python` in `docker.io/library/python:3`.
    pub fn name(&self) -> &str {
        let path = self.path();
        path.rsplit_once('/').map_or(path, |(_, name)| name)
    }

    /// The tag as written.
    pub fn tag(&self) -> Option<&str> {
        self.tag.map(|range| range.of(&self.text))
    }

    /// The digest as written, algorithm included: `sha256:…`.
    pub fn digest(&self) -> Option<&str> {
        self.digest.map(|range| range.of(&self.text))
    }

    /// Where the registry stands in the text.
    pub const fn registry_range(&self) -> Option<TextRange> {
        self.registry
    }

    /// Where the path stands in the text.
    pub const fn path_range(&self) -> TextRange {
        self.path
    }

    /// Where the tag stands in the text, without its `:`.
    pub const fn tag_range(&self) -> Option<TextRange> {
        self.tag
    }

    /// Where the digest stands in the text, without its `@`.
    pub const fn digest_range(&self) -> Option<TextRange> {
        self.digest
    }

    /// The registry that is asked: `docker.io` for short names and for `index.docker.io`. Empty for the rare names
    /// whose first part looks like a registry but is none, such as `my_host.com/app`; they cannot be pulled.
    pub fn canonical_registry(&self) -> &str {
        match self.registry() {
            Some(LEGACY_HUB) => DOCKER_HUB,
            Some(registry) => registry,
            None if self.has_unusable_registry() => "",
            None => DOCKER_HUB,
        }
    }

    /// Whether the image comes from Docker Hub.
    pub fn is_docker_hub(&self) -> bool {
        self.canonical_registry() == DOCKER_HUB
    }

    /// Whether it is one of Docker Hub's official images (`python`, `docker.io/library/python`).
    pub fn is_official(&self) -> bool {
        let path = self.path();
        let name = path.strip_prefix(OFFICIAL_NAMESPACE).unwrap_or(path);
        self.is_docker_hub() && !name.contains('/')
    }

    /// The path that the registry is asked for: `library/python` for `python`.
    pub fn canonical_path(&self) -> String {
        format!("{}{}", self.implied_namespace(), self.path())
    }

    /// Registry and canonical path, without tag and digest: what makes two references the same repository.
    pub fn canonical_name(&self) -> String {
        let registry = self.canonical_registry();
        let slash = if registry.is_empty() { "" } else { "/" };
        format!("{registry}{slash}{}", self.canonical_path())
    }

    /// The full reference, which two spellings of one image share: registry, path, and the digest or else the tag,
    /// which is `latest` if neither is written. A tag beside a digest is dropped, as nothing looks at it.
    pub fn canonical(&self) -> String {
        let name = self.canonical_name();
        match (self.digest(), self.tag()) {
            (Some(digest), _) => format!("{name}@{digest}"),
            (None, tag) => format!("{name}:{}", tag.unwrap_or(DEFAULT_TAG)),
        }
    }

    /// The short form that people write: without `docker.io/` and `library/`, tag and digest as written.
    pub fn familiar(&self) -> String {
        format!("{}{}", self.familiar_name(), self.suffix())
    }

    /// [`familiar`](Self::familiar) without tag and digest.
    pub fn familiar_name(&self) -> String {
        let path = self.path();
        if self.is_official() {
            return path.strip_prefix(OFFICIAL_NAMESPACE).unwrap_or(path).to_owned();
        }
        if self.is_docker_hub() { path.to_owned() } else { self.canonical_name() }
    }

    /// The same tag and digest of another repository.
    ///
    /// A digest rarely survives the move to another registry under another name; the caller knows.
    pub fn with_registry_and_name(&self, registry: &str, path: &str) -> Result<Self, ImageError> {
        Self::parse(&format!("{registry}/{path}{}", self.suffix()))
    }

    /// The same short path, tag and digest at another registry: what a mirror of Docker Hub offers.
    pub fn with_registry(&self, registry: &str) -> Result<Self, ImageError> {
        let familiar = self.familiar_name();
        let path = if self.is_docker_hub() { &familiar } else { self.path() };
        self.with_registry_and_name(registry, path)
    }

    /// The same repository with another tag; a digest goes, since it would still select the old image.
    pub fn with_tag(&self, tag: &str) -> Result<Self, ImageError> {
        Self::parse(&format!("{}:{tag}", self.written_name()))
    }

    /// The same repository and tag, pinned to a digest.
    pub fn with_digest(&self, digest: &str) -> Result<Self, ImageError> {
        let tag = self.tag().map(|tag| format!(":{tag}")).unwrap_or_default();
        Self::parse(&format!("{}{tag}@{digest}", self.written_name()))
    }

    /// Registry and path as written.
    fn written_name(&self) -> &str {
        &self.text[..self.path.end]
    }

    /// Tag and digest as written, with `:` and `@`.
    fn suffix(&self) -> &str {
        &self.text[self.path.end..]
    }

    fn implied_namespace(&self) -> &'static str {
        if self.is_docker_hub() && !self.path().contains('/') { OFFICIAL_NAMESPACE } else { "" }
    }

    fn canonical_path_length(&self) -> usize {
        self.implied_namespace().len() + self.path.len()
    }

    /// Whether the text was taken for one with a registry, but only reads as a path. Docker then leaves the name
    /// without any registry.
    fn has_unusable_registry(&self) -> bool {
        self.registry.is_none() && registry_length(&self.text).is_some()
    }
}

/// Whether images can be taken from `registry`: a host with an optional port, perhaps the beginning of a path behind it.
///
/// # Errors
///
/// Names the part of the text that no reference can begin with.
pub fn check_registry(registry: &str) -> Result<(), ImageError> {
    let registry = registry.trim_end_matches('/');
    if registry.is_empty() {
        return Err(ImageError::new(ImageErrorKind::Empty, TextRange::new(0, 0)));
    }
    if let Some(at) = registry.find("://") {
        return Err(ImageError::new(ImageErrorKind::Scheme, TextRange::new(0, at + "://".len())));
    }
    let image = ImageReference::parse(&format!("{registry}/a")).map_err(|ImageError { kind, range }| {
        let part = TextRange::new(range.start.min(registry.len()), range.end.min(registry.len()));
        let whole = TextRange::new(0, registry.len());
        ImageError::new(kind, if part.is_empty() { whole } else { part })
    })?;
    // A path could begin so, but nothing can be pulled from there.
    if image.has_unusable_registry() {
        let host = registry.find('/').unwrap_or(registry.len());
        return Err(ImageError::new(ImageErrorKind::BadRegistry, TextRange::new(0, host)));
    }
    Ok(())
}

/// Whether `name` names a repository: no tag, no digest.
///
/// # Errors
///
/// Names the part of the text that does not belong there.
pub fn check_repository(name: &str) -> Result<(), ImageError> {
    let image = ImageReference::parse(name)?;
    match image.tag.or(image.digest) {
        Some(range) => Err(ImageError::new(ImageErrorKind::NotOnlyName, TextRange::new(range.start - 1, name.len()))),
        None => Ok(()),
    }
}

impl fmt::Display for ImageReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The length of what stands before the first `/` if that is taken for a registry.
fn registry_length(text: &str) -> Option<usize> {
    let (first, _) = text.split_once('/')?;
    let is_registry = first == "localhost" || first.contains(['.', ':']) || has_upper(first);
    is_registry.then_some(first.len())
}

/// The ranges of registry and path, both checked. `path_start` is not 0 if a registry is expected.
fn split_name(text: &str, path_start: usize, path_end: usize) -> Result<(Option<TextRange>, TextRange), ImageError> {
    let bad = |kind, start, end| Err(ImageError::new(kind, TextRange::new(start, end)));
    if path_start == 0 {
        if !is_path(&text[..path_end]) {
            return bad(ImageErrorKind::BadPath, 0, path_end);
        }
        return Ok((None, TextRange::new(0, path_end)));
    }
    let registry = &text[..path_start - 1];
    if path_end < path_start || !is_path(&text[path_start..path_end]) {
        return bad(ImageErrorKind::BadPath, path_start, path_end.max(path_start));
    }
    if is_registry(registry) {
        return Ok((Some(TextRange::new(0, registry.len())), TextRange::new(path_start, path_end)));
    }
    if is_path(&text[..path_end]) {
        return Ok((None, TextRange::new(0, path_end)));
    }
    let kind =
        if is_path(&registry.to_ascii_lowercase()) { ImageErrorKind::Uppercase } else { ImageErrorKind::BadRegistry };
    bad(kind, 0, registry.len())
}

/// A host name, an IPv4 address or an IPv6 address in brackets, then perhaps `:` and digits.
fn is_registry(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => {
            if address.is_empty() || !address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':') {
                return false;
            }
            (None, port.strip_prefix(':').or(if port.is_empty() { None } else { Some("") }))
        }
        None => match text.split_once(':') {
            Some((host, port)) => (Some(host), Some(port)),
            None => (Some(text), None),
        },
    };
    host.is_none_or(|host| host.split('.').all(is_host_label))
        && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_host_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_path(path: &str) -> bool {
    path.split('/').all(is_path_component)
}

/// Lower-case letters and digits, with single `.`, one or two `_` or any number of `-` between them.
fn is_path_component(component: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = component.as_bytes();
    let ends_well = bytes.first().copied().is_some_and(is_word) && bytes.last().copied().is_some_and(is_word);
    ends_well
        && bytes.split(|byte| is_word(*byte)).all(|separator| {
            matches!(separator, b"" | b"." | b"_" | b"__") || separator.iter().all(|byte| *byte == b'-')
        })
}

fn is_tag(tag: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    tag.len() <= MAX_TAG_LENGTH
        && tag.bytes().next().is_some_and(is_word)
        && tag.bytes().all(|byte| is_word(byte) || byte == b'.' || byte == b'-')
}

/// The digest of an algorithm that the builder has: SHA-2 with 256, 384 or 512 bits, in lower-case hexadecimal.
fn check_digest(digest: &str) -> Result<(), ImageErrorKind> {
    let (algorithm, hex) = digest.split_once(':').ok_or(ImageErrorKind::BadDigest)?;
    let mut components = algorithm.split(['-', '_', '+', '.']);
    let is_component = |component: &str| {
        component.starts_with(|char: char| char.is_ascii_alphabetic())
            && component.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_hex = hex.len() >= 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !components.all(is_component) || !is_hex || has_upper(algorithm) {
        return Err(ImageErrorKind::BadDigest);
    }
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return Err(ImageErrorKind::UnsupportedDigest),
    };
    if hex.len() != length {
        return Err(ImageErrorKind::DigestLength { expected: length });
    }
    if hex.bytes().all(is_lower_hex) { Ok(()) } else { Err(ImageErrorKind::BadDigest) }
}

fn is_lower_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

fn has_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}
