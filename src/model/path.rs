//! Slash-separated paths and globs by the rules of Go's `path` and `path/filepath`, which the builder uses everywhere.
//!
//! Knows text only: no files, no symbolic links.

/// The longest path that Linux knows, in bytes (`PATH_MAX` of its `limits.h`).
pub const LONGEST_PATH: usize = 4096;

/// The shortest path of the same meaning (Go's `path.Clean`): no `.`, no `//`, no trailing `/`, `..` resolved as far
/// as possible and dropped above `/`. The empty path is `.`.
pub fn clean(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if is_rooted => {}
            _ => parts.push(part),
        }
    }
    match (is_rooted, parts.join("/")) {
        (true, joined) => format!("/{joined}"),
        (false, joined) if joined.is_empty() => ".".to_owned(),
        (false, joined) => joined,
    }
}

/// The path below a root that nothing leaves: cleaned, `..` clipped at the root, no leading `/`. The root is empty.
pub fn clean_in_root(path: &str) -> String {
    let mut cleaned = clean(&format!("/{path}"));
    cleaned.remove(0);
    cleaned
}

/// The directories above a relative path, from the outermost: `a` and `a/b` for `a/b/c`.
pub fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Whether the builder takes a COPY source for a glob: it holds `*`, `?` or `[` without a backslash before it.
pub fn has_wildcard(path: &str) -> bool {
    let mut is_escaped = false;
    path.chars().any(|char| {
        let found = !is_escaped && matches!(char, '*' | '?' | '[');
        is_escaped = !is_escaped && char == '\\';
        found
    })
}

/// A `[…]` of a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CharClass {
    is_negated: bool,
    ranges: Vec<(char, char)>,
}

impl CharClass {
    /// Whether `char` is one of the class. A class matches `/` like any other character.
    pub(super) fn contains(&self, char: char) -> bool {
        self.ranges.iter().any(|(low, high)| (*low..=*high).contains(&char)) != self.is_negated
    }

    /// Whether a range such as `z-a` runs backwards; it matches nothing.
    pub(super) fn has_reversed_range(&self) -> bool {
        self.ranges.iter().any(|(low, high)| high < low)
    }

    /// Reads what follows a `[`; gives the class and the text after its `]`.
    fn parse(text: &str) -> Option<(Self, &str)> {
        let negated = text.strip_prefix('^');
        let mut rest = negated.unwrap_or(text);
        let mut ranges = Vec::new();
        loop {
            if let Some(after) = rest.strip_prefix(']').filter(|_| !ranges.is_empty()) {
                return Some((Self { is_negated: negated.is_some(), ranges }, after));
            }
            let low;
            (low, rest) = class_char(rest)?;
            let mut high = low;
            if let Some(after) = rest.strip_prefix('-') {
                (high, rest) = class_char(after)?;
            }
            ranges.push((low, high));
        }
    }
}

/// One character of a class; `-` and `]` need a backslash.
fn class_char(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let char = match chars.next()? {
        '-' | ']' => return None,
        '\\' => chars.next()?,
        char => char,
    };
    Some((char, chars.as_str()))
}

/// One element of a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GlobPiece {
    /// `?`: one character other than `/`.
    AnyChar,
    /// `*`: any text without `/`.
    AnyText,
    /// A character, perhaps after a backslash.
    Char(char),
    /// `[…]`
    Class(CharClass),
}

/// A glob as Go's `filepath.Match` reads it: `*`, `?`, `[…]`, `\`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    pieces: Vec<GlobPiece>,
}

impl Glob {
    /// Reads a glob; `None` if a `[` is not closed or a backslash is the last character.
    pub fn parse(pattern: &str) -> Option<Self> {
        let mut pieces = Vec::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some(char) = rest.chars().next() {
            rest = &rest[char.len_utf8()..];
            pieces.push(match char {
                '*' => GlobPiece::AnyText,
                '?' => GlobPiece::AnyChar,
                '[' => {
                    let class;
                    (class, rest) = CharClass::parse(rest)?;
                    GlobPiece::Class(class)
                }
                '\\' => {
                    let escaped = rest.chars().next()?;
                    rest = &rest[escaped.len_utf8()..];
                    GlobPiece::Char(escaped)
                }
                _ => GlobPiece::Char(char),
            });
        }
        Some(Self { pieces })
    }

    /// The elements.
    pub(super) fn pieces(&self) -> &[GlobPiece] {
        &self.pieces
    }

    /// Whether the whole of `name` matches. Takes time in the product of the lengths at worst.
    pub fn matches(&self, name: &str) -> bool {
        let (mut piece, mut rest) = (0, name);
        // The last `*` passed, and what it has not taken yet: only it needs to be tried again.
        let mut star: Option<(usize, &str)> = None;
        loop {
            let next = rest.chars().next();
            let fits = match (self.pieces.get(piece), next) {
                (None, None) => return true,
                (Some(GlobPiece::AnyText), _) => {
                    piece += 1;
                    star = Some((piece, rest));
                    continue;
                }
                (Some(GlobPiece::AnyChar), Some(char)) => char != '/',
                (Some(GlobPiece::Char(expected)), Some(char)) => *expected == char,
                (Some(GlobPiece::Class(class)), Some(char)) => class.contains(char),
                (None, Some(_)) | (Some(_), None) => false,
            };
            if fits {
                piece += 1;
                rest = &rest[next.map_or(0, char::len_utf8)..];
                continue;
            }
            let Some((after_star, untaken)) = star else { return false };
            match untaken.chars().next() {
                Some(char) if char != '/' => {
                    rest = &untaken[char.len_utf8()..];
                    piece = after_star;
                    star = Some((after_star, rest));
                }
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_like_go() {
        let cases = [
            ("", "."),
            (".", "."),
            ("./", "."),
            ("a/", "a"),
            ("a//b/./c", "a/b/c"),
            ("a/../b", "b"),
            ("a/..", "."),
            ("../a", "../a"),
            ("../../a/..", "../.."),
            ("/", "/"),
            ("//a", "/a"),
            ("/../a", "/a"),
            ("/a/../..", "/"),
            ("...", "..."),
        ];
        for (path, cleaned) in cases {
            assert_eq!(clean(path), cleaned, "{path}");
        }
        for (path, cleaned) in [("", ""), ("/", ""), ("../../a", "a"), ("/a/./b/", "a/b"), ("a/../..", "")] {
            assert_eq!(clean_in_root(path), cleaned, "{path}");
        }
    }

    #[test]
    fn globs_match_like_go() {
        let cases = [
            ("abc", "abc", true),
            ("abc", "abcd", false),
            ("*", "abc", true),
            ("*", "", true),
            ("*", "a/b", false),
            ("*c", "abc", true),
            ("a*", "a", true),
            ("a*", "ab/c", false),
            ("a*/b", "abc/b", true),
            ("a*/b", "a/c/b", false),
            ("a*b*c*d*e*/f", "axbxcxdxe/f", true),
            ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false),
            ("a*b?c*x", "abxbbxdbxebxczzx", true),
            ("a*b?c*x", "abxbbxdbxebxczzy", false),
            ("ab[c]", "abc", true),
            ("ab[b-d]", "abc", true),
            ("ab[^e-g]", "abc", true),
            ("ab[^c]", "abc", false),
            ("a[^b]c", "a/c", true),
            ("a\\*b", "a*b", true),
            ("a\\*b", "axb", false),
            ("a?b", "aßb", true),
            ("a?b", "a/b", false),
            ("[a-ζ]*", "α", true),
            ("[\\]a]", "]", true),
            ("[\\-x]", "-", true),
            ("[*]", "*", true),
            ("[!a]", "!", true),
            ("*x", "xxx", true),
            ("", "", true),
            ("", "a", false),
        ];
        for (pattern, name, expected) in cases {
            let glob = Glob::parse(pattern).expect("a valid glob");
            assert_eq!(glob.matches(name), expected, "{pattern} on {name}");
        }
        for pattern in
            ["[", "[]", "[]a]", "[^", "[^]", "a[", "[a", "[-]", "[x-]", "[-x]", "[a-b-c]", "\\", "a/\\", "[\\"]
        {
            assert_eq!(Glob::parse(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn hard_globs_take_little_time() {
        let glob = Glob::parse(&"*a".repeat(1_000)).expect("a valid glob");
        assert!(!glob.matches(&format!("{}b", "a".repeat(5_000))));
    }

    #[test]
    fn tells_globs_from_names() {
        for (path, expected) in
            [("a*", true), ("a\\*", false), ("a\\\\*", true), ("[", true), ("a?", true), ("a", false)]
        {
            assert_eq!(has_wildcard(path), expected, "{path}");
        }
        assert_eq!(ancestors("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
