//! compose-go's interpolation, in compose files and in its `.env` format: `$NAME`, `${NAME}`, the operators
//! `:-` `-` `:?` `?` `:+` `+` with nesting, and `$$` for a dollar sign.
//!
//! Source: package `template` of <https://github.com/compose-spec/compose-go> 2.13.

use super::{Budget, Exhausted};

/// How deep defaults may nest.
const DEEPEST: usize = 60;

/// Why a text cannot be interpolated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Failure {
    /// A `${` that is no reference.
    Invalid(String),
    /// `${NAME:?message}` without a value.
    Required(String, String),
    /// Too deep or too long.
    Exhausted,
}

impl From<Exhausted> for Failure {
    fn from(_: Exhausted) -> Self {
        Self::Exhausted
    }
}

impl Failure {
    /// The failure in a sentence.
    pub(in super::super) fn message(&self) -> String {
        match self {
            Self::Invalid(text) => {
                format!(
                    "invalid interpolation format: \"{text}\"; write $$ for a dollar sign, ${{NAME}} for a variable"
                )
            }
            Self::Required(name, reason) if reason.is_empty() => format!("required variable {name} is missing a value"),
            Self::Required(name, reason) => format!("required variable {name} is missing a value: {reason}"),
            Self::Exhausted => "the references are nested or repeated too often to be replaced".to_owned(),
        }
    }
}

/// Replaces references; remembers the names that had no value and no default.
pub(in super::super) struct Interpolation<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    budget: &'a mut Budget,
    /// Names without a value, which become empty.
    pub(in super::super) missing: Vec<String>,
}

impl std::fmt::Debug for Interpolation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interpolation").field("missing", &self.missing).finish_non_exhaustive()
    }
}

impl<'a> Interpolation<'a> {
    pub(in super::super) fn new(lookup: &'a dyn Fn(&str) -> Option<String>, budget: &'a mut Budget) -> Self {
        Self { lookup, budget, missing: Vec::new() }
    }

    /// `text` with every reference replaced.
    pub(in super::super) fn substitute(&mut self, text: &str) -> Result<String, Failure> {
        self.at_depth(text, 0)
    }

    fn at_depth(&mut self, text: &str, depth: usize) -> Result<String, Failure> {
        if depth > DEEPEST {
            return Err(Failure::Exhausted);
        }
        self.budget.spend(text.len())?;
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let name = name_length(after);
            if let Some(after) = after.strip_prefix('$') {
                out.push('$');
                rest = after;
            } else if name > 0 {
                let value = self.plain(&after[..name]);
                self.budget.spend(value.len())?;
                out.push_str(&value);
                rest = &after[name..];
            } else if let Some(inner) = after.strip_prefix('{') {
                let (value, length) = self.braced(inner, text, depth)?;
                self.budget.spend(value.len())?;
                out.push_str(&value);
                rest = &inner[length..];
            } else {
                out.push('$');
                rest = after;
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    fn plain(&mut self, name: &str) -> String {
        (self.lookup)(name).unwrap_or_else(|| {
            self.missing.push(name.to_owned());
            String::new()
        })
    }

    /// The value of the reference whose text behind `${` is `inner`, and the bytes up to and with its brace.
    fn braced(&mut self, inner: &str, whole: &str, depth: usize) -> Result<(String, usize), Failure> {
        let invalid = || Failure::Invalid(whole.chars().take(200).collect());
        let length = name_length(inner);
        let (name, after) = inner.split_at(length);
        if name.is_empty() {
            return Err(invalid());
        }
        if after.starts_with('}') {
            return Ok((self.plain(name), length + 1));
        }
        let (if_empty, operator) = after.strip_prefix(':').map_or((false, after), |after| (true, after));
        let kind = operator.chars().next().filter(|c| matches!(c, '-' | '+' | '?')).ok_or_else(invalid)?;
        let start = length + usize::from(if_empty) + 1;
        let end = self.closing_brace(inner)?.ok_or_else(invalid)?;
        let word = inner.get(start..end).ok_or_else(invalid)?;
        let value = (self.lookup)(name);
        let present = value.as_deref().is_some_and(|value| !(if_empty && value.is_empty()));
        let replacement = match (kind, present) {
            ('-', false) | ('+', true) => self.at_depth(word, depth + 1)?,
            ('?', false) => return Err(Failure::Required(name.to_owned(), self.at_depth(word, depth + 1)?)),
            _ => value.unwrap_or_default(),
        };
        Ok((replacement, end + 1))
    }

    /// The brace that ends the reference: the balanced one on the same line, else the last one on it. compose-go
    /// does not look at the character behind an opening brace while it counts.
    fn closing_brace(&mut self, inner: &str) -> Result<Option<usize>, Failure> {
        let line = inner.find('\n').map_or(inner, |end| &inner[..end]);
        let bytes = line.as_bytes();
        let (mut open, mut at) = (1_usize, 1);
        while at < bytes.len() {
            match bytes[at] {
                b'}' if open == 1 => {
                    self.budget.spend(at)?;
                    return Ok(Some(at));
                }
                b'}' => open -= 1,
                b'{' => {
                    open += 1;
                    at += 1;
                }
                _ => {}
            }
            at += 1;
        }
        self.budget.spend(line.len())?;
        Ok(line.rfind('}'))
    }
}

/// The length of the name that `text` starts with.
fn name_length(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn substitute(text: &str) -> Result<String, Failure> {
        let lookup = |name: &str| match name {
            "A" => Some("1".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        };
        Interpolation::new(&lookup, &mut Budget::for_input(0)).substitute(text)
    }

    #[test]
    fn operators() {
        let cases = [
            ("$A-x ${A} $$A $ $1 $(A)", "1-x 1 $A $ $1 $(A)"),
            ("${EMPTY:-d} ${EMPTY-d} ${N:-d} ${N-d}", "d  d d"),
            ("${A:+a} ${EMPTY:+a} ${EMPTY+a} ${N+a}.", "a  a ."),
            ("${N:-${EMPTY:-${A}}}", "1"),
            ("${N:-{\"k\": 2}}", "{\"k\": 2}"),
            ("${N:-a:b-c?d}", "a:b-c?d"),
            ("${A:-x}${N:-y}", "1y"),
            ("${A?e}${EMPTY?e}", "1"),
            ("${N:-}", ""),
        ];
        for (text, want) in cases {
            assert_eq!(substitute(text).as_deref(), Ok(want), "{text}");
        }
    }

    #[test]
    fn failures() {
        assert_eq!(substitute("${N:?set $A}"), Err(Failure::Required("N".into(), "set 1".into())));
        assert_eq!(substitute("${EMPTY:?}"), Err(Failure::Required("EMPTY".into(), String::new())));
        for text in ["${", "${}", "${1}", "${A", "${A:-x", "${A!}", "${A:-x\ny}"] {
            assert!(matches!(substitute(text), Err(Failure::Invalid(_))), "{text}");
        }
        assert_eq!(substitute(&"${N:-".repeat(50_000)), Err(Failure::Invalid("${N:-".repeat(40))));
        let deep = format!("{}{}", "${N:-".repeat(5_000), "}".repeat(5_000));
        assert_eq!(substitute(&deep), Err(Failure::Exhausted));
    }
}
