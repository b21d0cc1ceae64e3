//! Licence identifiers of the SPDX list 3.23 that are not deprecated; expressions are none.

/// One identifier a line, sorted by bytes. Source: spdx.org/licenses, in the public domain (CC0-1.0).
const IDENTIFIERS: &str = include_str!("spdx_3_23.txt");

pub(super) fn is_valid(value: &str) -> bool {
    IDENTIFIERS.lines().any(|identifier| identifier == value)
}

/// The identifier that differs in letter case only.
pub(in crate::rules) fn in_right_case(value: &str) -> Option<String> {
    IDENTIFIERS.lines().find(|identifier| identifier.eq_ignore_ascii_case(value)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_identifiers() {
        assert!(is_valid("MIT") && is_valid("GPL-3.0-only") && is_valid("0BSD"));
        assert!(!is_valid("mit") && !is_valid("GPL-3.0") && !is_valid("MIT OR Apache-2.0") && !is_valid(""));
        assert_eq!(in_right_case("apache-2.0").as_deref(), Some("Apache-2.0"));
        assert!(IDENTIFIERS.lines().is_sorted());
    }
}
