//! One e-mail address by RFC 5322, with its comments and blanks in odd places.

/// Longest part before the `@` and longest label of a domain, in bytes (RFC 5321, RFC 1035).
const LONGEST_LOCAL: usize = 64;
const LONGEST_LABEL: usize = 63;
const LONGEST_DOMAIN: usize = 253;

pub(super) fn is_valid(text: &str) -> bool {
    read(text).is_some_and(str::is_empty)
}

/// What follows the address.
fn read(text: &str) -> Option<&str> {
    let (local, mut rest) = words(text)?;
    rest = rest.strip_prefix('@')?;
    let after_gap = gap(rest)?;
    if local > LONGEST_LOCAL {
        return None;
    }
    if let Some(literal) = after_gap.strip_prefix('[') {
        let end = literal.find([']', '[', '\\'])?;
        return gap(literal[end..].strip_prefix(']')?);
    }
    let mut length = 0;
    loop {
        let (label, after) = label(gap(rest)?)?;
        length += label + 1;
        rest = gap(after)?;
        match rest.strip_prefix('.') {
            // One dot may end the domain.
            Some(after) if gap(after)?.is_empty() => return Some("").filter(|_| length <= LONGEST_DOMAIN),
            Some(after) => rest = after,
            None => return Some(rest).filter(|_| length <= LONGEST_DOMAIN),
        }
    }
}

/// Words joined by dots, their length together, and what follows.
fn words(text: &str) -> Option<(usize, &str)> {
    let mut length = 0;
    let mut rest = gap(text)?;
    loop {
        let end = match rest.strip_prefix('"') {
            Some(string) => 2 + closing_quote(string)?,
            None => rest.find(|c: char| !is_atom(c)).unwrap_or(rest.len()),
        };
        if end == 0 {
            return None;
        }
        length += end;
        rest = gap(&rest[end..])?;
        let Some(next) = rest.strip_prefix('.') else { return Some((length, rest)) };
        length += 1;
        rest = gap(next)?;
    }
}

fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

/// The length of the label of a domain, and what follows.
fn label(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let label = &text[..end];
    let is_fine = (1..=LONGEST_LABEL).contains(&end) && !label.starts_with('-') && !label.ends_with('-');
    is_fine.then_some((end, &text[end..]))
}

/// What follows blanks and comments; `None` when a comment does not end.
fn gap(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches([' ', '\t']);
    while rest.starts_with('(') {
        let mut depth = 0_usize;
        let end = rest.bytes().position(|byte| {
            depth += usize::from(byte == b'(');
            depth -= usize::from(byte == b')');
            depth == 0
        })?;
        rest = rest[end + 1..].trim_start_matches([' ', '\t']);
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in [
            "a@b",
            "a.b+c@d.e",
            "\"a b\"@c",
            "a.\"b\".c@d",
            "a@[1.2.3.4]",
            "a@b.c.",
            " a @ b ",
            "(x)a@b(c(d)).e",
            "a'b/c@1-2.d",
            "A@B.C",
        ] {
            assert!(is_valid(text), "{text}");
        }
        for text in [
            "",
            "a",
            "a@",
            "@b",
            "a..b@c",
            ".a@b",
            "a.@b",
            "a@b..c",
            "a@.b",
            "a@b.c..",
            "a@-b",
            "a@b_c",
            "é@b",
            "A <a@b>",
            "a b@c",
            "a@b c",
            "a@b, c@d",
            "a@b@c",
            "a@[",
            "\"a@b",
            "(a@b",
            "a@b)",
            "mailto:a@b",
        ] {
            assert!(!is_valid(text), "{text}");
        }
        assert!(!is_valid(&format!("{}@b", "a".repeat(65))) && !is_valid(&format!("a@{}", "b".repeat(64))));
    }
}
