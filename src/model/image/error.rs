use std::fmt;

use super::{MAX_PATH_LENGTH, MAX_TAG_LENGTH};
use crate::text::TextRange;

/// Why a text is no image reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageError {
    /// What is wrong.
    pub kind: ImageErrorKind,
    /// The part that is wrong, in bytes of the text.
    pub range: TextRange,
}

impl ImageError {
    pub(super) const fn new(kind: ImageErrorKind, range: TextRange) -> Self {
        Self { kind, range }
    }
}

/// The ways in which a reference can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageErrorKind {
    /// Nothing is there.
    Empty,
    /// 64 hexadecimal digits: the identifier of an image, which FROM does not take.
    Identifier,
    /// The repository has capital letters.
    Uppercase,
    /// A registry has the name of a protocol in front.
    Scheme,
    /// A tag or a digest stands where only a name belongs.
    NotOnlyName,
    /// The part before the first `/` is neither host name nor address.
    BadRegistry,
    /// A component of the path is empty or has characters that it must not have.
    BadPath,
    /// The path is longer than [`MAX_PATH_LENGTH`].
    PathTooLong,
    /// The tag is empty, longer than [`MAX_TAG_LENGTH`], or has characters that it must not have.
    BadTag,
    /// The digest is not `algorithm:` and lower-case hexadecimal digits.
    BadDigest,
    /// The digest is well formed, but of an algorithm other than SHA-256, SHA-384 and SHA-512.
    UnsupportedDigest,
    /// The digest has too few or too many digits for its algorithm.
    DigestLength {
        /// How many digits it should have.
        expected: usize,
    },
}

impl fmt::Display for ImageErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an image name is missing"),
            Self::Identifier => f.write_str("64 hexadecimal digits name no repository; use `name@sha256:…`"),
            Self::Uppercase => f.write_str("the name of a repository must be in lower case"),
            Self::Scheme => f.write_str("a registry is named by its host, without a protocol"),
            Self::NotOnlyName => f.write_str("tag and digest come from the Dockerfile; name the repository only"),
            Self::BadRegistry => f.write_str("this is no valid registry: `host`, `host:port` or `[IPv6 address]:port`"),
            Self::BadPath => f.write_str(
                "a repository is made of lower-case letters and digits, with `.`, `_`, `__` or dashes between them",
            ),
            Self::PathTooLong => write!(f, "the path of a repository may have {MAX_PATH_LENGTH} characters at most"),
            Self::BadTag => write!(
                f,
                "a tag has 1 to {MAX_TAG_LENGTH} letters, digits, `_`, `.` and `-`, and starts with none of `.` and `-`"
            ),
            Self::BadDigest => f.write_str("a digest looks like `sha256:` and 64 lower-case hexadecimal digits"),
            Self::UnsupportedDigest => f.write_str("only sha256, sha384 and sha512 digests are understood"),
            Self::DigestLength { expected } => write!(f, "a digest of this kind has {expected} hexadecimal digits"),
        }
    }
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for ImageError {}
