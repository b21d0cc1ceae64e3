//! python-dotenv: only `${NAME}` and `${NAME:-default}`; quotes, backslashes and nesting mean nothing.
//!
//! Source: `variables.py` of <https://github.com/theskumar/python-dotenv>.

use super::{Budget, Exhausted};

/// Replaces every reference; `lookup` gives the value of a name that is present.
pub(in super::super) fn expand<'v>(
    value: &str,
    lookup: impl Fn(&str) -> Option<&'v str>,
    budget: &mut Budget,
) -> Result<String, Exhausted> {
    let mut out = String::new();
    let mut rest = value;
    // Behind the last brace nothing can match; without this, many open `${` would be searched to the end again.
    let mut closing = value.rfind('}');
    while let Some(start) = rest.find("${") {
        if closing.is_none_or(|closing| closing < value.len() - rest.len() + start) {
            break;
        }
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some((name, default, length)) = reference(rest, &mut closing) {
            let replacement = lookup(name).or(default).unwrap_or_default();
            budget.spend(replacement.len())?;
            out.push_str(replacement);
            rest = &rest[length..];
        } else {
            out.push_str("${");
            rest = &rest["${".len()..];
        }
    }
    out.push_str(rest);
    budget.spend(out.len())?;
    Ok(out)
}

/// The name, the default and the length of the reference that `text` starts with.
fn reference<'t>(text: &'t str, closing: &mut Option<usize>) -> Option<(&'t str, Option<&'t str>, usize)> {
    let inner = &text["${".len()..];
    let Some(end) = inner.find(['}', ':']) else {
        *closing = None;
        return None;
    };
    let name = &inner[..end];
    let Some(default) = inner[end..].strip_prefix(":-") else {
        return inner[end..].starts_with('}').then_some((name, None, end + 3));
    };
    let length = default.find('}')?;
    Some((name, Some(&default[..length]), end + length + 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_forms_are_replaced() {
        let lookup = |name: &str| match name {
            "A" => Some("1"),
            "EMPTY" => Some(""),
            _ => None,
        };
        let cases = [
            ("x${A}y", "x1y"),
            ("$A", "$A"),
            ("\\${A}", "\\1"),
            ("${NOPE}", ""),
            ("${NOPE:-d}", "d"),
            ("${EMPTY:-d}", ""),
            ("${NOPE-d}", ""),
            ("${A:?e}", "${A:?e}"),
            ("${NOPE:-${A}}", "${A}"),
            ("${A", "${A"),
            ("${a:${A}", "${a:1"),
        ];
        for (value, want) in cases {
            assert_eq!(expand(value, lookup, &mut Budget::for_input(0)).as_deref(), Ok(want), "{value}");
        }
    }

    #[test]
    fn open_braces_take_linear_time() {
        let value = "${".repeat(400_000);
        assert_eq!(expand(&value, |_| None, &mut Budget::for_input(0)), Ok(value.clone()));
    }
}
