//! Quotes as hadolint removes them.

/// The text without quotes around it, however many.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

/// The key or value of ENV and LABEL: stretches in quotes and without, put together. In quotes a backslash hides the
/// quote behind it and nothing else.
pub(super) fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut quote = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match (c, quote) {
            ('\\', Some(open)) if characters.peek() == Some(&open) => joined.extend(characters.next()),
            (_, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            _ => joined.push(c),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_go() {
        assert_eq!(unquoted("\"/a\""), "/a");
        assert_eq!(joined("a\"b 'c' \\\"d\"'e'\\f"), "ab 'c' \"de\\f");
    }
}
