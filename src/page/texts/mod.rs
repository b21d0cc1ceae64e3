//! What the page says, by name. The words stand in `static/texts`, one file for each language, in the syntax of Fluent;
//! `docs/translating.md` tells translators what to know.
//!
//! This module knows no word itself. What the engine says (findings, explanations, rule pages, lessons) is not here.

#[cfg(test)]
mod native;

#[cfg(not(test))]
use super::browser::text as find;
#[cfg(test)]
use native::text as find;

/// The text of that name: `text!("findings-title")`. Values follow: `text!("findings-fix-all", count = fixable)`.
///
/// A test holds that every name used has a text, with just these values.
macro_rules! text {
    ($name:literal $(,)?) => { $crate::page::texts::say($name, &[]) };
    ($name:literal, $($value:ident = $is:expr),+ $(,)?) => {
        $crate::page::texts::say($name, &[$((stringify!($value), $crate::page::texts::Value::from($is))),+])
    };
}
pub(crate) use text;

/// What stands in a text at the place of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// A number, which may decide between singular and plural.
    Number(f64),
    /// Words.
    Words(&'a str),
}

impl<'a, T: AsRef<str> + ?Sized> From<&'a T> for Value<'a> {
    fn from(words: &'a T) -> Self {
        Self::Words(words.as_ref())
    }
}

impl From<usize> for Value<'_> {
    #[expect(clippy::cast_precision_loss, reason = "no count on a page comes near 2 to the power of 53")]
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// The text of that name with its values; the name itself where there is no such text.
pub(crate) fn say(name: &str, values: &[(&str, Value<'_>)]) -> String {
    find(name, values)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_takes_its_values_and_counts() {
        assert_eq!(text!("findings-title"), "Findings");
        assert_eq!(text!("findings-fixed", count = 1_usize), "1 fix applied; undo takes it back");
        assert_eq!(text!("findings-fixed", count = 2_usize), "2 fixes applied; undo takes them back");
        assert_eq!(text!("findings-changed", to = "COPY"), "Changed to COPY");
    }

    #[test]
    fn a_missing_text_shows_its_name() {
        assert_eq!(super::say("no-such-text", &[]), "no-such-text");
    }
}
