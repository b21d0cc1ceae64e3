use std::fmt;

/// Why a word cannot be expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpandError {
    /// What is wrong.
    pub kind: ExpandErrorKind,
    /// Where it starts: the byte of the word that opens the quote or the `${`.
    pub offset: usize,
}

/// The ways in which a word can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpandErrorKind {
    /// A `'` without its partner.
    UnterminatedSingleQuote,
    /// A `"` without its partner.
    UnterminatedDoubleQuote,
    /// A `${` without `}`.
    MissingBrace,
    /// A `${name/glob` without the `/` before the new text.
    MissingSlash,
    /// No name can stand here: `${}`, `${{`, `${:`.
    BadSubstitution,
    /// What follows the name is no operator; the text is the operator as written, empty at the end of the word.
    UnsupportedModifier(String),
    /// `${name?}` or `${name:?}` found no value.
    Required {
        /// The variable.
        name: String,
        /// The text after the `?`, expanded; `None` if there is none.
        message: Option<String>,
        /// Whether the variable is set, but empty.
        is_empty: bool,
    },
    /// A glob with `\` before anything but `* ? \ } /`.
    BadPattern(String),
    /// More than [`MAX_DEPTH`](super::MAX_DEPTH) references inside one another.
    TooDeep,
    /// The result would be too long, or too much work to compute.
    TooLarge,
}

impl ExpandErrorKind {
    /// Whether this is a limit of ours, not an error that the builder would report.
    pub const fn is_limit(&self) -> bool {
        matches!(self, Self::TooDeep | Self::TooLarge)
    }
}

impl fmt::Display for ExpandErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnterminatedSingleQuote => f.write_str("this single quote is never closed"),
            Self::UnterminatedDoubleQuote => f.write_str("this double quote is never closed"),
            Self::MissingBrace => f.write_str("`${` without a closing `}`"),
            Self::MissingSlash => f.write_str("a replacement needs a second `/`: `${name/old/new}`"),
            Self::BadSubstitution => f.write_str("a variable name must follow `${`"),
            Self::UnsupportedModifier(modifier) if modifier.is_empty() => {
                f.write_str("`${` with a name, but without a closing `}`")
            }
            Self::UnsupportedModifier(modifier) => write!(f, "`{modifier}` is no operator of variable expansion"),
            Self::Required { name, message: Some(message), .. } => write!(f, "{name}: {message}"),
            Self::Required { name, is_empty: true, .. } => write!(f, "{name} must not be empty"),
            Self::Required { name, .. } => write!(f, "{name} must be set"),
            Self::BadPattern(pattern) => {
                write!(f, "in the pattern `{pattern}`, a backslash may only stand before `*`, `?`, `\\`, `}}` or `/`")
            }
            Self::TooDeep => f.write_str("variable references are nested too deeply"),
            Self::TooLarge => f.write_str("the expanded text is too large"),
        }
    }
}

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for ExpandError {}
