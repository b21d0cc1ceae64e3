//! compose-go's `.env` and `env_file` format: <https://github.com/compose-spec/compose-go>, package `dotenv`.

use super::{LineCounter, Parsed, first, run};

/// Space within a line, as compose-go sees it.
const fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{a0}')
}

fn is_name(c: char) -> bool {
    matches!(c, '_' | '.' | '-' | '[' | ']') || c.is_alphabetic() || c.is_numeric()
}

/// Reads a whole file; the first bad statement is where compose stops, so nothing behind it is read.
pub(in super::super) fn parse(text: &str) -> Parsed {
    let mut parser = Parser { text: text.strip_prefix('\u{feff}').unwrap_or(text), at: 0 };
    let mut lines = LineCounter::new(parser.text);
    let mut parsed = Parsed::default();
    loop {
        parser.at += run(parser.rest(), char::is_whitespace);
        if parser.rest().starts_with('#') {
            parser.at += run(parser.rest(), |c| c != '\n');
            continue;
        }
        if parser.rest().is_empty() {
            return parsed;
        }
        let line = lines.line_at(parser.at);
        if let Err(message) = parser.statement(line, &mut parsed) {
            parsed.bad(line, message);
            return parsed;
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at += run(self.rest(), is_blank);
    }

    fn statement(&mut self, line: usize, parsed: &mut Parsed) -> Result<(), String> {
        if let Some(after) = self.rest().strip_prefix("export")
            && first(after).is_some_and(char::is_whitespace)
        {
            self.at += "export".len();
            self.skip_blanks();
        }
        let end = run(self.rest(), |c| is_name(c) || is_blank(c));
        let (raw, after) = self.rest().split_at(end);
        let name = raw.trim_end();
        let separator = first(after);
        if separator.is_some_and(|c| !matches!(c, '=' | ':' | '\n')) {
            let c = separator.unwrap_or_default();
            return Err(format!("unexpected character \"{c}\" in a variable name: expected NAME=value"));
        }
        if name.contains(' ') {
            return Err(format!("\"{name}\" contains a space, which a variable name cannot"));
        }
        self.at += end + usize::from(separator.is_some());
        if name.is_empty() {
            return Err("expected a name before the value".to_owned());
        }
        match separator {
            // A bare name on the last line without a line break is lost in compose-go too.
            None => Ok(()),
            Some('\n') => {
                parsed.bare(name, line);
                Ok(())
            }
            Some(_) => self.value(name, line, parsed),
        }
    }

    fn value(&mut self, name: &str, line: usize, parsed: &mut Parsed) -> Result<(), String> {
        self.skip_blanks();
        let Some(quote) = first(self.rest()).filter(|c| matches!(c, '"' | '\'')) else {
            let value = &self.rest()[..run(self.rest(), |c| c != '\n')];
            self.at += value.len();
            let value = value.split_once(" #").map_or(value, |(value, _)| value);
            parsed.assign(name, value.trim_end(), line);
            return Ok(());
        };
        let (inner, length) = quoted(&self.rest()[1..], quote)
            .ok_or_else(|| format!("unterminated quoted value: the closing {quote} is missing"))?;
        self.at += 1 + length;
        let value = if quote == '"' { unescape(&inner) } else { inner };
        parsed.assign(name, value, line);
        if let Some(last) = parsed.assignments.last_mut() {
            last.expands = quote == '"';
        }
        Ok(())
    }
}

/// The text up to the closing quote, with escaped quotes freed of their backslash, and the bytes read.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut inner = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
            if c != quote {
                inner.push('\\');
            }
            inner.push(c);
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return Some((inner, at + 1));
        } else {
            inner.push(c);
        }
    }
    None
}

/// Replaces the escapes of double quotes; `\$` becomes `$$`, which the interpolation that follows reads as `$`.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let (replacement, length) = match first(after) {
            Some('a') => ("\u{7}".to_owned(), 1),
            Some('b') => ("\u{8}".to_owned(), 1),
            Some('f') => ("\u{c}".to_owned(), 1),
            Some('n') => ("\n".to_owned(), 1),
            Some('r') => ("\r".to_owned(), 1),
            Some('t') => ("\t".to_owned(), 1),
            Some('v') => ("\u{b}".to_owned(), 1),
            Some('$') => ("$$".to_owned(), 1),
            Some(c @ ('"' | '\\')) => (c.to_string(), 1),
            Some('0') => octal(after),
            _ => ("\\".to_owned(), 0),
        };
        out.push_str(&replacement);
        rest = &after[length..];
    }
    out.push_str(rest);
    out
}

/// `\0123` is the character with octal number 123; anything but three octal digits behind the 0 loses only the 0.
fn octal(text: &str) -> (String, usize) {
    let digits = run(&text[1..], |c| c.is_ascii_digit()).min(3);
    let written = &text[1..=digits];
    let number = (digits == 3).then(|| u32::from_str_radix(written, 8).ok()).flatten();
    let character = number.filter(|number| *number < 256).and_then(char::from_u32);
    (character.map_or_else(|| format!("\\{written}"), String::from), digits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements() {
        let cases: &[(&str, &str, Option<&str>, bool)] = &[
            ("K=v # c\n", "K", Some("v"), true),
            ("K=v#c\n", "K", Some("v#c"), true),
            ("K: v\n", "K", Some("v"), true),
            ("export K = v\n", "K", Some("v"), true),
            ("K='$x'\n", "K", Some("$x"), false),
            ("K=\"\\$x\\n\\101\\0101\"\n", "K", Some("$$x\n\\101A"), true),
            ("K='it\\'s'\n", "K", Some("it's"), false),
            ("K\n", "K", None, true),
            ("K=\n", "K", Some(""), true),
            ("\u{feff}K=v", "K", Some("v"), true),
        ];
        for (text, name, value, expands) in cases {
            let parsed = parse(text);
            let first = parsed.assignments.first().unwrap_or_else(|| panic!("{text:?}: {parsed:?}"));
            let seen = (first.name.as_str(), first.value.as_deref(), first.expands);
            assert_eq!(seen, (*name, *value, *expands), "{text:?}");
        }
    }

    #[test]
    fn the_first_bad_statement_ends_the_file() {
        for text in ["A=1\nB C=2\nD=3", "A=1\nB!=2\nD=3", "A=1\nB=\"x\nD=3"] {
            let parsed = parse(text);
            assert_eq!((parsed.assignments.len(), parsed.bad_lines[0].line), (1, 2), "{text:?}");
        }
    }
}
